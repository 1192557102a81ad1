"""A name made ready for comparison: what its parts weigh, where they stand, and what their neighbors tell of them."""

from __future__ import annotations

import pytest

from nameresolve import Kind
from nameresolve.scoring.units import LIGHT, Unit, units_of


def content(name: str, kind: Kind = "person") -> tuple[Unit, ...]:
    return units_of(name, kind).content


def those(name: str, trait: str, kind: Kind = "person") -> list[str]:
    """Return the parts of a name that have a trait."""
    return [unit.text for unit in content(name, kind) if getattr(unit, trait)]


@pytest.mark.parametrize(
    ("name", "korean"),
    [
        ("Kim Jong Un", True),
        ("Jong-un Kim", True),
        ("Kim Jong", True),
        ("Kim Tokayev", False),
        ("Kim", False),
        ("Park Jin Min Su", True),
        ("Park Jin Min Su Ho", False),  # more than three syllables after the family name
        ("김정은", False),
    ],
)
def test_syllables_of_a_korean_name(name: str, *, korean: bool) -> None:
    assert [unit.korean for unit in content(name)] == [korean] * len(content(name))


@pytest.mark.parametrize(
    ("name", "children"),
    [
        ("Abu Ali al-Masri", ["Ali"]),
        ("Umm al-Khair Ali", ["Khair"]),
        ("Ali Abu Hasan", ["Hasan"]),
        ("Ali al-Masri", []),
        ("Ali bin Hasan", []),
    ],
)
def test_whose_father_or_mother_somebody_is(name: str, children: list[str]) -> None:
    assert those(name, "kunya") == children


@pytest.mark.parametrize(
    ("name", "denials"),
    [
        ("fake Vladimir Putin", ["fake"]),
        ("Vladimir Putin 2", ["2"]),
        ("Vladimir Putin", []),
        ("лже Путин", ["лже"]),
    ],
)
def test_words_by_which_somebody_else_is_meant(name: str, denials: list[str]) -> None:
    assert those(name, "denial") == denials
    assert not those(name, "denial", "organization")


def test_words_that_say_no_more_than_that_a_body_is_one() -> None:
    assert those("Samruk Kazyna Holding", "light", "organization") == ["Holding"]
    assert those("Golden Group", "light", "other") == ["Group"]
    assert those("Samruk Bank", "light", "organization") == []
    assert those("Golden Group", "light", "place") == []
    assert "bank" not in LIGHT


@pytest.mark.parametrize(
    ("name", "kind", "weights"),
    [
        ("Samruk Kazyna", "organization", [4.5, 4.5]),
        ("Bank of Kazakhstan", "organization", [1.3, 2.5]),
        ("Golden Bank", "organization", [2.0, 1.3]),
        ("South Sudan", "place", [2.0, 6.04]),
        ("Lake Balkhash", "place", [1.3, 6.04]),
        ("Zhomart Balkhash", "person", [6.04, 6.04]),
    ],
)
def test_what_the_parts_of_a_kind_can_prove(name: str, kind: Kind, weights: list[float]) -> None:
    """A change of these figures changes what a threshold means; it belongs into the changelog."""
    assert [round(unit.weight, 2) for unit in content(name, kind)] == weights


def test_the_places_of_the_parts_as_bits() -> None:
    units = units_of("Tokayev, Bo C. Kassym", "person")
    assert [(unit.text, unit.place) for unit in units.content] == [
        ("Bo", 0),
        ("C", 1),
        ("Kassym", 2),
        ("Tokayev", 3),
    ]
    assert (units.all_places, units.joinable_places) == (0b1111, 0b1100)
    assert units_of("", "person").all_places == 0


def test_parts_that_stand_once_are_known_by_it_and_initials_never() -> None:
    once = units_of("A. Ali Bolat Ali", "person").once
    assert [unit.text for unit in once.values()] == ["Bolat"]
    assert {unit.text for unit in units_of("A. Ali Bolat", "person").once.values()} == {"Ali", "Bolat"}


def test_no_more_than_a_dozen_parts_are_compared() -> None:
    assert len(content(" ".join(f"Part{chr(97 + i)}" for i in range(14)))) == 12


@pytest.mark.parametrize(
    ("name", "first", "order"),
    [
        ("Nagy Ferenc", False, ["Nagy", "Ferenc"]),
        ("Nagy Ferenc", True, ["Ferenc", "Nagy"]),
        ("Nagy, Ferenc", True, ["Ferenc", "Nagy"]),
        ("Nagy", True, ["Nagy"]),
    ],
)
def test_the_family_name_stands_last_where_it_is_known(name: str, order: list[str], *, first: bool) -> None:
    assert [unit.text for unit in units_of(name, "person", first).content] == order
    if first and "," not in name:
        assert [unit.text for unit in units_of(name, "organization", first).content] == name.split()


def test_filiation_suffixes_and_legal_forms_stand_beside_the_parts() -> None:
    assert units_of("Mohammed bin Salman", "person").filiation
    assert not units_of("Mohammed Salman bin", "person").filiation  # a name of its own at the end
    assert units_of("Martin King Jr.", "person").suffixes == ("junior",)
    assert units_of("Samruk Kazyna JSC", "organization").legal_forms == ("jsc",)


def test_two_names_are_one_with_a_comma_or_without() -> None:
    assert units_of("Tokayev, Kassym", "person").identity == units_of("KASSYM Tokayev", "person").identity
    assert units_of("Kassym Tokayev", "person").identity != units_of("Tokayev Kassym", "person").identity


def test_the_ending_of_a_latvian_is_read_without_it_where_every_part_has_one() -> None:
    both = [unit.form.further for unit in content("Vladimirs Putins")]
    assert all(reading[0][0] == "Latvian or Lithuanian ending" for reading in both)
    assert not any(unit.form.further for unit in content("Charles Michel"))
    assert content("Daugavpils", "place")[0].form.further
    assert not content("Paris", "organization")[0].form.further
