"""Clustering names: quality beside other ways, all in one run, and time by the number of names.

    python benchmarks/cluster.py quality FOLDER [--json]     # FOLDER: ofac_person_{entities,queries}.tsv
    python benchmarks/cluster.py time FOLDER 5000 20000 100000 [--workers 2] [--json]

`quality` clusters the primary names and the other names of a list as one list and counts pairs of names: of
those put together, how many share an id, and of those that share an id, how many were put together. Every
way, ours too, gets the configuration and threshold that suit it best on the pairs of one half of the
entities, and is rated on the pairs of the other half, both ways round; `hindsight` is the F1 of the
configuration that is best on all of these very names, `as_it_is` that of nameresolve without any choice.
`time` takes these names and fills them up with made-up ones (`scale.py`), each in one to four spellings;
for that FOLDER holds tokens_*_train.tsv.gz too.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any
from zlib import crc32

from attrs import frozen
from given import lists_of_people, positive
from scale import made_up
from scale import rows as table_rows

import nameresolve as nr

Groups = Iterable[Sequence[int]]
Clustering = Iterator[tuple[str, Groups]]
"""Groups of names by number, under each configuration and threshold that was tried."""

NEAREST = 30
OURS = "as it is"
SEEN = 3
"""How often a spelling of a native word must have been seen to count as one."""


def read_names(folder: Path) -> dict[str, set[str]]:
    """Return each distinct name with its ids."""
    found: dict[str, set[str]] = defaultdict(set)
    for file, column in (("ofac_person_entities.tsv", "name"), ("ofac_person_queries.tsv", "query")):
        with (folder / file).open(encoding="utf-8", newline="") as handle:
            for row in csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE):
                found[row[column]].add(row["id"])
    return dict(sorted(found.items()))


def true_pairs(ids: Mapping[str, set[str]]) -> set[tuple[int, int]]:
    """Return the pairs of names that share an id."""
    bearers: dict[str, list[int]] = defaultdict(list)
    for number, each in enumerate(ids.values()):
        for one in each:
            bearers[one].append(number)
    return {pair for names in bearers.values() for pair in combinations(sorted(names), 2)}


@frozen
class Counts:
    """Pairs that are put together rightly, that are put together, and that share an id."""

    right: int
    made: int
    true: int

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.right + other.right, self.made + other.made, self.true + other.true)

    @property
    def precision(self) -> float:
        """Of those put together, the share that is right."""
        return self.right / max(self.made, 1)

    @property
    def recall(self) -> float:
        """Of those that share an id, the share that is put together."""
        return self.right / max(self.true, 1)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.right / max(self.made + self.true, 1)


def halves_of(ids: Mapping[str, set[str]]) -> list[int]:
    """Return the half, 0 or 1, that each name falls into with its entity."""
    return [crc32(min(each).encode()) % 2 for each in ids.values()]


def rated(groups: Groups, truth: set[tuple[int, int]], half: Sequence[int]) -> tuple[Counts, Counts]:
    """Return the counts of either half; a pair counts where its first name does."""
    made = {pair for group in groups for pair in combinations(sorted(group), 2)}
    sets = (made & truth, made, truth)
    first, second = (
        Counts(*(sum(half[pair[0]] == side for pair in pairs) for pairs in sets)) for side in (0, 1)
    )
    return first, second


def held_out(tried: Mapping[str, tuple[Counts, Counts]]) -> dict[str, Any]:
    """Return the figures of each half under the configuration that is best on the other, added up."""
    best = [max(tried, key=lambda at: tried[at][side].f1) for side in (0, 1)]
    found = tried[best[1]][0] + tried[best[0]][1]
    hindsight = max(tried, key=lambda at: sum(tried[at], Counts(0, 0, 0)).f1)
    return {
        "chosen": " / ".join(best),
        "precision": found.precision,
        "recall": found.recall,
        "f1": found.f1,
        "hindsight": sum(tried[hindsight], Counts(0, 0, 0)).f1,
        "as_it_is": sum(tried[OURS], Counts(0, 0, 0)).f1 if OURS in tried else None,
    }


def connected(pairs: Iterable[tuple[int, int]], many: int) -> list[list[int]]:
    """Return the connected components."""
    home = list(range(many))

    def root(number: int) -> int:
        while home[number] != number:
            home[number] = home[home[number]]
            number = home[number]
        return number

    for one, other in pairs:
        home[root(one)] = root(other)
    groups: dict[int, list[int]] = defaultdict(list)
    for number in range(many):
        groups[root(number)].append(number)
    return list(groups.values())


def by_nameresolve(names: Sequence[str]) -> Clustering:
    """Yield our clusters, as they are and under other thresholds."""
    place = {name: number for number, name in enumerate(names)}
    for threshold in (None, 0.6, 0.7, 0.8, 0.9):
        found = nr.cluster(names, kind="person", threshold=threshold)
        groups = [[place[name] for name in each.members] for each in found]
        yield OURS if threshold is None else f"{threshold}", groups


def by_rapidfuzz(names: Sequence[str]) -> Clustering:
    """Yield connected components of pairs whose sorted words are alike."""
    import numpy as np
    from rapidfuzz import fuzz, process, utils
    from rapidfuzz.distance import JaroWinkler

    cleaned = [" ".join(sorted(utils.default_process(name).split())) for name in names]
    ways = {
        "ratio": (fuzz.ratio, 1.0),
        "WRatio": (fuzz.WRatio, 1.0),
        "JaroWinkler": (JaroWinkler.similarity, 100.0),
    }
    for way, (scorer, scale) in ways.items():
        pairs: list[tuple[float, int, int]] = []
        for start in range(0, len(cleaned), 500):
            block = process.cdist(
                cleaned[start : start + 500], cleaned, scorer=scorer, score_cutoff=80 / scale, workers=2
            )
            for one, other in zip(*np.nonzero(block), strict=True):
                if start + one < other:
                    pairs.append((float(block[one, other]) * scale, start + int(one), int(other)))
        for threshold in (80, 83, 86, 88, 90, 92, 94, 96, 98):
            likely = ((a, b) for score, a, b in pairs if score >= threshold)
            yield f"{way} {threshold}", connected(likely, len(names))


def by_ngrams(names: Sequence[str]) -> Clustering:
    """Yield connected components of pairs with alike character n-grams, weighed by rarity."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.neighbors import NearestNeighbors

    for analyzer, sizes in (("char_wb", (2, 4)), ("char_wb", (3, 3)), ("char_wb", (2, 2)), ("char", (2, 3))):
        vectorizer = TfidfVectorizer(analyzer=analyzer, ngram_range=sizes, sublinear_tf=True)
        vectors = vectorizer.fit_transform(names)
        found = NearestNeighbors(n_neighbors=min(NEAREST, len(names)), metric="cosine").fit(vectors)
        apart, near = found.kneighbors(vectors)
        pairs = [
            (1.0 - float(far), one, int(other))
            for one, (others, distances) in enumerate(zip(near, apart, strict=True))
            for other, far in zip(others, distances, strict=True)
            if one != other
        ]
        for threshold in (0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9):
            likely = ((a, b) for score, a, b in pairs if score >= threshold)
            yield f"{analyzer} {sizes} {threshold}", connected(likely, len(names))


