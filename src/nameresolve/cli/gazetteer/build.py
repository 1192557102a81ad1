"""``nameresolve gazetteer build SOURCE...``: source files into a gazetteer."""

from __future__ import annotations

from typing import Annotated

import typer

from nameresolve.cli.exits import ExitCode, say
from nameresolve.cli.gazetteer.loading import read_files
from nameresolve.cli.gazetteer.progress import progress_bar
from nameresolve.cli.gazetteer.targets import ForceOption, OutOption, refuse_target, write_entities
from nameresolve.cli.phrases import counted
from nameresolve.errors import FormatError

__all__ = ["build_command"]


def build_command(
    sources: Annotated[
        list[str], typer.Argument(metavar="SOURCE", help="YAML or JSON lines files, or folders of them.")
    ],
    output: OutOption,
    force: ForceOption = False,
) -> ExitCode:
    """Compile source files, YAML or JSON lines, into a gazetteer.

    All mistakes are told at once, each with file, line and column; then nothing is written.
    """
    refuse_target(output, force=force)
    from nameresolve.curation import collected

    with collected(read_files(sources)) as entities:
        if not len(entities):
            raise FormatError("The sources hold no entities; nothing was written.")
        with progress_bar("compiling", len(entities)) as passed:
            write_entities(entities, output, passed)
        say(f"{counted(len(entities), 'entity', 'entities')}, written to {output}")
    return ExitCode.OK
