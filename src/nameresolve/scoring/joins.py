"""The ways neighboring parts of a name are written as one: joined parts, and acronyms of words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import pairwise

from attrs import evolve
from rapidfuzz.distance import Levenshtein

from nameresolve.distance import PartForm, part_form
from nameresolve.model import Part, Role
from nameresolve.parsing.lexicon import given_name_groups
from nameresolve.scoring.units import CONTENT, LONGEST_JOIN, SYLLABLE, Unit, Units, ordered
from nameresolve.scoring.weights import part_weight
from nameresolve.symbols import latin_symbols

__all__ = ["LEAST_ACRONYM", "Join", "acronyms", "as_one", "joined"]

_JOINABLE: frozenset[Role] = CONTENT | {"particle", "stop", "legal_form"}
LEAST_ACRONYM = 2
MOST_RUN = 20
_WITH_ARTICLE = 3


class Join:
    """Neighboring parts written as one; the unit that they make is prepared when it is asked for."""

    def __init__(self, parts: list[Part], source: str, places: int) -> None:
        self._parts = parts
        self._source = source
        self.places = places
        self.first = (places & -places).bit_length() - 1
        self.fold = "".join([part.fold for part in parts])
        self.script = parts[0].script
        self._size = _size(self.fold, self.script)

    @cached_property
    def tied(self) -> bool:
        """Whether the parts are so close that others write them as one."""
        return _tied(self._parts, self._source)

    @cached_property
    def unit(self) -> Unit:
        """The parts as one unit."""
        form = _assimilated(self._parts, part_form(self.fold, self.script))
        last = self._parts[-1].role
        role = "word" if last == "legal_form" else last
        text = " ".join(part.text for part in self._parts)
        return Unit(text, role, form, part_weight(form), 0, self._parts[0].start, self.tied)

    @cached_property
    def _code(self) -> str:
        """Return the codes of the parts side by side, nearly that of the parts as one."""
        return "".join(part_form(part.fold, part.script).code for part in self._parts)

    def may_be(self, other: Unit) -> bool:
        """Return whether another part may be the same word, to spare it a closer look."""
        size = _size(other.form.fold, other.form.script)
        if self._size > LONGER_AT_MOST * size or size > LONGER_AT_MOST * self._size:
            return False
        if given_name_groups(self.fold) or self.fold == other.form.fold:
            return True
        across = self.script != other.form.script
        if across and not _WRITTEN_BY_SYLLABLE.isdisjoint((self.script, other.form.script)):
            return True  # spellings of syllables are listed, and differ far more than codes tell
        least = LEAST_LIKENESS_ACROSS if across else LEAST_LIKENESS
        return bool(Levenshtein.normalized_similarity(self._code, other.form.code, score_cutoff=least))


_DIN = re.compile(r"d(?:[iey]|ee)[iy]?ne?")


def _assimilated(parts: Sequence[Part], form: PartForm) -> PartForm:
    """Return joined parts with the reading in which the article is spoken as the d after it.

    Taj al-Din is Tajeddin, Badr al-Din is Badreddine.
    """
    if form.script != "Latn" or len(parts) < _WITH_ARTICLE or not _DIN.fullmatch(parts[-1].fold):
        return form
    if parts[-2].role != "particle" or parts[-2].fold not in ("al", "el"):
        return form
    spoken = "".join([part.fold for part in parts[:-2]]) + "ed" + parts[-1].fold
    return evolve(form, further=(("Arabic article before d", latin_symbols(spoken)),))


def _size(fold: str, script: str) -> float:
    """Return how many letters a part has, or would have in Latin."""
    return len(fold) * _LETTERS_A_SIGN.get(script, 1.0)


_LETTERS_A_SIGN = {"Hani": 3.0, "Hang": 2.5, "Kana": 1.8, "Hira": 1.8, "Arab": 1.4, "Hebr": 1.4}
LONGER_AT_MOST = 2.0
_WRITTEN_BY_SYLLABLE = frozenset({"Hani", "Hang"})
LEAST_LIKENESS = 0.55
LEAST_LIKENESS_ACROSS = 0.34
"""How alike the codes of joined parts and of a part are at least that may be the same."""


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
    """Return the parts in their fixed order or, where a name written in one word was cut, as written.

    노무현 is cut into family and given name; ソセキ and 소세키 are one word all the same.
    """
    parts = [part for part in units.parts[:MOST_RUN] if part.role in _JOINABLE]
    if any(a.end == b.start for a, b in pairwise(parts)):
        return [parts]
    return [_family_last(parts, units.text)]


def _family_last(parts: list[Part], source: str) -> list[Part]:
    """Return parts with the family name that a comma ends last, its particles with it: TAJ AL-DIN, Ali."""
    if any(part.role == "family" for part in parts):
        for at, (a, b) in enumerate(pairwise(parts), 1):
            if "," in source[a.end : b.start]:
                return parts[at:] + parts[:at]
    return ordered(tuple(parts))


@lru_cache(maxsize=1 << 14)
def as_one(units: Units) -> Units | None:
    """Return a person's name that is written in one word and was cut into parts, with that word as its part.

    None where nothing was cut: 마리 may be Ma Ri or Marie.
    """
    content = sorted(units.content, key=lambda unit: unit.start)
    if units.kind != "person" or not 1 < len(content) <= LONGEST_JOIN:
        return None
    if any(a.start + len(a.text) != b.start for a, b in pairwise(content)):
        return None
    places = {unit.start: unit.place for unit in content}
    parts = [part for part in units.parts if part.start in places]
    return evolve(units, content=(Join(parts, units.text, units.all_places).unit,))


def _joined_from(run: list[Part], places: Mapping[int, int], source: str) -> Iterator[Join]:
    """Yield the joins that begin with the first part of a run."""
    for end in range(2, len(run) + 1):
        parts = run[:end]
        covered = sum(1 << places[part.start] for part in parts if part.start in places)
        if covered.bit_count() > LONGEST_JOIN or parts[-1].script != parts[0].script:
            return
        if covered:
            yield Join(parts, source, covered)


def _tied(parts: list[Part], source: str) -> bool:
    if any(part.role == "particle" for part in parts) or all(len(part.fold) <= SYLLABLE for part in parts):
        return True
    gaps = (source[a.end : b.start] for a, b in pairwise(parts))
    return all(gap.strip() or not gap for gap in gaps)


@lru_cache(maxsize=1 << 14)
def acronyms(units: Units) -> Mapping[str, int]:
    """Return the acronyms of neighboring words of a body's name, with the places each covers, as bits.

    With small words and without, and with what a legal form adds at the end: GAESA is Grupo de
    Administracion Empresarial S.A.
    """
    places = {unit.start: unit.place for unit in units.content}
    words = [part for part in units.parts[:MOST_RUN] if part.role not in ("legal_form", "number")]
    forms = [part.fold for part in units.parts if part.role == "legal_form"]
    found: dict[str, int] = {}
    for start in range(len(words)):
        if words[start].start not in places:
            continue
        for end in range(len(words), start + 1, -1):
            run = words[start:end]
            covered = sum(1 << places[part.start] for part in run if part.start in places)
            if covered.bit_count() < LEAST_ACRONYM:
                break
            ways = {"".join(p.fold[0] for p in run if p.start in places)}
            if covered.bit_count() == len(places):
                ways.add("".join(p.fold[0] for p in run))
                ways |= {way + more for way in ways for form in forms for more in (form[0], form)}
            for way in ways:
                found.setdefault(way, covered)
    return found
