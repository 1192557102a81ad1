"""Precision, recall and F1 with bootstrap intervals, from rows that were judged."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

__all__ = ["Figures", "Interval", "Judged", "figures_of"]

RESAMPLED = 1_000
COVERED = (2.5, 97.5)
"""Percentiles between which an interval lies."""

Counts = NDArray[np.float64]


@frozen(slots=True)
class Interval:
    """A share from 0 to 1, and the bounds between which it falls in 95 of 100 like samples."""

    value: float
    low: float
    high: float


@frozen(slots=True)
class Judged:
    """One row: whether something should be found, whether something was, and whether it was the right one."""

    wanted: bool
    found: bool
    right: bool


@frozen(slots=True)
class Figures:
    """What came of a number of rows.

    `precision` is the share of what was found that is right, `recall` the share of what is wanted that was
    found, `f1` their harmonic mean. A share of nothing is 1: nothing found is nothing wrong.
    """

    rows: int
    precision: Interval
    recall: Interval
    f1: Interval


def figures_of(judged: Sequence[Judged], *, seed: int = 0) -> Figures:
    """Return the figures of rows; the same rows and seed give the same intervals.

    >>> one, other = Judged(True, True, True), Judged(True, False, False)
    >>> figures_of([one, other]).recall.value
    0.5
    """
    kinds = [(each.wanted, each.found, each.right) for each in judged]
    distinct = sorted(set(kinds)) or [(False, False, False)]
    counts = np.array([kinds.count(each) for each in distinct], dtype=np.float64)
    drawn = _drawn(counts, seed)
    columns = np.array(distinct, dtype=np.float64)
    exact = _shares(counts[None, :] @ columns)[:, 0]
    low, high = np.percentile(_shares(drawn @ columns), COVERED, axis=1)
    parts = [Interval(*map(float, each)) for each in zip(exact, low, high, strict=True)]
    return Figures(len(judged), *parts)


def _drawn(counts: Counts, seed: int) -> Counts:
    """Return how often each kind of row is drawn, in samples as large as the rows."""
    many = int(counts.sum())
    if not many:
        return np.zeros((1, len(counts)))
    chance = np.random.default_rng(seed)
    return chance.multinomial(many, counts / many, size=RESAMPLED).astype(np.float64)


def _shares(sums: Counts) -> Counts:
    """Return precision, recall and F1 of sums of wanted, found and right rows."""
    wanted, found, right = sums.T
    precision, recall = _ratio(right, found), _ratio(right, wanted)
    return np.array([precision, recall, _ratio(2 * precision * recall, precision + recall, 0.0)])


def _ratio(part: Counts, whole: Counts, otherwise: float = 1.0) -> Counts:
    filled = whole > 0
    return np.where(filled, part / np.where(filled, whole, 1.0), otherwise)
