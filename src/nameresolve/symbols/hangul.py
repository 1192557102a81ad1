"""What a foreign name in Hangul may have been before it was fitted into Korean syllables.

Hangul has no consonants in a row, no sh at the end of a word, no er: 플레처 is Fletcher, 배쉬 is Bash, 워너
is Warner. The plain reading stays what it is; this one is for searching besides, for names whose plain
reading is too far from how they are written.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from itertools import groupby

from nameresolve.symbols import Symbols
from nameresolve.tables import load

__all__ = ["foreign_sound"]

_FILLER = "ᅳ"
"""The vowel that is written between consonants and at the end."""


@cache
def _fitted() -> tuple[Mapping[str, str], re.Pattern[str]]:
    """Return letters of foreign names with what they stand for, and the pattern that finds the longest first.

    A $ marks the end: 애쉬 is Ash, 조지 George, 앤턴 Anton.
    """
    table: Mapping[str, str] = load("symbols")["hangul_fitted"]
    groups = {unicodedata.normalize("NFD", native): symbols for native, symbols in table.items()}
    longest_first = sorted(groups, key=lambda group: (-len(group), group))
    return groups, re.compile("|".join(map(re.escape, longest_first)) + "|.")


@lru_cache(maxsize=1 << 14)
def foreign_sound(part: str) -> Symbols:
    """Return the symbols of a cleaned part in Hangul, read as a foreign name.

    >>> foreign_sound("플레처"), foreign_sound("배쉬")
    ('pleCer', 'baS')
    """
    plain: dict[str, str] = load("symbols")["Hang"]["symbols"]
    letters = unicodedata.normalize("NFD", part).replace(_FILLER, "")
    fitted, pattern = _fitted()
    groups = (group.group() for group in pattern.finditer(f"{letters}$"))
    found = "".join(fitted.get(group) or plain.get(group, "") for group in groups)
    return Symbols("".join(symbol for symbol, _ in groupby(found)))
