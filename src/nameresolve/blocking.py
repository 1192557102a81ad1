"""Blocking keys: what two names must share to be worth comparing.

A key is the skeleton of a part: its consonants by class (lips P, teeth T, throat K, hisses S, nose M,
tongue R). Spellings whose class depends on the convention branch. Keys only nominate; they never
decide. `coded` is the finer code that the fuzzy scan of an index compares.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from itertools import islice, product

import jellyfish

from nameresolve.arguments import checked_kind
from nameresolve.conventions import SYLLABIC, convention_readings
from nameresolve.errors import text_of
from nameresolve.fallback import last_resort
from nameresolve.model import Key, Kind
from nameresolve.scoring.units import units_of
from nameresolve.symbols import CLASS_OF, Symbols, coded, sound
from nameresolve.symbols.hangul import foreign_sound
from nameresolve.symbols.syllables import korean_readings

__all__ = ["coded", "codes_of", "keys", "make_keys"]

_BRANCHES = {
    "j": ("", "S"), "X": ("K", "S"), "1": ("S", "K"), "2": ("K", "S"), "h": ("", "K"), "w": ("P", ""),
    "G": ("K", ""), "q": ("K", "S"), "T": ("T", "S"), "$": ("S",), "R": ("S", "R"), "%": ("S",), "3": ("S",),
}  # fmt: skip
_VOWEL_GROUP = {"a": "a", "e": "e", "i": "e", "y": "e", "o": "o", "u": "o"}
MOST_KEYS = 8
_WRITTEN_AS = (("J", "j"), ("J", "g"), ("Z", "j"), ("j", "g"))
"""A sound of a native part, and the Latin letter for it whose code says another sound: ג'ול is Jules."""

_FILLER = "ᅳ"
"""The vowel that Hangul writes between consonants of foreign names: 크렘린 is Kremlin."""

_SEARCHED_CONVENTIONS = SYLLABIC | {"Turkic Latin"}


@lru_cache(maxsize=1 << 16)
def codes_of(fold: str, script: str, symbols: Symbols) -> tuple[str, ...]:
    """Return the codes to search for a part: the plain one, then those of other conventions."""
    codes = [coded(symbols)]
    if "j" in symbols:
        codes.append(coded(symbols.replace("j", "Z")))
    if script == "Hebr" and "v" in symbols[1:]:
        codes.append(coded(symbols[0] + symbols[1:].replace("v", "o")))
    if script == "Hang":
        bare = unicodedata.normalize("NFD", fold).replace(_FILLER, "")
        codes += [coded(sound(bare, script)), coded(foreign_sound(fold))]
    if script != "Latn":
        ways = [(a, b) for a, b in _WRITTEN_AS if a in symbols]
        codes += [coded(symbols.replace(a, b)) for a, b in ways]
    if script == "Latn":
        codes += [coded(way) for name, way in convention_readings(fold) if name in _SEARCHED_CONVENTIONS][:3]
    elif script == "Arab" and fold.startswith("ال") and len(fold) > 4:
        codes.append(coded(sound(fold[2:], script)))
    elif script == "Hani":
        codes += [coded(sound(way, "Hang")) for way in korean_readings(fold)[:1]]
    return tuple(dict.fromkeys(code for code in codes if code))


def _skeletons(symbols: str) -> frozenset[str]:
    ways = []
    for symbol in symbols:
        found = _BRANCHES.get(symbol)
        ways.append(found or (CLASS_OF.get(symbol, ""),))
    skeletons = set()
    for way in islice(product(*ways), MOST_KEYS):
        joined = "".join(way)
        skeletons.add("".join(c for i, c in enumerate(joined) if i == 0 or c != joined[i - 1]))
    return frozenset(skeletons)


@lru_cache(maxsize=1 << 16)
def make_keys(symbols: Symbols) -> frozenset[Key]:
    """Return the blocking keys of a part's symbols, never more than eight.

    A skeleton of one consonant would join Ali and Eli with half of the world; it is
    replaced by one that keeps vowel groups.
    """
    found = set()
    for skeleton in _skeletons(symbols):
        if len(skeleton) > 1:
            found.add(Key(skeleton))
        else:
            found.add(Key("".join(_VOWEL_GROUP.get(s) or CLASS_OF.get(s, "") for s in symbols).lower()))
    return frozenset(key for key in found if key)


@lru_cache(maxsize=1 << 16)
def _soundex(fold: str) -> frozenset[Key]:
    letters = last_resort(fold).replace(" ", "")
    code = jellyfish.soundex(letters) if letters.isalpha() else ""
    return frozenset({Key(code)}) if code else frozenset()


def keys(name: str, *, kind: Kind | None = None) -> frozenset[Key]:
    """Return the blocking keys of a name: two spellings of one name nearly always share one.

    Beside the skeletons stands the Soundex code of the Latin reading, which catches what the classes
    keep apart. An empty name has no keys.

    >>> bool(keys("Tokajew") & keys("Тоқаев") & keys("توكاييف"))
    True
    """
    checked_kind(kind)
    content = units_of(text_of(name), kind).content
    found: set[Key] = set()
    for unit in content:
        if unit.role != "initial":
            found |= make_keys(unit.form.symbols)
            found |= _soundex(unit.form.fold)
    return frozenset(found)
