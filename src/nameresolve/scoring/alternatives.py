"""Names written together as one: with a slash, or one of them in brackets."""

from __future__ import annotations

import re
from functools import lru_cache

from nameresolve.parsing.inflection import listed_word
from nameresolve.scoring.joins import LEAST_ACRONYM, acronyms
from nameresolve.scoring.units import Unit, Units, units_of

__all__ = ["alternatives", "named_after"]

_MOST_NAMES = 3
_MOST_LETTERS = 300
_LEAST_LETTERS = 3
_MOST_OF_A_PLACE = 2
"""Words in brackets up to which they may be those of a place."""

_SLASH = re.compile(r"[/／|]")
_BRACKETS = re.compile(r"\A([^()]+)\(([^()]+)\)([^()]*)\Z")


@lru_cache(maxsize=1 << 14)
def alternatives(units: Units) -> tuple[Units, ...]:
    """Return the names that a body's name holds: two beside a slash, an acronym or another name in brackets.

    Brackets around a word or two that are no acronym of the rest tell a branch (Sweden, Hong Kong), no other
    name.

    >>> [piece.text for piece in alternatives(units_of("Al Qaeda / Islamic Army", "organization"))]
    ['Al Qaeda', 'Islamic Army']
    >>> alternatives(units_of("Smile Payments (Sweden)", "organization"))
    ()
    """
    text = units.text
    if len(text) > _MOST_LETTERS or units.kind == "person":
        return ()
    if found := _BRACKETS.match(text):
        return _bracketed(f"{found[1].strip()} {found[3].strip()}".strip(), found[2].strip(), units)
    pieces = [piece.strip() for piece in _SLASH.split(text)]
    if not 1 < len(pieces) <= _MOST_NAMES:
        return ()
    names = tuple(units_of(piece, units.kind) for piece in pieces)
    whole = all(len(name.content) > 1 or _names_a_body(name) for name in names)
    return names if whole and any(map(_names_a_body, names)) else ()


def _bracketed(outside: str, inside: str, units: Units) -> tuple[Units, ...]:
    rest, inner = units_of(outside, units.kind), units_of(inside, units.kind)
    if len(rest.content) < LEAST_ACRONYM or not inner.content:
        return ()
    short = inner.content[0].form.fold if len(inner.content) == 1 else ""
    if short in acronyms(rest) or len(inner.content) > _MOST_OF_A_PLACE:
        return rest, inner
    return ()


def _names_a_body(units: Units) -> bool:
    """Return whether a piece has a word of its own: no mere legal form, trade, number or country."""
    return any(_own(unit) for unit in units.content)


def _own(unit: Unit) -> bool:
    listed = unit.located or listed_word("org_words", unit.form.fold) is not None
    return unit.role == "word" and not listed and len(unit.form.fold) >= _LEAST_LETTERS


def named_after(body: Units, person: Units) -> bool:
    """Return whether a body's name is that of a person of two names or more, and a word for the body.

    >>> angela = units_of("Angela Merkel", "person")
    >>> named_after(units_of("Angela Merkel Stiftung", "organization"), angela)
    True
    """
    folds = [part.fold for part in person.parts]
    named = [part.fold for part in body.parts if part.role == "word"]
    return len(folds) > 1 and len(body.parts) > len(named) and sorted(folds) == sorted(named)