def by_splink(names: Sequence[str]) -> Clustering:
    """Yield connected components of what splink finds likely, after learning from these names."""
    import logging

    import pandas as pd
    from splink import block_on  # version 5

    logging.getLogger("splink").setLevel(logging.ERROR)
    halves = [name.partition(",")[::2] for name in names]
    table = pd.DataFrame(
        {
            "unique_id": range(len(names)),
            "family": [family.strip().lower() for family, _ in halves],
            "given": [given.strip().lower() or None for _, given in halves],
        }
    )
    blocks = [
        block_on("family"),
        block_on("given"),
        block_on("substr(family,1,4)"),
        block_on("substr(given,1,4)"),
    ]
    for by_frequency in (True, False):
        yield from _by_splink(table, blocks, by_frequency=by_frequency)


def _by_splink(table: Any, blocks: Sequence[Any], *, by_frequency: bool) -> Clustering:  # noqa: ANN401
    import splink.comparison_library as cl
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            cl.NameComparison(column).configure(term_frequency_adjustments=by_frequency)
            for column in ("family", "given")
        ],
        blocking_rules_to_generate_predictions=blocks,
    )
    linker = Linker(DuckDBAPI().register(table), settings, log_level="ERROR")
    linker.training.estimate_probability_two_random_records_match([block_on("family", "given")], recall=0.1)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    for column in ("family", "given"):
        linker.training.estimate_parameters_using_expectation_maximisation(block_on(column))
    found = linker.inference.predict(threshold_match_probability=0.001).as_pandas_dataframe()
    rows = list(zip(found["match_probability"], found["unique_id_l"], found["unique_id_r"], strict=True))
    for threshold in (0.001, 0.003, 0.01, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99, 0.999):
        likely = ((a, b) for score, a, b in rows if score >= threshold)
        yield f"{'by frequency ' * by_frequency}{threshold}", connected(likely, len(table))


