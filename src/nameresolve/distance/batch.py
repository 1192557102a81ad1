"""Parts and costs as arrays, so that many parts of all scripts are compared at once.

Symbols and units become numbers, a column a part; the cost tables become arrays over them. A Latin symbol has
one number, wherever it stands; a unit of another script has three, at the start of a part, inside and at its
end. `nameresolve.distance.pairwise` runs the dynamic program of `alignment` on them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from threading import Lock

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from nameresolve.distance.costs import CostTable, cost_table
from nameresolve.symbols import LATIN_ALPHABET

__all__ = ["LONGEST_PACKED", "NEVER", "PADDING", "CostArrays", "cost_arrays", "pack_symbols", "pack_units"]

Floats = NDArray[np.float32]
Codes = NDArray[np.uint16]
Indices = NDArray[np.intp]

LONGEST_PACKED = 24
"""Symbols and units of a part that the arrays hold; few parts are longer, and they are compared singly."""

NEVER = np.float32(1e4)
"""What stands opposite what never does, in nats."""

_NUMBER = {symbol: number for number, symbol in enumerate(LATIN_ALPHABET)}
PADDING = len(LATIN_ALPHABET)
"""The number of no symbol and no unit, after the end of a part."""

_WIDTH = PADDING + 1
_PLACES = 3


def pack_symbols(parts: Sequence[str]) -> Codes:
    """Return Latin symbols as numbers, a column a part, padded at the end.

    >>> pack_symbols(["ab", "d"]).T.tolist()
    [[0, 1], [2, 39]]
    """
    return _pack([[_NUMBER[symbol] for symbol in part[:LONGEST_PACKED]] for part in parts])


def _pack(rows: Sequence[Sequence[int]]) -> Codes:
    packed = np.full((max(map(len, rows), default=0), len(rows)), PADDING, dtype=np.uint16)
    for column, row in enumerate(rows):
        packed[: len(row), column] = row
    return packed


def pack_units(parts: Sequence[Sequence[str]], script: str) -> Codes:
    """Return the units of native parts as the numbers that the arrays know them by, a column a part."""
    numbers, first = _tables.numbers(script)
    size = len(numbers)
    rows = []
    for part in parts:
        row = [first + numbers[unit] + size for unit in part[:LONGEST_PACKED]]
        if row:
            row[-1] += size
            row[0] = first + numbers[part[0]]
        rows.append(row)
    return _pack(rows)


@frozen(slots=True, eq=False)
class _Script:
    """The costs of one script; `first` is the number of its first unit at the start of a part.

    `opposite` is what its numbered units cost opposite each symbol, `delete` what without a counterpart, and
    `beside` where its neighbors say otherwise, else NaN; `insert` is what a symbol costs without a
    counterpart, by the symbols before and behind it.
    """

    table: CostTable
    numbers: Mapping[str, int]
    first: int
    places: int
    opposite: Floats
    delete: Floats
    beside: Floats | None
    insert: Floats

    @property
    def end(self) -> int:
        """The number after those of its units."""
        return self.first + self.places * len(self.numbers)


def _script_from(table: CostTable, numbers: Mapping[str, int], first: int, places: int) -> _Script:
    opposite = np.full((_WIDTH, places * len(numbers)), NEVER, dtype=np.float32)
    delete = np.zeros(places * len(numbers), dtype=np.float32)
    for unit, number in numbers.items():
        for place, costs in enumerate(table.at_places(unit)[:places]):
            delete[place * len(numbers) + number] = costs.nothing
            opposite[:PADDING, place * len(numbers) + number] = [costs.opposite[b] for b in LATIN_ALPHABET]
    beside = table.deletions_beside()
    usual = np.array([*(table.insert[symbol] for symbol in LATIN_ALPHABET), 0.0], dtype=np.float32)
    insert = _neighbored(_NUMBER, table.insertions_beside())
    insert = np.where(np.isnan(insert), usual, insert)
    return _Script(
        table,
        numbers,
        first,
        places,
        opposite,
        delete,
        _neighbored(numbers, beside) if beside else None,
        insert,
    )


def _neighbored(numbers: Mapping[str, int], known: Mapping[tuple[str, str], float]) -> Floats:
    """Return the costs of signs without counterpart by [sign before, sign behind, sign]; NaN if the usual."""
    none = len(numbers)
    found = np.full((none + 1, none + 1, none + 1), np.nan, dtype=np.float32)
    for (context, sign), cost in sorted(known.items(), key=lambda row: " " in row[0][0]):
        before, space, behind = context.partition(" ")
        place = slice(None) if not space else numbers.get(behind, none)
        found[numbers.get(before, none), place, numbers[sign]] = cost
    return found


class CostArrays:
    """The costs between Latin symbols and the numbered units of several scripts, Latin the first of them."""

    def __init__(self, scripts: Sequence[_Script]) -> None:
        self._scripts = scripts
        self.opposite: Floats = np.concatenate(
            [scripts[0].opposite, np.full((_WIDTH, 1), NEVER), *(each.opposite for each in scripts[1:])],
            axis=1,
            dtype=np.float32,
        )
        """What a symbol costs opposite each number."""
        self._delete: Floats = np.concatenate(
            [scripts[0].delete, [0.0], *(each.delete for each in scripts[1:])], dtype=np.float32
        )
        self._insert = np.stack([each.insert for each in scripts])
        counts = [PADDING + 1, *(each.end - each.first for each in scripts[1:])]
        self._script_of = np.arange(len(scripts)).repeat(counts)
        natives = [each.first + np.tile(np.arange(len(each.numbers)), each.places) for each in scripts[1:]]
        self._unit_of = np.concatenate([np.arange(PADDING + 1), *natives])

    def scripts(self, codes: Indices) -> Indices:
        """Return which script each column of numbers is written in."""
        return np.asarray(self._script_of[codes[0]])

    def units(self, codes: Indices) -> Indices:
        """Return the numbers that units have at the start of a part, wherever they stand."""
        return self._unit_of[codes]

    def lost(self, codes: Indices, units: Indices, scripts: Indices) -> Floats:
        """Return what each unit costs without a counterpart."""
        gaps = self._delete[codes]
        for number, script in enumerate(self._scripts):
            if script.beside is None or not len(mine := np.flatnonzero(scripts == number)):
                continue
            own = units[:, mine]
            own = np.where(own == PADDING, len(script.numbers), own - script.first)
            none = np.full_like(own[:1], len(script.numbers))
            before, behind = np.concatenate([none, own[:-1]]), np.concatenate([own[1:], none])
            known = script.beside[before, behind, own]
            gaps[:, mine] = np.where(np.isnan(known), gaps[:, mine], known)
        return gaps

    def added(self, symbols: Indices, scripts: Indices) -> Floats:
        """Return what each symbol costs without a counterpart opposite the script of its column."""
        none = np.full_like(symbols[:1], PADDING)
        before, behind = np.concatenate([none, symbols[:-1]]), np.concatenate([symbols[1:], none])
        return np.asarray(self._insert[scripts, before, behind, symbols])

    @cached_property
    def pair(self) -> tuple[Indices, Floats]:
        """What two symbols cost opposite each number: the row they have, by both, and the rows; 0 is none."""
        row = np.zeros((_WIDTH, _WIDTH), dtype=np.intp)
        rows = [np.full(self.opposite.shape[1], NEVER, dtype=np.float32)]
        for codes, both, cost in (group for script in self._scripts for group in _pairs_of(script)):
            a, b = _NUMBER[both[0]], _NUMBER[both[1]]
            if not row[a, b]:
                row[a, b] = len(rows)
                rows.append(np.full_like(rows[0], NEVER))
            rows[row[a, b]][codes] = cost
        return row, np.array(rows)

    @cached_property
    def double(self) -> tuple[NDArray[np.int16], Floats]:
        """What two units cost opposite a symbol: the column they have, by both, and [symbol, column]."""
        size = self.opposite.shape[1]
        column = np.zeros((size, size), dtype=np.int16)
        columns = [np.full(_WIDTH, NEVER, dtype=np.float32)]
        for script in self._scripts:
            for (first, second), costs in script.table.two_to_one.items():
                column[script.first + script.numbers[first], script.first + script.numbers[second]] = len(
                    columns
                )
                columns.append(np.full(_WIDTH, NEVER, dtype=np.float32))
                columns[-1][[_NUMBER[symbol] for symbol in costs]] = list(costs.values())
        return column, np.array(columns).T.copy()


def _pairs_of(script: _Script) -> Iterator[tuple[list[int], str, float]]:
    """Yield the numbers of a unit, two symbols, and what these cost opposite it."""
    size = len(script.numbers)
    for unit, costs in script.table.one_to_two.items():
        codes = [script.first + script.numbers[unit] + place * size for place in range(script.places)]
        yield from ((codes, both, cost) for both, cost in costs.items())


class _Tables:
    """The scripts that were asked for so far; their numbers stay what they are when others are added."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._scripts: dict[str, _Script] = {}
        self._arrays: CostArrays | None = None

    def numbers(self, script: str) -> tuple[Mapping[str, int], int]:
        """Return the units of a script by number, and the number of the first at the start of a part."""
        found = self._scripts.get(script) or self._add(script)
        return found.numbers, found.first

    def arrays(self) -> CostArrays:
        """Return the costs of all scripts asked for, and of Latin."""
        found = self._arrays
        if found is None:
            self.numbers("Latn")
            with self._lock:
                found = self._arrays = CostArrays(list(self._scripts.values()))
        return found

    def _add(self, script: str) -> _Script:
        if script != "Latn":
            self.numbers("Latn")
        with self._lock:
            if script not in self._scripts:
                table = cost_table(script)
                native = {unit: number for number, unit in enumerate(table.substitute)}
                numbers, first, places = _NUMBER, 0, 1
                if script != "Latn":
                    ends = [each.end for each in self._scripts.values()]
                    numbers, first, places = native, max(*ends, PADDING + 1), _PLACES
                self._scripts[script] = _script_from(table, numbers, first, places)
                self._arrays = None
            return self._scripts[script]


_tables = _Tables()


def cost_arrays() -> CostArrays:
    """Return the costs as arrays, of every script whose units were packed, and of Latin."""
    return _tables.arrays()
