"""Curves of precision over recall as SVG, one line a matcher."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

__all__ = ["curves"]

WIDTH, HEIGHT, MARGIN = 460, 340, 44
COLORS = ("#1f5fa8", "#c0392b", "#7f8c8d", "#27864e", "#8e44ad", "#b9770e", "#2c3e50")
_HEAD = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {w} {h}" width="{w}" height="{h}" '
    'font-family="sans-serif" font-size="11" role="img" aria-label="Precision over recall">'
)


def _place(recall: float, precision: float) -> tuple[float, float]:
    """Return where a point lies: precision is drawn from 0.5 on, what is below lies on the edge."""
    x = MARGIN + recall * (WIDTH - 2 * MARGIN)
    y = HEIGHT - MARGIN - max(0.0, 2 * (precision - 0.5)) * (HEIGHT - 2 * MARGIN)
    return round(x, 1), round(y, 1)


def _axes() -> list[str]:
    left, bottom = _place(0, 0.5)
    right, top = _place(1, 1)
    box = f'x="{left}" y="{top}" width="{right - left}" height="{bottom - top}"'
    lines = [
        '<rect width="100%" height="100%" fill="white"/>',
        f'<rect {box} fill="none" stroke="#444"/>',
        f'<text x="{WIDTH / 2}" y="{HEIGHT - 8}" text-anchor="middle">recall: spellings found</text>',
        f'<text transform="translate(13 {HEIGHT / 2}) rotate(-90)" text-anchor="middle">precision</text>',
    ]
    for tenth in range(0, 11, 2):
        x, _ = _place(tenth / 10, 0.5)
        lines.append(f'<text x="{x}" y="{bottom + 15}" text-anchor="middle">{tenth / 10:g}</text>')
    for tenth in range(5, 11):
        _, y = _place(0, tenth / 10)
        lines.append(f'<text x="{left - 6}" y="{y + 4}" text-anchor="end">{tenth / 10:g}</text>')
    return lines


def curves(lines: Mapping[str, Sequence[tuple[float, float]]]) -> str:
    """Return the drawing of (recall, precision) points by matcher.

    >>> curves({"a < b": [(0.1, 1.0), (1.0, 0.7)]}).count("<polyline")
    1
    """
    parts = [_HEAD.format(w=WIDTH, h=HEIGHT), *_axes()]
    for number, (name, points) in enumerate(lines.items()):
        color = COLORS[number % len(COLORS)]
        path = " ".join(f"{x},{y}" for x, y in (_place(*point) for point in points))
        width = 2.5 if not number else 1.2
        parts.append(f'<polyline points="{path}" fill="none" stroke="{color}" stroke-width="{width}"/>')
        y = HEIGHT - MARGIN - 14 * (len(lines) - number)
        parts.append(f'<text x="{MARGIN + 10}" y="{y}" fill="{color}">{escape(name)}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"
