"""What of a name is compared: its parts made ready, and the ways neighboring parts join."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from attrs import evolve, frozen

from nameresolve.distance import PartForm, part_form
from nameresolve.model import Kind, Name, Part, Role
from nameresolve.parsing import guess_kind, parse
from nameresolve.parsing.lexicon import entries
from nameresolve.scoring.weights import rarity_weight
from nameresolve.symbols import coded, latin_symbols

__all__ = ["CONTENT", "Unit", "Units", "joined", "units_of"]

CONTENT: frozenset[Role] = frozenset(
    {"name", "given", "family", "patronymic", "initial", "word", "generic", "number"}
)
_JOINABLE: frozenset[Role] = CONTENT | {"particle", "stop"}
LONGEST_JOIN = 3
SYLLABLE = 4
_LEAST_BALTIC = 2
MOST_RUN = 20
GENERIC_WEIGHT = 1.5
MOST_PARTS = 12
"""Parts beyond this many are not compared, so that no text takes long."""


@frozen(slots=True)
class Unit:
    """A part made ready for comparison; `weight` is what it adds when it agrees.

    `tied` is for joined parts: they are so close (a hyphen, a particle, two short syllables) that
    others write them as one.
    """

    text: str
    role: Role
    form: PartForm
    weight: float
    place: int
    start: int = 0
    tied: bool = False


@frozen(slots=True)
class Units:
    """A name made ready: its content parts in a fixed order (given names first), and the rest."""

    text: str
    kind: Kind
    content: tuple[Unit, ...]
    parts: tuple[Part, ...]
    legal_forms: tuple[str, ...]
    suffixes: tuple[str, ...]
    filiation: bool

    @property
    def identity(self) -> tuple[str, ...]:
        """What two names must share to be the same after cleaning."""
        return tuple(part.fold for part in self.parts)


def _unit(part: Part, place: int) -> Unit:
    form = part_form(part.fold, part.script)
    weight = rarity_weight(part.fold)
    if part.role == "word" and (part.fold in entries("org_words") or part.fold in entries("place_generics")):
        weight = min(weight, GENERIC_WEIGHT)  # United, South: they tell apart, but prove little
    return Unit(part.text, part.role, form, weight, place, part.start)


def _is_filiation(fold: str) -> bool:
    entry = entries("particles").get(fold)
    return entry is not None and entry[1] == "filiation"


def _suffix(fold: str) -> str:
    entry = entries("suffixes").get(fold)
    return entry[0] if entry else fold


def _ordered(parts: tuple[Part, ...], *, family_first: bool = False) -> list[Part]:
    """Put the family name last where a comma, the script or the language says which it is."""
    family = [part for part in parts if part.role == "family"]
    if family_first and not family and len(parts) > 1:
        return [*parts[1:], parts[0]]
    if not family or parts[0].role != "family":
        return list(parts)
    return [part for part in parts if part.role != "family"] + family


_BALTIC_ENDING = re.compile(r"(?<=[^s])(?:[aeiu]?s)$")


def _without_baltic_endings(units: tuple[Unit, ...]) -> tuple[Unit, ...]:
    """Add the reading without its ending to each part of a name whose parts all end in -s.

    Latvian and Lithuanian give every name an ending: Vladimirs Putins, Vladimiras Putinas. One part
    alone that ends in -s (Charles Michel, Williams) says nothing.
    """
    if len(units) < _LEAST_BALTIC or not all(_may_be_baltic(unit) for unit in units):
        return units
    return tuple(evolve(unit, form=_with_reading(unit.form)) for unit in units)


def _may_be_baltic(unit: Unit) -> bool:
    return unit.form.script == "Latn" and len(unit.form.fold) > SYLLABLE and unit.form.fold.endswith("s")


def _with_reading(form: PartForm) -> PartForm:
    symbols = latin_symbols(_BALTIC_ENDING.sub("", form.fold))
    readings = (*form.readings, ("Latvian or Lithuanian ending", symbols))
    return evolve(form, readings=readings, codes=(*form.codes, coded(symbols)))


@lru_cache(maxsize=1 << 16)
def units_of(text: str, kind: Kind | None, family_first: bool = False) -> Units:  # noqa: FBT001, FBT002
    """Return a name, parsed as its kind, made ready for comparison.

    `family_first` says that the family name is written first, as in Chinese or Hungarian.
    """
    name: Name = parse(text, kind=kind)
    reading = kind or guess_kind(text)
    content = _ordered(name.having(*CONTENT), family_first=family_first and reading == "person")[:MOST_PARTS]
    units = tuple(_unit(part, i) for i, part in enumerate(content))
    return Units(
        text=text,
        kind=reading,
        content=_without_baltic_endings(units) if reading == "person" else units,
        parts=name.parts,
        legal_forms=tuple(part.fold for part in name.having("legal_form")),
        filiation=any(_is_filiation(part.fold) for part in name.having("particle")),
        suffixes=tuple(_suffix(part.fold) for part in name.having("suffix")),
    )


def joined(units: Units) -> tuple[tuple[Unit, frozenset[int]], ...]:
    """Return the ways two or three neighboring parts are written as one, with the places they cover.

    Particles between them count: ``von der Leyen`` and ``Vonderleyen``, ``En-lai`` and ``Enlai``.
    """
    return _joined(units.text, units)


@lru_cache(maxsize=1 << 14)
def _joined(_text: str, units: Units) -> tuple[tuple[Unit, frozenset[int]], ...]:
    run = [part for part in _ordered(units.parts[:MOST_RUN]) if part.role in _JOINABLE]
    places = {unit.start: unit.place for unit in units.content}
    found: list[tuple[Unit, frozenset[int]]] = []
    for start in range(len(run)):
        for end in range(start + 2, len(run) + 1):
            parts = run[start:end]
            covered = frozenset(places[part.start] for part in parts if part.start in places)
            if len(covered) > LONGEST_JOIN or len({p.script for p in parts}) > 1:
                break
            if covered:
                found.append((_join_unit(parts, units.text), covered))
    return tuple(found)


def _join_unit(parts: list[Part], source: str) -> Unit:
    fold = "".join(part.fold for part in parts)
    form = part_form(fold, parts[0].script)
    text = " ".join(part.text for part in parts)
    return Unit(text, parts[-1].role, form, rarity_weight(fold), 0, parts[0].start, _tied(parts, source))


def _tied(parts: list[Part], source: str) -> bool:
    if any(part.role == "particle" for part in parts) or all(len(part.fold) <= SYLLABLE for part in parts):
        return True
    gaps = (source[a.end : b.start] for a, b in pairwise(parts))
    return all(gap.strip() or not gap for gap in gaps)
