"""The listed entities and the forms they are found by, in memory or from a compiled folder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import get_args

from nameresolve.errors import GazetteerError
from nameresolve.index import FormIndex, IndexBuilder
from nameresolve.model import KINDS, Entity, EntityId, NameForm, Strength
from nameresolve.storage import Records, read_folder, write_folder
from nameresolve.tables import data_path

__all__ = ["Gazetteer"]

STRENGTHS: tuple[Strength, ...] = get_args(Strength)


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
    @cache
    def towns(cls) -> Gazetteer:
        """Return the smaller cities that ship with the library, opened once a process.

        They are a gazetteer of their own, since many are called like a word or a person (Most, Mary,
        Reading): a resolver asks it only for a place that the bundled gazetteer does not know.

        >>> Gazetteer.towns().get("geonames:2639577").name
        'Reading'
        """
        return cls.open(data_path() / "towns")

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

        Raises `GazetteerError`, which names the entity, for two entities with one id, an unknown kind
        or strength, an empty name, a prominence outside 0 to 1, and a text that cannot be stored as
        UTF-8 because it holds half of a surrogate pair.
        """
        builder = IndexBuilder()
        records = Records.of(_indexed(entities, builder))
        return cls(records, builder.finish())

    def save(self, path: str | Path) -> None:
        """Write the gazetteer as a compiled folder, whole or not at all.

        An older compiled gazetteer of that name is replaced; whoever opens the folder meanwhile,
        even if this process is killed, gets the old one or the new one. Anything else that stands
        there is refused with `GazetteerError`. What the disk refuses is an `OSError`.
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


def _indexed(entities: Iterable[Entity], builder: IndexBuilder) -> Iterator[Entity]:
    """Hand entities on, each checked and put into the index on its way: none is kept."""
    seen: set[str] = set()
    for number, entity in enumerate(entities):
        _check(entity, seen)
        seen.add(entity.id)
        for ordinal, form in enumerate(forms_of(entity)):
            builder.add(number, ordinal, form.text, entity.kind)
        yield entity


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
    _check_texts(entity)
    if not entity.id or not entity.name.strip():
        raise GazetteerError(f"entity {entity.id!r} has no id or no name", remedy="Both are needed.")
    if entity.born is not None and not isinstance(entity.born, int):
        raise GazetteerError(
            f"entity {entity.id!r} was born in {entity.born!r}", remedy="Give a year as an int, or None."
        )
    if not 0.0 <= entity.prominence <= 1.0:
        raise GazetteerError(
            f"entity {entity.id!r} has the prominence {entity.prominence!r}",
            remedy="It must be a number from 0 to 1.",
        )
    for form in entity.forms:
        if form.strength not in STRENGTHS:
            raise GazetteerError(
                f"entity {entity.id!r}: its form {form.text!r} has the unknown strength {form.strength!r}",
                remedy=f"Strengths are {', '.join(STRENGTHS)}.",
            )


def _check_texts(entity: Entity) -> None:
    for what, text in _texts_of(entity):
        if not isinstance(text, str):
            raise GazetteerError(
                f"entity {entity.id!r}: its {what} is {text!r}, which is no text",
                remedy="Give a str, or leave the entity out.",
            )
        try:
            text.encode("utf-8")
        except UnicodeEncodeError as error:
            raise GazetteerError(
                f"entity {entity.id!r}: its {what} {text!r} holds half of a surrogate pair"
                f" at character {error.start + 1}",
                remedy="It was broken when it was read; decode the source as what it is, UTF-8 or UTF-16.",
            ) from error


def _texts_of(entity: Entity) -> Iterator[tuple[str, object]]:
    """Yield each text of an entity with what it is."""
    yield "id", entity.id
    yield "name", entity.name
    for form in entity.forms:
        yield "form", form.text
        tags = (("language", form.language), ("script", form.script))
        yield from ((what, tag) for what, tag in tags if tag is not None)
        yield "source", form.source
    for what, texts in (("country", entity.countries), ("role", entity.roles)):
        yield from ((what, text) for text in texts)
    for key, value in entity.identifiers.items():
        yield from (("identifier", key), ("identifier", value))
