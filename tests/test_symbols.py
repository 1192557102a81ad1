"""Spellings as sounds: what conventions write differently becomes nearly one."""

from __future__ import annotations

import pytest

from nameresolve.symbols import LATIN_ALPHABET, coded, latin_symbols, native_units, pinyin, simplified, sound
from nameresolve.tables import load


@pytest.mark.parametrize(
    "spellings",
    [
        ("tokayev", "tokaev", "tokaïev"),
        ("schmidt", "šmidt", "shmidt"),
        ("nazarbayev", "nazarbaev"),
        ("mueller", "muller"),
    ],
)
def test_spellings_of_one_sound_are_one(spellings: tuple[str, ...]) -> None:
    assert len({latin_symbols(spelling) for spelling in spellings}) == 1


@pytest.mark.parametrize(
    ("left", "right"), [("tokayev", "tokarev"), ("ali", "eli"), ("kim", "jim"), ("omsk", "tomsk")]
)
def test_other_sounds_stay_other(left: str, right: str) -> None:
    assert latin_symbols(left) != latin_symbols(right)


@pytest.mark.parametrize("part", ["", "-", "123", "😀", "\ud800"])
def test_what_has_no_letters_has_no_sound(part: str) -> None:
    assert set(latin_symbols(part)) <= set("123")


@pytest.mark.parametrize(
    ("part", "script"),
    [("тоқаев", "Cyrl"), ("توكاييف", "Arab"), ("τοκάγεφ", "Grek"), ("տոկաև", "Armn"), ("ტოკაევი", "Geor"),
     ("トカエフ", "Kana"), ("とかえふ", "Hira"), ("토카예프", "Hang"), ("תוקאייב", "Hebr"), ("तोकायेव", "Deva")],
)  # fmt: skip
def test_every_script_is_read_in_one_alphabet(part: str, script: str) -> None:
    symbols = sound(part, script)
    assert symbols[0] in "tT"
    assert set(symbols) <= set(LATIN_ALPHABET)


def test_hiragana_and_katakana_sound_alike() -> None:
    assert sound("とかえふ", "Hira") == sound("トカエフ", "Kana")


def test_units_are_the_letters_the_tables_know() -> None:
    assert native_units("тоқаев", "Cyrl") == native_units("токаев", "Cyrl")
    assert native_units("", "Cyrl") == ()
    assert len(native_units("김", "Hang")) == 3


def test_traditional_characters_become_simplified() -> None:
    assert simplified("習近平") == simplified("习近平") == "习近平"
    assert simplified("abc") == "abc"


def test_a_syllable_for_every_character() -> None:
    assert pinyin("习近平") == ("xi", "jin", "ping")
    assert pinyin("") == ()


@pytest.mark.parametrize(
    ("left", "right"), [("v", "f"), ("b", "p"), ("t", "d"), ("k", "g"), ("s", "S"), ("l", "r")]
)
def test_a_change_within_a_class_costs_half_a_change_across(left: str, right: str) -> None:
    def apart(a: str, b: str) -> int:
        return sum(x != y for x, y in zip(coded(a), coded(b), strict=True))  # type: ignore[arg-type]

    assert apart(left, right) == 1
    assert apart(left, "m") == 2


def test_every_symbol_of_the_tables_is_of_the_alphabet() -> None:
    tables = load("symbols")
    scripts = {
        name: table["symbols"]
        for name, table in tables.items()
        if isinstance(table, dict) and "symbols" in table
    }
    assert scripts
    for name, symbols in scripts.items():
        assert set("".join(symbols.values())) <= set(LATIN_ALPHABET), name
