"""Entities as lines of JSON, read one by one when they are asked for."""

from __future__ import annotations

import hashlib
import json
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from nameresolve.errors import GazetteerError
from nameresolve.model import Entity, NameForm
from nameresolve.packed import Column, HashTable, Texts, hash_of

__all__ = ["REBUILD", "Lines", "Records", "from_json", "to_json"]

REBUILD = "Build it again, or reinstall the package if it is the bundled one."
_AT_ONCE = 1 << 20
_FEW = 8
"""Fewer entities are read one by one, and kept."""

MOST_READ = 1 << 8
"""So many entities are kept, some seven kilobytes each."""

_write = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode


def to_json(entity: Entity) -> str:
    """Return an entity as one line of JSON, without what is empty."""
    value: dict[str, Any] = {"id": entity.id, "kind": entity.kind, "name": entity.name}
    value["forms"] = [_form_to_json(form) for form in entity.forms]
    for key in ("countries", "born", "identifiers", "prominence", "roles"):
        content = getattr(entity, key)
        if content:
            value[key] = dict(content) if key == "identifiers" else content
    if entity.family != "last":
        value["family"] = entity.family
    return _write(value)


def _form_to_json(form: NameForm) -> list[str | None]:
    return [form.text, form.language, form.script, form.strength, form.source]


def from_json(line: str) -> Entity:
    """Return the entity that `to_json` wrote; raises `GazetteerError` for what is none."""
    try:
        value = json.loads(line)
        value["forms"] = tuple(NameForm(*form) for form in value["forms"])
        for key in ("countries", "roles"):
            if key in value:
                value[key] = tuple(value[key])
        return Entity(**value)
    except (ValueError, TypeError, KeyError) as error:
        raise GazetteerError(f"this is no entity: {line[:60]!r}", remedy=REBUILD) from error


