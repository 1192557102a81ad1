"""Spellings as sounds: what conventions write differently becomes nearly one."""

from __future__ import annotations

import random

import pytest

from nameresolve.distance.costs import COSTED_SCRIPTS, cost_table
from nameresolve.symbols import (
    ABUGIDAS,
    LATIN_ALPHABET,
    coded,
    latin_symbols,
    native_units,
    pinyin,
    simplified,
    sound,
    units_table,
)
from nameresolve.tables import load
from nameresolve.unicode import fold


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


@pytest.mark.parametrize(
    ("part", "script", "symbols"),
    [
        ("राजकुमार", "Deva", "rajkumar"), ("नरेन्द्र", "Deva", "narendra"), ("मिश्र", "Deva", "miSra"),
        ("फ़िरोज़", "Deva", "firoz"), ("सिंह", "Deva", "sing"), ("क", "Deva", "ka"),
        ("ਡੇਵਿਡ", "Guru", "devid"), ("ગાંધી", "Gujr", "gandi"), ("ওলাঁদ", "Beng", "oland"),
        ("ক্যামেরন", "Beng", "kameran"), ("রহমান", "Beng", "rahaman"), ("రామ", "Telu", "rama"),
        ("ಕುಮಾರ್", "Knda", "kumar"), ("പിണറായി", "Mlym", "pinarayi"), ("അലക്സാണ്ടർ", "Mlym", "alaksantar"),
        ("ராஜபக்ச", "Taml", "rajapaksa"), ("சங்கர்", "Taml", "sangar"), ("ஃபாத்திமா", "Taml", "fatima"),
        ("ගෝඨාභය", "Sinh", "goTabaya"), ("ଓଡ଼ିଶା", "Orya", "oriSa"),
    ],
)  # fmt: skip
def test_an_abugida_is_read_with_the_vowels_it_does_not_write(part: str, script: str, symbols: str) -> None:
    assert sound(fold(part), script) == symbols


@pytest.mark.parametrize(
    ("part", "symbols"),
    [
        ("เปรม", "prem"),  # the vowel is written before two consonants and spoken after both
        ("เสรี", "seri"),  # and after the first where the second has a vowel of its own
        ("สมชาย", "somXay"), ("สนาม", "sanam"), ("พรชัย", "porXai"),  # vowels that are not written
        ("เกรียงไกร", "kriangkrai"), ("น้ำ", "nam"), ("บรรจง", "banXng"), ("หมู", "mu"),
        ("อภิสิทธิ์", "apisit"),  # a silent consonant with its vowel
        ("ออล็องด์", "olongd"), ("รัดด์", "rad"),
    ],
)  # fmt: skip
def test_thai_is_read_in_the_order_of_speech(part: str, symbols: str) -> None:
    assert sound(fold(part), "Thai") == symbols


def test_accents_and_diaeresis_keep_greek_vowels_apart() -> None:
    assert sound("μάικλ", "Grek") == sound("μαϊκλ", "Grek") == "maikl"
    assert sound("γκουσταύο", "Grek") == "gustavo"
    assert sound("καίτη", "Grek") == "keti"


def test_the_nominative_ending_of_georgian_is_a_unit_of_its_own() -> None:
    assert native_units("პუტინი", "Geor")[-1] == "ი·"
    assert native_units("სააკაშვილი", "Geor")[-1] == "ი·"
    assert native_units("დიმიტრი", "Geor")[1] == "ი"
    assert native_units("სერგეი", "Geor")[-1] == "ი"


def test_scripts_that_share_a_cost_table_share_its_units() -> None:
    assert native_units("कुमार", "Deva") == native_units("કુમાર", "Gujr") == native_units("కుమార్", "Telu")
    assert {script for script in ABUGIDAS if units_table(script) == "Deva"} == ABUGIDAS - {"Beng", "Taml"}


def letters_of(script: str) -> list[str]:
    tables = load("symbols")
    if script in ABUGIDAS:
        return list(tables["abugidas"][script]["letters"])
    return list(tables["Thai"] if script == "Thai" else tables[units_table(script)]["symbols"])


@pytest.mark.parametrize("script", sorted(COSTED_SCRIPTS - {"Hani", "Hang"}))
def test_every_unit_of_every_letter_has_its_costs(script: str) -> None:
    table = cost_table(script)
    for letter in letters_of(script):
        for unit in native_units(fold(letter), script):
            assert unit in table.substitute, (letter, unit)
            assert unit in table.delete, (letter, unit)


def test_the_abugidas_are_those_of_the_table() -> None:
    assert load("symbols")["abugidas"].keys() == ABUGIDAS


@pytest.mark.parametrize("script", [*sorted(ABUGIDAS), "Thai"])
def test_every_letter_of_the_tables_arrives_as_cleaning_leaves_it(script: str) -> None:
    assert [letter for letter in letters_of(script) if fold(letter) != letter] == []


@pytest.mark.parametrize("script", [*sorted(ABUGIDAS), "Thai"])
def test_any_letters_in_any_order_are_read(script: str) -> None:
    chance = random.Random(script)
    for _ in range(300):
        part = "".join(chance.choices(letters_of(script), k=chance.randint(0, 9)))
        assert set(sound(part, script)) <= set(LATIN_ALPHABET)
        assert all(unit in cost_table(script).substitute for unit in native_units(part, script))


def test_every_hangul_syllable_has_costs() -> None:
    known = cost_table("Hang").substitute.keys()
    for code in range(0xAC00, 0xD7A4):
        assert known >= set(native_units(chr(code), "Hang")), chr(code)
