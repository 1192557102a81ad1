"""Where a module can be changed in one small place, and what the changed module looks like.

A change is another comparison, sign or number, `and` for `or`, `min` for `max`, a condition turned round.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from pathlib import Path

from attrs import frozen

__all__ = ["Mutant", "Place", "changed", "mutant", "places"]

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


@frozen(slots=True)
class Mutant:
    """A module written out plainly, the same with one place changed, and that place before and after."""

    plain: str
    source: str
    before: str
    after: str


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
            arguments = (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)
            asides = [node.returns, *node.decorator_list, *(each.annotation for each in arguments)]
        elif isinstance(node, ast.ClassDef):
            asides = [*node.decorator_list]
        elif isinstance(node, ast.AnnAssign):
            asides = [node.annotation]
        elif isinstance(node, ast.keyword) and node.arg == "strict":
            asides = [
                node.value
            ]  # of zip: says that two are of one length, and changes nothing where they are
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


def mutant(place: Place) -> Mutant:
    """Return the module with the place changed."""
    tree = ast.parse(place.path.read_text(encoding="utf-8"))
    target = next(node for number, node in enumerate(ast.walk(tree)) if number == place.number)
    before, after = ast.unparse(target), ast.unparse(changed(target) or target)
    plain = ast.unparse(tree)
    return Mutant(plain, ast.unparse(ast.fix_missing_locations(_Changer(target).visit(tree))), before, after)
