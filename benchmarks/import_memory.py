"""How much memory an import takes, by the size of the file.

    python benchmarks/import_memory.py                    100 MB of synthetic Wikidata lines
    python benchmarks/import_memory.py --megabytes 1000
    python benchmarks/import_memory.py --kept 0.5         share of the items that are kept

Writes a dump of made-up items, imports it in a fresh process into a compiled gazetteer and into a source
file, and prints the peak resident memory of each. The bundled gazetteer, which is read for the country
codes, is part of it; an import of nothing shows how much.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

GIVEN = ("Aisulu", "Bolat", "Chinara", "Daniyar", "Elena", "Farida", "Gulnara", "Hasan", "Irina", "Jamila")
SYLLABLES = ("ba", "du", "ke", "lo", "mi", "na", "qa", "ri", "sha", "to", "ul", "ve", "zha", "ny", "mur")
LANGUAGES = ("en", "de", "fr", "es", "it", "pl", "nl", "sv", "cs", "tr")
CHILD = """
import resource, sys
from nameresolve.cli import app
try:
    app(sys.argv[1:], standalone_mode=False)
finally:
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""
LEAST = 10_000_000  # bytes; the peak of ru_maxrss is in kilobytes on Linux, in bytes on macOS


def claim(value: object) -> dict[str, object]:
    """Return a statement with a value."""
    return {"mainsnak": {"snaktype": "value", "datavalue": {"value": value}}, "rank": "normal"}


def item(number: int, rng: random.Random, kept: float) -> str:
    """Return one item; those that are not kept are of a class that is no name's."""
    wanted = rng.random() < kept
    family = "".join(rng.choices(SYLLABLES, k=3)).title() + "ev"
    name = f"{rng.choice(GIVEN)} {family}"
    labels = {code: {"language": code, "value": name} for code in LANGUAGES}
    labels["ru"] = {"language": "ru", "value": f"Имя {number}"}
    claims = {"P31": [claim({"id": "Q5" if wanted else "Q13442814"})], "P27": [claim({"id": "Q232"})]}
    claims |= {f"P{prop}": [claim("x" * 120)] for prop in range(2000, 2015)}
    value = {"type": "item", "id": f"Q{number}", "labels": labels, "aliases": {}, "claims": claims}
    return json.dumps(value | {"sitelinks": {}}, ensure_ascii=False)


def generate(path: Path, megabytes: float, kept: float) -> int:
    """Write a dump of about that size and return the number of its items."""
    rng, size, number = random.Random(7), 0, 0  # noqa: S311 - made-up names, no secrets
    with path.open("w", encoding="utf-8") as out:
        out.write("[\n")
        while size < megabytes * 1_000_000:
            number += 1
            line = item(number, rng, kept)
            size += out.write(f"{line},\n")
        out.write("]\n")
    return number


def peak(arguments: list[str]) -> tuple[float, float, str]:
    """Run a command in a fresh process; return its peak in MB, its seconds and its report."""
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", CHILD, *arguments], capture_output=True, text=True, check=False
    )
    size = int(done.stdout.split()[-1])
    megabytes = size / 1e6 if size > LEAST else size / 1e3
    return megabytes, time.perf_counter() - start, done.stderr.strip().splitlines()[0]


def main() -> None:
    """Generate, import, measure."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--megabytes", type=float, default=100.0)
    parser.add_argument("--kept", type=float, default=0.1)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        dump, one = Path(folder) / "dump.json", Path(folder) / "one.json"
        items = generate(dump, chosen.megabytes, chosen.kept)
        generate(one, 0.001, 1.0)
        print(f"{dump.stat().st_size / 1e6:,.0f} MB, {items:,} items, {chosen.kept:.0%} kept")
        for title, path, target in (
            ("one item", one, "one.nr"), ("source file", dump, "out.jsonl"), ("compiled", dump, "out.nr"),
        ):  # fmt: skip
            size, seconds, report = peak(
                ["gazetteer", "import", "wikidata", str(path), "-o", str(Path(folder) / target)]
            )
            print(f"{title:12} {size:6,.0f} MB peak  {seconds:6.1f} s   {report.split(': ', 1)[-1]}")


if __name__ == "__main__":
    main()
