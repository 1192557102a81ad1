"""Where o and a are one letter of a name, and where they are two."""

from __future__ import annotations

import pytest

import nameresolve as nr
from nameresolve.distance import part_form
from nameresolve.scoring.openvowels import other_open_vowel
from nameresolve.scoring.regional import regional


def fault(left: str, right: str) -> str:
    forms = [part_form(fold, "Latn" if fold.isascii() else "Cyrl") for fold in (left, right)]
    assert other_open_vowel(*forms) == other_open_vowel(*reversed(forms))
    return other_open_vowel(*forms)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("морков", "марков"),
        ("голавин", "головин"),
        ("голаванов", "галованов"),  # each has an a where the other has an o
        ("морков", "markov"),
        ("родин", "radin"),
        ("морозин", "марозин"),  # no form of a given name
    ],
)
def test_russian_o_and_a_are_two_letters(left: str, right: str) -> None:
    assert fault(left, right) == "slip"


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("романчук", "раманчук"),  # ends as Belarusian names do
        ("лукашенко", "лукашенка"),
        ("марозава", "морозова"),
        ("раҳмон", "раҳман"),  # a letter of Tajik
        ("галавін", "головін"),  # a letter that Russian has not
        ("машэров", "мошэров"),  # э after a consonant
        ("отунбаева", "атунбаева"),  # Turkic
        ("отунбаева", "atunbaeva"),
        ("абдулла", "abdullo"),
        ("олександров", "александров"),  # of one given name
        ("oleksandrov", "александров"),
        ("мирзоев", "мирзаев"),  # a long a of Persian
        ("рахмонов", "rakhmanov"),
        ("козлова", "kazlova"),  # as Belarus spells it, and no name of its own
        ("марков", "морковин"),  # not o and a alone
        ("марков", "муркав"),
        ("марков", "марков"),
    ],
)
def test_where_something_shows_it_they_may_be_one(left: str, right: str) -> None:
    assert fault(left, right) == ""


def test_a_latin_o_for_a_cyrillic_a_is_milder_since_uzbeks_write_it() -> None:
    assert fault("гарин", "gorin") == "slip_vowel"
    assert fault("родин", "radin") == "slip"


def test_of_other_scripts_it_says_nothing() -> None:
    assert other_open_vowel(part_form("морков", "Cyrl"), part_form("მარკოვი", "Geor")) == ""


def test_a_belarusian_letter_in_one_part_frees_the_o_of_the_others() -> None:
    gordan, braun = regional([part_form("гордан", "Cyrl"), part_form("браўн", "Cyrl")])
    gordon = part_form("гордон", "Cyrl")
    assert other_open_vowel(part_form("гордан", "Cyrl"), gordon)
    assert not other_open_vowel(gordan, gordon)
    assert braun.further
    plain = [part_form("гордан", "Cyrl"), part_form("браун", "Cyrl")]
    assert regional(plain) == plain


def test_so_does_a_name_of_central_asia() -> None:
    _, family = regional([part_form("нигматилла", "Cyrl"), part_form("ботиров", "Cyrl")])
    other = part_form("батиров", "Cyrl")
    assert other_open_vowel(part_form("ботиров", "Cyrl"), other)
    assert not other_open_vowel(family, other)


@pytest.mark.parametrize("kind", ["person", None])
def test_the_two_are_no_match_in_any_pair_of_scripts(kind: str | None) -> None:
    spellings = [("Андрей Морков", "Andrey Morkov"), ("Андрей Марков", "Andrey Markov")]
    threshold = nr.Settings().match_threshold
    for one in spellings[0]:
        for other in spellings[1]:
            assert nr.similarity(one, other, kind=kind) < threshold  # type: ignore[arg-type]
    for same in spellings:
        assert nr.similarity(*same, kind=kind) > threshold  # type: ignore[arg-type]
