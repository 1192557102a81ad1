"""The listed word behind a form of it: промышленной and promyshlennoi are промышленный, الأمن is أمن."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import Literal

from nameresolve.parsing.lexicon import entries, part_fold
from nameresolve.tables import load

__all__ = ["listed_word", "word_meaning"]

_LEAST_STEM = 5
"""Letters a word must share with the listed one; shorter ones are too like words of other languages."""

_LEAST_ARABIC = 3

_ARABIC_HEAD = re.compile(r"^(?:وال|بال|لل|ال|و|ل)(?=..)")


@cache
def _endings(script: str, stands: Literal["form", "listed"]) -> tuple[str, ...]:
    """Return endings that forms of words have, or those beside none that the listed form may have.

    The shortest are first, so that a stem is cut as little as may be.
    """
    return tuple(load("lexicon")["word_endings"][script][stands])


_SLOTS = 1 << 17


@cache
def _stems(name: str, script: str) -> bytes:
    """Return which slots the words of a list have, and what is left of them without an ending.

    A slot is some bits of the hash, and takes little room beside the stems themselves. It tells of most words
    that they are no such stem; of the others the list tells, so that the hash changes no answer.
    """
    others = _endings(script, "listed")
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
    for ending in _endings(script, "form"):
        stem = word[: -len(ending)]
        if len(stem) >= _LEAST_STEM and word.endswith(ending):
            yield stem
            yield from (stem + other for other in _endings(script, "listed"))


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
    ended = (ending for ending in _endings(script, "form") if word.endswith(ending))
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
