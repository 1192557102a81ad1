"""Options that take one of a few words: a wrong one is told with the words there are."""

from __future__ import annotations

import difflib

import typer
from typer.models import OptionInfo

__all__ = ["choice"]


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
