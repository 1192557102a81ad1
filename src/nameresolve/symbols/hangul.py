"""What a foreign name in Hangul may have been before it was fitted into Korean syllables.

Hangul has no consonants in a row, no sh at the end of a word, no er: 플레처 is Fletcher, 배쉬 is Bash, 워너
is Warner. The plain reading stays what it is; this one is for searching besides, for names whose plain
reading is too far from how they are written.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import groupby

from nameresolve.symbols import Symbols
from nameresolve.tables import load

__all__ = ["foreign_sound"]

_FILLER = "ᅳ"
"""The vowel that is written between consonants and at the end."""

_FITTED = {
    "쉬": "S", "슈$": "S", "샤": "Sa", "셰": "Se", "셔$": "Ser", "셔": "So", "쇼": "So", "슈": "Su",
    "지$": "J", "치$": "C", "ᅥᆨ": "ek", "ᅥᆫ": "en", "ᅥᆯ": "el", "ᅥᆷ": "em", "ᅥᆸ": "ep", "ᅥᆺ": "et", "ᅥᆼ": "en",
    "ᅥ": "er", "ᅢ": "a", "ᆯᄅ": "l",
}  # fmt: skip
"""Letters, at the end where marked, and what they stand for: 애쉬 is Ash, 조지 George, 앤턴 Anton."""

_BY_LETTERS = {unicodedata.normalize("NFD", group): symbols for group, symbols in _FITTED.items()}
_GROUP = re.compile("|".join(map(re.escape, _BY_LETTERS)) + "|.")


@lru_cache(maxsize=1 << 14)
def foreign_sound(part: str) -> Symbols:
    """Return the symbols of a cleaned part in Hangul, read as a foreign name.

    >>> foreign_sound("플레처"), foreign_sound("배쉬")
    ('pleCer', 'baS')
    """
    plain: dict[str, str] = load("symbols")["Hang"]["symbols"]
    letters = unicodedata.normalize("NFD", part).replace(_FILLER, "")
    groups = (group.group() for group in _GROUP.finditer(f"{letters}$"))
    found = "".join(_BY_LETTERS.get(group) or plain.get(group, "") for group in groups)
    return Symbols("".join(symbol for symbol, _ in groupby(found)))
