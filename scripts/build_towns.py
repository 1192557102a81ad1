"""Compile gazetteer/places/towns.tsv into a gazetteer of its own, beside the bundled one."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

from nameresolve.errors import GazetteerError
from nameresolve.gazetteer import Gazetteer
from nameresolve.importers.spellings import prominence_of, script_code
from nameresolve.model import Entity, NameForm

COLUMNS = ["geonames", "country", "population", "name", "spellings"]
MOST_PEOPLE = 30_000  # thousands


def read_towns(path: Path, known: frozenset[str]) -> Iterator[Entity]:
    """Yield the towns of the file; those whose GeoNames number is `known` are others' already.

    Raises `GazetteerError` with the line for what is not a town.
    """
    lines = path.read_text("utf-8").split("\n")
    if lines[0].split("\t") != COLUMNS:
        raise GazetteerError(f"the columns are not {', '.join(COLUMNS)}", file=str(path), line=1)
    for number, line in enumerate(lines[1:-1], start=2):
        fields = line.split("\t")
        if len(fields) != len(COLUMNS) or not fields[0].isdigit() or not fields[2].isdigit():
            raise GazetteerError("this is no town", file=str(path), line=number, source_line=line)
        if fields[0] not in known:
            yield _town(*fields)


def _town(number: str, country: str, people: str, name: str, spellings: str) -> Entity:
    texts = dict.fromkeys([name, *filter(None, spellings.split("|"))])
    return Entity(
        id=f"geonames:{number}",
        kind="place",
        name=name,
        forms=tuple(NameForm(text, script=script_code(text)) for text in texts),
        countries=(country,),
        identifiers={"geonames": number},
        prominence=prominence_of(int(people), MOST_PEOPLE),
    )


def build(source: Path, target: Path, entities: Sequence[Entity]) -> int:
    """Compile the towns into the folder `target`; return how many there are."""
    known = frozenset(entity.identifiers.get("geonames", "") for entity in entities)
    towns = Gazetteer.from_entities(read_towns(source, known))
    if target.exists():
        shutil.rmtree(target)  # else it would become an edition; the package holds plain files
    towns.save(target)
    return len(towns)
