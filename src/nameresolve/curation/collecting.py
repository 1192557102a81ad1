"""Entities on their way into a gazetteer: on disk, not in memory, and those of one id joined.

Two records of one id are one entity if nothing speaks against it: their spellings, countries and
identifiers are united. Records of one id that differ in kind or in the year of birth cannot both be
right; the first stays, the later one is rejected and told.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import IO

from attrs import Factory, define, evolve

from nameresolve.curation.source_files import source_line
from nameresolve.errors import GazetteerError
from nameresolve.importers.records import Report
from nameresolve.model import Entity, NameForm
from nameresolve.storage import from_json, to_json

__all__ = ["Collected", "collected", "merged"]


@define
class Collected:
    """Entities that lie in a temporary file, in the order they came; made by `collected`."""

    _file: IO[bytes]
    _places: dict[str, int] = Factory(dict)
    _again: dict[str, list[int]] = Factory(dict)

    def __len__(self) -> int:
        return len(self._places)

    def __iter__(self) -> Iterator[Entity]:
        """Yield each entity once, joined with the later records of its id."""
        at = 0
        later = {place for places in self._again.values() for place in places}
        while True:
            self._file.seek(at)
            line = self._file.readline()
            if not line:
                return
            place, at = at, at + len(line)
            if place not in later:
                yield self._whole(from_json(line.decode("utf-8")))

    def get(self, entity_id: str) -> Entity | None:
        """Return the entity of this id, or None."""
        place = self._places.get(entity_id)
        return None if place is None else self._whole(self._at(place))

    def add(self, entity: Entity, report: Report) -> None:
        """Add an entity, or join it to the earlier one of its id."""
        if entity.id not in self._places:
            self._places[entity.id] = self._append(entity)
            return
        earlier = self.get(entity.id)
        report.kept -= 1
        if earlier is None or (problem := _contradiction(earlier, entity)):
            report.reject(0, f"the id {entity.id} is used twice: {problem}", source_line(entity))
            return
        report.merged += 1
        self._again.setdefault(entity.id, []).append(self._append(entity))

    def _append(self, entity: Entity) -> int:
        place = self._file.seek(0, 2)
        self._file.write(to_json(entity).encode("utf-8") + b"\n")
        return place

    def _at(self, place: int) -> Entity:
        self._file.seek(place)
        return from_json(self._file.readline().decode("utf-8"))

    def _whole(self, entity: Entity) -> Entity:
        for place in self._again.get(entity.id, ()):
            entity = merged(entity, self._at(place))
        return entity


@contextmanager
def collected(entities: Iterable[Entity], report: Report | None = None) -> Iterator[Collected]:
    """Lay the entities into a temporary file, joining those of one id; the file goes away at the end.

    Memory grows with the number of ids alone. The report counts what was joined and what contradicts.
    """
    report = report or Report()
    with tempfile.TemporaryFile(prefix="nameresolve-") as file:
        found = Collected(file)
        for entity in entities:
            if not entity.id or not entity.name.strip():
                raise GazetteerError(f"entity {entity.id!r} has no id or no name", remedy="Both are needed.")
            found.add(entity, report)
        yield found


def _contradiction(earlier: Entity, later: Entity) -> str:
    if earlier.kind != later.kind:
        return f"once for the {earlier.kind} {earlier.name}, once for the {later.kind} {later.name}"
    if earlier.born and later.born and earlier.born != later.born:
        return f"{earlier.name}, born {earlier.born}, and {later.name}, born {later.born}"
    return ""


def merged(first: Entity, second: Entity) -> Entity:
    """Return the first entity with what the second adds; a form that one has strong is strong.

    >>> left = Entity("x", "person", "Yulia Shcherbakova")
    >>> right = Entity("x", "person", "Юлия Щербакова", (NameForm("Юлия Щербакова", "ru"),), born=1990)
    >>> both = merged(left, right)
    >>> both.name, [form.text for form in both.forms], both.born
    ('Yulia Shcherbakova', ['Юлия Щербакова'], 1990)
    """
    forms: dict[str, NameForm] = {}
    for form in (*first.forms, *second.forms):
        earlier = forms.get(form.text)
        if earlier is None:
            forms[form.text] = form
        elif earlier.strength == "weak" and form.strength == "strong":
            forms[form.text] = evolve(earlier, strength="strong")
    if second.name != first.name and second.name not in forms:
        forms[second.name] = NameForm(second.name, source="name")
    return evolve(
        first,
        forms=tuple(forms.values()),
        countries=tuple(dict.fromkeys((*first.countries, *second.countries))),
        born=first.born or second.born,
        identifiers={**second.identifiers, **first.identifiers},
        prominence=max(first.prominence, second.prominence),
        roles=tuple(dict.fromkeys((*first.roles, *second.roles))),
    )
