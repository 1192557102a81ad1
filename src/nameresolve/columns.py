"""The parts of an index as columns of numbers, each packed the first time it is looked at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from nameresolve.distance import PartForm, part_form
from nameresolve.distance.batch import LONGEST_PACKED, PADDING, pack_units
from nameresolve.sounds import line_of, readings_in

__all__ = ["Codes", "PartColumns"]

Numbers = NDArray[np.intp]
Codes = NDArray[np.uint16]

_WITHOUT_UNITS = -2
_NOT_YET = -1
_FIRST_SIZE = 64


class _Growing:
    """A matrix of columns that are added as they come."""

    def __init__(self) -> None:
        self.columns: Codes = np.full((LONGEST_PACKED, _FIRST_SIZE), PADDING, dtype=np.uint16)
        self.used = 0

    def add(self, more: Codes) -> int:
        """Add columns, which may be shorter; return where they begin."""
        at, size = self.used, more.shape[1]
        if at + size > self.columns.shape[1]:
            wider = np.full((LONGEST_PACKED, max(2 * at, at + size)), PADDING, dtype=np.uint16)
            wider[:, :at] = self.columns[:, :at]
            self.columns = wider
        self.columns[: len(more), at : at + size] = more
        self.used = at + size
        return at


class PartColumns:
    """How the numbered parts sound, and what they are written in.

    A part has a column of symbols for its plain reading and one for each reading under another convention;
    a part in a script with a cost table also one of its units. `lines` returns how numbered parts
    sound, as `nameresolve.sounds` writes it.
    """

    def __init__(
        self, parts: Sequence[tuple[str, str]], lines: Callable[[Numbers], bytes] | None = None
    ) -> None:
        self._parts = parts
        self._lines = lines or self._lines_of
        self._lock = Lock()
        self._first = np.full(len(parts), _NOT_YET, dtype=np.int64)
        self._count = np.zeros(len(parts), dtype=np.int64)
        self.sounds = np.zeros(len(parts), dtype=np.float32)
        """How many symbols each part has."""
        self._symbols = _Growing()
        self._syllabic = np.zeros(_FIRST_SIZE, dtype=bool)
        self._place = np.full(len(parts), _NOT_YET, dtype=np.int32)
        self._units = _Growing()

    def form(self, number: int) -> PartForm:
        """Return a part prepared for comparison."""
        return part_form(*self._parts[number])

    def prepare(self, numbers: Numbers) -> None:
        """Pack the readings of parts that were not looked at before; the other methods ask for it."""
        with self._lock:
            new = numbers[self._first[numbers] < 0]
            if not len(new):
                return
            read = readings_in(self._lines(new))
            at = self._symbols.add(read.columns)
            if len(self._syllabic) < self._symbols.columns.shape[1]:
                wider = np.zeros(self._symbols.columns.shape[1], dtype=bool)
                wider[:at] = self._syllabic[:at]
                self._syllabic = wider
            self._syllabic[at : self._symbols.used] = read.syllabic
            self._count[new], self.sounds[new] = read.counts, read.lengths
            self._first[new] = at + np.cumsum(read.counts) - read.counts

    def plain(self, numbers: Numbers) -> Codes:
        """Return the symbols of the plainest reading of each part, a column a part."""
        return self.at(self._first[numbers])

    def at(self, columns: NDArray[np.int64]) -> Codes:
        """Return columns of symbols by their places."""
        return self._symbols.columns[:, columns]

    def syllabic(self, columns: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Return which columns are readings by a convention of Chinese."""
        return self._syllabic[columns]

    def others(self, numbers: Numbers) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return the places of the columns of the other readings of parts, and whose each one is."""
        counts = self._count[numbers] - 1
        whose = np.repeat(np.arange(len(numbers)), counts)
        within = np.arange(len(whose)) - np.repeat(np.cumsum(counts) - counts, counts)
        return np.repeat(self._first[numbers] + 1, counts) + within, whose

    def units(self, numbers: Numbers) -> tuple[Codes, NDArray[np.bool_]]:
        """Return the units of parts, a column a part, and which parts have some."""
        places = self._place[numbers]
        if (places == _NOT_YET).any():
            with self._lock:
                self._pack_units(np.unique(numbers[self._place[numbers] == _NOT_YET]))
            places = self._place[numbers]
        return self._units.columns[:, np.maximum(places, 0)], places >= 0

    def _pack_units(self, new: Numbers) -> None:
        by_script: dict[str, list[tuple[int, tuple[str, ...]]]] = {}
        places = np.full(len(new), _WITHOUT_UNITS, dtype=np.int32)
        for at, number in enumerate(new.tolist()):
            form = self.form(number)
            if form.units:
                by_script.setdefault(form.script, []).append((at, form.units))
        for script, found in by_script.items():
            first = self._units.add(pack_units([units for _, units in found], script))
            places[[at for at, _ in found]] = np.arange(first, first + len(found))
        self._place[new] = places  # last of all: other threads look at it without the lock

    def _lines_of(self, numbers: Numbers) -> bytes:
        """Return how parts sound, where no index has kept it."""
        return "".join(f"{line_of(self.form(int(number)))}\n" for number in numbers).encode("utf-8")
