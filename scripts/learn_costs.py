"""Learn the edit costs between the units of a script and Latin symbols from pairs of spellings.

    python scripts/learn_costs.py pairs.tsv.gz --script Cyrl --output gazetteer/costs/Cyrl.tsv
    python scripts/learn_costs.py pairs.tsv.gz more.tsv.gz --script Latn --output gazetteer/costs/Latn.tsv

Each input is a table with the columns `native` and `latin`, one name part a row. With ``--script Latn``
the pairs are two Latin spellings that share a native one. The shipped tables were learned from
name parts mined from Wikidata (CC0) by Merhav and Ash, "Design Challenges in Named Entity
Transliteration", COLING 2018; Latin from its Russian, Arabic and Hebrew parts together.

With ``--letters`` the letters of the script's own table are learned from besides, and never dropped.

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

from nameresolve.symbols import LATIN_ALPHABET
from training_pairs import latin_pairs, letter_pairs, native_pairs, read_pairs
from transducer import PLACES, Model, train

Row = tuple[str, str, str, float]

FLOOR = -8.0
LEAST_SEEN = 0.3
LEAST_COUNT = 3.0
LEAST_GAIN = 0.6
LEAST_DIFFERENCE = 0.12
"""A place or a neighbor has a row of its own where it differs by so much from all places."""
SEED = 20220106


def single_rows(model: Model, units: list[str]) -> Iterator[Row]:
    """Yield (native, latin, place, log-odds) for single units; a place only where it differs."""
    matches = np.log(model.substitute).reshape(len(PLACES), len(units), -1)
    gone = np.log(model.delete).reshape(len(PLACES), -1)
    inner = PLACES.index("")
    for place, name in enumerate(PLACES):
        differs = np.abs(matches[place] - matches[inner]) >= LEAST_DIFFERENCE
        seen = model.match_counts[place] if name else model.match_counts.sum(axis=0)
        told = (matches[place] > FLOOR) & (differs if name else True) & (seen >= LEAST_SEEN)
        told |= bool(name) & differs & (matches[inner] > FLOOR) & (model.match_counts[inner] >= LEAST_SEEN)
        for a, b in np.argwhere(told):
            yield units[a], LATIN_ALPHABET[b], name, max(FLOOR, float(matches[place, a, b]))
        for a, unit in enumerate(units):
            if not name or abs(gone[place, a] - gone[inner, a]) >= LEAST_DIFFERENCE:
                yield unit, "", name, float(gone[place, a])


def insert_rows(model: Model, chance: Iterable[str]) -> Iterator[Row]:
    """Yield the rows of symbols with nothing opposite: anywhere, then after a symbol, `|` for the last."""
    symbols = list(chance)
    come = np.log(model.insert).reshape(len(symbols) + 1, 2, len(symbols))
    usual = np.median(come, axis=(0, 1))
    seen = model.insert_seen.reshape(come.shape)
    for b, symbol in enumerate(symbols):
        yield "", symbol, "", float(usual[b])
        for (before, last), value in np.ndenumerate(come[:, :, b]):
            if abs(value - usual[b]) >= LEAST_DIFFERENCE and seen[before, last, b] >= LEAST_COUNT:
                neighbor = symbols[before] if before < len(symbols) else "^"
                yield "", symbol, neighbor + "|" * last, float(value)


def group_rows(model: Model, units: list[str]) -> Iterator[Row]:
    """Yield the rows of groups, where they say more than the single rows together."""
    n, m = len(units), len(LATIN_ALPHABET)
    single = np.log(model.substitute).reshape(len(PLACES), n, m)[PLACES.index("")]
    gone = np.log(model.delete).reshape(len(PLACES), n)[PLACES.index("")]
    come = np.median(np.log(model.insert), axis=0)
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
    yield from single_rows(model, units)
    yield from insert_rows(model, LATIN_ALPHABET)
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
    parser.add_argument("pairs", nargs="+", type=Path)
    parser.add_argument("--script", required=True, help="ISO 15924 code of the native side")
    parser.add_argument("--output", required=True, type=Path)
    parser.add_argument("--most", type=int, default=60_000, help="pairs to learn from (a fixed sample)")
    parser.add_argument(
        "--letters", type=int, default=0, help="pairs that each letter of the letter table counts for"
    )
    args = parser.parse_args()
    known = letter_pairs(args.script, args.letters) if args.letters else []
    rows, latin = list(read_pairs(args.pairs)), args.script == "Latn"
    pairs = latin_pairs(rows) if latin else native_pairs(rows, args.script)
    random.Random(SEED).shuffle(pairs)  # noqa: S311 - a fixed sample, no secret
    pairs = pairs[: args.most]
    units = list(LATIN_ALPHABET) if latin else sorted({unit for row, _ in pairs + known for unit in row})
    model = train(pairs, units, LATIN_ALPHABET, known=known, by_place=not latin)
    written = write_table(args.output, log_odds_rows(model, units))
    print(f"{args.output}: {written} rows from {len(pairs)} pairs", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
