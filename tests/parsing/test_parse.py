"""`parse`: whatever the kind, what plays which part, and what is refused."""

from __future__ import annotations

import pytest

from nameresolve import Kind, LimitError, Name, SettingsError, parse
from nameresolve.model import Role
from nameresolve.parsing import LONGEST_NAME


def texts(name: Name, *roles: Role) -> list[str]:
    return [part.text for part in name.having(*roles)]


@pytest.mark.parametrize(
    ("text", "role", "expected"),
    [
        ("Dr. Angela Merkel", "title", ["Dr"]),
        ("Ludwig van Beethoven", "particle", ["van"]),
        ("Muammar al-Gaddafi", "particle", ["al"]),
        ("Osama bin Laden", "particle", ["bin"]),
        ("Иванов И. И.", "initial", ["И", "И"]),
        ("Martin Luther King Jr.", "suffix", ["Jr"]),
        ("Дариға Нұрсұлтанқызы Назарбаева", "patronymic", ["Нұрсұлтанқызы"]),
        ("Nursultan Abish uly Nazarbayev", "patronymic", ["Abish uly"]),
    ],
)
def test_the_parts_of_a_person(text: str, role: Role, expected: list[str]) -> None:
    assert texts(parse(text, kind="person"), role) == expected


@pytest.mark.parametrize("text", ["King", "Doctor", "Prince", "Van", "Bin"])
def test_a_word_alone_stays_a_name(text: str) -> None:
    assert texts(parse(text, kind="person"), "name") == [text]


@pytest.mark.parametrize(
    ("text", "name"), [("Abd al-Rahman al-Sisi", "Abd al-Rahman"), ("عبد الرحمن السيسي", "عبد الرحمن")]
)
def test_a_servant_name_is_one_part(text: str, name: str) -> None:
    assert texts(parse(text, kind="person"), "name")[0] == name


@pytest.mark.parametrize(
    ("text", "family", "given"),
    [("司马光", "司马", "光"), ("歐陽修", "歐陽", "修")],
)
def test_east_asian_names_are_split(text: str, family: str, given: str) -> None:
    name = parse(text)
    assert texts(name, "family") == [family], "the longest family name first"
    assert texts(name, "given") == [given]


def test_a_korean_syllable_is_no_article() -> None:
    assert texts(parse("Kim Il-sung"), "name") == ["Kim", "Il", "sung"]


@pytest.mark.parametrize(
    ("text", "legal_form", "words"),
    [
        ("Siemens AG", ["AG"], ["Siemens"]),
        ("ООО «Ромашка»", ["ООО"], ["Ромашка"]),
        ("Kazatomprom JSC", ["JSC"], ["Kazatomprom"]),
        ("Shanghai Co-operation Organization", [], ["Shanghai", "Co", "operation"]),
    ],
)
def test_an_organization_is_recognized_with_its_legal_form(
    text: str, legal_form: list[str], words: list[str]
) -> None:
    name = parse(text)
    assert texts(name, "legal_form") == legal_form
    assert texts(name, "word") == words
    assert name.kind is None, "guessing how to read a name is not knowing its kind"


@pytest.mark.parametrize(
    ("text", "number"), [("Boeing 747", "747"), ("18th Army", "18th"), ("Group of 20", "20")]
)
def test_numbers_are_numbers(text: str, number: str) -> None:
    assert texts(parse(text, kind="organization"), "number") == [number]


@pytest.mark.parametrize("text", ["North Korea", "South Sudan", "West Kazakhstan Region"])
def test_the_point_of_the_compass_is_a_part_of_a_place(text: str) -> None:
    assert texts(parse(text, kind="place"), "word") == text.split()[:2]


def test_generic_and_empty_words_of_a_body_are_told_from_its_own() -> None:
    name = parse("Ministry of Foreign Affairs", kind="organization")
    assert [part.role for part in name.parts] == ["generic", "stop", "word", "word"]


@pytest.mark.parametrize("kind", ["person", "organization", "place", "other"])
def test_a_part_stands_where_it_says(kind: Kind) -> None:
    text = "  Prof. Ｋassym‐Jomart «Токаев», III; 金正恩 "
    for part in parse(text, kind=kind).parts:
        assert part.text == text[part.start : part.end]
        assert part.fold


def test_what_is_no_name_is_refused() -> None:
    assert parse("a" * LONGEST_NAME).parts
    with pytest.raises(LimitError, match="10,001 characters, more than the limit of 10,000"):
        parse("a" * (LONGEST_NAME + 1))
    with pytest.raises(SettingsError, match="one of person, organization, place, other or None"):
        parse("Tokayev", kind="persn")  # type: ignore[arg-type]
