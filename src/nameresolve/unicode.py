"""Cleaning text without losing the place: every cleaned character knows its source span.

`clean` makes texts that people would call the same equal: NFC and NFD, full and half width,
upper and lower case, typographic and plain apostrophes and dashes. Marks that a script uses as
reading aids only (Arabic vowel signs, Hebrew points, Cyrillic stress) are removed; marks that make
another letter (š, ö, ё, й) stay. Letters of a second script that only look like the
word's own (Latin ``a`` in a Cyrillic word) are folded by `unify_lookalikes`.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from functools import lru_cache

from attrs import frozen

__all__ = ["SCRIPTS", "Cleaned", "clean", "fold", "is_cased", "script_of", "strip_marks", "unify_lookalikes"]

_APOSTROPHES = "'`´ʹʺʻʼʽʾʿˈˊˋʹ‘’‛′‵＇׳״ʿ՚＇"
_DASHES = "-‐‑‒–—―−﹘﹣－⁃־"
_MIDDLE_DOTS = "·•‧∙⋅・･゠‧·"

_SIMPLE = {ord(char): "'" for char in _APOSTROPHES}
_SIMPLE |= {ord(char): "-" for char in _DASHES}
_SIMPLE |= {ord(char): "·" for char in _MIDDLE_DOTS}
_SIMPLE |= {ord(char): '"' for char in "“”„‟«»″〝〞＂"}
_SIMPLE |= {ord("ı"): "i", ord("ـ"): ""}

# Ranges whose members are Mn but carry letters' identity, kept by `clean`: Indic, Thai ... vowels.
_READING_AIDS = (
    (0x0591, 0x05C7),  # Hebrew points and accents
    (0x0610, 0x061A),
    (0x064B, 0x0652),  # Arabic vowel signs (hamza above and below, 0653-0655, make letters)
    (0x0656, 0x065F),
    (0x0670, 0x0670),  # superscript alef: الرحمٰن = الرحمن
    (0x06D6, 0x06ED),
)
_STRESS = {0x0300, 0x0301}
_JAMO_TAIL = range(0x1160, 0x1200)
_KANA_MARKS = {0xFF9E, 0xFF9F}

# Start of each block -> ISO 15924 code; "Zyyy" for what belongs to no script.
_BLOCKS: tuple[tuple[int, str], ...] = (
    (0x0000, "Zyyy"), (0x0041, "Latn"), (0x005B, "Zyyy"), (0x0061, "Latn"), (0x007B, "Zyyy"),
    (0x00AA, "Latn"), (0x00AB, "Zyyy"), (0x00BA, "Latn"), (0x00BB, "Zyyy"), (0x00C0, "Latn"),
    (0x02B0, "Zyyy"), (0x0370, "Grek"), (0x0400, "Cyrl"), (0x0530, "Armn"), (0x0590, "Hebr"),
    (0x0600, "Arab"), (0x0700, "Syrc"), (0x0750, "Arab"), (0x0780, "Thaa"), (0x07C0, "Nkoo"),
    (0x0800, "Samr"), (0x0840, "Zyyy"), (0x0860, "Syrc"), (0x0870, "Arab"), (0x0900, "Deva"),
    (0x0980, "Beng"), (0x0A00, "Guru"), (0x0A80, "Gujr"), (0x0B00, "Orya"), (0x0B80, "Taml"),
    (0x0C00, "Telu"), (0x0C80, "Knda"), (0x0D00, "Mlym"), (0x0D80, "Sinh"), (0x0E00, "Thai"),
    (0x0E80, "Laoo"), (0x0F00, "Tibt"), (0x1000, "Mymr"), (0x10A0, "Geor"), (0x1100, "Hang"),
    (0x1200, "Ethi"), (0x13A0, "Cher"), (0x1400, "Cans"), (0x1680, "Zyyy"), (0x1780, "Khmr"),
    (0x1800, "Mong"), (0x18B0, "Zyyy"), (0x1C80, "Cyrl"), (0x1C90, "Geor"), (0x1CC0, "Zyyy"),
    (0x1D00, "Latn"), (0x1D26, "Grek"), (0x1D2B, "Cyrl"), (0x1D2C, "Latn"), (0x1E00, "Latn"),
    (0x1F00, "Grek"), (0x2000, "Zyyy"), (0x2C60, "Latn"), (0x2C80, "Zyyy"), (0x2D00, "Geor"),
    (0x2D30, "Tfng"), (0x2D80, "Ethi"), (0x2DE0, "Cyrl"), (0x2E00, "Zyyy"), (0x2E80, "Hani"),
    (0x3000, "Zyyy"), (0x3005, "Hani"), (0x3006, "Zyyy"), (0x3041, "Hira"), (0x30A0, "Kana"),
    (0x3105, "Bopo"), (0x3130, "Hang"), (0x3190, "Zyyy"), (0x31F0, "Kana"), (0x3200, "Zyyy"),
    (0x3400, "Hani"), (0x4DC0, "Zyyy"), (0x4E00, "Hani"), (0xA000, "Yiii"), (0xA4D0, "Zyyy"),
    (0xA640, "Cyrl"), (0xA6A0, "Zyyy"), (0xA720, "Latn"), (0xA800, "Zyyy"), (0xA8E0, "Deva"),
    (0xA900, "Zyyy"), (0xA960, "Hang"), (0xA980, "Zyyy"), (0xAA60, "Mymr"), (0xAA80, "Zyyy"),
    (0xAB00, "Ethi"), (0xAB30, "Latn"), (0xAB70, "Cher"), (0xABC0, "Zyyy"), (0xAC00, "Hang"),
    (0xD7FC, "Zyyy"), (0xF900, "Hani"), (0xFB00, "Latn"), (0xFB13, "Armn"), (0xFB1D, "Hebr"),
    (0xFB50, "Arab"), (0xFE00, "Zyyy"), (0xFE70, "Arab"), (0xFEFF, "Zyyy"), (0xFF21, "Latn"),
    (0xFF3B, "Zyyy"), (0xFF41, "Latn"), (0xFF5B, "Zyyy"), (0xFF66, "Kana"), (0xFFA0, "Hang"),
    (0xFFE0, "Zyyy"), (0x10000, "Zyyy"), (0x1B000, "Kana"), (0x1B170, "Zyyy"), (0x20000, "Hani"),
    (0x323B0, "Zyyy"),
)  # fmt: skip
_STARTS = [start for start, _ in _BLOCKS]
SCRIPTS = tuple(sorted({script for _, script in _BLOCKS}))
"""The ISO 15924 codes that `script_of` knows."""

# Letters that share a shape, lower case or capital.
_LATIN_SHAPES = "aceopxyijhkmtb"
_CYRILLIC_SHAPES = "асеорхуіјһкмтв"
_TO_CYRILLIC = dict(zip(_LATIN_SHAPES, _CYRILLIC_SHAPES, strict=True))
_TO_LATIN = dict(zip(_CYRILLIC_SHAPES, _LATIN_SHAPES, strict=True))


@frozen(slots=True)
class Cleaned:
    """A cleaned text and, for each of its characters, where it came from.

    ``source[starts[i]:ends[i]]`` is what became ``text[i]``.
    """

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]


@lru_cache(maxsize=4096)
def script_of(char: str) -> str:
    """Return the ISO 15924 code of the script a character is written in.

    Digits, punctuation, marks and symbols give ``"Zyyy"``.

    >>> [script_of(char) for char in "aяا金カ7"]
    ['Latn', 'Cyrl', 'Arab', 'Hani', 'Kana', 'Zyyy']
    """
    if not (char.isalpha() or unicodedata.category(char).startswith("M")):
        return "Zyyy"
    return _BLOCKS[bisect_right(_STARTS, ord(char)) - 1][1]


def is_cased(script: str) -> bool:
    """Return whether the script, by its ISO 15924 code, has capital letters in use."""
    return script in {"Latn", "Cyrl", "Grek", "Armn"}


def _continues(char: str) -> bool:
    code = ord(char)
    if code < 0x300:
        return False
    return unicodedata.category(char)[0] == "M" or code in _JAMO_TAIL or code in _KANA_MARKS


def _dropped(char: str, base: str) -> bool:
    code = ord(char)
    if code in _STRESS:
        return script_of(base) == "Cyrl"
    if unicodedata.category(char) == "Cf" or 0xFE00 <= code <= 0xFE0F:
        return True
    return any(low <= code <= high for low, high in _READING_AIDS)


def _clean_segment(segment: str) -> str:
    """Clean one base character with the marks that follow it."""
    if segment.isascii():
        return segment.lower().translate(_SIMPLE)
    base = unicodedata.normalize("NFD", segment[:1])[:1]
    decomposed = unicodedata.normalize("NFKD", segment)
    kept = "".join(char for char in decomposed if not _dropped(char, base))
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", kept).casefold())
    folded = folded.replace("i̇", "i")  # İ: the dot is no mark of its own
    return folded.translate(_SIMPLE)


_clean_segment_cached = lru_cache(maxsize=16384)(_clean_segment)


def _segments(text: str) -> list[tuple[int, int]]:
    starts = [i for i, char in enumerate(text) if i == 0 or not _continues(char)]
    return list(zip(starts, [*starts[1:], len(text)], strict=True))


def clean(text: str) -> Cleaned:
    """Return the text cleaned for comparison, with the source span of each character.

    Cleaning twice is cleaning once. Nothing but reading aids and invisible characters is lost.

    >>> clean("Ｔｏｋａｙｅｖ – ‘Toqaev’").text
    "tokayev - 'toqaev'"
    """
    if text.isascii():
        spans = tuple(range(len(text)))
        return Cleaned(text.lower().translate(_SIMPLE), spans, tuple(i + 1 for i in spans))
    chars: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end in _segments(text):
        for char in _clean_segment_cached(text[start:end]):
            chars.append(char)
            starts.append(start)
            ends.append(end)
    return Cleaned("".join(chars), tuple(starts), tuple(ends))


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Return the cleaned text alone; see `clean`.

    >>> fold("İlham ƏLİYEV") == fold("ilham əliyev")
    True
    """
    if text.isascii():
        return text.lower().translate(_SIMPLE)
    return "".join(_clean_segment_cached(text[start:end]) for start, end in _segments(text))


