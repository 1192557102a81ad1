"""Options that take one of a few words, a number or nothing: a wrong one is told in a sentence of ours."""

from __future__ import annotations

import difflib

import typer
from typer.models import OptionInfo

from nameresolve.cli.phrases import shorten

__all__ = ["choice", "flag", "number", "whole"]


def choice(*flags: str, among: tuple[str, ...], says: str, default: str | bool = True) -> OptionInfo:
    """Return an option that takes one of some words.

    What typer says of a wrong one differs between its versions, and is not always a sentence.
    """

    def read(value: str) -> str:
        if value in among:
            return value
        near = difflib.get_close_matches(value.lower(), among, n=1)
        hint = f" Did you mean {near[0]}?" if near else ""
        raise typer.BadParameter(f"{value!r} is none of {', '.join(among)}.{hint}")

    def completed(incomplete: str) -> list[str]:
        return [word for word in among if word.startswith(incomplete)]

    option: OptionInfo = typer.Option(
        *flags,
        parser=read,
        metavar=f"[{'|'.join(among)}]",
        autocompletion=completed,
        help=says,
        show_default=default,
    )
    return option


def flag(*flags: str, says: str) -> OptionInfo:
    """Return an option that takes no value, and whose help does not look as if it took one."""
    option: OptionInfo = typer.Option(*flags, metavar="", help=says)
    return option


def whole(
    *flags: str,
    says: str,
    least: int,
    most: int | None = None,
    metavar: str = "N",
    default: str | bool = True,
) -> OptionInfo:
    """Return an option that takes a whole number from `least` to `most`."""

    def read(value: str | int) -> int:  # a default comes as a number
        try:
            found = int(value)
        except ValueError as error:
            raise typer.BadParameter(f"{shorten(repr(value), 40)} is no whole number.") from error
        if found < least:
            raise typer.BadParameter(f"{found} is too small; the least is {least}.")
        if most is not None and found > most:
            raise typer.BadParameter(f"{found} is too large; the most is {most}.")
        return found

    option: OptionInfo = typer.Option(*flags, parser=read, metavar=metavar, help=says, show_default=default)
    return option


def number(*flags: str, says: str, metavar: str, default: str | bool = True) -> OptionInfo:
    """Return an option that takes a number; its range is for the library to check."""

    def read(value: str | float) -> float:
        try:
            return float(value)
        except ValueError as error:
            raise typer.BadParameter(f"{shorten(repr(value), 40)} is no number.") from error

    option: OptionInfo = typer.Option(*flags, parser=read, metavar=metavar, help=says, show_default=default)
    return option
