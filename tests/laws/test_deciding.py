"""What a decision may hang on, and what not: limits, thresholds, context, prominence, order."""

from __future__ import annotations

import math
from functools import cache

from attrs import evolve
from hypothesis import assume, given
from hypothesis import strategies as st
from law_strategies import any_names, entity_lists, gazetteers, kinds, names

from nameresolve import (
    Comparison,
    Decision,
    Entity,
    Gazetteer,
    Kind,
    NameForm,
    Resolver,
    Settings,
    compare,
    parse,
)
from nameresolve.scoring.units import CONTENT
from nameresolve.testing import small_gazetteer

LISTED = tuple(
    form for entity in small_gazetteer() for form in (entity.name, *(f.text for f in entity.forms))
)
queries = st.one_of(st.sampled_from(LISTED), any_names, st.sampled_from(("Toqaev", "K. Tokajew", "Путина")))
shares = st.floats(min_value=0.0, max_value=1.0)
ORDER = {"none": 0, "ambiguous": 1, "match": 2}


@cache
def resolver() -> Resolver:
    return Resolver(small_gazetteer())


def score_of(decision: Decision, entity_id: str) -> float:
    return next((c.score for c in decision.candidates if c.entity.id == entity_id), 0.0)


@given(queries, st.integers(1, 6), st.integers(1, 6))
def test_fewer_candidates_are_the_first_of_more(query: str, one: int, other: int) -> None:
    few, more = (resolver().resolve(query, limit=limit) for limit in sorted((one, other)))
    assert few.candidates == more.candidates[: len(few.candidates)]
    assert (few.status, few.entity, few.score) == (more.status, more.entity, more.score)


@given(queries, kinds)
def test_a_kind_keeps_to_its_candidates(query: str, kind: Kind | None) -> None:
    found = resolver().resolve(query, kind=kind)
    assert kind is None or all(candidate.entity.kind == kind for candidate in found.candidates)


@given(queries, shares, shares)
def test_a_higher_threshold_makes_no_match(query: str, one: float, other: float) -> None:
    low, high = sorted((one, other))
    loose, strict = (
        Resolver(small_gazetteer(), Settings(match_threshold=each)).resolve(query) for each in (low, high)
    )
    assert ORDER[strict.status] <= ORDER[loose.status]
    assert strict.candidates == loose.candidates


@given(queries, shares, shares)
def test_a_wider_margin_makes_no_match(query: str, one: float, other: float) -> None:
    narrow, wide = sorted((one, other))
    loose, strict = (
        Resolver(small_gazetteer(), Settings(margin=each)).resolve(query) for each in (narrow, wide)
    )
    assert strict.entity is None or strict.entity == loose.entity


@given(queries)
def test_settings_change_no_score(query: str) -> None:
    other = Resolver(small_gazetteer(), Settings(match_threshold=0.99, margin=0.9, floor=0.6))
    assert other.resolve(query).score == resolver().resolve(query).score


@given(gazetteers, any_names, shares)
def test_prominence_changes_no_score(gazetteer: Gazetteer, query: str, prominence: float) -> None:
    famous = Gazetteer.from_entities([evolve(entity, prominence=prominence) for entity in gazetteer])
    before, after = (Resolver(each).resolve(query, limit=20) for each in (gazetteer, famous))
    assert {c.entity.id: c.score for c in before.candidates} == {
        c.entity.id: c.score for c in after.candidates
    }


@given(gazetteers, any_names)
def test_a_country_that_agrees_never_lowers(gazetteer: Gazetteer, query: str) -> None:
    at_home = Gazetteer.from_entities([evolve(entity, countries=("KZ",)) for entity in gazetteer])
    plain, known = (
        Resolver(at_home).resolve(query, limit=20),
        Resolver(at_home).resolve(query, countries=("KZ",), limit=20),
    )
    for candidate in plain.candidates:
        assert score_of(known, candidate.entity.id) >= candidate.score


