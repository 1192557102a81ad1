"""What a Latin spelling stands for under conventions that give letters values of their own."""

from __future__ import annotations

import pytest

from nameresolve.conventions import convention_readings, is_pinyin_syllable
from nameresolve.symbols import latin_symbols


@pytest.mark.parametrize(
    ("spelling", "convention", "plain"),
    [
        ("loekasjenko", "Dutch", "lukashenko"),
        ("hsi", "Wade-Giles", "shi"),
        ("cömert", "Turkic Latin", "dzhomert"),
    ],
)
def test_a_spelling_is_read_under_its_convention(spelling: str, convention: str, plain: str) -> None:
    found = dict(convention_readings(spelling))
    assert convention in found
    assert found[convention][0] == latin_symbols(plain)[0]


@pytest.mark.parametrize("part", ["", "-", "а", "\ud800"])
def test_what_is_no_latin_spelling_has_no_readings(part: str) -> None:
    assert convention_readings(part) == ()


@pytest.mark.parametrize("part", ["xi", "qian", "chiang", "poetin", "jelzin", "cem", "zhang", "a" * 50])
def test_no_reading_stands_twice_and_none_is_the_plain_one(part: str) -> None:
    symbols = [reading for _, reading in convention_readings(part)]
    assert len(symbols) == len(set(symbols))
    assert latin_symbols(part) not in symbols


def test_syllables_of_pinyin() -> None:
    assert [is_pinyin_syllable(part) for part in ("xi", "zhang", "kim", "", "xixi")] == [
        True,
        True,
        False,
        False,
        False,
    ]
