"""The listed word behind a form of it: промышленной and promyshlennoi are промышленный, الأمن is أمن."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache

from nameresolve.parsing.lexicon import entries, part_fold

__all__ = ["listed_word", "word_meaning"]

_LEAST_STEM = 5
"""Letters a word must share with the listed one; shorter ones are too like words of other languages."""

_LEAST_ARABIC = 3

_CYRILLIC = (
    "ими ыми ого его ому ему ах ях ам ям ая яя ое ее ые ие ый ий ой ей ом ем ым им ых их ую юю ов ев ии ию ия"
)
_LATIN = (
    "ymi imi ogo ego omu emu akh ykh ikh aya aia oye oe yye ye"
    " ie yy iy ii ij yj oy oi oj ey ei om em ym im uyu"
)
_ENDINGS: Mapping[str, tuple[str, str]] = {
    "Cyrl": (f"{_CYRILLIC} і ї ої а я о е ы и у ю ь", "а я о е ь ия ие ый ий ой ая ое ня ія ння"),
    "Latn": (
        f"{_LATIN} iyu iiu ov ev iya ia a e i o u y s es en er ern",
        "a e o iya ia iye ie yy iy y ii aya oye oe yi",
    ),
}
"""By script: endings that forms of a word have, and those beside none that the listed form may have."""

_ARABIC_HEAD = re.compile(r"^(?:وال|بال|لل|ال|و|ل)(?=..)")


@cache
def _endings(script: str) -> tuple[str, ...]:
    """Return the endings of a script, the shortest first, so that a stem is cut as little as may be."""
    return tuple(sorted(_ENDINGS[script][0].split(), key=lambda ending: (len(ending), ending)))


_SLOTS = 1 << 17


@cache
def _stems(name: str, script: str) -> bytes:
    """Return which slots the words of a list have, and what is left of them without an ending.

    A slot is some bits of the hash, and takes little room beside the stems themselves. It tells of most words
    that they are no such stem; of the others the list tells, so that the hash changes no answer.
    """
    others = tuple(_ENDINGS[script][1].split())
    found = bytearray(_SLOTS)
    for word in entries(name):
        found[hash(word) % _SLOTS] = 1
        for other in others:
            if word.endswith(other):
                found[hash(word[: -len(other)]) % _SLOTS] = 1
    return bytes(found)


@cache
def _arabic(name: str) -> Mapping[str, Sequence[str]]:
    """Return the Arabic words of a list, with letters unified and without the article."""
    found: dict[str, Sequence[str]] = {}
    for word, columns in entries(name).items():
        if "؀" <= word[0] <= "ۿ":
            unified = part_fold(word, "Arab")
            found.setdefault(unified, columns)
            found.setdefault(_ARABIC_HEAD.sub("", unified), columns)
    return found


def _ways(word: str, script: str) -> Iterator[str]:
    for ending in _endings(script):
        stem = word[: -len(ending)]
        if len(stem) >= _LEAST_STEM and word.endswith(ending):
            yield stem
            yield from (stem + other for other in _ENDINGS[script][1].split())


@lru_cache(maxsize=1 << 14)
def listed_word(name: str, word: str) -> Sequence[str] | None:
    """Return the columns of a list for a cleaned word or for the word that it is a form of; None if none.

    Forms are those of Slavic languages in Cyrillic and in Latin letters, plurals and genitives in -s and
    German adjectives; in Arabic an article or "and" and "for" before the word.

    >>> listed_word("org_words", "промышленной") == listed_word("org_words", "промышленный")
    True
    >>> listed_word("org_words", "fonda") is None
    True
    """
    found = entries(name).get(word)
    if found is not None or not word:
        return found
    if "؀" <= word[0] <= "ۿ":
        table = _arabic(name)
        unified = part_fold(word, "Arab")
        bare = _ARABIC_HEAD.sub("", unified)
        return table.get(unified) or (table.get(bare) if len(bare) >= _LEAST_ARABIC else None)
    script = "Cyrl" if "Ѐ" <= word[0] <= "ӿ" else "Latn" if word[0] < "ɐ" else ""
    if not script:
        return None
    stems = _stems(name, script)
    ended = (ending for ending in _endings(script) if word.endswith(ending))
    if not any(stems[hash(word[: -len(ending)]) % _SLOTS] for ending in ended):
        return None  # nearly always: the ways need not be gone one by one
    table = entries(name)
    return next((table[way] for way in _ways(word, script) if way in table), None)


@lru_cache(maxsize=1 << 14)
def word_meaning(word: str, lists: tuple[str, ...]) -> str:
    """Return what a word of a body's or a place's name means by the first list that has it, or "".

    >>> word_meaning("bankasi", ("org_words",)) == word_meaning("bank", ("org_words",))
    True
    """
    for name in lists:
        found = listed_word(name, word)
        if found and found[0]:
            return found[0]
    return ""
