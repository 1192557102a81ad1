"""Which part of one name answers which part of the other: the best assignment, greedily."""

from __future__ import annotations

from attrs import frozen

from nameresolve.scoring.pairs import Relating, relate, relate_initial
from nameresolve.scoring.units import Unit, Units, joined
from nameresolve.scoring.weights import Weights

__all__ = ["Edge", "assign"]


@frozen(slots=True)
class Edge:
    """One or more parts of the left name that answer one or more of the right."""

    left: frozenset[int]
    right: frozenset[int]
    left_text: str
    right_text: str
    relating: Relating
    contribution: float


def _single(a: Unit, b: Unit, weights: Weights) -> Edge | None:
    """Return the edge between two parts, or None where they do not agree."""
    if a.role == "initial" or b.role == "initial":
        if not relate_initial(a, b):
            return None
        relating = Relating("initial", 0.0, "initial")
        return Edge(
            frozenset({a.place}), frozenset({b.place}), a.text, b.text, relating, weights.initial_agrees
        )
    relating = relate(a, b, weights)
    if relating.share <= 0.0:
        return None
    if a.role == b.role == "generic":
        worth = weights.generic_agrees * relating.share
    else:
        worth = min(a.weight, b.weight) * relating.share
    return Edge(frozenset({a.place}), frozenset({b.place}), a.text, b.text, relating, worth)


def _joins(units: Units, others: Units, weights: Weights) -> list[Edge]:
    """Return the edges between joined parts of `units` and single parts of `others`."""
    found = []
    for unit, places in joined(units):
        for other in others.content:
            if other.role in ("initial", "number") or len(other.form.symbols) < 3:
                continue
            relating = relate(unit, other, weights)
            if relating.share > 0.0:
                worth = min(unit.weight, other.weight) * relating.share
                edge = Edge(places, frozenset({other.place}), unit.text, other.text, relating, worth)
                found.append(edge)
    return found


def _turned(edge: Edge) -> Edge:
    return Edge(edge.right, edge.left, edge.right_text, edge.left_text, edge.relating, edge.contribution)


def _pick(edges: list[Edge]) -> list[Edge]:
    """Return edges that share no part, the weightiest first; nearer places break ties."""
    ordered = sorted(
        edges, key=lambda e: (-e.contribution, abs(min(e.left) - min(e.right)), min(e.left), min(e.right))
    )
    chosen: list[Edge] = []
    left: set[int] = set()
    right: set[int] = set()
    for edge in ordered:
        if not (edge.left & left or edge.right & right):
            chosen.append(edge)
            left |= edge.left
            right |= edge.right
    return sorted(chosen, key=lambda e: min(e.left))


def assign(left: Units, right: Units, weights: Weights) -> list[Edge]:
    """Return the parts of two names that agree, each part in one edge at most.

    Parts written apart on one side and together on the other are tried only where
    single parts leave something over.
    """
    singles = [_single(a, b, weights) for a in left.content for b in right.content]
    edges = [edge for edge in singles if edge is not None]
    chosen = _pick(edges)
    covered = sum(len(edge.left) + len(edge.right) for edge in chosen)
    if covered == len(left.content) + len(right.content):
        return chosen
    edges += _joins(left, right, weights)
    edges += [_turned(edge) for edge in _joins(right, left, weights)]
    return _pick(edges)
