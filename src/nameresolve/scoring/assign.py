"""Which part of one name answers which part of the other: the best assignment, greedily."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from nameresolve.scoring.initials import relate_initial
from nameresolve.scoring.joins import acronyms, joined
from nameresolve.scoring.pairs import Relating, relate
from nameresolve.scoring.phrases import PHRASE_SHARE, phrases
from nameresolve.scoring.units import Unit, Units

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


class Edge(NamedTuple):
    """One or more parts of the left name that answer one or more of the right.

    The places of the parts on either side are bits. `worth` is what they share, in nats, before the terms
    of the comparison weigh it.
    """

    left: int
    right: int
    left_text: str
    right_text: str
    relating: Relating
    worth: float
    first: tuple[int, int]  # the first place on either side
    scripts: tuple[str, str]
    kunya: bool = False  # one is the name of a child, the other the bearer's own


def _single(a: Unit, b: Unit) -> Edge | None:
    """Return the edge between two parts, or None where they do not agree."""
    if a.role == "initial" or b.role == "initial":
        if not relate_initial(a, b):
            return None
        return _edge(a, b, 1 << a.place, 1 << b.place, _INITIAL, _INITIAL_WORTH)
    relating = relate(a, b)
    if relating.share <= 0.0:
        return None
    return _edge(a, b, 1 << a.place, 1 << b.place, relating, min(a.weight, b.weight) * relating.share)


def _edge(a: Unit, b: Unit, ours: int, theirs: int, relating: Relating, worth: float) -> Edge:
    if a.kunya is not b.kunya:
        worth *= _KUNYA_SHARE
    first = (_lowest(ours), _lowest(theirs))
    scripts = (a.form.script, b.form.script)
    return Edge(ours, theirs, a.text, b.text, relating, worth, first, scripts, a.kunya is not b.kunya)


def _lowest(places: int) -> int:
    """Return the first of some places."""
    return (places & -places).bit_length() - 1


def _joins(units: Units, others: Units, left_over: int, open_others: int) -> list[Edge]:
    """Return the edges between joined parts of `units` and single parts of `others`.

    Only joins that take up a part left over are tried, and only against parts that no other
    equals.
    """
    found = []
    answering = [
        other
        for other in others.content
        if open_others >> other.place & 1 and other.role not in ("initial", "number")
    ]
    for join in joined(units) if answering else ():
        if not join.places & left_over:
            continue
        for other in answering:
            if not join.may_be(other):
                continue
            relating = relate(join.unit, other)
            if relating.share > 0.0 and relating.relation != "near":
                worth = min(join.unit.weight, other.weight) * relating.share
                found.append(_edge(join.unit, other, join.places, 1 << other.place, relating, worth))
    return found


def _acronym_edges(units: Units, others: Units) -> list[Edge]:
    """Return the edges between words of `units` that are acronyms and words of `others` they stand for."""
    found = []
    known = acronyms(others) if len(others.content) > 1 else {}
    for unit in units.content:
        places = known.get(unit.form.fold)
        if places and unit.role in ("word", "generic"):
            text = " ".join(other.text for other in others.content if places >> other.place & 1)
            worth = _ACRONYM_LETTER * len(unit.form.fold)
            if len(units.content) > 1:
                worth *= _ACRONYM_AMONG_WORDS
            first = (unit.place, _lowest(places))
            scripts = (unit.form.script, unit.form.script)
            found.append(Edge(1 << unit.place, places, unit.text, text, _ACRONYM, worth, first, scripts))
    return found


def _phrase_edges(left: Units, right: Units) -> list[Edge]:
    """Return the edges between words that mean one thing together: Middle East and Khavarmianeh."""
    ours, theirs = phrases(left), phrases(right)
    found = []
    for meaning in sorted(ours.keys() & theirs.keys()):
        mine, other = ours[meaning], theirs[meaning]
        single = mine.places.bit_count() == other.places.bit_count() == 1
        if single or mine.text == other.text:
            continue  # which single words relate, or are the same
        relating = Relating("equivalent", PHRASE_SHARE, f"words for {meaning}")
        worth = min(mine.weight, other.weight) * PHRASE_SHARE
        first = (_lowest(mine.places), _lowest(other.places))
        scripts = (left.content[first[0]].form.script, right.content[first[1]].form.script)
        found.append(Edge(mine.places, other.places, mine.text, other.text, relating, worth, first, scripts))
    return found


def _turned(edge: Edge) -> Edge:
    return Edge(
        edge.right, edge.left, edge.right_text, edge.left_text, edge.relating, edge.worth,
        (edge.first[1], edge.first[0]), (edge.scripts[1], edge.scripts[0]), edge.kunya,
    )  # fmt: skip


def _pick(edges: list[Edge]) -> list[Edge]:
    """Return edges that share no part, the weightiest first; nearer places break ties."""
    ordered = sorted(edges, key=_order) if len(edges) > 1 else edges
    chosen: list[Edge] = []
    left = right = 0
    for edge in ordered:
        if not (edge.left & left or edge.right & right):
            chosen.append(edge)
            left |= edge.left
            right |= edge.right
    chosen.sort(key=_first)
    return chosen


def _order(edge: Edge) -> tuple[float, int, tuple[int, int]]:
    first = edge.first
    return (-edge.worth, abs(first[0] - first[1]), first)


def _first(edge: Edge) -> tuple[int, int]:
    return edge.first


def assign(left: Units, right: Units) -> list[Edge]:
    """Return the parts of two names that agree, each part in one edge at most.

    Parts written apart on one side and together on the other are tried only where
    single parts leave something over.
    """
    edges = _singles(left, right)
    chosen = _pick(edges)
    ours, theirs = _places(chosen)
    left_over = (left.all_places & ~ours, right.all_places & ~theirs)
    if not left_over[0] and not left_over[1]:
        return chosen
    equal, equal_right = _places(edge for edge in chosen if edge.relating.share >= _SURE)
    open_left, open_right = left.joinable_places & ~equal, right.joinable_places & ~equal_right
    edges += _joins(left, right, _joining(left, left_over[0]), open_right)
    edges += [_turned(edge) for edge in _joins(right, left, _joining(right, left_over[1]), open_left)]
    if left.kind != "person":
        edges += _acronym_edges(left, right)
        edges += [_turned(edge) for edge in _acronym_edges(right, left)]
        edges += _phrase_edges(left, right)
    return _pick(edges)


def _singles(left: Units, right: Units) -> list[Edge]:
    """Return the edges between single parts.

    No edge of a part is worth more than the one with its equal, so that where each stands once only no
    other is looked for.
    """
    equals = left.once.keys() & right.once.keys()
    found = [_single(left.once[key], right.once[key]) for key in equals]
    ours, theirs = left.content, right.content
    if equals:
        ours, theirs = _without(left, equals), _without(right, equals)
    found += [_single(a, b) for a in ours for b in theirs]
    return [edge for edge in found if edge is not None]


def _without(units: Units, equals: set[tuple[str, float, bool]]) -> tuple[Unit, ...]:
    """Return the parts but for those that stand once and have an equal."""
    return tuple([u for u in units.content if u.key not in equals or units.once.get(u.key) is not u])


def _joining(units: Units, left_over: int) -> int:
    """Return the parts one of which a join must take up: any, where a legal form may be the other."""
    return units.all_places if units.legal_forms else left_over


def _places(edges: Iterable[Edge]) -> tuple[int, int]:
    """Return the places that edges take up, left and right."""
    left = right = 0
    for edge in edges:
        left |= edge.left
        right |= edge.right
    return left, right
