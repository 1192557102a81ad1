"""The listed entities and the forms they are found by, in memory or from a compiled folder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

from nameresolve.errors import GazetteerError
from nameresolve.index import FormIndex, IndexBuilder
from nameresolve.model import KINDS, Entity, EntityId, NameForm
from nameresolve.storage import Records, read_folder, write_folder
from nameresolve.tables import data_path

__all__ = ["Gazetteer"]


class Gazetteer:
    """Entities with all their names, ready to be searched; immutable.

    Make one with `bundled`, `open` or `from_entities`. Two gazetteers with the same entities in
    the same order have the same `fingerprint` and give the same answers.

    >>> gazetteer = Gazetteer.from_entities([Entity("Q200881", "person", "Kassym-Jomart Tokayev")])
    >>> len(gazetteer), gazetteer.get("Q200881").name
    (1, 'Kassym-Jomart Tokayev')
    """

    def __init__(self, records: Records, index: FormIndex) -> None:
        self._records = records
        self.index = index

    @classmethod
    @cache
    def bundled(cls) -> Gazetteer:
        """Return the gazetteer that ships with the library, opened once a process."""
        return cls.open(data_path() / "gazetteer")

    @classmethod
    def open(cls, path: str | Path) -> Gazetteer:
        """Open a compiled folder that `save` wrote.

        Raises `GazetteerError` if the folder is missing, damaged, of another kind or newer than
        this version can read.
        """
        records, index = read_folder(Path(path))
        return cls(records, index)

    @classmethod
    def from_entities(cls, entities: Iterable[Entity]) -> Gazetteer:
        """Return a gazetteer of these entities; each is found by its name and its forms.

        Raises `GazetteerError` for two entities with one id, an unknown kind or an empty name.
        """
        builder = IndexBuilder()
        kept: list[Entity] = []
        seen: set[str] = set()
        for number, entity in enumerate(entities):
            _check(entity, seen)
            seen.add(entity.id)
            kept.append(entity)
            for ordinal, form in enumerate(forms_of(entity)):
                builder.add(number, ordinal, form.text, entity.kind)
        return cls(Records.of(kept), builder.finish())

    def save(self, path: str | Path) -> None:
        """Write the gazetteer as a compiled folder, whole or not at all.

        The folder is written beside the target and renamed; an older compiled gazetteer of that
        name is replaced, anything else that stands there is refused with `GazetteerError`.
        """
        write_folder(Path(path), self._records, self.index)

    @property
    def fingerprint(self) -> str:
        """The content hash of the entities, in hexadecimal."""
        return self._records.fingerprint

    def __len__(self) -> int:
        return len(self._records)

    def __iter__(self) -> Iterator[Entity]:
        return iter(self._records)

    def get(self, entity_id: str) -> Entity | None:
        """Return the entity with this id, or None."""
        number = self._records.numbers.get(EntityId(entity_id))
        return None if number is None else self._records[number]

    def entity(self, number: int) -> Entity:
        """Return an entity by its place, as the index names it."""
        return self._records[number]

    def form(self, number: int, ordinal: int) -> NameForm:
        """Return a form by the place of its entity and its own place there."""
        return forms_of(self._records[number])[ordinal]


def forms_of(entity: Entity) -> Sequence[NameForm]:
    """Return the forms of an entity, its name among them; the name comes first if it is no form."""
    if any(form.text == entity.name for form in entity.forms):
        return entity.forms
    return (NameForm(entity.name, source="name"), *entity.forms)


def _check(entity: Entity, seen: set[str]) -> None:
    if entity.id in seen:
        raise GazetteerError(
            f"the id {entity.id!r} occurs twice", remedy="Give each entity an id of its own."
        )
    if entity.kind not in KINDS:
        raise GazetteerError(
            f"entity {entity.id!r} has the unknown kind {entity.kind!r}",
            remedy=f"Kinds are {', '.join(KINDS)}.",
        )
    if not entity.id or not entity.name.strip():
        raise GazetteerError(f"entity {entity.id!r} has no id or no name", remedy="Both are needed.")
