"""A list of names without a gazetteer: which of them can be spellings of one name.

    names -> candidate pairs -> log-odds -> links -> clusters

Precision goes first. A cluster holds no two names that contradict each other, however long the chain of
likely pairs between them; a name that fits two which contradict each other goes to neither; a part of a
name (a bare family name, an initial) is joined with no whole one. What was held back is listed for review.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from attrs import frozen

from nameresolve.decision import suggests_only
from nameresolve.errors import SettingsError
from nameresolve.index import IndexBuilder
from nameresolve.model import KINDS, Candidate, Comparison, Entity, Kind, NameForm
from nameresolve.parsing import guess_kind
from nameresolve.scoring import compare, probability, units_of

__all__ = ["Cluster", "Doubt", "cluster"]

THRESHOLD = 0.7
CONTRADICTS = 0.5
"""Two names under this probability are never in one cluster."""
REVIEWED = 0.3
"""From this probability on, a pair in two clusters is worth a look."""
CLEAR_AHEAD = 0.85
"""Log-odds by which one of two names must be ahead of the other: 70 to 30."""
SEARCHED = 40

Pair = tuple[int, int]


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


@frozen(slots=True)
class _Fit:
    """What two names say about each other; a pair that does not decide only suggests."""

    log_odds: float
    decides: bool

    @property
    def score(self) -> float:
        return probability(self.log_odds)


def _fit(left: str, right: str, kind: Kind | None) -> _Fit:
    """Return how two names fit: the one place that scores a pair."""
    found = compare(left, right, kind=kind)
    too_little = _only_one_is_bare(left, right, kind) or suggests_only(_as_candidate(right, found))
    return _Fit(found.log_odds, not too_little)


def _only_one_is_bare(left: str, right: str, kind: Kind | None) -> bool:
    """Tell whether one of two people's names is a single part: Tokayev may be K. Tokayev, or another."""
    kinds = {kind or guess_kind(left), kind or guess_kind(right)}
    if kinds & {"organization", "place"}:
        return False
    return len({len(units_of(name, kind).content) == 1 for name in (left, right)}) > 1


def _as_candidate(name: str, found: Comparison) -> Candidate:
    form = NameForm(name)
    return Candidate(Entity("", "other", name, (form,)), form, found.score, found)


def cluster(names: Iterable[str], *, kind: Kind | None = None, threshold: float = THRESHOLD) -> list[Cluster]:
    """Return the clusters of the distinct names, the largest first; blank names are in none.

    Two names are linked from the probability `threshold` on. The order of the names, and how often one
    occurs, changes nothing. `kind` says of what kind all names are. Raises `SettingsError` for a threshold
    outside 0.5 to 1 or an unknown kind, `LimitError` for a name over 10,000 characters.

    >>> found = cluster(["Kassym-Jomart Tokayev", "Qasym-Zhomart Toqaev", "Kemel Tokayev"], kind="person")
    >>> [each.members for each in found]
    [('Kassym-Jomart Tokayev', 'Qasym-Zhomart Toqaev'), ('Kemel Tokayev',)]
    """
    if not CONTRADICTS <= threshold <= 1.0:
        raise SettingsError(f"threshold is {threshold!r}, but must be a probability from {CONTRADICTS} to 1.")
    if kind is not None and kind not in KINDS:
        raise SettingsError(f"kind is {kind!r}, but must be one of {', '.join(KINDS)}.")
    distinct = sorted({name for name in names if name.strip()})
    return _Clustering(distinct, kind).clusters(threshold)


class _Clustering:
    """The names by number, and the fits of those pairs that were looked at."""

    def __init__(self, names: Sequence[str], kind: Kind | None) -> None:
        self.names, self.kind = names, kind
        self._fits: dict[Pair, _Fit] = {}

    def fit(self, one: int, other: int) -> _Fit:
        """Return how two names fit, remembering it."""
        pair = (one, other) if one < other else (other, one)
        found = self._fits.get(pair)
        if found is None:
            found = self._fits[pair] = _fit(self.names[pair[0]], self.names[pair[1]], self.kind)
        return found

    def clusters(self, threshold: float) -> list[Cluster]:
        """Return the clusters, the largest first."""
        pairs = self._candidate_pairs()
        links = [p for p in pairs if self.fit(*p).decides and self.fit(*p).score >= threshold]
        home = self._joined(self._clear(links))
        groups: dict[int, list[int]] = {}
        for number, group in enumerate(home):
            groups.setdefault(group, []).append(number)
        review = self._reviewed([pair for pair in pairs if home[pair[0]] != home[pair[1]]], home)
        made = [self._cluster(members, review.get(group, {})) for group, members in groups.items()]
        return sorted(made, key=lambda each: (-len(each.members), each.name))

    def _reviewed(self, pairs: Sequence[Pair], home: Sequence[int]) -> dict[int, dict[int, Doubt]]:
        """Return for each group the likeliest pair with each other group that is worth a look."""
        review: dict[int, dict[int, Doubt]] = {}
        for pair in sorted(pairs, key=lambda pair: (-self.fit(*pair).log_odds, pair)):
            score = self.fit(*pair).score
            for one, other in (pair, pair[::-1]) if score >= REVIEWED else ():
                doubt = Doubt(self.names[one], self.names[other], score)
                review.setdefault(home[one], {}).setdefault(home[other], doubt)
        return review

    def _candidate_pairs(self) -> list[Pair]:
        """Return the pairs that share enough to be compared, in order."""
        builder = IndexBuilder()
        kinds = [self.kind or guess_kind(name) for name in self.names]
        for number, name in enumerate(self.names):
            builder.add(number, 0, name, kinds[number])
        index, found = builder.finish(), set()
        for number, name in enumerate(self.names):
            for other in index.search(units_of(name, kinds[number]), SEARCHED):
                if other != number:
                    found.add((min(number, other), max(number, other)))
        return sorted(found)

    def _clear(self, links: Sequence[Pair]) -> list[Pair]:
        """Return the links without those of a name that fits two which contradict each other.

        J. Smith fits John Smith and Jane Smith, and so is joined with neither; if one of them fits clearly
        better, the other link alone is dropped.
        """
        beside: dict[int, list[int]] = {}
        for one, other in links:
            beside.setdefault(one, []).append(other)
            beside.setdefault(other, []).append(one)
        dropped: set[tuple[int, int]] = set()
        for name, others in beside.items():
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

    def _joined(self, links: Sequence[Pair]) -> list[int]:
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

    def _cluster(self, members: Sequence[int], review: Mapping[int, Doubt]) -> Cluster:
        scores = {
            number: [self.fit(number, other).score for other in members if other != number]
            for number in members
        }
        return Cluster(
            self._fullest(members, scores),
            tuple(self.names[number] for number in members),
            min((score for each in scores.values() for score in each), default=1.0),
            tuple(review.values()),
        )

    def _fullest(self, members: Sequence[int], scores: Mapping[int, Sequence[float]]) -> str:
        """Return the member with most whole parts; of several, the one in Latin letters nearest to all."""

        def rank(number: int) -> tuple[int, bool, float, str]:
            content = units_of(self.names[number], self.kind).content
            whole = [unit for unit in content if unit.role != "initial"]
            latin = all(unit.form.script == "Latn" for unit in whole)
            return (-len(whole), not latin, -round(sum(scores[number]), 9), self.names[number])

        return self.names[min(members, key=rank)]
