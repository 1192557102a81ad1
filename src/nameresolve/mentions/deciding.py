"""Decisions for what is written like a listed form: no search is needed, the form says who."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve

from nameresolve.decision import decide, rank
from nameresolve.gazetteer import forms_of
from nameresolve.model import Candidate, Comparison, Decision, Entity, NameForm, Settings
from nameresolve.scoring import compare_units, log_odds_of, probability, units_of
from nameresolve.unicode import script_of

__all__ = ["decided_among", "decided_by_form", "settled"]

_KEPT = 5
_MOST_COMPARED = 4


def decided_by_form(
    text: str, forms: Sequence[tuple[Entity, NameForm]], settings: Settings, *, ended: bool
) -> tuple[Decision, tuple[Entity, ...], bool]:
    """Return the decision for a text that is one of some forms, whom it may mean, and if that is sure.

    It is sure where one entity alone has it as a strong form. `ended` says that the text has a case
    ending that the form has not.
    """
    strong = tuple({entity.id: entity for entity, form in forms if form.strength == "strong"}.values())
    every = tuple({entity.id: entity for entity, _ in forms}.values())
    ranked = rank(
        [_candidate(form.text if ended else text, entity, form) for entity, form in _best_forms(forms)]
    )
    decision = decide(text, ranked, settings, limit=_KEPT, in_context=False)
    if len(strong) == 1:
        how = ", with the ending of a case" if ended else ""
        return settled(decision, strong[0], f"It is a listed name of {strong[0].name}{how}."), strong, True
    return decision, strong or every, False


def decided_among(text: str, name: str, people: Sequence[Entity], settings: Settings) -> Decision:
    """Return the decision for a part of a name that only some people can be meant by.

    `name` is the text without the ending of a case.
    """
    script = units_of(name, "person").content[0].form.script if units_of(name, "person").content else ""
    found = []
    for entity in people:
        forms = forms_of(entity)
        strong = [form for form in forms if form.strength == "strong"] or list(forms)
        same = [form for form in strong if _script_of(form) == script][:_MOST_COMPARED]
        candidates = [_candidate(name, entity, form) for form in same or strong[:_MOST_COMPARED]]
        found.append(max(candidates, key=lambda candidate: candidate.comparison.log_odds))
    decision = decide(name, rank(found), settings, limit=_KEPT, in_context=False)
    return evolve(decision, query=text)


def _script_of(form: NameForm) -> str:
    return form.script or next((code for code in map(script_of, form.text) if code != "Zyyy"), "Zyyy")


def _best_forms(forms: Sequence[tuple[Entity, NameForm]]) -> list[tuple[Entity, NameForm]]:
    """Return one form of each entity, a strong one if there is one."""
    best: dict[str, tuple[Entity, NameForm]] = {}
    for entity, form in forms:
        if entity.id not in best or (form.strength == "strong") > (best[entity.id][1].strength == "strong"):
            best[str(entity.id)] = (entity, form)
    return list(best.values())


def _candidate(text: str, entity: Entity, form: NameForm) -> Candidate:
    first = entity.family == "first"
    ours = units_of(text, entity.kind, first)
    evidence = compare_units(ours, units_of(form.text, entity.kind, first))
    total = log_odds_of(evidence)
    score = probability(total)
    return Candidate(entity, form, score, Comparison(text, form.text, score, total, tuple(evidence)))


def settled(decision: Decision, entity: Entity, reason: str) -> Decision:
    """Return a decision that what is around the name has settled for an entity."""
    first = [candidate for candidate in decision.candidates if candidate.entity.id == entity.id]
    rest = [candidate for candidate in decision.candidates if candidate.entity.id != entity.id]
    kept: tuple[Candidate, ...] = (*first, *rest)
    score = first[0].score if first else decision.score
    return evolve(decision, status="match", entity=entity, score=score, candidates=kept, reason=reason)
