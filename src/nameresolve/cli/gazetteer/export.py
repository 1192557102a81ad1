"""``nameresolve gazetteer export PATH``: the entities of a gazetteer, for other programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Literal, get_args

import typer

from nameresolve.cli.choices import choice
from nameresolve.cli.exits import ExitCode, say
from nameresolve.cli.gazetteer.loading import load_any
from nameresolve.cli.gazetteer.targets import ForceOption
from nameresolve.cli.outputs import check_target, open_output
from nameresolve.cli.phrases import counted

if TYPE_CHECKING:
    from nameresolve import Gazetteer
    from nameresolve.importers import Report

__all__ = ["export_command"]

ExportFormat = Literal["ftm", "jsonl"]


def export_command(
    path: Annotated[
        str | None,
        typer.Argument(
            metavar="PATH", help="A compiled gazetteer, or source files.", show_default="the bundled one"
        ),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option("--output", "-o", metavar="FILE", help="Write here, not to standard output."),
    ] = None,
    export_format: Annotated[
        ExportFormat,
        choice(
            "--format",
            "-f",
            among=get_args(ExportFormat),
            says="FollowTheMoney, or lines for a source file.",
        ),
    ] = "ftm",
    force: ForceOption = False,
) -> ExitCode:
    """Write the entities as JSON lines: FollowTheMoney, or the lines of a source file.

    FollowTheMoney has no schema for places; they are left out of it and counted.
    """
    from nameresolve.importers import Report

    if output is not None:
        check_target(output, force=force)
    report = Report()
    gazetteer = load_any(path)
    with open_output(output) as out:
        for line in _lines(gazetteer, export_format, report):
            out.write(line.encode("utf-8") + b"\n")
    say(f"{path or 'bundled gazetteer'}: {counted(report.kept, 'entity', 'entities')} written")
    for reason, count in report.skipped.items():
        say(f"  skipped {count:,}: {reason}")
    return ExitCode.OK


def _lines(gazetteer: Gazetteer, export_format: ExportFormat, report: Report) -> Iterator[str]:
    from nameresolve.curation import source_line
    from nameresolve.importers import ftm_lines

    if export_format == "ftm":
        yield from ftm_lines(gazetteer, report)
        return
    for entity in gazetteer:
        report.begin()
        yield source_line(report.keep(entity))
