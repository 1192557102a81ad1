"""Korean names written in one word: where the family name ends, so that all schemes can part it off."""

from __future__ import annotations

from functools import cache

from nameresolve.romanization.writing import script_of
from nameresolve.tables import read

__all__ = ["family_size"]

_LENGTHS = range(2, 5)  # syllables of a whole name
_COMPOUND = 2


@cache
def _compound_families() -> frozenset[str]:
    known = {native for native, _, usage in read("spellings")["families"] if usage == "surname-usage"}
    return frozenset(native for native in known if len(native) == _COMPOUND)


def family_size(text: str) -> int:
    """Return how many syllables of a Korean name in one word are its family name; 0 for other text.

    >>> family_size("김정은"), family_size("남궁민"), family_size("김 정은")
    (1, 2, 0)
    """
    if len(text) not in _LENGTHS or any(script_of(char) != "Hang" for char in text):
        return 0
    if text[:_COMPOUND] in _compound_families():
        return _COMPOUND if len(text) > _COMPOUND else 0
    return 1 if len(text) < max(_LENGTHS) else 0
