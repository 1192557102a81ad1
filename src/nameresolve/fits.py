"""How well an entity fits a name: the form that fits best, and what its other forms say to that."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import itemgetter
from typing import NamedTuple

from nameresolve.model import Candidate, Comparison, Entity, Evidence, NameForm
from nameresolve.scoring import Seen, log_odds_of, probability, seen_between, units_of
from nameresolve.scoring.overlap import told_anew
from nameresolve.scoring.units import Units
from nameresolve.scoring.weights import weights_for
from nameresolve.witnesses import doubt, native_veto, witnesses

__all__ = ["best_fit", "with_evidence"]

NATIVE_WITNESS = 0.0
HOPELESS = -4.0
"""An entity that fits so little, in nats, is no candidate to look at again, whatever its other forms say."""
FAR_OFF = -6.0
"""Where the form that should fit best, by the arithmetic in bulk, fits so little, the others are left out."""


def best_fit(name: str, entity: Entity, forms: Sequence[NameForm]) -> Candidate:
    """Return the candidate for an entity by the form that fits best; the likeliest of `forms` comes first.

    >>> from nameresolve.gazetteer import forms_of
    >>> entity = Entity("Q200881", "person", "Kassym-Jomart Tokayev")
    >>> best_fit("Qasym-Zhomart Toqaev", entity, forms_of(entity)).score > 0.9
    True
    """
    ours = units_of(name, entity.kind, entity.family == "first")
    others = _fits(ours, forms, entity)
    fits = [next(others)]
    if fits[0].seen.summed >= FAR_OFF:
        fits += others
    best = max(fits)
    if best.seen.summed < HOPELESS:
        return _candidate(name, entity, best.form, best.seen.evidence(), best.log_odds)
    best, doubts = _best_witness(ours, entity, forms, fits)
    evidence = [*best.seen.evidence(), *doubts]
    veto = native_veto(ours, entity)
    if veto:
        evidence.append(veto)
    return _candidate(name, entity, best.form, evidence, log_odds_of(evidence))


class _Fit(NamedTuple):
    """How well a form fits; of two that fit as well, the strong one, then the later text is taken."""

    log_odds: float
    strong: bool
    text: str
    place: int
    form: NameForm
    seen: Seen


def _fits(ours: Units, forms: Sequence[NameForm], entity: Entity) -> Iterator[_Fit]:
    for place, form in enumerate(forms):
        seen = seen_between(ours, _units_of_form(form, entity))
        yield _Fit(seen.log_odds, form.strength == "strong", form.text, -place, form, seen)


def _best_witness(
    ours: Units, entity: Entity, forms: Sequence[NameForm], fits: Sequence[_Fit]
) -> tuple[_Fit, list[Evidence]]:
    """Return the fit that decides, and what speaks against it.

    Where the form that fits best is in another script than the name, what the entity has in the script of the
    name may fit better, or cast doubt on it; more on some scripts than on others, so that what decides is
    what fits best in spite of the doubt.
    """
    best = max(fits)
    own = witnesses(ours, entity, forms)
    if own is forms or best.form in own:
        return best, []
    witness = max(_fits(ours, own, entity))
    if witness.log_odds >= NATIVE_WITNESS:
        return witness, []
    doubted = []
    for fit in fits:
        if fit.form not in own:
            against = doubt(ours.text, fit.form, witness.form)
            doubted.append((_Fit(fit.log_odds + against.contribution, *fit[1:]), [against]))
    return max([*doubted, (witness, [])], key=itemgetter(0))


def _units_of_form(form: NameForm, entity: Entity) -> Units:
    return units_of(form.text, entity.kind, entity.family == "first")


def _candidate(
    name: str, entity: Entity, form: NameForm, evidence: list[Evidence], total: float
) -> Candidate:
    score = probability(total)
    return Candidate(entity, form, score, Comparison(name, form.text, score, total, tuple(evidence)))


def with_evidence(candidate: Candidate, extra: Sequence[Evidence]) -> Candidate:
    """Return a candidate with more evidence added."""
    comparison = candidate.comparison
    evidence = told_anew([*comparison.evidence, *extra], weights_for(candidate.entity.kind))
    return _candidate(comparison.left, candidate.entity, candidate.form, evidence, log_odds_of(evidence))
