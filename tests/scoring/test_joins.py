"""Parts that others write as one word: which there are, which are close enough, and what acronyms words have."""

from __future__ import annotations

import pytest

from nameresolve import Kind
from nameresolve.scoring.joins import Join, _size, acronyms, as_one, joined
from nameresolve.scoring.units import units_of


def tied(name: str) -> dict[str, bool]:
    """Return the joins of a person's name, each with whether its parts are tied."""
    return {join.unit.text: join.tied for join in joined(units_of(name, "person"))}


@pytest.mark.parametrize(
    ("name", "join", "expected"),
    [
        ("Zhou En Lai", "En Lai", True),  # short syllables: Enlai
        ("Jean-Claude Petrov", "Jean Claude", True),  # a hyphen
        ("Jean-Claude Petrov", "Claude Petrov", False),
        ("Anna van Petrova", "van Petrova", True),  # a particle
        ("Anna Maria Petrova", "Anna Maria", False),  # Annamaria is another name
    ],
)
def test_parts_are_tied_by_a_hyphen_or_by_being_short(name: str, join: str, *, expected: bool) -> None:
    assert tied(name)[join] is expected


def joins(name: str, kind: Kind = "person") -> list[Join]:
    return list(joined(units_of(name, kind)))


@pytest.mark.parametrize(
    ("name", "kind", "expected"),
    [
        (
            "Tokayev, Kassym Jomart",
            "person",  # the family name stands last, wherever it is written
            [("Kassym Jomart", 0b011, 0), ("Kassym Jomart Tokayev", 0b111, 0), ("Jomart Tokayev", 0b110, 1)],
        ),
        (
            "Ursula von Leyen",
            "person",  # a particle is no place of its own
            [("Ursula von", 0b01, 0), ("Ursula von Leyen", 0b11, 0), ("von Leyen", 0b10, 1)],
        ),
        (
            "A B C D",
            "person",  # three parts at most
            [("A B", 0b0011, 0), ("A B C", 0b0111, 0), ("B C", 0b0110, 1), ("B C D", 0b1110, 1), ("C D", 0b1100, 2)],
        ),
        ("Anna Мария", "person", []),  # of one script
        ("노무현", "person", [("노 무현", 0b11, 0)]),  # as written
        ("Kazyna JSC", "organization", [("Kazyna JSC", 0b1, 0)]),
    ],
)  # fmt: skip
def test_the_joins_of_a_name(name: str, kind: Kind, expected: list[tuple[str, int, int]]) -> None:
    assert [(join.unit.text, join.places, join.first) for join in joins(name, kind)] == expected


def test_a_join_is_a_part_of_its_last_ones_role() -> None:
    """A legal form is no part; joined to one it is a word."""
    assert [join.unit.role for join in joins("Tokayev, Kassym Jomart")] == ["given", "family", "family"]
    assert [join.unit.role for join in joins("Kazyna JSC", "organization")] == ["word"]
    assert [join.unit.role for join in joins("Samruk Holding", "organization")] == ["generic"]


def test_a_join_is_one_unit_where_its_first_part_stands() -> None:
    unit = next(join.unit for join in joins("Zhou En Lai") if join.places == 0b110)
    assert (unit.form.fold, unit.place, unit.start, unit.tied) == ("enlai", 0, 5, True)


@pytest.mark.parametrize(
    ("name", "join", "other", "may"),
    [
        ("Zhou En Lai", "En Lai", "Enlai", True),
        ("Zhou En Lai", "Zhou En", "Enlai", False),
        ("Jean Claude Petrov", "Jean Claude", "Жанклод", True),
        ("Jean Claude Petrov", "Claude Petrov", "Жанклод", False),
        ("Anna Maria Petrova", "Anna Maria", "Ann", False),  # three times as long
        ("Kim Jong Un", "Jong Un", "김정은", True),  # spellings of syllables are listed
        ("Ma Ri", "Ma Ri", "Marimari", True),  # twice as long
        ("Ma Ri", "Ma Ri", "Marimarii", False),  # and more
    ],
)
def test_which_part_may_be_a_join(name: str, join: str, other: str, *, may: bool) -> None:
    (found,) = (each for each in joins(name) if each.unit.text == join)
    (part,) = units_of(other, "place").content
    assert found.may_be(part) is may


@pytest.mark.parametrize(
    ("script", "sign", "letters"),
    [
        ("Hani", "习", 3.0),
        ("Hang", "정", 2.5),
        ("Kana", "ア", 1.8),
        ("Hira", "あ", 1.8),
        ("Arab", "ا", 1.4),
        ("Hebr", "א", 1.4),
        ("Cyrl", "ж", 1.0),
    ],
)
def test_a_sign_stands_for_so_many_letters(script: str, sign: str, letters: float) -> None:
    assert _size(sign * 2, script) == 2 * letters


@pytest.mark.parametrize(
    ("name", "word"), [("마리", "마리"), ("노무현", "노무현"), ("김 정은", ""), ("Ma Ri", ""), ("Marie", "")]
)
def test_a_name_that_was_cut_is_one_word_too(name: str, word: str) -> None:
    whole = as_one(units_of(name, "person"))
    assert [unit.form.fold for unit in whole.content] == [word] if whole else not word
    assert as_one(units_of(name, "organization")) is None


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "Collective Security Treaty Organization",
            {"csto": 0b1111, "cst": 0b111, "cs": 0b11, "sto": 0b1110, "st": 0b110, "to": 0b1100},
        ),
        ("Bank of New York 5", {"bny": 0b111, "bn": 0b11, "ny": 0b110}),  # a number is none of it
        (
            "Grupo de Navegacion Interior S.A.",
            {"gni": 0b111, "gdni": 0b111, "gnis": 0b111, "gnisa": 0b111, "gdnis": 0b111, "gdnisa": 0b111,
             "gn": 0b11, "ni": 0b110},
        ),
        ("Otan", {}),
    ],
)  # fmt: skip
def test_the_acronyms_of_neighboring_words(name: str, expected: dict[str, int]) -> None:
    """With small words only where all words are covered, and only so with what a legal form adds."""
    assert acronyms(units_of(name, "organization")) == expected


def test_no_more_than_twenty_parts_are_joined() -> None:
    words = [f"Part{chr(97 + i)}" for i in range(22)]
    found = acronyms(units_of(" ".join(f"{letter}x" for letter in "abcdefghijkl"), "organization"))
    assert max(map(len, found)) == 12  # parts beyond a dozen are none
    assert not any("Partu" in join.unit.text for join in joins(" ".join([*["von"] * 19, *words])))
