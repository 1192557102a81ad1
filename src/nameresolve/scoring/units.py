"""What of a name is compared: its parts made ready, and the ways neighboring parts join."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache
from itertools import pairwise

from attrs import evolve, frozen

from nameresolve.distance import PartForm, part_form
from nameresolve.model import Kind, Name, Part, Role
from nameresolve.parsing import guess_kind, parse
from nameresolve.parsing.lexicon import entries, hangul_surnames
from nameresolve.scoring.weights import GENERIC_WEIGHT, ORGANIZATION_MOST, PLACE_WORD_WEIGHT, part_weight
from nameresolve.symbols import coded, latin_symbols

__all__ = ["CONTENT", "Join", "Unit", "Units", "acronyms", "joined", "units_of"]

CONTENT: frozenset[Role] = frozenset(
    {"name", "given", "family", "patronymic", "initial", "word", "generic", "number"}
)
_JOINABLE: frozenset[Role] = CONTENT | {"particle", "stop", "legal_form"}
LONGEST_JOIN = 3
SYLLABLE = 4
LEAST_ACRONYM = 2
_BODIES = ("organization", "other")
_LEAST_BALTIC = 2
MOST_RUN = 20
MOST_PARTS = 12
"""Parts beyond this many are not compared, so that no text takes long."""


@frozen(slots=True)
class Unit:
    """A part made ready for comparison; `weight` is what it adds when it agrees.

    `tied` is for joined parts: they are so close (a hyphen, a particle, two short syllables) that
    others write them as one. `kunya` marks the name of a child: Abu Ali is not Ali;
    `located` a country or city in the name of a body; `korean` a syllable of a Korean name.
    """

    text: str
    role: Role
    form: PartForm
    weight: float
    place: int
    start: int = 0
    tied: bool = False
    kunya: bool = False
    located: bool = False
    korean: bool = False


@frozen(slots=True, eq=False)  # made once a name by units_of, so that identity is equality
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
    def identity(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """What two names must share to be the same after cleaning, with a comma or without."""
        ordered = tuple(unit.form.fold for unit in self.content)
        return ordered, tuple(sorted(part.fold for part in self.parts))


def _unit(part: Part, place: int, kind: Kind, kunyas: frozenset[int]) -> Unit:
    form = part_form(part.fold, part.script)
    weight = part_weight(form)
    located = kind in _BODIES and part.role == "word" and part.fold in entries("place_words")
    if kind in _BODIES:
        weight = min(weight, PLACE_WORD_WEIGHT if located else ORGANIZATION_MOST)
    if part.role == "generic" or (part.role == "word" and _is_common_word(part.fold)):
        weight = min(weight, GENERIC_WEIGHT)  # United, South: they tell apart, but prove little
    return Unit(
        part.text, part.role, form, weight, place, part.start, kunya=part.start in kunyas, located=located
    )


def _is_common_word(fold: str) -> bool:
    return fold in entries("org_words") or fold in entries("place_generics")


def _kunyas(parts: tuple[Part, ...]) -> frozenset[int]:
    """Return where the parts stand that follow Abu or Umm, an article between them or not."""
    found = set()
    after = False
    for part in parts:
        if part.role == "particle":
            entry = entries("particles").get(part.fold, ("", ""))
            after = entry[1] == "kunya" or (after and entry[1] == "article")
        else:
            if after:
                found.add(part.start)
            after = False
    return frozenset(found)


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


def _read_further(units: tuple[Unit, ...], kind: Kind) -> tuple[Unit, ...]:
    """Return the parts with what their neighbors tell: Baltic endings, Korean syllables."""
    if kind == "place":
        return tuple(evolve(u, form=_with_reading(u.form)) if _may_be_baltic(u) else u for u in units)
    if kind != "person":
        return units
    if _is_korean(units):
        return tuple(evolve(unit, korean=True) for unit in units)
    return _without_baltic_endings(units)


_KOREAN_SYLLABLE = re.compile(
    r"(?:[ktpsjg]{2}|ch|dj|dz|cz|[bcčdghjklmnprstyz])?w?y?(?:[aeiouŏŭ]|ae|eo|eu|oe|oo|ou|ui|wa|wo|wi)"
    r"(?:ng|[bgklmnpt])?h?"
)


def _is_korean(units: tuple[Unit, ...]) -> bool:
    """Return whether a name is a Korean family name, first or last, and one or two syllables."""
    if not 1 < len(units) <= LONGEST_JOIN or any(unit.form.script != "Latn" for unit in units):
        return False
    for family, rest in ((units[0], units[1:]), (units[-1], units[:-1])):
        if family.form.fold in hangul_surnames() and all(
            _KOREAN_SYLLABLE.fullmatch(unit.form.fold) for unit in rest
        ):
            return True
    return False


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
    kunyas = _kunyas(name.parts) if reading == "person" else frozenset[int]()
    units = tuple(_unit(part, i, reading, kunyas) for i, part in enumerate(content))
    return Units(
        text=text,
        kind=reading,
        content=_read_further(units, reading),
        parts=name.parts,
        legal_forms=tuple(part.fold for part in name.having("legal_form")),
        filiation=any(_is_filiation(part.fold) for part in name.parts[:-1] if part.role == "particle"),
        suffixes=tuple(_suffix(part.fold) for part in name.having("suffix")),
    )


class Join:
    """Neighboring parts written as one; the unit that they make is prepared when it is asked for."""

    def __init__(self, parts: list[Part], source: str, places: frozenset[int]) -> None:
        self._parts = parts
        self._source = source
        self.places = places
        self.fold = "".join(part.fold for part in parts)
        self.script = parts[0].script

    @cached_property
    def tied(self) -> bool:
        """Whether the parts are so close that others write them as one."""
        return _tied(self._parts, self._source)

    @cached_property
    def unit(self) -> Unit:
        """The parts as one unit."""
        form = part_form(self.fold, self.script)
        last = self._parts[-1].role
        role = "word" if last == "legal_form" else last
        text = " ".join(part.text for part in self._parts)
        return Unit(text, role, form, part_weight(form), 0, self._parts[0].start, self.tied)

    def about_as_long_as(self, other: Unit) -> bool:
        """Return whether another part is long enough, and not too long, to be the same word."""
        ours = len(self.fold) * _LETTERS_A_SIGN.get(self.script, 1.0)
        theirs = len(other.form.fold) * _LETTERS_A_SIGN.get(other.form.script, 1.0)
        return ours <= LONGER_AT_MOST * theirs and theirs <= LONGER_AT_MOST * ours


_LETTERS_A_SIGN = {"Hani": 3.0, "Hang": 2.5, "Kana": 1.8, "Hira": 1.8, "Arab": 1.4, "Hebr": 1.4}
LONGER_AT_MOST = 2.0


@lru_cache(maxsize=1 << 14)
def joined(units: Units) -> tuple[Join, ...]:
    """Return the ways two or three neighboring parts are written as one.

    Particles between them count: ``von der Leyen`` and ``Vonderleyen``, ``En-lai`` and ``Enlai``.
    """
    places = {unit.start: unit.place for unit in units.content}
    found: list[Join] = []
    for run in _runs(units):
        for start in range(len(run)):
            found += _joined_from(run[start:], places, units.text)
    return tuple(found)


def _runs(units: Units) -> list[list[Part]]:
    """Return the parts in their fixed order and, where a name written in one word was cut, as written.

    노무현 is cut into family and given name; ソセキ and 소세키 are one word all the same.
    """
    parts = [part for part in units.parts[:MOST_RUN] if part.role in _JOINABLE]
    runs = [[part for part in _ordered(tuple(parts)) if part.role in _JOINABLE]]
    cut = any(a.end == b.start for a, b in pairwise(parts))
    return [*runs, parts] if cut and runs[0] != parts else runs


def _joined_from(run: list[Part], places: Mapping[int, int], source: str) -> Iterator[Join]:
    """Yield the joins that begin with the first part of a run."""
    for end in range(2, len(run) + 1):
        parts = run[:end]
        covered = frozenset(places[part.start] for part in parts if part.start in places)
        if len(covered) > LONGEST_JOIN or parts[-1].script != parts[0].script:
            return
        if covered:
            yield Join(parts, source, covered)


def _tied(parts: list[Part], source: str) -> bool:
    if any(part.role == "particle" for part in parts) or all(len(part.fold) <= SYLLABLE for part in parts):
        return True
    gaps = (source[a.end : b.start] for a, b in pairwise(parts))
    return all(gap.strip() or not gap for gap in gaps)


@lru_cache(maxsize=1 << 14)
def acronyms(units: Units) -> Mapping[str, frozenset[int]]:
    """Return the acronyms of neighboring words of a body's name, with the places each covers.

    With small words and without, and with what a legal form adds at the end: GAESA is Grupo de
    Administracion Empresarial S.A.
    """
    places = {unit.start: unit.place for unit in units.content}
    words = [part for part in units.parts[:MOST_RUN] if part.role not in ("legal_form", "number")]
    forms = [part.fold for part in units.parts if part.role == "legal_form"]
    found: dict[str, frozenset[int]] = {}
    for start in range(len(words)):
        if words[start].start not in places:
            continue
        for end in range(len(words), start + 1, -1):
            run = words[start:end]
            covered = frozenset(places[part.start] for part in run if part.start in places)
            if len(covered) < LEAST_ACRONYM:
                break
            ways = {"".join(p.fold[0] for p in run if p.start in places)}
            if len(covered) == len(places):
                ways.add("".join(p.fold[0] for p in run))
                ways |= {way + more for way in ways for form in forms for more in (form[0], form)}
            for way in ways:
                found.setdefault(way, covered)
    return found