@lru_cache(maxsize=65536)
def strip_marks(text: str) -> str:
    """Return the text without diacritical marks.

    >>> strip_marks("nazarbaïev")
    'nazarbaiev'
    """
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFD", text)
    return unicodedata.normalize(
        "NFC", "".join(char for char in decomposed if unicodedata.category(char) != "Mn")
    )


def unify_lookalikes(word: str) -> str:
    """Return a cleaned word with look-alike letters of the minority script replaced.

    Only words that mix Latin and Cyrillic are touched; the script with more letters of its own,
    those without a look-alike, wins, then the one with more letters. Words of one script come
    back unchanged.

    >>> unify_lookalikes("tоkayev").isascii()  # the o was Cyrillic
    True
    """
    if word.isascii():
        return word
    scripts = {script_of(char) for char in word} - {"Zyyy"}
    if scripts != {"Latn", "Cyrl"}:
        return word

    def weight(script: str, shared: dict[str, str]) -> tuple[int, int]:
        own = [char for char in word if script_of(char) == script]
        return sum(char not in shared for char in own), len(own)

    latin = weight("Latn", _TO_CYRILLIC) >= weight("Cyrl", _TO_LATIN)
    table = _TO_LATIN if latin else _TO_CYRILLIC
    return "".join(table.get(char, char) for char in word)
