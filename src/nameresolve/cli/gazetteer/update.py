"""``nameresolve gazetteer update FOLDER`` and ``compact FOLDER``: changing a gazetteer without a rebuild."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from nameresolve.cli.exits import ExitCode, say
from nameresolve.cli.gazetteer.loading import read_files
from nameresolve.cli.options import load_gazetteer
from nameresolve.cli.phrases import counted
from nameresolve.errors import FormatError, GazetteerError

if TYPE_CHECKING:
    from nameresolve import Gazetteer
    from nameresolve.model import Entity

__all__ = ["compact_command", "update_command"]

FolderArgument = Annotated[str, typer.Argument(metavar="FOLDER", help="A compiled gazetteer.")]
AddOption = Annotated[
    list[str] | None,
    typer.Option(
        "--add", metavar="FILE", help="Source files; an entity whose id is listed replaces that one."
    ),
]
RemoveOption = Annotated[
    list[str] | None, typer.Option("--remove", metavar="ID", help="An entity to remove; may be repeated.")
]
RedirectOption = Annotated[
    list[str] | None,
    typer.Option("--redirect", metavar="OLD=NEW", help="Remove OLD; who asks for it by its id gets NEW."),
]


def update_command(
    folder: FolderArgument,
    add: AddOption = None,
    remove: RemoveOption = None,
    redirect: RedirectOption = None,
) -> ExitCode:
    """Add, replace and remove entities of a compiled gazetteer.

    What changes is written beside what is there, in one step; nothing is compiled again. After many
    updates, `gazetteer compact` makes one piece of it.
    """
    redirects = _redirects(redirect or ())
    if not (add or remove or redirects):
        raise FormatError("There is nothing to do.\nGive --add FILE, --remove ID or --redirect OLD=NEW.")
    gazetteer = load_gazetteer(folder)
    new = list(read_files(add)) if add else []
    try:
        changed = _changed(gazetteer, new, remove or (), redirects)
    except GazetteerError as error:  # what was asked for is input, not a fault of the installation
        raise FormatError(str(error)) from error
    changed.save(folder)
    now = counted(len(changed), "entity", "entities")
    say(f"{folder}: {now}, {len(gazetteer):,} before")
    return ExitCode.OK


def _changed(
    gazetteer: Gazetteer, new: Sequence[Entity], remove: Sequence[str], redirects: dict[str, str]
) -> Gazetteer:
    listed = gazetteer.listing(entity.id for entity in new)
    gazetteer = gazetteer.replace(entity for entity in new if entity.id in listed)
    gazetteer = gazetteer.add(entity for entity in new if entity.id not in listed)
    retired = gazetteer.listing(redirects)
    return gazetteer.remove(dict.fromkeys([*remove, *retired]), redirects=redirects)


def _redirects(given: Sequence[str]) -> dict[str, str]:
    found = {}
    for text in given:
        old, equals, new = text.partition("=")
        if not (old and equals and new):
            raise FormatError(f"--redirect is {text!r}, but must be like nr:old-id=nr:new-id.")
        found[old] = new
    return found


def compact_command(folder: FolderArgument) -> ExitCode:
    """Make one piece of a gazetteer and its updates; it answers as before."""
    gazetteer = load_gazetteer(folder)
    if not gazetteer.updated:
        say(f"{folder} is compact already")
        return ExitCode.OK
    gazetteer.compact().save(folder)
    say(f"{folder}: {counted(len(gazetteer), 'entity', 'entities')}, in one piece")
    return ExitCode.OK
