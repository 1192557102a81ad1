"""Records of one id become one entity, unless they cannot be one."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nameresolve import Entity, Gazetteer, GazetteerError, NameForm
from nameresolve.curation import collected, merged
from nameresolve.importers import Report

TEXTS = st.sampled_from(["Yulia Petrova", "Юлия Петрова", "Julia", "Petrova Yulia", "יוליה"])
FORMS = st.builds(
    NameForm, TEXTS, st.sampled_from([None, "en"]), strength=st.sampled_from(["strong", "weak"])
)
ENTITIES = st.builds(
    Entity,
    st.sampled_from(["1", "2", "3"]),
    st.just("person"),
    TEXTS,
    st.lists(FORMS, max_size=3, unique_by=lambda form: form.text).map(tuple),
    st.lists(st.sampled_from(["KZ", "RU"]), unique=True).map(tuple),
)


def gather(*entities: Entity) -> tuple[list[Entity], Report]:
    report = Report(kept=len(entities))
    with collected(entities, report) as found:
        return list(found), report


def test_what_has_ids_of_its_own_stays_as_it_is() -> None:
    entities = [Entity("a", "person", "Yulia Petrova"), Entity("b", "place", "Юлино")]
    assert gather(*entities)[0] == entities


def test_spellings_of_one_id_are_united_in_the_place_of_the_first() -> None:
    first = Entity("a", "person", "Yulia Petrova", (NameForm("Yulka", strength="weak"),), countries=("KZ",))
    second = Entity(
        "a", "person", "Юлия Петрова", (NameForm("Yulka"), NameForm("Юлия Петрова", "ru")), ("RU",), 1990
    )
    (both, other), report = gather(first, Entity("b", "person", "Yusuf Demir"), second)
    assert (both.name, both.countries, both.born, other.id) == ("Yulia Petrova", ("KZ", "RU"), 1990, "b")
    assert {form.text: form.strength for form in both.forms} == {"Yulka": "strong", "Юлия Петрова": "strong"}
    assert (report.kept, report.merged, report.rejected) == (2, 1, 0)


@pytest.mark.parametrize(
    ("later", "problem"),
    [
        (Entity("a", "place", "Petrova"), "once for the person Yulia Petrova, once for the place Petrova"),
        (Entity("a", "person", "Yulia Petrova", born=1953), "born 1990, and Yulia Petrova, born 1953"),
    ],
)
def test_what_cannot_be_one_is_rejected(later: Entity, problem: str) -> None:
    first = Entity("a", "person", "Yulia Petrova", born=1990)
    found, report = gather(first, later)
    assert found == [first]
    assert problem in report.first_rejected[0].problem
    assert report.kept == 1


def test_an_entity_is_found_by_its_id_with_all_that_was_joined_to_it() -> None:
    report = Report()
    entities = [Entity("a", "person", "Yulia Petrova"), Entity("a", "person", "Юлия Петрова")]
    with collected(entities, report) as found:
        whole = found.get("a")
        assert whole is not None
        assert [form.text for form in whole.forms] == ["Юлия Петрова"]
        assert found.get("b") is None


@pytest.mark.parametrize("entity", [Entity("", "person", "X"), Entity("a", "person", " ")])
def test_what_has_no_id_or_no_name_is_an_error(entity: Entity) -> None:
    with pytest.raises(GazetteerError):
        gather(entity)


@given(st.lists(ENTITIES, max_size=8))
def test_every_spelling_is_kept_and_every_id_is_there_once(entities: list[Entity]) -> None:
    found, report = gather(*entities)
    assert sorted(each.id for each in found) == sorted({each.id for each in entities})
    assert report.kept + report.merged == len(entities)
    for each in entities:
        whole = next(one for one in found if one.id == each.id)
        texts = {whole.name, *(form.text for form in whole.forms)}
        assert {each.name, *(form.text for form in each.forms)} <= texts


@given(ENTITIES)
def test_joining_an_entity_with_itself_changes_nothing(entity: Entity) -> None:
    assert merged(entity, entity) == entity


@given(st.lists(ENTITIES, max_size=8))
def test_a_gazetteer_can_be_made_of_what_was_collected(entities: list[Any]) -> None:
    with collected(entities) as found:
        assert list(Gazetteer.from_entities(found)) == list(found)
