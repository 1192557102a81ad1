"""Other forms of a given name among the listed parts: Antonius is one where Tony is asked for.

They sound too little alike to be found by their codes. How much they agree is what a careful comparison
says of them, so that the names they stand in are not left out before it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from nameresolve.distance import PartForm
from nameresolve.index.segment import Part
from nameresolve.parsing.lexicon import given_name_groups, given_names_of
from nameresolve.scoring.customs import EQUIVALENT_SHARE, NICKNAME_SHARE

__all__ = ["GivenNames"]

Floats = NDArray[np.float32]
Numbers = NDArray[np.intp]

SURELY_SPELLED = 0.6
"""A part in another script spells a listed name that it agrees with so much."""

MOST_SPELLED = 3


class GivenNames:
    """The given names among listed parts; `find` returns the numbers of Latin ones."""

    def __init__(self, find: Callable[[Sequence[str]], Sequence[int]], parts: Sequence[Part]) -> None:
        self._find = find
        self._parts = parts
        self._members: dict[str, Numbers] = {}

    def widened(self, form: PartForm, numbers: Numbers, shares: Floats) -> tuple[Numbers, Floats]:
        """Return ascending numbers and shares with those of other forms of the name that a part is."""
        found = list(self._forms(form, numbers, shares))
        if not found:
            return numbers, shares
        every = np.concatenate([numbers, *(mine for mine, _ in found)])
        agreeing = np.concatenate([shares, *(np.full(len(mine), share) for mine, share in found)])
        order = np.lexsort((-agreeing, every))
        kept, first = np.unique(every[order], return_index=True)
        return kept, agreeing[order][first].astype(np.float32)

    def _forms(self, form: PartForm, numbers: Numbers, shares: Floats) -> Iterator[tuple[Numbers, float]]:
        """Yield the numbers of forms of the name and what they share with it."""
        for group, share in self._groups(form, numbers, shares):
            if group not in self._members:
                names = sorted(given_names_of(group))
                self._members[group] = np.array(sorted(self._find(names)), dtype=np.intp)
            if len(self._members[group]):
                yield self._members[group], share

    def _groups(self, form: PartForm, numbers: Numbers, shares: Floats) -> Iterator[tuple[str, float]]:
        if form.script == "Latn":
            relations = given_name_groups(form.fold)
            yield from ((group, _SHARES[how]) for group, how in relations.items() if how in _SHARES)
            return
        spelled = np.flatnonzero(shares >= SURELY_SPELLED)
        for place in spelled[np.argsort(-shares[spelled], kind="stable")[:MOST_SPELLED]].tolist():
            name = self._parts[int(numbers[place])][0]
            for group, how in given_name_groups(name).items():
                if how == "nickname" or name == group:
                    yield group, float(shares[place]) * _SHARES.get(how, 0.0)


_SHARES = {"variant": EQUIVALENT_SHARE, "nickname": NICKNAME_SHARE}
