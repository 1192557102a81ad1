"""Learn what the terms of a comparison weigh, from labelled pairs of names.

    python scripts/labelled_pairs.py FOLDER pairs.tsv
    python scripts/learn_weights.py pairs.tsv                      report, and write the weights
    python scripts/learn_weights.py pairs.tsv --check              report only
    python scripts/learn_weights.py pairs.tsv --curve points.tsv   also the out-of-fold calibration points

Method: logistic regression on the amounts that a comparison emits (`nameresolve.scoring.terms.emitted`),
with a Gaussian prior around the hand-set weights of ``gazetteer/weights/prior.tsv``. Signs are kept: what
agrees never counts against, what contradicts never for; a limit there says how little a weight may be at
least, where the rows are too few to say, and a weight whose sign is ``=`` is not learned. A share of the rows
is taken to be labelled wrongly (aliases that share nothing).
What a sum below 0 is worth is learned after that, as one shape for the kinds learned (`softened`), from the
out-of-fold sums and the labels as they are.
The figures reported are out of fold: each row is scored by weights and a shape learned without its group.
"""

from __future__ import annotations

import argparse
import csv
import sys
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from given_paths import existing
from nameresolve.model import Kind
from nameresolve.scoring.terms import emitted
from nameresolve.scoring.units import units_of

WEIGHTS = Path(__file__).resolve().parent.parent / "gazetteer" / "weights"
KINDS: Mapping[Kind, tuple[str, ...]] = {"person": ("person",), "organization": ("organization", "other")}
"""The kinds learned, and the kinds of rows each learns from; too few pairs of places are labelled."""

FOLDS = 5
RIDGE = 1.0
STEPS = 1000
RATE = 0.05
FAR = 99.0

TEMPERATURE = 0.78
"""What learned weights are multiplied by in the end: out of fold they were a fifth too sure."""

BIAS_SHIFT: Mapping[Kind, float] = {"person": 0.3, "organization": 0.15}
"""What the bias then gains, in the bounds of its limit: names listed against each other, of which most
rows are made, are less often the same than the pairs that people are asked about."""

SHAPES = np.arange(1.0, 20.25, 0.25)
"""What the shape may be; the greater, the more a sum below 0 is worth what it says."""

SHAPE = "overlap"
"""The term whose weight is the shape."""

IMPORTANCE = {"pairs": 3.0, "press": 0.5, "apart": 2.0, "cases": 5.0, "multiscript": 0.2, "unlisted": 1.5}
OFAC_IMPORTANCE = {True: 0.5, False: 0.3}
NOISE_SAME = {"pairs": 0.04, "ofac": 0.15, "multiscript": 0.05}
NOISE_APART = {"pairs": 0.04, "ofac": 0.02}
LEAST_NOISE = 0.005
"""What a row counts, and how often its label is taken to be wrong, by its source."""

Floats = NDArray[np.float64]
Row = dict[str, str]


@frozen
class Table:
    """The hand-set weights of one kind: terms in order, prior, and the bounds each may move in."""

    terms: tuple[str, ...]
    prior: Floats
    low: Floats
    high: Floats
    shift: float


@frozen
class Design:
    """Labelled pairs as numbers; `same` marks names equal after cleaning, which nothing is learned from."""

    amounts: Floats
    labels: Floats
    importance: Floats
    noise: Floats
    folds: NDArray[np.int64]
    sources: tuple[str, ...]
    same: NDArray[np.bool_]


def read(path: Path) -> list[Row]:
    """Return the rows of a table."""
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE))


def read_prior(rows: Sequence[Row], kind: Kind) -> Table:
    """Return the hand-set weights of a kind, as they are before the temperature is taken."""
    plus = np.array([row["sign"] == "+" for row in rows])
    fixed = np.array([row["sign"] == "=" for row in rows])
    limit = np.array([float(row[f"{kind}_limit"]) for row in rows]) / TEMPERATURE
    prior = np.array([float(row[kind]) for row in rows]) / TEMPERATURE
    low = np.where(fixed, prior, np.where(plus, limit, -FAR))
    high = np.where(fixed, prior, np.where(plus, FAR, limit))
    return Table(tuple(row["term"] for row in rows), prior, low, high, BIAS_SHIFT.get(kind, 0.0))


def amounts(left: str, right: str, kind: Kind) -> dict[str, float] | None:
    """Return the amounts two names emit; None where they are the same or have no parts."""
    ours, theirs = sorted((units_of(left, kind), units_of(right, kind)), key=lambda units: units.text)
    if not ours.content or not theirs.content or ours.identity == theirs.identity:
        return None
    found: dict[str, float] = {}
    for term in emitted(ours, theirs):
        for name, amount in term.amounts:
            found[name] = found.get(name, 0.0) + amount
    return found


