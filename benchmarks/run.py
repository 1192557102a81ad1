"""Ours and other matchers on the same names in one run.

    python benchmarks/run.py                          the small set of benchmarks/data, to the screen
    python benchmarks/run.py --results RESULTS.md     the newest section there, and its drawing beside it
    python benchmarks/run.py --output section.md --plot curve.svg --json figures.json
    python benchmarks/run.py --spellings mine.tsv --look-alikes others.tsv

`--spellings` has the columns name, kind and spelling: each row is another spelling of a listed name.
`--look-alikes` has name, other and kind: each row is a pair of two names of different people, places or
organizations. Two questions are asked. Pairs: is the score of a spelling higher than that of a look-alike?
Search: which of all listed names and look-alikes comes first for a spelling? Matchers not installed are
left out and named:

    pip install nomenklatura string_grouper splink
"""

from __future__ import annotations

import argparse
import csv
import json
import platform
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from attrs import asdict, frozen

sys.path.insert(0, str(Path(__file__).resolve().parent))

from given import existing, to_write
from peers import ABSENT, Peer, peers
from plot import curves

HERE = Path(__file__).resolve().parent
SPELLINGS = ("name", "kind", "spelling")
LOOK_ALIKES = ("name", "other", "kind")
Row = dict[str, str]
Scored = tuple[float, bool]


@frozen(slots=True)
class Figures:
    """What a matcher reached: what it finds if it may join no look-alike, or one in twenty; and so on."""

    name: str
    found_at_none: float
    found_at_few: float
    precision: float
    joined_at_own: int | None
    found_at_own: float | None
    recall_at_1: float
    recall_at_5: float
    pairs_a_second: float
    queries_a_second: float


def rows_of(path: Path, columns: Sequence[str]) -> list[Row]:
    """Return the rows of a table with tabs; end the run if it has not these columns, or no rows."""
    try:
        with path.open(encoding="utf-8", newline="") as handle:
            table = csv.DictReader(handle, delimiter="\t")
            missing = [column for column in columns if column not in (table.fieldnames or ())]
            rows = list(table)
    except (OSError, UnicodeDecodeError) as error:
        raise SystemExit(f"{path} cannot be read: {error}") from error
    if missing or not rows:
        what = f"has no column {' and no '.join(missing)}" if missing else "has no rows"
        raise SystemExit(f"{path} {what}; wanted is a table with tabs, its first line: {' '.join(columns)}")
    return rows


def average_precision(scored: Sequence[Scored]) -> float:
    """Return the mean precision at each pair that is one, by falling score; equal scores count as one step.

    >>> average_precision([(0.9, True), (0.8, False), (0.7, True)])
    0.8333333333333333
    """
    wanted = sum(same for _, same in scored)
    total = found = seen = 0.0
    for score in sorted({score for score, _ in scored}, reverse=True):
        here = [same for each, same in scored if each == score]
        found += sum(here)
        seen += len(here)
        total += sum(here) * found / seen
    return total / wanted if wanted else 0.0


def steps(scored: Sequence[Scored]) -> list[tuple[float, float, float]]:
    """Return (threshold, precision, recall) at each score, the highest first."""
    wanted = sum(same for _, same in scored)
    found, taken, rows = 0, 0, []
    ordered = sorted(scored, key=lambda pair: -pair[0])
    for place, (score, same) in enumerate(ordered):
        found, taken = found + same, taken + 1
        if place + 1 == len(ordered) or ordered[place + 1][0] < score:
            rows.append((score, found / taken, found / max(1, wanted)))
    return rows


def found_when(same: Sequence[float], other: Sequence[float], joined: int) -> float:
    """Return the share of spellings that score above all look-alikes but so many.

    >>> found_when([0.9, 0.8, 0.5], [0.7, 0.85], 0), found_when([0.9, 0.8, 0.5], [0.7, 0.85], 1)
    (0.3333333333333333, 0.6666666666666666)
    """
    ordered = sorted(other, reverse=True)
    bar = ordered[joined] if joined < len(ordered) else -1.0
    return sum(score > bar for score in same) / max(1, len(same))


