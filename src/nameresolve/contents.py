"""The parts of every listed form as arrays, so that many forms are compared with a name at once."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

import numpy as np
from attrs import define, field, frozen
from numpy.typing import NDArray

from nameresolve.distance import PartForm
from nameresolve.model import KINDS, Kind, Role
from nameresolve.packed import Column
from nameresolve.scoring.bulk import (
    GENERIC,
    INITIAL,
    LOCATED_PLACE,
    NAME,
    NUMERAL,
    PATRONYMIC_NAME,
    WIDTH,
    PartsOfNames,
)
from nameresolve.scoring.units import Unit, Units
from nameresolve.symbols import LATIN_ALPHABET
from nameresolve.unicode import SCRIPTS

__all__ = [
    "UNLISTED",
    "Contents",
    "FormParts",
    "FormPartsWriter",
    "LateContents",
    "Rows",
    "head_of",
    "rows_of",
]

Numbering = Callable[[tuple[str, str]], int | None]
"""Tells the number of a part of an index by its cleaned text and its script; None if it has no such part."""

_ROLES: Mapping[Role, int] = {
    "patronymic": PATRONYMIC_NAME,
    "initial": INITIAL,
    "generic": GENERIC,
    "number": NUMERAL,
}
_SCRIPT_NUMBERS = {script: number for number, script in enumerate(SCRIPTS)}
_LATIN = _SCRIPT_NUMBERS["Latn"]
UNLISTED = -1
"""The number of a part that is in no index, and of an initial."""
_UNLISTED_STORED = 0xFFFFFFFF


@frozen(slots=True)
class Rows:
    """The parts of N names: (N, W) arrays, W the most parts that one of them has, at most `WIDTH`.

    `numbers` are those of the index, `heads` the first symbols, `scripts` the places in `SCRIPTS`.
    """

    names: PartsOfNames
    numbers: NDArray[np.int32]
    heads: NDArray[np.uint8]
    scripts: NDArray[np.uint8]


class Contents(Protocol):
    """What is known of the parts of forms, by the numbers of the forms."""

    def kinds(self, forms: NDArray[np.intp]) -> NDArray[np.uint8]:
        """Return the place of each form's kind in `KINDS`."""

    def rows(self, forms: NDArray[np.intp]) -> Rows:
        """Return the parts of some forms."""


@frozen(slots=True, eq=False)
class FormParts:
    """The parts of forms as an index holds them: those of form i from ``starts[i]`` to ``starts[i + 1]``.

    `parts` are numbers of the segment, `heads` and `scripts` as in `Rows`.
    """

    kinds: Column
    starts: Column
    parts: Column
    roles: Column
    weights: Column
    heads: Column
    scripts: Column

    def __len__(self) -> int:
        return len(self.kinds)

    def rows(self, forms: NDArray[np.intp]) -> Rows:
        """Return the parts of some forms."""
        starts = self.starts.take(forms).astype(np.intp)
        counts = self.starts.take(forms + 1).astype(np.intp) - starts
        shape = (len(forms), max(1, int(counts.max(initial=0))))
        there = np.arange(shape[1])[None, :] < counts[:, None]
        places = (starts[:, None] + np.arange(shape[1])[None, :])[there]
        roles, heads, scripts = np.zeros((3, *shape), dtype=np.uint8)
        weights = np.zeros(shape, dtype=np.float32)
        numbers = np.full(shape, UNLISTED, dtype=np.int32)
        roles[there], heads[there] = self.roles.take(places), self.heads.take(places)
        scripts[there], weights[there] = self.scripts.take(places), self.weights.take(places)
        numbers[there] = self.parts.take(places).astype(np.uint32).view(np.int32)
        return Rows(PartsOfNames(roles, weights), numbers, heads, scripts)

    @classmethod
    def joined(cls, pieces: Sequence[tuple[FormParts, NDArray[np.intp], NDArray[np.uint32]]]) -> FormParts:
        """Return the parts of some forms of several; each comes with its forms and the new part numbers."""
        counts, columns = [], []
        for held, forms, numbers in pieces:
            starts = held.starts.take(forms).astype(np.intp)
            size = held.starts.take(forms + 1).astype(np.intp) - starts
            places = np.arange(int(size.sum())) + np.repeat(starts - (np.cumsum(size) - size), size)
            old = held.parts.take(places).astype(np.uint32)
            listed = old != _UNLISTED_STORED
            old[listed] = numbers[old[listed]]
            plain = (held.roles, held.weights, held.heads, held.scripts)
            columns.append((held.kinds.take(forms), old, *(column.take(places) for column in plain)))
            counts.append(size)
        kinds, *others = (Column(np.concatenate(each)) for each in zip(*columns, strict=True))
        return cls(kinds, Column(_starts_of(np.concatenate(counts))), *others)


def _starts_of(counts: NDArray[np.integer]) -> NDArray[np.uint64]:
    starts = np.zeros(len(counts) + 1, dtype=np.uint64)
    np.cumsum(counts, out=starts[1:])
    return starts


