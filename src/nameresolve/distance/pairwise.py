"""The costs of many pairs of parts at once: the dynamic program of `alignment`, a column a pair.

Each step of the program takes up one symbol of every left part, opposite all units of the right ones, of
whatever script, so that a thousand pairs cost little more than ten.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from nameresolve.distance.batch import NEVER, PADDING, CostArrays, cost_arrays

__all__ = ["costs_of_pairs"]

Floats = NDArray[np.float32]
Codes = NDArray[np.uint16]
Indices = NDArray[np.intp]

_TOGETHER = 1 << 14
"""Pairs in one go, so that the arrays stay in the cache."""

_LEAST_TOGETHER = 1 << 9
"""So few pairs are not parted by their length: padding costs less than another go."""


def costs_of_pairs(left: Codes, right: Codes) -> Floats:
    """Return what it costs, in nats, that Latin spellings stand opposite other parts, column by column.

    `left` comes from `pack_symbols`, `right` from there too or from `pack_units`, columns of all scripts side
    by side; both have as many columns.

    >>> from nameresolve.distance.batch import pack_symbols, pack_units
    >>> near, far = costs_of_pairs(pack_symbols(["tokaev"] * 2), pack_symbols(["toqaev", "tokarev"]))
    >>> bool(near < far)
    True
    >>> native = pack_units([tuple("токаев")] * 2, "Cyrl")
    >>> near, far = costs_of_pairs(pack_symbols(["tokaev", "tokarev"]), native)
    >>> bool(near < far)
    True
    """
    lengths, widths = (left != PADDING).sum(axis=0), (right != PADDING).sum(axis=0)
    order = np.argsort(widths, kind="stable")
    found = np.empty(len(lengths), dtype=np.float32)
    for start, end in _goes(widths[order]):
        together = order[start:end]
        chosen = together[np.argsort(-lengths[together], kind="stable")]
        width, height = max(int(widths[order[end - 1]]), 1), max(int(lengths[chosen[0]]), 1)
        found[chosen] = _program(
            left[:height, chosen].astype(np.intp), lengths[chosen], right[:width, chosen].astype(np.intp)
        )
    return found


def _goes(widths: Indices) -> Iterator[tuple[int, int]]:
    """Yield which pairs to take together, by their ascending widths: those of one width, or of a few."""
    start = 0
    while start < len(widths):
        least = min(start + _LEAST_TOGETHER, len(widths)) - 1
        end = int(np.searchsorted(widths, widths[least], side="right"))
        end = min(end, start + _TOGETHER)
        yield start, end
        start = end


def _program(left: Indices, lengths: Indices, codes: Indices) -> Floats:
    """Run the dynamic program; the columns come with the longest left spelling first."""
    arrays = cost_arrays()
    scripts, units = arrays.scripts(codes), arrays.units(codes)
    skipped = np.zeros((len(codes) + 1, codes.shape[1]), dtype=np.float32)
    np.cumsum(arrays.lost(codes, units, scripts), axis=0, out=skipped[1:])
    added, opposed, width = arrays.added(left, scripts), arrays.opposite.ravel(), arrays.opposite.shape[1]
    groups = _Groups(arrays, codes, units)
    found: Floats = skipped[-1].copy()
    row = above = skipped
    for place in range(int(lengths[0])):
        count = int((lengths > place).sum())
        row, above, symbol = row[:, :count], above[:, :count], left[place, :count]
        current = row + added[place, :count]
        opposite = opposed.take(symbol * width + codes[:, :count])
        np.minimum(current[1:], row[:-1] + opposite, out=current[1:])
        groups.lower(current, row, above, symbol, left[place - 1, :count] if place else None)
        # Skipping units of the right part: the cheapest start before it, less what was skipped until there.
        current -= skipped[:, :count]
        for j in range(1, len(current)):  # faster by far than accumulate along this axis
            np.minimum(current[j], current[j - 1], out=current[j])
        current += skipped[:, :count]
        found[:count] = current[-1]
        above, row = row, current
    return found


class _Groups:
    """What symbols or units that belong together cost: two opposite one."""

    def __init__(self, arrays: CostArrays, codes: Indices, units: Indices) -> None:
        self._codes = codes
        self._pair, self._pairs = arrays.pair
        self._bigrams, self._doubles = arrays.double.columns(units), arrays.double.costs
        self._doubled = np.asarray((self._bigrams > 0).any(axis=0))
        self._doubling = np.asarray((self._doubles < NEVER).any(axis=1))

    def lower(
        self, current: Floats, row: Floats, above: Floats, symbol: Indices, before: Indices | None
    ) -> None:
        """Lower the costs of a row where the symbol of a column is in a group."""
        count = len(symbol)
        if before is not None:
            rows = self._pair[before, symbol]
            _lower(current[1:], above[:-1], self._codes[:, :count], self._pairs, rows, rows > 0)
        some = self._doubled[:count] & self._doubling[symbol]
        _lower(current[2:], row[:-2], self._bigrams[:, :count], self._doubles, symbol, some)


def _lower(
    current: Floats, earlier: Floats, codes: Indices, table: Floats, rows: Indices, some: NDArray[np.bool_]
) -> None:
    """Lower the columns of some, or of all where they are many: the rows of the others cost too much."""
    many = int(np.count_nonzero(some))
    if 2 * many > len(some):
        np.minimum(current, earlier + table.ravel().take(rows * table.shape[1] + codes), out=current)
    elif many:
        mine = np.flatnonzero(some)
        cost = table.ravel().take(rows[mine] * table.shape[1] + codes[:, mine])
        current[:, mine] = np.minimum(current[:, mine], earlier[:, mine] + cost)
