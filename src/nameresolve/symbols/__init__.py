"""Spellings as sounds: a part of a name becomes a short string of symbols, one a sound.

Two spellings of one name under two conventions differ in letters, hardly in symbols:
``Schewtschenko`` and ``Shevchenko`` are ``SewCenko`` and ``SevCenko``. The symbols are listed in
``gazetteer/symbols/README.md``; the tables behind them are data, edited by people.

Ambiguous spellings (ch, j, c before e) stay symbols of their own: deciding them early is what a
plain phonetic code loses. What a convention would make of them, `nameresolve.conventions` says.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from sys import intern
from typing import NewType

from nameresolve.fallback import last_resort
from nameresolve.symbols.abugida import ABUGIDAS, heard, read_abugida, shared_table
from nameresolve.symbols.thai import read_thai
from nameresolve.tables import lines, load
from nameresolve.unicode import strip_marks

__all__ = [
    "ABUGIDAS",
    "CLASS_OF",
    "LATIN_ALPHABET",
    "TABLED_SCRIPTS",
    "Symbols",
    "coded",
    "latin_symbols",
    "native_units",
    "pinyin",
    "simplified",
    "sound",
    "syllable_sounds",
    "units_table",
]

Symbols = NewType("Symbols", str)
"""A string over `LATIN_ALPHABET`, one character a sound; made only by this module."""

LATIN_ALPHABET = "abdefghijklmnopqrstuvwyzSZCXJKGTQ$R%123"

TABLED_SCRIPTS = frozenset({"Cyrl", "Arab", "Hebr", "Grek", "Armn", "Geor", "Kana", "Hira", "Hang"})
"""Alphabets and syllabaries with a letter table of our own; other scripts are read by rules of their
own (Hanzi, Thai, the abugidas) or by the last resort."""

_SC = re.compile(r"sc(?=[eiy])")
_MC = re.compile(r"^mc(?=[^aeiouhyk])")  # McDonald is MacDonald
_HARD_G = re.compile(r"gu(?=[ei12])")  # Evgueni, Guillaume
_POLISH_RZ = re.compile(r"rz(?!h|i)")
_SKAYA = re.compile(r"ska[yij]a$")
_SOFT_C = re.compile(r"c(?=[eiyj])")
_SOFT_G = re.compile(r"g(?=[eiy])")
# The glide of -ayev, -ajew, -aïev, which English, German and French write and RFE/RL does not.
_GLIDE = re.compile(r"(?<=[aeou])[yij](?=e(?:[vwf]|nk))")
# y is a vowel where no vowel stands beside it: Kassym, Tymoshenko, Zelensky.
_VOWEL_Y = re.compile(r"(?<![aeiou])y(?![aeiou])")
_GEORGIAN_ENDING = re.compile(r"(?<=[^აეიოუ])ი$")  # the nominative: პუტინი is Putin
# An accent on the first of two vowels, or a diaeresis on the second, keeps them apart: Μάικλ, Μαΐου.
_GREEK_APART = re.compile("([αεου]́(?=[ιυ])|[αεου](?=[ιυ]́?̈))")
_DOUBLED = re.compile(r"(.)\1+")
_NOT_SYMBOL = re.compile(rf"[^{re.escape(LATIN_ALPHABET)}]")
_HIRAGANA_TO_KATAKANA = {code: code + 0x60 for code in range(0x3041, 0x3097)}


@cache
def _latin_rules() -> tuple[dict[int, str], re.Pattern[str], dict[str, str]]:
    table = load("symbols")["Latn"]
    groups: dict[str, str] = table["group"]
    longest_first = sorted(groups, key=lambda group: (-len(group), group))
    letters = {ord(letter): symbols for letter, symbols in table["letter"].items()}
    return letters, re.compile("|".join(map(re.escape, longest_first))), groups


@lru_cache(maxsize=1 << 17)
def latin_symbols(part: str) -> Symbols:
    """Return the symbols of a cleaned Latin spelling; what is no letter is left out.

    >>> latin_symbols("tokajew"), latin_symbols("tokayev"), latin_symbols("schewtschenko")
    ('tokaew', 'tokaev', 'SewCenko')
    """
    letters, groups, values = _latin_rules()
    text = part if part.isascii() else strip_marks(part.translate(letters))
    if "rz" in text or text.startswith("mc"):
        text = _POLISH_RZ.sub("R", _MC.sub("mak", text))
    text = groups.sub(lambda found: values[found.group()], text)
    if "c" in text:
        text = _SOFT_C.sub("1", _SC.sub("%", text)).replace("c", "k")
    if "g" in text:
        text = _HARD_G.sub("g", _SOFT_G.sub("2", text))
    text = _NOT_SYMBOL.sub("", text)
    return _tidy(_VOWEL_Y.sub("i", text) if "y" in text else text)


def _tidy(text: str) -> Symbols:
    """Drop glides between vowels and make doubled symbols one."""
    text = _DOUBLED.sub(r"\1", _GLIDE.sub("", text) if "e" in text else text)
    return Symbols(_SKAYA.sub("ska", text) if text.endswith("a") else text)


def units_table(script: str) -> str:
    """Return the script whose cost table knows the units of a script.

    >>> units_table("Cyrl"), units_table("Hira"), units_table("Gujr")
    ('Cyrl', 'Kana', 'Deva')
    """
    if script == "Hira":
        return "Kana"
    return shared_table(script) if script in ABUGIDAS else script


@cache
def _native_rules(script: str) -> tuple[dict[str, str], dict[str, tuple[str, ...]], int]:
    """Return letter group -> symbols, letter group -> nearest tabled units, longest group."""
    table = load("symbols")[script]
    nearest = {group: tuple(map(intern, units.split())) for group, units in table["nearest"].items()}
    return table["symbols"], nearest, max(map(len, table["symbols"]))


@lru_cache(maxsize=1 << 16)
def _letter_groups(part: str, script: str) -> tuple[str, ...]:
    symbols, _, longest = _native_rules(script)
    found: list[str] = []
    at = 0
    while at < len(part):
        length = next((n for n in range(longest, 0, -1) if part[at : at + n] in symbols), 0)
        if length:
            found.append(intern(part[at : at + length]))
        at += length or 1
    return tuple(found)


def _prepare(part: str, script: str) -> tuple[str, str]:
    """Bring a part into the letters its table is written in."""
    if script == "Hang":
        return unicodedata.normalize("NFD", part), script
    if script == "Hira":
        return part.translate(_HIRAGANA_TO_KATAKANA), "Kana"
    if script == "Grek":
        return strip_marks(_GREEK_APART.sub(r"\1·", unicodedata.normalize("NFD", part))), script
    if script == "Geor":
        return _GEORGIAN_ENDING.sub("ი·", part), script
    return part, script


@lru_cache(maxsize=1 << 16)
def native_units(part: str, script: str) -> tuple[str, ...]:
    """Return the units of a cleaned part in its own script, as the cost tables know them.

    A letter the tables do not know becomes its nearest one (қ is к, ї is и), doubled letters one;
    kana become consonants and vowels; Hangul becomes jamo; Hanzi become the sounds of their
    Mandarin syllables.

    >>> native_units("тоқаев", "Cyrl")
    ('т', 'о', 'к', 'а', 'е', 'в')
    """
    if script == "Hani":
        return tuple(_syllable_symbols(pinyin(part)))
    if script == "Thai" or script in ABUGIDAS:
        pieces = read_thai(part) if script == "Thai" else read_abugida(part, script)
        return _single(" ".join(piece.units for piece in pieces).split())
    part, script = _prepare(part, script)
    symbols, nearest, _ = _native_rules(script)
    groups = _letter_groups(part, script)
    if script == "Kana":
        return tuple("".join(symbols[group] for group in groups))
    units = [unit for group in groups for unit in nearest.get(group, ())]
    if script == "Hang":
        return tuple(_RARE_FINALS.get(unit, unit) for unit in units)
    return _single(units, spared=_KEPT_TWICE.get(script, ""))


# A letter that an abjad doubles in speech is written once; two of them have a vowel between them, but for
# those that are vowels themselves: -yev is ييف.
_KEPT_TWICE = {"Arab": "بةتثجحخدذرزسشصضطظعغفقكلمنه", "Hebr": "אבגדהזחטכךלמםנןסעפףצץקרשת"}

# Finals that hardly any name has, so that no table knows them, as the final that is heard.
_RARE_FINALS = dict(zip("ᆩᆿᆬᆭᆮᆽᇀᇂᆱᆲᆵᆹᇁᆳᆴᆶ", "ᆨᆨᆫᆫᆺᆺᆺᆺᆷᆸᆸᆸᆸᆯᆯᆯ", strict=True))


def _single(units: list[str], spared: str = "") -> tuple[str, ...]:
    """Return units with doubled ones made one, also a letter and the same one silent (Thai ดด์).

    Those of `spared` stay two.
    """
    beside = zip(units, ["", *units], strict=False)
    return tuple(a for a, before in beside if a in spared or a.rstrip("์") != before)


@lru_cache(maxsize=1 << 16)
def sound(part: str, script: str) -> Symbols:
    """Return the symbols of a cleaned part in any script, by its plainest reading.

    >>> sound("тоқаев", "Cyrl"), sound("トカエフ", "Kana"), sound("토카예프", "Hang")
    ('toqaev', 'tokaefu', 'tokaepu')
    """
    if script == "Latn":
        return latin_symbols(part)
    if script == "Hani":
        return _tidy(_syllable_symbols(pinyin(part)))
    if script in ABUGIDAS:
        return _tidy(heard(read_abugida(part, script), script))
    if script == "Thai":
        return _tidy("".join(piece.symbols for piece in read_thai(part)))
    if script not in TABLED_SCRIPTS:
        return latin_symbols(last_resort(part).lower())
    part, script = _prepare(part, script)
    symbols, _, _ = _native_rules(script)
    return _tidy("".join(symbols[group] for group in _letter_groups(part, script)))


# ------------------------------------------------------------------ codes for plain edit distance

_CLASSES = {
    "P": "pbfv", "T": "td", "K": "kgKG", "S": "szSZCJQ", "M": "mn", "R": "lr",
}  # fmt: skip
_CANONICAL = str.maketrans("qwjXT$R%123h", "kvyCtsZssgCK")
CLASS_OF = {symbol: name for name, members in _CLASSES.items() for symbol in members}
"""The consonant class of a symbol: lips, teeth, throat, hisses, nose, tongue."""


_CODES = {
    ord(symbol): CLASS_OF.get(plain, "") + plain
    for symbol in LATIN_ALPHABET
    for plain in symbol.translate(_CANONICAL).replace("y", "i")
}


@lru_cache(maxsize=1 << 16)
def coded(symbols: str) -> str:
    """Return symbols as a code whose plain edit distance is phonetic.

    A consonant becomes two characters, its class and itself, so that a change within a class costs
    half of one across; a vowel stays one character.

    >>> coded("tokaev")
    'TtoKkaePv'
    """
    return symbols.translate(_CODES)


# ------------------------------------------------------------------ Hanzi

_PINYIN_INITIALS = {
    "zh": "J", "ch": "C", "sh": "S", "j": "J", "q": "C", "x": "S", "z": "Q", "c": "Q",
}  # fmt: skip
_INITIAL = re.compile(r"zh|ch|sh|[jqxzc]")


def _pinyin_symbols(syllable: str) -> str:
    found = _INITIAL.match(syllable)
    if not found:
        return syllable
    return _PINYIN_INITIALS[found.group()] + syllable[found.end() :]


def _syllable_symbols(syllables: tuple[str, ...]) -> str:
    return _NOT_SYMBOL.sub("", strip_marks("".join(map(_pinyin_symbols, syllables))))


def syllable_sounds(syllables: Iterable[str]) -> Symbols:
    """Return the symbols of Pinyin syllables.

    >>> syllable_sounds(("xi", "qin"))
    'SiCin'
    """
    return _tidy("".join(map(_pinyin_symbols, syllables)))


def pinyin(part: str) -> tuple[str, ...]:
    """Return the Mandarin syllable of each Hanzi, as foreign names and most others read it.

    >>> pinyin("托卡耶夫")
    ('tuo', 'ka', 'ye', 'fu')
    """
    find = lines("pinyin", str).find
    return tuple(find(char) or last_resort(char).lower() for char in part)


def simplified(part: str) -> str:
    """Return Hanzi with each traditional character replaced by its simplified one.

    >>> simplified("習近平")
    '习近平'
    """
    find = lines("simplified", str).find
    return "".join(find(char) or char for char in part)
