"""Forms of listed words: what they mean, and what they are not taken for."""

from __future__ import annotations

import pytest

from nameresolve.parsing.inflection import listed_word, word_meaning

WORDS = ("org_words",)


@pytest.mark.parametrize(
    ("form", "meaning"),
    [
        ("промышленной", "industry"),
        ("обороны", "defense"),
        ("федерации", "federation"),
        ("proizvodstvennoye", "production"),
        ("nauchnogo", "scientific"),
        ("الجمعية", "association"),
        ("للتنمية", "development"),
        ("ministries", "ministry"),
        ("bankasi", "bank"),
    ],
)
def test_a_form_means_what_its_word_means(form: str, meaning: str) -> None:
    assert word_meaning(form, WORDS) == meaning


@pytest.mark.parametrize(
    "name", ["fonda", "tokayev", "banks", "gasparov", "мостовой", "", "ال", "李", "الآب"]
)
def test_a_name_is_no_form_of_a_short_word(name: str) -> None:
    assert word_meaning(name, WORDS) == ""


def test_a_listed_word_is_found_as_it_stands() -> None:
    assert listed_word("org_words", "bank") == ("bank", "generic")
