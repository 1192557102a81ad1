"""The distinct parts of all listed forms: which are near a part of a name, and what each is worth."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nameresolve.blocking import codes_of
from nameresolve.distance import PartForm, spelled_so
from nameresolve.index.nearest import NearestCodes, consonants_of
from nameresolve.index.segment import Part, Segment, key_of, part_of
from nameresolve.index.update import Update
from nameresolve.vocabulary import Vocabulary

__all__ = ["Expansion", "Nearby", "PartIndex"]

Floats = NDArray[np.float32]
Numbers = NDArray[np.intp]
Expansion = tuple[Numbers, Floats]
"""Numbers of parts, and what each is worth."""

Nearby = tuple[Numbers, Floats, Floats]
"""Numbers of parts, ascending, how much each agrees, from 0 to 1, and its share: see `agreement`."""

SCANNED = 64
SCANNED_ACROSS = 250
SCANNED_BESIDE = 24
SCANNED_BARE = 150
"""How many of the parts nearest by code are looked at with care: for a Latin part, for one of
another script, beside a part that is listed as it stands, and by consonants alone, where a script leaves
vowels unwritten."""

LEAST_BARE = 4
"""Consonants are too few to search by where their code is shorter."""

Asked = tuple[str, int, bool]
"""A code, how many parts near it are of interest, and whether by consonants alone."""

SCANNED_TOGETHER = 64
"""Codes looked up in one call."""

MOST_KEPT = 1 << 16

LEAST_SHARE = -2.5
STEEPNESS = 2.5
"""How sharply what a part is worth falls with its agreement; at 0 it is worth a half."""


class PartIndex:
    """The parts of one segment, or of that of a gazetteer and that of its update, numbered through."""

    def __init__(self, segments: Sequence[Segment], update: Update | None) -> None:
        self._segments = segments
        self._update = update
        self.first = np.cumsum([0, *(len(segment.parts) for segment in segments)])
        self._nearest: dict[Asked, Numbers] = {}
        self._expansions: dict[Part, Nearby] = {}

    def number(self, part: Part) -> int | None:
        """Return the number of a part that a form has, or None."""
        for segment, first in zip(self._segments, self.first.tolist(), strict=False):
            number = segment.part_number(part)
            if number is not None and (self._living is None or self._living[first + number]):
                return int(first + number)
        return None

    def canonical(self, numbers: NDArray[np.int32]) -> NDArray[np.int32]:
        """Return the numbers under which parts are found; a part of an update may have a twin."""
        return numbers if self._update is None else self._update.canonical[numbers]

    @property
    def _living(self) -> NDArray[np.bool_] | None:
        return None if self._update is None else self._update.living_parts

    @cached_property
    def _codes(self) -> NearestCodes:
        segments = self._segments
        return NearestCodes(
            lambda: [code for segment in segments for code in segment.codes],
            _in_a_row([segment.shapes.all() for segment in segments]),
            _in_a_row([segment.outlines.all() for segment in segments]),
            self._living,
        )

    @cached_property
    def _vocabulary(self) -> Vocabulary:
        return Vocabulary(_Parts(self._segments), self._sounds, self._scripts)

    def _scripts(self, numbers: Numbers) -> NDArray[np.bytes_]:
        """Return the codes of the scripts of parts."""
        if len(self._segments) == 1:
            return self._segments[0].scripts_of(numbers)
        found = np.zeros(len(numbers), dtype="S4")
        for segment, first, mine in self.by_segment(numbers):
            found[mine] = segment.scripts_of(numbers[mine] - first)
        return found

    def _sounds(self, numbers: Numbers) -> bytes:
        """Return how parts sound, a line each, in their order."""
        if len(self._segments) == 1:
            return self._segments[0].sounds.lines(numbers)
        found = [b""] * len(numbers)
        for segment, first, mine in self.by_segment(numbers):
            lines = segment.sounds.lines(numbers[mine] - first).splitlines(keepends=True)
            for place, line in zip(mine.tolist(), lines, strict=True):
                found[place] = line
        return b"".join(found)

    def weighed(self, numbers: Numbers, agreeing: Floats, most: float) -> Expansion:
        """Return parts with what agreeing with each is worth, a part of an update beside its twin.

        No part is worth more than `most`.
        """
        if self._update is not None:
            numbers, agreeing = self._update.with_twins(numbers, agreeing)
        if len(self._segments) == 1:
            return numbers, agreeing * np.minimum(self._segments[0].weights.take(numbers), np.float32(most))
        weights = np.empty(len(numbers), dtype=np.float32)
        for segment, first, mine in self.by_segment(numbers):
            weights[mine] = segment.weights.take(numbers[mine] - first)
        return numbers, agreeing * np.minimum(weights, np.float32(most))

    def by_segment(self, numbers: Numbers) -> Iterator[tuple[Segment, int, Numbers]]:
        """Yield each segment, its first part, and which of the numbered parts are in it."""
        for place, segment in enumerate(self._segments):
            first, end = self.first[place : place + 2].tolist()
            yield segment, first, np.flatnonzero((numbers >= first) & (numbers < end))

    def holding(self, numbers: Numbers) -> tuple[Numbers, Numbers]:
        """Return where the forms of each part begin in its segment, and how many there are."""
        if len(self._segments) == 1:
            return self._segments[0].holding(numbers)
        starts, counts = np.zeros((2, len(numbers)), dtype=np.intp)
        for segment, first, mine in self.by_segment(numbers):
            starts[mine], counts[mine] = segment.holding(numbers[mine] - first)
        return starts, counts

    def near(self, form: PartForm) -> Nearby:
        """Return the parts that agree with a part."""
        key = (form.fold, form.script)
        found = self._expansions.get(key)
        if found is None:
            numbers = self._nominated(form)
            (shares,) = self._vocabulary.shares_of_many([(form, numbers)])
            found = _near(numbers, shares)
            self._keep(key, found)
        return found

    def _keep(self, part: Part, found: Nearby) -> None:
        if len(self._expansions) < MOST_KEPT:
            self._expansions[part] = found

    def _nominated(self, form: PartForm) -> Numbers:
        """Return the numbers of the parts whose codes are nearest to one of the codes of a part."""
        found = [self._near_code(asked) for asked in self._reach(form)]
        listed = self._spelled(form)
        own = self.number((form.fold, form.script))
        if own is not None:
            listed.append(own)
        if listed:
            found.append(np.array(listed, dtype=np.intp))
        return np.unique(np.concatenate(found)) if found else np.zeros(0, dtype=np.intp)

    def _spelled(self, form: PartForm) -> list[int]:
        """Return the numbers of the parts that are spellings in use for the syllables of a part."""
        keys = [key_of(fold, "Latn") for fold in sorted(spelled_so(form))]
        if not keys:
            return []
        found = []
        for segment, first in zip(self._segments, self.first.tolist(), strict=False):
            found += [first + number for number in segment.numbers_of(keys)]
        return found if self._living is None else [number for number in found if self._living[number]]

    def _reach(self, form: PartForm) -> list[Asked]:
        """Return the codes under which a part is looked for, and how many of the nearest are of interest."""
        exact = self.number((form.fold, form.script)) is not None
        limit = SCANNED_BESIDE if exact else SCANNED if form.script == "Latn" else SCANNED_ACROSS
        asked = [(code, limit, False) for code in codes_of(form.fold, form.script, form.symbols)]
        if form.script in ("Arab", "Hebr") and not exact:
            bare = dict.fromkeys(consonants_of(code) for code, _, _ in asked)
            asked += [(code, SCANNED_BARE, True) for code in bare if len(code) >= LEAST_BARE]
        return asked

    def _near_code(self, asked: Asked) -> Numbers:
        """Return the numbers of the parts whose codes are nearest, about as many as asked for."""
        found = self._nearest.get(asked)
        return found if found is not None else self._look_up([asked[0]], *asked[1:])[0]

    def _look_up(self, codes: Sequence[str], limit: int, bare: bool) -> list[Numbers]:  # noqa: FBT001
        """Find the parts nearest to each code; many codes at once cost less than one by one."""
        if len(self._nearest) > MOST_KEPT:
            self._nearest.clear()
        found: list[Numbers] = []
        for start in range(0, len(codes), SCANNED_TOGETHER):
            chunk = codes[start : start + SCANNED_TOGETHER]
            found += self._codes.nearest_bare(chunk, limit) if bare else self._codes.nearest(chunk, limit)
        self._nearest.update(zip(((code, limit, bare) for code in codes), found, strict=True))
        return found

    def prepare(self, forms: Iterable[PartForm]) -> None:
        """Look up many parts together, which `near` then finds done."""
        new = {(form.fold, form.script): form for form in forms}
        new = {part: form for part, form in new.items() if part not in self._expansions}
        wanted: dict[tuple[int, bool], dict[str, None]] = {}
        for form in new.values():
            for code, limit, bare in self._reach(form):
                wanted.setdefault((limit, bare), {})[code] = None
        for (limit, bare), asked in wanted.items():
            self._look_up([code for code in asked if (code, limit, bare) not in self._nearest], limit, bare)
        asked_for = [(form, self._nominated(form)) for form in new.values()]
        if asked_for:
            shares = self._vocabulary.shares_of_many(asked_for)
            for part, (_, numbers), found in zip(new, asked_for, shares, strict=True):
                self._keep(part, _near(numbers, found))


def _near(numbers: Numbers, shares: Floats) -> Nearby:
    """Return the parts that agree well enough with a part."""
    near = shares > LEAST_SHARE
    agreeing = 1.0 / (1.0 + np.exp(-STEEPNESS * shares[near]))
    return numbers[near], agreeing.astype(np.float32), shares[near]


def _in_a_row(arrays: Sequence[NDArray[np.uint64]]) -> NDArray[np.uint64]:
    """Return arrays as one; a single one stays as it is, mapped."""
    return arrays[0] if len(arrays) == 1 else np.concatenate(arrays)


class _Parts(Sequence[Part]):
    """The parts of all segments; those that were looked at are kept, for they are asked for again."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        self._segments = segments
        self._first = len(segments[0].parts)
        self._read = lru_cache(maxsize=MOST_KEPT)(self._part)

    def __len__(self) -> int:
        return sum(len(segment.parts) for segment in self._segments)

    def __getitem__(self, number: Any) -> Any:  # noqa: ANN401 - a part; slices are not asked for
        return self._read(int(number))

    def _part(self, number: int) -> Part:
        second = number >= self._first
        return part_of(self._segments[second].parts[number - second * self._first])
