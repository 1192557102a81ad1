"""A memoryless edit transducer between units of a script and Latin symbols, learned from pairs.

Operations are 1-1, 1-0, 0-1, 2-1 and 1-2. The weight of an operation is how much more often its units
stand opposite each other than by chance. Two single units are weighed by the place in the part (first,
inner, last). What has nothing opposite, a unit or a Latin symbol, is weighed by its two neighbors on its
own side: Arabic leaves out the a between two consonants more often than the one at the end. Where
neighbors were seen seldom, the weight leans on those of the one before it, then of all places.

Method: expectation maximization (Ristad and Yianilos, 1998); after three rounds the worst 15 % of the
pairs are dropped, since mined pairs hold swapped and foreign ones. Everything is deterministic.
"""

from __future__ import annotations

import sys
from collections import defaultdict

import numpy as np
from attrs import define
from numpy.typing import NDArray

__all__ = ["EVERYWHERE", "PLACES", "SEEN_ENOUGH", "Model", "Pair", "train"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Pair = tuple[tuple[str, ...], str]

PLACES = ("first", "", "last")
ROUNDS = 9
TRIM_AFTER = 3
TRIMMED_SHARE = 0.15
MOST_LIKELY = 0.95
SEEN_ENOUGH = 8.0
"""A place or neighbor seen so often counts as much as what is known of all of them."""

EVERYWHERE = 1e12
"""No place or neighbor is seen so often: a unit weighs the same wherever it stands."""


@define
class Model:
    """What was learned: weights of the operations over chance, and how often groups were used.

    `substitute` has the shape (places * units, symbols), `delete` (units + 1, units + 1, units): by the
    neighbors before and behind, none of them last; `insert` likewise for the symbols.
    `two_to_one` is (units * units, symbols), `one_to_two` (units, symbols * symbols). The counts say
    how often each was seen, `delete_seen` and `insert_seen` how often one stood between such neighbors.
    """

    substitute: Floats
    delete: Floats
    insert: Floats
    two_to_one: Floats
    one_to_two: Floats
    match_counts: Floats
    delete_seen: Floats
    insert_seen: Floats
    two_counts: Floats
    double_counts: Floats


@define
class Bucket:
    """Pairs of one length on each side as numbers: places of the tables they use, a row a pair."""

    native: Ints  # (N, n)
    latin: Ints  # (N, m)
    placed: Ints  # (N, n): place * units + unit
    deleted: Ints  # (N, n): cell of `delete`
    inserted: Ints  # (N, m): cell of `insert`
    two: Ints  # (N, n - 1)
    double: Ints  # (N, m - 1)


def _bucket(native: Ints, latin: Ints, units: int, symbols: int) -> Bucket:
    n = native.shape[1]
    place = np.ones(n, dtype=np.int64)
    place[-1] = 2
    place[0] = 0
    return Bucket(
        native,
        latin,
        place * units + native,
        _between(native, units),
        _between(latin, symbols),
        native[:, :-1] * units + native[:, 1:],
        latin[:, :-1] * symbols + latin[:, 1:],
    )


def _between(rows: Ints, size: int) -> Ints:
    """Return, for each number of each row, the cell for it between its two neighbors."""
    edge = np.full((len(rows), 1), size)
    before = np.concatenate([edge, rows[:, :-1]], axis=1)
    behind = np.concatenate([rows[:, 1:], edge], axis=1)
    return np.asarray((before * (size + 1) + behind) * size + rows)


def _buckets(pairs: list[Pair], units: list[str], symbols: str) -> list[Bucket]:
    number, place = {unit: i for i, unit in enumerate(units)}, {s: i for i, s in enumerate(symbols)}
    by_length: dict[tuple[int, int], list[Pair]] = defaultdict(list)
    for pair in pairs:
        by_length[len(pair[0]), len(pair[1])].append(pair)
    return [
        _bucket(
            np.array([[number[u] for u in row] for row, _ in group]),
            np.array([[place[s] for s in latin] for _, latin in group]),
            len(units),
            len(symbols),
        )
        for _, group in sorted(by_length.items())
    ]


class Weights:
    """The weights of all operations at the places of one bucket."""

    def __init__(self, model: Model, bucket: Bucket) -> None:
        n, m = bucket.native.shape[1], bucket.latin.shape[1]
        native, latin = bucket.native, bucket.latin
        self.match = [
            [model.substitute[bucket.placed[:, i], latin[:, j]] for j in range(m)] for i in range(n)
        ]
        self.gone = [model.delete.ravel()[bucket.deleted[:, i]] for i in range(n)]
        self.come = [model.insert.ravel()[bucket.inserted[:, j]] for j in range(m)]
        self.two = [
            [model.two_to_one[bucket.two[:, i - 1], latin[:, j]] for j in range(m)] for i in range(1, n)
        ]
        self.double = [
            [model.one_to_two[native[:, i], bucket.double[:, j - 1]] for j in range(1, m)] for i in range(n)
        ]


def _forward(weights: Weights, n: int, m: int, size: int) -> Floats:
    """Return the weight of every prefix pair: (n + 1, m + 1, pairs)."""
    table = np.zeros((n + 1, m + 1, size))
    table[0, 0] = 1.0
    for i in range(n + 1):
        for j in range(m + 1):
            total = table[i, j]
            if i:
                total = total + table[i - 1, j] * weights.gone[i - 1]
            if j:
                total = total + table[i, j - 1] * weights.come[j - 1]
            if i and j:
                total = total + table[i - 1, j - 1] * weights.match[i - 1][j - 1]
            if i > 1 and j:
                total = total + table[i - 2, j - 1] * weights.two[i - 2][j - 1]
            if i and j > 1:
                total = total + table[i - 1, j - 2] * weights.double[i - 1][j - 2]
            table[i, j] = total
    return table


def _backward(weights: Weights, n: int, m: int, size: int) -> Floats:
    """Return the weight of every suffix pair: (n + 1, m + 1, pairs)."""
    table = np.zeros((n + 1, m + 1, size))
    table[n, m] = 1.0
    for i in range(n, -1, -1):
        for j in range(m, -1, -1):
            total = table[i, j]
            if i < n:
                total = total + table[i + 1, j] * weights.gone[i]
            if j < m:
                total = total + table[i, j + 1] * weights.come[j]
            if i < n and j < m:
                total = total + table[i + 1, j + 1] * weights.match[i][j]
            if i + 1 < n and j < m:
                total = total + table[i + 2, j + 1] * weights.two[i][j]
            if i < n and j + 1 < m:
                total = total + table[i + 1, j + 2] * weights.double[i][j]
            table[i, j] = total
    return table


class Tally:
    """Expected counts of the operations."""

    def __init__(self, units: int, symbols: int) -> None:
        self.units, self.symbols = units, symbols
        self.match = np.zeros(len(PLACES) * units * symbols)
        self.gone = np.zeros((units + 1) ** 2 * units)
        self.come = np.zeros((symbols + 1) ** 2 * symbols)
        self.two = np.zeros(units * units * symbols)
        self.double = np.zeros(units * symbols * symbols)
        self.gone_seen = np.zeros_like(self.gone)
        self.come_seen = np.zeros_like(self.come)

    def add(self, model: Model, bucket: Bucket, keep: Floats) -> Floats:
        """Add the expected counts of a bucket; return each pair's log-weight a unit."""
        (size, n), m = bucket.native.shape, bucket.latin.shape[1]
        weights = Weights(model, bucket)
        ahead, behind = _forward(weights, n, m, size), _backward(weights, n, m, size)
        whole = np.maximum(ahead[n, m], 1e-300)
        behind = behind * (keep / whole)
        for i in range(1, n + 1):
            gone = (ahead[i - 1] * behind[i]).sum(axis=0) * weights.gone[i - 1]
            self.gone += np.bincount(bucket.deleted[:, i - 1], gone, len(self.gone))
            self.gone_seen += np.bincount(bucket.deleted[:, i - 1], keep, len(self.gone))
            for j in range(1, m + 1):
                self._add_matches(weights, bucket, (i, j), ahead, behind[i, j])
        for j in range(1, m + 1):
            come = (ahead[:, j - 1] * behind[:, j]).sum(axis=0) * weights.come[j - 1]
            self.come += np.bincount(bucket.inserted[:, j - 1], come, len(self.come))
            self.come_seen += np.bincount(bucket.inserted[:, j - 1], keep, len(self.come))
        return np.asarray(np.log(whole) / (n + m))

    def _add_matches(
        self, weights: Weights, bucket: Bucket, at: tuple[int, int], ahead: Floats, after: Floats
    ) -> None:
        """Count the operations that end at a place and take up units on both sides."""
        (i, j), symbols = at, self.symbols
        latin = bucket.latin[:, j - 1]
        share = ahead[i - 1, j - 1] * weights.match[i - 1][j - 1] * after
        self.match += np.bincount(bucket.placed[:, i - 1] * symbols + latin, share, len(self.match))
        if i > 1:
            share = ahead[i - 2, j - 1] * weights.two[i - 2][j - 1] * after
            self.two += np.bincount(bucket.two[:, i - 2] * symbols + latin, share, len(self.two))
        if j > 1:
            share = ahead[i - 1, j - 2] * weights.double[i - 1][j - 2] * after
            cells = bucket.native[:, i - 1] * symbols**2 + bucket.double[:, j - 2]
            self.double += np.bincount(cells, share, len(self.double))

    def model(self, chance: tuple[Floats, Floats], lean: float) -> Model:
        """Return the model that the counts make likeliest, lightly smoothed."""
        native, latin = chance
        match = self.match.reshape(len(PLACES), self.units, self.symbols)
        gone, gone_seen = (_by_neighbors(x, self.units) for x in (self.gone, self.gone_seen))
        come, come_seen = (_by_neighbors(x, self.symbols) for x in (self.come, self.come_seen))
        matches, lost = match.sum(axis=0) + 0.01, gone.sum(axis=(0, 1)) + 0.1
        new = come.sum(axis=(0, 1)) + 0.1
        total = matches.sum() + lost.sum() + new.sum() + self.two.sum() + self.double.sum()
        usual = matches / matches.sum(axis=1)[:, None]
        matching = (match + lean * usual) / (match.sum(axis=2)[..., None] + lean) / usual
        return Model(
            (matching * matches / total / (native[:, None] * latin)).reshape(-1, self.symbols),
            _in_context(gone, gone_seen, lean) * lost / total / native,
            _in_context(come, come_seen, lean) * new / total / latin,
            (self.two + 1e-4).reshape(-1, self.symbols) / total / np.outer(np.outer(native, native), latin),
            (self.double + 1e-4).reshape(self.units, -1) / total / np.outer(native, np.outer(latin, latin)),
            match,
            gone_seen,
            come_seen,
            self.two,
            self.double,
        )


def _by_neighbors(counts: Floats, size: int) -> Floats:
    return counts.reshape(size + 1, size + 1, size)


def _in_context(count: Floats, seen: Floats, lean: float) -> Floats:
    """Return how much more often one has nothing opposite between two neighbors than anywhere."""
    usual = count.sum(axis=(0, 1)) / np.maximum(seen.sum(axis=(0, 1)), 1.0) + 1e-9
    # First by the neighbor before, inside a part and at its end, then by the one behind.
    inner = (count[:, :-1].sum(axis=1) + lean * usual) / (seen[:, :-1].sum(axis=1) + lean)
    ending = (count[:, -1] + lean * usual) / (seen[:, -1] + lean)
    behind = (count.sum(axis=0) + lean * usual) / (seen.sum(axis=0) + lean)
    inside = (count[:, :-1].sum(axis=(0, 1)) + lean * usual) / (seen[:, :-1].sum(axis=(0, 1)) + lean)
    prior = np.concatenate([inner[:, None] * (behind[:-1] / inside)[None], ending[:, None]], axis=1)
    return np.asarray((count + lean * np.minimum(prior, MOST_LIKELY)) / (seen + lean) / usual)


def _start(chance: tuple[Floats, Floats]) -> Model:
    """Return the starting point: all substitutions alike, gaps and groups rare."""
    native, latin = chance
    units, symbols = len(native), len(latin)
    return Model(
        np.tile(0.9 / (units * symbols) / np.outer(native, latin), (len(PLACES), 1)),
        np.tile(0.02 / units / native, (units + 1, units + 1, 1)),
        np.tile(0.02 / symbols / latin, (symbols + 1, symbols + 1, 1)),
        0.03 / (units**2 * symbols) / np.outer(np.outer(native, native), latin),
        0.03 / (units * symbols**2) / np.outer(native, np.outer(latin, latin)),
        *(np.zeros(0) for _ in range(5)),
    )


def train(
    pairs: list[Pair],
    units: list[str],
    symbols: str,
    *,
    known: list[Pair] | None = None,
    lean: float = SEEN_ENOUGH,
) -> Model:
    """Return the model learned from pairs of units and symbols.

    What is `known` for sure is never dropped. A place or neighbor seen `lean` times counts as much as what
    is known of all of them: the fewer pairs, the more times. Two Latin spellings want `EVERYWHERE`.
    """
    mined = _buckets(pairs, units, symbols)
    buckets = mined + _buckets(known or [], units, symbols)
    native = np.bincount(np.concatenate([b.native.ravel() for b in buckets]), minlength=len(units)) + 0.5
    latin = np.bincount(np.concatenate([b.latin.ravel() for b in buckets]), minlength=len(symbols)) + 0.5
    chance = (native / native.sum(), latin / latin.sum())
    model, keep = _start(chance), [np.ones(len(b.native)) for b in buckets]
    for turn in range(ROUNDS):
        tally = Tally(len(units), len(symbols))
        fits = [tally.add(model, bucket, kept) for bucket, kept in zip(buckets, keep, strict=True)]
        model = tally.model(chance, lean)
        if turn + 1 == TRIM_AFTER:
            fits = fits[: len(mined)]
            cut = np.quantile(np.concatenate(fits), TRIMMED_SHARE)
            keep[: len(mined)] = [(fit >= cut).astype(np.float64) for fit in fits]
        print(f"round {turn + 1}", file=sys.stderr)
    return model
