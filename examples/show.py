"""Show a normalized example file as a table, each answer beside the one that was expected.

python examples/show.py NORMALIZED.csv

The file is what `nameresolve normalize examples/kazakhstan-2022.csv --column spelling` wrote.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from pathlib import Path

from rich.console import Console
from rich.table import Table

STYLES = {"right": "green", "open": "yellow", "missed": "yellow", "wrong": "bold red"}
MEANINGS = {
    "right": "the expected entity, or rightly nobody",
    "open": "ambiguous, so left for a person to decide",
    "missed": "listed, but not found",
    "wrong": "joined with an entity it does not stand for",
}


def verdict(row: dict[str, str]) -> str:
    """Return how the answer of a row relates to its `expected_id`."""
    if row["nr_status"] == "match":
        return "right" if row["nr_id"] == row["expected_id"] else "wrong"
    if row["nr_status"] == "ambiguous":
        return "open"
    return "missed" if row["expected_id"] else "right"


def show(rows: list[dict[str, str]], console: Console) -> None:
    """Print one line a spelling, then how many answers were right."""
    table = Table(title="Spellings of January 2022, and what they stand for", title_justify="left")
    for heading in ("spelling", "outlet", "answer", "stands for", "id", "score"):
        table.add_column(heading, overflow="fold")
    for row in rows:
        style = STYLES[verdict(row)]
        answer = f"[{style}]{row['nr_status']}[/{style}]"
        known = (row["nr_name"], row["nr_id"], row["nr_score"])
        table.add_row(row["spelling"], row["outlet_style"], answer, *known)
    console.print(table)
    counts = Counter(map(verdict, rows))
    for name, meaning in MEANINGS.items():
        console.print(f"{counts[name]:4} {name:7} {meaning}", style=STYLES[name], highlight=False)


def main() -> None:
    """Read the file named on the command line and show it."""
    if len(sys.argv) != 2:
        sys.exit("Usage: python examples/show.py NORMALIZED.csv")
    with Path(sys.argv[1]).open(encoding="utf-8-sig", newline="") as source:
        rows = list(csv.DictReader(source))
    console = Console()
    show(rows, console if console.is_terminal else Console(width=118))


if __name__ == "__main__":
    main()
