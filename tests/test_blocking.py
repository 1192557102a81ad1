"""Blocking keys: spellings of one name meet, and no text has many keys."""

from __future__ import annotations

import pytest

from nameresolve import keys
from nameresolve.blocking import codes_of, make_keys
from nameresolve.symbols import latin_symbols


@pytest.mark.parametrize(
    "spellings",
    [
        (
            "Tokayev",
            "Toqaev",
            "Tokajew",
            "Tokaïev",
            "Токаев",
            "Тоқаев",
            "توكاييف",
            "トカエフ",
            "토카예프",
        ),
        ("Nazarbayev", "Nasarbajew", "Назарбаев", "Nazarboyev", "نزارباييف"),
        ("Shevchenko", "Schewtschenko", "Šovčenko", "Шевченко", "Szewczenko"),
        ("Xi Jinping", "Hsi Chin-p'ing", "习近平", "習近平"),
        ("Hussein", "Husayn", "حسين", "Хусейн"),
        ("Khrushchev", "Chruschtschow", "Хрущёв"),
    ],
)
def test_spellings_of_one_name_share_a_key_with_the_first(spellings: tuple[str, ...]) -> None:
    first = keys(spellings[0], kind="person")
    assert [spelling for spelling in spellings if not keys(spelling, kind="person") & first] == []


@pytest.mark.parametrize("name", ["", " ", "...", "😀", "\ud800"])
def test_what_has_no_letters_has_no_keys(name: str) -> None:
    assert keys(name) == frozenset()


def test_an_initial_makes_no_key() -> None:
    assert keys("K. Tokayev", kind="person") == keys("Tokayev", kind="person")


def test_a_name_of_one_consonant_keeps_its_vowels() -> None:
    assert not make_keys(latin_symbols("ali")) & make_keys(latin_symbols("olo"))


@pytest.mark.parametrize("part", ["tokayev", "jijijijiji", "hwqhwqhwq", "a", "chochocho"])
def test_there_are_few_keys(part: str) -> None:
    assert 1 <= len(make_keys(latin_symbols(part))) <= 8


def test_the_first_code_is_the_plain_one_and_none_is_there_twice() -> None:
    codes = codes_of("jing", "Latn", latin_symbols("jing"))
    assert len(codes) == len(set(codes)) > 1
