"""Measure how long the library takes, in fresh processes: import, first answer, a batch, a text.

    python benchmarks/speed.py
    python benchmarks/speed.py --json figures.json

Each figure is the best of several runs, since a busy machine only ever makes a run slower. The names and
the text are those of ``examples/``; other files can be given.
"""

from __future__ import annotations

import argparse
import csv
import json
import subprocess
import sys
from pathlib import Path

from given import existing, positive, to_write

ROOT = Path(__file__).resolve().parent.parent

IMPORT = "import time; t = time.perf_counter(); import nameresolve; print(time.perf_counter() - t)"
FIRST = """
import resource, time
started = time.perf_counter()
import nameresolve as nr
nr.resolve("Qasym-Zhomart Toqaev")
seconds = time.perf_counter() - started
print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""
BATCH = """
import json, sys, time
import nameresolve as nr
names, text = json.load(sys.stdin)
resolver = nr.Resolver()
resolver.resolve("Tokayev")
started = time.perf_counter()
list(resolver.resolve_many(names))
cold = time.perf_counter() - started
started = time.perf_counter()
list(resolver.resolve_many(names))
warm = time.perf_counter() - started
resolver.annotate(text)
started = time.perf_counter()
resolver.annotate(text)
print(len(names) / cold, len(names) / warm, len(text) / (time.perf_counter() - started))
"""


def run(code: str, given: str = "") -> list[float]:
    """Return the numbers that a fresh process prints."""
    done = subprocess.run(
        [sys.executable, "-c", code], input=given, capture_output=True, text=True, check=True
    )
    return [float(number) for number in done.stdout.split()]


def measure(names: list[str], text: str, runs: int) -> dict[str, float]:
    """Return the best figure of several runs for each measure."""
    imports = min(run(IMPORT)[0] for _ in range(runs))
    first = min(tuple(run(FIRST)) for _ in range(runs))
    batch = [run(BATCH, json.dumps([names, text])) for _ in range(runs)]
    return {
        "import_s": imports,
        "first_answer_s": first[0],
        "first_answer_peak_mb": first[1],
        "names_per_second_first_seen": max(row[0] for row in batch),
        "names_per_second_seen_before": max(row[1] for row in batch),
        "annotate_characters_per_second": max(row[2] for row in batch),
    }


def main() -> int:
    """Print the figures, and write them as JSON where asked."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--names", type=existing, default=ROOT / "examples" / "kazakhstan-2022.csv")
    parser.add_argument("--column", default="spelling")
    parser.add_argument("--text", type=existing, default=ROOT / "examples" / "sample.txt")
    parser.add_argument("--runs", type=positive, default=5)
    parser.add_argument("--json", type=to_write)
    args = parser.parse_args()
    with args.names.open(encoding="utf-8", newline="") as handle:
        names = [row[args.column] for row in csv.DictReader(handle)]
    figures = measure(names, args.text.read_text("utf-8"), args.runs)
    for name, figure in figures.items():
        print(f"{name:35} {figure:12.3f}")
    if args.json:
        args.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
