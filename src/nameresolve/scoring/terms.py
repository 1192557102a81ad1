"""From assigned parts to the terms of a comparison: what agrees, contradicts, is left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from nameresolve.model import Evidence, Relation
from nameresolve.parsing.lexicon import entries
from nameresolve.scoring.assign import Edge, assign
from nameresolve.scoring.pairs import relate
from nameresolve.scoring.units import Unit, Units
from nameresolve.scoring.weights import ORGANIZATIONS, PEOPLE, PLACES, SAME_NAME, SATURATION, Weights

__all__ = ["terms", "weights_for"]

_NAMES = ("name", "given", "family", "word")
MOST_OMITTED = 4


def weights_for(kind: str) -> Weights:
    """Return the weights for a kind of name."""
    return {"person": PEOPLE, "place": PLACES}.get(kind, ORGANIZATIONS)


def terms(left: Units, right: Units) -> list[Evidence]:
    """Return all terms of the comparison of two names; their contributions add up to its log-odds."""
    weights = weights_for(left.kind)
    found = [Evidence("bias", "", "", "any two names", weights.bias)]
    if not left.content or not right.content:
        return [*found, Evidence("contradicting", left.text, right.text, "nothing to compare", -SAME_NAME)]
    if left.identity == right.identity:
        whole = Evidence("same", left.text, right.text, "the whole name", SAME_NAME - weights.bias)
        return [*found, whole]
    edges = assign(left, right, weights)
    found += _agreeing(edges)
    if left.kind != "person" and (acronym := _acronym(left, right, weights)):
        found.append(acronym)
    else:
        found += _left_over(left, right, edges, weights)
    found += _order(left, right, edges, weights)
    found += _legal_forms(left, right, weights)
    found += _suffixes(left, right, weights)
    return found


def _agreeing(edges: Sequence[Edge]) -> Iterator[Evidence]:
    """Yield what agrees, the weightiest first; what one part proved, the next proves less again."""
    proved = 0.0
    for edge in sorted(edges, key=lambda e: (-e.contribution, e.first)):
        relating, worth = edge.relating, edge.contribution
        if relating.relation != "initial":
            worth *= max(0.0, 1.0 - proved / SATURATION)
            proved += worth
        yield Evidence(relating.relation, edge.left_text, edge.right_text, relating.rule, worth)


def _rest(units: Units, edges: Sequence[Edge], side: str) -> list[Unit]:
    covered = frozenset[int]().union(*(getattr(edge, side) for edge in edges))
    return [unit for unit in units.content if unit.place not in covered]


def _left_over(left: Units, right: Units, edges: Sequence[Edge], weights: Weights) -> Iterator[Evidence]:
    """Yield the terms for what found no partner: contradictions first, then omissions."""
    ours, theirs = _rest(left, edges, "left"), _rest(right, edges, "right")
    for roles, cost in (
        (("patronymic",), weights.patronymic_contradiction),
        (("number",), weights.number_contradicts),
        (("generic",), weights.generic_contradicts),
    ):
        while (a := _first(ours, roles)) and (b := _first(theirs, roles)):
            ours.remove(a)
            theirs.remove(b)
            yield Evidence("contradicting", a.text, b.text, roles[0], cost)
    yield from _contradictions(ours, theirs, weights)
    for units, rest, side in ((left, ours, "left"), (right, theirs, "right")):
        yield from _omissions(units, rest, edges, side, weights)


def _first(units: Sequence[Unit], roles: Sequence[str]) -> Unit | None:
    return next((unit for unit in units if unit.role in roles), None)


def _contradictions(ours: list[Unit], theirs: list[Unit], weights: Weights) -> Iterator[Evidence]:
    """Pair what is left on both sides, most alike first; each pair speaks against one entity."""
    cost = weights.contradiction
    while (pair := _closest(ours, theirs, weights)) is not None:
        a, b, share = pair
        ours.remove(a)
        theirs.remove(b)
        if "initial" in (a.role, b.role):
            yield Evidence("contradicting", a.text, b.text, "initial", weights.initial_contradicts)
            continue
        if "generic" in (a.role, b.role):
            worse = min(weights.generic_contradicts, weights.omitted_part)
            yield Evidence("contradicting", a.text, b.text, "generic word", worse)
            continue
        rule = relate(a, b, weights).rule
        yield Evidence("contradicting", a.text, b.text, rule, cost * max(weights.least_contradiction, -share))
        cost = weights.further_contradiction


def _closest(ours: list[Unit], theirs: list[Unit], weights: Weights) -> tuple[Unit, Unit, float] | None:
    best: tuple[Unit, Unit, float] | None = None
    for a in ours:
        for b in theirs:
            special = "initial" in (a.role, b.role) or "generic" in (a.role, b.role)
            share = -0.9 if special else min(0.0, relate(a, b, weights).share)
            if best is None or share > best[2]:
                best = (a, b, share)
    return best


def _omissions(
    units: Units, rest: list[Unit], edges: Sequence[Edge], side: str, weights: Weights
) -> Iterator[Evidence]:
    """Yield what it costs that the other name leaves parts out."""
    names = [unit for unit in rest if unit.role in _NAMES]
    agreeing = [p for edge in edges for p in getattr(edge, side) if edge.relating.relation != "initial"]
    alone = units.kind == "person" and bool(names) and len(agreeing) == 1
    for count, unit in enumerate(rest):
        if count >= MOST_OMITTED:
            return
        rule, cost = "left out", weights.omitted_part
        if unit.role == "patronymic":
            rule, cost = "patronymic left out", weights.omitted_patronymic
        elif unit.role == "initial":
            rule, cost = "initial left out", weights.omitted_initial
        elif unit.role == "generic":
            rule, cost = "generic word left out", weights.omitted_generic
        elif alone and unit is not names[0]:
            rule, cost = "left out with it", 0.0
        elif alone:
            last = agreeing[0] == max(u.place for u in units.content if u.role != "patronymic")
            rule = "only the family name" if last else "only a given name"
            cost = weights.omitted_family_only if last else weights.omitted_given_only
        pair = (unit.text, "") if side == "left" else ("", unit.text)
        yield Evidence("omitted", *pair, rule, cost)


def _order(left: Units, right: Units, edges: Sequence[Edge], weights: Weights) -> Iterator[Evidence]:
    """Yield what it costs that the parts stand in another order."""
    places = [edge.first[1] for edge in edges]
    descents = sum(a > b for a, b in pairwise(places))
    if not descents:
        return
    if left.filiation and right.filiation:
        yield Evidence("contradicting", "", "", "son and father change places", weights.swapped_filiation)
        return
    rotated = descents == 1 and places[-1] < places[0]
    rule, cost = ("order swapped", weights.swapped_order) if rotated else ("order mixed", weights.mixed_order)
    yield Evidence("near", "", "", rule, cost)


def _suffixes(left: Units, right: Units, weights: Weights) -> Iterator[Evidence]:
    """Yield what Jr, III and the like say: father and son share all but this."""
    if left.suffixes == right.suffixes:
        return
    ours, theirs = " ".join(left.suffixes), " ".join(right.suffixes)
    if ours and theirs:
        yield Evidence("contradicting", ours, theirs, "suffix", weights.suffix_differs)
    else:
        yield Evidence("omitted", ours, theirs, "suffix left out", weights.omitted_suffix)


def _legal_forms(left: Units, right: Units, weights: Weights) -> Iterator[Evidence]:
    """Yield what equal or different legal forms say; one that is left out says nothing."""
    if not left.legal_forms or not right.legal_forms:
        return
    ours, theirs = " ".join(left.legal_forms), " ".join(right.legal_forms)
    relation, cost = _legal_relation(ours, theirs, weights)
    yield Evidence(relation, ours, theirs, "legal form", cost)


def _legal_relation(ours: str, theirs: str, weights: Weights) -> tuple[Relation, float]:
    if ours == theirs:
        return "same", weights.legal_form_agrees
    table = entries("legal_forms")
    a, b = table.get(ours, (ours, "")), table.get(theirs, (theirs, ""))
    if a[0] == b[0]:
        return "equivalent", weights.legal_form_agrees
    if a[1] and a[1] == b[1]:
        return "equivalent", 0.0
    return "contradicting", weights.legal_form_contradicts


def _acronym(left: Units, right: Units, weights: Weights) -> Evidence | None:
    """Return the term for a name and its acronym, if one is the other's."""
    for short, full in ((left, right), (right, left)):
        if len(short.content) == 1 and len(full.content) > 1:
            word = short.content[0].form.fold
            every = "".join(p.fold[0] for p in full.parts if p.role != "legal_form")
            content = "".join(unit.form.fold[0] for unit in full.content)
            if len(word) > 1 and word in (every, content):
                return Evidence(
                    "acronym", left.text, right.text, "initials of its words", weights.acronym_agrees
                )
    return None