@given(gazetteers, any_names, st.integers(1900, 2010), st.integers(1900, 2010))
def test_another_year_of_birth_never_raises(gazetteer: Gazetteer, query: str, born: int, asked: int) -> None:
    """Exception: a year or two beside it may be a slip, but speaks for nobody more than the year itself."""
    dated = Gazetteer.from_entities([evolve(entity, born=born) for entity in gazetteer])
    same, other = (Resolver(dated).resolve(query, born=year, limit=20) for year in (born, asked))
    for candidate in other.candidates:
        assert candidate.score <= score_of(same, candidate.entity.id)


@given(names(), names())
def test_a_weak_form_never_decides_alone(weak: str, name: str) -> None:
    """Exception: where the weak form is written as the strong one is."""
    listed = Entity("nr:one", "person", name, (NameForm(name), NameForm(weak, strength="weak")))
    alone = Entity("nr:one", "person", name, (NameForm(name),))
    found, without = (Resolver(Gazetteer.from_entities([each])).resolve(weak) for each in (listed, alone))
    assert found.status != "match" or without.status == "match"


@given(entity_lists(most=3), any_names)
def test_the_order_of_the_forms_changes_no_score(entities: list[Entity], query: str) -> None:
    turned = [evolve(entity, forms=entity.forms[::-1]) for entity in entities]
    before, after = (Resolver(Gazetteer.from_entities(each)).resolve(query) for each in (entities, turned))
    assert (before.status, before.score) == (after.status, after.score)


@given(entity_lists(most=4), any_names)
def test_other_ids_in_the_same_order_change_no_decision(entities: list[Entity], query: str) -> None:
    renamed = [evolve(entity, id=entity.id.replace("drawn", "named")) for entity in entities]
    before, after = (Resolver(Gazetteer.from_entities(each)).resolve(query) for each in (entities, renamed))
    assert before.status == after.status
    assert [c.entity.name for c in before.candidates] == [c.entity.name for c in after.candidates]


@given(entity_lists(most=4), any_names)
def test_an_entity_listed_twice_under_two_ids_decides_nothing(entities: list[Entity], query: str) -> None:
    twins = [evolve(entity, id=f"{entity.id}-twin") for entity in entities]
    assert Resolver(Gazetteer.from_entities([*entities, *twins])).resolve(query).status != "match"


@given(queries)
def test_one_name_has_one_answer_in_a_column_of_it(query: str) -> None:
    assert len({repr(decision) for decision in resolver().resolve_many([query, "Gazprom", query])}) <= 2


# ------------------------------------------------------------------ comparisons


def mentioned(comparison: Comparison) -> str:
    return " ".join(f"{evidence.left} {evidence.right}" for evidence in comparison.evidence)


@given(any_names, any_names, kinds)
def test_every_contribution_is_a_number(left: str, right: str, kind: Kind | None) -> None:
    assert all(math.isfinite(evidence.contribution) for evidence in compare(left, right, kind=kind).evidence)


@given(any_names, any_names, kinds)
def test_evidence_names_its_rule(left: str, right: str, kind: Kind | None) -> None:
    assert all(evidence.rule for evidence in compare(left, right, kind=kind).evidence)


@given(names(("Latn", "Cyrl", "Grek")), names(("Latn", "Cyrl", "Grek")))
def test_every_part_is_in_the_evidence(left: str, right: str) -> None:
    """Exception: a name without any part to compare has no evidence but the bias."""
    ours, theirs = (parse(text, kind="person").parts for text in (left, right))
    assume(all(any(part.role in CONTENT for part in parts) for parts in (ours, theirs)))
    said = mentioned(compare(left, right, kind="person")).casefold()
    for part in (*ours, *theirs):
        assert part.role not in CONTENT or part.text.casefold() in said


@given(names(("Latn", "Cyrl", "Grek", "Geor")), names(("Latn", "Cyrl", "Grek", "Geor")))
def test_a_name_is_likest_to_itself(name: str, other: str) -> None:
    assert compare(name, other, kind="person").score <= compare(name, name, kind="person").score + 1e-9
