"""What a name costs, by the size of the gazetteer, and what that makes for a cluster of machines.

    python benchmarks/cost_model.py [--names 600] [--projected 1000000000] [--cores 100] [--distinct 0.05]

The bundled gazetteer and parts of it are asked for the same names, each in a process of its own, as in a
worker: compiled, opened from its folder and mapped. What is counted is CPU time, so that other work on the
machine matters little, and the memory that is not mapped from files (RssAnon of /proc) at the end; each name
is asked once, as a table with repetition asks it, after as many others have filled the caches.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from given import positive

import nameresolve as nr

SHARES = (16, 4, 1)
SHOWN = 3600.0


def asked_names(count: int, seed: int) -> list[str]:
    """Return spellings of listed entities, a letter of each third one left out."""
    chance = random.Random(seed)  # noqa: S311  # the same names in every run
    forms = sorted({form.text for entity in nr.Gazetteer.bundled() for form in entity.forms})
    chosen = chance.sample(forms, count)
    return [name[:2] + name[3:] if number % 3 == 0 else name for number, name in enumerate(chosen)]


def in_worker(folder: str, before: list[str], names: list[str]) -> tuple[float, float]:
    """Return CPU seconds a name, and the megabytes that are this process's own."""
    resolver = nr.Resolver(nr.Gazetteer.open(folder))
    list(resolver.resolve_many(before))
    start = time.process_time()
    list(resolver.resolve_many(names))
    seconds = (time.process_time() - start) / len(names)
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    (held,) = (int(line.split()[1]) for line in lines if line.startswith("RssAnon"))
    return seconds, held / 1024


def measured(share: int, names: int) -> tuple[int, float, float]:
    """Return the entities of one part in so many of the gazetteer, CPU seconds a name, and megabytes."""
    entities = list(islice(nr.Gazetteer.bundled(), 0, None, share))
    with tempfile.TemporaryDirectory() as folder:
        nr.Gazetteer.from_entities(entities).save(Path(folder, "part"))
        asked = (asked_names(names, seed=1), asked_names(names, seed=2))
        with ProcessPoolExecutor(1, get_context("spawn")) as pool:
            seconds, held = pool.submit(in_worker, str(Path(folder, "part")), *asked).result()
    return len(entities), seconds, held


def main(arguments: list[str] | None = None) -> int:
    """Print a table and the projection; return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--names", type=positive, default=600)
    parser.add_argument("--projected", type=float, default=1e9)
    parser.add_argument("--cores", type=int, default=100)
    parser.add_argument(
        "--distinct", type=float, default=0.05, help="share of the rows that are distinct names"
    )
    options = parser.parse_args(arguments)
    print(
        "| entities | ms a distinct name | names a core-second | MB a worker | hours |\n" + "| --- " * 5 + "|"
    )
    for share in SHARES:
        entities, seconds, held = measured(share, options.names)
        hours = options.projected * options.distinct * seconds / options.cores / SHOWN
        print(
            f"| {entities:,} | {1e3 * seconds:.2f} | {1 / seconds:,.0f} | {held:,.0f} | {hours:.1f} |",
            flush=True,
        )
    rows, cores = f"{options.projected:,.0f}", options.cores
    print(f"Hours: {rows} rows on {cores} cores, {options.distinct:.0%} of them distinct names.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
