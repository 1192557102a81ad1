"""``nameresolve cluster FILE``: the spellings of one name in a list, put together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Any, BinaryIO

import typer

from nameresolve.cli.as_json import write_json
from nameresolve.cli.columns import Columns
from nameresolve.cli.exits import ExitCode, say
from nameresolve.cli.inputs import open_input, source_name
from nameresolve.cli.options import JsonOption, KindOption, ThresholdOption
from nameresolve.cli.phrases import counted
from nameresolve.cli.tables_io import TableFormat, TableOptions, open_table
from nameresolve.errors import LimitError

if TYPE_CHECKING:
    from nameresolve import Cluster

__all__ = ["cluster_command"]

_BLOCK_ROWS = 10_000

FileArgument = Annotated[
    str, typer.Argument(metavar="FILE", help="A list or a table, or - for standard input.")
]
ColumnOption = Annotated[
    str | None,
    typer.Option("--column", "-c", metavar="NAME", help="The column (or JSON key) that holds the names."),
]
FormatOption = Annotated[
    TableFormat | None,
    typer.Option("--format", "-f", help="Format of the table.", show_default="by file name and content"),
]


def cluster_command(
    file: FileArgument,
    column: ColumnOption = None,
    table_format: FormatOption = None,
    kind: KindOption = None,
    threshold: ThresholdOption = None,
    as_json: JsonOption = False,
) -> ExitCode:
    """Put the spellings of one name together, without a gazetteer.

    A cluster holds no two names that contradict each other. Pairs that fit but were kept apart are
    listed for review.
    """
    import nameresolve as nr

    names: set[str] = set()
    unreadable = 0
    options = TableOptions(columns=Columns(column), format=table_format)
    with open_input(file, packed=True) as stream:
        for name, place, problem in _names(file, stream, options):
            unreadable += bool(problem)
            if problem:
                say(f"{source_name(file)}, {place}: {problem}")
            else:
                names.add(name)
    found = nr.cluster(names, kind=kind, **({} if threshold is None else {"threshold": threshold}))
    if as_json:
        for each in found:
            write_json(_as_json(each))
    else:
        _print_clusters(found)
    return ExitCode.SOME_UNREADABLE if unreadable else ExitCode.OK


def _names(file: str, stream: BinaryIO, options: TableOptions) -> Iterator[tuple[str, str, str]]:
    """Yield each name with its line and what is wrong with it, if something is."""
    for block in open_table(stream, file, options).blocks(_BLOCK_ROWS):
        for row in block.rows:
            problem = row.problem or _limit_problem(row.name or "")
            yield row.name or "", f"line {row.line}", problem


def _limit_problem(name: str) -> str:
    import nameresolve as nr

    try:
        nr.parse(name)
    except LimitError as error:
        return str(error).replace("\n", " ")
    return ""


def _as_json(cluster: Cluster) -> dict[str, Any]:
    review = [
        {"name": doubt.name, "other": doubt.other, "score": round(doubt.score, 4)} for doubt in cluster.review
    ]
    return {
        "name": cluster.name,
        "members": list(cluster.members),
        "score": round(cluster.score, 4),
        "review": review,
    }


def _print_clusters(found: Sequence[Cluster]) -> None:
    from nameresolve.cli.console import Column, print_lines, print_table

    names = sum(len(each.members) for each in found)
    print_lines([f"{counted(names, 'name')}, {counted(len(found), 'cluster')}", ""])
    columns = (Column("Name"), Column("Spelling"), Column("Score", "right", keep=True))
    print_table(columns, [row for each in found for row in _rows(each)])
    listed = {
        tuple(sorted((doubt.name, doubt.other))): doubt.score for each in found for doubt in each.review
    }
    if listed:
        print_lines(["", "To review"])
        pairs = sorted(listed.items(), key=lambda item: (-item[1], item[0]))
        print_table(
            (Column("A"), Column("B"), Column("Score", "right", keep=True)),
            [(*pair, f"{score:.2f}") for pair, score in pairs],
        )


def _rows(cluster: Cluster) -> Iterator[tuple[str, str, str]]:
    for place, member in enumerate(cluster.members):
        yield ("" if place else cluster.name), member, ("" if place else f"{cluster.score:.2f}")
