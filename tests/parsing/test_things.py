"""Things that bear a person's name: what they are, and who is not one of them."""

from __future__ import annotations

import pytest

from nameresolve import parse, similarity
from nameresolve.parsing import guess_kind
from nameresolve.parsing.lexicon import entries


@pytest.mark.parametrize(
    ("name", "kind", "word"),
    [
        ("Xi Jinping Thought", "other", "Thought"),
        ("Magnitsky Act", "person", ""),  # Act may be a name: one word beside it is too few
        ("Sergei Magnitsky Act", "other", "Act"),
        ("Nursultan Nazarbayev Street", "place", "Street"),
        ("улица Назарбаева", "place", "улица"),
        ("Назарбаев көшесі", "place", "көшесі"),
        ("avenue Charles de Gaulle", "place", "avenue"),
        ("شارع جمال عبد الناصر", "place", "شارع"),
        ("Angela Merkel Kabinett", "organization", "Kabinett"),
        ("премия Егора Гайдара", "other", "премия"),
        ("Premio Miguel de Cervantes", "other", "Premio"),
        ("семья Назарбаева", "other", "семья"),
        ("жена Назарбаева", "other", "жена"),
        ("Vladimir Putin impersonator", "other", "impersonator"),
    ],
)
def test_a_word_at_its_end_makes_the_name_a_thing(name: str, kind: str, word: str) -> None:
    assert guess_kind(name) == kind
    assert [part.text for part in parse(name, kind="person").having("generic")] == ([word] if word else [])


@pytest.mark.parametrize(
    "name",
    [
        "Picabo Street", "Rue McClanahan", "Renzo Piano", "Bruce Arena", "Park Geun-hye", "John Cena", "Sophie Calle",
        "Adam Platz", "Thought", "Street", "Premio", "J. Thought", "von Thought", "5 Thought", "K. L. Street", "K. Street", "von Street", "Gino Strada", "Kim Il-sung", "Son Heung-min", "Daughter", "son of", "",
    ],
)  # fmt: skip
def test_who_bears_such_a_word_as_a_name_stays_a_person(name: str) -> None:
    assert guess_kind(name) == "person"
    assert not parse(name, kind="person").having("generic")


@pytest.mark.parametrize(
    "name", ["Xi Jinping Thought", "Xi Jinping Doctrine", "Xi Jinping Prize", "Xi Jinping Avenue"]
)
def test_a_thing_is_not_who_it_is_named_after(name: str) -> None:
    assert similarity(name, "Xi Jinping", kind="person") < 0.1
    assert similarity(name, name) == 1.0


def test_every_word_says_what_it_makes_and_where_it_stands() -> None:
    for word, (canonical, kind, position, risk) in entries("named_things").items():
        assert canonical, word
        assert kind in {"organization", "place", "other"}, word
        assert position in {"before", "after", "both"}, word
        assert risk in {"yes", "no"}, word


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Equatorial Guinea", "place"),
        ("Papua New Guinea", "place"),
        ("Corea del Norte", "place"),
        ("New York", "place"),
        ("Republic of Kazakhstan", "place"),
        ("Democratic Republic of the Congo", "place"),
        ("Islamic Republic of Iran", "place"),
        ("Republic Bank", "organization"),
        ("Republic Steel Corporation", "organization"),
        ("Democratic Party", "organization"),
        ("Oliver North", "person"),
        ("Kanye West", "person"),
        ("Oliver North Smith", "person"),
        ("Kim Newman", "person"),
        ("Republic", "person"),
    ],
)
def test_words_that_tell_places_apart_make_a_place(name: str, kind: str) -> None:
    assert guess_kind(name) == kind
