"""From assigned parts to the terms of a comparison: what agrees, contradicts, is left out.

A term says what was seen and how much of it, under the names of the weights it is weighed by. What a
comparison adds up to is linear in the weights, so that they can be learned.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from nameresolve.model import Evidence, Relation
from nameresolve.parsing.lexicon import entries
from nameresolve.scoring.assign import Edge, assign
from nameresolve.scoring.pairs import Relating, relate, unlikeness
from nameresolve.scoring.units import Unit, Units
from nameresolve.scoring.weights import SATURATION, weights_for
from nameresolve.symbols import ABUGIDAS

__all__ = ["Term", "across", "emitted", "log_odds_between", "terms"]

_NAMES = ("name", "given", "family", "word")
_ALPHABETS = frozenset({"Latn", "Cyrl", "Grek", "Armn", "Geor"}) | ABUGIDAS
_SYLLABLES = frozenset({"Hani", "Hang", "Hira", "Kana"})
MOST_OMITTED = 4
_LEAST_FAULT = 0.15
"""How far apart the nearest miss still counts, by its sounds from 0 to 1."""

_FULL_FAULT = 2.0
"""Half of what sounds can be apart makes a contradiction whole."""


class Term(NamedTuple):
    """One thing seen in a comparison; `amounts` pairs names of weights with how much of each was seen."""

    relation: Relation
    left: str
    right: str
    rule: str
    amounts: tuple[tuple[str, float], ...]

    @property
    def near_miss(self) -> bool:
        """Whether two parts are one but for a slip of the pen or for a sound too many."""
        if self.relation != "contradicting" or not self.left:
            return False
        known = dict(self.amounts)
        return "slip" in known or "slip_vowel" in known or 0.0 < known.get("unlikeness", 0.0) <= _LEAST_FAULT

    def contribution(self, weights: Mapping[str, float]) -> float:
        """Return what the term adds to the log-odds."""
        total = 0.0
        for name, amount in self.amounts:
            total += weights[name] * amount
        return total

    def weighed(self, weights: Mapping[str, float], *, turned: bool = False) -> Evidence:
        """Return the term as evidence, with what it contributes; `turned` exchanges the names."""
        left, right = (self.right, self.left) if turned else (self.left, self.right)
        return Evidence(self.relation, left, right, self.rule, self.contribution(weights))


def terms(left: Units, right: Units) -> list[Evidence]:
    """Return all terms of the comparison of two names; their contributions add up to its log-odds.

    They are the same, and add up to the same, whichever name comes first.
    """
    weights = weights_for(left.kind)
    turned = left.text > right.text
    return [term.weighed(weights, turned=turned) for term in _terms(left, right, turned=turned)]


def log_odds_between(left: Units, right: Units) -> float:
    """Return what the terms of a comparison add up to, without the evidence."""
    weights = weights_for(left.kind)
    return math.fsum(
        [term.contribution(weights) for term in _terms(left, right, turned=left.text > right.text)]
    )


def _terms(left: Units, right: Units, *, turned: bool) -> list[Term]:
    if turned:
        left, right = right, left
    if not left.content or not right.content:
        return [
            _BIAS,
            Term("contradicting", left.text, right.text, "nothing to compare", (("nothing", 1.0),)),
        ]
    if left.identity == right.identity:
        return [_BIAS, Term("same", left.text, right.text, "the whole name", (("the_same", 1.0),))]
    return emitted(left, right)


_BIAS = Term("bias", "", "", "any two names", (("bias", 1.0),))


def emitted(left: Units, right: Units) -> list[Term]:
    """Return what is seen in two names that are not the same and both have parts, not yet weighed."""
    edges = assign(left, right)
    ours, theirs = _rest(left, edges, right=False), _rest(right, edges, right=True)
    found = [_BIAS]
    order = list(_order(left, right, edges))
    agreeing = list(_agreeing(edges))
    proved = sum(x for term in agreeing for name, x in term.amounts if name.startswith("agreement"))
    faults = list(_left_over(left, right, edges, (ours, theirs), proved))
    found += agreeing
    found += _complete(left, right, edges, (*faults, *order))
    found += faults
    found += order
    found += _legal_forms(left, right)
    found += _suffixes(left, right)
    return found


def _complete(left: Units, right: Units, edges: Sequence[Edge], faults: Sequence[Term]) -> Iterator[Term]:
    """Yield what it adds that every part has found its partner, near misses counted in.

    Nothing where initials are all that agrees, where son is father, where a suffix tells them apart, or
    for a person's name of one part, which proves no more for being all there is.
    """
    if left.kind == "person" and len(left.content) == len(right.content) == 1:
        return
    misses = sum(term.near_miss for term in faults)
    against = sum(term.relation in ("contradicting", "omitted") for term in faults)
    shares = [edge.relating.share for edge in edges if edge.relating.relation != "initial"]
    if shares and against == misses and left.suffixes == right.suffixes:
        if misses:
            yield Term("bias", "", "", "nothing left over but near misses", (("nearly_nothing_left", 1.0),))
        else:
            amounts = (("nothing_left_over", 1.0), ("weakest", min(shares)))
            yield Term("bias", "", "", "nothing left over", amounts)


def _last(units: Units) -> int:
    """Return the place of the family name, if the name is in the usual order."""
    return max((u.place for u in units.content if u.role != "patronymic"), default=0)


def _agreeing(edges: Sequence[Edge]) -> Iterator[Term]:
    """Yield what agrees, the weightiest first; what one part proved, the next proves less again."""
    proved = 0.0
    for edge in sorted(edges, key=lambda e: (-e.worth, e.first)):
        relating, worth = edge.relating, edge.worth
        amounts: tuple[tuple[str, float], ...]
        if relating.relation == "initial":
            amounts = (("initial_agrees", 1.0),)
        else:
            worth *= max(0.0, 1.0 - proved / SATURATION)
            proved += worth
            amounts = ((_agreement_name(edge), worth),)
        yield Term(relating.relation, edge.left_text, edge.right_text, relating.rule, amounts)


def _agreement_name(edge: Edge) -> str:
    if edge.relating.relation == "acronym":
        return "acronym_agrees"
    return f"agreement{across(edge.scripts)}"


def across(scripts: tuple[str, str]) -> str:
    """Return what the name of a weight ends in for parts of two scripts, by how much these keep."""
    if scripts[0] == scripts[1] or _ALPHABETS.issuperset(scripts):
        return ""
    return "_abjad" if _SYLLABLES.isdisjoint(scripts) else "_syllabic"


def _rest(units: Units, edges: Sequence[Edge], *, right: bool) -> list[Unit]:
    """Return the parts that are in no edge."""
    covered = 0
    for edge in edges:
        covered |= edge.right if right else edge.left
    if covered == units.all_places:
        return []
    return [unit for unit in units.content if not covered >> unit.place & 1]


_CONTRADICTING_ROLES = (
    ("patronymic", "patronymic_contradicts"),
    ("number", "number_contradicts"),
    ("generic", "generic_contradicts"),
)


def _left_over(
    left: Units, right: Units, edges: Sequence[Edge], rest: tuple[list[Unit], list[Unit]], proved: float
) -> Iterator[Term]:
    """Yield the terms for what found no partner: contradictions first, then omissions."""
    ours, theirs = rest
    for role, name in _CONTRADICTING_ROLES if ours and theirs else ():
        while (a := _first(ours, role)) and (b := _first(theirs, role)):
            ours.remove(a)
            theirs.remove(b)
            yield Term("contradicting", a.text, b.text, role, ((name, 1.0),))
    yield from _contradictions(ours, theirs, proved)
    sizes = (len(left.content), len(right.content))
    if ours:
        yield from _omissions(left, ours, edges, "left", sizes[1])
    if theirs:
        yield from _omissions(right, theirs, edges, "right", sizes[0])


def _first(units: Sequence[Unit], role: str) -> Unit | None:
    return next((unit for unit in units if unit.role == role), None)


def _contradictions(ours: list[Unit], theirs: list[Unit], proved: float) -> Iterator[Term]:
    """Pair what is left on both sides, most alike first; each pair speaks against one entity.

    What the other parts share, `proved`, proves less beside a slip: who has Kassym-Jomart right and
    Tokarev wrong may mean another.
    """
    first = True
    while (pair := _closest(ours, theirs)) is not None:
        a, b, relating = pair
        ours.remove(a)
        theirs.remove(b)
        amounts = _fault(a, b, relating, first=first)
        if relating.fault.startswith("slip") and first:
            amounts = (*amounts, ("slipped_agreement", proved))
        yield Term("contradicting", a.text, b.text, relating.rule, amounts)
        first = first and relating.fault in ("initial_contradicts", "generic_contradicts")


def _fault(a: Unit, b: Unit, relating: Relating, *, first: bool) -> tuple[tuple[str, float], ...]:
    """Return what a contradiction weighs: a mild fault its own weight, another name by how far it is."""
    if relating.fault not in ("contradiction", "another"):
        return ((relating.fault, 1.0),)
    if a.located and b.located:
        return (("place_contradicts", 1.0),)
    sounds = max(_LEAST_FAULT, -relating.share)
    degree = 1.0 if relating.fault == "another" else min(sounds, unlikeness(a.form, b.form))
    if not first:
        return (("further_contradiction", degree),)
    name = f"contradiction{across((a.form.script, b.form.script))}"
    return ((name, min(1.0, _FULL_FAULT * sounds)), ("unlikeness", degree))


_INITIAL_FAULT = Relating("contradicting", -0.9, "initial", "initial_contradicts")
_GENERIC_FAULT = Relating("contradicting", -0.9, "generic word", "generic_contradicts")


def _unlike(a: Unit, b: Unit) -> Relating:
    """Return how two parts that found no partner contradict each other."""
    if "initial" in (a.role, b.role):
        return _INITIAL_FAULT
    relating = relate(a, b)
    if "generic" in (a.role, b.role) and not (relating.fault.startswith("slip") and a.role != b.role):
        return _GENERIC_FAULT
    return relating


def _closest(ours: list[Unit], theirs: list[Unit]) -> tuple[Unit, Unit, Relating] | None:
    best: tuple[Unit, Unit, Relating] | None = None
    for a in ours:
        for b in theirs:
            relating = _unlike(a, b)
            if best is None or min(relating.share, 0.0) > min(best[2].share, 0.0):
                best = (a, b, relating)
    return best


def _omissions(
    units: Units, rest: list[Unit], edges: Sequence[Edge], side: str, other: int
) -> Iterator[Term]:
    """Yield what it costs that the other name, of `other` parts, leaves parts out."""
    names = [unit for unit in rest if unit.role in _NAMES]
    agreeing = 0
    for edge in edges:
        if edge.relating.relation != "initial":
            agreeing |= edge.left if side == "left" else edge.right
    alone = units.kind == "person" and bool(names) and agreeing.bit_count() == 1
    which = "bare" if len(edges) == other else "only"
    last = _last(units)
    for unit in rest[:MOST_OMITTED]:
        rule, amounts = _omission(unit, last)
        if alone and unit.role in _NAMES:
            rule, amounts = "left out with it", ()
            if unit is names[0]:
                family = agreeing == 1 << last
                rule = "only the family name" if family else "only a given name"
                amounts = ((f"{which}_family" if family else f"{which}_given", 1.0),)
        pair = (unit.text, "") if side == "left" else ("", unit.text)
        yield Term("omitted", *pair, rule, amounts)


def _omission(unit: Unit, last: int) -> tuple[str, tuple[tuple[str, float], ...]]:
    """Return the rule and the amounts of one part left out."""
    for role in ("patronymic", "initial", "generic", "number"):
        if unit.role == role:
            return f"{role} left out", ((f"omitted_{role}", 1.0),)
    if unit.located:
        return "place left out", (("omitted_place", 1.0),)
    name = "omitted_last" if unit.place == last else "omitted_part" if unit.place else "omitted_first"
    return "left out", ((name, 1.0), ("omitted_rarity", unit.weight))


def _order(left: Units, right: Units, edges: Sequence[Edge]) -> Iterator[Term]:
    """Yield what it costs that the parts stand in another order."""
    if len(edges) < 2:
        return
    places = [edge.first[1] for edge in edges]
    descents = sum(a > b for a, b in pairwise(places))
    if not descents:
        return
    if left.filiation and right.filiation:
        rule, name = "son and father change places", "swapped_filiation"
        yield Term("contradicting", "", "", rule, ((name, 1.0),))
        return
    rotated = descents == 1 and places[-1] < places[0]
    rule, name = ("order swapped", "swapped_order") if rotated else ("order mixed", "mixed_order")
    yield Term("near", "", "", rule, ((name, 1.0),))


def _suffixes(left: Units, right: Units) -> Iterator[Term]:
    """Yield what Jr, III and the like say: father and son share all but this."""
    if left.suffixes == right.suffixes:
        return
    ours, theirs = " ".join(left.suffixes), " ".join(right.suffixes)
    if ours and theirs:
        yield Term("contradicting", ours, theirs, "suffix", (("suffix_differs", 1.0),))
    else:
        yield Term("omitted", ours, theirs, "suffix left out", (("omitted_suffix", 1.0),))


def _legal_forms(left: Units, right: Units) -> Iterator[Term]:
    """Yield what equal or different legal forms say; one that is left out says nothing."""
    if not left.legal_forms or not right.legal_forms:
        return
    ours, theirs = " ".join(left.legal_forms), " ".join(right.legal_forms)
    relation, amounts = _legal_relation(ours, theirs)
    yield Term(relation, ours, theirs, "legal form", amounts)


def _legal_relation(ours: str, theirs: str) -> tuple[Relation, tuple[tuple[str, float], ...]]:
    if ours == theirs:
        return "same", (("legal_form_agrees", 1.0),)
    table = entries("legal_forms")
    a, b = table.get(ours, (ours, "")), table.get(theirs, (theirs, ""))
    if a[0] == b[0]:
        return "equivalent", (("legal_form_agrees", 1.0),)
    if a[1] and a[1] == b[1]:
        return "equivalent", ()
    return "contradicting", (("legal_form_contradicts", 1.0),)
