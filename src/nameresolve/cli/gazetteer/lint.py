"""``nameresolve gazetteer lint PATH``: what is doubtful in a gazetteer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Annotated

import typer

from nameresolve.cli.as_json import write_json
from nameresolve.cli.choices import flag
from nameresolve.cli.exits import ExitCode, say
from nameresolve.cli.gazetteer.loading import load_any
from nameresolve.cli.options import JsonOption
from nameresolve.cli.phrases import counted, did_you_mean
from nameresolve.errors import SettingsError

__all__ = ["lint_command"]

_SHOWN = 20


def lint_command(
    path: Annotated[
        str | None,
        typer.Argument(
            metavar="PATH", help="A compiled gazetteer, or source files.", show_default="the bundled one"
        ),
    ] = None,
    checks: Annotated[
        list[str] | None,
        typer.Option("--check", metavar="NAME", help="Only this check; may be repeated."),
    ] = None,
    every: Annotated[bool, flag("--all", says="Show all findings, not only the first.")] = False,
    as_json: JsonOption = False,
) -> ExitCode:
    """Look for collisions, duplicates, contradicting forms, weak forms that decide, missing sources.

    Exit code 1 says that something was found.
    """
    from nameresolve.curation.linting import CHECKS

    wanted = list(_wanted(checks or [], list(CHECKS)))
    gazetteer = load_any(path)
    found: Counter[str] = Counter()
    for name in wanted:
        for finding in CHECKS[name](gazetteer):
            found[name] += 1
            if as_json:
                write_json({"check": name, "entities": list(finding.entities), "text": finding.text})
            elif every or found[name] <= _SHOWN:
                _print(name, finding.text)
        if found[name] > _SHOWN and not (every or as_json):
            _print(name, f"... and {found[name] - _SHOWN:,} more; see them with --all")
    counts = ", ".join(f"{name} {found[name]:,}" for name in wanted if found[name])
    findings = counted(found.total(), "finding")
    say(f"{path or 'bundled gazetteer'}: {findings}{f' ({counts})' if counts else ''}")
    return ExitCode.SOME_UNREADABLE if found else ExitCode.OK


def _wanted(checks: list[str], known: list[str]) -> Iterator[str]:
    for name in checks:
        if name not in known:
            near = did_you_mean(name, known)
            hint = f"Did you mean {near!r}?" if near else f"Checks are {', '.join(known)}."
            raise SettingsError(f"There is no check {name!r}.\n{hint}")
    yield from (name for name in known if not checks or name in checks)


def _print(name: str, text: str) -> None:
    from nameresolve.cli.console import print_lines

    print_lines([f"{name}: {text}"])
