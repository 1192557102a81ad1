"""``nameresolve link LEFT RIGHT``: two lists joined by name."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from nameresolve.cli.as_json import write_json
from nameresolve.cli.choices import flag
from nameresolve.cli.columns import Columns
from nameresolve.cli.exits import ExitCode, say
from nameresolve.cli.name_lists import ListedName, read_names
from nameresolve.cli.options import JsonOption, PairKindOption, ThresholdOption, WorkersOption
from nameresolve.cli.outputs import check_target, open_output
from nameresolve.cli.phrases import counted
from nameresolve.errors import FormatError

if TYPE_CHECKING:
    from nameresolve import Link

__all__ = ["link_command"]

_PLACES = 4

LeftArgument = Annotated[
    str, typer.Argument(metavar="LEFT", help="A list or a table, or - for standard input.")
]
RightArgument = Annotated[
    str, typer.Argument(metavar="RIGHT", help="The list or table to find the names in.")
]
ColumnOption = Annotated[
    str | None,
    typer.Option(
        "--column", "-c", metavar="NAME", help="The column (or JSON key) of LEFT that holds the names."
    ),
]
RightColumnOption = Annotated[
    str | None,
    typer.Option("--right-column", metavar="NAME", help="That of RIGHT.", show_default="the same as of LEFT"),
]
OneToOneOption = Annotated[
    bool, flag("--one-to-one", says="Give each name of RIGHT to one name of LEFT at most.")
]
OutputOption = Annotated[
    str | None, typer.Option("--output", "-o", metavar="FILE", help="Write the links here, as CSV.")
]
ForceOption = Annotated[bool, flag("--force", says="Replace a file that exists already.")]

Row = tuple[ListedName, "Link", int | None]


def link_command(
    left: LeftArgument,
    right: RightArgument,
    column: ColumnOption = None,
    right_column: RightColumnOption = None,
    kind: PairKindOption = None,
    threshold: ThresholdOption = None,
    one_to_one: OneToOneOption = False,
    workers: WorkersOption = 1,
    output: OutputOption = None,
    force: ForceOption = False,
    as_json: JsonOption = False,
) -> ExitCode:
    """Join two lists by name: for each name of LEFT the name of RIGHT that it stands for.

    A match must be likely and clear of the next best. What fits but does not decide is listed for review.
    """
    import nameresolve as nr

    if output is not None:
        check_target(output, force=force)
    ours, broken = read_names(left, Columns(column))
    theirs, more = _names_of_right(right, right_column or column)
    found = nr.link(
        [each.name for each in ours],
        [each.name for each in theirs],
        kind=kind,
        threshold=threshold,
        one_to_one=one_to_one,
        workers=workers,
    )
    lines = {each.name: each.line for each in reversed(theirs)}
    rows = [(name, link, lines.get(link.right or "")) for name, link in zip(ours, found, strict=True)]
    _write(rows, output, as_json=as_json)
    matched = sum(link.right is not None for link in found)
    doubtful = sum(link.status == "ambiguous" for link in found)
    say(f"{counted(len(rows), 'name')}: {matched:,} matched, {doubtful:,} to review")
    return ExitCode.SOME_UNREADABLE if broken or more else ExitCode.OK


def _names_of_right(file: str, column: str | None) -> tuple[list[ListedName], int]:
    try:
        return read_names(file, Columns(column))
    except FormatError as error:  # the remedy has another name for this table
        raise FormatError(str(error).replace("with --column", "with --right-column")) from error


def _write(rows: Sequence[Row], output: str | None, *, as_json: bool) -> None:
    if output is not None:
        with open_output(output) as out:
            out.write(_as_csv(rows).encode())
    elif as_json:
        for row in rows:
            write_json(_as_json(*row))
    else:
        _print(rows)


def _as_csv(rows: Sequence[Row]) -> str:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(("left_line", "left", "right_line", "right", "status", "score", "review"))
    for name, link, line in rows:
        cells = (link.status, f"{link.score:.{_PLACES}f}", _review(link))
        writer.writerow((name.line, name.name, line, link.right, *cells))
    return text.getvalue()


def _review(link: Link) -> str:
    return "; ".join(f"{name} ({score:.2f})" for name, score in link.review)


def _as_json(name: ListedName, link: Link, line: int | None) -> dict[str, Any]:
    return {
        "left_line": name.line,
        "left": name.name,
        "right_line": line,
        "right": link.right,
        "status": link.status,
        "score": round(link.score, _PLACES),
        "review": [{"name": each, "score": round(score, _PLACES)} for each, score in link.review],
    }


def _print(rows: Sequence[Row]) -> None:
    from nameresolve.cli.console import Column, print_table

    titles = ("Left", "Status", "Right", "Score", "Review")
    columns = [
        Column(title, "right" if title == "Score" else "left", keep=title == "Score") for title in titles
    ]
    print_table(columns, _cells(rows))


def _cells(rows: Sequence[Row]) -> Iterator[tuple[str, ...]]:
    for name, link, _ in rows:
        yield name.name, link.status, link.right or "", f"{link.score:.2f}", _review(link)
