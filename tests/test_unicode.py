"""Cleaning, scripts and look-alikes, by example; the laws stand in tests/laws."""

from __future__ import annotations

import unicodedata

import pytest

from nameresolve.unicode import clean, fold, is_cased, script_of, strip_marks, unify_lookalikes


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("TOKAYEV", "tokayev"),
        ("Ｔｏｋａｙｅｖ", "Tokayev"),
        ("İlham", "ilham"),
        ("Iğdır", "ığdir"),
        ("Straße", "STRASSE"),
        ("ΟΔΥΣΣΕΑΣ", "Οδυσσέας".replace("έ", "ε")),
        ("O’Brien", "O'Brien"),
        ("Oʻzbekiston", "O‘zbekiston"),
        ("Kassym–Jomart", "Kassym-Jomart"),
        ("«Газпром»", "“Газпром”"),
        ("مُحَمَّد", "محمد"),
        ("محـــمد", "محمد"),
        ("שָׁלוֹם", "שלום"),
        ("Путин\u0301", "Путин"),
        ("ｶｼﾞ", "カジ"),
        ("To\u00adkayev\u200b", "Tokayev"),
        ("ﬁn", "fin"),
        ("Ó", "O\u0301"),
        ("й", "и\u0306"),
        ("김", unicodedata.normalize("NFD", "김")),
    ],
)
def test_what_people_call_the_same_is_the_same(left: str, right: str) -> None:
    assert fold(left) == fold(right)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("ш", "щ"),
        ("й", "и"),
        ("ё", "е"),
        ("š", "s"),
        ("ö", "o"),
        ("қ", "к"),
        ("か", "が"),
        ("أ", "ا"),
        ("ـا", "ء"),
    ],
)
def test_marks_that_make_another_letter_stay(left: str, right: str) -> None:
    assert fold(left) != fold(right)


@pytest.mark.parametrize("text", ["", " ", "\n", "😀", "\ud800", "a\ud800b"])
def test_nothing_and_no_letters_are_cleaned_too(text: str) -> None:
    assert clean(text).text == fold(text)


def test_a_cleaned_character_knows_its_source() -> None:
    cleaned = clean("e\u0301ﬁ…")
    spans = list(zip(cleaned.text, cleaned.starts, cleaned.ends, strict=True))
    assert spans[0] == ("é", 0, 2)
    assert [(start, end) for _, start, end in spans[1:3]] == [(2, 3), (2, 3)]  # f and i of the ligature


@pytest.mark.parametrize(
    ("chars", "script"),
    [
        ("azäßĀɐ", "Latn"),
        ("аяёқӘ", "Cyrl"),
        ("αΩἄ", "Grek"),
        ("աՖ", "Armn"),
        ("აჰ", "Geor"),
        ("את", "Hebr"),
        ("اگۆ", "Arab"),
        ("अ", "Deva"),
        ("ก", "Thai"),
        ("김", "Hang"),
        ("漢々𠀀", "Hani"),
        ("あ", "Hira"),
        ("カー", "Kana"),
        ("7 .-😀٣", "Zyyy"),
    ],
)
def test_the_script_of_a_character(chars: str, script: str) -> None:
    assert {script_of(char) for char in chars} == {script}


def test_scripts_with_capitals() -> None:
    assert [is_cased(script) for script in ("Latn", "Cyrl", "Grek", "Armn", "Geor", "Arab", "Hani")] == [
        True, True, True, True, False, False, False,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "bare"),
    [("nazarbaïev", "nazarbaiev"), ("", ""), ("łódź", "łodz"), ("tokayev", "tokayev"), ("й", "и")],
)
def test_stripping_marks(text: str, bare: str) -> None:
    assert strip_marks(text) == bare


@pytest.mark.parametrize(
    ("word", "unified"),
    [
        ("tоkаyеv", "tokayev"),  # о, а, е are Cyrillic
        ("тoкaев", "токаев"),  # o, a are Latin
        ("tokayev", "tokayev"),
        ("токаев", "токаев"),
        ("", ""),
        ("αβa", "αβa"),  # Greek is left alone
    ],
)
def test_look_alikes_follow_the_script_of_the_word(word: str, unified: str) -> None:
    assert unify_lookalikes(word) == unified
