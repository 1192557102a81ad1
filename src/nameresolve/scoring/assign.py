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
    first: tuple[int, int]  # the first place on either side


def _single(a: Unit, b: Unit, weights: Weights) -> Edge | None:
    """Return the edge between two parts, or None where they do not agree."""
    if a.role == "initial" or b.role == "initial":
        if not relate_initial(a, b):
            return None
        relating = Relating("initial", 0.0, "initial")
        return _edge(a, b, relating, weights.initial_agrees)
    relating = relate(a, b, weights)
    if relating.share <= 0.0:
        return None
    if a.role == b.role == "generic":
        worth = weights.generic_agrees * relating.share
    else:
        worth = min(a.weight, b.weight, weights.most_a_part) * relating.share
    return _edge(a, b, relating, worth)


def _edge(a: Unit, b: Unit, relating: Relating, worth: float) -> Edge:
    places = (a.place, b.place)
    return Edge(frozenset({a.place}), frozenset({b.place}), a.text, b.text, relating, worth, places)


def _joins(
    units: Units, others: Units, left_over: frozenset[int], open_others: frozenset[int], weights: Weights
) -> list[Edge]:
    """Return the edges between joined parts of `units` and single parts of `others`.

    Only joins that take up a part left over are tried, and only against parts that no other
    equals.
    """
    found = []
    for unit, places in joined(units):
        if not places & left_over:
            continue
        for other in others.content:
            if other.place not in open_others or other.role in ("initial", "number"):
                continue
            relating = relate(unit, other, weights)
            if relating.share > 0.0:
                worth = min(unit.weight, other.weight, weights.most_a_part) * relating.share
                first = (min(places), other.place)
                right = frozenset({other.place})
                found.append(Edge(places, right, unit.text, other.text, relating, worth, first))
    return found


def _turned(edge: Edge) -> Edge:
    first = (edge.first[1], edge.first[0])
    texts = (edge.right_text, edge.left_text)
    return Edge(edge.right, edge.left, *texts, edge.relating, edge.contribution, first)


def _pick(edges: list[Edge]) -> list[Edge]:
    """Return edges that share no part, the weightiest first; nearer places break ties."""
    ordered = sorted(edges, key=lambda e: (-e.contribution, abs(e.first[0] - e.first[1]), e.first))
    chosen: list[Edge] = []
    left: set[int] = set()
    right: set[int] = set()
    for edge in ordered:
        if not (edge.left & left or edge.right & right):
            chosen.append(edge)
            left |= edge.left
            right |= edge.right
    return sorted(chosen, key=lambda e: e.first)


def assign(left: Units, right: Units, weights: Weights) -> list[Edge]:
    """Return the parts of two names that agree, each part in one edge at most.

    Parts written apart on one side and together on the other are tried only where
    single parts leave something over.
    """
    singles = [_single(a, b, weights) for a in left.content for b in right.content]
    edges = [edge for edge in singles if edge is not None]
    chosen = _pick(edges)
    ours, theirs = _places(chosen)
    left_over = [
        frozenset(u.place for u in units.content) - taken for units, taken in ((left, ours), (right, theirs))
    ]
    if not left_over[0] and not left_over[1]:
        return chosen
    equal, equal_right = _places([edge for edge in chosen if edge.relating.relation == "same"])
    open_left = frozenset(u.place for u in left.content if len(u.form.symbols) > 2) - equal
    open_right = frozenset(u.place for u in right.content if len(u.form.symbols) > 2) - equal_right
    edges += _joins(left, right, left_over[0], open_right, weights)
    edges += [_turned(edge) for edge in _joins(right, left, left_over[1], open_left, weights)]
    return _pick(edges)


def _places(edges: list[Edge]) -> tuple[frozenset[int], frozenset[int]]:
    """Return the places that edges take up, left and right."""
    none = frozenset[int]()
    return none.union(*(edge.left for edge in edges)), none.union(*(edge.right for edge in edges))
