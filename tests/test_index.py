"""Candidate search: what the index finds, a full scan would have found, and nothing worth finding is missed."""

from __future__ import annotations

import pytest

from nameresolve import Entity, Gazetteer, NameForm, Resolver
from nameresolve.gazetteer import forms_of
from nameresolve.index import IndexBuilder
from nameresolve.scoring import similarity, units_of

BUNDLED = Gazetteer.bundled()
SMALL = Gazetteer.from_entities([entity for entity in BUNDLED if entity.kind == "person"][::12])
QUERIES = (
    "Nursultan Nasarbajew", "Kassym Jomart Tokaïev", "Xi Jinping", "Kim Jong-un", "Muammar al Gaddafi", "Merkelova",
    "Boris Jelzin", "Владимир Жириновский", "Mohammed ben Salmane", "von der Leyen Ursula", "E. Macron", "김정은",
)  # fmt: skip


def names_found(query: str, limit: int = 200) -> set[int]:
    index = SMALL.index
    return {index.posting(form).entity for form in index.search(units_of(query, "person"), limit)}


@pytest.mark.parametrize("entity", list(SMALL)[::3], ids=lambda entity: str(entity.id))
def test_the_quick_search_misses_nothing_that_a_full_scan_calls_a_match(entity: Entity) -> None:
    """The scan compares the name with every form of every entity."""
    query = forms_of(entity)[-1].text
    certain = {
        number
        for number, other in enumerate(SMALL)
        if any(similarity(query, form.text, kind="person") > 0.95 for form in forms_of(other)[:4])
    }
    assert certain <= names_found(query)


@pytest.mark.parametrize("query", QUERIES)
def test_forms_come_best_first_none_twice_and_within_the_limit(query: str) -> None:
    index = BUNDLED.index
    many = index.search(units_of(query, None), 100)
    assert len(many) == len(set(many)) <= 100
    few = index.search(units_of(query, None), 5)
    assert len(few) <= 5
    assert set(few) <= set(many)


@pytest.mark.parametrize("query", ["", "---", "😀", "12345678"])
def test_a_name_without_letters_is_searched_too(query: str) -> None:
    assert len(BUNDLED.index.search(units_of(query, "person"), 10)) <= 10


def test_a_form_equal_after_cleaning_is_always_among_the_found() -> None:
    clones = [Entity(f"nr:clone-{i}", "person", f"Ali Hassan {chr(97 + i % 26)}{i}") for i in range(300)]
    gazetteer = Gazetteer.from_entities([*clones, Entity("nr:wanted", "person", "Ali Hassan")])
    found = gazetteer.index.search(units_of("ALI  HASSAN", "person"), 10)
    assert gazetteer.entity(gazetteer.index.posting(found[0]).entity).id == "nr:wanted"


def test_a_posting_names_entity_and_form() -> None:
    gazetteer = Gazetteer.from_entities(
        [Entity("nr:x", "person", "Xi", (NameForm("习近平"),)), Entity("nr:y", "place", "Yalta")]
    )
    index = gazetteer.index
    assert len(index) == 3
    texts = [gazetteer.form(index.posting(i).entity, index.posting(i).ordinal).text for i in range(3)]
    assert texts == ["Xi", "习近平", "Yalta"]


def test_an_index_of_nothing_finds_nothing() -> None:
    index = IndexBuilder().finish()
    assert len(index) == 0
    assert index.search(units_of("Tokayev", "person"), 10) == []


def test_names_written_as_one_word_are_found() -> None:
    resolver = Resolver(
        Gazetteer.from_entities(
            [Entity("nr:zhou", "person", "Zhou En-lai"), Entity("nr:kim", "person", "Kim Il")]
        )
    )
    assert resolver.resolve("Zhou Enlai").candidates[0].entity.id == "nr:zhou"


LATIN_FORMS = Gazetteer.from_entities(
    Entity(f"{given} {family}", "person", f"{given} {family}")
    for given in ("Tony", "Anthony", "Antonius", "Anton", "Gualterius", "Bob")
    for family in ("Miller", "Clarke", "Banks", "Steinmeier", "Hall", "Berry", "Meyer", "Rudd")
    if (given, family) not in {("Tony", "Miller"), ("Anthony", "Miller"), ("Anton", "Miller")}
)


@pytest.mark.parametrize("query", ["ტონი მილერი", "Тони Миллер", "Tony Miller", "Тоні Міллер"])
def test_another_form_of_the_given_name_is_found(query: str) -> None:
    assert Resolver(LATIN_FORMS).resolve(query, kind="person").candidates[0].entity.id == "Antonius Miller"


def test_a_given_name_is_not_widened_by_what_only_translates_it() -> None:
    found = Gazetteer.from_entities(Entity(name, "person", name) for name in ("Ivan Miller", "Zzyzx Qeld"))
    assert Resolver(found).resolve("John Miller", kind="person").status == "none"


def test_a_name_in_one_word_is_weighed_as_that_word() -> None:
    pieces = [Entity(name, "person", name) for name in ("Ma", "Mo", "Moor", "Mah", "Maa", "Mar", "Ser", "Lo")]
    gazetteer = Gazetteer.from_entities([*pieces, Entity("Marcello", "person", "Marcello")])
    assert Resolver(gazetteer).resolve("马赛洛", kind="person").candidates[0].entity.id == "Marcello"


def test_of_a_small_index_only_listed_spellings_are_looked_up(monkeypatch: pytest.MonkeyPatch) -> None:
    from nameresolve.index import asking

    entities = [Entity("nr:a", "person", "Wang Wei"), Entity("nr:b", "person", "Ван Вэй")]
    segments = Gazetteer.from_entities(entities).index.segments
    asked = ["wang", "wong", "wei", "ван"]
    assert asking.LatinParts(segments).among(asked) == ["wang", "wei"]
    monkeypatch.setattr(asking, "MOST_IN_A_SET", 1)
    assert asking.LatinParts(segments).among(asked) == asked
