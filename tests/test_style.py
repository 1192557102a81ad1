"""The budget: small functions, small modules, shallow nesting, no circles, nothing undocumented."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "nameresolve"

USUAL_FUNCTION = 30  # lines, for 95 of 100 functions, without the docstring
LONGEST_FUNCTION = 60
LONGEST_MODULE = 350
DEEPEST = 3
DOCUMENTED = 0.98
VAGUE = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "managers"}

Function = ast.FunctionDef | ast.AsyncFunctionDef
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
BLOCKS = (ast.For, ast.AsyncFor, ast.While, ast.If, ast.With, ast.AsyncWith, ast.Try, ast.Match)


def files() -> list[Path]:
    return sorted([*PACKAGE.rglob("*.py"), *(ROOT / "scripts").glob("*.py")])


def short(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def functions(path: Path) -> Iterator[Function]:
    return (node for node in ast.walk(tree(path)) if isinstance(node, FUNCTIONS))


def length(function: Function) -> int:
    """Return the lines of a function from its `def` on, its docstring left out."""
    total = (function.end_lineno or function.lineno) - function.lineno + 1
    if ast.get_docstring(function) is None:
        return total
    docstring = function.body[0]
    return total - ((docstring.end_lineno or docstring.lineno) - docstring.lineno + 1)


def depth(node: ast.AST, level: int = 0) -> int:
    deepest = level
    for child in ast.iter_child_nodes(node):
        if isinstance(child, FUNCTIONS):
            continue  # counted for itself
        is_elif = isinstance(node, ast.If) and isinstance(child, ast.If) and child in node.orelse
        step = 1 if isinstance(child, BLOCKS) and not is_elif else 0
        deepest = max(deepest, depth(child, level + step))
    return deepest


@pytest.mark.parametrize("path", files(), ids=short)
def test_a_module_is_at_most_350_lines(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_MODULE


@pytest.mark.parametrize("path", files(), ids=short)
def test_no_function_is_over_60_lines(path: Path) -> None:
    long = {function.name: length(function) for function in functions(path)}
    assert {name: lines for name, lines in long.items() if lines > LONGEST_FUNCTION} == {}


def test_95_of_100_functions_are_at_most_30_lines() -> None:
    lengths = sorted((length(each), short(path), each.name) for path in files() for each in functions(path))
    over = [entry for entry in lengths if entry[0] > USUAL_FUNCTION]
    assert len(over) <= 0.05 * len(lengths), over


@pytest.mark.parametrize("path", files(), ids=short)
def test_nesting_is_at_most_3(path: Path) -> None:
    deep = {each.name: depth(each) for each in functions(path)}
    assert {name: level for name, level in deep.items() if level > DEEPEST} == {}


def public(path: Path) -> Iterator[tuple[str, str | None]]:
    """Yield name and docstring of the module, and of its public classes, functions and methods."""
    module = tree(path)
    yield short(path), ast.get_docstring(module)
    for node in module.body:
        if not isinstance(node, (*FUNCTIONS, ast.ClassDef)) or node.name.startswith("_"):
            continue
        yield f"{short(path)}:{node.name}", ast.get_docstring(node)
        for inner in node.body if isinstance(node, ast.ClassDef) else []:
            if isinstance(inner, FUNCTIONS) and not inner.name.startswith("_"):
                yield f"{short(path)}:{node.name}.{inner.name}", ast.get_docstring(inner)


def test_98_of_100_public_things_are_documented() -> None:
    things = [thing for path in PACKAGE.rglob("*.py") for thing in public(path)]
    bare = [name for name, docstring in things if not docstring]
    assert len(bare) <= (1 - DOCUMENTED) * len(things), bare


def is_broad(handler: ast.ExceptHandler) -> bool:
    caught = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(
        each is None or (isinstance(each, ast.Name) and each.id in {"Exception", "BaseException"})
        for each in caught
    )


@pytest.mark.parametrize("path", files(), ids=short)
def test_no_except_catches_everything(path: Path) -> None:
    handlers = (node for node in ast.walk(tree(path)) if isinstance(node, ast.ExceptHandler))
    assert [handler.lineno for handler in handlers if is_broad(handler)] == []


@pytest.mark.parametrize("path", files(), ids=short)
def test_every_argument_and_result_has_a_type(path: Path) -> None:
    for function in functions(path):
        arguments = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
        bare = [each.arg for each in arguments if each.annotation is None and each.arg not in {"self", "cls"}]
        assert not bare, f"{function.name}: {bare}"
        assert function.returns is not None or function.name == "__init__", function.name


def test_no_module_has_a_vague_name() -> None:
    assert [short(path) for path in files() if path.stem in VAGUE or path.parent.name in VAGUE] == []


def module_name(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported_at_load(path: Path) -> Iterator[str]:
    """Yield what the top of a module imports; imports inside functions wait until they are needed."""
    for node in tree(path).body:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (node.module, *(f"{node.module}.{alias.name}" for alias in node.names))


def test_no_import_circles() -> None:
    paths = sorted(PACKAGE.rglob("*.py"))
    known = {module_name(path) for path in paths}
    graph = {
        module_name(path): {name for name in imported_at_load(path) if name in known} - {module_name(path)}
        for path in paths
    }
    TopologicalSorter(graph).prepare()  # raises CycleError, which names the circle