def design(rows: Sequence[Row], kind: Kind, table: Table) -> Design:
    """Return the rows of a kind as numbers."""
    seen = [(row, amounts(row["left"], row["right"], kind)) for row in rows if row["kind"] in KINDS[kind]]
    places = {term: place for place, term in enumerate(table.terms)}
    matrix = np.zeros((len(seen), len(places)))
    for number, (_, found) in enumerate(seen):
        for name, amount in (found or {}).items():
            matrix[number, places[name]] = amount
    kept = [row for row, _ in seen]
    return Design(
        amounts=matrix,
        labels=np.array([float(row["same"]) for row in kept]),
        importance=np.array([_importance(row) for row in kept]),
        noise=np.array([_noise(row) for row in kept]),
        folds=np.array([zlib.crc32(row["group"].encode()) % FOLDS for row in kept]),
        sources=tuple(row["source"] for row in kept),
        same=np.array([found is None for _, found in seen]),
    )


def _importance(row: Row) -> float:
    if row["source"] == "ofac":
        return OFAC_IMPORTANCE[row["same"] == "1"]
    return IMPORTANCE[row["source"]]


def _noise(row: Row) -> float:
    return (NOISE_SAME if row["same"] == "1" else NOISE_APART).get(row["source"], LEAST_NOISE)


def fit(data: Design, table: Table, chosen: NDArray[np.bool_]) -> Floats:
    """Return the weights that fit the chosen rows best (Adam, projected onto the bounds)."""
    x, y = data.amounts[chosen], data.labels[chosen]
    importance, noise = data.importance[chosen], data.noise[chosen]
    weights, mean, square = table.prior.copy(), np.zeros_like(table.prior), np.zeros_like(table.prior)
    for step in range(1, STEPS + 1):
        chance = 1.0 / (1.0 + np.exp(-np.clip(x @ weights, -30.0, 30.0)))
        seen = noise + (1.0 - 2.0 * noise) * chance
        slope = (1.0 - 2.0 * noise) * chance * (1.0 - chance)
        gradient = x.T @ (importance * slope * (seen - y) / (seen * (1.0 - seen)))
        gradient += RIDGE * (weights - table.prior)
        mean = 0.9 * mean + 0.1 * gradient
        square = 0.99 * square + 0.01 * gradient**2
        move = mean / (1.0 - 0.9**step) / (np.sqrt(square / (1.0 - 0.99**step)) + 1e-8)
        weights = np.clip(weights - RATE * (1.0 - 0.9 * step / STEPS) * move, table.low, table.high)
    return weights


def calibrated(weights: Floats, table: Table) -> Floats:
    """Return learned weights as they are shipped: less sure by the temperature, the bias shifted."""
    shipped: Floats = TEMPERATURE * weights
    bias = table.terms.index("bias")
    shipped[bias] = min(shipped[bias] + table.shift, TEMPERATURE * table.high[bias])
    return shipped


def out_of_fold(data: Design, table: Table) -> Floats:
    """Return the log-odds of each row by weights learned without its fold."""
    odds = np.zeros(len(data.labels))
    for fold in range(FOLDS):
        held = data.folds == fold
        odds[held] = data.amounts[held] @ calibrated(fit(data, table, ~held & ~data.same), table)
    odds[data.same] = 40.0
    return odds


def softened(odds: Floats, shape: float) -> Floats:
    """Return log-odds as they are said: what speaks against one name overlaps, so that such a sum says less.

    How far it can be relied on is not known; where that is drawn from a gamma distribution of mean 1 and this
    shape, the odds are in the mean these.
    """
    return np.where(odds < 0.0, -shape * np.log1p(np.maximum(-odds, 0.0) / shape), odds)


def chances_of(odds: Floats) -> Floats:
    """Return the probabilities that log-odds stand for."""
    chances: Floats = 1.0 / (1.0 + np.exp(-odds))
    return chances


def best_shape(odds: Floats, labels: Floats, importance: Floats) -> float:
    """Return the shape by which labels are the likeliest, as they are: none is taken to be wrong."""

    def loss(shape: float) -> float:
        chances = np.clip(chances_of(softened(odds, shape)), 1e-12, 1.0 - 1e-12)
        return -float(importance @ (labels * np.log(chances) + (1.0 - labels) * np.log(1.0 - chances)))

    return float(min(SHAPES, key=loss))


def f1(chances: Floats, labels: Floats, threshold: float) -> float:
    """Return the F1 at a threshold."""
    said = chances >= threshold
    right = float((said & (labels == 1)).sum())
    return 2 * right / max(float(said.sum() + (labels == 1).sum()), 1.0)


def average_precision(chances: Floats, labels: Floats) -> float:
    """Return the mean precision over the recall."""
    order = np.argsort(-chances, kind="stable")
    hits = labels[order]
    precision = np.cumsum(hits) / np.arange(1, len(hits) + 1)
    return float((precision * hits).sum() / max(hits.sum(), 1.0))


