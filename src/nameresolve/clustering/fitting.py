"""How two names fit: the one place that compares a pair with care."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from attrs import frozen

from nameresolve.decision import suggests_only
from nameresolve.garbage import uncollected
from nameresolve.model import Candidate, Comparison, Entity, Evidence, Kind, NameForm
from nameresolve.scoring import compare_units, log_odds_of, probability, units_of
from nameresolve.scoring.units import Units

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

__all__ = ["CONTRADICTS", "LEAST_LINK", "Fit", "Pair", "Spread", "common_kind", "fit", "spread_over"]

A = TypeVar("A")
B = TypeVar("B")

LEAST_LINK = 0.5
"""Two names under this probability are never linked."""

CONTRADICTS = 0.15
"""Two names under this probability contradict each other, six to one, and are never in one cluster.
What lies between may go together if others link it: of eight spellings, hardly all are likely alone."""

PIECE = 2_000
"""Pairs or names that a process is given at once."""

Pair = tuple[int, int]


@frozen(slots=True)
class Fit:
    """What two names say about each other; a pair that does not decide only suggests."""

    log_odds: float
    decides: bool

    @property
    def score(self) -> float:
        """The probability that both are names of one entity."""
        return probability(self.log_odds)


def common_kind(left: Kind, right: Kind) -> Kind:
    """Return as what two names are compared: a body if either is one, else a place, else a person."""
    return next((kind for kind in ("organization", "place") if kind in (left, right)), left)


def fit(left: str, right: str, kind: Kind) -> Fit:
    """Return how two names of a kind fit.

    >>> fit("Kassym-Jomart Tokayev", "Tokayev", "person").decides
    False
    """
    ours, theirs = units_of(left, kind), units_of(right, kind)
    evidence = compare_units(ours, theirs)
    log_odds = log_odds_of(evidence)
    likely = probability(log_odds) >= LEAST_LINK
    return Fit(log_odds, likely and not _too_little(ours, theirs, kind, evidence))


def _too_little(ours: Units, theirs: Units, kind: Kind, evidence: Sequence[Evidence]) -> bool:
    """Tell whether a likely pair only suggests: Tokayev may be K. Tokayev, or another."""
    bare = {len(units.content) == 1 for units in (ours, theirs)}
    if len(bare) > 1 and kind not in ("organization", "place"):
        return True
    form = NameForm(theirs.text)
    compared = Comparison(ours.text, theirs.text, 1.0, 0.0, tuple(evidence))
    return bool(suggests_only(Candidate(Entity("", "other", theirs.text), form, 1.0, compared)))


def _fit_piece(asked: list[tuple[str, str, Kind]]) -> list[Fit]:
    return [fit(*each) for each in asked]


class Spread:
    """Runs a function over pieces of a sequence, here or in several processes, and keeps the order."""

    def __init__(self, pool: ProcessPoolExecutor | None = None) -> None:
        self._pool = pool

    def over(self, function: Callable[[list[A]], list[B]], values: Iterable[A]) -> Iterator[B]:
        """Yield what a function makes of the values, which it is given in pieces."""
        source = iter(values)
        pieces = iter(lambda: list(islice(source, PIECE)), [])
        for found in map(function, pieces) if self._pool is None else self._pool.map(function, pieces):
            yield from found

    def fits(self, asked: Iterable[tuple[str, str, Kind]]) -> Iterator[Fit]:
        """Yield how pairs of names of a kind fit, in their order."""
        return self.over(_fit_piece, asked)


@contextmanager
def spread_over(workers: int) -> Iterator[Spread]:
    """Yield what spreads work over so many processes, which end with the block; no garbage is looked for."""
    with uncollected():
        if workers == 1:
            yield Spread()
            return
        from concurrent.futures import ProcessPoolExecutor  # takes 10 ms, is rarely needed

        with ProcessPoolExecutor(workers, initializer=gc.disable) as pool:
            yield Spread(pool)
