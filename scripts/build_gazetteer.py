"""Read the entities that people edit (YAML) and compile them into the bundled gazetteer.

Every mistake is reported with its file and line, all of them at once.
"""

from __future__ import annotations

import shutil
import tomllib
from collections.abc import Sequence
from pathlib import Path

from nameresolve.curation import Rules
from nameresolve.curation import read_sources as read_source_files
from nameresolve.errors import GazetteerError
from nameresolve.gazetteer import Gazetteer
from nameresolve.model import Entity

FOLDERS = ("people", "places", "organizations")


def read_sources(folder: Path) -> frozenset[str]:
    """Return the keys of all declared sources; a key stands in one file only."""
    keys: dict[str, Path] = {}
    for path in sorted(folder.glob("*.toml")):
        for key in tomllib.loads(path.read_text("utf-8")):
            if key in keys:
                raise GazetteerError(f"the source {key!r} is already in {keys[key]}", file=str(path))
            keys[key] = path
    return frozenset(keys)


def read_entities(source: Path) -> list[Entity]:
    """Return all entities, checked and sorted by id; raises one error that lists every mistake."""
    rules = Rules(own_ids=True, sources=read_sources(source / "sources"), keep_sources=False)
    paths = [path for folder in FOLDERS for path in sorted((source / folder).glob("*.yaml"))]
    return sorted(read_source_files(paths, rules), key=lambda entity: entity.id)


def build(source: Path, target: Path) -> Sequence[Entity]:
    """Compile the gazetteer folder `source` into the folder `target`."""
    entities = read_entities(source)
    gazetteer = Gazetteer.from_entities(entities)
    if (target / "manifest.json").is_file():
        shutil.rmtree(target)  # else it would become an edition; the package holds plain files
    gazetteer.save(target)
    return entities
