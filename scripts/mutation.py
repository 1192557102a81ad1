"""Change the code in one small place at a time and see whether the tests notice.

    python scripts/mutation.py                      60 changes, drawn by a seed
    python scripts/mutation.py --sample 400 --seed 7 --only scoring
    python scripts/mutation.py --thorough           ask the slow tests too: golden names, laws, decisions
    python scripts/mutation.py --again LOG          those that survived in the output of an earlier run
    python scripts/mutation.py --list               the places there are, by module

What a change is stands in `mutants.py`. The tests are collected once; each change is made in a copy of the
process, and the tests that belong to its part of the package run there, quick ones first, up to the first
that fails. A change that no test notices survives: either a test is missing, or it means the same. A person
judges the survivors; those found to mean the same stand in `tests/mutation/same.tsv`, each with the
reason, and are told apart. A row names the source text, so that it holds wherever the line moves; `which` is
the number of the place where one line has several alike. Not for Windows, which cannot copy a process.
"""

from __future__ import annotations

import argparse
import csv
import importlib
import math
import os
import random
import resource
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Literal

import pytest

from given_paths import existing
from grafting import empty_caches, graft
from mutants import Mutant, Place, mutant, places

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "nameresolve"
SAME = ROOT / "tests" / "mutation" / "same.tsv"
AREAS = ("parsing", "distance", "scoring", "decision")
_FROZEN = "tests/test_frozen_comparisons.py::test_every_row_is_as_before"
_QUICK_SCORE = "tests/test_frozen_comparisons.py::test_the_quick_score_is_that_of_the_terms"
TESTS: dict[str, tuple[str, ...]] = {
    "parsing": (_FROZEN, "tests/parsing"),
    "distance": ("tests/test_distance.py", "tests/distance", f"{_FROZEN}[comparisons", "tests/test_batch.py"),
    "scoring": (f"{_FROZEN}[comparisons", "tests/scoring", _QUICK_SCORE),
    "scoring/bulk": ("tests/scoring/test_bulk.py",),
    "decision": ("tests/test_decision.py",),
}
"""For each part of the package, or one module, the tests that are to notice a change, quick ones first."""

_ANSWERS = ("tests/test_cases.py", "tests/test_frozen.py")
THOROUGH: dict[str, tuple[str, ...]] = {
    "parsing": ("tests/laws/test_parsing.py", *_ANSWERS),
    "distance": ("tests/laws/test_distances.py", *_ANSWERS),
    "scoring": ("tests/laws/test_evidence.py", "tests/laws/test_similarity.py", *_ANSWERS),
    "decision": ("tests/laws/test_deciding.py", *_ANSWERS),
}
"""Those that take longer: asked with `--thorough`, where the quick ones notice nothing."""

SPARE_SECONDS = 10
Verdict = Literal["noticed", "survived", "too long", "the same", "not tried"]


def area_of(place: Place) -> str:
    """Return the part of the package that a place belongs to."""
    parts = place.path.relative_to(PACKAGE).with_suffix("").parts
    return "/".join(parts) if "/".join(parts) in TESTS else parts[0]


def module_of(place: Place) -> str:
    """Return the name under which the module of a place is imported."""
    parts = place.path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


Key = tuple[str, str, str, str, str]
"""A change by the source text: module, line, what stood there, what was put there, which of several alike."""


def key_of(place: Place, made: Mutant) -> Key:
    """Return what a change is known by, wherever in the module its line moves."""
    line = place.path.read_text(encoding="utf-8").splitlines()[place.line - 1].strip()
    beside = ((each, mutant(each)) for each in places(place.path) if each.line == place.line)
    alike = [each for each, other in beside if (other.before, other.after) == (made.before, made.after)]
    which = str(alike.index(place) + 1) if len(alike) > 1 else ""
    return module_of(place), line, made.before, made.after, which


def known_same(path: Path = SAME) -> set[Key]:
    """Return the changes that a person found to mean the same."""
    if not path.is_file():
        return set()
    with path.open(encoding="utf-8", newline="") as handle:
        rows = csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {(row["module"], row["line"], row["before"], row["after"], row["which"]) for row in rows}


def interval(noticed: int, tried: int) -> tuple[float, float]:
    """Return the 95 % interval of a share (Wilson).

    >>> low, high = interval(90, 100)
    >>> 0.82 < low < 0.83 and 0.94 < high < 0.95
    True
    """
    z, share = 1.96, noticed / tried
    middle = share + z * z / (2 * tried)
    half = z * math.sqrt(share * (1 - share) / tried + z * z / (4 * tried * tried))
    return (middle - half) / (1 + z * z / tried), (middle + half) / (1 + z * z / tried)


