"""Change the code in one small place at a time and see whether the tests notice.

    python scripts/mutation.py                      60 changes, drawn by a seed
    python scripts/mutation.py --sample 200 --seed 7 --only scoring
    python scripts/mutation.py --list               the places there are, by module

A change is another comparison, sign or number, `and` for `or`, `min` for `max`, a condition turned round. It
is made in a copy of the package; the tests that belong to the module run on it, quick ones first. A change
that no test notices survives: either a test is missing, or it means the same. A person judges the survivors.
"""

from __future__ import annotations

import argparse
import ast
import copy
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

from attrs import frozen

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "nameresolve"
AREAS = ("parsing", "distance", "scoring", "decision")
TESTS: dict[str, tuple[tuple[str, ...], ...]] = {
    "parsing": (("tests/parsing", "tests/laws/test_parsing.py"),
                ("tests/test_cases.py",)),
    "distance": (("tests/test_distance.py", "tests/laws/test_distances.py", "tests/test_batch.py"),
                 ("tests/test_cases.py",)),
    "scoring": (("tests/scoring", "tests/laws/test_evidence.py", "tests/laws/test_similarity.py"),
                ("tests/test_cases.py",)),
    "decision": (("tests/test_decision.py",), ("tests/laws/test_deciding.py", "tests/test_cases.py")),
}  # fmt: skip
SECONDS = 900
Verdict = Literal["killed", "survived", "too long"]

_OPERATORS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
    ast.And: ast.Or, ast.Or: ast.And,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult,
}  # fmt: skip
_CALLS = {"min": "max", "max": "min", "any": "all", "all": "any"}


@frozen(slots=True)
class Place:
    """Where something can be changed: the module, and which node of its tree."""

    path: Path
    number: int
    line: int

    @property
    def area(self) -> str:
        """The part of the package that the module belongs to."""
        return self.path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def changed(node: ast.AST) -> ast.AST | None:
    """Return the node with its meaning changed, or None for one that is left alone."""
    if isinstance(node, ast.Constant):
        return _other_constant(node)
    other = copy.copy(node)
    if isinstance(node, ast.Compare) and type(node.ops[0]) in _OPERATORS:
        vars(other)["ops"] = [_OPERATORS[type(node.ops[0])](), *node.ops[1:]]
        return other
    if isinstance(node, ast.BinOp | ast.BoolOp) and type(node.op) in _OPERATORS:
        vars(other)["op"] = _OPERATORS[type(node.op)]()
        return other
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        return node.operand
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in _CALLS:
        return ast.Name(_CALLS[node.id], node.ctx)
    return None


def _other_constant(node: ast.Constant) -> ast.Constant | None:
    if isinstance(node.value, bool):
        return ast.Constant(not node.value)
    return ast.Constant(node.value + 1) if isinstance(node.value, int | float) else None


def _skipped(tree: ast.Module) -> set[int]:
    """Return the ids of nodes that say nothing about what the code does: annotations and decorators."""
    found: set[int] = set()
    for node in ast.walk(tree):
        asides: list[ast.AST | None] = []
        if isinstance(node, ast.FunctionDef):
            asides = [node.returns, *node.decorator_list, *(each.annotation for each in node.args.args)]
        elif isinstance(node, ast.ClassDef):
            asides = [*node.decorator_list]
        elif isinstance(node, ast.AnnAssign):
            asides = [node.annotation]
        found |= {id(inner) for aside in asides if aside for inner in ast.walk(aside)}
    return found


def places(path: Path) -> Iterator[Place]:
    """Yield the places of a module where something can be changed."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    skipped = _skipped(tree)
    for number, node in enumerate(ast.walk(tree)):
        if id(node) not in skipped and changed(node) is not None:
            yield Place(path, number, getattr(node, "lineno", 0))


class _Changer(ast.NodeTransformer):
    """Changes the one node it was made for."""

    def __init__(self, target: ast.AST) -> None:
        self.target = target

    def visit(self, node: ast.AST) -> ast.AST:
        """Return the changed node for the target; anything else as it is."""
        if node is self.target:
            return ast.copy_location(changed(node) or node, node)
        return self.generic_visit(node)


def mutant(place: Place) -> tuple[str, str, str]:
    """Return the source with the place changed, and the place before and after."""
    tree = ast.parse(place.path.read_text(encoding="utf-8"))
    target = next(node for number, node in enumerate(ast.walk(tree)) if number == place.number)
    before, after = ast.unparse(target), ast.unparse(changed(target) or target)
    return ast.unparse(ast.fix_missing_locations(_Changer(target).visit(tree))), before, after


# ------------------------------------------------------------------ running


def copied(folder: Path) -> Path:
    """Copy the package into a folder, its large data only linked; return where it stands."""
    copy_of = folder / "src" / "nameresolve"
    shutil.copytree(PACKAGE, copy_of, ignore=shutil.ignore_patterns("data", "__pycache__"))
    (copy_of / "data").symlink_to(PACKAGE / "data")
    return copy_of


def verdict(copy_of: Path, area: str) -> Verdict:
    """Run the tests of an area on a copy; tell whether one failed."""
    environment = {
        **os.environ,
        "PYTHONPATH": f"{copy_of.parent}{os.pathsep}{ROOT / 'scripts'}",
        "PYTHONDONTWRITEBYTECODE": "1",
        "HYPOTHESIS_PROFILE": "quick",
    }
    pytest = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "--no-header"]
    for tests in TESTS[area]:
        try:
            done = subprocess.run(
                [*pytest, *tests],
                cwd=ROOT,
                env=environment,
                capture_output=True,
                timeout=SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return "too long"
        if done.returncode:
            return "killed"
    return "survived"


def tried(sample: Sequence[Place]) -> Iterator[tuple[Place, str, str, Verdict]]:
    """Yield each place with what stood there, what was put there, and what the tests said."""
    with tempfile.TemporaryDirectory(prefix="nameresolve-mutation-") as folder:
        copy_of = copied(Path(folder))
        for place in sample:
            target = copy_of / place.path.relative_to(PACKAGE)
            source, before, after = mutant(place)
            target.write_text(source, encoding="utf-8")
            yield place, before, after, verdict(copy_of, place.area)
            shutil.copyfile(place.path, target)


def _modules(area: str) -> list[Path]:
    return sorted((PACKAGE / area).glob("*.py")) or [PACKAGE / f"{area}.py"]


def main(arguments: list[str] | None = None) -> int:
    """Draw, try, and tell the share that was noticed; return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sample", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=AREAS, action="append")
    parser.add_argument("--least", type=float, default=0.0, help="end with 1 if a smaller share is noticed")
    parser.add_argument("--list", action="store_true")
    options = parser.parse_args(arguments)
    known = [place for area in options.only or AREAS for path in _modules(area) for place in places(path)]
    if options.list:
        for path, count in sorted(Counter(place.path for place in known).items()):
            print(f"{count:5} {path.relative_to(ROOT)}")
        return 0
    drawn = random.Random(options.seed).sample(known, min(options.sample, len(known)))  # noqa: S311
    verdicts: Counter[str] = Counter()
    for place, before, after, said in tried(drawn):
        verdicts[said] += 1
        print(f"{said:9} {place.path.relative_to(ROOT)}:{place.line}: {before}  ->  {after}", flush=True)
    share = 1 - verdicts["survived"] / max(1, len(drawn))
    print(f"{len(drawn)} of {len(known)} changes tried, {share:.1%} noticed")
    return int(share < options.least)


if __name__ == "__main__":
    sys.exit(main())
