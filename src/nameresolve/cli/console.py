"""Tables for people, on a terminal and in a pipe.

On a terminal a table is folded to the width of the window. In a pipe or a file nothing is
folded, cut or colored, so that ``grep`` and ``less -S`` see whole values.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, TextIO

from attrs import frozen
from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from nameresolve.cli.phrases import shorten, shown

__all__ = ["Column", "output_console", "print_lines", "print_table"]

# Longer values are cut on a terminal: a 10,000-character name would push all else away.
_CELL_LIMIT = 200
# Wider cells are whole in a pipe, but the columns are not aligned to them.
_ALIGNED_LIMIT = 60

_STATUS_STYLES = {"match": "green", "ambiguous": "yellow", "none": "red"}


class _OutputConsole(Console):
    def on_broken_pipe(self) -> None:
        # rich would exit with code 1 here; how commands end is decided in one place.
        raise BrokenPipeError


@frozen(slots=True)
class Column:
    """How one column of a table is laid out; `keep` columns are folded last."""

    title: str
    justify: Literal["left", "right"] = "left"
    keep: bool = False


def output_console(stream: TextIO | None = None) -> Console:
    """Return a console for standard output (or `stream`) that takes every text literally."""
    return _OutputConsole(file=stream or sys.stdout, markup=False, highlight=False, emoji=False)


def print_table(
    columns: Sequence[Column],
    rows: Iterable[Sequence[str]],
    *,
    title: str = "",
    footer: Sequence[str] = (),
) -> None:
    """Print rows as a table on standard output; cells may hold any text, brackets too."""
    head = [shown(title)] if title else []
    if sys.stdout.isatty():
        output_console().print(
            *(Text(line, style="bold") for line in head), _folded_table(columns, rows, footer)
        )
        return
    titles = [column.title for column in columns]
    body = [[shown(text) for text in row] for row in rows]
    for line in [*head, *_aligned(columns, [titles, *body, *([footer] if footer else [])])]:
        print(line)


def _folded_table(columns: Sequence[Column], rows: Iterable[Sequence[str]], footer: Sequence[str]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, show_footer=bool(footer), pad_edge=False, header_style="bold")
    for place, column in enumerate(columns):
        table.add_column(
            Text(column.title),
            footer=Text(footer[place]) if footer else "",
            justify=column.justify,
            no_wrap=column.keep,
            overflow="fold",
        )
    for row in rows:
        table.add_row(*map(_cell, columns, row))
    return table


def _cell(column: Column, text: str) -> Text:
    style = _STATUS_STYLES.get(text, "") if column.title == "Status" else ""
    return Text(shorten(text, _CELL_LIMIT), style=style)


def _aligned(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield a line a row; a cell longer than the limit pushes the rest of its own line only."""
    widths = [min(max(map(cell_len, cells)), _ALIGNED_LIMIT) for cells in zip(*rows, strict=True)]
    for row in rows:
        cells = (_padded(*each) for each in zip(columns, widths, row, strict=True))
        yield "  ".join(cells).rstrip()


def _padded(column: Column, width: int, text: str) -> str:
    padding = " " * (width - cell_len(text))
    return padding + text if column.justify == "right" else text + padding


def print_lines(lines: Iterable[str]) -> None:
    """Print lines of text on standard output, each made safe and folded only on a terminal."""
    if sys.stdout.isatty():
        console = output_console()
        for line in lines:
            console.print(Text(shown(line)))
        return
    for line in lines:
        print(shown(line))
