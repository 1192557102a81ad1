"""What an update leaves of two segments, so that together they find what one built anew would find."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from nameresolve.index.segment import Segment

__all__ = ["Update"]

Numbers = NDArray[np.intp]


class Update:
    """Which parts of two segments count, and which parts of the second are in the first too.

    A part counts if a form that is still there has it. Of a part in both segments the first counts;
    the second is its twin, and is searched wherever the first is found.
    """

    def __init__(self, segments: Sequence[Segment], living_forms: NDArray[np.bool_]) -> None:
        first = segments[0]
        used = [_used(segments[0], living_forms[: len(first)])]
        self._twins = np.full(len(first.parts), -1, dtype=np.intp)
        if len(segments) > 1:
            second = _used(segments[1], living_forms[len(first) :])
            for number, key in enumerate(segments[1].parts):
                twin = first.number_of(key)
                if twin is not None and used[0][twin]:
                    self._twins[twin] = len(first.parts) + number
                    second[number] = False
            used.append(second)
        self.living_parts = np.concatenate(used)
        self.canonical = self._canonical()

    def _canonical(self) -> NDArray[np.int32]:
        """Return for each part the number under which it is found: that of its twin in the first segment."""
        numbers = np.arange(len(self.living_parts), dtype=np.int32)
        having = np.flatnonzero(self._twins >= 0)
        numbers[self._twins[having]] = having
        return numbers

    def with_twins(
        self, numbers: Numbers, agreeing: NDArray[np.float32]
    ) -> tuple[Numbers, NDArray[np.float32]]:
        """Return parts and their twins; a twin agrees as well as the part."""
        first = np.flatnonzero(numbers < len(self._twins))
        having = first[self._twins[numbers[first]] >= 0]
        twins = self._twins[numbers[having]]
        return np.concatenate([numbers, twins]), np.concatenate([agreeing, agreeing[having]])


def _used(segment: Segment, living: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return which parts some living form has."""
    parts, forms = segment.pairs()
    return np.asarray(np.bincount(parts[living[forms]], minlength=len(segment.parts)) > 0)
