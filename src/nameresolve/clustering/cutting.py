"""From links to clusters: no two names that contradict each other are put together.

Precision goes first. The likeliest links are followed first, and two groups become one only if none of
their members contradict; a name that fits two which contradict each other goes to neither.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from nameresolve.clustering.fitting import CONTRADICTS, Fit, Pair, common_kind, fit
from nameresolve.model import Kind

__all__ = ["Cut", "between_links"]

CLEAR_AHEAD = 0.85
"""Log-odds by which one of two names must be ahead of the other: 70 to 30."""


def between_links(fits: Mapping[Pair, Fit], threshold: float) -> list[Pair]:
    """Return the pairs of names that are linked with one name, and of which it is not known how they fit."""
    wanted = {
        pair
        for others in _beside(_links(fits, threshold)).values()
        for pair in combinations(sorted(others), 2)
        if pair not in fits
    }
    return sorted(wanted)


def _links(fits: Mapping[Pair, Fit], threshold: float) -> list[Pair]:
    return sorted(pair for pair, each in fits.items() if each.decides and each.score >= threshold)


def _beside(links: Iterable[Pair]) -> dict[int, list[int]]:
    """Return for each name those that it is linked with."""
    beside: dict[int, list[int]] = {}
    for one, other in links:
        beside.setdefault(one, []).append(other)
        beside.setdefault(other, []).append(one)
    return beside


class Cut:
    """Names by number, and how those pairs fit that were looked at."""

    def __init__(self, names: Sequence[str], kinds: Sequence[Kind], fits: Mapping[Pair, Fit]) -> None:
        self.names, self.kinds = names, kinds
        self._fits = dict(fits)

    def fit(self, one: int, other: int) -> Fit:
        """Return how two names fit, remembering it."""
        pair = (one, other) if one < other else (other, one)
        found = self._fits.get(pair)
        if found is None:
            kind = common_kind(self.kinds[one], self.kinds[other])
            found = self._fits[pair] = fit(self.names[pair[0]], self.names[pair[1]], kind)
        return found

    def homes(self, threshold: float) -> list[int]:
        """Return for each name the number of its group, joined from the probability `threshold` on."""
        return self._joined(self._clear(_links(self._fits, threshold)))

    def likely(self, least: float) -> list[tuple[Pair, float]]:
        """Return the pairs that were looked at and reach a probability, best first."""
        ordered = sorted(self._fits.items(), key=lambda item: (-item[1].log_odds, item[0]))
        return [(pair, each.score) for pair, each in ordered if each.score >= least]

    def _clear(self, links: Sequence[Pair]) -> list[Pair]:
        """Return the links without those of a name that fits two which contradict each other.

        J. Smith fits John Smith and Jane Smith, and so is joined with neither; if one of them fits clearly
        better, the other link alone is dropped.
        """
        dropped: set[tuple[int, int]] = set()
        for name, others in _beside(links).items():
            dropped |= {(name, other) for other in self._unclear(name, others)}
        return [(one, other) for one, other in links if not {(one, other), (other, one)} & dropped]

    def _unclear(self, name: int, others: Sequence[int]) -> set[int]:
        unclear: set[int] = set()
        for place, one in enumerate(others):
            for other in others[place + 1 :]:
                if self.fit(one, other).score >= CONTRADICTS:
                    continue
                ahead = self.fit(name, one).log_odds - self.fit(name, other).log_odds
                unclear |= {one} if ahead < CLEAR_AHEAD else set()
                unclear |= {other} if ahead > -CLEAR_AHEAD else set()
        return unclear

    def _joined(self, links: Iterable[Pair]) -> list[int]:
        """Return for each name the number of its group; the likeliest links are followed first."""
        home = list(range(len(self.names)))
        members = {number: [number] for number in home}
        for one, other in sorted(links, key=lambda pair: (-self.fit(*pair).log_odds, pair)):
            left, right = home[one], home[other]
            if left == right or not self._agree(members[left], members[right]):
                continue
            for number in members[right]:
                home[number] = left
            members[left] += members.pop(right)
        return home

    def _agree(self, left: Sequence[int], right: Sequence[int]) -> bool:
        return all(self.fit(one, other).score >= CONTRADICTS for one in left for other in right)
