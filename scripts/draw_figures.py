"""Draw the drawings of the documentation from what the library says: nothing in them is typed in.

    python scripts/draw_figures.py                writes docs/figures/pipeline.svg and alignment.svg
    python scripts/draw_figures.py --check        ends with 1 if a drawing is not what the library says today

The calibration curve has a script of its own, `draw_calibration.py`: its points come from labelled pairs.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TypeAlias
from xml.sax.saxutils import escape

from nameresolve import Evidence, Explanation, Resolver
from nameresolve.distance import part_form
from nameresolve.distance.costs import cost_table, licences
from nameresolve.unicode import fold

ROOT = Path(__file__).resolve().parent.parent
FIGURES = ROOT / "docs" / "figures"
QUERY = "K.-J. Toqaev"
PAIRS = (("Toqaev", "Tokayev"), ("Schewtschenko", "Shevchenko"), ("Tokarev", "Tokayev"))
SAME, LICENSED, UNLICENSED = "#e4efe4", "#fdf0d0", "#f8dcd8"
LEGEND = (
    (SAME, "the same sound"),
    (LICENSED, "a convention writes it so"),
    (UNLICENSED, "no convention does"),
)
Step: TypeAlias = tuple[str, str, float]  # a symbol on either side, or none, and what the change costs


def svg(width: int, height: int, label: str, lines: Sequence[str]) -> str:
    """Return a drawing on white, so that it is readable on a dark page too."""
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" font-family="sans-serif" font-size="12" role="img" aria-label="{escape(label)}">'
    )
    return "\n".join([head, '<rect width="100%" height="100%" fill="white"/>', *lines, "</svg>"]) + "\n"


def text(
    x: float, y: float, words: str, *, bold: bool = False, end: str = "start", color: str = "#222"
) -> str:
    """Return a line of text."""
    weight = ' font-weight="bold"' if bold else ""
    return f'<text x="{x:g}" y="{y:g}" text-anchor="{end}" fill="{color}"{weight}>{escape(words)}</text>'


# ------------------------------------------------------------------ the pipeline


def steps(explained: Explanation) -> Iterator[tuple[str, list[str]]]:
    """Yield each step of a decision with what it gave."""
    decision = explained.decision
    yield "name", [explained.name.text]
    yield "parse", [f"{part.role}: {part.text}" for part in explained.name.parts]
    yield "romanize", [f"{reading.text} ({reading.scheme})" for reading in explained.readings]
    yield "key", [" ".join(explained.keys)]
    yield "candidates", [candidate.entity.name for candidate in decision.candidates]
    best = decision.candidates[0]
    found = best.comparison
    terms = [f"{term.contribution:+.2f}  {_said(term)}" for term in found.evidence]
    yield "score", [*terms, f"{found.log_odds:+.2f}  log-odds, so {best.score:.3f}"]
    yield "decide", [f"{decision.status}: {best.entity.name}", decision.reason]


def _said(term: Evidence) -> str:
    pair = f"{term.left} ~ {term.right}: " if term.left and term.right else ""
    return f"{pair}{term.rule}"


def pipeline(explained: Explanation) -> str:
    """Return the drawing of one name on its way: a box a step, in it what the step gave."""
    lines, y, width = [], 12.0, 640
    for number, (name, given) in enumerate(steps(explained)):
        height = 14 + 17 * len(given)
        if number:
            lines.append(f'<path d="M70 {y - 12:g} v10 m-4 -5 l4 5 l4 -5" stroke="#666" fill="none"/>')
        box = f'x="10" y="{y:g}" width="{width - 20}" height="{height}" rx="5"'
        lines.append(f'<rect {box} fill="{SAME if name == "decide" else "#f2f5f9"}" stroke="#99a"/>')
        lines.append(text(20, y + 20, name, bold=True))
        lines += [text(120, y + 20 + 17 * row, words) for row, words in enumerate(given)]
        y += height + 13
    return svg(width, int(y), f"The steps of resolving {explained.name.text}", lines)


# ------------------------------------------------------------------ an alignment


def aligned(left: str, right: str) -> list[Step]:
    """Return the cheapest way from one string of symbols to the other, one symbol at a time."""
    table = cost_table("Latn")

    @cache
    def best(i: int, j: int) -> tuple[float, tuple[Step, ...]]:
        if not i and not j:
            return 0.0, ()
        ways = []
        if i and j:
            ways.append(
                (i - 1, j - 1, left[i - 1], right[j - 1], table.substitute[left[i - 1]][right[j - 1]])
            )
        if i:
            ways.append((i - 1, j, left[i - 1], "", table.delete[left[i - 1]]))
        if j:
            ways.append((i, j - 1, "", right[j - 1], table.insert[right[j - 1]]))
        found = ((best(before, after), (x, y, cost)) for before, after, x, y, cost in ways)
        return min((before + step[2], (*path, step)) for (before, path), step in found)

    return list(best(len(left), len(right))[1])


def _color(step: Step) -> str:
    ours, theirs, _ = step
    if ours == theirs:
        return SAME
    known = licences()
    return LICENSED if (ours, theirs) in known or (theirs, ours) in known else UNLICENSED


def alignment(pairs: Sequence[tuple[str, str]]) -> str:
    """Return the drawing of pairs of name parts, symbol beside symbol, with what each difference costs."""
    lines, y, widest = [], 14.0, 0
    for pair in pairs:
        sounds = [str(part_form(fold(part), "Latn").symbols) for part in pair]
        found = aligned(*sounds)
        total = sum(cost for _, _, cost in found)
        lines.append(text(10, y + 10, f"{pair[0]} and {pair[1]}: {total:.2f}", bold=True))
        for number, step in enumerate(found):
            lines += _cell(10 + 44 * number, y + 18, step)
        widest, y = max(widest, len(found)), y + 106
    for number, (color, words) in enumerate(
        (
            (SAME, "the same sound"),
            (LICENSED, "a convention writes it so"),
            (UNLICENSED, "no convention does"),
        )
    ):
        lines.append(
            f'<rect x="{10 + 180 * number}" y="{y}" width="14" height="14" fill="{color}" stroke="#99a"/>'
        )
        lines.append(text(30 + 180 * number, y + 12, words))
    return svg(max(560, 20 + 44 * widest), int(y + 28), "Two names aligned, sound by sound", lines)


def _cell(x: float, y: float, step: Step) -> list[str]:
    ours, theirs, cost = step
    box = f'x="{x:g}" y="{y:g}" width="40" height="52" rx="4"'
    return [
        f'<rect {box} fill="{_color(step)}" stroke="#99a"/>',
        text(x + 20, y + 20, ours or "·", end="middle"),
        text(x + 20, y + 42, theirs or "·", end="middle"),
        text(x + 20, y + 68, f"{cost:.2f}" if cost else "0", end="middle", color="#666"),
    ]


def drawings() -> dict[str, str]:
    """Return each drawing by the name of its file."""
    return {
        "pipeline.svg": pipeline(Resolver().explain(QUERY, kind="person", limit=3)),
        "alignment.svg": alignment(PAIRS),
    }


def main(arguments: list[str] | None = None) -> int:
    """Write the drawings, or compare them; return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--folder", type=Path, default=FIGURES)
    options = parser.parse_args(arguments)
    changed = []
    for name, drawing in drawings().items():
        place = options.folder / name
        if not place.is_file() or place.read_text(encoding="utf-8") != drawing:
            changed.append(name)
        if not options.check:
            place.write_text(drawing, encoding="utf-8")
    print(f"changed: {', '.join(changed) or 'none'}")
    return int(options.check and bool(changed))


if __name__ == "__main__":
    sys.exit(main())
