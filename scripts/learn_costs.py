"""Learn the edit costs between the units of a script and Latin symbols from pairs of spellings.

    python scripts/learn_costs.py pairs.tsv.gz --script Cyrl --output gazetteer/costs/Cyrl.tsv
    python scripts/learn_costs.py pairs.tsv.gz more.tsv.gz --script Latn --output gazetteer/costs/Latn.tsv

Each input is a table with the columns `native` and `latin`, one name part a row. With ``--script Latn``
the pairs are two Latin spellings that share a native one. The shipped tables were learned from
name parts mined from Wikidata (CC0) by Merhav and Ash, "Design Challenges in Named Entity
Transliteration", COLING 2018; Latin from its Russian, Arabic and Hebrew parts together.

Method: a memoryless edit transducer with the operations 1-1, 1-0, 0-1, 2-1 and 1-2, trained by
expectation maximization; after three rounds the worst 15 % of the pairs are dropped, since mined pairs
hold swapped and foreign ones. Written are log-odds: the logarithm of how much more often units
stand opposite each other than by chance. Everything is deterministic.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
from attrs import define
from numpy.typing import NDArray

from nameresolve.symbols import LATIN_ALPHABET, latin_symbols, native_units
from nameresolve.unicode import fold

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Pair = tuple[tuple[str, ...], str]

ROUNDS = 9
TRIM_AFTER = 3
TRIMMED_SHARE = 0.15
LONGEST = 14
FLOOR = -6.0
LEAST_COUNT = 8.0
LEAST_GAIN = 0.6
SEED = 20220106


@define
class Model:
    """Joint probabilities of the operations; the axes are native units, then Latin symbols."""

    substitute: Floats  # (A, B)
    delete: Floats  # (A,)
    insert: Floats  # (B,)
    two_to_one: Floats  # (A * A, B)
    one_to_two: Floats  # (A, B * B)

    @classmethod
    def uniform(cls, natives: int, latins: int) -> Model:
        """Return the starting point: substitutions alike, gaps and groups rare."""
        shares = (0.9, 0.02, 0.02, 0.03, 0.03)
        shapes = ((natives, latins), (natives,), (latins,), (natives**2, latins), (natives, latins**2))
        tables = (np.full(s, p / np.prod(s)) for p, s in zip(shares, shapes, strict=True))
        return cls(*tables)

    def tables(self) -> tuple[Floats, Floats, Floats, Floats, Floats]:
        """Return the five tables in the order of the fields."""
        return self.substitute, self.delete, self.insert, self.two_to_one, self.one_to_two


@define
class Bucket:
    """Pairs of one length on each side, as arrays: native (N, n), latin (N, m)."""

    native: Ints
    latin: Ints

    def groups(self, natives: int, latins: int) -> tuple[Ints, Ints]:
        """Return the ids of the unit pairs that end at each place."""
        two = self.native[:, :-1] * natives + self.native[:, 1:]
        double = self.latin[:, :-1] * latins + self.latin[:, 1:]
        return two, double


def read_pairs(paths: Iterable[Path]) -> Iterator[tuple[str, str]]:
    """Yield the rows of the tables, cleaned."""
    for path in paths:
        opener = gzip.open if path.suffix == ".gz" else open
        with opener(path, "rt", encoding="utf-8", newline="") as handle:
            for row in csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE):
                yield fold(row["native"]), fold(row["latin"])


def native_pairs(rows: Iterable[tuple[str, str]], script: str) -> list[Pair]:
    """Return the usable pairs of a script: both sides known and of a fit length."""
    found = []
    for native, latin in dict.fromkeys(rows):
        units, symbols = native_units(native, script), latin_symbols(latin)
        if 0 < len(units) <= LONGEST and 0 < len(symbols) <= LONGEST:
            found.append((units, str(symbols)))
    return found


def latin_pairs(rows: Iterable[tuple[str, str]], most: int = 3) -> list[Pair]:
    """Return pairs of different Latin spellings that share a native one, both ways."""
    spellings: dict[str, dict[str, None]] = defaultdict(dict)
    for native, latin in rows:
        symbols = str(latin_symbols(latin))
        if 0 < len(symbols) <= LONGEST:
            spellings[native][symbols] = None
    found: list[Pair] = []
    for group in spellings.values():
        members = list(group)[: most + 1]
        found += [(tuple(a), b) for a in members for b in members if a != b]
    return found


def buckets_of(pairs: list[Pair], natives: dict[str, int], latins: dict[str, int]) -> list[Bucket]:
    """Return the pairs grouped by their two lengths."""
    by_length: dict[tuple[int, int], list[Pair]] = defaultdict(list)
    for pair in pairs:
        by_length[len(pair[0]), len(pair[1])].append(pair)
    return [
        Bucket(
            np.array([[natives[u] for u in units] for units, _ in group]),
            np.array([[latins[s] for s in symbols] for _, symbols in group]),
        )
        for _, group in sorted(by_length.items())
    ]


def forward(model: Model, bucket: Bucket, two: Ints, double: Ints) -> Floats:
    """Return the probability of every prefix pair: (n + 1, m + 1, N)."""
    size, n = bucket.native.shape
    m = bucket.latin.shape[1]
    table = np.zeros((n + 1, m + 1, size))
    table[0, 0] = 1.0
    for i in range(n + 1):
        for j in range(m + 1):
            total = table[i, j]
            if i and j:
                total = (
                    total
                    + table[i - 1, j - 1] * model.substitute[bucket.native[:, i - 1], bucket.latin[:, j - 1]]
                )
            if i:
                total = total + table[i - 1, j] * model.delete[bucket.native[:, i - 1]]
            if j:
                total = total + table[i, j - 1] * model.insert[bucket.latin[:, j - 1]]
            if i > 1 and j:
                total = total + table[i - 2, j - 1] * model.two_to_one[two[:, i - 2], bucket.latin[:, j - 1]]
            if i and j > 1:
                total = (
                    total + table[i - 1, j - 2] * model.one_to_two[bucket.native[:, i - 1], double[:, j - 2]]
                )
            table[i, j] = total
    return table


def backward(model: Model, bucket: Bucket) -> Floats:
    """Return the probability of every suffix pair, by running forward on the reversed pairs."""
    natives, latins = len(model.delete), len(model.insert)
    turned = Bucket(bucket.native[:, ::-1], bucket.latin[:, ::-1])
    mirrored = Model(
        model.substitute,
        model.delete,
        model.insert,
        model.two_to_one.reshape(natives, natives, latins).transpose(1, 0, 2).reshape(-1, latins),
        model.one_to_two.reshape(natives, latins, latins).transpose(0, 2, 1).reshape(natives, -1),
    )
    back_two, back_double = turned.groups(natives, latins)
    return forward(mirrored, turned, back_two, back_double)[::-1, ::-1]


class Tally:
    """Expected counts of the operations, collected as places and weights and added up once."""

    def __init__(self, natives: int, latins: int, scale: Floats) -> None:
        self.sizes = [natives * latins, natives, latins, natives**2 * latins, natives * latins**2]
        self.scale = scale
        self.places: list[list[Ints]] = [[] for _ in self.sizes]
        self.weights: list[list[Floats]] = [[] for _ in self.sizes]

    def note(self, kind: int, index: Ints, weight: Floats) -> None:
        """Add the weight of an operation of one kind to the places it happened at."""
        self.places[kind].append(index)
        self.weights[kind].append(weight * self.scale)

    def counts(self) -> list[Floats]:
        """Return the counts, one flat table for each kind of operation."""
        found: list[Floats] = [np.zeros(size) for size in self.sizes]
        for kind, (index, weight) in enumerate(zip(self.places, self.weights, strict=True)):
            if index:
                found[kind] += np.bincount(np.concatenate(index), np.concatenate(weight), self.sizes[kind])
        return found


def expect(model: Model, bucket: Bucket, keep: NDArray[np.bool_]) -> tuple[list[Floats], Floats]:
    """Return the expected counts of the operations in a bucket and each pair's log-likelihood."""
    natives, latins = len(model.delete), len(model.insert)
    groups = bucket.groups(natives, latins)
    ahead, behind = forward(model, bucket, *groups), backward(model, bucket)
    likelihood = np.maximum(ahead[-1, -1], 1e-300)
    tally = Tally(natives, latins, np.where(keep, 1.0 / likelihood, 0.0))
    n, m = bucket.native.shape[1], bucket.latin.shape[1]
    for i in range(1, n + 1):
        a = bucket.native[:, i - 1]
        for j in range(m + 1):
            tally.note(1, a, ahead[i - 1, j] * model.delete[a] * behind[i, j])
    for j in range(1, m + 1):
        b = bucket.latin[:, j - 1]
        for i in range(n + 1):
            tally.note(2, b, ahead[i, j - 1] * model.insert[b] * behind[i, j])
            if i:
                _expect_match(model, bucket, groups, (i, j), (ahead, behind), tally)
    return tally.counts(), np.log(likelihood) / (n + m)


