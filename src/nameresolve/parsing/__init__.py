"""From text to `Name`: what plays which part in a name."""

from __future__ import annotations

from functools import lru_cache

from nameresolve.arguments import checked_kind
from nameresolve.errors import LimitError, text_of
from nameresolve.model import Kind, Name
from nameresolve.parsing.bodies import (
    looks_like_organization,
    looks_like_place,
    looks_like_state,
    parse_organization,
    parse_place,
    texts_of,
)
from nameresolve.parsing.people import parse_person
from nameresolve.parsing.things import named_thing

__all__ = ["LONGEST_NAME", "guess_kind", "parse"]

LONGEST_NAME = 10_000
"""Names longer than this, in characters, are refused: they are no names."""


def guess_kind(text: str) -> Kind:
    """Return the kind of parsing a name of unknown kind wants: a person's unless its words say otherwise.

    >>> guess_kind("Xi Jinping"), guess_kind("Xi Jinping Thought"), guess_kind("Equatorial Guinea")
    ('person', 'other', 'place')
    """
    if looks_like_state(text):
        return "place"
    if looks_like_organization(text):
        return "organization"
    if thing := named_thing(texts_of(text)):
        return thing[2]
    return "place" if looks_like_place(text) else "person"


def parse(name: str, *, kind: Kind | None = None) -> Name:
    """Return the parts of a name, each with its role, script and place in the text.

    Without a kind, names with a legal form or a word like "ministry" are read as organizations,
    names with a point of the compass or a word like "new" where places have it as places, things
    named after people ("Xi Jinping Thought") as what they are, all others as people; the result then
    has ``kind=None``. In a person's name the word that makes it a thing has the role ``"generic"``. An
    empty text gives a name without parts. No letter is lost: the parts cover every letter, in order.

    Raises `LimitError` for more than 10,000 characters, `TextError` for what is no string, and
    `SettingsError` for an unknown kind.

    >>> [(part.text, part.role) for part in parse("Tokayev, K.-J.").parts]
    [('Tokayev', 'family'), ('K', 'initial'), ('J', 'initial')]
    """
    try:
        return _parsed(name, kind)
    except TypeError:  # what cannot be looked up is no string
        text_of(name)
        checked_kind(kind)
        raise


@lru_cache(maxsize=1 << 15)
def _parsed(name: str, kind: Kind | None) -> Name:
    checked_kind(kind)
    if len(text_of(name)) > LONGEST_NAME:
        raise LimitError(
            f"the name has {len(name):,} characters, more than the limit of {LONGEST_NAME:,}. "
            f"It begins with {name[:40]!r}; check whether a line break or a quotation mark is missing."
        )
    reading = kind or guess_kind(name)
    if reading == "person":
        parsed = parse_person(name)
    elif reading == "place":
        parsed = parse_place(name)
    else:
        parsed = parse_organization(name, reading)
    return Name(parsed.text, kind, parsed.parts)
