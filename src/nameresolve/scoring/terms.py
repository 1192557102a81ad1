"""From assigned parts to the terms of a comparison: what agrees, contradicts, is left out.

A term says what was seen and how much of it, under the names of the weights it is weighed by. What a
comparison adds up to is linear in the weights, so that they can be learned.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from nameresolve.model import Evidence
from nameresolve.parsing.inflection import listed_word
from nameresolve.parsing.lexicon import given_name_groups
from nameresolve.scoring.alternatives import alternatives
from nameresolve.scoring.assign import Edge, assign
from nameresolve.scoring.joins import as_one
from nameresolve.scoring.omissions import last_place, omissions
from nameresolve.scoring.outline import beside_the_parts, lone_parts, order_of
from nameresolve.scoring.overlap import overlapping
from nameresolve.scoring.pairs import Relating, relate
from nameresolve.scoring.slips import unlikeness
from nameresolve.scoring.term import LEAST_FAULT, Term
from nameresolve.scoring.units import Unit, Units
from nameresolve.scoring.weights import SATURATION, across, weights_for

__all__ = ["Seen", "Term", "emitted", "log_odds_between", "seen_between", "terms"]

_LEAST_NAMES = 2
_WEAK = 0.42
"""Parts that share less are near at best: what licenses their difference is rare."""
_FULL_FAULT = 2.0
"""Half of what sounds can be apart makes a contradiction whole."""


class Seen(NamedTuple):
    """What a comparison of two names saw, and what it adds up to.

    `summed` is what that was before a sum below 0 was softened, as what speaks against one name overlaps.
    """

    log_odds: float
    summed: float
    found: Sequence[Term]
    weights: Mapping[str, float]
    turned: bool

    def evidence(self) -> list[Evidence]:
        """Return all terms; their contributions add up to the log-odds."""
        return [term.weighed(self.weights, turned=self.turned) for term in self.found]


def seen_between(left: Units, right: Units) -> Seen:
    """Return what the comparison of two names sees; it adds up to the same whichever name is first."""
    weights = weights_for(left.kind)
    turned = left.text > right.text
    found = _terms(left, right, turned=turned)
    contributions = [term.contribution(weights) for term in found]
    summed = math.fsum(contributions)
    for term in overlapping(summed, weights) if left.content and right.content else ():
        found.append(term)
        contributions.append(term.contribution(weights))
    return Seen(math.fsum(contributions), summed, found, weights, turned)


def terms(left: Units, right: Units) -> list[Evidence]:
    """Return all terms of the comparison of two names; their contributions add up to its log-odds."""
    return seen_between(left, right).evidence()


def log_odds_between(left: Units, right: Units) -> float:
    """Return what the terms of a comparison add up to."""
    return seen_between(left, right).log_odds


def _terms(left: Units, right: Units, *, turned: bool) -> list[Term]:
    if turned:
        left, right = right, left
    if not left.content or not right.content:
        amounts = (("nothing", 1.0),)
        return [_BIAS, Term("contradicting", left.text, right.text, "nothing to compare", amounts)]
    if left.identity == right.identity:
        return [_BIAS, Term("same", left.text, right.text, "the whole name", (("the_same", 1.0),))]
    return _read_best(left, right)


def _read_best(left: Units, right: Units) -> list[Term]:
    """Return what is seen in two names or, if that says more, in one of the names that one is made of."""
    whole = emitted(left, right)
    if left.kind == "person":
        return _in_one_word(left, right, whole)
    ours, theirs = alternatives(left), alternatives(right)
    if not ours and not theirs:
        return whole
    pairs = [(a, b) for a in ours or (left,) for b in theirs or (right,)]
    ways = [[*emitted(a, b), _ONE_OF_NAMES] for a, b in pairs if a.content and b.content]
    weights = weights_for(left.kind)
    return max([whole, *ways], key=lambda way: math.fsum(term.contribution(weights) for term in way))


def _in_one_word(left: Units, right: Units, whole: list[Term]) -> list[Term]:
    """Return what is seen where a name that was cut is one part as the other name is, if that says more.

    Where its parts agree only together, as one word, it was not to be cut: that says no more than one part.
    """
    if (len(left.content) == 1) == (len(right.content) == 1):
        return whole
    one = as_one(right if len(left.content) == 1 else left)
    if one is None:
        return whole
    uncut = emitted(left, one) if len(left.content) == 1 else emitted(one, right)
    if any(term.rule == _NOTHING_LEFT for term in whole):
        return uncut
    weights = weights_for(left.kind)
    whole = [*whole, *_of_the_word(left, right, whole)]
    return max(whole, uncut, key=lambda way: math.fsum(term.contribution(weights) for term in way))


def _of_the_word(left: Units, right: Units, whole: list[Term]) -> Iterator[Term]:
    """Yield how far a word that was cut is from a single part in another script that is but a piece of it.

    Whether 안나 is Ahn Na is not known: as Anna it is all there.
    """
    cut, side = (right, "right") if len(left.content) == 1 else (left, "left")
    if left.content[0].form.script == right.content[0].form.script:
        return
    size = sum(len(unit.text) for unit in cut.content)
    without = sum(len(getattr(term, side)) for term in whole if term.relation == "omitted")
    if without:
        yield Term("bias", "", "", _PIECE_OF_A_WORD, (("lone_apart", without / size),))


_PIECE_OF_A_WORD = "a piece of a word in another script"
_NOTHING_LEFT = "nothing left over"
_ONE_OF_NAMES = Term("near", "", "", "one of the names written together", (("one_of_names", 1.0),))


_BIAS = Term("bias", "", "", "any two names", (("bias", 1.0),))


def emitted(left: Units, right: Units) -> list[Term]:
    """Return what is seen in two names that are not the same and both have parts, not yet weighed."""
    edges = assign(left, right)
    ours, theirs = _rest(left, edges, right=False), _rest(right, edges, right=True)
    found = [_BIAS]
    order = list(order_of(edges, left, right))
    agreeing = list(_agreeing(edges))
    proved = sum(x for term in agreeing for name, x in term.amounts if name.startswith("agreement"))
    faults = list(_left_over(left, right, edges, (ours, theirs), proved))
    found += agreeing
    found += _complete(left, right, edges, (*faults, *order))
    found += faults
    found += _named_after(left, right, edges, faults)
    found += order
    found += beside_the_parts(left, right)
    return found


def _complete(left: Units, right: Units, edges: Sequence[Edge], faults: Sequence[Term]) -> Iterator[Term]:
    """Yield what it adds that every part has found its partner, near misses counted in.

    Nothing where initials are all that agrees, where son is father, where a suffix tells them apart, or
    for a person's name of one part, which proves no more for being all there is.
    """
    if left.kind == "person" and len(left.content) == len(right.content) == 1:
        yield from lone_parts(left.content[0], right.content[0])
        return
    misses = sum(term.near_miss for term in faults)
    against = sum(term.relation in ("contradicting", "omitted") for term in faults)
    shares = [edge.relating.share for edge in edges if edge.relating.relation != "initial"]
    if any(edge.kunya for edge in edges):
        return
    if shares and against == misses and left.suffixes == right.suffixes:
        if misses:
            yield Term("bias", "", "", "nothing left over but near misses", (("nearly_nothing_left", 1.0),))
        else:
            amounts: tuple[tuple[str, float], ...] = (
                ("nothing_left_over", 1.0),
                ("weakest", min(shares)),
            )
            weak = max(0.0, 1.0 - min(shares) / _WEAK)
            if weak and all(edge.scripts[0] == edge.scripts[1] for edge in edges):
                amounts = (*amounts, ("weak_link", weak))
            yield Term("bias", "", "", _NOTHING_LEFT, amounts)


def _named_after(left: Units, right: Units, edges: Sequence[Edge], faults: Sequence[Term]) -> Iterator[Term]:
    """Yield what it costs that only the word for the body is left over beside a person's names."""
    if left.kind == "person" or len(edges) < _LEAST_NAMES or len(faults) != 1:
        return
    if faults[0].rule not in ("generic left out", "word for a body left out"):
        return
    sides = (_rest(left, edges, right=False), _rest(right, edges, right=True))
    shorter = left if sides[1] else right
    if shorter.legal_forms or any(listed_word("org_words", unit.form.fold) for unit in shorter.content):
        return  # that is a body as well: Nika Sazeh Arta, Arta Nika Sazeh Development
    folds = [unit.form.fold for units in (left, right) for unit in units.content if unit.role == "word"]
    if not all(sides) and len(folds) >= 2 * _LEAST_NAMES and any(map(given_name_groups, folds)):
        yield Term("contradicting", "", "", "a body and whom it is named after", (("named_after", 1.0),))


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
        if edge.kunya:
            amounts = (*amounts, ("kunya_differs", 1.0))
        yield Term(relating.relation, edge.left_text, edge.right_text, relating.rule, amounts)


