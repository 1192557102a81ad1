"""Chinese names under the conventions of the Chinese world: Pinyin, Wade-Giles, those of Hong Kong."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import product

from nameresolve.model import Reading
from nameresolve.romanization.writing import script_of
from nameresolve.symbols import pinyin, simplified
from nameresolve.tables import load, read
from nameresolve.unicode import strip_marks

__all__ = ["HONG_KONG", "PINYIN", "SIMPLIFIED", "WADE_GILES", "chinese_from_hanzi", "chinese_from_latin"]

PINYIN, WADE_GILES, HONG_KONG, SIMPLIFIED = "pinyin", "wade-giles", "hong-kong", "simplified"

_SHORTEST, _LONGEST = 2, 4  # characters of a Chinese person's name
_LONGEST_SYLLABLE = 6
_MOST_GIVEN = 2  # syllables of a given name
_WAYS = 4  # a Wade-Giles name without apostrophes may be several Pinyin ones
_COSTS = {PINYIN: 0.0, SIMPLIFIED: 0.1, WADE_GILES: 0.4, HONG_KONG: 0.5}
_WITH_APOSTROPHES = 0.1
_NEXT = 0.5  # what each further way to understand a Wade-Giles name costs

_CHINESE = re.compile(r"\b(?:x|zh|q[^u]|qu[aen]|hs|ts|tz|ch’|k’|p’|t’)")  # beginnings hardly found elsewhere

Name = tuple[str, tuple[str, ...]]  # family name, syllables of the given name


@cache
def _wade_giles() -> Mapping[str, str]:
    """Return the Wade-Giles spelling of each Pinyin syllable, the first where there are two."""
    found: dict[str, str] = {}
    for syllable, spelling in load("symbols")["pinyin"]:
        found.setdefault(syllable, spelling)
    return found


@cache
def _from_wade_giles() -> Mapping[str, tuple[str, ...]]:
    """Return the Pinyin syllables of each Wade-Giles one, with and without its marks.

    Who leaves apostrophes out mostly had none to write: *tung* is dong rather than tong.
    """
    found: dict[str, list[str]] = {}
    rows: list[list[str]] = load("symbols")["pinyin"]
    for syllable, spelling in sorted(rows, key=lambda row: "’" in row[1]):
        for written in dict.fromkeys((spelling, _plain(spelling))):
            found.setdefault(written, []).append(syllable)
    return {written: tuple(dict.fromkeys(syllables)) for written, syllables in found.items()}


@cache
def _families(usage: str) -> Mapping[str, str]:
    """Return the family names of one usage: the spelling by the characters."""
    found: dict[str, str] = {}
    for native, spelling, known in read("spellings")["families"]:
        if known == usage:
            found.setdefault(native, spelling)
    return found


@cache
def _known_families() -> frozenset[str]:
    return frozenset(_families("pinyin").values())


def _plain(spelling: str) -> str:
    return strip_marks(spelling.replace("’", ""))


def chinese_from_hanzi(text: str) -> Iterator[Reading]:
    """Yield the spellings of a Chinese person's name in characters; nothing for longer texts.

    The sounds are those of Mandarin, but for Hong Kong, whose spellings are known for family names:
    they are yielded where all the characters are such.

    >>> [reading.text for reading in chinese_from_hanzi("習近平")]
    ['Xi Jinping', '习近平', 'Hsi Chin-ping', 'Hsi Chin-p’ing']
    """
    if not _SHORTEST <= len(text) <= _LONGEST or any(script_of(char) != "Hani" for char in text):
        return
    size = 2 if text[:2] in _families("pinyin") and len(text) > _SHORTEST else 1
    if len(text) - size > _MOST_GIVEN:
        return
    syllables = pinyin(text)
    yield _by_characters(PINYIN, _pieces(syllables, size, ""))
    short = simplified(text)
    yield _by_characters(SIMPLIFIED, list(short))
    if all(syllable in _wade_giles() for syllable in syllables):
        spelled = [_wade_giles()[syllable] for syllable in syllables]
        yield _by_characters(WADE_GILES, _pieces([_plain(each) for each in spelled], size, "-"))
        yield _by_characters(WADE_GILES, _pieces(spelled, size, "-"), _WITH_APOSTROPHES)
    local = [_families("hongkong").get(char) for char in text]
    if all(local):
        yield _by_characters(HONG_KONG, _pieces([each or "" for each in local], size, " ", capitals=True))


def _pieces(syllables: Sequence[str], size: int, joint: str, *, capitals: bool = False) -> list[str]:
    """Spell a name, a piece for each character: the given name behind a space, its syllables joined."""
    pieces = []
    for place, syllable in enumerate(syllables):
        first = place in (0, size)
        written = syllable.capitalize() if first or capitals else syllable
        before = " " if place == size else joint if place > size else ""
        pieces.append(before + written)
    return pieces


def _by_characters(scheme: str, pieces: list[str], more: float = 0.0) -> Reading:
    trace = tuple((place, place + 1, piece) for place, piece in enumerate(pieces))
    return Reading("".join(pieces), scheme, _COSTS[scheme] + more, "zh", trace)


def chinese_from_latin(text: str, parts: Sequence[str]) -> Iterator[Reading]:
    """Yield the other spellings of a Chinese name in Latin letters: Pinyin for Wade-Giles, and back.

    `parts` are the words of the text. Nothing comes for what does not begin with a family name and go
    on with one or two syllables. A family name that is not on the list counts where a word begins
    as hardly any but a Chinese one does (Xi, Hsi).

    >>> [reading.text for reading in chinese_from_latin("Mao Zedong", ("Mao", "Zedong"))]
    ['Mao Tse-tung', 'Mao Tsê-tung']
    """
    words = [part.lower().replace("'", "’") for part in parts]
    names = list(dict.fromkeys([*_as_pinyin(words), *_as_wade_giles(words)]))[:_WAYS]
    for place, (family, given) in enumerate(names):
        for scheme, spelled, more in _spelled(family, given):
            if spelled != text:
                cost = _COSTS[scheme] + more + _NEXT * place
                yield Reading(spelled, scheme, cost, "zh", ((0, len(text), spelled),))


def _as_pinyin(words: Sequence[str]) -> Iterator[Name]:
    if len(words) > 1 and words[0] in _wade_giles():
        given = "".join(words[1:])
        if words[0] not in _known_families() and not _CHINESE.search(" ".join(words)):
            return
        for cut in range(len(given), 0, -1):
            syllables = (given[:cut], given[cut:]) if given[cut:] else (given,)
            if all(syllable in _wade_giles() for syllable in syllables):
                yield words[0], syllables
                return


def _as_wade_giles(words: Sequence[str]) -> Iterator[Name]:
    if not 1 < len(words) <= 1 + _MOST_GIVEN:
        return
    choices = [_from_wade_giles().get(word, ()) for word in words]
    for family, *given in product(*choices):
        if family in _known_families() or _CHINESE.search(" ".join(words)):
            yield family, tuple(given)


def _spelled(family: str, given: tuple[str, ...]) -> Iterator[tuple[str, str, float]]:
    size = 1
    yield PINYIN, "".join(_pieces((family, *given), size, "")), 0.0
    if family in _wade_giles():
        spelled = [_wade_giles()[syllable] for syllable in (family, *given)]
        yield WADE_GILES, "".join(_pieces([_plain(each) for each in spelled], size, "-")), 0.0
        yield WADE_GILES, "".join(_pieces(spelled, size, "-")), _WITH_APOSTROPHES
