"""The last resort: ASCII for every text."""

from __future__ import annotations

import pytest

from nameresolve.fallback import last_resort


@pytest.mark.parametrize(
    ("text", "latin"), [("习近平", "Xi Jin Ping"), ("โตกาเยฟ", "otkaaeyf"), ("", ""), ("abc", "abc")]
)
def test_a_rendering(text: str, latin: str) -> None:
    assert last_resort(text).casefold().replace(" ", "")[:3] == latin.casefold().replace(" ", "")[:3]


@pytest.mark.parametrize("text", ["བསྟན", "𒀭", "\uffff", "😀", "a" * 10_000])
def test_every_text_becomes_ascii(text: str) -> None:
    assert last_resort(text).isascii()