class Trying:
    """A plug-in of pytest: runs the collected tests once for each change, in a copy of the process."""

    def __init__(self, drawn: Sequence[Place], tests: Mapping[str, Sequence[str]]) -> None:
        self.drawn, self.tests, self.verdicts = drawn, tests, Counter[Verdict]()
        self.same = known_same()
        self.allowed: dict[str, float] = {}
        self.out = os.fdopen(os.dup(1), "w", encoding="utf-8")

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run the tests on each change; tell each."""
        _warm()
        for place in self.drawn:
            made = mutant(place)
            said = self.verdict(session, place, made)
            self.verdicts[said] += 1
            where = f"{place.path.relative_to(ROOT)}:{place.line}"
            print(f"{said:9} {where}: {made.before}  ->  {made.after}", file=self.out, flush=True)
        return True

    def verdict(self, session: pytest.Session, place: Place, made: Mutant) -> Verdict:
        """Return what the tests say of a change."""
        if key_of(place, made) in self.same:
            return "the same"
        area = area_of(place)
        items = _ordered(session.items, self.tests[area])
        if area not in self.allowed:
            status, seconds = in_a_copy(session, items, None)
            if status:
                raise SystemExit(f"the tests of {area} fail on the code as it is: {self.tests[area]}")
            self.allowed[area] = 4 * seconds + SPARE_SECONDS
        status, _ = in_a_copy(session, items, (place, made), self.allowed[area])
        if os.WIFSIGNALED(status):
            return "too long"
        by_code: dict[int, Verdict] = {0: "survived", 1: "noticed", 2: "not tried"}
        return by_code[os.WEXITSTATUS(status)]


def _warm() -> None:
    """Compare what the tests will compare, so that each copy begins with what lower modules remember."""
    import freeze_comparisons as freezing

    for table, find in freezing.TABLES:
        for row in freezing.read(table):
            find(row)


def in_a_copy(
    session: pytest.Session,
    items: Sequence[pytest.Item],
    change: tuple[Place, Mutant] | None,
    seconds: float = 600,
) -> tuple[int, float]:
    """Run tests on a change in a copy of this process; return how it ended and the seconds of work."""
    child = os.fork()
    if child == 0:
        resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds)))
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        code = 1  # a module that cannot even be loaded is noticed
        try:
            code = _tested(session, items, change)
        finally:
            os._exit(code)
    _, status, used = os.wait4(child, 0)
    return status, used.ru_utime + used.ru_stime


def _tested(
    session: pytest.Session, items: Sequence[pytest.Item], change: tuple[Place, Mutant] | None
) -> int:
    """Make the change and run the tests; return 0 if none noticed, 1 if one did, 2 if it cannot be made."""
    name = None
    if change is not None:
        place, made = change
        name = module_of(place)
        if not graft(importlib.import_module(name), made.plain, made.source):
            return 2
    empty_caches(name)
    for item, following in zip(items, [*items[1:], None], strict=True):
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        if session.testsfailed:
            return 1
    return 0


def _ordered(items: Iterable[pytest.Item], tests: Sequence[str]) -> list[pytest.Item]:
    """Return the tests of an area in the order in which it names them."""
    by_place: dict[str, list[pytest.Item]] = {test: [] for test in tests}
    for item in items:
        test = next((test for test in tests if item.nodeid.startswith(test)), None)
        if test is not None:
            by_place[test].append(item)
    return [item for mine in by_place.values() for item in mine]


def _modules(area: str) -> list[Path]:
    return sorted((PACKAGE / area).glob("*.py")) or [PACKAGE / f"{area}.py"]


def told(verdicts: Counter[Verdict], known: int) -> tuple[str, float]:
    """Return the summary and the share that was noticed, of those that mean something else."""
    noticed = verdicts["noticed"] + verdicts["too long"]
    tried = max(1, noticed + verdicts["survived"])
    low, high = interval(noticed, tried)
    asides = "".join(f", {verdicts[each]} {each}" for each in ("the same", "not tried") if verdicts[each])
    share = noticed / tried
    bounds = f"95 % interval {low:.1%} to {high:.1%}"
    return f"{tried} of {known} changes tried, {share:.1%} noticed ({bounds}){asides}", share


def survivors(log: Path, known: Iterable[Place]) -> list[Place]:
    """Return the places whose changes survived in the output of an earlier run of the same code."""
    lines = log.read_text(encoding="utf-8").splitlines()
    wanted = {line.split(maxsplit=1)[1] for line in lines if line.startswith("survived")}
    found = []
    for place in known:
        where = f"{place.path.relative_to(ROOT)}:{place.line}"
        if any(line.startswith(f"{where}:") for line in wanted):
            made = mutant(place)
            if f"{where}: {made.before}  ->  {made.after}" in wanted:
                found.append(place)
    return found


def at_least_one(text: str) -> int:
    """Return a number from 1 up; for `argparse`, which tells the sentence."""
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(f"{text!r} is no number of changes to try: give 1 or more")
    return int(text)


def _arguments(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sample", type=at_least_one, default=60, help="so many changes are tried")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=AREAS, action="append")
    parser.add_argument("--module", help="only places in files whose path holds this")
    parser.add_argument("--least", type=float, default=0.0, help="end with 1 if a smaller share is noticed")
    parser.add_argument("--thorough", action="store_true", help="ask the slow tests too")
    parser.add_argument("--again", type=existing, metavar="LOG", help="those that survived in this output")
    parser.add_argument("--list", action="store_true")
    return parser.parse_args(arguments)


def main(arguments: list[str] | None = None) -> int:
    """Draw, try, and tell the share that was noticed; return the exit code."""
    options = _arguments(arguments)
    known = [place for area in options.only or AREAS for path in _modules(area) for place in places(path)]
    known = [place for place in known if (options.module or "") in str(place.path)]
    if options.list:
        for path, count in sorted(Counter(place.path for place in known).items()):
            print(f"{count:5} {path.relative_to(ROOT)}")
        return 0
    drawn = random.Random(options.seed).sample(known, min(options.sample, len(known)))  # noqa: S311
    if options.again:
        drawn = survivors(options.again, known)
    os.environ["HYPOTHESIS_PROFILE"] = "mutation"
    os.chdir(ROOT)
    slow = THOROUGH if options.thorough else {}
    tests = {area: (*quick, *slow.get(area, ())) for area, quick in TESTS.items()}
    trying = Trying(drawn, tests)
    files = dict.fromkeys(test.partition("::")[0] for place in drawn for test in tests[area_of(place)])
    pytest.main(["-q", "-x", "-s", "-p", "no:cacheprovider", "-p", "no:xdist", *files], plugins=[trying])
    text, share = told(trying.verdicts, len(known))
    print(text)
    return int(share < options.least)


if __name__ == "__main__":
    sys.exit(main())
