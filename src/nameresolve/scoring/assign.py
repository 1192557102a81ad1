"""Which part of one name answers which part of the other: the best assignment, greedily."""

from __future__ import annotations

from attrs import frozen

from nameresolve.scoring.pairs import Relating, relate, relate_initial
from nameresolve.scoring.units import Unit, Units, acronyms, joined

__all__ = ["Edge", "assign"]

_SURE = 0.8
"""A part that agrees so well with another is not looked for among joined parts."""

_INITIAL_WORTH = 0.8
_KUNYA_SHARE = 0.5
"""Of an agreement between a father's kunya and another's own name."""

_ACRONYM_LETTER = 1.0
"""What a letter of an acronym is worth."""

_ACRONYM_AMONG_WORDS = 0.5
"""Share of that for a word among others, which may be just a word: Otan in Nour Otan is no OTAN."""

_INITIAL = Relating("initial", 0.0, "initial")
_ACRONYM = Relating("acronym", 1.0, "initials of its words")


@frozen(slots=True)
class Edge:
    """One or more parts of the left name that answer one or more of the right.

    `worth` is what they share, in nats, before the terms of the comparison weigh it.
    """

    left: frozenset[int]
    right: frozenset[int]
    left_text: str
    right_text: str
    relating: Relating
    worth: float
    first: tuple[int, int]  # the first place on either side
    scripts: tuple[str, str]


def _single(a: Unit, b: Unit) -> Edge | None:
    """Return the edge between two parts, or None where they do not agree."""
    places = (frozenset({a.place}), frozenset({b.place}))
    if a.role == "initial" or b.role == "initial":
        if not relate_initial(a, b):
            return None
        return _edge(a, b, places, _INITIAL, _INITIAL_WORTH)
    relating = relate(a, b)
    if relating.share <= 0.0:
        return None
    return _edge(a, b, places, relating, min(a.weight, b.weight) * relating.share)


def _edge(
    a: Unit, b: Unit, places: tuple[frozenset[int], frozenset[int]], relating: Relating, worth: float
) -> Edge:
    if a.kunya is not b.kunya:
        worth *= _KUNYA_SHARE
    first = (min(places[0]), min(places[1]))
    return Edge(*places, a.text, b.text, relating, worth, first, (a.form.script, b.form.script))


def _joins(units: Units, others: Units, left_over: frozenset[int], open_others: frozenset[int]) -> list[Edge]:
    """Return the edges between joined parts of `units` and single parts of `others`.

    Only joins that take up a part left over are tried, and only against parts that no other
    equals.
    """
    found = []
    for join in joined(units):
        if not join.places & left_over:
            continue
        for other in others.content:
            if other.place not in open_others or other.role in ("initial", "number"):
                continue
            if not join.about_as_long_as(other):
                continue
            relating = relate(join.unit, other)
            if relating.share > 0.0 and relating.relation != "near":
                worth = min(join.unit.weight, other.weight) * relating.share
                places = (join.places, frozenset({other.place}))
                found.append(_edge(join.unit, other, places, relating, worth))
    return found


def _acronym_edges(units: Units, others: Units) -> list[Edge]:
    """Return the edges between words of `units` that are acronyms and words of `others` they stand for."""
    found = []
    known = acronyms(others) if len(others.content) > 1 else {}
    for unit in units.content:
        places = known.get(unit.form.fold)
        if places and unit.role in ("word", "generic"):
            text = " ".join(other.text for other in others.content if other.place in places)
            worth = _ACRONYM_LETTER * len(unit.form.fold)
            if len(units.content) > 1:
                worth *= _ACRONYM_AMONG_WORDS
            first = (unit.place, min(places))
            scripts = (unit.form.script, unit.form.script)
            found.append(
                Edge(frozenset({unit.place}), places, unit.text, text, _ACRONYM, worth, first, scripts)
            )
    return found


def _turned(edge: Edge) -> Edge:
    return Edge(
        edge.right, edge.left, edge.right_text, edge.left_text, edge.relating, edge.worth,
        (edge.first[1], edge.first[0]), (edge.scripts[1], edge.scripts[0]),
    )  # fmt: skip


def _pick(edges: list[Edge]) -> list[Edge]:
    """Return edges that share no part, the weightiest first; nearer places break ties."""
    ordered = sorted(edges, key=lambda e: (-e.worth, abs(e.first[0] - e.first[1]), e.first))
    chosen: list[Edge] = []
    left: set[int] = set()
    right: set[int] = set()
    for edge in ordered:
        if not (edge.left & left or edge.right & right):
            chosen.append(edge)
            left |= edge.left
            right |= edge.right
    return sorted(chosen, key=lambda e: e.first)


def assign(left: Units, right: Units) -> list[Edge]:
    """Return the parts of two names that agree, each part in one edge at most.

    Parts written apart on one side and together on the other are tried only where
    single parts leave something over.
    """
    singles = [_single(a, b) for a in left.content for b in right.content]
    edges = [edge for edge in singles if edge is not None]
    chosen = _pick(edges)
    ours, theirs = _places(chosen)
    left_over = [
        frozenset(u.place for u in units.content) - taken for units, taken in ((left, ours), (right, theirs))
    ]
    if not left_over[0] and not left_over[1]:
        return chosen
    equal, equal_right = _places([edge for edge in chosen if edge.relating.share >= _SURE])
    open_left = frozenset(u.place for u in left.content if len(u.form.symbols) > 2) - equal
    open_right = frozenset(u.place for u in right.content if len(u.form.symbols) > 2) - equal_right
    edges += _joins(left, right, _joining(left, left_over[0]), open_right)
    edges += [_turned(edge) for edge in _joins(right, left, _joining(right, left_over[1]), open_left)]
    if left.kind != "person":
        edges += _acronym_edges(left, right)
        edges += [_turned(edge) for edge in _acronym_edges(right, left)]
    return _pick(edges)


def _joining(units: Units, left_over: frozenset[int]) -> frozenset[int]:
    """Return the parts one of which a join must take up: any, where a legal form may be the other."""
    return frozenset(u.place for u in units.content) if units.legal_forms else left_over


def _places(edges: list[Edge]) -> tuple[frozenset[int], frozenset[int]]:
    """Return the places that edges take up, left and right."""
    none = frozenset[int]()
    return none.union(*(edge.left for edge in edges)), none.union(*(edge.right for edge in edges))
