"""The distinct parts of all listed forms: which are near a part of a name, and what each is worth."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from nameresolve.blocking import codes_of
from nameresolve.distance import PartForm, spelled_so
from nameresolve.index.asking import MOST_KEPT, LatinParts, ListedParts, codes_to_ask
from nameresolve.index.given import GivenNames
from nameresolve.index.keeping import Kept
from nameresolve.index.keyed import KeyedCodes
from nameresolve.index.keytable import KeyTable
from nameresolve.index.nearby import Held, Nearby, Read, read_of
from nameresolve.index.nearest import NearestCodes, consonants_of
from nameresolve.index.segment import Part, Segment, key_of
from nameresolve.index.update import Update
from nameresolve.symbols.known import known_name
from nameresolve.vocabulary import Vocabulary

__all__ = ["PartIndex"]

Floats = NDArray[np.float32]
Numbers = NDArray[np.intp]


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

KEYED_FROM = 1 << 16
"""Of so many parts or more those near a Latin part are found by keys, and told apart by their codes."""

STORED_FROM = 1 << 17
"""Of so many the table of keys is stored; of fewer it is made when it is first needed, in half a second."""

COMPARED_TOGETHER = 48
"""So many parts are all read under other conventions where they are compared with one."""

CODE_LEVEL = 1.8
CODE_STEEPNESS = 15.0
"""How much a part agrees, in log-odds, by the share of its code that differs: fitted to alignments."""

SCANNED_TOGETHER = 64
"""Codes looked up in one call."""
MOST_NEAREST, MOST_NEARBY = 1 << 13, 1 << 12
"""So many codes, and parts, are kept with what is near them: a few kilobytes each, and of a block all."""

_UNKNOWN = -1
_SAME = np.float32(-1.0)

LEAST_SHARE = -2.5
STEEPNESS = 2.5
"""How sharply what a part is worth falls with its agreement; at 0 it is worth a half."""


class PartIndex:
    """The parts of one segment, or of that of a gazetteer and that of its update, numbered through."""

    def __init__(self, segments: Sequence[Segment], update: Update | None) -> None:
        self._segments = segments
        self._update = update
        self.first = np.cumsum([0, *(len(segment.parts) for segment in segments)])
        self._nearest: Kept[Asked, Numbers] = Kept(MOST_NEAREST)
        self._expansions: Kept[Read, Nearby] = Kept(MOST_NEARBY)
        self._spellings: Kept[Part, list[int]] = Kept(MOST_KEPT)
        self._numbers: dict[Part, int | None] = {}
        self._latin_parts = LatinParts(segments)

    def number(self, part: Part) -> int | None:
        """Return the number of a part that a form has, or None."""
        known = self._numbers.get(part, _UNKNOWN)
        if known == _UNKNOWN:
            if len(self._numbers) >= MOST_KEPT:
                self._numbers.clear()
            known = self._numbers[part] = self._number(part)
        return known

    def _number(self, part: Part) -> int | None:
        for segment, first in zip(self._segments, self.first.tolist(), strict=False):
            number = segment.part_number(part)
            if number is not None and (self._living is None or self._living[first + number]):
                return int(first + number)
        return None

    def canonical(self, numbers: NDArray[np.int32]) -> NDArray[np.int32]:
        """Return the numbers under which parts are found; a part of an update may have a twin."""
        return numbers if self._update is None else self._update.canonical[numbers]

    @cached_property
    def is_keyed(self) -> bool:
        """Whether there are so many parts that they are searched by keys."""
        count = int(self.first[-1]) if self._living is None else int(np.count_nonzero(self._living))
        return count >= KEYED_FROM

    @property
    def _living(self) -> NDArray[np.bool_] | None:
        return None if self._update is None else self._update.living_parts

    def _every_code(self) -> list[str]:
        return [code for segment in self._segments for code in segment.codes]

    @cached_property
    def _sketches(self) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
        shapes = _in_a_row([segment.shapes.all() for segment in self._segments])
        return shapes, _in_a_row([segment.outlines.all() for segment in self._segments])

    @cached_property
    def _codes(self) -> NearestCodes:
        return NearestCodes(self._every_code, *self._sketches, self._living)

    @cached_property
    def _keyed(self) -> KeyedCodes:
        tables = [segment.key_table or KeyTable.of(segment.codes.all()) for segment in self._segments]
        numbered = list(zip(tables, self.first.tolist(), strict=False))
        return KeyedCodes(self._every_code, self._sketches, numbered, self._living, self._is_latin)

    def _is_latin(self, numbers: Numbers) -> NDArray[np.bool_]:
        return self._latin[numbers]

    @cached_property
    def _latin(self) -> NDArray[np.bool_]:
        """Whether each part is in Latin letters."""
        return np.asarray(self._scripts(np.arange(self.first[-1])) == b"Latn")

    @cached_property
    def _every_part(self) -> ListedParts:
        return ListedParts(self._segments)

    @cached_property
    def _vocabulary(self) -> Vocabulary:
        return Vocabulary(self._every_part, self._sounds, self._scripts, self._spelled)

    @cached_property
    def _given(self) -> GivenNames:
        return GivenNames(self._living_numbers, self._every_part)

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

    def held(self, numbers: Numbers, agreeing: Floats) -> Held:
        """Return parts that agree, a part of an update beside its twin, with what is known of them."""
        if self._update is not None:
            numbers, agreeing = self._update.with_twins(numbers, agreeing)
        if len(self._segments) == 1:
            segment = self._segments[0]
            return Held(numbers, agreeing, segment.weights.take(numbers), *segment.holding(numbers))
        weights = np.empty(len(numbers), dtype=np.float32)
        starts, counts = np.zeros((2, len(numbers)), dtype=np.intp)
        for segment, first, mine in self.by_segment(numbers):
            weights[mine] = segment.weights.take(numbers[mine] - first)
            starts[mine], counts[mine] = segment.holding(numbers[mine] - first)
        return Held(numbers, agreeing, weights, starts, counts)

    def by_segment(self, numbers: Numbers) -> Iterator[tuple[Segment, int, Numbers]]:
        """Yield each segment, its first part, and which of the numbered parts are in it."""
        for place, segment in enumerate(self._segments):
            first, end = self.first[place : place + 2].tolist()
            yield segment, first, np.flatnonzero((numbers >= first) & (numbers < end))

    def near(self, form: PartForm) -> Nearby:
        """Return the parts that agree with a part."""
        return self._expansions.get(read_of(form)) or self._found([form])[0]

    def compare(self, asked: Iterable[tuple[PartForm, NDArray[np.integer]]]) -> None:
        """Fill in the shares of those of the numbered parts that are near a part."""
        wanted: dict[int, tuple[PartForm, Nearby, list[Numbers]]] = {}
        for form, numbers in asked:
            near = self.near(form)
            if len(near.numbers):
                places = np.minimum(np.searchsorted(near.numbers, numbers), len(near.numbers) - 1)
                new = places[(near.numbers[places] == numbers) & np.isnan(near.shares[places])]
                if len(new):
                    wanted.setdefault(id(near), (form, near, []))[2].append(new)
        runs = [
            (form, near, run)
            for form, near, found in wanted.values()
            for run in self._runs(near.numbers, np.unique(np.concatenate(found)))
        ]
        if runs:
            shares = self._vocabulary.shares_of_many([(form, near.numbers[run]) for form, near, run in runs])
            for (_, near, run), found in zip(runs, shares, strict=True):
                near.shares[run] = found

    def _runs(self, numbers: Numbers, places: Numbers) -> Iterator[Numbers]:
        """Yield places of numbers, few together, so that each is read in every way; Latin parts apart."""
        latin = self._is_latin(numbers[places])
        for some in (places[latin], places[~latin]):
            for start in range(0, len(some), COMPARED_TOGETHER):
                yield some[start : start + COMPARED_TOGETHER]

    def _nominated(self, form: PartForm) -> Numbers:
        """Return the numbers of the parts whose codes are nearest to one of the codes of a part."""
        found = [self._near_code(asked) for asked in self._reach(form)]
        listed = [*self._spelled(form), *self._listed(form)]
        own = self.number((form.fold, form.script))
        if own is not None:
            listed.append(own)
        if listed:
            found.append(np.array(listed, dtype=np.intp))
        return np.unique(np.concatenate(found)) if found else np.zeros(0, dtype=np.intp)

    def _spelled(self, form: PartForm) -> list[int]:
        """Return the numbers of the parts that are spellings in use for the syllables of a part."""
        spelled = spelled_so(form)
        if not spelled:
            return []
        known = self._spellings.get((form.fold, form.script))
        if known is None:
            known = self._spellings[form.fold, form.script] = self._living_numbers(sorted(spelled))
        return known

    def _living_numbers(self, spellings: Sequence[str]) -> list[int]:
        """Return the numbers of the Latin parts that are among some spellings."""
        keys, found = [key_of(fold, "Latn") for fold in self._latin_parts.among(spellings)], []
        for segment, first in zip(self._segments, self.first.tolist(), strict=False):
            found += [first + number for number in segment.numbers_of(keys)]
        return found if self._living is None else [number for number in found if self._living[number]]

    def _listed(self, form: PartForm) -> list[int]:
        """Return the numbers of the Latin parts that are listed as spellings of a part in another script."""
        known = known_name(form.fold) if form.script != "Latn" else None
        return self._living_numbers(sorted(known.spellings)) if known is not None else []

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
        found: list[Numbers] = []
        for start in range(0, len(codes), SCANNED_TOGETHER):
            chunk = codes[start : start + SCANNED_TOGETHER]
            found += self._codes.nearest_bare(chunk, limit) if bare else self._codes.nearest(chunk, limit)
        for code, numbers in zip(codes, found, strict=True):
            self._nearest[code, limit, bare] = numbers
        return found

    def prepare(self, forms: Iterable[PartForm]) -> None:
        """Look up many parts together, which `near` then finds done."""
        new = {read_of(form): form for form in forms}
        missing = [form for read, form in new.items() if read not in self._expansions]
        if missing:
            self._found(missing)

    def _found(self, forms: Sequence[PartForm]) -> list[Nearby]:
        """Return the parts that agree with each of some parts, and keep them."""
        by_keys = [self.is_keyed and form.script == "Latn" for form in forms]
        keyed = self._found_by_keys([form for form, is_keyed in zip(forms, by_keys, strict=True) if is_keyed])
        others = self._found_by_sketch(
            [f for f, is_keyed in zip(forms, by_keys, strict=True) if not is_keyed]
        )
        found = [next(keyed if is_keyed else others) for is_keyed in by_keys]
        for form, near in zip(forms, found, strict=True):
            self._expansions[read_of(form)] = near
        return found

    def _found_by_keys(self, forms: Sequence[PartForm]) -> Iterator[Nearby]:
        asked = [codes_to_ask(form) for form in forms]
        near = zip(forms, self._keyed.nearest(asked, SCANNED), strict=True)
        found = [self._with_own(form, numbers, apart) for form, (numbers, apart) in near]
        if not found:
            return
        every = np.concatenate([numbers for numbers, _ in found])
        apart = np.concatenate([apart for _, apart in found])
        shares = np.where(apart < 0, np.float32(1.0), np.float32(np.nan))
        agreeing = (1.0 / (1.0 + np.exp(CODE_STEEPNESS * apart - CODE_LEVEL))).astype(np.float32)
        agreeing[apart < 0] = 1.0
        ends = np.cumsum([len(numbers) for numbers, _ in found]).tolist()
        if self._update is not None:
            held = [self.held(every[a:b], agreeing[a:b]) for a, b in pairwise([0, *ends])]
        else:
            held = self.held(every, agreeing).cut(ends)
        for (numbers, _), start, one in zip(found, [0, *ends], held, strict=False):
            yield Nearby(numbers, shares[start : start + len(numbers)], one)

    def _with_own(self, form: PartForm, numbers: Numbers, apart: Floats) -> tuple[Numbers, Floats]:
        """Return the parts near a part with the same part among them, which is nearer than any other."""
        own = self.number((form.fold, form.script))
        if own is None:
            return numbers, apart
        place = int(np.searchsorted(numbers, own))
        if place == len(numbers) or numbers[place] != own:
            return np.insert(numbers, place, own), np.insert(apart, place, _SAME)
        apart[place] = _SAME
        return numbers, apart

    def _found_by_sketch(self, forms: Sequence[PartForm]) -> Iterator[Nearby]:
        wanted: dict[tuple[int, bool], dict[str, None]] = {}
        for form in forms:
            for code, limit, bare in self._reach(form):
                wanted.setdefault((limit, bare), {})[code] = None
        for (limit, bare), asked in wanted.items():
            self._look_up([code for code in asked if (code, limit, bare) not in self._nearest], limit, bare)
        asked_for = [(form, self._nominated(form)) for form in forms]
        every = self._vocabulary.shares_of_many(asked_for) if asked_for else []
        for (form, nominated), plain in zip(asked_for, every, strict=True):
            numbers, shares = self._given.widened(form, nominated, plain)
            near = shares > LEAST_SHARE
            agreeing = (1.0 / (1.0 + np.exp(-STEEPNESS * shares[near]))).astype(np.float32)
            yield Nearby(numbers[near], shares[near], self.held(numbers[near], agreeing))


def _in_a_row(arrays: Sequence[NDArray[np.uint64]]) -> NDArray[np.uint64]:
    """Return arrays as one; a single one stays as it is, mapped."""
    return arrays[0] if len(arrays) == 1 else np.concatenate(arrays)
