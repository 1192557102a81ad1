"""Entities in memory: what is accepted, what is found, what is refused."""

from __future__ import annotations

import json
import math
import pickle
from pathlib import Path

import pytest

from nameresolve import Entity, Gazetteer, GazetteerError, NameForm, Resolver
from nameresolve.gazetteer import forms_of

TOKAYEV = Entity("Q200881", "person", "Kassym-Jomart Tokayev", (NameForm("Қасым-Жомарт Тоқаев", "kk"),))
ALMATY = Entity("Q35493", "place", "Almaty")


def test_entities_come_back_in_their_order_and_by_id() -> None:
    gazetteer = Gazetteer.from_entities(iter([TOKAYEV, ALMATY]))
    assert list(gazetteer) == [TOKAYEV, ALMATY]
    assert len(gazetteer) == 2
    assert gazetteer.get("Q35493") == ALMATY
    assert gazetteer.entity(0) == TOKAYEV


def test_an_unknown_id_is_an_answer_and_no_error() -> None:
    assert Gazetteer.from_entities([ALMATY]).get("Q1") is None


def test_the_name_is_a_form_even_where_it_is_not_listed_as_one() -> None:
    assert [form.text for form in forms_of(TOKAYEV)] == ["Kassym-Jomart Tokayev", "Қасым-Жомарт Тоқаев"]
    assert forms_of(TOKAYEV)[0].source == "name"


def test_a_name_that_is_listed_as_a_form_is_not_doubled() -> None:
    entity = Entity("nr:x", "person", "Xi Jinping", (NameForm("习近平"), NameForm("Xi Jinping", "en")))
    assert forms_of(entity) == entity.forms


@pytest.mark.parametrize(
    ("entities", "message", "remedy"),
    [
        ([ALMATY, ALMATY], "the id 'Q35493' occurs twice", "an id of its own"),
        ([Entity("nr:x", "persn", "X")], "unknown kind 'persn'", "person, organization, place, other"),  # type: ignore[arg-type]
        ([Entity("", "person", "X")], "no id or no name", "Both are needed"),
        ([Entity("nr:x", "person", "")], "no id or no name", "Both are needed"),
        ([Entity("nr:x", "person", " \t")], "no id or no name", "Both are needed"),
        (
            [Entity("nr:x", "person", None)],
            "'nr:x': its name is None, which is no text",
            "leave the entity out",
        ),  # type: ignore[arg-type]
        (
            [Entity("nr:x", "person", "X", (NameForm("Y", strength="week"),))],
            "'Y' has the unknown strength 'week'",
            "strong, weak",
        ),  # type: ignore[arg-type]
        ([Entity("nr:x", "person", "X", prominence=2.0)], "the prominence 2.0", "from 0 to 1"),
        ([Entity("nr:x", "person", "X", prominence=math.nan)], "the prominence nan", "from 0 to 1"),
        ([Entity("nr:x", "person", "X", born="1953")], "was born in '1953'", "a year as an int"),  # type: ignore[arg-type]
    ],
)
def test_a_wrong_entity_is_refused_with_what_to_do(entities: list[Entity], message: str, remedy: str) -> None:
    with pytest.raises(GazetteerError, match=message) as caught:
        Gazetteer.from_entities(entities)
    assert remedy in str(caught.value)
    assert isinstance(caught.value, ValueError)


@pytest.mark.parametrize(
    "field", ["id", "name", "form", "language", "source", "country", "role", "identifier"]
)
@pytest.mark.parametrize("half", ["Tok\ud800ayev", "\udc00", "\ude00\ud83d"])
def test_half_a_surrogate_pair_is_refused_with_its_entity_and_place(field: str, half: str) -> None:
    def text(here: str, usual: str) -> str:
        return half if here == field else usual

    form = NameForm(text("form", "Токаев"), text("language", "ru"), source=text("source", ""))
    entity = Entity(
        text("id", "nr:x"), "person", text("name", "Tokayev"), (form,), countries=(text("country", "KZ"),),
        roles=(text("role", "president"),), identifiers={"lei": text("identifier", "1")},
    )  # fmt: skip
    with pytest.raises(GazetteerError, match="holds half of a surrogate pair at character") as caught:
        Gazetteer.from_entities([ALMATY, entity])
    assert repr(str(entity.id)) in str(caught.value)
    assert f"its {field}" in str(caught.value)
    str(caught.value).encode("utf-8")


def test_a_whole_surrogate_pair_is_a_character_like_others(tmp_path: Path) -> None:
    entity = Entity("nr:x", "person", "Tok\U0001f600ayev", (NameForm("𠮷田"),))
    Gazetteer.from_entities([entity]).save(tmp_path / "saved")
    assert list(Gazetteer.open(tmp_path / "saved")) == [entity]


def test_a_name_without_letters_is_listed_and_never_matched() -> None:
    resolver = Resolver(Gazetteer.from_entities([Entity("nr:dashes", "other", "---"), ALMATY]))
    assert resolver.resolve("---").entity is None
    assert resolver.resolve("Almaty").entity == ALMATY


def test_the_fingerprint_depends_on_the_entities_alone() -> None:
    one = Gazetteer.from_entities([TOKAYEV, ALMATY]).fingerprint
    assert Gazetteer.from_entities([TOKAYEV, ALMATY]).fingerprint == one
    assert Gazetteer.from_entities([ALMATY, TOKAYEV]).fingerprint != one
    assert Gazetteer.from_entities([TOKAYEV]).fingerprint != one
    assert len(one) == 64


def test_the_bundled_gazetteer_is_opened_once() -> None:
    assert Gazetteer.bundled() is Gazetteer.bundled()


def test_the_bundled_gazetteer_holds_what_the_documentation_promises() -> None:
    gazetteer = Gazetteer.bundled()
    kinds = [entity.kind for entity in gazetteer]
    assert kinds.count("person") >= 150
    assert kinds.count("organization") >= 60
    assert kinds.count("place") >= 190
    assert gazetteer.get("Q200881").name == "Kassym-Jomart Tokayev"  # type: ignore[union-attr]


def test_ids_of_the_bundled_gazetteer_are_unique_and_well_formed() -> None:
    ids = [entity.id for entity in Gazetteer.bundled()]
    assert len(ids) == len(set(ids))
    assert all(id_.startswith(("Q", "geonames:", "nr:")) for id_ in ids)


def test_a_gazetteer_travels_to_another_process() -> None:
    gazetteer = Gazetteer.from_entities([TOKAYEV, ALMATY])
    again = pickle.loads(pickle.dumps(gazetteer))
    assert again.fingerprint == gazetteer.fingerprint
    assert Resolver(again).resolve("Toqaev") == Resolver(gazetteer).resolve("Toqaev")


def test_an_entity_keeps_everything_it_was_given() -> None:
    entity = Entity(
        "nr:all", "organization", "All Fields", (NameForm("AF", "en", "Latn", "weak", "press"),), countries=("KZ", "RU"),
        born=1999, identifiers={"lei": "123"}, prominence=0.5, roles=("a company",), family="none",
    )  # fmt: skip
    kept = Gazetteer.from_entities([entity]).get("nr:all")
    assert kept == entity
    assert json.dumps(kept.identifiers) == '{"lei": "123"}'  # type: ignore[union-attr]
