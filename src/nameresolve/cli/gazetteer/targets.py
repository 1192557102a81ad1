"""Where the entities of a command go: a compiled folder, or a source file with an entity a line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Annotated

import typer

from nameresolve.cli.choices import flag
from nameresolve.cli.outputs import check_target, open_output
from nameresolve.errors import FormatError
from nameresolve.model import Entity

__all__ = ["ForceOption", "OutOption", "is_source", "refuse_target", "write_entities"]

OutOption = Annotated[
    str,
    typer.Option(
        "--output", "-o", metavar="OUT", help="The folder to compile into, or a .jsonl file of sources."
    ),
]
ForceOption = Annotated[bool, flag("--force", says="Replace what exists already.")]

_SOURCE_SUFFIXES = {".jsonl", ".ndjson"}


def is_source(target: str) -> bool:
    """Tell whether the target is a source file, by its name."""
    return Path(target).suffix.lower() in _SOURCE_SUFFIXES


def refuse_target(target: str, *, force: bool) -> None:
    """Raise `FormatError` unless the target may be written; done before anything is read."""
    path = Path(target)
    if is_source(target):
        check_target(target, force=force)
        return
    if path.is_file():
        raise FormatError(
            f"{target} is a file, but a compiled gazetteer is a folder.\n"
            "Name a folder, or a file that ends in .jsonl for a source."
        )
    if path.is_dir() and not (path / "manifest.json").is_file():
        raise FormatError(f"{target} is a folder of something else.\nName one that does not exist yet.")
    if path.is_dir() and not force:
        raise FormatError(f"{target} exists already.\nGive another name, or --force to replace it.")
    if not path.absolute().parent.is_dir():
        folder = path.parent
        raise FormatError(
            f"Cannot write {target}: there is no folder {folder}.\nMake it first: mkdir -p {folder}"
        )


def write_entities(
    entities: Iterable[Entity], target: str, passed: Callable[[int], None] | None = None
) -> None:
    """Write the entities, whole or not at all; `passed` is told how many went by."""
    flowing = _counted(entities, passed) if passed else entities
    if is_source(target):
        from nameresolve.curation import source_line

        with open_output(target) as out:
            for entity in flowing:
                out.write(source_line(entity).encode("utf-8") + b"\n")
        return
    from nameresolve.gazetteer import Gazetteer

    Gazetteer.from_entities(flowing).save(target)


def _counted(entities: Iterable[Entity], passed: Callable[[int], None]) -> Iterator[Entity]:
    for number, entity in enumerate(entities, start=1):
        yield entity
        if number % 100 == 0:
            passed(number)
