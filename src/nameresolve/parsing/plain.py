"""Plain names of people, whose parts are known without a closer look.

Most of a long list is names of two or three Latin words without a title, a particle or an initial. What
the parser makes of them is told here from the words alone, which takes a hundredth of the time; all other
names are left to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

from attrs import frozen

from nameresolve.model import Part, Role
from nameresolve.parsing.lexicon import ends_like_patronymic, entries
from nameresolve.unicode import fold, script_of

__all__ = ["MOST_WORDS", "PlainName", "plain_parts", "plain_person"]

MOST_WORDS = 6
"""Longer names are left to the parser."""

_LISTS = ("titles", "particles", "suffixes", "named_things")
_LEAST_LETTERS = 2
_LEAST_WITH_PATRONYMIC = 3
_NO_PATRONYMIC = -1


@frozen(slots=True)
class PlainName:
    """The words of a name as they are written; so many of them are the family name that a comma ends.

    `patronymic` is the place of the word that is one, or -1.
    """

    words: Sequence[str]
    family: int
    patronymic: int

    def ordered(self, *, family_first: bool = False) -> list[int]:
        """Return the places of the words in their fixed order: the family name last, where it is known."""
        places = list(range(len(self.words)))
        cut = self.family or (1 if family_first and len(places) > 1 else 0)
        return places[cut:] + places[:cut]


@cache
def _not_plain() -> frozenset[str]:
    """Return the words that begin something the parser knows."""
    return frozenset(entry.partition(" ")[0] for name in _LISTS for entry in entries(name))


def plain_person(text: str) -> PlainName | None:
    """Return the words of a plain name of a person; None for a name that the parser must look at.

    >>> plain_person("Tokayev, Kassym Kemeluly")
    PlainName(words=['tokayev', 'kassym', 'kemeluly'], family=1, patronymic=2)
    >>> plain_person("Dr. Kassym Tokayev") is plain_person("Ursula von der Leyen") is None
    True
    """
    before, comma, after = text.partition(", ")
    written = before.split(" ")
    family = len(written) if comma else 0
    if comma:
        written += after.split(" ")
    if len(written) > MOST_WORDS:
        return None
    words = [_plain_word(word) for word in written]
    return PlainName(words, family, _patronymic(words, family)) if all(words) else None


def plain_parts(text: str) -> tuple[Part, ...]:
    """Return the parts of a plain name of a person, as the parser gives them; none for any other name.

    >>> [(part.text, part.start, part.role) for part in plain_parts("Tokayev, Kassym")]
    [('Tokayev', 0, 'family'), ('Kassym', 9, 'given')]
    """
    plain = plain_person(text)
    if plain is None:
        return ()
    found, start = [], 0
    for place, (written, word) in enumerate(zip(_written(text), plain.words, strict=True)):
        role: Role = "name" if not plain.family else "family" if place < plain.family else "given"
        role = "patronymic" if place == plain.patronymic else role
        end = start + len(written)
        found.append(Part(text=written, start=start, end=end, role=role, fold=word, script="Latn"))
        start = end + (2 if place + 1 == plain.family else 1)
    return tuple(found)


def _written(text: str) -> list[str]:
    return text.replace(", ", " ").split(" ")


@lru_cache(maxsize=1 << 17)
def _plain_word(word: str) -> str:
    """Return a cleaned word of Latin letters; an empty text where its parse needs a closer look.

    Apostrophes inside it are left out, as they are of parts.
    """
    if not word[:1].isalpha():
        return ""
    cleaned = fold(word)
    bare = cleaned.replace("'", "")
    if len(bare) < _LEAST_LETTERS or cleaned[0] == "'" or cleaned[-1] == "'" or bare in _not_plain():
        return ""
    return bare if bare.isalpha() and all(script_of(letter) == "Latn" for letter in bare) else ""


def _patronymic(words: Sequence[str], family: int) -> int:
    if len(words) < _LEAST_WITH_PATRONYMIC:
        return _NO_PATRONYMIC
    first = max(1, family)
    return next((i for i in range(first, len(words)) if ends_like_patronymic(words[i])), _NO_PATRONYMIC)
