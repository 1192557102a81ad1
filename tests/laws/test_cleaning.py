"""Cleaning makes equal what people call the same, and loses neither letters nor their places."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st
from law_strategies import TYPINGS, any_text, anything, names

from nameresolve.unicode import clean, fold, script_of, strip_marks, unify_lookalikes

CHANGES_NO_SPACE = sorted(set(TYPINGS) - {"double spaces", "quotation marks", "spaces around"})


@given(anything)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    once = clean(text).text
    assert clean(once).text == once


@given(anything)
def test_fold_is_the_text_of_clean(text: str) -> None:
    assert fold(text) == clean(text).text


@given(names(), st.sampled_from(CHANGES_NO_SPACE))
def test_composition_case_and_width_count_for_nothing(name: str, rewriting: str) -> None:
    assert fold(TYPINGS[rewriting](name)).replace("\u00a0", " ") == fold(name)


@given(anything)
def test_every_cleaned_character_knows_its_span(text: str) -> None:
    cleaned = clean(text)
    assert len(cleaned.text) == len(cleaned.starts) == len(cleaned.ends)
    for start, end in zip(cleaned.starts, cleaned.ends, strict=True):
        assert 0 <= start < end <= len(text)


@given(anything)
def test_spans_of_cleaned_characters_come_in_order(text: str) -> None:
    cleaned = clean(text)
    spans = list(zip(cleaned.starts, cleaned.ends, strict=True))
    assert spans == sorted(spans)


@given(names())
def test_cleaning_loses_no_letter(name: str) -> None:
    letters = {place for place, char in enumerate(name) if char.isalpha()}
    cleaned = clean(name)
    covered: set[int] = set()
    for start, end in zip(cleaned.starts, cleaned.ends, strict=True):
        covered.update(range(start, end))
    assert letters <= covered


@given(anything)
def test_stripping_marks_twice_is_stripping_them_once(text: str) -> None:
    once = strip_marks(text)
    assert strip_marks(once) == once
    assert not any(unicodedata.category(char) == "Mn" for char in once)


@given(names())
def test_a_word_of_one_script_has_no_look_alikes(name: str) -> None:
    assert unify_lookalikes(fold(name)) == fold(name)


@given(any_text)
def test_unifying_look_alikes_twice_is_unifying_them_once(text: str) -> None:
    once = unify_lookalikes(fold(text))
    assert unify_lookalikes(once) == once


@given(st.characters(exclude_categories=()))
def test_every_character_has_a_script_of_four_letters(char: str) -> None:
    code = script_of(char)
    assert len(code) == 4
    assert code.istitle()
