"""Draw the calibration curve of the scores as SVG, from the points that `learn_weights.py --curve` writes.

    python scripts/learn_weights.py pairs.tsv --check --curve docs/figures/calibration.tsv
    python scripts/draw_calibration.py docs/figures/calibration.tsv docs/figures/calibration.svg

Each point is a tenth of the scale: how probable the pairs in it were said to be, and what share is one name.
The area of a point grows with its pairs. The diagonal is where probabilities mean what they say.
"""

from __future__ import annotations

import argparse
import csv
import math
import sys
from pathlib import Path

from given_paths import existing

SIZE, MARGIN = 360, 44
_HEAD = (
    f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIZE} {SIZE}" width="{SIZE}" height="{SIZE}" '
    'font-family="sans-serif" font-size="11" role="img" aria-label="Calibration of the scores, out of fold">'
)


def place(share: float, *, up: bool) -> float:
    """Return where a share lies on the drawing.

    >>> place(0.0, up=False) < place(1.0, up=False) and place(0.0, up=True) > place(1.0, up=True)
    True
    """
    length = SIZE - 2 * MARGIN
    return SIZE - MARGIN - share * length if up else MARGIN + share * length


def axes() -> list[str]:
    """Return the frame, its ticks and the diagonal."""
    low, high, top = place(0, up=False), place(1, up=False), place(1, up=True)
    bottom = place(0, up=True)
    box = f'x="{low:g}" y="{top:g}" width="{high - low:g}" height="{bottom - top:g}"'
    ends = f'x1="{low:g}" y1="{bottom:g}" x2="{high:g}" y2="{top:g}"'
    middle = f"{SIZE / 2:g}"
    lines = [
        '<rect width="100%" height="100%" fill="white"/>',
        f'<rect {box} fill="none" stroke="#444"/>',
        f'<line {ends} stroke="#aaa" stroke-dasharray="4 4"/>',
        f'<text x="{middle}" y="{SIZE - 8}" text-anchor="middle">probability that two names are one</text>',
        f'<text transform="translate(13 {middle}) rotate(-90)" text-anchor="middle">share that is one</text>',
    ]
    for tenth in range(0, 11, 2):
        share = tenth / 10
        x, y = place(share, up=False), place(share, up=True)
        lines.append(f'<text x="{x:g}" y="{bottom + 15:g}" text-anchor="middle">{share:g}</text>')
        lines.append(f'<text x="{low - 6:g}" y="{y + 4:g}" text-anchor="end">{share:g}</text>')
    return lines


def draw(points: list[tuple[float, float, int]]) -> str:
    """Return the drawing of (probability, share, pairs) points."""
    lines = [_HEAD, *axes()]
    at = [(place(chance, up=False), place(share, up=True)) for chance, share, _ in points]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in at)
    lines.append(f'<polyline points="{path}" fill="none" stroke="#1f5fa8" stroke-width="1.5"/>')
    for (x, y), (_, _, pairs) in zip(at, points, strict=True):
        size = 2 + math.sqrt(pairs) / 2
        circle = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size:.1f}" fill="#1f5fa8">'
        lines.append(f"{circle}<title>{pairs} pairs</title></circle>")
    return "\n".join([*lines, "</svg>"]) + "\n"


def main(arguments: list[str] | None = None) -> int:
    """Write the drawing; return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("points", type=existing)
    parser.add_argument("drawing", type=Path)
    options = parser.parse_args(arguments)
    with options.points.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle, delimiter="\t"))
    points = [(float(r["probability"]), float(r["share"]), int(r["pairs"])) for r in rows]
    options.drawing.write_text(draw(points), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
