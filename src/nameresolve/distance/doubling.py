"""Consonants that both a Latin spelling and one in kana, Hangul or Chinese characters write twice.

Doubled Latin letters are one sound, since most scripts write one: Ana and Anna are アナ. Where a script
writes two, as アンナ, 안나 and 安娜 do, these answer the two of the Latin spelling, and are no sound more.
"""

from __future__ import annotations

from itertools import pairwise

__all__ = ["DOUBLING", "doubled_as_one"]

DOUBLING = frozenset({"Kana", "Hira", "Hang", "Hani"})
"""Scripts that may write a consonant twice."""

_TWICE = {
    "nn": (("n", "n"), ("ᆫ", "ᄂ")),
    "mm": (("n", "m"), ("ᆷ", "ᄆ")),
    "bb": (("ᆸ", "ᄇ"),),
    "pp": (("ᆸ", "ᄑ"), ("ᆸ", "ᄈ")),
    "kk": (("ᆨ", "ᄏ"), ("ᆨ", "ᄁ")),
    "cc": (("ᆨ", "ᄏ"), ("ᆨ", "ᄁ")),
    "ss": (("ᆺ", "ᄉ"), ("ᆺ", "ᄊ")),
    "tt": (("ᆺ", "ᄐ"), ("ᆺ", "ᄄ")),
}
"""What Latin letters write twice, and the two units of kana or Chinese, or of Hangul, that are the same."""


def doubled_as_one(units: tuple[str, ...], spelling: str) -> tuple[str, ...]:
    """Return the units of a part without the first of two that a cleaned Latin spelling doubles too.

    >>> doubled_as_one(("a", "n", "n", "a"), "anna"), doubled_as_one(("a", "n", "n", "a"), "ana")
    (('a', 'n', 'a'), ('a', 'n', 'n', 'a'))
    """
    doubled = {two for written, twice in _TWICE.items() if written in spelling for two in twice}
    if not doubled:
        return units
    return (*(first for first, second in pairwise(units) if (first, second) not in doubled), *units[-1:])
