"""Normalizing a long table: rows a second, memory, and whether a run that is killed comes to the same bytes.

    python benchmarks/normalize.py 1000000 [--workers 2] [--kills 5] [--json FILE] [--folder FOLDER]

The rows are made here, the same in every run: names of the bundled gazetteer in their spellings, some with
a slip, and people who are not listed, drawn as names in news are: a few very often, most of them seldom.
Memory is what the processes hold that is not mapped from files, at its highest together; pages that they
share count once (Pss_Anon of /proc). What is known so far stands in the JSON file after every step, and
how the run goes on standard error every half a minute.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from typing import Any

from given import positive, to_write

import nameresolve as nr

DISTINCT = 60_000
LISTED = 0.6
SLIPS = 0.05
LOOKED_AT = 0.25
"""Seconds between two looks at the memory."""

TOLD = 30.0
"""Seconds between two lines that tell how the run goes."""

KILLED_AFTER = (0.03, 0.16)
"""Share of the time of a whole run after which one is killed: five times, and it is not yet done."""


def distinct_names(chance: random.Random) -> list[str]:
    """Return names in the order of how often they occur."""
    forms = [form.text for entity in nr.Gazetteer.bundled() for form in entity.forms]
    words = sorted({word for form in forms for word in form.split() if word.isalpha()})
    names: dict[str, None] = {}
    while len(names) < DISTINCT:
        listed = chance.random() < LISTED
        name = chance.choice(forms) if listed else f"{chance.choice(words)} {chance.choice(words)}"
        if chance.random() < SLIPS and len(name) > 5:
            place = chance.randrange(1, len(name) - 1)
            name = name[:place] + name[place + 1 :]
        names[name] = None
    return list(names)


def write_table(path: Path, rows: int, seed: int = 1) -> int:
    """Write the table; return how many distinct names it has."""
    chance = random.Random(seed)  # noqa: S311  # the same rows in every run
    names = distinct_names(chance)
    weights = list(accumulate(1.0 / rank for rank in range(1, len(names) + 1)))
    seen = set()
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(("id", "name", "note"))
        for number in range(rows):
            (name,) = chance.choices(names, cum_weights=weights)
            seen.add(name)
            writer.writerow((number, name, "x" * (number % 7)))
    return len(seen)


def started(table: Path, out: Path, workers: int, *more: str) -> subprocess.Popen[bytes]:
    """Start the command on a table, in a group of its own."""
    command = [sys.executable, "-m", "nameresolve", "normalize", str(table), "-c", "name", "-o", str(out)]
    options = ["--workers", str(workers), *more]
    return subprocess.Popen([*command, *options], stderr=subprocess.DEVNULL, start_new_session=True)


def anonymous(group: int) -> float:
    """Return the megabytes that the processes of a group hold and that are not mapped from files."""
    total = 0
    for status in Path("/proc").glob("[0-9]*/smaps_rollup"):
        try:
            if os.getpgid(int(status.parent.name)) != group:
                continue
            lines = status.read_text(encoding="utf-8").splitlines()
        except (ProcessLookupError, FileNotFoundError):
            continue
        total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss_Anon"))
    return total / 1024


def undisturbed(table: Path, out: Path, workers: int) -> dict[str, float]:
    """Return seconds and the highest memory of a run."""
    start = told = time.perf_counter()
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    highest = 0.0
    with started(table, out, workers) as process:
        while process.poll() is None:
            highest = max(highest, anonymous(process.pid))
            if time.perf_counter() - told > TOLD:
                told = time.perf_counter()
                written = sum(path.stat().st_size for path in out.parent.glob(f".{out.name}.*"))
                share = written / table.stat().st_size
                tell(f"{told - start:,.0f} s, written {share:.0%} of what was read, {highest:,.0f} MB")
            time.sleep(LOOKED_AT)
    if process.returncode:
        raise SystemExit(f"nameresolve normalize ended with {process.returncode}")
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = used.ru_utime + used.ru_stime - before.ru_utime - before.ru_stime
    return {"seconds": time.perf_counter() - start, "cpu_seconds": cpu, "peak_mb": highest}


def tell(line: str) -> None:
    """Write a line to standard error, with the time."""
    print(time.strftime("%H:%M:%S"), line, file=sys.stderr, flush=True)


def killed(table: Path, out: Path, workers: int, times: int, seconds: float) -> int:
    """Kill a run at so many random moments and let it end; return how often it was at work when killed."""
    chance, hit = random.Random(times), 0  # noqa: S311
    for _ in range(times):
        with started(table, out, workers, "--resume") as process:
            time.sleep(chance.uniform(*KILLED_AFTER) * seconds)
            if process.poll() is None:
                hit += 1
                os.killpg(process.pid, signal.SIGKILL)
        tell(f"killed {hit} times")
    with started(table, out, workers, "--resume") as process:
        process.wait()
    return hit


def checksum(path: Path) -> str:
    """Return the SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def measured(folder: Path, rows: int, workers: int, kills: int) -> Iterator[dict[str, Any]]:
    """Yield what was measured so far."""
    table, whole, resumed = (folder / name for name in ("in.csv", "whole.csv", "resumed.csv"))
    for path in (whole, resumed):
        path.unlink(missing_ok=True)
    found: dict[str, Any] = {"rows": rows, "distinct": write_table(table, rows), "workers": workers}
    tell(f"{rows:,} rows, {found['distinct']:,} distinct names")
    found |= undisturbed(table, whole, workers)
    found["rows_a_second"] = rows / found["seconds"]
    found["rows_a_cpu_second"] = rows / found["cpu_seconds"]
    yield found
    if kills:
        found["killed"] = killed(table, resumed, workers, kills, found["seconds"])
        found["same_bytes"] = checksum(whole) == checksum(resumed)
        yield found


def main(arguments: list[str] | None = None) -> int:
    """Print what was measured; return 1 if a resumed run came to other bytes."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("rows", type=positive, nargs="?", default=1_000_000)
    parser.add_argument("--workers", type=positive, default=2)
    parser.add_argument("--kills", type=int, default=0)
    parser.add_argument("--json", type=to_write, help="write the figures here")
    parser.add_argument("--folder", type=Path, help="keep the tables here")
    options = parser.parse_args(arguments)
    found: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.folder or Path(scratch)
        for found in measured(folder, options.rows, options.workers, options.kills):
            if options.json:
                options.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    for name, value in found.items():
        print(f"{name:17} {value:,.1f}" if isinstance(value, float) else f"{name:17} {value}")
    return int(found.get("same_bytes") is False)


if __name__ == "__main__":
    sys.exit(main())
