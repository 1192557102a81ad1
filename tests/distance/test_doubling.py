"""Consonants that both sides write twice are one sound; those that one side writes twice are two."""

from __future__ import annotations

import pytest

from nameresolve.distance import part_distance, part_form
from nameresolve.distance.doubling import doubled_as_one


def cost(native: str, script: str, latin: str) -> float:
    return part_distance(part_form(native, script), part_form(latin, "Latn")).cost


@pytest.mark.parametrize(
    ("doubled", "single", "script", "latin"),
    [
        ("アンナ", "アナ", "Kana", "anna"),
        ("あんな", "あな", "Hira", "anna"),
        ("안나", "아나", "Hang", "anna"),
        ("엠마", "에마", "Hang", "emma"),
        ("빗토리오", "비토리오", "Hang", "vittorio"),
    ],
)
def test_a_doubled_consonant_answers_a_doubled_one(
    doubled: str, single: str, script: str, latin: str
) -> None:
    assert cost(doubled, script, latin) == pytest.approx(cost(single, script, latin), abs=1.0)


@pytest.mark.parametrize(
    ("native", "script", "double", "single"),
    [
        ("アンナ", "Kana", "anna", "ana"),
        ("안나", "Hang", "anna", "ana"),
        ("安娜", "Hani", "anna", "ana"),
        ("엠마", "Hang", "emma", "ema"),
    ],
)
def test_a_single_letter_is_farther_from_it(native: str, script: str, double: str, single: str) -> None:
    assert cost(native, script, double) + 0.5 < cost(native, script, single)


def test_only_the_consonant_that_is_doubled_counts_once() -> None:
    assert doubled_as_one(("a", "n", "m", "a"), "anna") == ("a", "n", "m", "a")
    assert doubled_as_one(("a", "n", "m", "a"), "amma") == ("a", "m", "a")
    assert doubled_as_one((), "anna") == ()
    assert doubled_as_one(("n",), "nn") == ("n",)