def _agreement_name(edge: Edge) -> str:
    if edge.relating.relation == "acronym":
        return "acronym_agrees"
    return f"agreement{across(edge.scripts)}"


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
    yield from _light_words(ours, theirs)
    yield from _contradictions(ours, theirs, proved, (last_place(left), last_place(right)))
    if ours:
        yield from omissions(left, ours, edges, "left", right)
    if theirs:
        yield from omissions(right, theirs, edges, "right", left)


def _first(units: Sequence[Unit], role: str) -> Unit | None:
    return next((unit for unit in units if unit.role == role and not unit.light), None)


def _light_words(ours: list[Unit], theirs: list[Unit]) -> Iterator[Term]:
    """Yield what two words say that both say no more than "a body": a group here, a company there."""
    while (a := _light(ours)) and (b := _light(theirs)):
        ours.remove(a)
        theirs.remove(b)
        yield Term("near", a.text, b.text, "words for a body", (("light_differs", 1.0),))


def _light(units: Sequence[Unit]) -> Unit | None:
    return next((unit for unit in units if unit.light), None)


def _contradictions(
    ours: list[Unit], theirs: list[Unit], proved: float, last: tuple[int, int]
) -> Iterator[Term]:
    """Pair what is left on both sides, most alike first; each pair speaks against one entity.

    What the other parts share, `proved`, proves less beside a slip: who has Kassym-Jomart right and
    Tokarev wrong may mean another.
    """
    first = True
    while (pair := _closest(ours, theirs, last)) is not None:
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
    sounds = max(LEAST_FAULT, -relating.share)
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


def _is_family(unit: Unit, last: int) -> bool:
    return unit.role == "family" or (unit.role == "name" and unit.place == last)


def _closest(
    ours: list[Unit], theirs: list[Unit], last: tuple[int, int]
) -> tuple[Unit, Unit, Relating] | None:
    best: tuple[Unit, Unit, Relating] | None = None
    for a in ours:
        for b in theirs:
            if a.light or b.light:
                continue
            fathers = (a.role == "patronymic", b.role == "patronymic")
            if (fathers[0] and _is_family(b, last[1])) or (fathers[1] and _is_family(a, last[0])):
                continue  # a father's name says nothing against a family name
            relating = _unlike(a, b)
            if best is None or min(relating.share, 0.0) > min(best[2].share, 0.0):
                best = (a, b, relating)
    return best
