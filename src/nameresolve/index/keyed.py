"""The parts that sound like a part, by keys that both have: what a search of many parts takes up.

Each part of a large index is listed under some keys: the classes of its consonants, which vowels and
sounds of one class do not change, and its consonants, each time without one of them. Parts that differ
by more than that share no key. Those that share one are told apart by their sketches first, then by the
distance of their codes, for all parts of a name, or of many names, together.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, lru_cache

import numpy as np
from attrs import frozen
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from nameresolve.index.nearest import bits_of, consonants_of, sketch_of
from nameresolve.packed import Column

__all__ = ["FARTHEST", "KeyTable", "KeyedCodes", "keys_of"]

Floats = NDArray[np.float32]
Numbers = NDArray[np.intp]

FARTHEST = 1 / 3
"""Share of a code that may differ: what differs more is next to never the same name."""

LEAST_CUT = 3
"""So many consonants a part has at least that is also listed without one of them."""

LEAST_CLASSES = 5
"""The same of their classes, of which there are but six."""

A_KEY = 4
"""So many entries stand under a place of the table on average."""

BY_SKETCH = 192
"""So many of the entries for a code are compared by the code itself."""

TOGETHER = 128
"""Codes looked up in one go: few enough that a code and a sketch's distance are one short number."""

_PAIR = re.compile(rb"[PTKSMR].", re.DOTALL)
"""A consonant: its class and itself."""

_VOWEL_GROUPS = bytes.maketrans(b"iy", b"ee")

_FINER = np.float32(1e-4)
_BITS = 32


