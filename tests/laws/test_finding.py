"""What is listed is found; what is added elsewhere disturbs nobody."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import pytest
from attrs import evolve
from hypothesis import assume, given
from hypothesis import strategies as st
from law_strategies import any_names, entity_lists, gazetteers, has_content, names

from nameresolve import Decision, Entity, Gazetteer, NameForm, Resolver, keys
from nameresolve.gazetteer import forms_of
from nameresolve.unicode import script_of

EVERY = 150  # of the bundled forms, one in so many is looked up
ALL_CANDIDATES = 50


def score_of(decision: Decision, entity_id: str) -> float:
    """Return the score that an entity reaches in a decision; 0.0 when it is no candidate."""
    return next((c.score for c in decision.candidates if c.entity.id == entity_id), 0.0)


def ask(entities: Sequence[Entity], name: str) -> Decision:
    return Resolver(Gazetteer.from_entities(entities)).resolve(name, limit=ALL_CANDIDATES)


@given(gazetteers)
def test_every_form_is_found_by_its_own_spelling(gazetteer: Gazetteer) -> None:
    """Exception: a form without a part to compare (punctuation, a lone particle) finds nobody."""
    resolver = Resolver(gazetteer)
    for entity in gazetteer:
        for form in forms_of(entity):
            if has_content(form.text, entity.kind):
                decision = resolver.resolve(form.text, limit=ALL_CANDIDATES)
                assert score_of(decision, entity.id) == pytest.approx(1.0), form.text


def test_every_bundled_form_is_found_by_its_own_spelling() -> None:
    resolver = Resolver()
    forms = [(entity, form) for entity in resolver.gazetteer for form in forms_of(entity)]
    missed = [
        (entity.id, form.text)
        for entity, form in forms[::EVERY]
        if has_content(form.text, entity.kind)
        and score_of(resolver.resolve(form.text, limit=ALL_CANDIDATES), entity.id) < 0.999
    ]
    assert missed == []


def test_every_bundled_person_is_found_by_the_name_shown() -> None:
    resolver = Resolver()
    people = [entity for entity in resolver.gazetteer if entity.kind == "person"]
    missed = [
        (person.id, person.name)
        for person in people[::12]
        if score_of(resolver.resolve(person.name, kind="person"), person.id) < 0.999
    ]
    assert missed == []


def scripts_in(texts: Sequence[str]) -> set[str]:
    return {script_of(char) for text in texts for char in text} - {"Zyyy"}


@given(entity_lists(most=3), names(), any_names)
def test_an_alias_never_lowers_the_score_of_its_entity(
    entities: list[Entity], alias: str, query: str
) -> None:
    """Exception: the first form in the script of the query, since a spelling there is the better witness.

    What no decision rests on, scores under the floor, is compared by fewer forms the more there are.
    """
    first, *others = entities
    texts = [form.text for form in forms_of(first)]
    assume(scripts_in([alias]) <= scripts_in(texts) or not scripts_in([alias]) & scripts_in([query]))
    richer = evolve(first, forms=(*first.forms, NameForm(alias)))
    before, after = ask(entities, query), ask([richer, *others], query)
    best = score_of(before, first.id)
    assert best < Resolver().settings.floor or score_of(after, first.id) >= best - 1e-9


@given(entity_lists(most=4), names(), any_names)
def test_an_entity_that_shares_no_key_changes_no_decision(
    entities: list[Entity], new: str, query: str
) -> None:
    """What may change is the list of candidates under the floor, and the runner-up that the reason names."""
    assume(not keys(new) & keys(query) and new.casefold() not in query.casefold())
    before = ask(entities, query)
    after = ask([*entities, Entity("nr:newcomer", "person", new)], query)
    if before.entity is not None or score_of(after, "nr:newcomer") < Resolver().settings.floor:
        assert (before.status, before.entity) == (after.status, after.entity)


@given(entity_lists(least=2), any_names)
def test_the_order_of_the_entities_changes_no_decision(entities: list[Entity], query: str) -> None:
    before, after = ask(entities, query), ask(entities[::-1], query)
    assert (before.status, before.entity, before.score) == (after.status, after.entity, after.score)
    assert [c.entity.id for c in before.candidates] == [c.entity.id for c in after.candidates]


@given(entity_lists(least=2), any_names)
def test_an_entity_added_and_taken_away_was_never_there(entities: list[Entity], query: str) -> None:
    kept = Gazetteer.from_entities(entities[:-1])
    again = Gazetteer.from_entities([e for e in Gazetteer.from_entities(entities) if e.id != entities[-1].id])
    assert again.fingerprint == kept.fingerprint
    assert Resolver(again).resolve(query) == Resolver(kept).resolve(query)


@given(gazetteers, any_names, st.integers(min_value=1, max_value=6))
def test_candidates_are_ranked_best_first_and_within_the_limit(
    gaz: Gazetteer, query: str, limit: int
) -> None:
    decision = Resolver(gaz).resolve(query, limit=limit)
    scores = [candidate.comparison.log_odds for candidate in decision.candidates]
    assert len(scores) <= limit
    assert all(before >= after - 1e-5 for before, after in itertools.pairwise(scores))
    assert decision.score == (decision.candidates[0].score if decision.candidates else 0.0)


@given(gazetteers, any_names)
def test_only_a_match_names_an_entity(gazetteer: Gazetteer, query: str) -> None:
    decision = Resolver(gazetteer).resolve(query)
    assert (decision.entity is not None) == (decision.status == "match")
    assert decision.entity is None or decision.entity == decision.candidates[0].entity
    assert decision.query == query
    assert decision.reason.endswith(".")
