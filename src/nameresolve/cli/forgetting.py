"""What the library remembers of names that were asked long ago, and is better forgotten in a long run.

Each new name leaves some fifty kilobytes in the caches of parts, readings and comparisons; most of it is
never looked up again. Emptied every few hundred names they stay small, and that costs no time that could be
measured.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

__all__ = ["forget"]

_Cache = type(lru_cache(len))

MOST_HELD = 10_000
"""Entries of all caches together that are no burden: what a hundred new names leave."""


def forget() -> int:
    """Empty the caches of the library if they hold many entries; return how many they held.

    Answers do not depend on it. Tables, which are read once and have no limit, stay.

    >>> forget() >= 0
    True
    """
    caches = [each for each in _caches() if each.cache_info().maxsize is not None]
    held: int = sum(each.cache_info().currsize for each in caches)
    for each in caches if held > MOST_HELD else ():
        each.cache_clear()
    return held


def _caches() -> Iterator[Any]:
    """Yield the caches of the modules that were imported so far, each once."""
    modules = [module for name, module in list(sys.modules.items()) if name.startswith("nameresolve.")]
    found = {id(value): value for each in modules for value in list(vars(each).values())}
    yield from (value for value in found.values() if isinstance(value, _Cache))
