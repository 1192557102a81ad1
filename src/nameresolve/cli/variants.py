"""``nameresolve variants NAME...``: the spellings of a name to search an archive for."""

from __future__ import annotations

from typing import Annotated

import typer

from nameresolve.cli.as_json import reading_as_json, write_json
from nameresolve.cli.choices import flag, whole
from nameresolve.cli.exits import ExitCode
from nameresolve.cli.inputs import NameLine, readable_names
from nameresolve.cli.options import JsonOption, LanguageOption
from nameresolve.errors import SettingsError

__all__ = ["variants_command"]

NamesArgument = Annotated[
    list[str] | None,
    typer.Argument(metavar="NAME", help="Names in any script; - reads them from standard input, one a line."),
]
LimitOption = Annotated[int, whole("--limit", "-n", least=1, says="At most so many spellings a name.")]
PlainOption = Annotated[bool, flag("--plain", says="Print only the spellings, one a line.")]


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
    unreadable: list[NameLine] = []
    for name in readable_names(names, unreadable):
        _print_variants(name, language, limit, plain, as_json)
    return ExitCode.SOME_UNREADABLE if unreadable else ExitCode.OK


def _print_variants(name: str, language: str | None, limit: int, plain: bool, as_json: bool) -> None:
    import nameresolve as nr
    from nameresolve.cli.console import print_lines

    found = nr.variants(name, language=language, limit=limit)
    if as_json:
        write_json({"query": name, "variants": [reading_as_json(reading) for reading in found]})
    elif plain:
        print_lines(reading.text for reading in found)
    else:
        from nameresolve.cli.reading_table import print_readings

        print_readings(found, title=name, heading="Spelling")
