"""The gazetteer that a command is about: the bundled one, a compiled folder, or source files."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from nameresolve.cli.options import load_gazetteer
from nameresolve.errors import FormatError, GazetteerError
from nameresolve.model import Entity

if TYPE_CHECKING:
    from nameresolve import Gazetteer

__all__ = ["holds_sources", "load_any", "read_files", "source_paths"]

_SUFFIXES = (".yaml", ".yml", ".jsonl", ".ndjson")


def load_any(path: str | None, *, check: bool = False) -> Gazetteer:
    """Return the gazetteer at the path; sources are read and indexed in memory, `check` reads all files.

    Raises `FormatError` when nothing is there, `GazetteerError` when it is damaged.
    """
    if path is None or not holds_sources(path):
        return load_gazetteer(path, check=check)
    from nameresolve.gazetteer import Gazetteer

    return Gazetteer.from_entities(read_files([path]))


def holds_sources(path: str) -> bool:
    """Tell whether a path is a source file, or a folder of them and no compiled gazetteer."""
    place = Path(path)
    return place.is_file() or (not (place / "manifest.json").is_file() and any(_inside(place)))


def _inside(folder: Path) -> Iterator[Path]:
    return (each for each in folder.rglob("*") if each.suffix.lower() in _SUFFIXES and each.is_file())


def source_paths(paths: Sequence[str]) -> list[Path]:
    """Return the source files that files and folders stand for, those of a folder sorted.

    Raises `FormatError` for what does not exist and for a folder without sources.
    """
    found: list[Path] = []
    for name in paths:
        path = Path(name)
        if not path.exists():
            raise FormatError(f"{name} does not exist.\nCheck the path and the spelling.")
        inside = sorted(_inside(path))
        if path.is_dir() and not inside:
            raise FormatError(
                f"{name} holds no source files ({', '.join(_SUFFIXES)}).\n"
                "To make some out of a list, see: nameresolve gazetteer import --help"
            )
        found += inside if path.is_dir() else [path]
    return found


def read_files(paths: Sequence[str]) -> Iterator[Entity]:
    """Yield the entities of source files and folders; all mistakes are told in one `FormatError`.

    Where a folder has a folder ``sources`` of TOML files, each entity must name one of the keys there.
    """
    from nameresolve.curation import Rules, read_sources

    try:
        yield from read_sources(source_paths(paths), Rules(sources=_declared(paths)))
    except GazetteerError as error:  # what people wrote is input, not a fault of the installation
        raise FormatError(str(error)) from error


def _declared(paths: Sequence[str]) -> frozenset[str] | None:
    files = [file for path in paths for file in sorted((Path(path) / "sources").glob("*.toml"))]
    keys: set[str] = set()
    for file in files:
        try:
            keys |= tomllib.loads(file.read_text("utf-8")).keys()
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise GazetteerError(f"not TOML: {error}", file=str(file)) from error
    return frozenset(keys) if files else None
