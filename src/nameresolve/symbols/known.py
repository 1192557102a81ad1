"""Which spellings are known for one name part, by a list of names in many scripts.

The list, ``gazetteer/lexicon/known_names.tsv``, is text: it is mapped, and only the lines that are asked for
are read. That a spelling is listed for a name is evidence and no proof: names share spellings.
"""

from __future__ import annotations

from functools import lru_cache

from attrs import frozen

from nameresolve.tables import lines
from nameresolve.unicode import strip_marks

__all__ = ["MORE", "KnownName", "known_apart", "known_as_one", "known_name", "plain_part"]

MORE = "*"
"""Stands among the spellings of a name that has more of them than are listed."""

_AFTER_LATIN = "\u0370"


@frozen(slots=True)
class KnownName:
    """What is listed for a part: Latin spellings of the same name, and names that share some spelling."""

    spellings: frozenset[str]
    linked: frozenset[str]


@lru_cache(maxsize=1 << 16)
def known_name(part: str) -> KnownName | None:
    """Return what is listed for a cleaned part, or None if it is not listed.

    >>> "sarkisyan" in known_name("sargsyan").spellings, known_name("qwxz")
    (True, None)
    """
    return lines("known_names", _listed).find(plain_part(part))


def _listed(line: str) -> KnownName:
    spellings, linked = line.split("\t")
    return KnownName(frozenset(spellings.split()), frozenset(linked.split()))


def plain_part(part: str) -> str:
    """Return a Latin part without marks; elsewhere marks are letters."""
    return strip_marks(part) if part < _AFTER_LATIN else part


def known_as_one(left: str, right: str) -> bool:
    """Return whether two cleaned parts, one of them Latin at least, are listed as spellings of one name.

    Two Latin ones are also one if both are listed with a third.

    >>> known_as_one("شميت", "schmidt"), known_as_one("evgueni", "yevgeny"), known_as_one("keller", "koller")
    (True, True, False)
    """
    ours, theirs = known_name(left), known_name(right)
    if ours is not None and plain_part(right) in ours.spellings:
        return True
    if theirs is None:
        return False
    if plain_part(left) in theirs.spellings:
        return True
    if ours is None or max(left, right) >= _AFTER_LATIN:
        return False
    return not (ours.spellings & theirs.spellings).issubset((MORE,))


def known_apart(left: str, right: str) -> bool:
    """Return whether two Latin parts are both listed, but not as one name nor with a spelling in common.

    >>> known_apart("keller", "koller"), known_apart("mayer", "meyer"), known_apart("keller", "kelller")
    (True, False, False)
    """
    ours, theirs = known_name(left), known_name(right)
    if ours is None or theirs is None or any(MORE in name.linked | name.spellings for name in (ours, theirs)):
        return False
    plain = plain_part(left), plain_part(right)
    return (
        plain[0] != plain[1]
        and plain[1] not in ours.spellings | ours.linked
        and plain[0] not in theirs.spellings | theirs.linked
    )
