"""Learn the edit costs between the units of a script and Latin symbols from pairs of spellings.

    python scripts/learn_costs.py pairs.tsv.gz --script Cyrl --output gazetteer/costs/Cyrl.tsv
    python scripts/learn_costs.py pairs.tsv.gz more.tsv.gz --script Latn --output gazetteer/costs/Latn.tsv

Each input is a table with the columns `native` and `latin`, one name part a row. With ``--script Latn``
the pairs are two Latin spellings that share a native one. The shipped tables were learned from
name parts mined from Wikidata (CC0) by Merhav and Ash, "Design Challenges in Named Entity
Transliteration", COLING 2018; Latin from its Russian, Arabic and Hebrew parts together.

With ``--letters`` the letters of the script's own table are learned from besides, and never dropped.
``--lean`` says how often a place or neighbor must have been seen to count as much as all of them.

Written are log-odds: the logarithm of how much more often units stand opposite each other than by chance.
The method is that of `transducer`; the columns are told in ``gazetteer/costs/README.md``.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from given_paths import existing
from nameresolve.symbols import LATIN_ALPHABET
from training_pairs import latin_pairs, letter_pairs, native_pairs, read_pairs
from transducer import EVERYWHERE, PLACES, SEEN_ENOUGH, Model, train

Row = tuple[str, str, str, float]
Floats = NDArray[np.float64]

FLOOR = -8.0
LEAST_SEEN = 0.3
LEAST_COUNT = 3.0
LEAST_BETWEEN = 8.0
LEAST_GAIN = 0.6
LEAST_DIFFERENCE = 0.12
LEAST_BESIDE = 0.3
"""A place or a neighbor has a row of its own where it differs by so much from all places; two neighbors
where they differ by so much from one."""
SEED = 20220106


def match_rows(model: Model, units: list[str]) -> Iterator[Row]:
    """Yield (native, latin, place, log-odds) for single units; a place only where it differs."""
    matches = np.log(model.substitute).reshape(len(PLACES), len(units), -1)
    inner = PLACES.index("")
    for place, name in enumerate(PLACES):
        differs = np.abs(matches[place] - matches[inner]) >= LEAST_DIFFERENCE
        seen = model.match_counts[place] if name else model.match_counts.sum(axis=0)
        told = (matches[place] > FLOOR) & (differs if name else True) & (seen >= LEAST_SEEN)
        told |= bool(name) & differs & (matches[inner] > FLOOR) & (model.match_counts[inner] >= LEAST_SEEN)
        for a, b in np.argwhere(told):
            yield units[a], LATIN_ALPHABET[b], name, max(FLOOR, float(matches[place, a, b]))


def lone_rows(odds: Floats, seen: Floats, signs: list[str]) -> Iterator[tuple[str, str, float]]:
    """Yield (sign, context, log-odds) of signs with nothing opposite: anywhere, then between two neighbors.

    A row for neighbors stands where what they say differs from what the one before says, and that from
    what holds anywhere.
    """
    usual = usual_odds(odds, seen)
    before = [*signs, "^"]
    for number, sign in enumerate(signs):
        yield sign, "", float(usual[number])
        for place in np.flatnonzero(seen[:, :, number].sum(axis=1) >= LEAST_COUNT):
            rows = beside_rows(odds[place, :, number], seen[place, :, number], signs, float(usual[number]))
            yield from ((sign, before[place] + context, value) for context, value in rows)


def beside_rows(odds: Floats, seen: Floats, signs: list[str], usual: float) -> Iterator[tuple[str, float]]:
    """Yield what holds after one neighbor, then before each other one; the part behind the space names it."""
    here = float(np.average(odds, weights=seen))
    told = abs(here - usual) >= LEAST_DIFFERENCE
    if told:
        yield "", here
    known = here if told else usual
    for behind in np.flatnonzero(seen >= LEAST_BETWEEN):
        value = float(odds[behind])
        if abs(value - known) >= LEAST_BESIDE:
            yield " " + [*signs, "|"][behind], value


def usual_odds(odds: Floats, seen: Floats) -> Floats:
    """Return what holds of each sign anywhere, weighed by how often it stood where."""
    weights = seen + 1e-6
    return np.asarray((odds * weights).sum(axis=(0, 1)) / weights.sum(axis=(0, 1)))


def group_rows(model: Model, units: list[str]) -> Iterator[Row]:
    """Yield the rows of groups, where they say more than the single rows together."""
    n, m = len(units), len(LATIN_ALPHABET)
    single = np.log(model.substitute).reshape(len(PLACES), n, m)[PLACES.index("")]
    gone = usual_odds(np.log(model.delete), model.delete_seen)
    come = usual_odds(np.log(model.insert), model.insert_seen)
    for index in np.flatnonzero(model.two_counts >= LEAST_COUNT):
        (first, second), b = divmod(int(index) // m, n), int(index) % m
        value = float(np.log(model.two_to_one[index // m, b]))
        if value > max(single[first, b] + gone[second], single[second, b] + gone[first]) + LEAST_GAIN:
            yield units[first] + units[second], LATIN_ALPHABET[b], "", value
    for index in np.flatnonzero(model.double_counts >= LEAST_COUNT):
        a, (first, second) = int(index) // (m * m), divmod(int(index) % (m * m), m)
        value = float(np.log(model.one_to_two[a, index % (m * m)]))
        if value > max(single[a, first] + come[second], single[a, second] + come[first]) + LEAST_GAIN:
            yield units[a], LATIN_ALPHABET[first] + LATIN_ALPHABET[second], "", value


def log_odds_rows(model: Model, units: list[str]) -> Iterator[Row]:
    """Yield (native, latin, context, log-odds) for all that is worth a row."""
    yield from match_rows(model, units)
    for unit, context, odds in lone_rows(np.log(model.delete), model.delete_seen, units):
        yield unit, "", context, odds
    for symbol, context, odds in lone_rows(np.log(model.insert), model.insert_seen, list(LATIN_ALPHABET)):
        yield "", symbol, context, odds
    yield from group_rows(model, units)


def write_table(path: Path, rows: Iterable[Row]) -> int:
    """Write the rows beside the target and rename; return how many."""
    ordered = sorted(rows)
    beside = path.with_suffix(".tmp")
    with beside.open("w", encoding="utf-8", newline="\n") as handle:
        handle.write("native\tlatin\tcontext\tlog_odds\n")
        handle.writelines(f"{a}\t{b}\t{context}\t{value:.2f}\n" for a, b, context, value in ordered)
    beside.replace(path)
    return len(ordered)


def main() -> int:
    """Read pairs, learn, write the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pairs", nargs="+", type=existing)
    parser.add_argument("--script", required=True, help="ISO 15924 code of the native side")
    parser.add_argument("--output", required=True, type=Path)
    parser.add_argument("--most", type=int, default=60_000, help="pairs to learn from (a fixed sample)")
    parser.add_argument(
        "--letters", type=int, default=0, help="pairs that each letter of the letter table counts for"
    )
    parser.add_argument("--lean", type=float, default=SEEN_ENOUGH, help="default: %(default)s")
    args = parser.parse_args()
    known = letter_pairs(args.script, args.letters) if args.letters else []
    rows, latin = list(read_pairs(args.pairs)), args.script == "Latn"
    pairs = latin_pairs(rows) if latin else native_pairs(rows, args.script)
    random.Random(SEED).shuffle(pairs)  # noqa: S311 - a fixed sample, no secret
    pairs = pairs[: args.most]
    units = list(LATIN_ALPHABET) if latin else sorted({unit for row, _ in pairs + known for unit in row})
    lean = EVERYWHERE if latin else args.lean
    model = train(pairs, units, LATIN_ALPHABET, known=known, lean=lean)
    written = write_table(args.output, log_odds_rows(model, units))
    print(f"{args.output}: {written} rows from {len(pairs)} pairs", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
