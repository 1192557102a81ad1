from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nameresolve.cli.phrases import counted, did_you_mean, shorten, shown


@pytest.mark.parametrize("text", ["Қасым-Жомарт", "محمد", "می‌خواهم", "习近平", "José", "[red]", "a b", ""])
def test_names_of_all_scripts_are_shown_as_they_are(text: str) -> None:
    assert shown(text) == text


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("a\nb", "a\\nb"),
        ("\x1b[31m", "\\x1b[31m"),
        ("\x9b31m", "\\x9b31m"),
        ("\u202eabc", "\\u202eabc"),
        ("\udcff", "\\xff"),
        ("\ud800", "\\ud800"),
        ("\u2028", "\\u2028"),
        ("\0", "\\x00"),
    ],
)
def test_what_upsets_a_terminal_is_escaped(text: str, safe: str) -> None:
    assert shown(text) == safe


@given(st.text())
def test_what_is_shown_can_be_encoded_and_is_one_line(text: str) -> None:
    safe = shown(text)
    safe.encode()
    assert not any(unicodedata.category(character) == "Cc" for character in safe)
    assert shown(safe) == safe


@given(st.text(), st.integers(1, 20))
def test_shortened_text_keeps_the_limit(text: str, limit: int) -> None:
    assert len(shorten(text, limit)) <= limit


def test_short_text_is_not_cut() -> None:
    assert shorten("Tokayev", 7) == "Tokayev"
    assert shorten("Tokayev", 6) == "Tokay…"


def test_numbers_and_nouns() -> None:
    assert (counted(0, "row"), counted(1, "row"), counted(2_000, "row")) == ("0 rows", "1 row", "2,000 rows")
    assert counted(2, "entity", "entities") == "2 entities"


@pytest.mark.parametrize(
    ("word", "expected"),
    [("name", "Name"), ("Nmae", "Name"), (" name", "Name"), ("zzz", None), ("spelling", "Spellings")],
)
def test_near_words_are_suggested(word: str, expected: str | None) -> None:
    assert did_you_mean(word, ["City", "Name", "Spellings"]) == expected
