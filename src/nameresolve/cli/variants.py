"""``nameresolve variants NAME...``: the spellings of a name to search an archive for."""

from __future__ import annotations

from typing import Annotated

import typer

from nameresolve.cli.as_json import reading_as_json, write_json
from nameresolve.cli.exits import ExitCode, say
from nameresolve.cli.inputs import given_names
from nameresolve.cli.options import JsonOption, LanguageOption
from nameresolve.errors import SettingsError
from nameresolve.model import Reading

__all__ = ["variants_command"]

NamesArgument = Annotated[
    list[str] | None,
    typer.Argument(metavar="NAME", help="Names in any script; - reads them from standard input, one a line."),
]
LimitOption = Annotated[int, typer.Option("--limit", "-n", min=1, help="At most so many spellings a name.")]
PlainOption = Annotated[bool, typer.Option("--plain", help="Print only the spellings, one a line.")]


def variants_command(
    names: NamesArgument = None,
    language: LanguageOption = None,
    limit: LimitOption = 32,
    plain: PlainOption = False,
    as_json: JsonOption = False,
) -> ExitCode:
    """List the spellings of a name to search an archive for, the best known first.

    A name in its own script is written under all schemes of its likely languages; a name in
    Latin letters is first read back into the native names it may stand for.
    """
    if not names:
        raise SettingsError("No name to spell.\nGive names, or - for standard input.")
    problems = 0
    for line in given_names(names):
        if line.problem:
            problems += 1
            say(f"{line.place}: {line.problem}")
        else:
            _print_variants(line.text, language, limit, plain, as_json)
    return ExitCode.SOME_UNREADABLE if problems else ExitCode.OK


def _print_variants(name: str, language: str | None, limit: int, plain: bool, as_json: bool) -> None:
    import nameresolve as nr
    from nameresolve.cli.console import print_lines

    found = nr.variants(name, language=language, limit=limit)
    if as_json:
        write_json({"query": name, "variants": [reading_as_json(reading) for reading in found]})
    elif plain:
        print_lines(reading.text for reading in found)
    else:
        _print_variant_table(name, found)


def _print_variant_table(name: str, found: tuple[Reading, ...]) -> None:
    from nameresolve.cli.console import Column, print_table

    columns = (Column("Spelling"), Column("Scheme"), Column("Language"), Column("Cost", "right", keep=True))
    rows = [(each.text, each.scheme, each.language or "", f"{each.cost:.2f}") for each in found]
    print_table(columns, rows, title=name)
