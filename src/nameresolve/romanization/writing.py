"""Which script a character belongs to, for the scripts that have romanization schemes."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache

__all__ = ["COMMON", "is_letter", "main_script", "script_of", "script_runs"]

COMMON = "Zyyy"
"""ISO 15924 code of characters that belong to no script of their own: blanks, digits, signs."""

# First and last code point of the blocks, in rising order; letters of other blocks are "Zzzz".
_BLOCKS: tuple[tuple[int, int, str], ...] = (
    (0x0041, 0x024F, "Latn"),
    (0x0250, 0x02AF, "Latn"),
    (0x0370, 0x03FF, "Grek"),
    (0x0400, 0x052F, "Cyrl"),
    (0x0530, 0x058F, "Armn"),
    (0x0590, 0x05FF, "Hebr"),
    (0x0600, 0x06FF, "Arab"),
    (0x0750, 0x077F, "Arab"),
    (0x0780, 0x07BF, "Thaa"),
    (0x08A0, 0x08FF, "Arab"),
    (0x0900, 0x097F, "Deva"),
    (0x0980, 0x09FF, "Beng"),
    (0x0A00, 0x0A7F, "Guru"),
    (0x0A80, 0x0AFF, "Gujr"),
    (0x0B00, 0x0B7F, "Orya"),
    (0x0B80, 0x0BFF, "Taml"),
    (0x0C00, 0x0C7F, "Telu"),
    (0x0C80, 0x0CFF, "Knda"),
    (0x0D00, 0x0D7F, "Mlym"),
    (0x0D80, 0x0DFF, "Sinh"),
    (0x0E00, 0x0E7F, "Thai"),
    (0x10A0, 0x10FF, "Geor"),
    (0x1100, 0x11FF, "Hang"),
    (0x1200, 0x139F, "Ethi"),
    (0x1800, 0x18AF, "Mong"),
    (0x1C80, 0x1C8F, "Cyrl"),
    (0x1C90, 0x1CBF, "Geor"),
    (0x1D00, 0x1DBF, "Latn"),
    (0x1E00, 0x1EFF, "Latn"),
    (0x1F00, 0x1FFF, "Grek"),
    (0x2C60, 0x2C7F, "Latn"),
    (0x2D00, 0x2D2F, "Geor"),
    (0x2D80, 0x2DDF, "Ethi"),
    (0x2DE0, 0x2DFF, "Cyrl"),
    (0x2E80, 0x2FDF, "Hani"),
    (0x3005, 0x3007, "Hani"),
    (0x3040, 0x30FF, "Hrkt"),
    (0x3130, 0x318F, "Hang"),
    (0x31F0, 0x31FF, "Hrkt"),
    (0x3400, 0x9FFF, "Hani"),
    (0xA640, 0xA69F, "Cyrl"),
    (0xA720, 0xA7FF, "Latn"),
    (0xAB30, 0xAB6F, "Latn"),
    (0xAC00, 0xD7FF, "Hang"),
    (0xF900, 0xFAFF, "Hani"),
    (0xFB00, 0xFB06, "Latn"),
    (0xFB13, 0xFB17, "Armn"),
    (0xFB1D, 0xFB4F, "Hebr"),
    (0xFB50, 0xFDFF, "Arab"),
    (0xFE70, 0xFEFF, "Arab"),
    (0xFF21, 0xFF5A, "Latn"),
    (0xFF66, 0xFF9F, "Hrkt"),
    (0x20000, 0x323AF, "Hani"),
)
_STARTS = [block[0] for block in _BLOCKS]


def is_letter(char: str) -> bool:
    """Return whether a character is a letter or a mark on one.

    >>> is_letter("ж"), is_letter("ा"), is_letter("-")
    (True, True, False)
    """
    return unicodedata.category(char)[0] in "LM"


@lru_cache(maxsize=8192)
def script_of(char: str) -> str:
    """Return the ISO 15924 code of one character's script.

    ``"Zyyy"`` for what is no letter, ``"Zinh"`` for marks that take the script of their
    base, ``"Zzzz"`` for letters of scripts this package has no scheme for. Both kinds of
    kana are ``"Hrkt"``.

    >>> [script_of(char) for char in "жか가 ქ"]
    ['Cyrl', 'Hrkt', 'Hang', 'Zyyy', 'Geor']
    """
    if not is_letter(char):
        return COMMON
    point = ord(char)
    place = bisect_right(_STARTS, point) - 1
    if place >= 0 and point <= _BLOCKS[place][1]:
        return _BLOCKS[place][2]
    return "Zinh" if unicodedata.category(char)[0] == "M" else "Zzzz"


def script_runs(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield ``(start, end, script)`` of the longest runs of one script, covering the text.

    Blanks and signs go with the run before them, or with the first one.

    >>> list(script_runs("Иван (Ivan)"))
    [(0, 6, 'Cyrl'), (6, 11, 'Latn')]
    """
    start, current = 0, ""
    for place, char in enumerate(text):
        script = script_of(char)
        if script in (COMMON, "Zinh") or script == current:
            continue
        if current:
            yield start, place, current or COMMON
            start = place
        current = script
    if text:
        yield start, len(text), current or COMMON


def main_script(text: str) -> str:
    """Return the script most letters of the text are in; ``"Zyyy"`` without letters.

    >>> main_script("Тоқаев (KZ)")
    'Cyrl'
    """
    count: dict[str, int] = {}
    for char in text:
        script = script_of(char)
        if script not in (COMMON, "Zinh"):
            count[script] = count.get(script, 0) + 1
    return max(count, key=lambda script: count[script]) if count else COMMON
