"""The matchers that are measured side by side: two names and a kind in, a score from 0 to 1 out.

A matcher whose package is not installed is left out, and said so. Where a matcher recommends a
threshold, it stands beside it; for most there is none.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from typing import cast

from attrs import frozen
from unidecode import unidecode

import nameresolve as nr

__all__ = ["ABSENT", "Peer", "peers"]

Scorer = Callable[[str, str, str], float]
PairScorer = Callable[[Sequence[tuple[str, str, str]]], list[float]]
Ranker = Callable[[Sequence[str], Sequence[str], str], list[list[int]]]
ABSENT: dict[str, str] = {}
"""Matchers that could not be measured, and what is missing."""
BEST = 10
_LOGIC = "logic-v2 (nomenklatura)"


@frozen(slots=True)
class Peer:
    """A matcher: how it scores a pair (or all pairs at once), and how it ranks names for each query."""

    name: str
    score: Scorer | None
    rank: Ranker | None = None
    threshold: float | None = None
    pairs: PairScorer | None = None

    def scored(self, rows: Sequence[tuple[str, str, str]]) -> list[float]:
        """Return the score of each pair of names of a kind."""
        if self.pairs is not None:
            return self.pairs(rows)
        return [self.score(*row) for row in rows] if self.score else []

    def ranked(self, queries: Sequence[str], names: Sequence[str], kind: str) -> list[list[int]]:
        """Return for each query the places of the ten best names."""
        if self.rank is not None:
            return self.rank(queries, names, kind)
        found = []
        for query in queries:
            scores = self.scored([(query, name, kind) for name in names])
            found.append(sorted(range(len(names)), key=lambda place: -scores[place])[:BEST])
        return found


@lru_cache(maxsize=1 << 16)
def _plain(name: str) -> str:
    return " ".join(unidecode(name).casefold().split())


def _ours(left: str, right: str, kind: str) -> float:
    return nr.similarity(left, right, kind=cast("nr.Kind", kind))


def _our_rank(queries: Sequence[str], names: Sequence[str], kind: str) -> list[list[int]]:
    asked = cast("nr.Kind", kind)
    listed = [nr.Entity(str(place), asked, name) for place, name in enumerate(names)]
    resolver = nr.Resolver(nr.Gazetteer.from_entities(listed))
    decisions = resolver.resolve_many(queries, kind=asked, limit=BEST)
    return [[int(c.entity.id) for c in decision.candidates] for decision in decisions]


def _rapidfuzz(scorer: str, left: str, right: str, _: str) -> float:
    from rapidfuzz import fuzz

    return float(getattr(fuzz, scorer)(_plain(left), _plain(right))) / 100


def _rapidfuzz_rank(scorer: str, queries: Sequence[str], names: Sequence[str], _: str) -> list[list[int]]:
    from rapidfuzz import fuzz, process

    plain = [_plain(name) for name in names]
    of = getattr(fuzz, scorer)
    return [
        [place for _, _, place in process.extract(_plain(q), plain, scorer=of, limit=BEST)] for q in queries
    ]


def _jaro_winkler(left: str, right: str, _: str) -> float:
    import jellyfish

    return float(jellyfish.jaro_winkler_similarity(_plain(left), _plain(right)))


def _logic_v2() -> Scorer:
    """Return the matcher of OpenSanctions, on entities that have a name and nothing else."""
    matching = importlib.import_module("nomenklatura.matching")
    algorithm = matching.get_algorithm("logic-v2")
    config = algorithm.default_config()
    proxy = importlib.import_module("followthemoney").EntityProxy
    schemata = {"person": "Person", "organization": "Organization"}  # it has none for places with names

    @lru_cache(maxsize=1 << 12)
    def entity(name: str, kind: str) -> object:
        schema = schemata.get(kind, "LegalEntity")
        return proxy.from_dict({"id": name, "schema": schema, "properties": {"name": [name]}})

    def score(left: str, right: str, kind: str) -> float:
        return float(algorithm.compare(entity(left, kind), entity(right, kind), config).score)

    return score


def _string_grouper() -> Ranker:
    module = importlib.import_module("string_grouper")
    pandas = importlib.import_module("pandas")

    def rank(queries: Sequence[str], names: Sequence[str], _: str) -> list[list[int]]:
        found = module.match_strings(
            pandas.Series([_plain(name) for name in names]),
            pandas.Series([_plain(query) for query in queries]),
            min_similarity=0.05, max_n_matches=BEST,
        )  # fmt: skip
        best: list[list[tuple[float, int]]] = [[] for _ in queries]
        rows = zip(found["left_index"], found["right_index"], found["similarity"], strict=True)
        for place, query, similarity in rows:
            best[int(query)].append((-float(similarity), int(place)))
        return [[place for _, place in sorted(each)] for each in best]

    return rank


def _string_grouper_pairs() -> PairScorer:
    module = importlib.import_module("string_grouper")
    pandas = importlib.import_module("pandas")

    def pairs(rows: Sequence[tuple[str, str, str]]) -> list[float]:
        left, right = (pandas.Series([_plain(row[side]) for row in rows]) for side in (0, 1))
        return [float(each) for each in module.compute_pairwise_similarities(left, right)]

    return pairs


def _splink() -> Peer:
    importlib.import_module("splink.backends.duckdb")
    importlib.import_module("pandas")
    module = importlib.import_module("splink_peer")

    def pairs(rows: Sequence[tuple[str, str, str]]) -> list[float]:
        return cast(
            "list[float]", module.score_pairs([(_plain(left), _plain(right)) for left, right, _ in rows])
        )

    def rank(queries: Sequence[str], names: Sequence[str], _: str) -> list[list[int]]:
        plain = [_plain(name) for name in names]
        return cast("list[list[int]]", module.rank([_plain(query) for query in queries], plain, BEST))

    return Peer("Splink + Unidecode", None, rank, None, pairs)


def _optional(name: str, make: Callable[[], Peer]) -> list[Peer]:
    try:
        return [make()]
    except ImportError as error:
        ABSENT[name] = str(error)
        return []


def peers() -> list[Peer]:
    """Return the matchers that can run here, ours first."""
    found = [Peer("nameresolve", _ours, _our_rank, nr.Settings().match_threshold)]
    for name in ("WRatio", "token_sort_ratio"):
        rank = partial(_rapidfuzz_rank, name)
        found.append(Peer(f"rapidfuzz {name} + Unidecode", partial(_rapidfuzz, name), rank))
    found.append(Peer("Jaro-Winkler (jellyfish) + Unidecode", _jaro_winkler))
    found += _optional(_LOGIC, lambda: Peer(_LOGIC, _logic_v2(), None, 0.7))
    found += _optional(
        "string_grouper",
        lambda: Peer("string_grouper", None, _string_grouper(), None, _string_grouper_pairs()),
    )
    found += _optional("Splink", _splink)
    return found