def _from_line(line: bytes) -> Entity:
    try:
        return from_json(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise GazetteerError("an entity is no UTF-8 text", remedy=REBUILD) from error


@frozen(slots=True, eq=False)
class Lines:
    """Lines of JSON: their bytes, where each starts, and which line an id is on."""

    data: Column
    starts: Column
    ids: HashTable

    @classmethod
    def of(cls, entities: Iterable[Entity]) -> Lines:
        """Return lines of entities, which may come one by one; none is kept."""
        data, lengths, ids = bytearray(), array("Q"), array("Q")
        for entity in entities:
            line = to_json(entity).encode("utf-8") + b"\n"
            data += line
            lengths.append(len(line))
            ids.append(hash_of(entity.id))
        starts = np.zeros(len(lengths) + 1, dtype=np.uint64)
        np.cumsum(np.frombuffer(lengths, dtype=np.uint64), out=starts[1:])
        hashes = np.frombuffer(ids, dtype=np.uint64) if ids else np.zeros(0, dtype=np.uint64)
        return cls(Column(np.frombuffer(data, dtype=np.uint8)), Column(starts), HashTable.of(hashes))

    @classmethod
    def joined(cls, records: Records) -> Lines:
        """Return all that counts of records as one piece."""
        data = np.frombuffer(b"".join(records.runs()), dtype=np.uint8)
        starts = np.concatenate([[0], np.flatnonzero(data == ord("\n")) + 1]).astype(np.uint64)
        hashes = np.concatenate([lines.ids.in_order() for lines in records.lines])
        hashes = np.delete(hashes, sorted(records.removed))
        return cls(Column(data), Column(starts), HashTable.of(hashes))

    def __len__(self) -> int:
        return len(self.starts) - 1

    def line(self, number: int) -> bytes:
        """Return a line with its end."""
        start, end = self.starts.between(number, number + 2).tolist()
        return self.data.between(start, end).tobytes()

    def some(self, numbers: NDArray[np.intp]) -> bytes:
        """Return some lines, one after another."""
        return Texts(self.data, self.starts).lines(numbers)

    def runs(self, living: NDArray[np.bool_] | None) -> Iterator[bytes]:
        """Yield the bytes of the lines that count, some lines at once."""
        starts = self.starts.all().astype(np.int64)
        lives = np.ones(len(self), dtype=np.int8) if living is None else living.astype(np.int8)
        edges = np.flatnonzero(np.diff(np.concatenate([[0], lives, [0]])))
        for first, end in starts[edges].reshape(-1, 2).tolist():
            for at in range(first, end, _AT_ONCE):
                yield self.data.between(at, min(end, at + _AT_ONCE)).tobytes()


class Records:
    """The entities of a gazetteer: lines and, where it was updated, the lines of the update.

    `removed` are the numbers of entities of the first lines that are gone; `redirects` says which id is
    meant where one that is no more is asked for. An entity keeps its number through updates.
    """

    def __init__(
        self,
        lines: Sequence[Lines],
        removed: Iterable[int] = (),
        redirects: Mapping[str, str] | None = None,
        fingerprint: str | None = None,
    ) -> None:
        self.lines = tuple(lines)
        self.removed = frozenset(removed)
        self.redirects = dict(redirects or {})
        self._first = len(lines[0])
        self._fingerprint = fingerprint
        self._read = lru_cache(maxsize=MOST_READ)(self._parse)

    def __reduce__(self) -> tuple[type[Records], tuple[Any, ...]]:
        return Records, (self.lines, self.removed, self.redirects, self._fingerprint)

    def __len__(self) -> int:
        return sum(map(len, self.lines)) - len(self.removed)

    def __getitem__(self, number: int) -> Entity:
        return self._read(number)

    def many(self, numbers: Sequence[int]) -> list[Entity]:
        """Return entities by their numbers; the lines of many are read together."""
        if len(numbers) < _FEW or len(self.lines) > 1:
            return [self._read(number) for number in numbers]
        return [_from_line(line) for line in self.lines[0].some(np.array(numbers)).split(b"\n")[:-1]]

    def __iter__(self) -> Iterator[Entity]:
        return (self._parse(number) for number in self.numbers())

    def numbers(self) -> Iterator[int]:
        """Yield the numbers of the entities, in order."""
        return (n for n in range(sum(map(len, self.lines))) if n not in self.removed)

    def _parse(self, number: int) -> Entity:
        updated = number >= self._first
        return _from_line(self.lines[updated].line(number - updated * self._first))

    def find(self, entity_id: str) -> int | None:
        """Return the number of the entity with this id, or of the one it redirects to."""
        for _ in range(len(self.redirects) + 1):
            found = self.number_of(entity_id)
            if found is not None or entity_id not in self.redirects:
                return found
            entity_id = self.redirects[entity_id]
        return None

    def added(self) -> Iterator[Entity]:
        """Yield the entities that an update added."""
        first = len(self.lines[0])
        return (self[number] for number in range(first, first + sum(map(len, self.lines[1:]))))

    def number_of(self, entity_id: str) -> int | None:
        """Return the number of the entity with this id, or None."""
        first = 0
        for lines in self.lines:
            for place in lines.ids.find(hash_of(entity_id)):
                number = first + place
                if number not in self.removed and self[number].id == entity_id:
                    return number
            first += len(lines)
        return None

    @cached_property
    def fingerprint(self) -> str:
        """Return the SHA-256 of the entities, in hexadecimal."""
        if self._fingerprint is not None:
            return self._fingerprint
        digest = hashlib.sha256()
        for run in self.runs():
            digest.update(run)
        return digest.hexdigest()

    def runs(self) -> Iterator[bytes]:
        """Yield the bytes of all lines in order, many lines at once."""
        first, *others = self.lines
        living = None
        if self.removed:
            living = np.ones(len(first), dtype=bool)
            living[list(self.removed)] = False
        yield from first.runs(living)
        for lines in others:
            yield from lines.runs(None)
