"""The parts of every listed form as arrays, so that many forms are compared with a name at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from nameresolve.model import KINDS, Role
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

__all__ = ["Contents", "Rows", "rows_of"]

Numbering = Callable[[tuple[str, str]], int | None]
"""Tells the number of a part of an index by its cleaned text and its script; None if it has no such part."""

_ROLES: Mapping[Role, int] = {
    "patronymic": PATRONYMIC_NAME,
    "initial": INITIAL,
    "generic": GENERIC,
    "number": NUMERAL,
}
_SCRIPT_NUMBERS = {script: number for number, script in enumerate(SCRIPTS)}
UNLISTED = -1
"""The number of a part that is in no index, and of an initial."""


@frozen(slots=True)
class Rows:
    """The parts of N names: (N, W) arrays, W the most parts that one of them has, at most `WIDTH`.

    `numbers` are those of the index, `heads` the first symbols, `scripts` the places in `SCRIPTS`.
    """

    names: PartsOfNames
    numbers: NDArray[np.int32]
    heads: NDArray[np.uint8]
    scripts: NDArray[np.uint8]


class Contents:
    """The parts of each form in their order, written down the first time a form is looked at."""

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
    contents = Contents(len(names), names.__getitem__, lambda _: None)
    return contents.rows(np.arange(len(names)))


def _write(rows: Rows, row: int, units: Units, numbering: Numbering) -> None:
    for place, unit in enumerate(units.content[:WIDTH]):
        role = LOCATED_PLACE if unit.located else _ROLES.get(unit.role, NAME)
        rows.names.roles[row, place] = role
        rows.names.weights[row, place] = unit.weight
        rows.heads[row, place] = _head(unit)
        rows.scripts[row, place] = _SCRIPT_NUMBERS.get(unit.form.script, 0)
        if role != INITIAL:
            number = numbering((unit.form.fold, unit.form.script))
            rows.numbers[row, place] = UNLISTED if number is None else number


def _head(unit: Unit) -> int:
    """Return the number of the first symbol of a part; the last one stands for none."""
    return max(0, LATIN_ALPHABET.find(unit.form.symbols[:1])) if unit.form.symbols else len(LATIN_ALPHABET)
