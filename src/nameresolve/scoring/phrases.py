"""Words of a body's name that mean one thing together: Islamic State, money exchange, Middle East."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from nameresolve.parsing.inflection import listed_word
from nameresolve.parsing.lexicon import entries, longest
from nameresolve.scoring.units import Units
from nameresolve.scoring.weights import GENERIC_WEIGHT, QUALIFIER_WEIGHT

__all__ = ["PHRASE_SHARE", "Phrase", "phrases"]

PHRASE_SHARE = 0.9
"""Of a full agreement, between words that mean the same."""

PHRASE_MOST = GENERIC_WEIGHT + QUALIFIER_WEIGHT
"""What such words prove at most: every country has a Supreme Court."""


class Phrase(NamedTuple):
    """Neighboring words of a name, the places they take up, as bits, and what they weigh together."""

    text: str
    places: int
    weight: float


@lru_cache(maxsize=1 << 14)
def phrases(units: Units) -> Mapping[str, Phrase]:
    """Return what the words of a body's name mean that elsewhere are several, or one: meaning -> words.

    >>> from nameresolve.scoring.units import units_of
    >>> {meaning: phrase.text for meaning, phrase in phrases(units_of("Middle East Bank", None)).items()}
    {'middle east': 'Middle East', 'bank': 'Bank'}
    """
    content = units.content
    folds = [unit.form.fold for unit in content]
    found: dict[str, Phrase] = {}
    at = 0
    while at < len(folds):
        count = longest("org_words", folds, at) or 1
        meaning = _meaning(" ".join(folds[at : at + count]))
        if meaning:
            run = content[at : at + count]
            places = sum(1 << unit.place for unit in run)
            weight = min(PHRASE_MOST, sum(unit.weight for unit in run))
            found.setdefault(meaning, Phrase(" ".join(unit.text for unit in run), places, weight))
        at += count
    return found


def _meaning(words: str) -> str:
    """Return what words mean, if that is a meaning that some language has several words for; or ""."""
    entry = listed_word("org_words", words)
    return entry[0] if entry is not None and entry[0] in _meanings_of_phrases() else ""


@cache
def _meanings_of_phrases() -> frozenset[str]:
    return frozenset(row[0] for words, row in entries("org_words").items() if " " in words)