def calibration(chances: Floats, labels: Floats) -> list[tuple[float, float, int]]:
    """Return for each of ten bins the mean probability, the share that is the same, and how many rows."""
    bins = np.minimum((chances * 10).astype(int), 9)
    return [
        (float(chances[bins == b].mean()), float(labels[bins == b].mean()), int((bins == b).sum()))
        for b in range(10)
        if (bins == b).any()
    ]


def calibration_error(chances: Floats, labels: Floats) -> float:
    """Return the mean gap between probability and share in ten bins."""
    return sum(abs(p - share) * n for p, share, n in calibration(chances, labels)) / len(labels)


def report(name: str, chances: Floats, labels: Floats) -> None:
    """Print the figures of one source."""
    if 0 < labels.sum() < len(labels):
        best = max(f1(chances, labels, float(level)) for level in np.unique(chances))
        print(
            f"{name:28} n {len(labels):5}  best F1 {best:.3f}  F1 at .5 {f1(chances, labels, 0.5):.3f}  "
            f"AP {average_precision(chances, labels):.3f}  ECE {calibration_error(chances, labels):.3f}"
        )
    else:
        print(f"{name:28} n {len(labels):5}  at .7 or more {(chances >= 0.7).mean():.3f}")


def learn(rows: Sequence[Row], prior: Sequence[Row]) -> tuple[dict[str, dict[str, float]], Floats, Floats]:
    """Return the weights by kind and term, and out of fold the chances and labels of the judged pairs."""
    learned: dict[str, dict[str, float]] = {}
    data: list[Design] = []
    odds: list[Floats] = []
    for kind in KINDS:
        table = read_prior(prior, kind)
        data.append(design(rows, kind, table))
        odds.append(out_of_fold(data[-1], table))
        found = calibrated(fit(data[-1], table, ~data[-1].same), table)
        learned[kind] = dict(zip(table.terms, found.tolist(), strict=True))
    chances, shape = shaped(data, odds)
    for kind, each, found in zip(KINDS, data, chances, strict=True):
        learned[kind][SHAPE] = shape
        for source in dict.fromkeys(each.sources):
            chosen = _of(each, source)
            report(f"{kind} {source}", found[chosen], each.labels[chosen])
    judged = [_of(each, "pairs") for each in data]
    all_chances = np.concatenate([found[chosen] for found, chosen in zip(chances, judged, strict=True)])
    labels = np.concatenate([each.labels[chosen] for each, chosen in zip(data, judged, strict=True)])
    report("all pairs", all_chances, labels)
    return learned, all_chances, labels


def _of(data: Design, source: str) -> NDArray[np.bool_]:
    return np.array([each == source for each in data.sources])


def shaped(data: Sequence[Design], odds: Sequence[Floats]) -> tuple[list[Floats], float]:
    """Return by kind the chances of rows, by shapes learned without their folds, and the shape of all."""
    kept = [~each.same for each in data]
    parts = [
        np.concatenate([column[chosen] for column, chosen in zip(columns, kept, strict=True)])
        for columns in (odds, *zip(*((d.labels, d.importance, d.folds) for d in data), strict=True))
    ]
    sums, labels, importance, folds = parts
    without = []
    for fold in range(FOLDS):
        others = folds != fold
        without.append(best_shape(sums[others], labels[others], importance[others]))
    print("shapes without each fold:", *without)
    chances = []
    for each, own in zip(data, odds, strict=True):
        said = [softened(own, shape) for shape in without]
        chances.append(chances_of(np.choose(each.folds, said)))
    return chances, best_shape(sums, labels, importance)


def write(path: Path, learned: Mapping[str, Mapping[str, float]], prior: Sequence[Row]) -> None:
    """Write the weights, those of places as they were set by hand."""
    lines = ["term\tperson\torganization\tplace\tmeaning"]
    for row in prior:
        term = row["term"]
        cells: list[Any] = [f"{learned[kind][term] + 0.0:.2f}" for kind in KINDS]
        lines.append("\t".join([term, *cells, f"{float(row['place']):.2f}", row["meaning"]]))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main(arguments: list[str] | None = None) -> int:
    """Report and write the weights; return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("pairs", type=existing)
    parser.add_argument("--check", action="store_true", help="report only")
    parser.add_argument("--curve", type=Path, help="write the calibration points here")
    options = parser.parse_args(arguments)
    prior = read(WEIGHTS / "prior.tsv")
    learned, chances, labels = learn(read(options.pairs), prior)
    if options.curve:
        points = [f"{p:.4f}\t{share:.4f}\t{n}" for p, share, n in calibration(chances, labels)]
        options.curve.write_text("\n".join(["probability\tshare\tpairs", *points]) + "\n", encoding="utf-8")
    if not options.check:
        write(WEIGHTS / "weights.tsv", learned, prior)
    return 0


if __name__ == "__main__":
    sys.exit(main())