@define
class FormPartsWriter:
    """Collects the parts of forms, in the order of the forms."""

    _kinds: bytearray = field(factory=bytearray)
    _counts: bytearray = field(factory=bytearray)
    _parts: array[int] = field(factory=lambda: array("I"))
    _roles: bytearray = field(factory=bytearray)
    _weights: array[float] = field(factory=lambda: array("f"))
    _heads: bytearray = field(factory=bytearray)
    _scripts: bytearray = field(factory=bytearray)

    def add(self, units: Units, numbering: Numbering) -> None:
        """Add a form by its parts made ready; further parts than `WIDTH` are left out."""
        content = units.content[:WIDTH]
        self._kinds.append(KINDS.index(units.kind))
        self._counts.append(len(content))
        for unit in content:
            role = _role(unit)
            number = None if role == INITIAL else numbering((unit.form.fold, unit.form.script))
            self._parts.append(_UNLISTED_STORED if number is None else number)
            self._roles.append(role)
            self._weights.append(unit.weight)
            self._heads.append(head_of(unit.form))
            self._scripts.append(_SCRIPT_NUMBERS.get(unit.form.script, 0))

    def add_latin(self, kind: Kind, parts: Sequence[tuple[int, float, int]], patronymic: int) -> None:
        """Add a form of Latin names: the number, weight and head of each part, and which is a patronymic."""
        self._kinds.append(KINDS.index(kind))
        self._counts.append(len(parts))
        for place, (number, weight, head) in enumerate(parts):
            self._parts.append(number)
            self._roles.append(PATRONYMIC_NAME if place == patronymic else NAME)
            self._weights.append(weight)
            self._heads.append(head)
            self._scripts.append(_LATIN)

    def finish(self) -> FormParts:
        """Return the parts of all forms added."""
        counts = np.frombuffer(self._counts, dtype=np.uint8)
        bytes_of = (self._roles, self._heads, self._scripts)
        roles, heads, scripts = (Column(np.frombuffer(each, dtype=np.uint8)) for each in bytes_of)
        return FormParts(
            kinds=Column(np.frombuffer(self._kinds, dtype=np.uint8)),
            starts=Column(_starts_of(counts)),
            parts=Column(np.frombuffer(self._parts, dtype=np.uint32)),
            roles=roles,
            weights=Column(np.frombuffer(self._weights, dtype=np.float32)),
            heads=heads,
            scripts=scripts,
        )


class LateContents:
    """The parts of each form, written down the first time a form is looked at.

    For names that are in no index, and for an index that an earlier version wrote.
    """

    def __init__(self, count: int, read: Callable[[int], Units], numbering: Numbering) -> None:
        self._read = read
        self._numbering = numbering
        self._kinds = np.full(count, len(KINDS), dtype=np.uint8)
        self._rows = Rows(
            names=PartsOfNames(
                np.zeros((count, WIDTH), dtype=np.uint8), np.zeros((count, WIDTH), dtype=np.float32)
            ),
            numbers=np.full((count, WIDTH), UNLISTED, dtype=np.int32),
            heads=np.zeros((count, WIDTH), dtype=np.uint8),
            scripts=np.zeros((count, WIDTH), dtype=np.uint8),
        )

    def kinds(self, forms: NDArray[np.intp]) -> NDArray[np.uint8]:
        """Return the place of each form's kind in `KINDS`."""
        for form in forms[self._kinds[forms] == len(KINDS)].tolist():
            units = self._read(form)
            _write(self._rows, form, units, self._numbering)
            self._kinds[form] = KINDS.index(units.kind)  # last, since it tells that the row is written
        return self._kinds[forms]

    def rows(self, forms: NDArray[np.intp]) -> Rows:
        """Return the parts of some forms."""
        self.kinds(forms)
        roles = self._rows.names.roles[forms]
        wide = max(1, int((roles != 0).any(axis=0).sum()))
        return Rows(
            names=PartsOfNames(roles[:, :wide], self._rows.names.weights[forms, :wide]),
            numbers=self._rows.numbers[forms, :wide],
            heads=self._rows.heads[forms, :wide],
            scripts=self._rows.scripts[forms, :wide],
        )


def rows_of(names: Sequence[Units]) -> Rows:
    """Return the parts of names that are in no index."""
    contents = LateContents(len(names), names.__getitem__, lambda _: None)
    return contents.rows(np.arange(len(names)))


def _role(unit: Unit) -> int:
    return LOCATED_PLACE if unit.located else _ROLES.get(unit.role, NAME)


def _write(rows: Rows, row: int, units: Units, numbering: Numbering) -> None:
    for place, unit in enumerate(units.content[:WIDTH]):
        role = _role(unit)
        rows.names.roles[row, place] = role
        rows.names.weights[row, place] = unit.weight
        rows.heads[row, place] = head_of(unit.form)
        rows.scripts[row, place] = _SCRIPT_NUMBERS.get(unit.form.script, 0)
        if role != INITIAL:
            number = numbering((unit.form.fold, unit.form.script))
            rows.numbers[row, place] = UNLISTED if number is None else number


def head_of(form: PartForm) -> int:
    """Return the number of the first symbol of a part; the last one stands for none."""
    return max(0, LATIN_ALPHABET.find(form.symbols[:1])) if form.symbols else len(LATIN_ALPHABET)
