"""Adding up what forms collect, at a cost that grows with the forms that collect anything."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

__all__ = ["MOST_LISTS", "MOST_SUMMED", "Tally", "best_of", "leading", "summed"]

Floats = NDArray[np.float32]
Numbers = NDArray[np.intp]


LEAST_OF_BEST = 0.2
"""Forms that collect less than this share of what the best collects are not compared."""

MOST_LISTS = 1 << 7
MOST_SUMMED = 1 << 24
"""So many lists, and forms in all of them, `summed` tells apart."""

_LIST, _FORM = 24, 31
"""Bits that say where a form stands in all lists, and these with those that say in which."""


class Tally:
    """Room for a figure a form, all zero between two queries: only what a query touched is cleared.

    >>> tally = Tally(9)
    >>> forms = tally.nominate([np.array([4, 2, 4])])
    >>> tally.add(np.array([4, 2, 4]), np.array([1.0, 3.0, 2.0], dtype=np.float32))
    >>> dict(zip(forms.tolist(), tally.take(forms).tolist()))
    {2: 3.0, 4: 2.0}
    """

    def __init__(self, size: int) -> None:
        self._marked = np.zeros(size, dtype=bool)
        self._best = np.zeros(size, dtype=np.float32)
        self._scores = np.zeros(size, dtype=np.float32)
        self._last = np.zeros(size, dtype=np.uint32)

    def nominate(self, lists: Sequence[Numbers]) -> Numbers:
        """Mark forms, which may occur several times, and return each once."""
        forms = np.concatenate(lists)
        place = np.arange(len(forms), dtype=np.uint32)
        self._last[forms] = place
        once: Numbers = forms[self._last[forms] == place]
        self._marked[once] = True
        return once

    def nominated(self, forms: NDArray[np.integer]) -> NDArray[np.bool_]:
        """Return which forms are marked."""
        return np.asarray(self._marked[forms])

    def add(self, forms: Numbers, worths: Floats) -> None:
        """Add to each form the most that it is given here."""
        np.maximum.at(self._best, forms, worths)
        self._scores[forms] += self._best[forms]  # a form that occurs twice is given the same sum twice
        self._best[forms] = 0.0

    def take(self, forms: Numbers) -> Floats:
        """Return what forms collected and clear it; they must be all that were nominated."""
        collected = self._scores[forms]
        self._scores[forms] = 0.0
        self._marked[forms] = False
        return collected


def summed(lists: Sequence[tuple[Numbers, Floats]], also: Numbers) -> tuple[Numbers, Floats]:
    """Return forms, ascending, and of each the sum of the most that each list gives it; `also` get nothing.

    It is what a `Tally` adds up, in less time: sorted, the forms that occur stand side by side.

    >>> forms = np.array([4, 2, 4]), np.array([1.0, 3.0, 2.0], dtype=np.float32)
    >>> [each.tolist() for each in summed([forms, forms], np.array([7]))]
    [[2, 4, 7], [6.0, 4.0, 0.0]]
    """
    forms = np.concatenate([*(forms for forms, _ in lists), also])
    worths = np.concatenate([*(worths for _, worths in lists), np.zeros(len(also), dtype=np.float32)])
    if not len(forms):
        return forms, worths
    sizes = [*(len(forms) for forms, _ in lists), len(also)]
    packed = (forms << _FORM) | (np.repeat(np.arange(len(sizes)), sizes) << _LIST) | np.arange(len(forms))
    packed.sort()
    listed = packed >> _LIST
    starts = np.flatnonzero(np.diff(listed, prepend=-1))
    most = np.maximum.reduceat(worths[packed & ((1 << _LIST) - 1)], starts)
    which = listed[starts] >> (_FORM - _LIST)
    first = np.diff(which, prepend=-1) != 0
    total = np.zeros(np.count_nonzero(first), dtype=np.float32)
    # In the order of the lists, so that the sums are to the last bit those of a `Tally`.
    np.add.at(total, np.cumsum(first) - 1, most)
    return which[first], total


def best_of(forms: Numbers, scores: Floats, limit: int) -> tuple[Numbers, Floats]:
    """Return the forms with the highest scores, best first; of equals the smaller number first."""
    if len(forms) > limit:
        kept = np.flatnonzero(scores >= np.partition(scores, len(scores) - limit)[len(scores) - limit])
        forms, scores = forms[kept], scores[kept]
    order = np.lexsort((forms, -scores))[:limit]
    return forms[order], scores[order]


def leading(forms: Numbers, scores: Floats, limit: int, most: float) -> tuple[Numbers, Floats]:
    """Return the forms that collect most, best first, without those that collect far less than the best.

    Of what the best collects no more than `most` counts.
    """
    forms, scores = best_of(forms, scores, limit)
    if not len(forms):
        return forms, scores
    enough = scores >= LEAST_OF_BEST * min(float(scores[0]), most)
    return forms[enough], scores[enough]
