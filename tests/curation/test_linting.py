"""What lint sees, and what it does not take for a fault."""

from __future__ import annotations

import pytest

from nameresolve import Entity, Gazetteer, NameForm
from nameresolve.curation import find_entity, lint
from nameresolve.model import Strength


def form(text: str, strength: Strength = "strong", script: str = "Latn") -> NameForm:
    return NameForm(text, None, script, strength, "press")


def person(number: str, *texts: NameForm, born: int | None = None) -> Entity:
    return Entity(number, "person", texts[0].text, texts, born=born)


def found(*entities: Entity) -> list[tuple[str, tuple[str, ...]]]:
    return [(each.check, each.entities) for each in lint(Gazetteer.from_entities(entities))]


def test_a_sound_gazetteer_has_no_findings() -> None:
    native = NameForm("Юлия Щербакова", "ru", "Cyrl", source="press")
    assert found(person("a", form("Yulia Shcherbakova"), native), person("b", form("Yusuf Demir"))) == []


def test_one_spelling_of_two_people_is_a_collision() -> None:
    assert found(
        person("a", form("Yusuf Demir"), born=1950), person("b", form("YUSUF DEMIR"), born=2003)
    ) == [("collision", ("a", "b"))]


def test_the_same_spelling_and_year_is_a_duplicate() -> None:
    assert found(
        person("a", form("Yusuf Demir"), born=2003), person("b", form("Yusuf Demir"), born=2003)
    ) == [("duplicate", ("a", "b"))]


def test_one_number_for_two_is_a_duplicate() -> None:
    entities = [
        Entity(number, "person", name, (form(name),), identifiers={"inn": "7"})
        for number, name in (("a", "Yusuf Demir"), ("b", "Olga Petrova"))
    ]
    assert found(*entities) == [("duplicate", ("a", "b"))]


def test_a_weak_form_shared_by_two_is_no_collision() -> None:
    assert not [
        each
        for each in found(person("a", form("Yusuf Demir"), form("YD", "weak")), person("b", form("Yana Dorn"), form("YD", "weak")))
        if each[0] == "collision"
    ]  # fmt: skip


def test_a_latin_spelling_that_contradicts_the_native_one() -> None:
    wrong = person("a", form("Yulia Petrova"), form("Olga Smirnova"), form("Юлия Петрова", script="Cyrl"))
    assert found(wrong) == [("native", ("a",))]


def test_a_translated_name_of_a_place_is_no_contradiction() -> None:
    forms = (form("Ivory Coast"), form("Кот-д’Ивуар", script="Cyrl"))
    assert found(Entity("a", "place", "Ivory Coast", forms)) == []


def test_a_weak_form_that_decides_because_a_strong_one_is_the_same_after_cleaning() -> None:
    forms = (form("Saint Petersburg"), form("St. Petersburg"), form("St Petersburg", "weak"))
    assert found(Entity("a", "place", "Saint Petersburg", forms)) == [("decides", ("a",))]


def test_missing_sources_are_told_once() -> None:
    bare = [Entity(number, "person", name) for number, name in (("a", "Yusuf Demir"), ("b", "Olga Petrova"))]
    assert found(*bare) == [("source", ("a", "b"))]


GAZETTEER = Gazetteer.from_entities(
    [
        Entity("a", "place", "Almaty", identifiers={"geonames": "1526384", "wikidata": "Q35493"}),
        Entity("b", "place", "Osh", identifiers={"x": "1"}),
        Entity("c", "place", "Uzgen", identifiers={"x": "1"}),
    ]
)


@pytest.mark.parametrize(
    ("wanted", "known"),
    [("a", "a"), ("geonames:1526384", "a"), ("Q35493", "a"), ("x:1", None), ("nothing", None)],
)
def test_an_entity_is_found_by_any_of_its_numbers(wanted: str, known: str | None) -> None:
    entity = find_entity(GAZETTEER, wanted)
    assert (entity and entity.id) == known