@frozen(slots=True, eq=False)
class KeyTable:
    """The parts that have each key: those of the keys at place i are ``parts[starts[i]:starts[i + 1]]``.

    Keys that begin with the same bits stand together, so that among the parts may be some that share no
    key.

    >>> table = KeyTable.of(["TtoKkaePv", "TtoKkaRrePv", "MmaRriia"])
    >>> which, parts = table.find(np.array(keys_of("TtoKqaePw"), dtype=np.uint32))
    >>> 0 in parts
    True
    """

    starts: Column
    parts: Column

    @classmethod
    def of(cls, codes: Sequence[str]) -> KeyTable:
        """Return the table of parts that have these codes."""
        keys = [keys_of(code) for code in codes]
        counts = np.fromiter(map(len, keys), dtype=np.intp, count=len(keys))
        every = np.fromiter((key for some in keys for key in some), np.uint32, count=int(counts.sum()))
        bits = max(1, (len(every) // A_KEY).bit_length())
        upper = every >> np.uint32(_BITS - bits)
        order = np.argsort(upper, kind="stable")
        starts = np.searchsorted(upper[order], np.arange(2**bits + 1))
        parts = np.repeat(np.arange(len(keys), dtype=np.uint32), counts)[order]
        return cls(Column(starts.astype(np.uint32)), Column(parts))

    def find(self, keys: NDArray[np.uint32]) -> tuple[Numbers, Numbers]:
        """Return the parts listed under some keys, each with the place of its key among these."""
        bits = (len(self.starts) - 1).bit_length() - 1
        places = (keys >> np.uint32(_BITS - bits)).astype(np.intp)
        starts = self.starts.take(places).astype(np.intp)
        counts = self.starts.take(places + 1).astype(np.intp) - starts
        which = np.repeat(np.arange(len(keys)), counts)
        skipped = np.repeat(starts - (np.cumsum(counts) - counts), counts)
        return which, self.parts.take(np.arange(len(which)) + skipped).astype(np.intp)


def keys_of(code: str) -> list[int]:
    """Return the keys of a code, ascending, as numbers of 32 bits.

    >>> tokayev, toqajew, merkel = map(keys_of, ("TtoKkaePv", "TtoKqaiePw", "MmeRrKkeRl"))
    >>> bool(set(tokayev) & set(toqajew)), bool(set(tokayev) & set(merkel))
    (True, False)
    """
    data = code.encode("utf-8")
    paired = b"".join(_PAIR.findall(data))
    classes, consonants = paired[::2], paired[1::2]
    keys = [b"k" + classes, b"f" + consonants]
    if len(consonants) >= LEAST_CUT:
        keys += _cut(b"f", consonants)
    if len(classes) >= LEAST_CLASSES:
        keys += (b"d" + classes, *_cut(b"d", classes))
    if len(consonants) <= LEAST_CUT:
        units = _PAIR.sub(_class_of, data).translate(_VOWEL_GROUPS)
        keys += (b"u" + units, *_cut(b"u", units))
    return sorted(set(map(zlib.crc32, keys)))


def _class_of(pair: re.Match[bytes]) -> bytes:
    return pair[0][:1]


def _cut(mark: bytes, text: bytes) -> list[bytes]:
    """Return a text without each of its letters, after a mark."""
    return [mark + text[:place] + text[place + 1 :] for place in range(len(text))]


@lru_cache(maxsize=1 << 14)
def _asked(code: str) -> tuple[NDArray[np.uint32], int, int]:
    shape, outline = sketch_of(code)
    return np.array(keys_of(code), dtype=np.uint32), shape, outline


@frozen(slots=True, eq=False)
class _Pairs:
    """Codes that were asked for opposite listed parts, pair by pair; `differing` counts bits of sketches."""

    owners: Numbers
    numbers: Numbers
    differing: NDArray[np.uint16]

    def __getitem__(self, chosen: NDArray[np.bool_] | Numbers) -> _Pairs:
        return _Pairs(self.owners[chosen], self.numbers[chosen], self.differing[chosen])


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
        self._read = codes
        self._shapes, self._outlines = sketches
        self._tables = tables
        self._living = living
        self._latin = latin

    @cached_property
    def _codes(self) -> list[str]:
        return self._read()

    def nearest(self, asked: Sequence[Sequence[str]], limit: int) -> Iterator[tuple[Numbers, Floats]]:
        """Yield for each part, given by its codes, the nearest parts, ascending, and the share that differs.

        About `limit` are found of Latin parts, and as many of others.
        """
        for some in _chunks(asked):
            owners = np.repeat(np.arange(len(some)), [len(codes) for codes in some])
            codes = [code for codes in some for code in codes]
            pairs = self._sharing(codes)
            shares = self._shares(codes, pairs)
            near = shares <= FARTHEST
            yield from _parted(owners[pairs.owners[near]], pairs[near], shares[near], len(some), limit)

    def _sharing(self, codes: Sequence[str]) -> _Pairs:
        """Return which parts share a key with a code, without those whose sketches are far."""
        known = [_asked(code) for code in codes]
        keys = np.concatenate([keys for keys, _, _ in known])
        places = np.repeat(np.arange(len(codes)), [len(keys) for keys, _, _ in known])
        found = [(table.find(keys), first) for table, first in self._tables]
        owners = places[np.concatenate([which for (which, _), _ in found])]
        numbers = np.concatenate([parts + first for (_, parts), first in found])
        if self._living is not None:
            living = self._living[numbers]
            owners, numbers = owners[living], numbers[living]
        shapes = np.array([shape for _, shape, _ in known], dtype=np.uint64)
        outlines = np.array([outline for _, _, outline in known], dtype=np.uint64)
        differing = bits_of(self._shapes[numbers] ^ shapes[owners]).astype(np.uint16)
        differing += bits_of(self._outlines[numbers] ^ outlines[owners])
        pairs = _Pairs(owners, numbers, differing)
        return _once(pairs[_fewest(owners, differing, len(codes))], len(self._shapes))

    def _shares(self, codes: Sequence[str], pairs: _Pairs) -> Floats:
        """Return the share of the codes that differs; of a native part, that of its consonants."""
        ours = [codes[owner] for owner in pairs.owners.tolist()]
        theirs = [self._codes[number] for number in pairs.numbers.tolist()]
        shares = _apart(ours, theirs)
        other = np.flatnonzero(~self._latin(pairs.numbers))
        if len(other):
            bare = [consonants_of(ours[place]) for place in other.tolist()]
            shares[other] = _apart(bare, [consonants_of(theirs[place]) for place in other.tolist()])
        return shares


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


def _fewest(owners: Numbers, differing: NDArray[np.uint16], count: int) -> Numbers:
    """Return, for each owner, the places of the smallest numbers, and of those equal to the last of them."""
    together = (owners << 8).astype(np.uint16) | differing
    order = np.argsort(together, kind="stable")  # a few passes over short numbers
    ordered = together[order]
    sizes = np.bincount(owners, minlength=count)
    ends = np.cumsum(sizes)
    last = ordered[np.maximum(np.minimum(ends - sizes + BY_SKETCH, ends) - 1, 0)] if len(order) else ordered
    return order[ordered <= last.repeat(sizes)]


def _once(pairs: _Pairs, size: int) -> _Pairs:
    """Return each pair once, by the numbers of the owners and the parts."""
    _, first = np.unique(pairs.owners * size + pairs.numbers, return_index=True)
    return pairs[first]


def _apart(ours: Sequence[str], theirs: Sequence[str]) -> Floats:
    """Return the share of each text that an edit changes until it is the other."""
    if not ours:
        return np.zeros(0, dtype=np.float32)
    found: Floats = process.cpdist(ours, theirs, scorer=Levenshtein.normalized_distance, dtype=np.float32)
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
    ends = np.searchsorted(owners, np.arange(count + 1))
    for start, end in zip(ends[:-1].tolist(), ends[1:].tolist(), strict=True):
        mine, distance = numbers[start:end], apart[order[start:end]]
        if len(mine) > limit:
            kept = distance <= np.partition(distance, limit - 1)[limit - 1]
            mine, order_mine = mine[kept], order[start:end][kept]
        else:
            order_mine = order[start:end]
        yield mine, shares[order_mine]
