"""What a name costs, by the size of the gazetteer, and what that makes for a cluster of machines.

    python benchmarks/cost_model.py [--names 600] [--projected 1000000000] [--cores 100] [--distinct 0.05]

The bundled gazetteer and parts of it are asked for the same names, in one process. What is counted is CPU
time, so that other work on the machine matters little; each name is asked once, as a table with repetition
asks it, after as many others have filled the caches.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from itertools import islice

import nameresolve as nr

SHARES = (16, 4, 1)
SHOWN = 3600.0


def asked_names(count: int, seed: int) -> list[str]:
    """Return spellings of listed entities, a letter of each third one left out."""
    chance = random.Random(seed)  # noqa: S311  # the same names in every run
    forms = sorted({form.text for entity in nr.Gazetteer.bundled() for form in entity.forms})
    chosen = chance.sample(forms, count)
    return [name[:2] + name[3:] if number % 3 == 0 else name for number, name in enumerate(chosen)]


def measured(share: int, names: int) -> tuple[int, float]:
    """Return the entities of one part in so many of the gazetteer, and CPU seconds a name."""
    entities = list(islice(nr.Gazetteer.bundled(), 0, None, share))
    resolver = nr.Resolver(nr.Gazetteer.from_entities(entities))
    list(resolver.resolve_many(asked_names(names, seed=1)))
    start = time.process_time()
    list(resolver.resolve_many(asked_names(names, seed=2)))
    return len(entities), (time.process_time() - start) / names


def main(arguments: list[str] | None = None) -> int:
    """Print a table and the projection; return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--names", type=int, default=600)
    parser.add_argument("--projected", type=float, default=1e9)
    parser.add_argument("--cores", type=int, default=100)
    parser.add_argument(
        "--distinct", type=float, default=0.05, help="share of the rows that are distinct names"
    )
    options = parser.parse_args(arguments)
    print("| entities | ms a distinct name | names a core-second | hours |\n| --- | --- | --- | --- |")
    for share in SHARES:
        entities, seconds = measured(share, options.names)
        hours = options.projected * options.distinct * seconds / options.cores / SHOWN
        print(f"| {entities:,} | {1e3 * seconds:.2f} | {1 / seconds:,.0f} | {hours:.1f} |")
    rows, cores = f"{options.projected:,.0f}", options.cores
    print(f"Hours: {rows} rows on {cores} cores, {options.distinct:.0%} of them distinct names.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
