"""The listed parts that are near a part of a name."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from nameresolve.distance import PartForm
from nameresolve.symbols import Symbols

__all__ = ["Held", "Nearby", "Read", "read_of"]

Floats = NDArray[np.float32]
Numbers = NDArray[np.intp]

Read = tuple[str, str, tuple[tuple[str, Symbols], ...]]
"""A cleaned part, its script, and the readings that its neighbors suggest."""


@frozen(slots=True, eq=False)
class Held:
    """Numbers of parts, how much each agrees, what it is worth, and where the forms that have it stand."""

    numbers: Numbers
    agreeing: Floats
    weights: Floats
    starts: Numbers
    counts: Numbers

    def cut(self, ends: Sequence[int]) -> list[Held]:
        """Return those up to each end, which the next follow."""
        return [
            Held(
                self.numbers[start:end], self.agreeing[start:end], self.weights[start:end],
                self.starts[start:end], self.counts[start:end],
            )
            for start, end in pairwise([0, *ends])
        ]  # fmt: skip


@frozen(slots=True, eq=False)
class Nearby:
    """The parts near a part: their numbers, ascending, and the share of each, see `agreement`.

    `held` has how much each of them agrees, from 0 to 1, with its twin where the index was updated. A share
    is NaN that nobody has asked for.
    """

    numbers: Numbers
    shares: Floats
    held: Held


def read_of(form: PartForm) -> Read:
    """Return what tells a part from others: its neighbors may have it read in another way."""
    return form.fold, form.script, form.further
