"""The parts whose codes are nearest to a code: a sketch of each code is looked at before the code itself.

A sketch is 128 bits, a bit for each thing that a code has: in its shape, which symbols and how many times;
in its outline, which neighbors, with vowels and without. An edit changes few bits, so that counting
the bits that differ, which takes a nanosecond a part, leaves some thousands of a million; of those
Levenshtein's distance is taken (rapidfuzz runs it). A small vocabulary is compared whole.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, cached_property
from itertools import pairwise

import numpy as np
from attrs import frozen
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

__all__ = ["OF_CONSONANTS", "NearestCodes", "bits_of", "consonants_of", "sketch_of"]

Bits = NDArray[np.uint64]
Numbers = NDArray[np.intp]

SCAN_CUTOFF = 0.6
"""Share of the code that may differ in a scan."""

SCANNED_WHOLE = 4096
"""A vocabulary of so many parts is compared whole, without sketches."""

BY_SHAPE = 4096
BY_SKETCH = 768
"""So many codes are left by their shapes, then by whole sketches, to be compared."""

_SAMPLED = 16
_UNCOUNTED = 255
_AT_ONCE = 1 << 13
"""Numbers looked at together: few enough to stay near the processor."""

_CLASSES = "PTKSMR"
_VOWELS = {"a": "a", "e": "e", "i": "e", "y": "e", "o": "o", "u": "o"}
_NO_CONSONANTS = str.maketrans("", "", "aeou-")
_MOST_TIMES = 3
_FINER = np.float32(1e-4)
"""What a differing bit of the sketches counts beside the share of a code: to part what is as far."""


@cache
def _bit(feature: str) -> int:
    return 1 << (zlib.crc32(feature.encode("utf-8")) & 63)


@cache
def _bits_of_symbol(symbol: str, times: int) -> int:
    """Return a bit for each time that a code has a symbol."""
    return sum({_bit(f"{symbol}{count}") for count in range(min(times, _MOST_TIMES))})


_WRITTEN = "aeiou"


def _bits_of_vowels() -> int:
    found = 0
    for vowel in _WRITTEN:
        found |= _bits_of_symbol(vowel, _MOST_TIMES)
    return found


OF_CONSONANTS = (1 << 64) - 1 - _bits_of_vowels()
"""The bits of a shape that no vowel sets."""


def _units(code: str) -> Iterator[str]:
    """Yield the class of each consonant and the group of each vowel."""
    symbols = iter(code)
    for symbol in symbols:
        if symbol in _CLASSES:
            next(symbols, "")
            yield symbol
        else:
            yield _VOWELS.get(symbol, "-")


def sketch_of(code: str) -> tuple[int, int]:
    """Return the shape and the outline of a code, 64 bits each.

    >>> one, other = sketch_of("TtoKkaiePv"), sketch_of("TtoKkaePv")
    >>> sum((a ^ b).bit_count() for a, b in zip(one, other)) < 12
    True
    """
    shape = outline = 0
    for symbol in frozenset(code):
        shape |= _bits_of_symbol(symbol, code.count(symbol))
    units = "".join(_units(code))
    consonants = units.translate(_NO_CONSONANTS)
    for run, mark in ((f"^{units}$", ""), (f"<{consonants}>", ""), (consonants, "+")):
        for before, after in pairwise(run):
            outline |= _bit(before + after + mark)
    return shape, outline


_WRITTEN_VOWELS = str.maketrans("", "", _WRITTEN)


def consonants_of(code: str) -> str:
    """Return a code without its vowels.

    >>> consonants_of("TtoKkaePv")
    'TtKkPv'
    """
    return code.translate(_WRITTEN_VOWELS)


def _bits_by_table(numbers: Bits) -> NDArray[np.uint8]:
    counted: NDArray[np.uint8] = _IN_A_BYTE[numbers.view(np.uint8)].reshape(-1, 8).sum(axis=1, dtype=np.uint8)
    return counted


_IN_A_BYTE = np.array([number.bit_count() for number in range(256)], dtype=np.uint8)
bits_of: Callable[[Bits], NDArray[np.uint8]] = getattr(np, "bitwise_count", _bits_by_table)
"""How many bits of each number are set."""


@frozen(slots=True)
class _Room:
    """Arrays to work in, made once for many codes: fresh memory costs more than what is done with it."""

    differing: NDArray[np.uint8]
    other: Bits
    marked: NDArray[np.bool_]

    @classmethod
    def of(cls, size: int) -> _Room:
        """Return room for a vocabulary of so many parts."""
        return cls(
            np.empty(size, np.uint8), np.empty(min(size, _AT_ONCE), np.uint64), np.empty(size, np.bool_)
        )

    def fewest(self, differing: NDArray[np.uint8], wanted: int) -> Numbers:
        """Return the places of the smallest numbers, `wanted` of them and those that are equal to the last.

        Of 255, which stands for what does not count, there may be any.
        """
        if len(differing) <= wanted:
            return np.arange(len(differing))
        marked = self.marked[: len(differing)]
        sampled = np.cumsum(np.bincount(differing[::_SAMPLED], minlength=_UNCOUNTED + 1))
        most = min(int(np.searchsorted(sampled, wanted // _SAMPLED)), _UNCOUNTED)
        while most < _UNCOUNTED and np.count_nonzero(np.less_equal(differing, most, out=marked)) < wanted:
            most += 1
        while most and np.count_nonzero(np.less(differing, most, out=marked)) >= wanted:
            most -= 1
        return np.flatnonzero(np.less_equal(differing, most, out=marked))


class NearestCodes:
    """The codes of a vocabulary, to be searched for the nearest to a code.

    `living` marks the parts that count, if not all do. What is found depends on the codes alone and
    not on their order: of those that are equally far, all are taken or none.
    """

    def __init__(
        self, codes: Callable[[], list[str]], shapes: Bits, outlines: Bits, living: NDArray[np.bool_] | None
    ) -> None:
        self._read = codes
        self._shapes = shapes
        self._outlines = outlines
        self._dead = None if living is None else np.flatnonzero(~living)

    @cached_property
    def _codes(self) -> list[str]:
        return _shared(self._read())

    @cached_property
    def _lengths(self) -> NDArray[np.float32]:
        return np.fromiter(map(len, self._codes), dtype=np.float32, count=len(self._codes))

    def nearest(self, codes: Sequence[str], limit: int) -> list[Numbers]:
        """Return for each code the numbers of the parts whose codes are nearest, about `limit` of them."""
        if len(self._shapes) <= SCANNED_WHOLE:
            return self._among_all(codes, limit)
        room = _Room.of(len(self._shapes))
        return [self._by_sketch(code, limit, room) for code in codes]

    def nearest_bare(self, codes: Sequence[str], limit: int) -> list[Numbers]:
        """Return `nearest` by consonants alone; the codes that are asked for have none but these."""
        return self._among_all(codes, limit, bare=True)

    @cached_property
    def _bare(self) -> tuple[list[str], NDArray[np.float32]]:
        bare = _shared(map(consonants_of, self._codes))
        return bare, np.fromiter(map(len, bare), dtype=np.float32, count=len(bare))

    def _among_all(self, codes: Sequence[str], limit: int, *, bare: bool = False) -> list[Numbers]:
        listed, lengths = self._bare if bare else (self._codes, self._lengths)
        edits = process.cdist(codes, listed, scorer=Levenshtein.distance, dtype=np.uint8)
        every = np.arange(len(listed))
        return [
            self._best(
                row / np.maximum(lengths, np.float32(len(code))), every, self._differing(code, every), limit
            )
            for code, row in zip(codes, edits, strict=True)
        ]

    def _differing(self, code: str, numbers: Numbers) -> NDArray[np.uint8]:
        shape, outline = sketch_of(code)
        by_shape = bits_of(self._shapes[numbers] ^ np.uint64(shape))
        return by_shape + bits_of(self._outlines[numbers] ^ np.uint64(outline))

    def _by_sketch(self, code: str, limit: int, room: _Room) -> Numbers:
        shape, outline = sketch_of(code)
        differing = room.differing
        for start in range(0, len(differing), _AT_ONCE):
            some = self._shapes[start : start + _AT_ONCE]
            other = np.bitwise_xor(some, np.uint64(shape), out=room.other[: len(some)])
            differing[start : start + _AT_ONCE] = bits_of(other)
        if self._dead is not None:
            differing[self._dead] = _UNCOUNTED
        left = room.fewest(differing, BY_SHAPE)
        differing = differing[left] + bits_of(self._outlines[left] ^ np.uint64(outline))
        kept = room.fewest(differing, BY_SKETCH)
        numbers = left[kept]
        others = list(map(self._codes.__getitem__, numbers.tolist()))
        (edits,) = process.cdist([code], others, scorer=Levenshtein.distance, dtype=np.uint8)
        share = edits / np.maximum(self._lengths[numbers], np.float32(len(code)))
        return self._best(share, numbers, differing[kept], limit)

    def _best(
        self, share: NDArray[np.float32], numbers: Numbers, differing: NDArray[np.uint8], limit: int
    ) -> Numbers:
        """Return the nearest of numbered parts: by the share of the code that differs, then by the sketch."""
        far = share > SCAN_CUTOFF
        if self._dead is not None:
            far |= np.isin(numbers, self._dead, assume_unique=True)
        apart = np.where(far, np.float32(np.inf), share + _FINER * differing)
        if len(apart) > limit:
            far |= apart > np.partition(apart, limit - 1)[limit - 1]
        return numbers[~far]


def _shared(codes: Iterable[str]) -> list[str]:
    """Return codes, those that are equal as one text in memory: every third is told twice."""
    held: dict[str, str] = {}
    return [held.setdefault(code, code) for code in codes]
