"""A name part prepared for comparison, and the other ways in which its script lets it be read."""

from __future__ import annotations

from functools import cached_property, lru_cache

from attrs import frozen

from nameresolve.conventions import convention_readings
from nameresolve.distance.costs import COSTED_SCRIPTS
from nameresolve.symbols import Symbols, coded, latin_symbols, native_units, sound
from nameresolve.symbols.hangul import foreign_sound
from nameresolve.symbols.syllables import korean_readings, syllable_spellings

__all__ = [
    "ARTICLE_COST",
    "LONGEST_PART",
    "SPELLED_COST",
    "SPELLED_SHARE",
    "PartForm",
    "other_ways",
    "part_form",
    "spelled_so",
]

LONGEST_PART = 64
"""Letters of a part that are listened to; no name part is longer, and no text may take long."""

_ARTICLE = "ال"
ARTICLE_COST = 0.3

SPELLED_COST = {"Hani": 0.6, "Hang": 0.5}
"""What a spelling in use for the syllables of a Chinese or Korean name costs."""

SPELLED_SHARE = {"Hani": 0.0, "Hang": 0.25}
"""The share that stays besides of what the sounds of the two cost: Hangul tells its sound, and short foreign
names are written in it too, whose syllables are spelled in no way of their own. A character tells nothing."""

KOREAN_COST = 0.8
PERSIAN_O_COST = 2.5
"""What it costs to read an alef as the o of an English name, as Persian writes it."""

LONGEST_PERSIAN = 5
_ALEF = "ا"
_NOT_IN_ENGLISH = frozenset("حعصضطظثذغقةء")
"""Letters of Arabic that Persian never spells an English name with."""

_NONE: frozenset[str] = frozenset()


_PERSIAN_ENDINGS = (("يوا", "يفا", 2), ("وا", "وفا", 3), ("اف", "وف", 4))
"""Endings as Persian has them, as Arabs write them, and the letters that stand before one at least."""

RUSSIAN_ENDING_COST = 0.5
"""What it costs that the end of an Arabic part is read as the Russian -eva, -ova or -ov."""


@frozen(slots=False, eq=False)  # made once a part by part_form, so that identity is equality
class PartForm:
    """A cleaned name part with all that comparing it needs, made once by `part_form`.

    `symbols` are its sounds by the plainest reading and `code` their code, `units` what the cost table of
    its script knows it by; `further` are readings that its neighbors in the name suggest.
    """

    fold: str
    script: str
    symbols: Symbols
    units: tuple[str, ...]
    code: str
    further: tuple[tuple[str, Symbols], ...] = ()

    @cached_property
    def readings(self) -> tuple[tuple[str, Symbols], ...]:
        """Return the convention and the symbols of each reading other than the plainest."""
        if self.script != "Latn":
            return self.further
        return (*convention_readings(self.fold[:LONGEST_PART]), *self.further)

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """Return the codes of all readings, the plainest first."""
        fitted = (coded(foreign_sound(self.fold)),) if self.script == "Hang" else ()
        return tuple(dict.fromkeys((self.code, *(coded(symbols) for _, symbols in self.readings), *fitted)))


@lru_cache(maxsize=1 << 17)
def part_form(fold: str, script: str) -> PartForm:
    """Return a cleaned part prepared for comparison.

    >>> part_form("tokajew", "Latn").symbols
    'tokaew'
    """
    heard = fold[:LONGEST_PART]
    symbols = latin_symbols(heard) if script == "Latn" else sound(heard, script)
    units = native_units(heard, script) if script in COSTED_SCRIPTS else ()
    return PartForm(fold, script, symbols, units, coded(symbols))


@lru_cache(maxsize=1 << 15)
def other_ways(form: PartForm) -> tuple[tuple[PartForm, float, str], ...]:
    """Return other ways to read a part, each with what it costs and why.

    An Arabic part may begin with an article, القذافي is قذافي, and a short one be written as Persians
    write an English o, تام is توم, and the end of a Russian family name be written so, علیوا is عليفا;
    characters may be read as Koreans do, 大中 is 대중.
    """
    if form.script == "Arab" and form.fold.startswith(_ARTICLE) and len(form.fold) > len(_ARTICLE) + 2:
        return ((part_form(form.fold[len(_ARTICLE) :], "Arab"), ARTICLE_COST, "Arabic article"),)
    if form.script == "Arab" and _may_be_persian(form.fold):
        written = form.fold[0] + form.fold[1:-1].replace(_ALEF, "و", 1) + form.fold[-1]
        return ((part_form(written, "Arab"), PERSIAN_O_COST, "Persian o"),)
    if form.script == "Arab" and (written := _russian_ending(form.fold)):
        return ((part_form(written, "Arab"), RUSSIAN_ENDING_COST, "Russian ending in Persian"),)
    if form.script == "Hani":
        readings = korean_readings(form.fold)[:1]
        return tuple((part_form(way, "Hang"), KOREAN_COST, "Korean reading") for way in readings)
    return ()


def _russian_ending(fold: str) -> str:
    """Return an Arabic part with its end written as Arabs write a Russian family name; empty if it has none.

    Persian علیوا and کریموا are عليفا and كريموفا, رحمان‌اف is رحمانوف.
    """
    for ending, written, least in _PERSIAN_ENDINGS:
        if fold.endswith(ending) and len(fold) >= len(ending) + least:
            return fold.removesuffix(ending) + written
    return ""


def _may_be_persian(fold: str) -> bool:
    """Return whether an Arabic part may be a short English name with an o as Persian writes it."""
    return len(fold) <= LONGEST_PERSIAN and _ALEF in fold[1:-1] and _NOT_IN_ENGLISH.isdisjoint(fold)


def spelled_so(form: PartForm) -> frozenset[str]:
    """Return the Latin spellings in use for a short part in Chinese characters or Hangul."""
    return syllable_spellings(form.fold, form.script) if form.script in SPELLED_COST else _NONE
