"""The listed entities and the forms they are found by, in memory or from a compiled folder."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np

from nameresolve.arguments import checked_path, of_type
from nameresolve.entity_checks import check_entity, entities_of, ids_of
from nameresolve.errors import GazetteerError, text_of
from nameresolve.index import FormIndex, IndexBuilder, joined_segment
from nameresolve.model import Entity, EntityId, NameForm
from nameresolve.storage import Lines, Opened, Records, read_folder, write_folder, write_update
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

    def __init__(self, records: Records, index: FormIndex, opened: Opened | None = None) -> None:
        self._records = records
        self.index = index
        self._opened = opened

    def __reduce__(self) -> tuple[Callable[..., Gazetteer], tuple[Any, ...]]:
        """Send the folder to another process, which maps the same pages, or all of what is in memory."""
        if self._opened is not None and self._opened.records is self._records:
            return _opened_again, (str(self._opened.folder.absolute()), self.fingerprint)
        return Gazetteer, (self._records, self.index)

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
    def open(cls, path: str | Path, *, check: bool = False) -> Gazetteer:
        """Open a compiled folder that `save` wrote.

        It is mapped and not read, so that this takes milliseconds at any size; each block of a file is
        checked when something in it is asked for first. With `check` all files are read and checked now.

        Raises `GazetteerError` if the folder is missing, damaged, of another kind or newer than
        this version can read; asking a gazetteer that turns out to be damaged raises it as well.
        """
        opened = read_folder(checked_path(path), check=check)
        return cls(opened.records, opened.index, opened)

    @classmethod
    def from_entities(cls, entities: Iterable[Entity]) -> Gazetteer:
        """Return a gazetteer of these entities; each is found by its name and its forms.

        Raises `GazetteerError`, which names the entity, for two entities with one id, an unknown kind
        or strength, an empty name, a prominence outside 0 to 1, and a text that cannot be stored as
        UTF-8 because it holds half of a surrogate pair.
        """
        builder = IndexBuilder()
        lines = Lines.of(_indexed(entities, builder))
        return cls(Records([lines]), builder.finish())

    def save(self, path: str | Path) -> None:
        """Write the gazetteer as a compiled folder, whole or not at all.

        An older compiled gazetteer of that name is replaced; whoever opens the folder meanwhile,
        even if this process is killed, gets the old one or the new one. If it was opened from that
        folder and updated since, only the update is written. Anything else that stands there is refused
        with `GazetteerError`. What the disk refuses is an `OSError`.
        """
        target, opened = checked_path(path), self._opened
        beside = self.updated and opened is not None and _same(target, opened.folder)
        if beside and opened and write_update(opened, self._records, self.index.segments):
            return
        whole = self.compact()
        write_folder(target, whole._records, whole.index.segments[0])  # noqa: SLF001 - one of our own

    # ------------------------------------------------------------------ updating

    @property
    def updated(self) -> bool:
        """Whether something was added, replaced or removed since it was built or made compact."""
        return len(self._records.lines) > 1 or bool(self._records.removed)

    def add(self, entities: Iterable[Entity]) -> Gazetteer:
        """Return a gazetteer with more entities, which come after the others.

        It answers as one built anew would. What was there is shared and not copied, so that this takes as
        long as indexing what was ever added; `compact` makes one piece of it. Raises `GazetteerError`
        for an id that is listed already, and as `from_entities` does.

        >>> old = Gazetteer.from_entities([Entity("nr:a", "place", "Almaty")])
        >>> new = old.add([Entity("nr:b", "place", "Astana")])
        >>> [entity.name for entity in new], len(old)
        (['Almaty', 'Astana'], 1)
        """
        new = list(entities_of(entities))
        for entity in new:
            if self._records.number_of(entity.id) is not None:
                raise GazetteerError(
                    f"the id {entity.id!r} is listed already",
                    remedy="Replace the entity, or give another id.",
                )
        return self._changed((), new)

    def replace(self, entities: Iterable[Entity]) -> Gazetteer:
        """Return a gazetteer with these entities in place of those with their ids; they come last.

        Raises `GazetteerError` for an id that is not listed, and as `from_entities` does.

        >>> old = Gazetteer.from_entities([Entity("nr:a", "place", "Almaty")])
        >>> old.replace([Entity("nr:a", "place", "Alma-Ata")]).get("nr:a").name
        'Alma-Ata'
        """
        new = list(entities_of(entities))
        return self._changed([entity.id for entity in new], new)

    def remove(self, ids: Iterable[str], *, redirects: Mapping[str, str] | None = None) -> Gazetteer:
        """Return a gazetteer without the entities of these ids.

        `redirects` says which entity to get where a removed one is asked for by its id. Raises
        `GazetteerError` for an id that is not listed, or for a redirect to one that is not.

        >>> twice = [Entity("nr:a", "place", "Almaty"), Entity("nr:b", "place", "Almaty")]
        >>> old = Gazetteer.from_entities(twice)
        >>> new = old.remove(["nr:b"], redirects={"nr:b": "nr:a"})
        >>> len(new), new.get("nr:b").id
        (1, 'nr:a')
        """
        if redirects is not None:
            of_type(redirects, Mapping, "Redirects are a mapping from an id to another: {'nr:b': 'nr:a'}.")
            list(ids_of(chain(redirects, redirects.values())))
        return self._changed(list(ids_of(ids)), [], redirects)

    def compact(self) -> Gazetteer:
        """Return the gazetteer with its updates in one piece, as if it had been built so."""
        if not self.index.complete:
            return self._indexed_anew()
        if not self.updated:
            return self
        order = np.full(sum(map(len, self._records.lines)), -1, dtype=np.intp)
        numbers = np.fromiter(self._records.numbers(), dtype=np.intp, count=len(self))
        order[numbers] = np.arange(len(self))
        index = FormIndex([joined_segment(self.index, order)])
        return Gazetteer(Records([Lines.joined(self._records)], (), self._records.redirects), index)

    def _indexed_anew(self) -> Gazetteer:
        """Return the gazetteer with an index of this version in place of one of an earlier one."""
        builder = IndexBuilder()
        lines = Lines.of(_indexed(self, builder))
        return Gazetteer(Records([lines], (), self._records.redirects), builder.finish())

    def _changed(
        self,
        gone: Iterable[EntityId | str],
        new: Sequence[Entity],
        redirects: Mapping[str, str] | None = None,
    ) -> Gazetteer:
        """Return a gazetteer without some entities and with new ones."""
        first, removed = len(self._records.lines[0]), set(self._records.removed)
        added = {entity.id: entity for entity in self._records.added()}
        for entity_id in gone:
            number = self._records.number_of(entity_id)
            if number is None or (number >= first and entity_id not in added):
                raise GazetteerError(f"there is no entity {entity_id!r}", remedy="Look its id up, or add it.")
            if number < first:
                removed.add(number)
            else:
                del added[entity_id]
        builder = IndexBuilder()
        lines = Lines.of(_indexed(chain(added.values(), new), builder))
        known = {**self._records.redirects, **(redirects or {})}
        records = Records([self._records.lines[0], lines], removed, known)
        for wrong in (old for old in redirects or () if records.find(old) is None):
            raise GazetteerError(f"{wrong!r} redirects to no entity", remedy="Redirect it to a listed id.")
        index = FormIndex([self.index.segments[0], builder.segment()], sorted(removed), first)
        return Gazetteer(records, index, self._opened)

    @property
    def fingerprint(self) -> str:
        """The content hash of the entities, in hexadecimal."""
        return self._records.fingerprint

    def __len__(self) -> int:
        return len(self._records)

    def __iter__(self) -> Iterator[Entity]:
        return iter(self._records)

    def get(self, entity_id: str) -> Entity | None:
        """Return the entity with this id, or the one that an id which is no more redirects to, or None."""
        number = self._records.find(text_of(entity_id, "an id"))
        return None if number is None else self._records[number]

    def listing(self, ids: Iterable[str]) -> set[str]:
        """Return which of some ids are those of entities; an id that redirects is not.

        >>> sorted(Gazetteer.from_entities([Entity("nr:a", "place", "Almaty")]).listing(["nr:a", "nr:b"]))
        ['nr:a']
        """
        return {entity_id for entity_id in ids_of(ids) if self._records.number_of(entity_id) is not None}

    def entity(self, number: int) -> Entity:
        """Return an entity by its place, as the index names it."""
        return self._records[number]

    def entities(self, numbers: Sequence[int]) -> list[Entity]:
        """Return many entities by their places, which takes less time than one by one."""
        return self._records.many(numbers)

    def form(self, number: int, ordinal: int) -> NameForm:
        """Return a form by the place of its entity and its own place there."""
        return forms_of(self._records[number])[ordinal]


def _opened_again(path: str, fingerprint: str) -> Gazetteer:
    """Open a folder in another process; raises `GazetteerError` if it was replaced meanwhile."""
    gazetteer = Gazetteer.open(path)
    if gazetteer.fingerprint != fingerprint:
        raise GazetteerError("it was replaced after it was opened", file=path, remedy="Open it again.")
    return gazetteer


def _same(one: Path, other: Path) -> bool:
    return one.exists() and other.exists() and one.samefile(other)


def forms_of(entity: Entity) -> Sequence[NameForm]:
    """Return the forms of an entity, its name among them; the name comes first if it is no form."""
    if any(form.text == entity.name for form in entity.forms):
        return entity.forms
    return (NameForm(entity.name, source="name"), *entity.forms)


def _indexed(entities: Iterable[Entity], builder: IndexBuilder) -> Iterator[Entity]:
    """Hand entities on, each checked and put into the index on its way: none is kept."""
    seen: set[str] = set()
    for number, entity in enumerate(entities_of(entities)):
        check_entity(entity, seen)
        seen.add(entity.id)
        for ordinal, form in enumerate(forms_of(entity)):
            builder.add(number, ordinal, form.text, entity.kind, family_first=entity.family == "first")
        yield entity