def _expect_match(
    model: Model,
    bucket: Bucket,
    groups: tuple[Ints, Ints],
    place: tuple[int, int],
    tables: tuple[Floats, Floats],
    tally: Tally,
) -> None:
    """Note the operations that end at a place and consume units on both sides."""
    (i, j), (ahead, behind), latins = place, tables, len(model.insert)
    a, b, after = bucket.native[:, i - 1], bucket.latin[:, j - 1], behind[i, j]
    tally.note(0, a * latins + b, ahead[i - 1, j - 1] * model.substitute[a, b] * after)
    if i > 1:
        pair = groups[0][:, i - 2]
        tally.note(3, pair * latins + b, ahead[i - 2, j - 1] * model.two_to_one[pair, b] * after)
    if j > 1:
        pair = groups[1][:, j - 2]
        tally.note(4, a * latins**2 + pair, ahead[i - 1, j - 2] * model.one_to_two[a, pair] * after)


def maximize(counts: list[Floats], model: Model) -> Model:
    """Return the model that the expected counts make likeliest, lightly smoothed."""
    smoothed = [
        counts[0] + 0.01, counts[1] + 0.1, counts[2] + 0.1, counts[3] + 1e-4, counts[4] + 1e-4
    ]  # fmt: skip
    total = sum(table.sum() for table in smoothed)
    shapes = [table.shape for table in model.tables()]
    return Model(*(table.reshape(shape) / total for table, shape in zip(smoothed, shapes, strict=True)))