def measured(peer: Peer, spellings: Sequence[Row], traps: Sequence[Row]) -> tuple[Figures, list[Scored]]:
    """Return what a matcher reaches, and its scored pairs."""
    start = time.process_time()
    pairs = [(row["spelling"], row["name"], row["kind"]) for row in spellings]
    scores = peer.scored(pairs + [(row["other"], row["name"], row["kind"]) for row in traps])
    seconds = time.process_time() - start
    same, other = scores[: len(spellings)], scores[len(spellings) :]
    scored = [(score, True) for score in same] + [(score, False) for score in other]
    ranks, asking = searched(peer, spellings, traps)
    own = peer.threshold
    figures = Figures(
        name=peer.name,
        found_at_none=found_when(same, other, 0),
        found_at_few=found_when(same, other, len(other) // 20),
        precision=average_precision(scored),
        joined_at_own=None if own is None else sum(score >= own for score in other),
        found_at_own=None if own is None else sum(score >= own for score in same) / len(same),
        recall_at_1=sum(rank == 0 for rank in ranks) / len(ranks),
        recall_at_5=sum(rank < 5 for rank in ranks) / len(ranks),
        pairs_a_second=len(scored) / seconds,
        queries_a_second=len(ranks) / asking,
    )
    return figures, scored


def searched(peer: Peer, spellings: Sequence[Row], traps: Sequence[Row]) -> tuple[list[int], float]:
    """Return the rank of the right name for each spelling among all of its kind, and the seconds taken."""
    ranks, seconds = [], 0.0
    for kind in dict.fromkeys(row["kind"] for row in spellings):
        mine = [row for row in spellings if row["kind"] == kind]
        others = [row["other"] for row in traps if row["kind"] == kind]
        names = list(dict.fromkeys([*(row["name"] for row in mine), *others]))
        start = time.process_time()
        found = peer.ranked([row["spelling"] for row in mine], names, kind)
        seconds += time.process_time() - start
        for row, places in zip(mine, found, strict=True):
            right = names.index(row["name"])
            ranks.append(places.index(right) if right in places else len(names))
    return ranks, seconds


# ------------------------------------------------------------------ telling


_HEADS = (
    "matcher", "found, no look-alike joined", "found, one in 20 joined", "average precision",
    "at its own threshold: found / joined",
    "recall@1", "recall@5", "pairs a second", "queries a second",
)  # fmt: skip


def section(
    all_figures: Sequence[Figures], spellings: Sequence[Row], traps: Sequence[Row], command: str
) -> str:
    """Return the measurements as a section of Markdown."""
    names = len({row["name"] for row in spellings})
    machine = f"{platform.processor() or platform.machine()}, Python {platform.python_version()}"
    lines = [f"## Side by side, {datetime.now(UTC):%Y-%m-%d}", ""]
    lines += [f"{len(spellings)} spellings of {names} names, {len(traps)} look-alikes."]
    asked = "Pairs are asked first, each matcher cold, then the search."
    lines += [f"{machine}, one process, processor time. {asked}", ""]
    lines += [f"    {command}", ""]
    lines += [f"| {' | '.join(_HEADS)} |", "|---" * len(_HEADS) + "|"]
    for each in all_figures:
        own = "-" if each.found_at_own is None else f"{each.found_at_own:.3f} / {each.joined_at_own}"
        lines.append(
            f"| {each.name} | {each.found_at_none:.3f} | {each.found_at_few:.3f} | "
            f"{each.precision:.3f} | {own} | "
            f"{each.recall_at_1:.3f} | {each.recall_at_5:.3f} | {each.pairs_a_second:,.0f} | "
            f"{each.queries_a_second:,.0f} |"
        )
    lines += ["", *(f"Not measured: {name}, {why}." for name, why in ABSENT.items())]
    return "\n".join(lines).rstrip() + "\n"


def add_section(results: Path, text: str, drawing: str) -> None:
    """Put a section before the others of a page of results, with its drawing in a file beside the page."""
    name = f"side-by-side-{datetime.now(UTC):%Y-%m-%d}.svg"
    (results.parent / name).write_text(drawing, encoding="utf-8")
    page = results.read_text(encoding="utf-8") if results.is_file() else "# Results\n\n"
    head, heading, rest = page.partition("\n## ")
    section_text = f"\n{text}\n![Precision over recall, a line a matcher]({name})\n"
    results.write_text(head.rstrip() + "\n" + section_text + heading + rest, encoding="utf-8")


def _arguments(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--spellings", type=existing, default=HERE / "data" / "spellings.tsv")
    parser.add_argument("--look-alikes", type=existing, default=HERE / "data" / "look_alikes.tsv")
    parser.add_argument("--only", help="matchers whose name holds this")
    parser.add_argument(
        "--results", type=to_write, help="put the section first into this page, with the plot"
    )
    parser.add_argument("--output", type=to_write, help="write the section of Markdown there")
    parser.add_argument("--plot", type=to_write, help="draw precision over recall there, as SVG")
    parser.add_argument("--json", type=to_write, help="write the figures there")
    return parser.parse_args(arguments)


def main(arguments: list[str] | None = None) -> int:
    """Measure, print and write; return the exit code."""
    options = _arguments(arguments)
    spellings = rows_of(options.spellings, SPELLINGS)
    traps = rows_of(options.look_alikes, LOOK_ALIKES)
    asked = [peer for peer in peers() if not options.only or options.only in peer.name]
    if not asked:
        raise SystemExit(f"no matcher has {options.only!r} in its name: {', '.join(p.name for p in peers())}")
    found: list[Figures] = []
    lines: dict[str, list[tuple[float, float]]] = {}
    for peer in asked:
        figures, scored = measured(peer, spellings, traps)
        found.append(figures)
        lines[peer.name] = [(recall, precision) for _, precision, recall in steps(scored)]
    text = section(
        found, spellings, traps, " ".join(["python benchmarks/run.py", *(arguments or sys.argv[1:])])
    )
    print(text)
    if options.results:
        add_section(options.results, text, curves(lines))
    if options.output:
        options.output.write_text(text, encoding="utf-8")
    if options.plot:
        options.plot.write_text(curves(lines), encoding="utf-8")
    if options.json:
        whole: list[dict[str, Any]] = [asdict(each) for each in found]
        options.json.write_text(json.dumps(whole, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
