"""The word lists the parser looks things up in: titles, particles, legal forms and the like."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import Literal

from nameresolve.tables import columns, lines, load
from nameresolve.unicode import fold

__all__ = [
    "ends_like_patronymic",
    "entries",
    "given_name_groups",
    "given_names_of",
    "hangul_surnames",
    "latin_surnames",
    "longest",
    "nicknames",
    "part_fold",
    "small_words",
    "surnames",
    "vietnamese_surnames",
]

BETWEEN_NAMES = "|"
"""What parts the names of a group in one field of a table."""

_ARABIC_LETTERS = str.maketrans("أإآٱىیکةؤئ", "ااااييكهوي")


_LONG_LISTS = frozenset({"org_words", "place_words"})


@cache
def entries(name: str) -> Mapping[str, Sequence[str]]:
    """Return a word list: cleaned word -> its columns (see ``gazetteer/lexicon/README.md``).

    Of the longest, those of words of bodies and of places, only what is asked for is read.
    """
    if name in _LONG_LISTS:
        return lines(name, columns)
    table: Mapping[str, Sequence[str]] = load("lexicon")[name]
    return table


@cache
def small_words(role: Literal["article", "denial", "ends_name"]) -> frozenset[str]:
    """Return the small words of one sort.

    An article stands before the name of a body; what denies says that not the person named is meant; what
    ends a name says "son of" in Persian, so that Ali Pour is no Ali.

    >>> "the" in small_words("article"), "fake" in small_words("denial"), "zadeh" in small_words("ends_name")
    (True, True, True)
    """
    return frozenset(word for word, (found,) in entries("small_words").items() if found == role)


@cache
def _longest_from(name: str) -> Mapping[str, int]:
    """Return how many words the longest entry of a list has that begins with a word."""
    found: dict[str, int] = {}
    for entry in entries(name):
        first = entry.partition(" ")[0]
        found[first] = max(found.get(first, 0), entry.count(" ") + 1)
    return found


def longest(name: str, words: Sequence[str], at: int) -> int:
    """Return how many words from `at` on form the longest entry of a list; 0 if none does."""
    most = _longest_from(name).get(words[at], 0) if at < len(words) else 0
    if not most:
        return 0
    table = entries(name)
    for count in range(min(most, len(words) - at), 0, -1):
        if " ".join(words[at : at + count]) in table:
            return count
    return 0


@cache
def surnames(script: str) -> Mapping[str, frozenset[str]]:
    """Return East Asian family names in a script and the Latin spellings in use for them.

    >>> "lee" in surnames("Hang")["이"]
    True
    """
    hangul = script == "Hang"
    table: dict[str, list[str]] = load("lexicon")["east_asian_surnames"]
    vietnamese: dict[str, list[str]] = {} if hangul else load("lexicon")["vietnamese_surnames"]
    return {
        native: frozenset([*table.get(native, ()), *vietnamese.get(native, ())])
        for native in (*table, *vietnamese)
        if ("가" <= native[0] <= "힣") == hangul
    }


@cache
def latin_surnames() -> frozenset[str]:
    """Return the Latin spellings of Chinese and Korean family names, which syllables follow.

    Not the Vietnamese ones: what follows Nguyen is often the middle name Van or Thi, which says as little
    of a person as a particle does.
    """
    table: dict[str, list[str]] = load("lexicon")["east_asian_surnames"]
    return frozenset().union(*table.values())


@cache
def vietnamese_surnames() -> frozenset[str]:
    """Return the Latin spellings of Vietnamese family names."""
    table: dict[str, list[str]] = load("lexicon")["vietnamese_surnames"]
    return frozenset().union(*table.values())


@cache
def hangul_surnames() -> frozenset[str]:
    """Return the Latin spellings of Korean family names."""
    return frozenset().union(*surnames("Hang").values())


@lru_cache(maxsize=1 << 14)
def given_name_groups(part: str) -> Mapping[str, str]:
    """Return the groups of equivalent given names a cleaned part belongs to, and as what.

    >>> given_name_groups("oleksandr")["alexander"]
    'variant'
    """
    return lines("given_names", _groups).get(part, {})


def _groups(line: str) -> Mapping[str, str]:
    fields = columns(line)
    return dict(zip(fields[::2], fields[1::2], strict=True))


@lru_cache(maxsize=1 << 12)
def nicknames(group: str) -> tuple[str, ...]:
    """Return the nicknames, in Latin letters, of a group of equivalent given names.

    >>> "mike" in nicknames("michael")
    True
    """
    return _names_in(group)[1]


@lru_cache(maxsize=1 << 12)
def given_names_of(group: str) -> frozenset[str]:
    """Return the forms of a group of equivalent given names, without nicknames and translations.

    >>> {"antonius", "antonio"} <= given_names_of("anthony"), given_names_of("zzz")
    (True, frozenset())
    """
    return frozenset(_names_in(group)[0])


def _names_in(group: str) -> list[tuple[str, ...]]:
    """Return the variants of a group, and its nicknames."""
    sides = lines("given_name_groups", columns).get(group, ("", ""))
    return [tuple(names.split(BETWEEN_NAMES)) if names else () for names in sides]


@cache
def _patronymic_endings() -> tuple[str, ...]:
    rows = entries("patronymic_endings").items()
    return tuple(sorted(ending for ending, row in rows if len(ending) > 2 or row[0] in _WITHOUT_LETTERS))


_WITHOUT_LETTERS = frozenset({"Hani", "Jpan", "Kore"})
_LEAST_LETTERS = 6
_LEAST_SIGNS = 4


def ends_like_patronymic(part: str) -> bool:
    """Return whether a cleaned part ends like a patronymic and is long enough to be one.

    >>> ends_like_patronymic("kemeluly"), ends_like_patronymic("tokayev"), ends_like_patronymic("이바노비치")
    (True, False, True)
    """
    least = _LEAST_LETTERS if part < _FIRST_KANA else _LEAST_SIGNS
    return len(part) >= least and part.endswith(_patronymic_endings())


_FIRST_KANA = "\u3041"


def part_fold(word: str, script: str) -> str:
    """Return a cleaned word as it is compared: no apostrophes, Arabic letters unified.

    >>> part_fold("القذافي", "Arab") == part_fold("القذافى", "Arab")
    True
    """
    if script == "Hebr":
        return word
    bare = word.replace("'", "")
    if script == "Arab":
        return bare.translate(_ARABIC_LETTERS)
    return bare


def lookup_form(word: str) -> str:
    """Return a word as the lists have it: cleaned, without dots and apostrophes."""
    return fold(word).replace("'", "").replace(".", "")
