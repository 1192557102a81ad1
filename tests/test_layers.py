"""A module imports only from lower levels, and outside packages only where they belong."""

from __future__ import annotations

import ast
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SRC = ROOT / "src"
PACKAGE = "nameresolve"

# The levels of the design. A folder stands for all modules in it; inside one folder the order is
# free, but circles are refused by test_style.py.
LEVELS = {
    "_version": 0,
    "errors": 0,
    "model": 0,
    "unicode": 1,
    "tables": 1,
    "arguments": 0.5,  # checked where they come in
    "entity_checks": 1,  # for the gazetteer
    "garbage": 0,
    "fallback": 1,  # the one place that calls Unidecode
    "symbols": 1.5,  # spellings as sounds: rests on the tables, and distance and keys rest on it
    "conventions": 1.7,  # what other conventions make of a spelling
    "romanization": 2,
    "parsing": 2,
    "distance": 2,
    "scoring": 3,
    "blocking": 3.5,  # made from the parts of a name as scoring pairs them
    "decision": 4,
    "packed": 1,  # columns, texts and hash tables, in memory or in files
    "sounds": 3.6,  # the readings of parts as lines, and as arrays
    "columns": 3.65,  # the parts of an index as columns of numbers
    "vocabulary": 3.7,  # the parts of an index as arrays
    "index": 4,
    "editions": 4.4,  # a folder on disk, replaced as a whole
    "storage": 4.5,  # the compiled form on disk: rests on the index, and the gazetteer rests on it
    "gazetteer": 5,
    "explanation": 5,
    "mentions": 5.5,  # is given how to resolve, so it lies below the resolver, which offers it
    "contents": 3.8,  # the parts of forms as arrays
    "candidates": 5.6,  # what the index finds, weighed in bulk: for the resolver
    "exact": 5.6,  # names that are listed as they are written: for the resolver
    "fits": 5.7,  # the form of an entity that fits best, for the resolver
    "witnesses": 5.6,  # judges forms of entities, for the resolver
    "resolver": 6,
    "warming": 6.2,  # reads ahead for long runs
    "bundled": 6.5,
    "clustering": 7,
    "linking": 7,
    "evaluation": 7,
    "importers": 7,
    "curation": 7.5,  # source files and lists of entities: rests on how importers open and tidy
    "testing": 7,
    "plugins": 8,
    "server": 8,
    "cli": 8.5,  # `serve` starts the server
    "__init__": 9,  # the public face: it names everything, and nothing inside asks it
    "__main__": 9,
}
PUBLIC_USERS = {"plugins", "server", "cli", "__main__"}  # use the library as any caller does
OUTSIDERS = {"plugins", "server", "cli", "importers", "curation"}  # may import packages that are not core
CORE = {"attrs", "jellyfish", "numpy", "rapidfuzz", "unidecode"}
COMMAND_LINE = {"rich", "typer"}  # core to install, but no library module waits for them
ALLOWED_BESIDES = {"testing": {"hypothesis"}}  # what its users have installed to run tests


def modules() -> list[Path]:
    return sorted((SRC / PACKAGE).rglob("*.py"))


def dotted(path: Path) -> str:
    parts = path.relative_to(SRC).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 2 else parts)


def unit(module: str) -> str:
    """Return the module or folder right under the package that a dotted name belongs to."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else "__init__"


def is_module(dotted_name: str) -> bool:
    place = SRC / Path(*dotted_name.split("."))
    return place.with_suffix(".py").is_file() or (place / "__init__.py").is_file()


def from_targets(node: ast.ImportFrom, path: Path) -> Iterator[str]:
    base = node.module or ""
    if node.level:
        package = path.relative_to(SRC).parent.parts
        base = ".".join((*package[: len(package) - node.level + 1], *filter(None, [node.module])))
    for alias in node.names:
        whole = f"{base}.{alias.name}"
        yield whole if base.split(".")[0] == PACKAGE and is_module(whole) else base


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Yield line and dotted name of everything a file imports, wherever in the file that stands."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((node.lineno, target) for target in from_targets(node, path))


def inner_imports(path: Path) -> Iterator[tuple[int, str]]:
    return ((line, name) for line, name in imports(path) if name.split(".")[0] == PACKAGE)


def outside_imports(path: Path) -> Iterator[tuple[int, str]]:
    for line, name in imports(path):
        top = name.split(".")[0]
        if top != PACKAGE and top not in sys.stdlib_module_names:
            yield line, top


def where(path: Path, line: int) -> str:
    return f"{path.relative_to(ROOT)}:{line}"


@pytest.mark.parametrize("path", modules(), ids=dotted)
def test_every_module_has_a_level(path: Path) -> None:
    assert unit(dotted(path)) in LEVELS, f"add {dotted(path)} to LEVELS, with a thought"


@pytest.mark.parametrize("path", modules(), ids=dotted)
def test_a_module_imports_only_from_lower_levels(path: Path) -> None:
    own = unit(dotted(path))
    for line, name in inner_imports(path):
        target = unit(name)
        if target == own or (target == "__init__" and own in PUBLIC_USERS):
            continue
        assert LEVELS[target] < LEVELS[own] or target == "errors", (
            f"{where(path, line)} is on level {LEVELS[own]} and imports {name}, level {LEVELS[target]}"
        )


@pytest.mark.parametrize("path", modules(), ids=dotted)
def test_other_packages_are_imported_where_they_belong(path: Path) -> None:
    own = unit(dotted(path))
    allowed = CORE | ALLOWED_BESIDES.get(own, set())
    for line, package in outside_imports(path):
        assert own in OUTSIDERS or package in allowed, f"{where(path, line)} imports {package}"


def test_unidecode_is_imported_in_one_file() -> None:
    """It is the last resort, behind one function, so that its license touches one place."""
    found = [dotted(path) for path in modules() if "unidecode" in {name for _, name in outside_imports(path)}]
    assert len(found) == 1, found


def test_a_plugin_uses_only_the_public_face() -> None:
    for path in modules():
        if unit(dotted(path)) == "plugins":
            for line, name in inner_imports(path):
                assert unit(name) in {"__init__", "errors", "plugins"}, where(path, line)


def test_the_core_dependencies_are_the_ones_named_here() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert {line.split(">")[0] for line in project["dependencies"]} == CORE | COMMAND_LINE
