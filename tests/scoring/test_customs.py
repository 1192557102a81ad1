"""What customs say of two parts: patronymics, syllables, family names of East Asia, names in use, words of one stem."""

from __future__ import annotations

import pytest

from nameresolve.distance import PartForm, part_form
from nameresolve.scoring.customs import (
    as_names,
    equivalent,
    father,
    one_stem,
    other_korean,
    other_surname,
    other_syllable,
    other_umlaut,
    surname_spellings,
    surname_usage,
    two_names,
)


def latin(fold: str) -> PartForm:
    return part_form(fold, "Latn")


@pytest.mark.parametrize(
    ("patronymic", "stem"),
    [
        ("сергеевич", "серге"),
        ("sergeevna", "serge"),
        ("кемелұлы", "кемел"),
        ("ovich", ""),  # an ending alone
        ("abich", ""),  # and with too little before it
        ("bovich", "bov"),  # the longest ending that leaves a name
        ("abiovich", "abi"),
        ("ильинична", "иль"),
    ],
)
def test_a_patronymic_without_its_ending(patronymic: str, stem: str) -> None:
    assert father(patronymic)[0] == stem


def test_an_ending_tells_the_sex() -> None:
    (_, son), (_, daughter) = father("сергеевич"), father("сергеевна")
    assert son
    assert daughter
    assert son != daughter
    assert father("tokayev") == ("", "")


def test_a_stem_may_have_lost_the_end_of_the_name() -> None:
    assert "сергей" in as_names("серге", "Cyrl")
    assert "сергей" not in as_names("серге", "Latn")


@pytest.mark.parametrize(
    ("stem", "script", "names"),
    [
        ("nikola", "Latn", ("nikola", "nikolay", "nikolai", "nikolaa")),
        ("серге", "Cyrl", ("серге", "сергей", "сергеа")),
    ],
)
def test_the_names_that_a_stem_may_come_from(stem: str, script: str, names: tuple[str, ...]) -> None:
    assert as_names(stem, script) == names


@pytest.mark.parametrize(
    ("left", "right", "share", "rule"),
    [
        ("oleksandr", "aleksandr", 0.75, "forms of alexander"),
        ("sasha", "alexander", 0.5, "nickname of alexander"),
        ("mike", "michel", 0.5, "nickname of michael"),
        ("mike", "nicholas", 0.0, ""),
    ],
)
def test_what_forms_of_a_given_name_share(left: str, right: str, share: float, rule: str) -> None:
    """A change of these figures changes what a threshold means; it belongs into the changelog."""
    assert equivalent(left, right) == equivalent(right, left) == (share, rule)


@pytest.mark.parametrize(
    ("left", "right", "two"),
    [
        ("armen", "arman", True),
        ("keller", "koller", True),
        ("marta", "maria", True),
        ("müller", "möller", True),
        ("løken", "lüken", True),
        ("müller", "moller", False),  # who writes no umlaut may have left it out
        ("saleh", "salah", False),
        ("khaled", "khalid", False),
        ("fatima", "fotima", False),
        ("erlan", "yerlan", False),
        ("ivan", "iwan", False),
        ("ali", "eli", False),  # three letters
        ("anna", "anne", False),  # forms of one name
    ],
)
def test_two_names_in_use(left: str, right: str, *, two: bool) -> None:
    assert two_names(latin(left), latin(right)) is two_names(latin(right), latin(left)) is two


def test_names_in_use_are_told_apart_in_latin_alone() -> None:
    assert not two_names(part_form("арман", "Cyrl"), latin("armen"))
    assert not two_names(part_form("арман", "Cyrl"), part_form("армен", "Cyrl"))


@pytest.mark.parametrize(
    ("left", "right", "other"),
    [("müller", "möller", True), ("müller", "muller", False), ("müller", "müller", False),
     ("müllär", "möller", False), ("müllers", "möller", False), ("müllex", "mölley", False)],
)  # fmt: skip
def test_another_umlaut_alone(left: str, right: str, *, other: bool) -> None:
    assert other_umlaut(left, right) is other_umlaut(right, left) is other


@pytest.mark.parametrize(
    ("left", "right", "other"),
    [("qian", "qiang", True), ("chang", "zhan", True), ("wang", "huang", True),
     ("hsi", "xi", False), ("chang", "zhang", False), ("tokayev", "qian", False), ("qian", "qian", False)],
)  # fmt: skip
def test_another_pinyin_syllable(left: str, right: str, *, other: bool) -> None:
    assert other_syllable(latin(left), latin(right)) is other_syllable(latin(right), latin(left)) is other


@pytest.mark.parametrize(
    ("left", "right", "other"),
    [("hoon", "hyun", True), ("jun", "jung", True), ("min", "myun", True), ("kyung", "kung", True),
     ("hyon", "hyun", False), ("jun", "jun", False), ("kyung", "gung", False), ("ju", "jug", False)],
)  # fmt: skip
def test_another_korean_syllable(left: str, right: str, *, other: bool) -> None:
    assert other_korean(left, right) is other_korean(right, left) is other


@pytest.mark.parametrize(
    ("left", "right", "one"),
    [
        ("bak", "park", True),
        ("lee", "yi", True),
        ("kim", "gim", True),
        ("kim", "park", False),
        ("tokayev", "park", False),
    ],
)
def test_spellings_of_one_korean_family_name(left: str, right: str, *, one: bool) -> None:
    assert surname_spellings(latin(left), latin(right)) is one
    assert not surname_spellings(latin(left), part_form("박", "Hang"))


def test_a_family_name_in_characters_and_its_spellings() -> None:
    yang, two = part_form("楊", "Hani"), part_form("欧阳", "Hani")
    assert surname_usage(yang, latin("yang"))
    assert not surname_usage(yang, latin("zhang"))
    assert not surname_usage(latin("yang"), yang)
    assert not surname_usage(yang, part_form("양", "Hang"))
    assert other_surname(yang, latin("zhang"))
    assert not other_surname(yang, latin("yang"))
    assert not other_surname(yang, latin("tokayev"))
    assert not other_surname(two, latin("zhang"))


@pytest.mark.parametrize(
    ("left", "right", "one"),
    [
        ("coast", "coastal", True),
        ("distributor", "distribution", True),
        ("build", "building", True),
        ("invest", "investor", True),
        ("industry", "industries", True),
        ("construct", "construction", True),
        ("buildx", "building", False),
        ("educ", "education", False),  # four letters
        ("trade", "trading", False),
        ("energy", "energetic", False),
        ("metal", "medical", False),
    ],
)
def test_words_of_one_stem(left: str, right: str, *, one: bool) -> None:
    assert one_stem(left, right) is one_stem(right, left) is one
