"""What a Latin spelling may stand for under conventions that give letters a value of their own.

The plain symbols of `nameresolve.symbols` leave ambiguous letters ambiguous. A Dutch *oe*, a Spanish
*j*, a Wade-Giles *hs* mean something else altogether, and are read so here, under the convention's
name. The rules are data, in ``gazetteer/symbols/conventions.tsv`` and ``pinyin.tsv``.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise, product

from nameresolve.symbols import Symbols, latin_symbols, syllable_sounds
from nameresolve.tables import load
from nameresolve.unicode import strip_marks

__all__ = [
    "SYLLABIC",
    "chinese_syllables",
    "convention_readings",
    "is_pinyin_syllable",
    "pinyin_count",
    "syllable_count",
]

SYLLABIC = frozenset({"Pinyin", "Wade-Giles"})
"""Conventions of Chinese, whose readings are also compared with each other."""

_IMPOSSIBLE = re.compile(r"[^a-z]|[bpfdlkjqxwy](?![aeiou])|t(?![aeiousz])|[zc](?![aeiouh])|s(?![aeiouhsz])|v")
"""What no syllables of Pinyin or Wade-Giles hold: it spares most spellings the cutting."""

_LONGEST_SYLLABLE = 6
_LONGEST_CHINESE = 14
_MOST_WAYS = 4
_LEAST_SOUNDS = 2


_AROUND = re.compile(r"\(\?[^)]*\)|[\^$]")
"""What a pattern says of the neighborhood of the letters that it replaces."""

Rule = tuple[re.Pattern[str], str]


@cache
def _rules() -> Sequence[tuple[str, frozenset[str], re.Pattern[str], Sequence[Rule]]]:
    """Return each convention, the one or two letters some of which it needs, where it applies, the rules."""
    found: dict[str, list[tuple[str, str]]] = {}
    for convention, pattern, replacement in load("symbols")["conventions"]:
        found.setdefault(convention, []).append((pattern, replacement))
    return [
        (
            convention,
            frozenset(_AROUND.sub("", pattern)[:2] for pattern, _ in rules),
            re.compile("|".join(f"(?:{pattern})" for pattern, _ in rules)),
            [(re.compile(pattern), replacement) for pattern, replacement in rules],
        )
        for convention, rules in found.items()
    ]


@cache
def _syllables() -> tuple[frozenset[str], dict[str, tuple[str, ...]]]:
    """Return the Pinyin syllables, and for each Wade-Giles one what it may be in Pinyin."""
    table: list[list[str]] = load("symbols")["pinyin"]
    syllables = frozenset(strip_marks(row[0]) for row in table)
    wade_giles: dict[str, list[str]] = {}
    for syllable, spelling in table:
        plain = strip_marks(spelling.replace("’", ""))
        wade_giles.setdefault(plain, []).append(strip_marks(syllable))
    return syllables, {key: tuple(dict.fromkeys(value)) for key, value in wade_giles.items()}


def is_pinyin_syllable(part: str) -> bool:
    """Return whether a cleaned part is one syllable of Pinyin.

    >>> is_pinyin_syllable("qian"), is_pinyin_syllable("kim")
    (True, False)
    """
    return strip_marks(part) in _syllables()[0]


@lru_cache(maxsize=1 << 12)
def chinese_syllables(part: str) -> frozenset[str]:
    """Return the Pinyin syllables that a cleaned part may be, and itself; none if it is no syllable.

    >>> sorted(chinese_syllables("chang")), chinese_syllables("ivan")
    (['chang', 'zhang'], frozenset())
    """
    plain = strip_marks(part)
    syllables, wade_giles = _syllables()
    found = frozenset({plain, *wade_giles.get(plain, ())})
    return found if found & syllables else frozenset()


def _segment(part: str, syllables: Collection[str]) -> tuple[str, ...] | None:
    """Cut a part into syllables, the longest first, stepping back where that fails; None if it cannot be."""
    if not part:
        return ()
    for length in range(min(_LONGEST_SYLLABLE, len(part)), 0, -1):
        if part[:length] in syllables:
            rest = _segment(part[length:], syllables)
            if rest is not None:
                return (part[:length], *rest)
    return None


def syllable_count(part: str) -> int:
    """Return of how many syllables of Pinyin or Wade-Giles a cleaned part is made; 0 if it cannot be.

    >>> [syllable_count(part) for part in ("tse", "zedong", "lukashenko", "jomart")]
    [1, 2, 4, 0]
    """
    return min((count for syllables in _syllables() if (count := _count(part, syllables))), default=0)


def pinyin_count(part: str) -> int:
    """Return of how many syllables of Pinyin a cleaned part is made; 0 if it cannot be.

    >>> [pinyin_count(part) for part in ("yimou", "tse", "tung")]
    [2, 0, 0]
    """
    return _count(part, _syllables()[0])


def _count(part: str, syllables: Collection[str]) -> int:
    plain = strip_marks(part)
    return 0 if not plain or _IMPOSSIBLE.search(plain) else len(_segment(plain, syllables) or ())


def _chinese(part: str) -> Iterator[tuple[str, Symbols]]:
    """Yield what a spelling is as Pinyin and as Wade-Giles, where it can be cut into syllables."""
    if len(part) > _LONGEST_CHINESE or _IMPOSSIBLE.search(part):
        return
    syllables, wade_giles = _syllables()
    cut = _segment(part, syllables)
    if cut:
        yield "Pinyin", syllable_sounds(cut)
    cut = _segment(part, wade_giles)
    if cut:
        ways = list(product(*(wade_giles[syllable] for syllable in cut)))[:_MOST_WAYS]
        yield from (("Wade-Giles", syllable_sounds(way)) for way in ways)


def _by_rules(part: str) -> Iterator[tuple[str, Symbols]]:
    found = frozenset(part).union(map("".join, pairwise(part)))
    for convention, letters, any_of, rules in _rules():
        if letters.isdisjoint(found) or not any_of.search(part):
            continue
        text = part
        for pattern, replacement in rules:
            text = pattern.sub(replacement, text)
        if text != part:
            yield convention, latin_symbols(text)


@lru_cache(maxsize=1 << 15)
def convention_readings(part: str) -> tuple[tuple[str, Symbols], ...]:
    """Return the readings of a cleaned Latin spelling under named conventions, none twice.

    Each is a convention's name and symbols other than the plain ones. Nothing comes back for a
    spelling that no convention reads in another way.

    >>> dict(convention_readings("loekasjenko"))["Dutch"], latin_symbols("lukashenko")
    ('lukaSenko', 'lukaSenko')
    """
    found = [*_by_rules(part), *_chinese(strip_marks(part))]
    plain = latin_symbols(part)
    distinct: dict[Symbols, str] = {}
    for name, symbols in found:
        if symbols != plain and len(symbols) >= _LEAST_SOUNDS:
            distinct.setdefault(symbols, name)
    return tuple((name, symbols) for symbols, name in distinct.items())
