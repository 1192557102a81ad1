"""The costs of one part opposite many at once: the dynamic program of `alignment`, run on arrays.

One side is fixed, the other is a matrix of numbered units, a column a part. Each step of the program
takes up one unit of the fixed side in all columns together, so that a hundred parts cost little more
than one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from nameresolve.distance.costs import CostTable, cost_table
from nameresolve.symbols import LATIN_ALPHABET

__all__ = [
    "LONGEST_PACKED",
    "PADDING",
    "costs_of_natives",
    "costs_of_spellings",
    "pack_symbols",
    "pack_units",
]

Floats = NDArray[np.float32]
Codes = NDArray[np.uint16]

LONGEST_PACKED = 24
"""Symbols and units of a part that the arrays hold; few parts are longer, and they are compared singly."""

_NEVER = np.float32(1e4)
_NUMBER = {symbol: number for number, symbol in enumerate(LATIN_ALPHABET)}
PADDING = len(LATIN_ALPHABET)
"""The number of no symbol, after the end of a spelling."""

_WIDTH = PADDING + 1


@frozen(slots=True)
class _Step:
    """One unit of the fixed side: its cost opposite each code, opposite nothing, and in groups.

    `pair` is what it costs with the unit before it opposite one code, `double` alone opposite two.
    """

    opposite: Floats
    nothing: float
    pair: Floats | None
    double: Floats | None


def pack_symbols(parts: Sequence[str]) -> Codes:
    """Return Latin symbols as numbers, a column a part, padded at the end.

    >>> pack_symbols(["ab", "d"]).T.tolist()
    [[0, 1], [2, 39]]
    """
    return _pack([[_NUMBER[symbol] for symbol in part[:LONGEST_PACKED]] for part in parts], PADDING)


def _pack(rows: Sequence[Sequence[int]], pad: int) -> Codes:
    packed = np.full((max(map(len, rows), default=0), len(rows)), pad, dtype=np.uint16)
    for column, row in enumerate(rows):
        packed[: len(row), column] = row
    return packed


def pack_units(parts: Sequence[Sequence[str]], script: str) -> Codes:
    """Return the units of native parts as numbers of their cost table, a column a part.

    Units at the start, inside and at the end of a part have numbers of their own.
    """
    numbers = _natives(script).numbers
    size = len(numbers)
    rows = []
    for part in parts:
        row = [numbers[unit] + size for unit in part[:LONGEST_PACKED]]
        if row:
            row[-1] += size
            row[0] = numbers[part[0]]
        rows.append(row)
    return _pack(rows, 3 * size)


def costs_of_spellings(units: Sequence[str], script: str, packed: Codes) -> Floats:
    """Return what it costs that a part stands opposite each of many Latin spellings, in nats.

    `units` are those of the part in its `script`; for two Latin spellings they are its symbols.
    The columns of `packed` come from `pack_symbols`.

    >>> near, far = costs_of_spellings(tuple("токаев"), "Cyrl", pack_symbols(["tokaev", "tokarev"]))
    >>> bool(near < far)
    True
    """
    arrays = _spelled(script)
    codes = packed.astype(np.intp)
    before = np.full_like(codes, PADDING)
    before[1:] = codes[:-1]
    ends = np.full_like(codes, PADDING)
    ends[:-1] = codes[1:]
    gaps = arrays.insert[before, ends, codes]
    steps = [
        _Step(row, nothing, arrays.pairs.get((before_unit, unit)), arrays.doubles.get(unit))
        for unit, before_unit, (row, nothing) in zip(units, ("", *units), arrays.rows(units), strict=False)
    ]
    return _program(steps, codes, codes[:-1] * _WIDTH + codes[1:], gaps)


def costs_of_natives(symbols: str, script: str, packed: Codes) -> Floats:
    """Return what it costs that a Latin spelling stands opposite each of many parts of a script.

    The columns of `packed` come from `pack_units`.
    """
    natives = _natives(script)
    codes = packed.astype(np.intp)
    base = np.where(codes == 3 * natives.size, natives.size, codes % natives.size)
    gaps = natives.delete[codes]
    if natives.beside is not None:
        none = np.full_like(base[:1], natives.size)
        before, behind = np.concatenate([none, base[:-1]]), np.concatenate([base[1:], none])
        lost = natives.beside[before, behind, base]
        gaps = np.where(np.isnan(lost), gaps, lost)
    insert = cost_table(script).insertions(symbols)
    steps = [
        _Step(
            natives.columns[symbol],
            insert[i],
            natives.pairs.get(symbols[i - 1 : i + 1]),
            natives.doubles.get(symbol),
        )
        for i, symbol in enumerate(symbols)
    ]
    return _program(steps, codes, base[:-1] * (natives.size + 1) + base[1:], gaps)


def _program(
    steps: Sequence[_Step], codes: NDArray[np.intp], bigrams: NDArray[np.intp], gaps: Floats
) -> Floats:
    """Run the dynamic program: (columns,) costs; a row for each unit of the fixed side."""
    skipped = np.zeros((len(codes) + 1, codes.shape[1]), dtype=np.float32)
    np.cumsum(gaps, axis=0, out=skipped[1:])
    row, above = skipped, None
    for step in steps:
        current = np.empty_like(row)
        np.add(row, step.nothing, out=current)
        np.minimum(current[1:], row[:-1] + step.opposite.take(codes), out=current[1:])
        if step.pair is not None and above is not None:
            np.minimum(current[1:], above[:-1] + step.pair.take(codes), out=current[1:])
        if step.double is not None and len(bigrams):
            np.minimum(current[2:], row[:-2] + step.double.take(bigrams), out=current[2:])
        # Skipping units of a column: the cheapest start before it, less what was skipped until there.
        current -= skipped
        for place in range(1, len(current)):  # faster by far than accumulate along this axis
            np.minimum(current[place], current[place - 1], out=current[place])
        current += skipped
        above, row = row, current
    return np.asarray(row[-1])


def _vector(costs: Mapping[str, float]) -> Floats:
    found = np.full(_WIDTH, _NEVER, dtype=np.float32)
    for symbol, cost in costs.items():
        found[_NUMBER[symbol]] = cost
    return found


def _neighbored(signs: Sequence[tuple[str, int]], known: Mapping[tuple[str, str], float]) -> Floats:
    """Return the costs of signs without counterpart by [sign before, sign behind, sign]; NaN if the usual."""
    numbers = dict(signs)
    none = len(numbers)
    found = np.full((none + 1, none + 1, none + 1), np.nan, dtype=np.float32)
    for (context, sign), cost in sorted(known.items(), key=lambda row: " " in row[0][0]):
        before, space, behind = context.partition(" ")
        place = slice(None) if not space else numbers.get(behind, none)
        found[numbers.get(before, none), place, numbers[sign]] = cost
    return found


class _Spelled:
    """The costs of a script's units as vectors over Latin symbols."""

    def __init__(self, table: CostTable) -> None:
        self._table = table
        self._vectors: dict[int, tuple[Mapping[str, float], Floats]] = {}
        self.pairs = {pair: _vector(costs) for pair, costs in table.two_to_one.items()}
        self.doubles = {unit: self._bigrams(costs) for unit, costs in table.one_to_two.items()}
        self.insert = _neighbored(
            [(symbol, number) for number, symbol in enumerate(LATIN_ALPHABET)], table.insertions_beside()
        )
        usual = np.array([*table.insert.values(), 0.0], dtype=np.float32)
        self.insert = np.where(np.isnan(self.insert), usual, self.insert)

    @staticmethod
    def _bigrams(costs: Mapping[str, float]) -> Floats:
        found = np.full(_WIDTH * _WIDTH, _NEVER, dtype=np.float32)
        for pair, cost in costs.items():
            found[_NUMBER[pair[0]] * _WIDTH + _NUMBER[pair[1]]] = cost
        return found

    def rows(self, units: Sequence[str]) -> list[tuple[Floats, float]]:
        """Return, for each unit, its costs opposite each symbol and opposite nothing."""
        found = []
        for costs in self._table.rows(units):
            kept = self._vectors.get(id(costs.opposite))
            if kept is None:
                kept = self._vectors[id(costs.opposite)] = (costs.opposite, _vector(costs.opposite))
            found.append((kept[1], costs.nothing))
        return found


