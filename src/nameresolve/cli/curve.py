"""The threshold curve of an evaluation as a drawing, SVG or PNG: precision, recall and F1 by threshold."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from nameresolve.errors import FormatError, MissingExtraError

if TYPE_CHECKING:
    from nameresolve.evaluation import Point

__all__ = ["check_drawing", "curve_as_png", "curve_as_svg"]

WIDTH, HEIGHT, MARGIN = 480, 360, 44
LOWEST = 0.3
LINES = (("precision", "#1f5fa8"), ("recall", "#b5482a"), ("f1", "#3d7d3a"))
_HEAD = (
    f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
    f'width="{WIDTH}" height="{HEIGHT}" '
    'font-family="sans-serif" font-size="11" role="img" aria-label="Precision, recall and F1 by threshold">'
)


def check_drawing(target: str) -> str:
    """Return as what the file is to be drawn, ``".svg"`` or ``".png"``, by its name.

    Raises `FormatError` for another name, `MissingExtraError` for a PNG that cannot be drawn here.

    >>> check_drawing("Curve.SVG")
    '.svg'
    """
    ending = Path(target).suffix.lower()
    if ending not in (".svg", ".png"):
        raise FormatError(
            f"--curve is {target}, but the curve is drawn as SVG or PNG.\nGive a name in .svg or .png"
        )
    if ending == ".png":
        try:
            import matplotlib.figure  # noqa: F401  # told before anything is measured
        except ModuleNotFoundError as error:
            raise MissingExtraError("matplotlib", extra="plot") from error
    return ending


def curve_as_svg(points: Sequence[Point], chosen: float) -> str:
    """Return the drawing; `chosen` is the threshold that is marked."""
    lines = [_HEAD, '<rect width="100%" height="100%" fill="white"/>', *_axes()]
    mark = f'x1="{_x(chosen):.1f}" y1="{_y(0):g}" x2="{_x(chosen):.1f}" y2="{_y(1):g}"'
    lines.append(f'<line {mark} stroke="#888" stroke-dasharray="4 4"/>')
    for place, (name, color) in enumerate(LINES):
        path = " ".join(f"{_x(each.threshold):.1f},{_y(getattr(each, name)):.1f}" for each in points)
        lines.append(f'<polyline points="{path}" fill="none" stroke="{color}" stroke-width="1.5"/>')
        x, y = MARGIN + 10, _y(0) - 46 + 15 * place
        label = "F1" if name == "f1" else name
        lines.append(f'<text x="{x:g}" y="{y:g}" fill="{color}">{label}</text>')
    return "\n".join([*lines, "</svg>"]) + "\n"


def curve_as_png(points: Sequence[Point], chosen: float) -> bytes:
    """Return the same drawing as a PNG file; the same points give the same bytes."""
    from matplotlib.figure import Figure  # without pyplot: no window, no state

    figure = Figure(figsize=(WIDTH / 100, HEIGHT / 100), dpi=200, layout="constrained")
    axes = figure.subplots()
    for name, color in LINES:
        label = "F1" if name == "f1" else name
        shares = [getattr(each, name) for each in points]
        axes.plot([each.threshold for each in points], shares, color=color, label=label)
    axes.axvline(chosen, color="#888", linestyle="--", linewidth=1)
    axes.set(xlim=(LOWEST, 1), ylim=(0, 1.02), xlabel="threshold")
    axes.legend(loc="lower left", frameon=False)
    drawn = io.BytesIO()
    figure.savefig(drawn, format="png", metadata={"Software": None})
    return drawn.getvalue()


def _x(threshold: float) -> float:
    return MARGIN + (threshold - LOWEST) / (1.0 - LOWEST) * (WIDTH - 2 * MARGIN)


def _y(share: float) -> float:
    return HEIGHT - MARGIN - share * (HEIGHT - 2 * MARGIN)


def _axes() -> list[str]:
    """Return the frame and its ticks."""
    box = f'x="{_x(LOWEST):g}" y="{_y(1):g}" width="{WIDTH - 2 * MARGIN}" height="{HEIGHT - 2 * MARGIN}"'
    lines = [f'<rect {box} fill="none" stroke="#444"/>']
    lines += [
        f'<text x="{_x(tenth / 10):g}" y="{_y(0) + 15:g}" text-anchor="middle">{tenth / 10:g}</text>'
        for tenth in range(3, 11)
    ]
    lines += [
        f'<text x="{MARGIN - 6}" y="{_y(tenth / 10) + 4:g}" text-anchor="end">{tenth / 10:g}</text>'
        for tenth in range(0, 11, 2)
    ]
    lines.append(f'<text x="{WIDTH / 2:g}" y="{HEIGHT - 8}" text-anchor="middle">threshold</text>')
    return lines
