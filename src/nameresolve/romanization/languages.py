"""Which languages a text may be in, judged by its letters alone."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from attrs import frozen

from nameresolve.romanization.schemes import is_latin, language_records, scheme_records
from nameresolve.romanization.writing import is_letter

__all__ = ["Language", "languages_of", "likely_languages", "neighbor_schemes", "usual_schemes"]

_SIGN = 1.0  # what a letter or a spelling that betrays the language is worth
_FARTHEST = 3.0  # languages that cost more than the best one by this are left out


@frozen(slots=True)
class Language:
    """A language in one script: its letters, and the letters and spellings that betray it.

    `prior` is how unlikely the language is before any letter is seen, in the same unit as the
    cost of a reading. `scheme` is the id of the scheme used when nothing else is asked for.
    """

    tag: str
    script: str
    alphabet: frozenset[str]
    signs: frozenset[str]
    clues: re.Pattern[str] | None
    prior: float
    scheme: str


@lru_cache(maxsize=1)
def _languages() -> Mapping[str, tuple[Language, ...]]:
    """Return the known languages by script."""
    found: dict[str, list[Language]] = {}
    for tag, record in language_records().items():
        signs = frozenset(record.get("signs", ""))
        language = Language(
            tag=tag.split("-")[0],
            script=record["script"],
            alphabet=frozenset(record.get("alphabet", "")) | signs,
            signs=signs,
            clues=re.compile(record["clues"]) if "clues" in record else None,
            prior=record["prior"],
            scheme=record["scheme"],
        )
        found.setdefault(language.script, []).append(language)
    return {script: tuple(group) for script, group in found.items()}


def languages_of(script: str) -> tuple[Language, ...]:
    """Return the languages written in a script for which there are schemes.

    >>> [language.tag for language in languages_of("Geor")]
    ['ka']
    """
    return _languages().get(script, ())


def likely_languages(text: str, script: str, asked: str | None = None) -> tuple[tuple[float, Language], ...]:
    """Return the languages a text in a script may be in, each with a cost, the best first at 0.

    Only the languages whose alphabet leaves the fewest letters out come into question; letters
    and spellings that only few languages have count for those. A language that is asked for,
    by a BCP 47 tag, is the only one, if it is written in that script; otherwise the letters
    decide as if none were asked for.

    >>> likely_languages("Қасым", "Cyrl")[0][1].tag
    'kk'
    """
    known = languages_of(script)
    if asked is not None:
        primary = asked.lower().replace("_", "-").split("-")[0]
        known = tuple(language for language in known if language.tag == primary) or known
    lower = unicodedata.normalize("NFC", text).lower()
    letters = frozenset(char for char in lower if is_letter(char))
    foreign = {language.tag: _foreign(language, letters) for language in known}
    fewest = min(foreign.values(), default=0)
    costs = [
        (_cost(language, lower, letters), language) for language in known if foreign[language.tag] == fewest
    ]
    if not costs:
        return ()
    least = min(cost for cost, _ in costs)
    near = [(cost - least, language) for cost, language in costs if cost - least <= _FARTHEST]
    return tuple(sorted(near, key=lambda pair: (pair[0], pair[1].prior, pair[1].tag)))


def _foreign(language: Language, letters: frozenset[str]) -> int:
    return len(letters - language.alphabet) if language.alphabet else 0


def _cost(language: Language, text: str, letters: frozenset[str]) -> float:
    found = int(not letters.isdisjoint(language.signs))
    if language.clues is not None and language.clues.search(text):
        found += 1
    return language.prior - _SIGN * found


@lru_cache(maxsize=256)
def usual_schemes(language: str, script: str) -> tuple[tuple[float, str], ...]:
    """Return ``(cost, id)`` of the schemes in use for a language and script, the usual first.

    >>> usual_schemes("uk", "Cyrl")[0]
    (0.0, 'ua-ukr-Cyrl-Latn-2010')
    """
    return tuple(pair for pair in _ranked(language, script) if is_latin(scheme_records()[pair[1]]))


@lru_cache(maxsize=256)
def neighbor_schemes(language: str, script: str) -> tuple[tuple[float, str], ...]:
    """Return ``(cost, id)`` of the schemes that write a language in the letters of another one.

    >>> neighbor_schemes("kk", "Cyrl")
    ((0.15, 'rus-kaz-Cyrl-Cyrl'),)
    """
    return tuple(pair for pair in _ranked(language, script) if not is_latin(scheme_records()[pair[1]]))


def _ranked(language: str, script: str) -> list[tuple[float, str]]:
    return sorted(
        (record["cost"], scheme)
        for scheme, record in scheme_records().items()
        if "cost" in record and record["script"] == script and record["language"].split("-")[0] == language
    )
