"""A slip of the pen is one letter in a part that is long enough; how unlike two parts are is by their letters."""

from __future__ import annotations

import pytest

from nameresolve.distance import PartForm, part_form
from nameresolve.scoring.slips import slip, unlikeness
from nameresolve.unicode import script_of


def form(fold: str) -> PartForm:
    return part_form(fold, script_of(fold[0]))


@pytest.mark.parametrize(
    ("left", "right", "kind"),
    [
        ("yusuf", "yusif", "slip_vowel"),
        ("yusuf", "ysuuf", "slip_vowel"),
        ("yusuf", "yusup", "slip"),
        ("yusuf", "yusufo", "slip"),
        ("maria", "marie", "slip"),  # a vowel at the end may be a gender's
        ("yusuf", "yusf", ""),  # four letters are too few
        ("yusuf", "yasif", ""),  # two letters
        ("yusuf", "yusuf", ""),
        ("yusuf", "юсупф", ""),
        ("токаев", "токарев", "slip"),
        ("касым", "касъм", ""),  # languages of one script differ in vowels
        ("цзиньпин", "дзиньпин", ""),
        ("токаев", "тукарев", ""),
        ("习近平安全", "习近平安金", ""),
        ("김정은김정", "김정은김종", ""),
    ],
)
def test_a_slip_is_one_letter(left: str, right: str, kind: str) -> None:
    assert slip(form(left), form(right)) == slip(form(right), form(left)) == kind


@pytest.mark.parametrize(
    ("left", "right", "share"),
    [
        ("tokayev", "tokayev", 0.0),
        ("starmer", "starkey", 2 / 6),
        ("yusuf", "yusif", 1 / 5),
        ("nazarbayev", "gorbachev", 1.0),
        ("li", "wu", 1.0),
        ("токаев", "tokayev", 0.0),
        ("jónsdóttir", "tómasdóttir", 3 / 6),
    ],
)
def test_how_unlike_two_parts_are(left: str, right: str, share: float) -> None:
    assert unlikeness(form(left), form(right)) == pytest.approx(share)
    assert unlikeness(form(right), form(left)) == pytest.approx(share)


def test_across_scripts_sounds_count_by_half_of_what_letters_do() -> None:
    native, other = form("токаев"), form("merkel")
    assert native.script != other.script
    edits = unlikeness(native, other) * min(12, max(len(native.code), len(other.code)))
    assert edits == pytest.approx(round(edits))
    assert unlikeness(form("习"), form("li")) == pytest.approx(2 / 3)
