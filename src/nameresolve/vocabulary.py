"""The parts of an index as arrays, so that one part is compared with many of them at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from threading import Lock

import numpy as np
from attrs import define
from numpy.typing import NDArray

from nameresolve.conventions import SYLLABIC
from nameresolve.distance import (
    CONVENTION_ACROSS,
    CONVENTION_COST,
    LISTED_COST,
    LISTED_SHARE,
    SPELLED_COST,
    PartForm,
    other_ways,
    part_distance,
    part_form,
    spelled_so,
)
from nameresolve.distance.batch import (
    LONGEST_PACKED,
    PADDING,
    costs_of_natives,
    costs_of_spellings,
    pack_symbols,
    pack_units,
)
from nameresolve.distance.costs import cost_table
from nameresolve.distance.pairwise import costs_of_pairs
from nameresolve.scoring.weights import agreement, agreements, contradicting_cost
from nameresolve.sounds import line_of, readings_in
from nameresolve.symbols import Symbols
from nameresolve.symbols.known import known_name, plain_part

__all__ = ["Vocabulary"]

Floats = NDArray[np.float32]
Numbers = NDArray[np.intp]

_ROUNDING = 1e-3
READ_OTHERWISE = 48
"""So many of the nearest parts are also read under other conventions."""


@define
class _Others:
    """Spellings still to be compared: our symbols, the columns of theirs, the places of the costs."""

    spellings: list[Symbols]
    columns: list[NDArray[np.int64]]
    places: list[NDArray[np.int64]]

    def add(self, symbols: Symbols, columns: NDArray[np.int64], places: NDArray[np.int64]) -> None:
        """Add one spelling of ours opposite many of theirs."""
        self.spellings.append(symbols)
        self.columns.append(columns)
        self.places.append(places)


class Vocabulary:
    """Distinct name parts, each packed as symbols the first time it is looked at.

    A part has a column for its plain reading and one for each reading under another convention. `lines`
    returns how numbered parts sound, as `nameresolve.sounds` writes it, and `scripts` the codes of their
    scripts, if that was kept.
    """

    def __init__(
        self,
        parts: Sequence[tuple[str, str]],
        lines: Callable[[Numbers], bytes] | None = None,
        scripts: Callable[[Numbers], NDArray[np.bytes_]] | None = None,
    ) -> None:
        self._parts = parts
        self._lines = lines or self._lines_of
        self._scripts = scripts or self._scripts_of
        self._lock = Lock()
        self._first = np.full(len(parts), -1, dtype=np.int64)
        self._count = np.zeros(len(parts), dtype=np.int64)
        self._sounds = np.zeros(len(parts), dtype=np.float32)
        self._columns = np.full((LONGEST_PACKED, 64), PADDING, dtype=np.uint16)
        self._syllabic = np.zeros(64, dtype=bool)
        self._used = 0

    def form(self, number: int) -> PartForm:
        """Return a part prepared for comparison."""
        return part_form(*self._parts[number])

    def shares(self, form: PartForm, numbers: Numbers) -> Floats:
        """Return how well a part agrees with each of the numbered ones: 1 the same, 0 neutral, or less."""
        self._pack(numbers)
        scripts = self._scripts(numbers)
        found = np.full(len(numbers), -1.0, dtype=np.float32)
        for code in np.unique(scripts).tolist():
            mine, script = np.flatnonzero(scripts == code), code.decode("ascii")
            found[mine] = self._shares_in(form, numbers[mine], script)
            for place in mine.tolist() if script == form.script else ():
                if self._parts[numbers[place]] == (form.fold, script):
                    found[place] = 1.0
        return found

    def shares_of_many(self, asked: Sequence[tuple[PartForm, Numbers]]) -> list[Floats]:
        """Return `shares` for many parts, each with the numbers of its own; the same, but faster by far."""
        every = np.concatenate([numbers for _, numbers in asked], dtype=np.intp)
        self._pack(np.unique(every))
        ends = np.cumsum([len(numbers) for _, numbers in asked])
        others = np.split(self._scripts(every) != b"Latn", ends[:-1])
        latin = [
            form.script == "Latn" and not other.any() for (form, _), other in zip(asked, others, strict=True)
        ]
        together = [one for one, simple in zip(asked, latin, strict=True) if simple]
        found = iter(self._shares_of_latin(together) if together else ())
        return [
            next(found) if simple else self.shares(*one) for one, simple in zip(asked, latin, strict=True)
        ]

    def _shares_of_latin(self, asked: Sequence[tuple[PartForm, Numbers]]) -> list[Floats]:
        """Return the shares of Latin parts, each with Latin ones, by two runs of one dynamic program."""
        counts = np.array([len(numbers) for _, numbers in asked])
        numbers = np.concatenate([numbers for _, numbers in asked], dtype=np.intp)
        ours = pack_symbols([form.symbols for form, _ in asked]).repeat(counts, axis=1)
        costs = costs_of_pairs(ours, self._columns[:, self._first[numbers]])
        ends = np.cumsum(counts)
        others = _Others([], [], [])
        for (form, _), start, end in zip(asked, ends - counts, ends, strict=True):
            self._collect(form, numbers[start:end], costs[start:end], start, others)
        if others.places:
            places = np.concatenate(others.places)
            columns = self._columns[:, np.concatenate(others.columns)]
            ours = pack_symbols(others.spellings).repeat([len(each) for each in others.places], axis=1)
            read = costs_of_pairs(ours, columns)
            np.minimum.at(costs, places, read + np.float32(CONVENTION_COST))
        for (form, _), start, end in zip(asked, ends - counts, ends, strict=True):
            self._cheapen_listed(form, numbers[start:end], costs[start:end])
        sounds = np.array([len(form.symbols) for form, _ in asked], dtype=np.float32).repeat(counts)
        shares = agreements(costs, (self._sounds[numbers] + sounds) / np.float32(2), across=False)
        for (form, _), start, end in zip(asked, ends - counts, ends, strict=True):
            own = costs[start:end] <= _cost_of_itself(form)
            for place in (start + np.flatnonzero(own)).tolist():
                if self._parts[int(numbers[place])] == (form.fold, "Latn"):
                    shares[place] = 1.0
        return np.split(shares, ends[:-1])

    def _collect(self, form: PartForm, numbers: Numbers, costs: Floats, start: int, others: _Others) -> None:
        """Add the pairs in which the part or one of the nearest others is read under another convention."""
        size = min(READ_OTHERWISE, len(numbers))
        if not size:
            return
        nearest = np.argpartition(costs, size - 1)[:size]
        for _, symbols in form.readings:
            others.add(symbols, self._first[numbers[nearest]], start + nearest)
        nearest = nearest[self._count[numbers[nearest]] > 1]
        if not len(nearest):
            return
        columns, _ = self._columns_of(numbers[nearest])
        places = start + np.repeat(nearest, self._count[numbers[nearest]] - 1)
        others.add(form.symbols, columns, places)
        for name, symbols in form.readings:
            if name in SYLLABIC:
                mine = self._syllabic[columns]
                others.add(symbols, columns[mine], places[mine])

    def _shares_in(self, form: PartForm, numbers: Numbers, script: str) -> Floats:
        if script == form.script != "Latn":
            return self._singly(form, numbers)
        ways = [(form, 0.0), *((way, extra) for way, extra, _ in other_ways(form))]
        costs = np.min([self._costs(way, numbers, script) + extra for way, extra in ways], axis=0)
        if script == "Latn" and (spelled := spelled_so(form)):
            so = [self._parts[number][0] in spelled for number in numbers.tolist()]
            costs[so] = np.minimum(costs[so], np.float32(SPELLED_COST[form.script]))
        if script == "Latn":
            self._cheapen_listed(form, numbers, costs)
        lengths = (self._sounds[numbers] + np.float32(len(form.symbols))) / np.float32(2)
        return agreements(costs.astype(np.float32), lengths, across=script != form.script)

    def _cheapen_listed(self, form: PartForm, numbers: Numbers, costs: Floats) -> None:
        """Lower the costs of the Latin parts that are listed as spellings of the same name."""
        known = known_name(form.fold)
        if known is None or not known.spellings:
            return
        so = [plain_part(self._parts[number][0]) in known.spellings for number in numbers.tolist()]
        costs[so] = np.minimum(costs[so], np.float32(LISTED_COST) + np.float32(LISTED_SHARE) * costs[so])

    def _singly(self, form: PartForm, numbers: Numbers) -> Floats:
        others = [self.form(number) for number in numbers]
        return np.array(
            [agreement(part_distance(form, other, contradicting_cost(form, other))) for other in others],
            dtype=np.float32,
        )

    def _costs(self, form: PartForm, numbers: Numbers, script: str) -> Floats:
        """Return the costs of a part opposite parts of one script."""
        units = [self.form(number).units for number in numbers] if script != "Latn" else []
        by_theirs = None
        if units and all(units):
            by_theirs = costs_of_natives(form.symbols, script, pack_units(units, script))
            if not form.units:
                return by_theirs
        costs = self._costs_by_ours(form, numbers)
        return costs if by_theirs is None else np.minimum(costs, by_theirs)

    def _costs_by_ours(self, form: PartForm, numbers: Numbers) -> Floats:
        """Return the costs by the table of the part's own script, opposite the sounds of the others."""
        native = bool(form.units)
        plain = _trimmed(self._columns[:, self._first[numbers]])
        costs = costs_of_spellings(form.units or form.symbols, form.script if native else "Latn", plain)
        size = min(READ_OTHERWISE, len(numbers))
        nearest = np.argpartition(costs, size - 1)[:size]
        for _, symbols in () if native else form.readings:
            read = costs_of_spellings(symbols, "Latn", plain[:, nearest]) + np.float32(CONVENTION_COST)
            costs[nearest] = np.minimum(costs[nearest], read)
        nearest = nearest[self._count[numbers[nearest]] > 1]
        if len(nearest):
            costs[nearest] = np.minimum(costs[nearest], self._read_otherwise(form, numbers[nearest]))
        return costs

    def _read_otherwise(self, form: PartForm, numbers: Numbers) -> Floats:
        """Return the costs of a part opposite the readings of others under other conventions."""
        columns, starts = self._columns_of(numbers)
        packed = _trimmed(self._columns[:, columns])
        native = bool(form.units)
        costs = costs_of_spellings(form.units or form.symbols, form.script if native else "Latn", packed)
        for name, symbols in () if native else form.readings:
            if name in SYLLABIC:
                read = costs_of_spellings(symbols, "Latn", packed)
                costs = np.where(self._syllabic[columns], np.minimum(costs, read), costs)
        extra = CONVENTION_ACROSS if native else CONVENTION_COST
        return np.asarray(np.minimum.reduceat(costs, starts)) + np.float32(extra)

    def _columns_of(self, numbers: Numbers) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return the columns of the other readings of parts, and where each part's begin."""
        counts = self._count[numbers] - 1
        starts = np.cumsum(counts) - counts
        within = np.arange(int(counts.sum())) - np.repeat(starts, counts)
        return np.repeat(self._first[numbers] + 1, counts) + within, starts

    def _pack(self, numbers: Numbers) -> None:
        """Add the columns of parts that were not looked at before."""
        with self._lock:
            new = numbers[self._first[numbers] < 0]
            if not len(new):
                return
            read = readings_in(self._lines(new))
            at, size = self._used, len(read.syllabic)
            self._grow(size)
            self._columns[:, at : at + size] = read.columns
            self._syllabic[at : at + size] = read.syllabic
            self._count[new], self._sounds[new] = read.counts, read.lengths
            self._first[new] = at + np.cumsum(read.counts) - read.counts
            self._used = at + size

    def _scripts_of(self, numbers: Numbers) -> NDArray[np.bytes_]:
        return np.array([self._parts[number][1] for number in numbers.tolist()], dtype="S4")

    def _lines_of(self, numbers: Numbers) -> bytes:
        """Return how parts sound, where no index has kept it."""
        return "".join(f"{line_of(self.form(int(number)))}\n" for number in numbers).encode("utf-8")

    def _grow(self, more: int) -> None:
        size = len(self._syllabic)
        if self._used + more <= size:
            return
        wider = max(2 * size, self._used + more)
        columns = np.full((LONGEST_PACKED, wider), PADDING, dtype=np.uint16)
        columns[:, :size] = self._columns
        syllabic = np.zeros(wider, dtype=bool)
        syllabic[:size] = self._syllabic
        self._columns, self._syllabic = columns, syllabic


def _cost_of_itself(form: PartForm) -> float:
    """Return what a Latin part costs at most opposite itself: ch may be two sounds, and so costs a little."""
    table = cost_table("Latn").substitute
    return _ROUNDING + sum(table[symbol][symbol] for symbol in form.symbols[:LONGEST_PACKED])


def _trimmed(packed: NDArray[np.uint16]) -> NDArray[np.uint16]:
    """Return columns without the rows that are padding in all of them."""
    return packed[: max(1, int((packed != PADDING).any(axis=1).sum()))]