WAYS: dict[str, Callable[[Sequence[str]], Clustering]] = {
    "nameresolve": by_nameresolve,
    "splink": by_splink,
    "n-gram TF-IDF": by_ngrams,
    "rapidfuzz": by_rapidfuzz,
}


def quality(folder: Path, ways: Sequence[str]) -> list[dict[str, Any]]:
    """Return what each way reaches on one half at the configuration that suits it best on the other."""
    ids = read_names(folder)
    names, truth, half = list(ids), true_pairs(ids), halves_of(ids)
    print(f"{len(names):,} names, {len(truth):,} pairs share an id", file=sys.stderr)
    rows = []
    for way in ways:
        start = time.perf_counter()
        try:
            tried = {at: rated(groups, truth, half) for at, groups in WAYS[way](names)}
        except ModuleNotFoundError as error:
            print(f"{way}: left out, the package {error.name} is not installed", file=sys.stderr)
            continue
        rows.append({"way": way, **held_out(tried), "seconds": time.perf_counter() - start})
        print(json.dumps(rows[-1]), file=sys.stderr)
    return rows


def spelled(folder: Path, count: int, seed: int = 1) -> list[str]:
    """Return so many distinct names: those of the lists, then made-up ones in one to four spellings.

    Another spelling of a part is one that the token files have for the same native word.
    """
    chance = random.Random(seed)  # noqa: S311  # the same names in every run
    names = dict.fromkeys(read_names(folder))
    spellings = _spellings(folder)
    for name in made_up(folder, count):
        if len(names) >= count:
            break
        names[name] = None
        for _ in range(chance.choice((0, 0, 1, 2, 3))):
            parts = (chance.choice(spellings.get(part, [part])) for part in name.lower().split())
            names[" ".join(parts).title()] = None
    return list(names)[:count]


def _spellings(folder: Path) -> dict[str, list[str]]:
    """Return each Latin part with the spellings of one native word, of those that were seen often enough."""
    alike: dict[tuple[str, str], set[str]] = defaultdict(set)
    for path in sorted(folder.glob("tokens_*_train.tsv.gz")):
        for row in table_rows(path):
            if int(row["count"]) >= SEEN:
                alike[path.name, row["native"]].add(row["latin"])
    found: dict[str, set[str]] = defaultdict(set)
    for group in alike.values():
        for part in group:
            found[part] |= group
    return {part: sorted(group) for part, group in found.items()}


def timed(folder: Path, counts: Sequence[int], workers: int) -> list[dict[str, Any]]:
    """Return how long so many names take."""
    rows = []
    for count in counts:
        names = spelled(folder, count)
        start, before = time.perf_counter(), _cpu_seconds()
        found = nr.cluster(names, kind="person", workers=workers)
        seconds, cpu = time.perf_counter() - start, _cpu_seconds() - before
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        rows.append(
            {"names": count, "clusters": len(found), "seconds": seconds, "cpu_seconds": cpu, "peak_mb": peak}
        )
        print(json.dumps(rows[-1]), file=sys.stderr)
    return rows


def _cpu_seconds() -> float:
    """Return the CPU time of this process and of those that it started and that ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def main(arguments: list[str] | None = None) -> int:
    """Print a table; return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("what", choices=("quality", "time"))
    parser.add_argument("folder", type=lists_of_people, help="where the lists and the token files are")
    parser.add_argument("counts", type=positive, nargs="*", default=[5_000, 20_000], help="numbers of names")
    parser.add_argument("--ways", nargs="+", choices=WAYS, default=list(WAYS), help="quality of these alone")
    parser.add_argument("--workers", type=positive, default=1)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    if options.what == "quality":
        rows = quality(options.folder, options.ways)
    else:
        rows = timed(options.folder, options.counts, options.workers)
    if options.json:
        print(json.dumps(rows, indent=1))
        return 0
    print("| " + " | ".join(rows[0]) + " |\n|" + " --- |" * len(rows[0]))
    for row in rows:
        cells = (f"{value:.3f}" if isinstance(value, float) else f"{value}" for value in row.values())
        print("| " + " | ".join(cells) + " |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
