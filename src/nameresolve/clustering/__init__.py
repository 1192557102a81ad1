"""A list of names without a gazetteer: which of them can be spellings of one name.

    names -> outlines -> pairs in blocks -> promising pairs -> fits -> links -> clusters

Precision goes first. A cluster holds no two names that contradict each other, however long the chain of
likely pairs between them; a name that fits two which contradict each other goes to neither; a part of a
name (a bare family name, an initial) is joined with no whole one. What was held back is listed for review.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

import numpy as np
from attrs import frozen

from nameresolve.arguments import checked_kind, pairs_of, share_of, workers_of
from nameresolve.clustering.blocks import Numbers, Outline, outline_of, pairs_in_blocks
from nameresolve.clustering.cutting import Cut, between_links
from nameresolve.clustering.fitting import LEAST_LINK, Fit, Pair, Spread, common_kind, spread_over
from nameresolve.clustering.promise import LEAST_PROMISE, TOGETHER, Glance
from nameresolve.errors import one_by_one, text_of
from nameresolve.model import Kind
from nameresolve.parsing import guess_kind

__all__ = ["Cluster", "Doubt", "Outline", "cluster", "likely_pairs", "outline"]

THRESHOLD = 0.5
"""More likely than not: what keeps clusters clean is that no two members contradict, not this."""
REVIEWED = 0.3
"""From this probability on, a pair in two clusters is worth a look."""


@frozen(slots=True)
class Doubt:
    """A name of another cluster that may belong to `name`, with the probability."""

    name: str
    other: str
    score: float


@frozen(slots=True)
class Cluster:
    """Spellings of one name.

    `name` is the fullest of the `members`, which are distinct and sorted. `score` is the least probability
    of two members, 1.0 for a single one. `review` has, for each other cluster that a person should look at,
    the likeliest pair, best first.
    """

    name: str
    members: tuple[str, ...]
    score: float
    review: tuple[Doubt, ...] = ()


def cluster(
    names: Iterable[str],
    *,
    kind: Kind | None = None,
    threshold: float | None = None,
    workers: int = 1,
    pairs: Iterable[tuple[str, str]] | None = None,
) -> list[Cluster]:
    """Return the clusters of the distinct names, the largest first; blank names are in none.

    Two names are linked from the probability `threshold` on, None: from 0.5. The order of the names, how
    often one occurs and the number of processes, `workers`, change nothing. No two members of a cluster
    have a probability under 0.1, which is a contradiction. `kind` says of what kind all names are.
    `pairs` are the pairs of names to compare, for those who find them elsewhere; otherwise they are found
    in the names. Raises `SettingsError` for a threshold outside 0.5 to 1, an unknown kind or no worker,
    `LimitError` for a name over 10,000 characters.

    >>> found = cluster(["Kassym-Jomart Tokayev", "Qasym-Zhomart Toqaev", "Kemel Tokayev"], kind="person")
    >>> [each.members for each in found]
    [('Kassym-Jomart Tokayev', 'Qasym-Zhomart Toqaev'), ('Kemel Tokayev',)]
    """
    least = THRESHOLD if threshold is None else threshold
    share_of(least, "threshold", least=LEAST_LINK)
    checked_kind(kind)
    workers_of(workers)
    given = None if pairs is None else pairs_of(pairs)
    distinct = sorted({name for name in one_by_one(names) if text_of(name).strip()})
    with spread_over(workers) as spread:
        outlines = list(spread.over(partial(_outlines, kind), distinct))
        spelled = _Spelled(distinct, outlines, kind)
        numbers = spelled.pairs(workers) if given is None else spelled.given(given)
        fits = spelled.fits(numbers, spread)
        fits |= spelled.fits(between_links(fits, least), spread)
        return _clusters(spelled, Cut(spelled.names, spelled.kinds, fits), least)


def outline(name: str, *, kind: Kind | None = None) -> Outline:
    """Return what of a name decides with which others `cluster` compares it.

    Names that share a key are candidates, if not more names share it than `Outline.most` says. Raises
    `SettingsError` and `LimitError` as `cluster` does.

    >>> outline("TOKAYEV, Kemel").spelling == outline("Tokayev,  Kemel").spelling
    True
    """
    checked_kind(kind)
    text_of(name)
    return outline_of(name, kind or guess_kind(name))


def _outlines(kind: Kind | None, names: list[str]) -> list[Outline]:
    return [outline_of(name, kind or guess_kind(name)) for name in names]


def likely_pairs(
    pairs: Iterable[tuple[str, str]], *, kind: Kind | None = None, least: float = REVIEWED
) -> list[Doubt]:
    """Return those pairs of names that can be one name, from a probability of `least` on, in their order.

    They are what `cluster` looks at more closely; most pairs are passed over at a glance. Raises
    `SettingsError` and `LimitError` as `cluster` does.

    >>> pairs = [("Tokayev", "Toqaev"), ("Tokayev", "Tokarev")]
    >>> [found.other for found in likely_pairs(pairs, kind="person")]
    ['Toqaev']
    """
    checked_kind(kind)
    share_of(least, "least")
    listed = pairs_of(pairs)
    names = list(dict.fromkeys(name for pair in listed for name in pair))
    place = {name: number for number, name in enumerate(names)}
    spelled = _Spelled(names, _outlines(kind, names), kind, apart=True)
    asked = [(place[one], place[other]) for one, other in listed]
    fits = spelled.fits(spelled.promising(asked), Spread())
    found = [(pair, fits.get((min(pair), max(pair)))) for pair in asked]
    return [
        Doubt(names[one], names[other], each.score)
        for (one, other), each in found
        if each is not None and each.score >= least
    ]


class _Spelled:
    """Distinct names, those put together that differ in nothing that counts; the first stands for all."""

    def __init__(
        self, names: Sequence[str], outlines: Sequence[Outline], kind: Kind | None, *, apart: bool = False
    ) -> None:
        groups: dict[str, list[int]] = {}
        for number, each in enumerate(outlines):
            groups.setdefault(f"{number}" if apart else each.spelling, []).append(number)
        self.members = [[names[number] for number in group] for group in groups.values()]
        self.names = [group[0] for group in self.members]
        self.kinds: list[Kind] = [kind or guess_kind(name) for name in self.names]
        self.outlines = [outlines[group[0]] for group in groups.values()]

    def pairs(self, threads: int) -> Iterator[Pair]:
        """Yield the pairs that share a block and are promising, in order."""
        yield from self._promising(*pairs_in_blocks(self.outlines), threads)

    def given(self, pairs: Iterable[tuple[str, str]]) -> list[Pair]:
        """Return pairs of names as pairs of numbers; a pair with a name that is not listed is left out."""
        place = {name: number for number, group in enumerate(self.members) for name in group}
        found = {(place[one], place[other]) for one, other in pairs if one in place and other in place}
        return sorted({(min(pair), max(pair)) for pair in found if pair[0] != pair[1]})

    def promising(self, pairs: Sequence[Pair]) -> list[Pair]:
        """Return those of pairs that are worth a careful comparison."""
        sides = np.array(pairs, dtype=np.int64).reshape(-1, 2)
        return list(self._promising(sides.min(axis=1), sides.max(axis=1)))

    def _promising(self, left: Numbers, right: Numbers, threads: int = 1) -> Iterator[Pair]:
        glance = Glance(self.outlines, threads)
        for start in range(0, len(left), TOGETHER):
            one, other = left[start : start + TOGETHER], right[start : start + TOGETHER]
            kept = glance.promises(one, other) >= LEAST_PROMISE
            yield from zip(one[kept].tolist(), other[kept].tolist(), strict=True)

    def fits(self, pairs: Iterable[Pair], spread: Spread) -> dict[Pair, Fit]:
        """Return how pairs fit; the first are compared in other processes while the last are looked for."""
        listed: list[Pair] = []

        def asked() -> Iterator[tuple[str, str, Kind]]:
            for one, other in pairs:
                listed.append((one, other))
                yield self.names[one], self.names[other], common_kind(self.kinds[one], self.kinds[other])

        found = list(spread.fits(asked()))
        return dict(zip(listed, found, strict=True))


def _clusters(spelled: _Spelled, cut: Cut, threshold: float) -> list[Cluster]:
    """Return the clusters, the largest first."""
    home = cut.homes(threshold)
    groups: dict[int, list[int]] = {}
    for number, group in enumerate(home):
        groups.setdefault(group, []).append(number)
    review = _reviewed(spelled, cut, home)
    made = [
        _cluster(spelled, cut, members, tuple(review.get(group, {}).values()))
        for group, members in groups.items()
    ]
    return sorted(made, key=lambda each: (-len(each.members), each.name))


def _reviewed(spelled: _Spelled, cut: Cut, home: Sequence[int]) -> dict[int, dict[int, Doubt]]:
    """Return for each group the likeliest pair with each other group that is worth a look."""
    review: dict[int, dict[int, Doubt]] = {}
    for pair, score in cut.likely(REVIEWED):
        for one, other in (pair, pair[::-1]) if home[pair[0]] != home[pair[1]] else ():
            doubt = Doubt(spelled.names[one], spelled.names[other], score)
            review.setdefault(home[one], {}).setdefault(home[other], doubt)
    return review


def _cluster(spelled: _Spelled, cut: Cut, numbers: Sequence[int], review: tuple[Doubt, ...]) -> Cluster:
    scores = {
        number: [cut.fit(number, other).score for other in numbers if other != number] for number in numbers
    }
    return Cluster(
        _fullest(spelled, numbers, scores),
        tuple(sorted(name for number in numbers for name in spelled.members[number])),
        min((score for each in scores.values() for score in each), default=1.0),
        review,
    )


def _fullest(spelled: _Spelled, numbers: Sequence[int], scores: Mapping[int, Sequence[float]]) -> str:
    """Return the name with most whole parts; of several, the one in Latin letters nearest to all."""

    def rank(number: int) -> tuple[int, bool, float, str]:
        parts = spelled.outlines[number].parts
        latin = all(script == "Latn" for _, script in parts)
        return (-len(parts), not latin, -round(sum(scores[number]), 9), spelled.names[number])

    return spelled.names[min(numbers, key=rank) if len(numbers) > 1 else numbers[0]]
