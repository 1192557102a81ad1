"""Parts and costs as arrays, so that many parts of all scripts are compared at once.

Symbols and units become numbers, a column a part; the cost tables become arrays over them. A Latin symbol has
one number, wherever it stands; a unit of another script has three, at the start of a part, inside and at its
end. `nameresolve.distance.pairwise` runs the dynamic program of `alignment` on them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from threading import Lock

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from nameresolve.distance.costs import CostTable, cost_table
from nameresolve.symbols import LATIN_ALPHABET, units_table

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
    `beside` where its neighbors say otherwise.
    """

    table: CostTable
    numbers: Mapping[str, int]
    first: int
    places: int
    opposite: Floats
    delete: Floats
    beside: _Beside | None

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
    return _Script(
        table, numbers, first, places, opposite, delete, _neighbored(numbers, beside) if beside else None
    )


def _inserted(table: CostTable) -> Floats:
    """Return what a symbol costs without a counterpart, by [symbol before, symbol behind, symbol]."""
    usual = np.array([*(table.insert[symbol] for symbol in LATIN_ALPHABET), 0.0], dtype=np.float32)
    known = _neighbored(_NUMBER, table.insertions_beside())
    every = np.arange(_WIDTH)
    found = known.known(every[:, None, None], every[None, :, None], every[None, None, :])
    return np.where(np.isnan(found), usual, found)


@frozen(slots=True, eq=False)
class _Beside:
    """What signs cost without a counterpart by their neighbors, for the few that are told.

    `before`, `behind` and `sign` give, by the number of a sign, its place in `costs`; 0 is any other.
    """

    before: Indices
    behind: Indices
    sign: Indices
    costs: Floats

    def known(self, before: Indices, behind: Indices, signs: Indices) -> Floats:
        """Return the costs of signs between their neighbors; NaN is the usual."""
        return np.asarray(self.costs[self.before[before], self.behind[behind], self.sign[signs]])


def _neighbored(numbers: Mapping[str, int], known: Mapping[tuple[str, str], float]) -> _Beside:
    """Return the costs of signs without counterpart by their neighbors; no sign has the last number."""
    none = len(numbers)
    told: tuple[set[int], set[int], set[int]] = (set(), set(), set())
    rows: list[tuple[int, int | None, int, float]] = []
    for (context, sign), cost in sorted(known.items(), key=lambda row: " " in row[0][0]):
        before, space, behind = context.partition(" ")
        place = numbers.get(behind, none) if space else None
        rows.append((numbers.get(before, none), place, numbers[sign], cost))
        for each, number in zip(told, rows[-1][:3], strict=True):
            each.update(() if number is None else (number,))
    front, back, signs = (_places_of(each, none + 1) for each in told)
    found = np.full([len(each) + 1 for each in told], np.nan, dtype=np.float32)
    for first, last, number, cost in rows:
        found[front[first], slice(None) if last is None else back[last], signs[number]] = cost
    return _Beside(front, back, signs, found)


def _places_of(chosen: Collection[int], size: int) -> Indices:
    """Return, for numbers below `size`, 1, 2, 3 ... for those that are chosen and 0 for any other."""
    places = np.zeros(size, dtype=np.intp)
    places[sorted(chosen)] = np.arange(1, len(chosen) + 1)
    return places


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
        self._insert = np.stack([_inserted(each.table) for each in scripts])
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
            known = script.beside.known(before, behind, own)
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
    def double(self) -> Doubles:
        """What two units cost opposite a symbol."""
        groups = {
            (script.first + script.numbers[first], script.first + script.numbers[second]): costs
            for script in self._scripts
            for (first, second), costs in script.table.two_to_one.items()
        }
        size = self.opposite.shape[1]
        first, second = (_places_of({pair[side] for pair in groups}, size) for side in (0, 1))
        column = np.zeros((first.max(initial=0) + 1, second.max(initial=0) + 1), dtype=np.intp)
        costs = np.full((_WIDTH, len(groups) + 1), NEVER, dtype=np.float32)
        for number, (pair, known) in enumerate(groups.items(), 1):
            column[first[pair[0]], second[pair[1]]] = number
            costs[[_NUMBER[symbol] for symbol in known], number] = list(known.values())
        return Doubles(first, second, column, costs)


@frozen(slots=True, eq=False)
class Doubles:
    """What two units cost opposite one symbol: `costs` by [symbol, column], column 0 never.

    `first` and `second` give, by the number of a unit, its place in `column`, which has the columns.
    """

    first: Indices
    second: Indices
    column: Indices
    costs: Floats

    def columns(self, units: Indices) -> Indices:
        """Return the columns of each unit but the last with the one behind it."""
        return np.asarray(self.column[self.first[units[:-1]], self.second[units[1:]]])


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
        """Return the units of a script by number, and the number of the first at the start of a part.

        Scripts that share a table share the numbers.
        """
        script = units_table(script)
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
