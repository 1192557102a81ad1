"""The parts of all forms, as the segments of an index hold them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from nameresolve.contents import UNLISTED, FormParts, Rows
from nameresolve.index.parts import PartIndex
from nameresolve.index.segment import Segment
from nameresolve.scoring.bulk import PartsOfNames

__all__ = ["StoredContents"]

Numbers = NDArray[np.intp]


class StoredContents:
    """The parts of the forms of one segment, or of that of a gazetteer and that of its update."""

    def __init__(self, segments: Sequence[Segment], parts: PartIndex) -> None:
        self._held: list[FormParts] = [s.content for s in segments if s.content is not None]
        self._parts = parts
        self._first = len(self._held[0])

    def kinds(self, forms: Numbers) -> NDArray[np.uint8]:
        """Return the place of each form's kind in `KINDS`."""
        if len(self._held) == 1:
            return self._held[0].kinds.take(forms)
        second = forms >= self._first
        found = np.empty(len(forms), dtype=np.uint8)
        for place, held in enumerate(self._held):
            mine = second == bool(place)
            found[mine] = held.kinds.take(forms[mine] - place * self._first)
        return found

    def are_empty(self, forms: Numbers) -> NDArray[np.bool_]:
        """Return of which forms nothing can be compared."""
        found = np.empty(len(forms), dtype=np.bool_)
        for place, held in enumerate(self._held):
            mine = np.flatnonzero((forms >= self._first) == bool(place))
            local = forms[mine] - place * self._first
            found[mine] = held.starts.take(local) == held.starts.take(local + 1)
        return found

    def rows(self, forms: Numbers) -> Rows:
        """Return the parts of some forms."""
        if len(self._held) == 1:
            return self._held[0].rows(forms)
        second = forms >= self._first
        pieces = [
            (
                np.flatnonzero(second == bool(place)),
                held.rows(forms[second == bool(place)] - place * self._first),
            )
            for place, held in enumerate(self._held)
        ]
        shape = (len(forms), max(rows.numbers.shape[1] for _, rows in pieces))
        roles, heads, scripts = np.zeros((3, *shape), dtype=np.uint8)
        weights = np.zeros(shape, dtype=np.float32)
        numbers = np.full(shape, UNLISTED, dtype=np.int32)
        for (mine, rows), first in zip(pieces, self._parts.first.tolist(), strict=False):
            wide = rows.numbers.shape[1]
            roles[mine, :wide], weights[mine, :wide] = rows.names.roles, rows.names.weights
            heads[mine, :wide], scripts[mine, :wide] = rows.heads, rows.scripts
            listed = rows.numbers != UNLISTED
            found = np.full(rows.numbers.shape, UNLISTED, dtype=np.int32)
            found[listed] = self._parts.canonical(rows.numbers[listed] + np.int32(first))
            numbers[mine, :wide] = found
        return Rows(PartsOfNames(roles, weights), numbers, heads, scripts)
