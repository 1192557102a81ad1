"""Names of languages that are spelled one way in Latin letters: another vowel is another name."""

from __future__ import annotations

import pytest

import nameresolve as nr
from nameresolve.scoring.settled import other_japanese, other_vietnamese, settled_language


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("nguyen van hung", "vi"),
        ("hung nguyen", "vi"),
        ("le minh tuan", "vi"),  # a family name that is Chinese too, beside a syllable that is not
        ("le wei", "zh"),
        ("zhang yimou", "zh"),
        ("mao tse tung", ""),  # Wade-Giles
        ("anna maria", ""),  # no family name of China
        ("tran smith", ""),
        ("yoko ito", "ja"),
        ("nakamura shoichi", "ja"),
        ("kenzaburo oe", ""),  # neither part says it: the usual rules hold
        ("hoda karimi", ""),
        ("marina moto", ""),  # a given name of others, and nothing but an ending
        ("maria rosa", ""),
        ("yamamoto smith", ""),
    ],
)
def test_a_language_is_told_by_family_name_and_syllables(name: str, language: str) -> None:
    assert settled_language(tuple(name.split())) == language


@pytest.mark.parametrize(
    ("left", "right", "other"),
    [
        ("hung", "hong", True),
        ("hùng", "hưng", True),
        ("hùng", "húng", True),  # both say their tone
        ("hùng", "hung", False),
        ("đức", "duc", False),
        ("hòa", "hoà", False),
        ("ly", "li", False),
    ],
)
def test_a_vietnamese_syllable_is_its_letters(left: str, right: str, *, other: bool) -> None:
    assert other_vietnamese(left, right) is other_vietnamese(right, left) is other


@pytest.mark.parametrize(
    ("left", "right", "other"),
    [
        ("yoko", "yuko", True),
        ("shouji", "shuuji", True),
        ("youko", "yoko", False),
        ("yohko", "yōko", False),
        ("satoh", "satou", False),
        ("soomo", "sumo", False),  # an English oo
        ("kenji", "kenzo", False),  # not o and u alone: others judge
    ],
)
def test_japanese_o_and_u_are_two_however_long(left: str, right: str, *, other: bool) -> None:
    assert other_japanese(left, right) is other_japanese(right, left) is other


def test_where_only_one_name_is_of_the_language_nothing_is_said() -> None:
    said = {term.rule for term in nr.compare("Yoko Ito", "Yuko Petrov", kind="person").evidence}
    assert not any("Japanese" in rule for rule in said)
    said = {term.rule for term in nr.compare("Yoko Ito", "Yuko Ito", kind="person").evidence}
    assert any("Japanese" in rule for rule in said)
