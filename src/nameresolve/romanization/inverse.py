"""From a Latin spelling back to the native words it may stand for, under the schemes of a language."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from heapq import nlargest
from math import inf
from operator import itemgetter
from typing import Any, TypeAlias

from attrs import frozen

from nameresolve.romanization.apply import apply_scheme
from nameresolve.romanization.letters import LetterModel
from nameresolve.romanization.schemes import load_scheme, scheme_records
from nameresolve.tables import read
from nameresolve.unicode import strip_marks

__all__ = [
    "Origin",
    "as_read",
    "inverse_languages",
    "origins",
    "plainly",
    "prior_of",
    "schemes_of",
    "usualness",
    "western",
    "writing_schemes",
]

LONGEST_WORD = 24
"""Longer words are not read back: no name part is so long, and the work grows with the length."""

_WIDTH = 10  # how many beginnings of a native word are followed further at each place
_TRIED = 8  # how many native words of one language are romanized again
_KEPT = 3  # how many native words of one language are kept
_FARTHEST = 9.0  # log-units: natives that fall behind the best of all languages by more are left out
_WESTERN = 4.0  # log-units: what looks like a western name by more than this is left alone
_LEAST_LIKELY = -3.5  # a letter, in the mean: what is below looks like no name of the language
_MARKS_LEFT_OUT = -2.5  # log-units: ć spelled c is likelier a c
_TELLING = -1.5  # each Latin letter beyond the native ones makes up for so much: tsch is no accident
_PLAIN = str.maketrans({"đ": "dj", "ł": "l", "ı": "i", "ə": "a", "ø": "o", "æ": "ae", "ʹ": "", "'": ""})
_APOSTROPHES = str.maketrans(dict.fromkeys("’ʼʻʿ`´", "'"))
_RARE = 1.2  # the cost of a scheme that is applied by name only


@frozen(slots=True)
class Origin:
    """A native word that some schemes of its language write as the Latin word that was asked for.

    `likely` is the log-probability of the word as a name of the language; `schemes` are
    the ids of the schemes that write exactly that, the most usual first.
    """

    native: str
    language: str
    likely: float
    schemes: tuple[str, ...]


_Row: TypeAlias = dict[str, tuple[float, int]]  # native beginning -> log-probability, schemes


@frozen(slots=True)
class _Inverse:
    prior: float
    schemes: tuple[str, ...]
    groups: Mapping[str, tuple[tuple[str, int], ...]]
    longest: int
    letters: LetterModel


@cache
def _west() -> LetterModel:
    """Return how names of western Europe look, which were never in another script."""
    return LetterModel(read("spellings")["west"])


def western(word: str) -> float:
    """Return the log-probability of a Latin word as a name of western Europe; an initial tells nothing.

    >>> western("johnson") > western("tokayev")
    True
    """
    return _west().word(word) if len(word) > 1 else -inf


def inverse_languages() -> tuple[str, ...]:
    """Return the tags of the languages that Latin spellings are read back into.

    >>> "kk" in inverse_languages()
    True
    """
    return tuple(_inverses())


@cache
def _inverses() -> Mapping[str, _Inverse]:
    return {language: _inverse_of(record) for language, record in read("spellings")["languages"].items()}


def _inverse(language: str) -> _Inverse:
    return _inverses()[language]


def _inverse_of(record: Mapping[str, Any]) -> _Inverse:
    groups = {
        latin: tuple((native, int(mask, 16)) for native, mask in natives)
        for latin, natives in record["inverse"].items()
    }
    letters = LetterModel(record["letters"])
    return _Inverse(record["prior"], tuple(record["schemes"]), groups, max(map(len, groups)), letters)


def prior_of(language: str) -> float:
    """Return how unlikely a Latin name is to be of a language, in the unit of the cost of a reading."""
    return _inverse(language).prior


def schemes_of(language: str) -> tuple[str, ...]:
    """Return the ids of all schemes that a language can be read back from."""
    return _inverse(language).schemes


@lru_cache(maxsize=2048)
def origins(word: str, language: str | None = None) -> tuple[Origin, ...]:
    """Return the native words that a Latin word may stand for, by language and then by likelihood.

    The word is in lower case, without spaces; all languages come into question, or only the one that
    is named. Of each at most three words come back, none that looks like no name of the language, and
    none that is far less likely than what another language offers or than a western European name.
    Each is written as the Latin word (the marks on letters apart, where that has none) under every
    scheme that is named.

    >>> [origin.native for origin in origins("toqaev", "kk")][:1]
    ['тоқаев']
    """
    if not word or len(word) > LONGEST_WORD:
        return ()
    found: dict[str, list[tuple[float, str, int]]] = {}
    least = western(word) - _WESTERN
    for tag in inverse_languages():
        if language in (None, tag):
            found[tag] = _natives(word, _inverse(tag), least)
            least = max([least, *(row[0] - _FARTHEST for row in found[tag])])
    return tuple(
        origin
        for tag, rows in found.items()
        for origin in _confirmed(word, tag, [row for row in rows if row[0] >= least])
        if origin.likely >= least
    )


def _confirmed(word: str, tag: str, rows: list[tuple[float, str, int]]) -> list[Origin]:
    found: list[Origin] = []
    for likely, native, mask in rows:
        schemes, exact = writing_schemes(native, word, tuple(_named(_inverse(tag), mask)))
        if schemes:
            found.append(Origin(native, tag, likely if exact else likely + _MARKS_LEFT_OUT, schemes))
        if len(found) == _KEPT:
            break
    return sorted(found, key=lambda origin: -origin.likely)


def _natives(word: str, table: _Inverse, least: float) -> list[tuple[float, str, int]]:
    """Search the native words from left to right, the likeliest beginnings first.

    A word only gets less likely as it grows, so a beginning that is less likely than `least` is dropped.
    """
    rows: list[_Row] = [{} for _ in range(len(word) + 1)]
    rows[0]["^"] = (0.0, (1 << len(table.schemes)) - 1)
    for place, row in enumerate(rows[:-1]):
        steps = _steps(word, place, table) if row else []
        likely = [start for start in row.items() if start[1][0] >= least]
        for start in nlargest(_WIDTH, likely, key=itemgetter(1)):
            for end, more, own in steps:
                _extend(rows[end], table.letters, start, more, own)
    chance = table.letters.chance
    ended = [
        (likely + (chance(native[-2:], "$") if len(word) > 1 else 0.0), native[1:], mask)
        for native, (likely, mask) in rows[-1].items()
    ]
    return nlargest(_TRIED, (row for row in ended if row[0] > _least(row[1], word)))


def _extend(
    row: _Row, letters: LetterModel, start: tuple[str, tuple[float, int]], more: str, own: int
) -> None:
    """Add a native beginning with more letters to a row, if a scheme allows both."""
    native, (likely, mask) = start
    both = mask & own
    if not both:
        return
    for letter in more:
        likely += letters.chance(native[-2:], letter)
        native += letter
    known = row.get(native)
    row[native] = (likely, both | known[1] if known else both)


def _least(native: str, word: str) -> float:
    """Return how likely a native word has to be; anything is good for an initial."""
    if len(word) == 1:
        return -inf
    return _LEAST_LIKELY * (len(native) + 1) + _TELLING * max(0, len(word) - len(native))


def _steps(word: str, place: int, table: _Inverse) -> list[tuple[int, str, int]]:
    return [
        (end, native, mask)
        for end in range(place + 1, min(place + table.longest, len(word)) + 1)
        for native, mask in table.groups.get(word[place:end], ())
    ]


def _named(table: _Inverse, mask: int) -> Iterator[str]:
    for place, scheme in enumerate(table.schemes):
        if mask >> place & 1:
            yield scheme


def as_read(latin: str) -> str:
    """Return a Latin word as it is read back: NFC, in lower case, with one kind of apostrophe.

    >>> as_read("Zelens’kyy"), as_read("İlham")
    ("zelens'kyy", 'ilham')
    """
    return unicodedata.normalize("NFC", latin.lower()).replace("i\u0307", "i").translate(_APOSTROPHES)


def plainly(latin: str) -> str:
    """Return Latin letters as people without the right keys write them: no marks, no barred letters.

    >>> plainly("đoković"), plainly("ławrow")
    ('djokovic', 'lawrow')
    """
    return strip_marks(latin.translate(_PLAIN))


def usualness(scheme: str) -> tuple[float, str]:
    """Return the cost and the id of a scheme, for sorting; one applied by name only costs most."""
    return scheme_records()[scheme].get("cost", _RARE), scheme


def writing_schemes(native: str, word: str, schemes: tuple[str, ...]) -> tuple[tuple[str, ...], bool]:
    """Return those of the schemes that write the native word as the Latin one, and whether exactly so.

    Both words are in lower case. Where no scheme writes the word exactly, those are returned
    that do so but for the marks on letters.
    """
    exact, plain = [], []
    for scheme in sorted(schemes, key=usualness):
        latin = as_read(apply_scheme(native, load_scheme(scheme)).text)
        if latin == word:
            exact.append(scheme)
        elif word.isascii() and plainly(latin) == word:
            plain.append(scheme)
    return tuple(exact or plain), bool(exact)
