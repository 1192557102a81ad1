"""The parts that sound like a part, by keys that both have: what a search of many parts takes up.

Of the parts that share a key with a part those are passed over whose length, or how often they have each
sound, rules out that they are near; the others are told apart by their sketches first, where they are many,
then by the distance of their codes, for all parts of a name, or of many names, together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache, cached_property, lru_cache
from itertools import pairwise

import numpy as np
from attrs import frozen
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from nameresolve.index.keytable import KeyTable, keys_of
from nameresolve.index.nearest import OF_CONSONANTS, bits_of, consonants_of, sketch_of

__all__ = ["FARTHEST", "KeyedCodes"]

Floats = NDArray[np.float32]
Numbers = NDArray[np.intp]

FARTHEST = 1 / 3
"""Share of a code that may differ: what differs more is next to never the same name."""

BY_SKETCH = 768
"""So many of the parts for a code are compared by the code itself: those whose sketches differ least."""

TOGETHER = 128
"""Codes looked up in one go."""

AT_HAND = 24
"""Codes are kept side by side up to this length, which next to all have."""

LONGEST = 127
"""Lengths of codes are told apart up to this."""

_FINER = np.float32(1e-4)
_ROUNDED = 1e-6
_NONE, _ALL = -1, 127


@frozen(slots=True)
class _Asked:
    """A code that is looked for: its keys, itself, its shape and its outline."""

    keys: NDArray[np.uint32]
    text: bytes
    shape: int
    outline: int


@lru_cache(maxsize=1 << 14)
def _asked(code: str) -> _Asked:
    return _Asked(np.array(keys_of(code), dtype=np.uint32), _written(code), *sketch_of(code))


def _written(code: str) -> bytes:
    return code.encode("utf-8", "surrogatepass")


@cache
def _most_differing(farthest: float) -> NDArray[np.int8]:
    """Return how many bits of their shapes differ at most where codes of two lengths are no farther apart.

    An edit changes how often two symbols occur, or one where it changes the length.
    """
    lengths = np.arange(LONGEST + 1)
    longer, by = np.maximum(lengths, lengths[:, None]), np.abs(lengths - lengths[:, None])
    edits = (longer * farthest + _ROUNDED).astype(np.intp)
    most = np.where(edits < by, _NONE, np.minimum(2 * edits - by, _ALL))
    most[longer == LONGEST] = _ALL  # of codes that long the lengths are not known
    return most.astype(np.int8)


@frozen(slots=True, eq=False)
class _Pairs:
    """Codes that were asked for opposite listed parts, pair by pair; `differing` counts bits of sketches."""

    rows: Numbers
    numbers: Numbers
    differing: NDArray[np.uint8]

    def __getitem__(self, chosen: NDArray[np.bool_] | Numbers | slice) -> _Pairs:
        return _Pairs(self.rows[chosen], self.numbers[chosen], self.differing[chosen])


@frozen(slots=True, eq=False)
class _Compared:
    """What of each part is compared: its code or, of a native part, the consonants.

    `texts` has the beginning of each, `longer` the whole of those that are longer.
    """

    texts: NDArray[np.bytes_]
    longer: dict[int, bytes]
    sizes: NDArray[np.uint8]
    native: NDArray[np.bool_] | None

    @classmethod
    def of(cls, codes: Sequence[str], native: NDArray[np.bool_]) -> _Compared:
        """Return what is compared of parts that have these codes."""
        written = [_written(code) for code in codes]
        for number in np.flatnonzero(native).tolist():
            written[number] = _written(consonants_of(codes[number]))
        sizes = np.fromiter(map(len, written), dtype=np.intp, count=len(written))
        longer = {number: written[number] for number in np.flatnonzero(sizes > AT_HAND).tolist()}
        return cls(
            np.array(written, dtype=f"S{AT_HAND}"),
            longer,
            np.minimum(sizes, LONGEST).astype(np.uint8),
            native if native.any() else None,
        )

    def of_numbers(self, numbers: Numbers) -> list[bytes]:
        """Return what is compared of some parts."""
        texts: list[bytes] = self.texts[numbers].tolist()
        for place in np.flatnonzero(self.sizes[numbers] > AT_HAND).tolist() if self.longer else ():
            texts[place] = self.longer[int(numbers[place])]
        return texts


class KeyedCodes:
    """The codes of a vocabulary by their keys.

    `tables` are those of its segments, each with the number of its first part; `living` marks the
    parts that count, if not all do, `latin` tells which of some parts are in Latin letters. What is found
    does not depend on the order of the codes.
    """

    def __init__(
        self,
        codes: Callable[[], list[str]],
        sketches: tuple[NDArray[np.uint64], NDArray[np.uint64]],
        tables: Sequence[tuple[KeyTable, int]],
        living: NDArray[np.bool_] | None,
        latin: Callable[[Numbers], NDArray[np.bool_]],
    ) -> None:
        self._codes = codes
        self._shapes, self._outlines = sketches
        self._tables = tables
        self._living = living
        self._latin = latin

    @cached_property
    def _compared(self) -> _Compared:
        return _Compared.of(self._codes(), ~self._latin(np.arange(len(self._shapes))))

    def nearest(self, asked: Sequence[Sequence[str]], limit: int) -> Iterator[tuple[Numbers, Floats]]:
        """Yield for each part, given by its codes, the nearest parts, ascending, and the share that differs.

        About `limit` are found of Latin parts, and as many of others.
        """
        for some in _chunks(asked):
            owners = np.repeat(np.arange(len(some)), [len(codes) for codes in some])
            codes = [code for codes in some for code in codes]
            pairs = self._sharing([_asked(code) for code in codes])
            shares = self._shares(codes, pairs)
            near = shares <= np.float32(FARTHEST)
            yield from _parted(owners[pairs.rows[near] >> 1], pairs[near], shares[near], len(some), limit)

    def _sharing(self, asked: Sequence[_Asked]) -> _Pairs:
        """Return which parts share a key with a code and may be near it.

        The rows are those of `_texts_of`; a part that shares several keys may be there several times.
        """
        keys = np.concatenate([one.keys for one in asked])
        row_of = 2 * np.repeat(np.arange(len(asked)), [len(one.keys) for one in asked])
        found = [(*table.find(keys), first) for table, first in self._tables]
        rows = np.concatenate([row_of[which] for which, _, _ in found])
        numbers = np.concatenate([parts + first for _, parts, first in found])
        native = self._compared.native
        if native is not None:
            rows += native[numbers]
        if native is not None or len(found) > 1:
            order = np.argsort(rows, kind="stable")
            rows, numbers = rows[order], numbers[order]
        pairs = self._alike(asked, rows, numbers)
        pairs = pairs if self._living is None else pairs[self._living[pairs.numbers]]
        return pairs[_fewest(pairs, 2 * len(asked))]

    def _alike(self, asked: Sequence[_Asked], rows: Numbers, numbers: Numbers) -> _Pairs:
        """Return the pairs whose shapes and lengths do not rule out that they are near."""
        texts = _texts_of(asked)
        most = _most_differing(FARTHEST)[[min(len(text), LONGEST) for text in texts]]
        shapes = np.array([one.shape for one in asked], dtype=np.uint64).repeat(2)
        outlines = np.array([one.outline for one in asked], dtype=np.uint64).repeat(2)
        other = self._shapes[numbers] ^ shapes[rows]
        if self._compared.native is not None:
            other[rows & 1 == 1] &= np.uint64(OF_CONSONANTS)
        differing = bits_of(other)
        kept = np.flatnonzero(differing <= most[rows, self._compared.sizes[numbers]])
        rows, numbers = rows[kept], numbers[kept]
        return _Pairs(rows, numbers, differing[kept] + bits_of(self._outlines[numbers] ^ outlines[rows]))

    def _shares(self, codes: Sequence[str], pairs: _Pairs) -> Floats:
        """Return the share of the codes that differs; of a native part, that of its consonants."""
        texts = _texts_of([_asked(code) for code in codes])
        shares = np.empty(len(pairs.rows), dtype=np.float32)
        others = self._compared.of_numbers(pairs.numbers)
        ends = np.searchsorted(pairs.rows, np.arange(len(texts) + 1)).tolist()
        for text, start, end in zip(texts, ends, ends[1:], strict=False):
            if end > start:
                shares[start:end] = _apart(text, others[start:end])
        return shares


def _texts_of(asked: Sequence[_Asked]) -> list[bytes]:
    """Return what is compared with Latin parts and what with native ones, code by code."""
    return [text for one in asked for text in (one.text, one.text.translate(None, b"aeiou"))]


def _chunks(asked: Sequence[Sequence[str]]) -> Iterator[Sequence[Sequence[str]]]:
    """Yield parts, given by their codes, so many that they have no more than `TOGETHER` codes."""
    start = size = 0
    for place, codes in enumerate(asked):
        if place > start and size + len(codes) > TOGETHER:
            yield asked[start:place]
            start, size = place, 0
        size += len(codes)
    if start < len(asked):
        yield asked[start:]


def _fewest(pairs: _Pairs, rows: int) -> Numbers | slice:
    """Return, for each row, the places of the pairs that differ least, and of those equal to the last."""
    ends = np.searchsorted(pairs.rows, np.arange(rows + 1))
    many = np.flatnonzero(np.diff(ends) > BY_SKETCH).tolist()
    if not many:
        return slice(None)
    kept = np.ones(len(pairs.rows), dtype=np.bool_)
    for row in many:
        differing = pairs.differing[ends[row] : ends[row + 1]]
        last = np.searchsorted(np.cumsum(np.bincount(differing)), BY_SKETCH)
        np.less_equal(differing, last, out=kept[ends[row] : ends[row + 1]])
    return np.flatnonzero(kept)


def _apart(text: bytes, others: Sequence[bytes]) -> Floats:
    """Return the share of a text that an edit changes until it is each of the others; 1 where it is far."""
    found: Floats = process.cdist(
        [text], others, scorer=Levenshtein.normalized_distance, score_cutoff=FARTHEST + _ROUNDED,
        dtype=np.float32,
    )[0]  # fmt: skip
    return found


def _parted(
    owners: Numbers, pairs: _Pairs, shares: Floats, count: int, limit: int
) -> Iterator[tuple[Numbers, Floats]]:
    """Yield what was found for each owner: each part once, by the code that is nearest to it."""
    apart = shares + _FINER * pairs.differing
    order = np.lexsort((apart, pairs.numbers, owners))
    owners, numbers = owners[order], pairs.numbers[order]
    first = np.ones(len(order), dtype=bool)
    first[1:] = (owners[1:] != owners[:-1]) | (numbers[1:] != numbers[:-1])
    owners, numbers, order = owners[first], numbers[first], order[first]
    shares, apart = shares[order], apart[order]
    ends = np.searchsorted(owners, np.arange(count + 1)).tolist()
    for start, end in pairwise(ends):
        mine, far, share = numbers[start:end], apart[start:end], shares[start:end]
        if len(mine) > limit:
            kept = far <= np.partition(far, limit - 1)[limit - 1]
            mine, share = mine[kept], share[kept]
        yield mine, share
