"""The native names that a name in Latin letters may stand for, each part read back in one language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from heapq import nlargest
from math import inf

from attrs import frozen

from nameresolve.romanization.inverse import (
    Origin,
    as_read,
    origins,
    prior_of,
    schemes_of,
    usualness,
    western,
)
from nameresolve.romanization.writing import main_script, script_of

__all__ = ["MOST_PARTS", "NativeName", "latin_words", "name_parts", "native_names"]

MOST_PARTS = 6
"""Names of more parts are not read back: what is so long is a text."""

_NATS = 6.0  # so many natural log-units are worth one unit of the cost of a reading
_PRIOR = 1.5  # what one unit of the prior of a language, or of the cost of a scheme, is in log-units
_MIXED = 3.0  # what it costs that no one scheme writes all parts
_EVEN = 1.0  # log-units: a name that looks western by more is not read back
_CLEAR = 6.0  # how clearly a part has to be of a language for another part to be left as it is
_UNREAD = -3.5  # what each letter that is left in Latin counts
_PER_LANGUAGE = 3
_MOST_NAMES = 8
_DEAREST = 1.5  # native names that cost more than this are left out
_PART = re.compile(r"[^\W\d_]['’ʼʻʿʹʺ`´\u0300-\u036f\w]*")


@frozen(slots=True)
class NativeName:
    """A name in the script of a language, with the cost of taking it for the one that is meant.

    `parts` are its parts as they stand in it, in the order of those of the Latin name. `whole` says that
    all of them are native: otherwise one was left in Latin letters because it looks western.
    """

    parts: tuple[str, ...]
    language: str
    cost: float
    whole: bool


def name_parts(text: str) -> list[tuple[int, int]]:
    """Return where the parts of a name stand: runs of letters, with the apostrophes inside them.

    >>> name_parts("K.-J. Tokayev")
    [(0, 1), (3, 4), (6, 13)]
    """
    return [match.span() for match in _PART.finditer(text)]


def latin_words(text: str) -> list[str]:
    """Return the words of a text that are in Latin letters, in lower case and NFC, ready to be read back.

    >>> latin_words("Қ. TOKAYEV, K.-J.")
    ['tokayev', 'k', 'j']
    """
    parts = [text[start:end] for start, end in name_parts(text)]
    return [as_read(part) for part in parts if main_script(part) == "Latn"]


def native_names(text: str, language: str | None = None) -> tuple[NativeName, ...]:
    """Return the native names that a Latin one may stand for, the likeliest first, at cost 0.

    Only languages whose schemes explain every part come into question, or only the one that is
    asked for. One part may stay as it is if another is clearly of the language: *Alexander
    Lukaschenko*. Nothing comes back for a name that looks like none of these languages or rather
    like a western European one, for one of more than six parts, and for text in another script.

    >>> [name.parts for name in native_names("Tokajew")][0]
    ('Тоқаев',)
    """
    parts = [text[start:end] for start, end in name_parts(text)]
    if not parts or len(parts) > MOST_PARTS or main_script(text) != "Latn":
        return ()
    asked = language.lower().replace("_", "-").split("-")[0] if language else None
    return tuple(
        NativeName(tuple(map(_cased_like, native, parts)), tag, cost, whole)
        for cost, tag, native, whole in _read_back(tuple(map(as_read, parts)), asked)
    )


@lru_cache(maxsize=1024)
def _read_back(
    parts: tuple[str, ...], asked: str | None
) -> tuple[tuple[float, str, tuple[str, ...], bool], ...]:
    found = [origins(part, asked) for part in parts]
    tags = sorted({origin.language for group in found for origin in group})
    rows: list[tuple[float, str, tuple[str, ...], bool]] = []
    for tag in tags:
        choices = [tuple(origin for origin in group if origin.language == tag) for group in found]
        if _plausible(parts, choices):
            filled = [choice or (_left(part, tag),) for part, choice in zip(parts, choices, strict=True)]
            rows += [(likely, tag, native, all(choices)) for likely, native in _in_language(filled, tag)]
    best = max((row[0] for row in rows), default=0.0)
    ranked = sorted(
        (round((best - likely) / _NATS, 6), tag, native, whole) for likely, tag, native, whole in rows
    )
    return tuple(row for row in ranked if row[0] <= _DEAREST)[:_MOST_NAMES]


def _plausible(parts: tuple[str, ...], choices: list[tuple[Origin, ...]]) -> bool:
    """Return whether a name looks more like one of a language than like a western one."""
    leads = [choice[0].likely - western(part) for part, choice in zip(parts, choices, strict=True) if choice]
    if len(leads) == len(parts):
        return sum(leads) >= -_EVEN
    return len(leads) == len(parts) - 1 and max(leads, default=0.0) >= _CLEAR


def _left(part: str, tag: str) -> Origin:
    """Return a part that is left in Latin letters, as if every scheme wrote it so."""
    return Origin(part, tag, _UNREAD * len(part), schemes_of(tag))


def _in_language(choices: list[tuple[Origin, ...]], tag: str) -> list[tuple[float, tuple[str, ...]]]:
    """Return the likeliest names of one language: written by one scheme, or each part by its own."""
    prior = _PRIOR * prior_of(tag)
    best: dict[tuple[str, ...], float] = {}
    for likely, native in _whole_names(choices):
        best[native] = max(likely - prior, best.get(native, -inf))
    return nlargest(_PER_LANGUAGE, ((likely, native) for native, likely in best.items()))


def _whole_names(choices: list[tuple[Origin, ...]]) -> Iterator[tuple[float, tuple[str, ...]]]:
    shared = {scheme for origin in choices[0] for scheme in origin.schemes}
    for scheme in shared:
        fitting = [[origin for origin in choice if scheme in origin.schemes] for choice in choices]
        if all(fitting):
            chosen = [max(group, key=lambda origin: origin.likely) for group in fitting]
            yield _sum(chosen) - _PRIOR * usualness(scheme)[0], tuple(origin.native for origin in chosen)
    chosen = [max(choice, key=_alone) for choice in choices]
    yield sum(map(_alone, chosen)) - _MIXED, tuple(origin.native for origin in chosen)


def _alone(origin: Origin) -> float:
    return origin.likely - _PRIOR * usualness(origin.schemes[0])[0]


def _sum(chosen: list[Origin]) -> float:
    return sum(origin.likely for origin in chosen)


def _cased_like(native: str, part: str) -> str:
    """Give a native part the case of the Latin one; Georgian has no capitals in names."""
    if script_of(native[:1]) == "Geor":
        return native
    if len(part) > 1 and part.isupper():
        return native.upper()
    return native[:1].upper() + native[1:] if part[:1].isupper() else native
