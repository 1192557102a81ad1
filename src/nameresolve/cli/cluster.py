"""``nameresolve cluster FILE``: the spellings of one name in a list, put together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from nameresolve.cli.as_json import write_json
from nameresolve.cli.choices import flag, number
from nameresolve.cli.columns import Columns
from nameresolve.cli.drafts import drafted
from nameresolve.cli.exits import ExitCode
from nameresolve.cli.name_lists import read_names
from nameresolve.cli.options import (
    JsonOption,
    PairKindOption,
    TableFormatOption,
    WorkersOption,
)
from nameresolve.cli.outputs import check_target, open_output
from nameresolve.cli.phrases import counted

if TYPE_CHECKING:
    from nameresolve import Cluster

__all__ = ["cluster_command"]

FileArgument = Annotated[
    str, typer.Argument(metavar="FILE", help="A list or a table, or - for standard input.")
]
ColumnOption = Annotated[
    str | None,
    typer.Option("--column", "-c", metavar="NAME", help="The column (or JSON key) that holds the names."),
]

EmitOption = Annotated[
    str | None,
    typer.Option("--emit-gazetteer", metavar="FILE", help="Write the clusters as a YAML source to curate."),
]
LinkOption = Annotated[
    float | None,
    number("--threshold", "-t", metavar="0.5..1", says="Least probability of a link.", default="0.5"),
]
ForceOption = Annotated[bool, flag("--force", says="Replace a file that exists already.")]


def cluster_command(
    file: FileArgument,
    column: ColumnOption = None,
    table_format: TableFormatOption = None,
    kind: PairKindOption = None,
    threshold: LinkOption = None,
    workers: WorkersOption = 1,
    gazetteer: EmitOption = None,
    force: ForceOption = False,
    as_json: JsonOption = False,
) -> ExitCode:
    """Put the spellings of one name together, without a gazetteer.

    A cluster holds no two names that contradict each other. Pairs that fit but were kept apart are
    listed for review.
    """
    import nameresolve as nr

    if gazetteer is not None:
        check_target(gazetteer, force=force)
    listed, unreadable = read_names(file, Columns(column), table_format)
    names = (each.name for each in listed)
    found = nr.cluster(names, kind=kind, threshold=threshold, workers=workers)
    if gazetteer is not None:
        with open_output(gazetteer) as out:
            out.write(drafted(found, kind).encode())
    if as_json:
        for each in found:
            write_json(_as_json(each))
    else:
        _print_clusters(found)
    return ExitCode.SOME_UNREADABLE if unreadable else ExitCode.OK


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
