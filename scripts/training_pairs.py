"""Read the pairs that costs are learned from: units of a script on one side, Latin symbols on the other."""

from __future__ import annotations

import csv
import gzip
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from nameresolve.symbols import latin_symbols, native_units, units_table
from nameresolve.tables import load
from nameresolve.unicode import fold, script_of
from transducer import Pair

LONGEST = 14
CARRIERS = 6


def read_pairs(paths: Iterable[Path]) -> Iterator[tuple[str, str]]:
    """Yield the rows of the tables, cleaned."""
    for path in paths:
        opener = gzip.open if path.suffix == ".gz" else open
        with opener(path, "rt", encoding="utf-8", newline="") as handle:
            for row in csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE):
                yield fold(row["native"]), fold(row["latin"])


def native_pairs(rows: Iterable[tuple[str, str]], script: str) -> list[Pair]:
    """Return the usable pairs of a cost table: both sides known and of a fit length.

    A native spelling may be in any of the scripts that share the table.
    """
    found = []
    for native, latin in dict.fromkeys(rows):
        own = next((code for code in map(script_of, native) if code != "Zyyy"), "Zyyy")
        units = native_units(native, own) if units_table(own) == units_table(script) else ()
        symbols = latin_symbols(latin)
        if 0 < len(units) <= LONGEST and 0 < len(symbols) <= LONGEST:
            found.append((units, str(symbols)))
    return found


def letter_pairs(script: str, weight: int) -> list[Pair]:
    """Return the letters of the scripts that share a cost table, each with its readings.

    They let every unit have a row, and a rare one a sensible one. The plain reading counts `weight`
    pairs, any other half as many. What may be silent ("-") stands after letters that are not.
    """
    tables = load("symbols")
    shared = [entry["letters"] for entry in tables["abugidas"].values() if entry["table"] == script]
    if script == "Thai":
        shared = [tables["Thai"]]
    rows = [row for letters in shared for row in letters.values()]
    if not rows:
        nearest = tables[script]["nearest"]
        rows = [(b, nearest.get(a, ""), "", "") for a, b in tables[script]["symbols"].items()]
    plain = {(tuple(units.split()), symbols) for symbols, units, _, _ in rows}
    single = sorted(pair for pair in plain if len(pair[0]) == 1 == len(pair[1]))
    also: set[Pair] = set()
    for _, units, _, others in rows:
        for other in others.split():
            before = single[:: len(single) // CARRIERS] if other == "-" else [((), other)]
            also |= {((*carrier, *units.split()), symbols) for carrier, symbols in before}
    pairs = sorted(plain) * weight + sorted(also - plain) * (weight // 2)
    return [pair for pair in pairs if pair[0] and pair[1]]


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