def train(buckets: list[Bucket], natives: int, latins: int) -> tuple[Model, list[Floats]]:
    """Return the trained model and the expected counts of its operations."""
    model = Model.uniform(natives, latins)
    keep = [np.ones(len(b.native), dtype=bool) for b in buckets]
    counts: list[Floats] = []
    for turn in range(ROUNDS):
        results = [expect(model, bucket, kept) for bucket, kept in zip(buckets, keep, strict=True)]
        counts = [np.sum([c[k] for c, _ in results], axis=0) for k in range(5)]
        model = maximize(counts, model)
        if turn + 1 == TRIM_AFTER:
            cut = np.quantile(np.concatenate([fit for _, fit in results]), TRIMMED_SHARE)
            keep = [fit >= cut for _, fit in results]
        print(f"round {turn + 1}", file=sys.stderr)
    return model, counts


def log_odds_rows(
    model: Model, counts: list[Floats], units: list[str], frequency: tuple[Floats, Floats]
) -> Iterator[tuple[str, str, float]]:
    """Yield (native, latin, log-odds) for all that is worth a row; groups only where they gain."""
    chance_native, chance_latin = np.log(frequency[0]), np.log(frequency[1])
    single = np.log(model.substitute) - chance_native[:, None] - chance_latin
    gone = np.log(model.delete) - chance_native
    come = np.log(model.insert) - chance_latin
    n, m = single.shape
    for a in range(n):
        yield units[a], "", float(gone[a])
        for b in range(m):
            if single[a, b] > FLOOR:
                yield units[a], LATIN_ALPHABET[b], float(single[a, b])
    for b in range(m):
        yield "", LATIN_ALPHABET[b], float(come[b])
    for index in np.flatnonzero(counts[3] >= LEAST_COUNT):
        (first, second), b = divmod(int(index) // m, n), int(index) % m
        value = (
            np.log(model.two_to_one[index // m, b])
            - chance_native[first]
            - chance_native[second]
            - chance_latin[b]
        )
        if value > max(single[first, b] + gone[second], single[second, b] + gone[first]) + LEAST_GAIN:
            yield units[first] + units[second], LATIN_ALPHABET[b], float(value)
    for index in np.flatnonzero(counts[4] >= LEAST_COUNT):
        a, (first, second) = int(index) // (m * m), divmod(int(index) % (m * m), m)
        value = (
            np.log(model.one_to_two[a, index % (m * m)])
            - chance_native[a]
            - chance_latin[first]
            - chance_latin[second]
        )
        if value > max(single[a, first] + come[second], single[a, second] + come[first]) + LEAST_GAIN:
            yield units[a], LATIN_ALPHABET[first] + LATIN_ALPHABET[second], float(value)


def frequencies(pairs: list[Pair], natives: dict[str, int], latins: dict[str, int]) -> tuple[Floats, Floats]:
    """Return how often each unit and each symbol occurs, as shares."""
    count_native = Counter(unit for units, _ in pairs for unit in units)
    count_latin = Counter(symbol for _, symbols in pairs for symbol in symbols)
    native = np.array([count_native[unit] + 0.5 for unit in natives])
    latin = np.array([count_latin[symbol] + 0.5 for symbol in latins])
    return native / native.sum(), latin / latin.sum()


def write_table(path: Path, rows: Iterable[tuple[str, str, float]]) -> int:
    """Write the rows beside the target and rename; return how many."""
    ordered = sorted(rows)
    beside = path.with_suffix(".tmp")
    with beside.open("w", encoding="utf-8", newline="\n") as handle:
        handle.write("native\tlatin\tlog_odds\n")
        handle.writelines(f"{a}\t{b}\t{value:.2f}\n" for a, b, value in ordered)
    beside.replace(path)
    return len(ordered)


def main() -> int:
    """Read pairs, learn, write the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pairs", nargs="+", type=Path)
    parser.add_argument("--script", required=True, help="ISO 15924 code of the native side")
    parser.add_argument("--output", required=True, type=Path)
    parser.add_argument("--most", type=int, default=60_000, help="pairs to learn from (a fixed sample)")
    args = parser.parse_args()
    rows = list(read_pairs(args.pairs))
    pairs = latin_pairs(rows) if args.script == "Latn" else native_pairs(rows, args.script)
    random.Random(SEED).shuffle(pairs)  # noqa: S311 - a fixed sample, no secret
    pairs = pairs[: args.most]
    units = sorted({unit for row, _ in pairs for unit in row})
    if args.script == "Latn":
        units = list(LATIN_ALPHABET)
    natives = {unit: i for i, unit in enumerate(units)}
    latins = {symbol: i for i, symbol in enumerate(LATIN_ALPHABET)}
    model, counts = train(buckets_of(pairs, natives, latins), len(natives), len(latins))
    written = write_table(
        args.output, log_odds_rows(model, counts, units, frequencies(pairs, natives, latins))
    )
    print(f"{args.output}: {written} rows from {len(pairs)} pairs", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
