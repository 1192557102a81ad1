"""What the parts of a name tell of how they are read."""

from __future__ import annotations

import pytest

from nameresolve.distance import part_form
from nameresolve.scoring.regional import may_be_baltic, regional


def readings(*folds: str, script: str = "Latn") -> list[tuple[str, ...]]:
    """Return the names of the readings that the parts of a name have beside the plain one."""
    return [
        tuple(name for name, _ in form.further) for form in regional([part_form(f, script) for f in folds])
    ]


@pytest.mark.parametrize(
    "folds",
    [
        ("roman", "polanski"),
        ("boris", "orlov"),  # an ending of Russian names, without anything Uzbek
        ("todor", "boev"),  # Bulgarian: the family name begins so, and Baev is another
        ("johan", "christian"),  # -ian is not Armenian alone
        ("homer", "sebastian"),
        ("norma", "jones"),
        ("dixon", "polson"),
        ("qodirjon",),  # one part tells nothing of itself
        ("harry", "styles"),
        ("artur", "grigoryan"),  # Armenian, without an h
    ],
)
def test_names_of_elsewhere_are_read_plainly(folds: tuple[str, ...]) -> None:
    assert not any(readings(*folds))


@pytest.mark.parametrize(
    ("folds", "reading"),
    [
        (("qodirjon", "botirov"), "Uzbek or Tajik o"),
        (("kokhir", "rasulzoda"), "Uzbek or Tajik o"),
        (("hovik", "abrahamyan"), "Armenian h"),
        (("vladimiras", "putinas"), "Latvian or Lithuanian ending"),
    ],
)
def test_a_part_tells_how_the_others_are_read(folds: tuple[str, ...], reading: str) -> None:
    assert readings(*folds) == [(reading,), (reading,)]


def test_a_russian_ending_keeps_its_o() -> None:
    form = regional([part_form("botirjon", "Latn"), part_form("tohirov", "Latn")])[1]
    assert dict(form.further) == {"Uzbek or Tajik o": part_form("tahirov", "Latn").symbols}


def test_an_armenian_h_stays_before_a_consonant_and_in_other_given_names() -> None:
    hakan, mihran = regional([part_form("hakan", "Latn"), part_form("mihranyan", "Latn")])
    assert hakan.further == mihran.further == ()


def test_other_scripts_are_left_alone() -> None:
    assert not any(readings("ყოდირჯონ", "ბოტიროვი", script="Geor"))
    assert not any(readings("андрей", "морков", script="Cyrl"))


def test_cyrillic_names_of_belarus_and_central_asia_may_have_a_for_o() -> None:
    assert readings("қодиржон", "ботиров", script="Cyrl") == [("o as a",), ("o as a",)]
    form = regional([part_form("гордан", "Cyrl"), part_form("моўчан", "Cyrl")])[1]
    assert dict(form.further) == {"o as a": form.symbols.replace("o", "a")}


def test_one_part_in_s_may_be_anything() -> None:
    assert may_be_baltic(part_form("michels", "Latn"))
    assert not any(readings("charles", "michel"))
