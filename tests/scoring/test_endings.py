"""Endings that tell the gender of one name, and a Russian ending that one of two names has dropped."""

from __future__ import annotations

import pytest

from nameresolve.distance import PartForm, part_form
from nameresolve.scoring.endings import (
    czech_feminine,
    czech_stems,
    gender_across,
    other_gender,
    other_given_gender,
    russian_ending,
)


def form(fold: str) -> PartForm:
    return part_form(fold, "Cyrl" if fold[0] > "Ѐ" else "Latn")


@pytest.mark.parametrize(
    ("man", "woman", "one"),
    [
        ("ivanov", "ivanova", True),
        ("petrovsky", "petrovskaya", True),
        ("kowalski", "kowalska", True),
        ("björnsson", "björnsdóttir", True),  # an ending of seven letters
        ("petrauskas", "petrauskienė", True),
        ("иванов", "иванова", True),
        ("толстой", "толстая", True),
        ("abcov", "abcova", True),
        ("abov", "abova", False),  # two letters before an ending are no name
        ("li", "lia", False),
        ("ivanov", "petrova", False),
        ("ivanov", "ivanov", False),
    ],
)
def test_family_names_of_a_man_and_a_woman(man: str, woman: str, *, one: bool) -> None:
    assert other_gender(man, woman, form(man).script) is one
    assert other_gender(woman, man, form(man).script) is one


@pytest.mark.parametrize(
    ("left", "right", "one"),
    [
        ("иванов", "ivanova", True),
        ("никитин", "nikitina", True),
        ("токаев", "nazarbayeva", True),  # endings alone: what stands before them is compared elsewhere
        ("иванов", "ivanov", False),
        ("иванова", "ivanova", False),
        ("сергей", "maria", False),
    ],
)
def test_genders_across_scripts(left: str, right: str, *, one: bool) -> None:
    assert gender_across(form(left), form(right)) is one
    assert gender_across(form(right), form(left)) is one


@pytest.mark.parametrize(
    ("left", "right", "one"),
    [
        ("novák", "nováková", True),
        ("merkel", "merkelová", True),
        ("nováková", "novák", False),  # the woman's comes second
        ("ivanov", "ivanovová", False),  # a Russian name has its own
        ("ivanova", "ivanovaová", False),
    ],
)
def test_czech_women(left: str, right: str, *, one: bool) -> None:
    assert czech_feminine(left, right) is one


@pytest.mark.parametrize(
    ("left", "right", "stems"),
    [
        ("otunbajevová", "otunbayeva", ("otunbajev", "otunbayev")),
        ("putinová", "putina", ("putin", "putin")),
        ("otunbajevová", "otunbayev", None),  # a man
        ("nováková", "novaka", None),  # no Russian ending
        ("putinová", "putinová", None),
        ("putina", "putina", None),
    ],
)
def test_czech_women_of_russian_name(left: str, right: str, stems: tuple[str, str] | None) -> None:
    assert czech_stems(left, right) == stems
    assert czech_stems(right, left) == (stems and stems[::-1])


@pytest.mark.parametrize(
    ("left", "right", "bare"),
    [
        ("ашимжанов", "әшімжан", ("ашимжан", "әшімжан")),
        ("қасымова", "қасым", ("қасым", "қасым")),
        ("қуанов", "қуан", ("қуан", "қуан")),  # four letters
        ("құлов", "құл", None),  # and three
        ("петров", "петр", None),  # no Turkic letter
        ("müllerov", "müller", None),
        ("қасымов", "қасымова", None),  # both have it
        ("қасым", "қасым", None),  # neither has
    ],
)
def test_a_russian_ending_that_was_dropped(left: str, right: str, bare: tuple[str, str] | None) -> None:
    assert russian_ending(form(left), form(right)) == bare
    assert russian_ending(form(right), form(left)) == (bare and bare[::-1])


@pytest.mark.parametrize(
    ("left", "right", "one"),
    [
        ("mario", "maria", True),
        ("ivan", "ivana", True),
        ("paolo", "paola", True),
        ("александр", "александра", True),
        ("anton", "antonia", False),
        ("qqxo", "qqxa", False),  # no names in use
        ("maria", "maria", False),
    ],
)
def test_given_names_of_a_man_and_a_woman(left: str, right: str, *, one: bool) -> None:
    assert other_given_gender(left, right) is one
    assert other_given_gender(right, left) is one