class _Natives:
    """The costs of Latin symbols as vectors over the numbered units of a script.

    A unit has three numbers: at the start of a part, inside and at its end; the last is the padding.
    """

    def __init__(self, table: CostTable) -> None:
        self._units = list(table.substitute)
        self.numbers = {unit: number for number, unit in enumerate(self._units)}
        self.size = len(self._units)
        self.delete = np.zeros(3 * self.size + 1, dtype=np.float32)
        matrix = np.full((_WIDTH, 3 * self.size + 1), _NEVER, dtype=np.float32)
        for unit, number in self.numbers.items():
            for place, placed in enumerate(table.at_places(unit)):
                self.delete[place * self.size + number] = placed.nothing
                matrix[:, place * self.size + number] = _vector(placed.opposite)
        known = table.deletions_beside()
        self.beside = _neighbored(list(self.numbers.items()), known) if known else None
        self.columns = {symbol: matrix[number] for symbol, number in _NUMBER.items()}
        self.pairs: dict[str, Floats] = {}
        for unit, costs in table.one_to_two.items():
            for pair, cost in costs.items():
                row = self.pairs.setdefault(pair, np.full(3 * self.size + 1, _NEVER, dtype=np.float32))
                row[[self.numbers[unit] + place * self.size for place in range(3)]] = cost
        self.doubles: dict[str, Floats] = {}
        for (first, second), costs in table.two_to_one.items():
            place = self.numbers[first] * (self.size + 1) + self.numbers[second]
            for symbol, cost in costs.items():
                row = self.doubles.setdefault(symbol, np.full((self.size + 1) ** 2, _NEVER, dtype=np.float32))
                row[place] = cost


@cache
def _spelled(script: str) -> _Spelled:
    return _Spelled(cost_table(script))


@cache
def _natives(script: str) -> _Natives:
    return _Natives(cost_table(script))
