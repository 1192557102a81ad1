"""Reading Thai: vowels written before their consonant, silent letters, vowels that are not written.

The letters stand in ``gazetteer/symbols/Thai.tsv`` with their kinds; the groups there are written in
the order of speech: a vowel sign that stands before its consonant on paper (เ แ โ ใ ไ) after it.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from nameresolve.symbols.abugida import Piece
from nameresolve.tables import load

__all__ = ["read_thai"]

_CLUSTER = "[กขคตทปผพบดฟซ][รลว]|ห[งญณนมยรลว]"
# A vowel before two consonants goes after both where they are one onset: the second bears no vowel
# of its own other than what completes the vowel before.
_BEFORE = re.compile(rf"([เแโใไ])((?:{_CLUSTER})(?=ิ|ีย|ือ|[า็ะก-ฮ]|$)|[ก-ฮ])")
_TONES = re.compile("[็่้๊๋]")
_CARRIER = re.compile("อ(?=[อะ-ฺเแโใไ])")  # bears a vowel, has no sound of its own
_FIRST_A = re.compile("^อ(?=[ก-ฬฮ])")
_ONSET = re.compile(_CLUSTER)
_SHORT_O, _SHORT_A = Piece("o", "ๅ", "inherent"), Piece("a", "ๅ", "inherent")


@cache
def _letters() -> tuple[dict[str, Piece], re.Pattern[str]]:
    rows = {native: Piece(*row[:3]) for native, row in load("symbols")["Thai"].items()}
    return rows, re.compile("|".join(sorted(map(re.escape, rows), key=lambda row: (-len(row), row))))


@lru_cache(maxsize=1 << 15)
def read_thai(part: str) -> tuple[Piece, ...]:
    """Return a cleaned part as it is read, vowels after their consonants, those not written added.

    >>> "".join(piece.symbols for piece in read_thai("สมชาย"))
    'somXay'
    """
    letters, groups = _letters()
    spoken = _BEFORE.sub(r"\2\1", _TONES.sub("", part))
    spoken = _CARRIER.sub("", _FIRST_A.sub("ะ", spoken))
    found = [(letters[match.group()], match.group()) for match in groups.finditer(spoken)]
    return tuple(_with_vowels(found))


def _with_vowels(found: list[tuple[Piece, str]]) -> list[Piece]:
    """Add the vowels that are not written: o within a syllable, a after a consonant alone."""
    read: list[Piece] = []
    run: list[tuple[Piece, str]] = []
    for piece, native in [*found, (Piece("", "", "end"), "")]:
        if piece.kind == "consonant":
            run.append((piece, native))
            continue
        starts = not read or read[-1].kind == "silent"
        read += _run(run, starts=starts, vowel_after=piece.kind == "vowel")
        run = []
        if piece.kind != "end":
            read.append(piece)
    return read


def _run(run: list[tuple[Piece, str]], *, starts: bool, vowel_after: bool) -> list[Piece]:
    """Return consonants in a row with the vowels between them that are not written.

    The first closes the syllable before it, if one is open; the last (or the last two) begin the one
    after.
    """
    kept = [piece for piece, _ in run]
    head = 0 if starts else min(1, len(run))
    tail = len(run)
    if vowel_after and tail > head:
        tail -= 2 if tail - head > 1 and _ONSET.fullmatch(run[-2][1] + run[-1][1]) else 1
    middle = kept[head:tail]
    if len(middle) == 1:
        middle = [middle[0], _SHORT_A] if vowel_after else middle
    elif len(middle) > 1:
        middle = [*middle[:-1], _SHORT_O, middle[-1]]
    return [*kept[:head], *middle, *kept[tail:]]
