"""The costs of many pairs of Latin spellings at once: the dynamic program of `alignment`, a column a pair.

Where `nameresolve.distance.batch` holds one part against many, here every column has a spelling of its own
on either side, so that the parts of many names are compared with their candidates in one go.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from nameresolve.distance.batch import PADDING
from nameresolve.distance.costs import cost_table
from nameresolve.symbols import LATIN_ALPHABET

__all__ = ["costs_of_pairs"]

Floats = NDArray[np.float32]
Codes = NDArray[np.uint16]
Indices = NDArray[np.intp]

_NEVER = np.float32(1e4)
_WIDTH = PADDING + 1
_TOGETHER = 1 << 14
"""Pairs in one go, so that the arrays stay in the cache."""

_LEAST_TOGETHER = 1 << 9
"""So few pairs are not parted by their length: padding costs less than another go."""


@frozen(slots=True)
class _Costs:
    """The costs between Latin symbols as arrays.

    `pair` names, for two symbols, the row of `pairs` that holds what both cost opposite one; `double`, for
    one symbol, the row of `doubles` that holds what it costs opposite two. Row 0 is for those without.
    """

    opposite: Floats
    nothing: Floats
    pair: Indices
    pairs: Floats
    double: Indices
    doubles: Floats


def costs_of_pairs(left: Codes, right: Codes) -> Floats:
    """Return what it costs, in nats, that two Latin spellings stand opposite each other, column by column.

    Both come from `pack_symbols`, with as many columns.

    >>> from nameresolve.distance.batch import pack_symbols
    >>> near, far = costs_of_pairs(pack_symbols(["tokaev"] * 2), pack_symbols(["toqaev", "tokarev"]))
    >>> bool(near < far)
    True
    """
    lengths, widths = (left != PADDING).sum(axis=0), (right != PADDING).sum(axis=0)
    order = np.argsort(widths, kind="stable")
    found = np.empty(len(lengths), dtype=np.float32)
    for start, end in _goes(widths[order]):
        together = order[start:end]
        chosen = together[np.argsort(-lengths[together], kind="stable")]
        width = max(int(widths[order[end - 1]]), 1)
        found[chosen] = _program(left[:, chosen].astype(np.intp), lengths[chosen], right[:width, chosen])
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


def _program(left: Indices, lengths: Indices, right: Codes) -> Floats:
    """Run the dynamic program; the columns come with the longest left spelling first."""
    costs, codes = _costs(), right.astype(np.intp)
    skipped = np.zeros((len(codes) + 1, codes.shape[1]), dtype=np.float32)
    np.cumsum(costs.nothing[codes], axis=0, out=skipped[1:])
    bigrams = codes[:-1] * _WIDTH + codes[1:]
    found: Floats = skipped[-1].copy()
    row = above = skipped
    for place in range(int(lengths[0])):
        count = int((lengths > place).sum())
        row, above, unit = row[:, :count], above[:, :count], left[place, :count]
        current = row + costs.nothing[unit]
        opposite = costs.opposite.ravel().take(unit * _WIDTH + codes[:, :count])
        np.minimum(current[1:], row[:-1] + opposite, out=current[1:])
        if place:
            rows = costs.pair[left[place - 1, :count], unit]
            _with_group(current[1:], above[:-1], costs.pairs, rows, codes)
        if len(bigrams):
            _with_group(current[2:], row[:-2], costs.doubles, costs.double[unit], bigrams)
        current -= skipped[:, :count]
        for j in range(1, len(current)):  # faster by far than accumulate along this axis
            np.minimum(current[j], current[j - 1], out=current[j])
        current += skipped[:, :count]
        found[:count] = current[-1]
        above, row = row, current
    return found


def _with_group(current: Floats, earlier: Floats, table: Floats, rows: Indices, codes: Indices) -> None:
    """Lower the columns where symbols that belong together cost something of their own."""
    some = np.flatnonzero(rows)
    if len(some):
        cost = table.ravel().take(rows[some] * table.shape[1] + codes[:, some])
        current[:, some] = np.minimum(current[:, some], earlier[:, some] + cost)


@cache
def _costs() -> _Costs:
    """Return the costs between Latin symbols; the padding costs nothing and stands opposite nothing."""
    table = cost_table("Latn")
    numbers = {symbol: number for number, symbol in enumerate(LATIN_ALPHABET)}
    opposite = np.full((_WIDTH, _WIDTH), _NEVER, dtype=np.float32)
    for a, number in numbers.items():
        opposite[number, :PADDING] = [table.substitute[a][b] for b in LATIN_ALPHABET]
    nothing = np.array([*(table.delete[a] for a in LATIN_ALPHABET), 0.0], dtype=np.float32)
    pair, pairs = np.zeros((_WIDTH, _WIDTH), dtype=np.intp), [np.full(_WIDTH, _NEVER, dtype=np.float32)]
    for (first, second), one in table.two_to_one.items():
        pair[numbers[first], numbers[second]] = len(pairs)
        pairs.append(np.full(_WIDTH, _NEVER, dtype=np.float32))
        pairs[-1][[numbers[symbol] for symbol in one]] = list(one.values())
    double, doubles = np.zeros(_WIDTH, dtype=np.intp), [np.full(_WIDTH**2, _NEVER, dtype=np.float32)]
    for symbol, two in table.one_to_two.items():
        double[numbers[symbol]] = len(doubles)
        doubles.append(np.full(_WIDTH**2, _NEVER, dtype=np.float32))
        doubles[-1][[numbers[b[0]] * _WIDTH + numbers[b[1]] for b in two]] = list(two.values())
    return _Costs(opposite, nothing, pair, np.array(pairs), double, np.array(doubles))
