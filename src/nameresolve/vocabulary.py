"""The parts of an index, compared with many parts at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from nameresolve.columns import Codes, PartColumns
from nameresolve.conventions import SYLLABIC
from nameresolve.distance import (
    CONVENTION_ACROSS,
    CONVENTION_COST,
    LISTED_COST,
    LISTED_MOST,
    LISTED_SHARE,
    SPELLED_COST,
    SPELLED_SHARE,
    PartForm,
    other_ways,
    part_distance,
    spelled_so,
)
from nameresolve.distance.batch import LONGEST_PACKED, PADDING, pack_symbols, pack_units
from nameresolve.distance.costs import cost_table
from nameresolve.distance.pairwise import costs_of_pairs
from nameresolve.scoring.weights import agreement, agreements, contradicting_cost
from nameresolve.symbols.known import known_name, plain_part

__all__ = ["Vocabulary"]

Floats = NDArray[np.float32]
Numbers = NDArray[np.intp]

_ROUNDING = 1e-3
READ_OTHERWISE = 48
"""So many of the nearest parts are also read under other conventions."""

MOST_KEPT = 1 << 15
"""So many pairs are gathered at most before they are compared."""


@frozen(slots=True, eq=False)
class _Asked:
    """A part, and numbered parts that it is compared with; `places` is where the costs go.

    `script` is theirs, or empty for parts of several scripts, neither Latin nor that of the part.
    """

    form: PartForm
    numbers: Numbers
    script: str
    places: Numbers

    @property
    def across(self) -> bool:
        return self.form.script != self.script

    @property
    def singly(self) -> bool:
        """Whether the parts are compared letter by letter: those in one script that is not Latin."""
        return self.form.script == self.script != "Latn"


class _Pairs:
    """Pairs of Latin symbols and parts of any script, gathered until they are many; they lower `costs`."""

    def __init__(self, costs: Floats) -> None:
        self._costs = costs
        self._rows: list[tuple[Codes, Codes, Numbers, float]] = []
        self._size = 0

    def add(self, left: Codes, right: Codes, places: Numbers, extra: float = 0.0) -> None:
        """Add pairs; of a side with one column each pair has that one. `extra` is what they cost on top."""
        if len(places):
            self._rows.append((_tall(left), _tall(right), places, extra))
            self._size += len(places)
            if self._size >= MOST_KEPT:
                self.compare()

    def compare(self) -> None:
        """Compare what was gathered."""
        if not self._rows:
            return
        counts = [len(row[2]) for row in self._rows]
        left = _side([row[0] for row in self._rows], counts)
        right = _side([row[1] for row in self._rows], counts)
        places = np.concatenate([row[2] for row in self._rows])
        extra = np.array([row[3] for row in self._rows], dtype=np.float32).repeat(counts)
        np.minimum.at(self._costs, places, costs_of_pairs(left, right) + extra)
        self._rows, self._size = [], 0


class Vocabulary:
    """Distinct name parts; `lines` returns how numbered parts sound, `scripts` the codes of their scripts.

    `spelled` returns the numbers of the parts that are spellings in use for the syllables of one, where they
    can be looked up.
    """

    def __init__(
        self,
        parts: Sequence[tuple[str, str]],
        lines: Callable[[Numbers], bytes] | None = None,
        scripts: Callable[[Numbers], NDArray[np.bytes_]] | None = None,
        spelled: Callable[[PartForm], Sequence[int]] | None = None,
    ) -> None:
        self._parts = parts
        self._scripts = scripts or self._scripts_of
        self._spelled = spelled
        self._columns = PartColumns(parts, lines)

    def shares(self, form: PartForm, numbers: Numbers) -> Floats:
        """Return how well a part agrees with each of the numbered ones: 1 the same, 0 neutral, or less."""
        return self.shares_of_many([(form, numbers)])[0]

    def shares_of_many(self, asked: Sequence[tuple[PartForm, Numbers]]) -> list[Floats]:
        """Return `shares` for many parts, each with the numbers of its own; the same, but faster by far."""
        every = np.concatenate([numbers for _, numbers in asked], dtype=np.intp)
        self._columns.prepare(np.unique(every))
        ends = np.cumsum([len(numbers) for _, numbers in asked])
        parted = list(self._parted(asked, every, ends))
        costs = np.full(len(every), np.inf, dtype=np.float32)
        self._compare_plainly(parted, costs)
        self._compare_otherwise(parted, costs)
        shares = np.full(len(every), -1.0, dtype=np.float32)
        for across in (False, True):
            self._agree([one for one in parted if one.across is across and not one.singly], costs, shares)
        for one in parted:
            if one.singly:
                shares[one.places] = self._singly(one.form, one.numbers)
            elif not one.across:
                self._mark_itself(one, costs, shares)
        return np.split(shares, ends[:-1])

    def _parted(
        self, asked: Sequence[tuple[PartForm, Numbers]], every: Numbers, ends: Numbers
    ) -> Iterator[_Asked]:
        """Yield what is asked, Latin parts, parts of the same script and others apart."""
        scripts = self._scripts(every)
        native = scripts != b"Latn"
        for (form, numbers), end in zip(asked, ends.tolist(), strict=True):
            start = end - len(numbers)
            if not native[start:end].any():
                yield _Asked(form, numbers, "Latn", np.arange(start, end))
                continue
            own = scripts[start:end] == form.script.encode("ascii")
            latin = ~native[start:end]
            for script, chosen in (("Latn", latin), (form.script, own & ~latin), ("", ~own & ~latin)):
                if len(mine := np.flatnonzero(chosen)):
                    yield _Asked(form, numbers[mine], script, start + mine)

    def _compare_plainly(self, parted: Sequence[_Asked], costs: Floats) -> None:
        """Compare all parts as they are plainly read, by the cost tables of either side."""
        pairs = _Pairs(costs)
        for one in parted:
            if one.singly or not len(one.numbers):
                continue
            plain = self._columns.plain(one.numbers)
            if one.script == "Latn":
                for way, extra in _ways(one):
                    self._add(pairs, way, plain, one.places, extra)
                continue
            units, known = self._columns.units(one.numbers)
            for way, extra in _ways(one):
                pairs.add(pack_symbols([way.symbols]), units[:, known], one.places[known], extra)
                rest = np.ones_like(known) if way.units else ~known
                self._add(pairs, way, plain[:, rest], one.places[rest], extra)
        pairs.compare()

    @staticmethod
    def _add(pairs: _Pairs, form: PartForm, spellings: Codes, places: Numbers, extra: float) -> None:
        """Add pairs of a part and Latin spellings, by the cost table of the part's script if it has one."""
        if form.units:
            pairs.add(spellings, pack_units([form.units], form.script), places, extra)
        else:
            pairs.add(pack_symbols([form.symbols]), spellings, places, extra)

    def _compare_otherwise(self, parted: Sequence[_Asked], costs: Floats) -> None:
        """Compare the nearest parts as other conventions read them."""
        pairs = _Pairs(costs)
        for one in parted:
            size = min(READ_OTHERWISE, len(one.numbers))
            if not size or one.script != "Latn":
                continue
            nearest = np.argpartition(costs[one.places], size - 1)[:size]
            numbers, places = one.numbers[nearest], one.places[nearest]
            columns, whose = self._columns.others(numbers)
            for way, extra in _ways(one):
                more = extra + (CONVENTION_ACROSS if way.units else CONVENTION_COST)
                self._add(pairs, way, self._columns.at(columns), places[whose], more)
                if not way.units:
                    self._add_readings(pairs, way, self._columns.plain(numbers), places)
                    mine = self._columns.syllabic(columns)
                    self._add_syllables(pairs, way, self._columns.at(columns[mine]), places[whose[mine]])
        pairs.compare()

    @staticmethod
    def _add_readings(pairs: _Pairs, form: PartForm, plain: Codes, places: Numbers) -> None:
        """Add pairs of what a Latin part is under other conventions and what others plainly are."""
        for _, symbols in form.readings:
            pairs.add(pack_symbols([symbols]), plain, places, CONVENTION_COST)

    @staticmethod
    def _add_syllables(pairs: _Pairs, form: PartForm, syllables: Codes, places: Numbers) -> None:
        """Add pairs of parts that are both cut into the syllables of a Chinese convention."""
        for name, symbols in form.readings:
            if name in SYLLABIC:
                pairs.add(pack_symbols([symbols]), syllables, places, CONVENTION_COST)

    def _agree(self, parted: Sequence[_Asked], costs: Floats, shares: Floats) -> None:
        """Write how well parts agree by what they cost, all of them across scripts or none."""
        if not parted:
            return
        for one in parted:
            if one.script == "Latn":
                self._cheapen_listed(one, costs)
        places = np.concatenate([one.places for one in parted])
        sounds = self._columns.sounds[np.concatenate([one.numbers for one in parted])]
        ours = np.array([len(one.form.symbols) for one in parted], dtype=np.float32)
        ours = ours.repeat([len(one.numbers) for one in parted])
        shares[places] = agreements(costs[places], (sounds + ours) / np.float32(2), across=parted[0].across)

    def _cheapen_listed(self, one: _Asked, costs: Floats) -> None:
        """Lower the costs of the Latin parts that are listed as spellings of the same name."""
        if spelled := spelled_so(one.form):
            so = one.places[self._are_spelled(one, spelled)]
            share = np.float32(SPELLED_SHARE[one.form.script])
            kept = np.minimum(costs[so], np.float32(LISTED_MOST)) * share
            costs[so] = np.minimum(costs[so], np.float32(SPELLED_COST[one.form.script]) + kept)
        known = known_name(one.form.fold)
        if known is None or not known.spellings:
            return
        so = one.places[
            [plain_part(self._parts[number][0]) in known.spellings for number in one.numbers.tolist()]
        ]
        kept = np.minimum(costs[so], np.float32(LISTED_MOST)) * np.float32(LISTED_SHARE)
        costs[so] = np.minimum(costs[so], np.float32(LISTED_COST) + kept)

    def _are_spelled(self, one: _Asked, spelled: frozenset[str]) -> NDArray[np.bool_]:
        """Return which of the parts are spellings in use for the syllables of a part."""
        if self._spelled is not None:
            return np.isin(one.numbers, np.array(self._spelled(one.form), dtype=np.intp))
        return np.array(
            [self._parts[number][0] in spelled for number in one.numbers.tolist()], dtype=np.bool_
        )

    def _singly(self, form: PartForm, numbers: Numbers) -> Floats:
        others = [self._columns.form(number) for number in numbers.tolist()]
        return np.array(
            [agreement(part_distance(form, other, contradicting_cost(form, other))) for other in others],
            dtype=np.float32,
        )

    def _mark_itself(self, one: _Asked, costs: Floats, shares: Floats) -> None:
        """Let a Latin part agree wholly with itself, if it is among the others."""
        own = costs[one.places] <= _cost_of_itself(one.form)
        for place in np.flatnonzero(own).tolist():
            if self._parts[int(one.numbers[place])] == (one.form.fold, "Latn"):
                shares[one.places[place]] = 1.0

    def _scripts_of(self, numbers: Numbers) -> NDArray[np.bytes_]:
        return np.array([self._parts[number][1] for number in numbers.tolist()], dtype="S4")


def _ways(one: _Asked) -> list[tuple[PartForm, float]]:
    """Return the ways to read a part opposite another script, each with what it costs."""
    return [
        (one.form, 0.0),
        *((way, extra) for way, extra, _ in (other_ways(one.form) if one.across else ())),
    ]


def _tall(codes: Codes) -> Codes:
    """Return columns of full length."""
    if len(codes) == LONGEST_PACKED:
        return codes
    found = np.full((LONGEST_PACKED, codes.shape[1]), PADDING, dtype=np.uint16)
    found[: len(codes)] = codes
    return found


def _side(columns: Sequence[Codes], counts: Sequence[int]) -> Codes:
    """Return columns side by side, a single one as often as is counted."""
    sizes = [each.shape[1] for each in columns]
    times = [count if size == 1 else 1 for size, count in zip(sizes, counts, strict=True)]
    return np.concatenate(columns, axis=1).repeat(np.repeat(times, sizes), axis=1)


def _cost_of_itself(form: PartForm) -> float:
    """Return what a Latin part costs at most opposite itself: ch may be two sounds, and so costs a little."""
    table = cost_table("Latn").substitute
    return _ROUNDING + sum(table[symbol][symbol] for symbol in form.symbols[:LONGEST_PACKED])
