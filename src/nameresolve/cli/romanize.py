"""``nameresolve romanize TEXT...``: a text in Latin letters, under a named convention."""

from __future__ import annotations

from typing import Annotated

import typer

from nameresolve.cli.as_json import reading_as_json, write_json
from nameresolve.cli.choices import flag, whole
from nameresolve.cli.exits import ExitCode
from nameresolve.cli.inputs import NameLine, readable_names
from nameresolve.cli.options import JsonOption, LanguageOption
from nameresolve.errors import SchemeError, SettingsError
from nameresolve.romanization.schemes import ALL_SCHEMES

__all__ = ["romanize_command"]


TextsArgument = Annotated[
    list[str] | None,
    typer.Argument(metavar="TEXT", help="Texts in any script; - reads them from standard input, one a line."),
]
SchemeOption = Annotated[
    str | None, typer.Option("--scheme", "-s", metavar="NAME", help="The romanization scheme to use.")
]
AllOption = Annotated[bool, flag("--all", "-a", says="All readings, the likeliest first.")]
LimitOption = Annotated[int, whole("--limit", "-n", least=1, says="At most so many readings with --all.")]
SchemesOption = Annotated[bool, flag("--schemes", says="List the schemes and stop.")]


def romanize_command(
    texts: TextsArgument = None,
    scheme: SchemeOption = None,
    language: LanguageOption = None,
    show_all: AllOption = False,
    limit: LimitOption = 20,
    list_schemes: SchemesOption = False,
    as_json: JsonOption = False,
) -> ExitCode:
    """Write texts in Latin letters: the likeliest reading, or the one of a named scheme."""
    if list_schemes:
        return _print_schemes(as_json)
    if not texts:
        raise SettingsError(
            "No text to romanize.\nGive texts, or - for standard input, or --schemes for the list."
        )
    if scheme and show_all:
        raise SettingsError("--scheme asks for one reading and --all for all of them.\nUse one of the two.")
    unreadable: list[NameLine] = []
    for text in readable_names(texts, unreadable):
        if show_all:
            _print_readings(text, language, limit, as_json)
        else:
            _print_romanization(text, language, scheme, as_json)
    return ExitCode.SOME_UNREADABLE if unreadable else ExitCode.OK


def _print_schemes(as_json: bool) -> ExitCode:
    import nameresolve as nr
    from nameresolve.cli.console import print_lines

    if as_json:
        for name in nr.schemes():
            write_json({"scheme": name})
    else:
        print_lines(nr.schemes())
    return ExitCode.OK


def _print_romanization(text: str, language: str | None, scheme: str | None, as_json: bool) -> None:
    import nameresolve as nr
    from nameresolve.cli.console import print_lines

    try:
        romanized = nr.romanize(text, language=language, scheme=scheme)
    except SchemeError as error:
        listed = "nameresolve romanize --schemes lists them all."
        raise SchemeError(str(error).replace(ALL_SCHEMES, listed)) from error
    if as_json:
        write_json({"query": text, "text": romanized, "scheme": scheme, "language": language})
    else:
        print_lines([romanized])


def _print_readings(text: str, language: str | None, limit: int, as_json: bool) -> None:
    import nameresolve as nr

    readings = nr.readings(text, language=language, limit=limit)
    if as_json:
        write_json({"query": text, "readings": [reading_as_json(reading) for reading in readings]})
    else:
        from nameresolve.cli.reading_table import print_readings

        print_readings(readings, title=text, heading="Reading")
