"""What endings say of two parts: genders of one name, and a Russian ending that one has dropped."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from nameresolve.distance import PartForm
from nameresolve.parsing.lexicon import given_name_groups
from nameresolve.tables import lines, load

__all__ = [
    "czech_feminine",
    "czech_stems",
    "gender_across",
    "other_gender",
    "other_given_gender",
    "russian_ending",
]


_LONGEST_ENDING = 7


@cache
def _masculine_of(script: str) -> Mapping[str, tuple[str, ...]]:
    """Return feminine endings of family names and the masculine ones each may answer."""
    table: list[tuple[str, str, str]] = load("lexicon")["family_endings"]
    found: dict[str, list[str]] = {}
    for masculine, feminine, code in table:
        if code == script and masculine != feminine:
            found.setdefault(feminine, []).append(masculine)
    return {feminine: tuple(endings) for feminine, endings in found.items()}


def _feminine_of(left: str, right: str, script: str) -> bool:
    """Return whether the right family name is the feminine form of the left one."""
    table = _masculine_of(script)
    for size in range(1, min(len(right) - 2, _LONGEST_ENDING + 1)):
        for masculine in table.get(right[-size:], ()):
            stem = right[:-size]
            if len(stem) > 2 and left == stem + masculine:
                return True
    return False


@lru_cache(maxsize=1 << 15)
def other_gender(left: str, right: str, script: str) -> bool:
    """Return whether two family names are the masculine and the feminine form of one."""
    return left[:3] == right[:3] and (_feminine_of(left, right, script) or _feminine_of(right, left, script))


_GENDERED_SOUNDS = tuple(
    (masculine, feminine)
    for masculine, feminine in (("ov", "ova"), ("ev", "eva"), ("ow", "owa"), ("ew", "ewa"), ("in", "ina"),
                                ("ski", "ska"), ("ski", "skaya"), ("sky", "ska"), ("sky", "skaya"))
)  # fmt: skip


def gender_across(left: PartForm, right: PartForm) -> bool:
    """Return whether the sounds of two parts in different scripts end as one name's two genders."""
    if left.symbols.endswith("a") is right.symbols.endswith("a"):
        return False
    for a, b in ((left.symbols, right.symbols), (right.symbols, left.symbols)):
        if any(a.endswith(m) and b.endswith(f) for m, f in _GENDERED_SOUNDS):
            return True
    return False


def czech_feminine(left: str, right: str) -> bool:
    """Return whether the right name is the left, a man's or a foreign one, with the Czech -ová."""
    return right.endswith("ová") and right[:-3] == left and not left.endswith(("ov", "ova"))


_RUSSIAN_FAMILY = ("ov", "ev", "in")


def czech_stems(left: str, right: str) -> tuple[str, str] | None:
    """Return the masculine forms of two names of women, one with the Czech -ová after the Russian ending.

    >>> czech_stems("otunbajevová", "otunbayeva"), czech_stems("nováková", "novaka")
    (('otunbajev', 'otunbayev'), None)
    """
    if left.endswith("ová") is right.endswith("ová"):
        return None
    stems = [fold[:-3] if fold.endswith("ová") else fold[:-1] for fold in (left, right)]
    plain = left if right.endswith("ová") else right
    if not plain.endswith("a") or not all(stem.endswith(_RUSSIAN_FAMILY) for stem in stems):
        return None
    return stems[0], stems[1]


_TURKIC_LETTERS = frozenset("әғқңөұүһіğıñşūq")
_LEAST_TURKIC = 4


def russian_ending(left: PartForm, right: PartForm) -> tuple[str, str] | None:
    """Return two family names without the Russian ending that one has, and the other, in Kazakh, has not.

    Ашимжанов is Әшімжан since the bearer dropped the ending; Petrov is not Petr.

    >>> from nameresolve.distance import part_form
    >>> russian_ending(part_form("ашимжанов", "Cyrl"), part_form("әшімжан", "Cyrl"))
    ('ашимжан', 'әшімжан')
    >>> russian_ending(part_form("петров", "Cyrl"), part_form("петр", "Cyrl"))
    """
    bare = [re.sub("(?:[оеo]в|[eo]v)а?a?$", "", form.fold) for form in (left, right)]
    if (bare[0] == left.fold) is (bare[1] == right.fold) or min(map(len, bare)) < _LEAST_TURKIC:
        return None
    plain = left.fold if bare[0] == left.fold else right.fold
    return (bare[0], bare[1]) if not _TURKIC_LETTERS.isdisjoint(plain) else None


_VOWELS = frozenset("aeiouyáéíóúâêîôû")


def other_given_gender(left: str, right: str) -> bool:
    """Return whether two given names are the two genders of one.

    Mario and Maria are, Ivan and Ivana, Marcel and Marcelle; not Georg and George, nor Mari and Marie.

    >>> [other_given_gender(*pair) for pair in (("mario", "maria"), ("jean", "jeanne"), ("mari", "marie"))]
    [True, True, False]
    """
    swapped = left[:-1] == right[:-1] and {left[-1], right[-1]} in ({"o", "a"}, {"е", "а"}, {"о", "а"})
    longer, shorter = (left, right) if len(left) > len(right) else (right, left)
    with_e = shorter[-1] not in _VOWELS and longer in (f"{shorter}e", f"{shorter}{shorter[-1]}e")
    if not swapped and not with_e and longer not in (f"{shorter}a", f"{shorter}а"):
        return False
    known = lines("frequency", float)
    if left not in known or right not in known:
        return False
    return not with_e or given_name_groups(left).keys().isdisjoint(given_name_groups(right))
