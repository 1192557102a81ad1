"""What languages do to a name in a sentence: case endings, particles, clitics; and which language it is.

All of it is data (``gazetteer/lexicon/case_endings.tsv`` and ``function_words.tsv``). An ending is only
taken off where what is left is a word of a listed name, so that nothing is ever guessed about words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from functools import cache

from attrs import frozen

from nameresolve.parsing.lexicon import entries
from nameresolve.tables import load

__all__ = ["Reading", "elided", "readings_of", "stems_of", "tongue_of"]

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_READ_FOR_TONGUE = 3_000
_CLEAR_LEAD = 1.5
_LETTER_COUNTS = 3
"""A letter that few languages have tells as much as so many of their small words."""

_MOST_READINGS = 8
_MOST_STEMS = 12
_LEAST_STEM = 2
_LEAST_BARE = 3
_TATWEEL = "\N{ARABIC TATWEEL}"


@frozen(slots=True)
class Reading:
    """One way to read a written word: as a word of a listed name, and where that stands in it.

    `skip` characters stand before it (a clitic), it ends at `end`; `ended` says that it was written with a
    case ending, `loose` that nothing tells whether the language of the text has such endings.
    """

    fold: str
    skip: int
    end: int
    ended: bool = False
    loose: bool = False


_Rows = Mapping[str, list[tuple[str, frozenset[str]]]]


@cache
def _rows(script: str, how: str) -> _Rows:
    """Return the pieces that may stand at a name: piece -> what the listed form has there, languages."""
    found: dict[str, list[tuple[str, frozenset[str]]]] = {}
    for kind, piece, base, languages in load("grammar")["endings"].get(script, ()):
        if kind == how:
            found.setdefault(piece, []).append((base, frozenset(languages)))
    return found


@cache
def _longest(script: str, how: str) -> int:
    return max(map(len, _rows(script, how)), default=0)


@cache
def _languages(script: str) -> frozenset[str]:
    return frozenset(
        language
        for kind, _, _, languages in load("grammar")["endings"].get(script, ())
        if kind != "elision"
        for language in languages
    )


def elided(text: str, script: str, tongue: str) -> int:
    """Return how many characters of a word are a small word tied to it: d'Ilham, بـمحمد; 0 if none.

    >>> elided("d'ilham", "Latn", "fr"), elided("o'brien", "Latn", "en")
    (2, 0)
    """
    how, sign = ("clitic", _TATWEEL) if script == "Arab" else ("elision", "'")
    length = text.find(sign) + 1
    if not 0 < length < len(text) - _LEAST_STEM:
        return 0
    small = text[: length - 1] if how == "clitic" else text[:length].lower()
    for _, languages in _rows(script, how).get(small, ()):
        if not tongue or tongue in languages:
            return length
    return 0


def stems_of(fold: str, size: int, script: str, tongue: str) -> tuple[Reading, ...]:
    """Return what a word is without the ending, particle or clitic it may have, known or not."""
    own = tongue in _languages(script)
    if script == "Latn" and not own and tongue:
        return ()
    found: dict[tuple[str, int, int], None] = {}
    if len(fold) == size:
        for length in range(min(_longest(script, "clitic"), len(fold) - _LEAST_BARE), 0, -1):
            for base, _ in _rows(script, "clitic").get(fold[:length], ()):
                found[base + fold[length:], length, size] = None
        for length in range(min(_longest(script, "particle"), len(fold) - _LEAST_STEM), 0, -1):
            if fold[-length:] in _rows(script, "particle"):
                found[fold[:-length], 0, size - length] = None
    rows = _rows(script, "ending")
    for length in range(min(_longest(script, "ending"), len(fold) - _LEAST_BARE), 0, -1):
        for base, languages in rows.get(fold[-length:], ()):
            if not own or tongue in languages:
                found[fold[:-length] + base, 0, size] = None
    return tuple(Reading(stem, skip, end, ended=True) for stem, skip, end in list(found)[:_MOST_STEMS])


def readings_of(fold: str, size: int, script: str, tongue: str, known: Collection[str]) -> Iterator[Reading]:
    """Yield how a word may be read if a piece of grammar is taken off; what is left is in `known`.

    `tongue` is the language of the text, or empty if that is not known.
    """
    own = tongue in _languages(script)
    if script == "Hang":
        yield from _before_particle(fold, size, known)
    elif script in ("Arab", "Hebr"):
        if own or not tongue or tongue not in ("fa", "ur", "ps", "ug", "ku"):
            yield from _after_clitic(fold, size, script, known)
    elif script != "Latn" or own or not tongue:
        found = _without_ending(fold, script, tongue if own else "", known)
        loose = script == "Latn" and not own
        for base in list(found)[:_MOST_READINGS]:
            yield Reading(base, 0, size, ended=True, loose=loose)


def _without_ending(fold: str, script: str, tongue: str, known: Collection[str]) -> dict[str, None]:
    """Return the listed words that a word may be a case of, by the endings of a language, or of all."""
    rows = _rows(script, "ending")
    found: dict[str, None] = {}
    for length in range(min(_longest(script, "ending"), len(fold) - _LEAST_STEM), 0, -1):
        for base, languages in rows.get(fold[-length:], ()):
            word = fold[:-length] + base
            if word in known and word != fold and (not tongue or tongue in languages):
                found[word] = None
    return found


def _after_clitic(fold: str, size: int, script: str, known: Collection[str]) -> Iterator[Reading]:
    if len(fold) != size:
        return  # with vowel signs the places are not those of the letters
    rows = _rows(script, "clitic")
    for length in range(1, min(_longest(script, "clitic"), len(fold) - _LEAST_STEM) + 1):
        for base, _ in rows.get(fold[:length], ()):
            word = base + fold[length:]
            if word in known:
                yield Reading(word, length, size, ended=True)


def _before_particle(fold: str, size: int, known: Collection[str]) -> Iterator[Reading]:
    if len(fold) != size:
        return
    for end in range(len(fold) - 1, _LEAST_STEM - 1, -1):
        if fold[:end] in known and _is_tail(fold[end:]):
            yield Reading(fold[:end], 0, end, ended=True)


def _is_tail(text: str) -> bool:
    """Return whether what follows a Korean name in one word is a particle, a title, or both."""
    particles, titles = _rows("Hang", "particle"), entries("titles")
    if text in particles or text in titles:
        return True
    return any(text[:cut] in titles and text[cut:] in particles for cut in range(1, len(text)))


@cache
def _tellers() -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """Return the small words and the rare letters, each with the languages that have it."""
    words: dict[str, list[str]] = {}
    letters: dict[str, list[str]] = {}
    for language, (small, rare) in load("grammar")["tongues"].items():
        for word in small:
            words.setdefault(word, []).append(language)
        for letter in rare:
            letters.setdefault(letter, []).append(language)
    return {w: tuple(ls) for w, ls in words.items()}, {c: tuple(ls) for c, ls in letters.items()}


def tongue_of(text: str) -> str:
    """Return the language a text seems to be in, by its small words and rare letters; "" if unclear.

    >>> tongue_of("Spotkanie odbyło się w Moskwie."), tongue_of("Tokayev")
    ('pl', '')
    """
    words, letters = _tellers()
    start = text[:_READ_FOR_TONGUE].lower()
    votes: Counter[str] = Counter()
    for word, count in Counter(_WORD.findall(start)).items():
        for language in words.get(word, ()):
            votes[language] += count
    for letter in letters.keys() & set(start):
        votes.update(dict.fromkeys(letters[letter], _LETTER_COUNTS))
    ranked = votes.most_common(2)
    if not ranked:
        return ""
    clear = len(ranked) == 1 or ranked[0][1] >= _CLEAR_LEAD * ranked[1][1]
    return ranked[0][0] if clear else ""
