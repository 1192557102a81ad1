"""What of a name is compared: its parts made ready, and the ways neighboring parts join."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import lru_cache

from attrs import evolve, field, frozen

from nameresolve.distance import PartForm, part_form
from nameresolve.model import Kind, Name, Part, Role
from nameresolve.parsing import guess_kind, parse
from nameresolve.parsing.inflection import listed_word, word_meaning
from nameresolve.parsing.lexicon import entries, hangul_surnames, small_words
from nameresolve.scoring.regional import may_be_baltic, read_as_baltic, regional
from nameresolve.scoring.settled import Settled, settled_language
from nameresolve.scoring.weights import (
    GENERIC_WEIGHT,
    ORGANIZATION_MOST,
    PLACE_WORD_WEIGHT,
    QUALIFIER_WEIGHT,
    part_weight,
)
from nameresolve.symbols.syllables import korean_syllable

__all__ = [
    "CHINESE",
    "CONTENT",
    "FIRST",
    "JAPANESE",
    "KOREAN",
    "LOCATED",
    "NUMBER",
    "PATRONYMIC",
    "VIETNAMESE",
    "WORD",
    "Unit",
    "Units",
    "ordered",
    "units_of",
]

CONTENT: frozenset[Role] = frozenset(
    {"name", "given", "family", "patronymic", "initial", "word", "generic", "number"}
)
LONGEST_JOIN = 3
LONGEST_KOREAN = 4
SYLLABLE = 4
_BODIES = ("organization", "other")
LIGHT = frozenset({"company", "group", "organization", "firm", "enterprise", "establishment", "holding"})
"""What words mean that say no more than that a body is one: those left out tell little."""

_SHORTEST_JOINED = 2
_SHORTEST_SETTLED = 2
MOST_PARTS = 12
"""Parts beyond this many are not compared, so that no text takes long."""


NUMBER, LOCATED, WORD, PATRONYMIC, FIRST = (1 << bit for bit in range(5))
KOREAN, VIETNAMESE, JAPANESE, CHINESE = (1 << bit for bit in range(5, 9))
"""The traits of a part that matter for how it relates to another; each is a bit."""


_TRAITS: Mapping[str, int] = {"number": NUMBER, "word": WORD, "generic": WORD, "patronymic": PATRONYMIC}

_SETTLED: Mapping[Settled, int] = {"": 0, "vi": VIETNAMESE, "ja": JAPANESE, "zh": CHINESE}


@frozen(slots=True, eq=False)
class Unit:
    """A part made ready for comparison; `weight` is what it adds when it agrees.

    `tied` is for joined parts: they are so close (a hyphen, a particle, two short syllables) that
    others write them as one. `kunya` marks the name of a child: Abu Ali is not Ali;
    `located` a country or city in the name of a body; `korean` a syllable of a Korean name; `settled` the
    language of a name whose spelling is settled; `light` a word that says no more than that a body is one;
    `denial` one that says a person is not who is named.
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
    settled: Settled = ""
    light: bool = False
    denial: bool = False

    key: tuple[str, float, bool] = field(init=False)
    """What two parts must share to be worth the most to each other."""

    traits: int = field(init=False)
    """The traits of the part, as bits."""

    @key.default
    def _key(self) -> tuple[str, float, bool]:
        return self.form.fold, self.weight, self.kunya

    @traits.default
    def _traits(self) -> int:
        if self.located:
            return LOCATED | WORD
        own = KOREAN if self.korean else _SETTLED[self.settled]
        return _TRAITS.get(self.role, own) | (0 if self.start else FIRST)


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

    once: Mapping[tuple[str, float, bool], Unit] = field(init=False)
    """The parts that are no initials and stand once only, by their `Unit.key`."""

    all_places: int = field(init=False)
    """The places of the content parts, as bits."""

    joinable_places: int = field(init=False)
    """The places of the parts that are long enough to be several written as one, as bits."""

    identity: tuple[tuple[str, ...], tuple[str, ...]] = field(init=False)
    """What two names must share to be the same after cleaning, with a comma or without."""

    @once.default
    def _once(self) -> Mapping[tuple[str, float, bool], Unit]:
        found = {unit.key: unit for unit in self.content if unit.role != "initial"}
        if len(found) < len(self.content):
            stands = Counter(unit.key for unit in self.content)
            return {key: unit for key, unit in found.items() if stands[key] == 1}
        return found

    @all_places.default
    def _all_places(self) -> int:
        return (1 << len(self.content)) - 1

    @joinable_places.default
    def _joinable_places(self) -> int:
        places = 0
        for unit in self.content:
            if len(unit.form.symbols) > _SHORTEST_JOINED:
                places |= 1 << unit.place
        return places

    @identity.default
    def _identity(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        return tuple([unit.form.fold for unit in self.content]), tuple(sorted([p.fold for p in self.parts]))


def _unit(part: Part, place: int, kind: Kind, kunyas: frozenset[int]) -> Unit:
    form = part_form(part.fold, part.script)
    weight = part_weight(form)
    located = kind in _BODIES and part.role == "word" and listed_word("place_words", part.fold) is not None
    if kind in _BODIES:
        weight = min(weight, PLACE_WORD_WEIGHT if located else ORGANIZATION_MOST)
    if part.role == "generic":
        weight = min(weight, GENERIC_WEIGHT)
    elif part.role == "word" and _is_common_word(part.fold, kind):
        weight = min(weight, QUALIFIER_WEIGHT)  # United, South: they tell apart, but prove little
    return Unit(
        part.text,
        part.role,
        form,
        weight,
        place,
        part.start,
        kunya=part.start in kunyas,
        located=located,
        light=kind in _BODIES and part.role == "generic" and _says_body(part.fold),
        denial=kind == "person" and (part.fold in small_words("denial") or part.fold.isdigit()),
    )


def _says_body(fold: str) -> bool:
    return word_meaning(fold, ("org_words",)) in LIGHT


def _is_common_word(fold: str, kind: Kind) -> bool:
    if fold in entries("place_generics"):
        return True
    found = entries("org_words").get(fold) if kind == "place" else listed_word("org_words", fold)
    return found is not None and (kind != "place" or found[1] != "qualifier")


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


def ordered(parts: tuple[Part, ...], *, family_first: bool = False) -> list[Part]:
    """Put the family name last where a comma, the script or the language says which it is."""
    family = [part for part in parts if part.role == "family"]
    if family_first and not family and len(parts) > 1:
        return [*parts[1:], parts[0]]
    if not family or parts[0].role != "family":
        return list(parts)
    return [part for part in parts if part.role != "family"] + family


def _read_further(units: tuple[Unit, ...], kind: Kind) -> tuple[Unit, ...]:
    """Return the parts with what their neighbors tell: endings and letters of a region, Korean syllables."""
    if kind == "place":
        return tuple(_with(u, read_as_baltic(u.form)) if may_be_baltic(u.form) else u for u in units)
    if kind != "person":
        return units
    if _is_korean(units):
        return tuple(evolve(unit, korean=True) for unit in units)
    if settled := _settled(units):
        return tuple(evolve(unit, settled=settled) for unit in units)
    forms = regional([unit.form for unit in units])
    return tuple([_with(unit, form) for unit, form in zip(units, forms, strict=True)])


def _settled(units: tuple[Unit, ...]) -> Settled:
    if len(units) < _SHORTEST_SETTLED or any(unit.form.script != "Latn" for unit in units):
        return ""
    return settled_language(tuple(unit.form.fold for unit in units))


def _with(unit: Unit, form: PartForm) -> Unit:
    return unit if form is unit.form else evolve(unit, form=form)


def _is_korean(units: tuple[Unit, ...]) -> bool:
    """Return whether a name is a Korean family name, first or last, and one to three syllables."""
    if not 1 < len(units) <= LONGEST_KOREAN or any(unit.form.script != "Latn" for unit in units):
        return False
    for family, rest in ((units[0], units[1:]), (units[-1], units[:-1])):
        if family.form.fold in hangul_surnames() and all(korean_syllable(unit.form.fold) for unit in rest):
            return True
    return False


@lru_cache(maxsize=1 << 16)
def units_of(text: str, kind: Kind | None, family_first: bool = False) -> Units:  # noqa: FBT001, FBT002
    """Return a name, parsed as its kind, made ready for comparison.

    `family_first` says that the family name is written first, as in Chinese or Hungarian.
    """
    name: Name = parse(text, kind=kind)
    reading = kind or guess_kind(text)
    content = ordered(name.having(*CONTENT), family_first=family_first and reading == "person")[:MOST_PARTS]
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
