"""How promising a pair is, told from its parts at a glance, many pairs at once.

The careful comparison costs a hundred times as much, so only pairs that may come out likely get there. For
each part of one name the likest of the other is sought, by the edit distance of their phonetic codes; what
the likest parts cover of either name, weighed by how rare they are, and how unlike the most unlike part is,
make the promise of the pair. It depends on the two names alone.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from nameresolve.clustering.blocks import Outline

__all__ = ["LEAST_PROMISE", "TOGETHER", "Glance"]

LEAST_PROMISE = 0.63
"""Promise from which on a pair is compared with care."""

COVERED = 0.6
"""What the share of both names that looks alike, weighed, counts in the promise of two whole names; the rest
is how alike the most unlike part is, of the name whose parts are all found: one that is not found in the
other (Artur Hasegawa, Wilson Hasegawa) is a contradiction, however much the others cover."""

FAMILIAR = 0.8
"""How alike two forms of one given name count, however they are spelled: Bill, William."""

SUGGESTED = 0.8
"""Of what a name of one part, or with initials, shares with a whole name: such a pair is for review."""

INSIDE = 0.765
"""Of what a name of several parts shares with a longer one: Viktor Ivanov, Victor Petrovich Ivanov."""

LEAST_NEAR = 0.25
"""Parts whose plain codes are less alike are not read under other conventions."""

TOGETHER = 1 << 18
"""Pairs that are looked at together, so that memory stays small."""

REMEMBERED = 1 << 22
"""Pairs of parts whose likeness is kept; a pair that falls on the place of another takes it over."""

_SPREAD = 0x9E3779B97F4A7C15

Numbers = NDArray[np.int64]
Floats = NDArray[np.float32]


class Glance:
    """Names as arrays of their parts, each distinct part once; `threads` look at them together."""

    def __init__(self, outlines: Sequence[Outline], threads: int = 1) -> None:
        self._threads = threads
        numbered: dict[tuple[tuple[str, str], tuple[str, ...]], int] = {}
        groups: dict[str, int] = {"": -1}
        codes: list[tuple[str, ...]] = []
        group_of: list[int] = []
        parts: list[int] = []
        for outline in outlines:
            for part, code, group in zip(outline.parts, outline.codes, outline.groups, strict=True):
                parts.append(numbered.setdefault((part, code), len(numbered)))
                if len(numbered) > len(codes):
                    codes.append(code)
                    group_of.append(groups.setdefault(group, len(groups)))
        self._parts = np.array(parts, dtype=np.int64)
        self._weights = np.array([w for each in outlines for w in each.weights], dtype=np.float32)
        self._counts = np.array([len(each.parts) for each in outlines], dtype=np.int64)
        self._short = np.array([each.initials or len(each.parts) == 1 for each in outlines], dtype=bool)
        self._starts = _starts_of(self._counts)
        self._whole = np.maximum(_sums(self._weights, self._starts, self._counts), np.float32(1e-6))
        self._groups = np.array(group_of, dtype=np.int64)
        self._codes = np.array([way for code in codes for way in code], dtype=object)
        self._ways = np.array([len(code) for code in codes], dtype=np.int64)
        self._first = _starts_of(self._ways)
        self._known = np.full(REMEMBERED, -1, dtype=np.int64)
        self._likeness = np.zeros(REMEMBERED, dtype=np.float32)

    def promises(self, left: Numbers, right: Numbers) -> Floats:
        """Return the promise of each pair of names, from 0 to 1."""
        found = np.zeros(len(left), dtype=np.float32)
        told = np.flatnonzero((self._counts[left] > 0) & (self._counts[right] > 0))
        for start in range(0, len(told), TOGETHER):
            some = told[start : start + TOGETHER]
            found[some] = self._promises(left[some], right[some])
        return found

    def _promises(self, left: Numbers, right: Numbers) -> Floats:
        wide, high = self._counts[left], self._counts[right]
        sizes = wide * high
        pair = np.repeat(np.arange(len(left)), sizes)
        before = _starts_of(sizes)
        within = np.arange(len(pair)) - before[pair]
        ours, theirs = within // high[pair], within % high[pair]
        alike = self._alike(
            self._parts[self._starts[left][pair] + ours], self._parts[self._starts[right][pair] + theirs]
        )
        turned = alike[before[pair] + within % wide[pair] * high[pair] + within // wide[pair]]
        one, least = self._covered(alike, np.repeat(high, wide), left)
        other, their_least = self._covered(turned, np.repeat(wide, high), right)
        ours_short, theirs_short = self._short[left], self._short[right]
        suggested = np.where(
            ours_short & ~theirs_short, one, np.where(theirs_short & ~ours_short, other, 0.0)
        )
        inside = np.maximum(
            np.where((wide > 1) & (wide < high), one, 0.0), np.where((high > 1) & (high < wide), other, 0.0)
        )
        promise = np.maximum(np.minimum(one, other), np.maximum(SUGGESTED * suggested, INSIDE * inside))
        whole = COVERED * promise + (1.0 - COVERED) * np.maximum(least, their_least)
        return np.where(ours_short | theirs_short, promise, whole).astype(np.float32)

    def _covered(self, alike: Floats, opposite: Numbers, names: Numbers) -> tuple[Floats, Floats]:
        """Return what share of each name is alike, and how alike its most unlike part is.

        `opposite` says to how many parts each part is held.
        """
        best = np.maximum.reduceat(alike, _starts_of(opposite))
        counts = self._counts[names]
        starts = _starts_of(counts)
        places = np.arange(len(best)) + np.repeat(self._starts[names] - starts, counts)
        held = np.add.reduceat(best * self._weights[places], starts)
        return (held / self._whole[names]).astype(np.float32), np.minimum.reduceat(best, starts)

    def _alike(self, ours: Numbers, theirs: Numbers) -> Floats:
        """Return how alike parts are, from 0 to 1; what was looked at lately is remembered."""
        pairs = np.minimum(ours, theirs) * len(self._ways) + np.maximum(ours, theirs)
        places = ((pairs.astype(np.uint64) * np.uint64(_SPREAD)) >> np.uint64(42)).astype(np.int64)
        alike = self._likeness[places]
        new = np.flatnonzero(self._known[places] != pairs)
        if len(new):
            distinct, back = np.unique(pairs[new], return_inverse=True)
            found = self._look(distinct // len(self._ways), distinct % len(self._ways))
            alike[new] = found[back]
            self._known[places[new]], self._likeness[places[new]] = pairs[new], found[back]
        return alike

    def _look(self, one: Numbers, other: Numbers) -> Floats:
        """Return how alike parts are by their likest codes: the plain one of either, any of the other."""
        alike = self._compared(one, other, np.ones_like(one))
        near = np.flatnonzero((alike >= LEAST_NEAR) & (alike < 1.0))
        if len(near):
            some, others = one[near], other[near]
            read = np.maximum(self._by_codes(some, others), self._by_codes(others, some))
            alike[near] = np.maximum(alike[near], read)
        kin = (self._groups[one] >= 0) & (self._groups[one] == self._groups[other])
        alike[kin] = np.maximum(alike[kin], np.float32(FAMILIAR))
        alike[one == other] = 1.0
        return alike

    def _by_codes(self, one: Numbers, other: Numbers) -> Floats:
        """Return how alike the plain code of one part and the likest of the other codes of another are."""
        found = np.zeros(len(one), dtype=np.float32)
        several = np.flatnonzero(self._ways[other] > 1)
        if len(several):
            some, others = one[several], other[several]
            found[several] = self._compared(some, others, self._ways[others] - 1, skipped=1)
        return found

    def _compared(self, one: Numbers, other: Numbers, ways: Numbers, skipped: int = 0) -> Floats:
        """Return how alike the plain code of parts and the likest of so many codes of others are."""
        starts = _starts_of(ways)
        theirs = np.arange(int(ways.sum())) + np.repeat(self._first[other] + skipped - starts, ways)
        likeness = process.cpdist(
            self._codes[np.repeat(self._first[one], ways)].tolist(), self._codes[theirs].tolist(),
            scorer=Levenshtein.normalized_similarity, dtype=np.float32, workers=self._threads,
        )  # fmt: skip
        return np.asarray(np.maximum.reduceat(likeness, starts), dtype=np.float32)


def _starts_of(counts: Numbers) -> Numbers:
    """Return where each run of so many begins."""
    return np.asarray(np.cumsum(counts) - counts, dtype=np.int64)


def _sums(values: Floats, starts: Numbers, counts: Numbers) -> Floats:
    """Return the sum of each run, 0 for an empty one."""
    found = np.zeros(len(counts), dtype=np.float32)
    filled = counts > 0
    if filled.any():
        found[filled] = np.add.reduceat(values, starts[filled])
    return found
