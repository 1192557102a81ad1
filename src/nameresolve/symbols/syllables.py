"""How the syllables of Chinese and Korean names are spelled in Latin letters, whatever the tradition.

健 is Jian in Peking, Kin in Hong Kong, Geon or Kun in Seoul; 선 is Seon, Sun or Son. The table, learned
from names that are spelled in two syllables, is ``gazetteer/symbols/syllables.tsv``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from itertools import islice, product

from nameresolve.tables import columns, lines, load
from nameresolve.unicode import strip_marks

__all__ = [
    "LONGEST_SYLLABIC",
    "in_korean_names",
    "korean_readings",
    "korean_syllable",
    "syllable_spellings",
    "vietnamese_syllable",
]

LONGEST_SYLLABIC = 3
"""Signs of a part that is read so; longer ones are foreign names."""

_MOST_SPELLINGS = (1 << 9, 1 << 9, 1 << 10)
_MOST_A_SIGN = (16, 16, 8)
"""By the number of signs: spellings kept of a part, and of each of its signs."""

_MOST_READINGS = 4


def _rows() -> Mapping[str, tuple[str, ...]]:
    return lines("syllables", columns)


def _simplified(part: str) -> str:
    find = lines("simplified", str).find
    return "".join(find(char) or char for char in part)


@cache
def _korean_syllables() -> frozenset[str]:
    given: dict[str, str] = load("symbols")["hangul_given"]
    readings = (korean.split() for _, korean in _rows().values())
    return frozenset(given["word"]).union(*readings).difference(given["foreign"])


def in_korean_names(part: str) -> bool:
    """Return whether every syllable of a part in Hangul is one that Korean given names are made of.

    Those are the readings of characters, and syllables of Korean words; not the reading of a rare character
    or two, which foreign names have.

    >>> in_korean_names("정은"), in_korean_names("하늘"), in_korean_names("카시")
    (True, True, False)
    """
    return _korean_syllables().issuperset(part)


_KOREAN_SYLLABLE = re.compile(
    r"(?:[ktpsjg]{2}|ch|dj|dz|cz|[bcčdghjklmnprstyz])?w?y?(?:[aeiouŏŭ]|ae|eo|eui|eu|oe|oo|ou|ui|wa|wo|wi)"
    r"(?:ng|[bgklmnpt])?h?"
)
_VIETNAMESE_SYLLABLE = re.compile(
    r"(?:ngh?|nh|th|tr|[ckp]h|gh|gi|qu|[bcdghklmnprstvxđ])?[aeiouyăâêôơư]{1,3}(?:[ncm]|ng|nh|ch|p|t)?"
)


def korean_syllable(part: str) -> bool:
    """Return whether a cleaned Latin part is written as one syllable of a Korean name is.

    >>> korean_syllable("jong"), korean_syllable("un"), korean_syllable("hassan")
    (True, True, False)
    """
    return _KOREAN_SYLLABLE.fullmatch(part) is not None


def vietnamese_syllable(part: str) -> bool:
    """Return whether a cleaned Latin part is written as a Vietnamese syllable is, whatever its tone.

    >>> vietnamese_syllable("thị"), vietnamese_syllable("an"), vietnamese_syllable("el")
    (True, True, False)
    """
    return _VIETNAMESE_SYLLABLE.fullmatch(strip_marks(part)) is not None


@lru_cache(maxsize=1 << 14)
def korean_readings(part: str) -> tuple[str, ...]:
    """Return a short part in Chinese characters as Koreans read it, in Hangul, the usual reading first.

    Empty for a part that is longer or that holds a character without a reading.

    >>> korean_readings("大中")
    ('대중',)
    """
    if not 0 < len(part) <= LONGEST_SYLLABIC:
        return ()
    rows = _rows()
    ways = [rows.get(sign, ("", ""))[1].split() for sign in _simplified(part)]
    return tuple("".join(way) for way in islice(product(*ways), _MOST_READINGS))


@lru_cache(maxsize=1 << 12)
def syllable_spellings(part: str, script: str) -> frozenset[str]:
    """Return the Latin spellings in use for a short part in Chinese characters or Hangul, cleaned.

    Those of Hangul, of Chinese in all its languages, and of the Korean reading of characters.

    >>> {"kwokkin", "guojian"} <= syllable_spellings("國健", "Hani")
    True
    >>> sorted(syllable_spellings("선", "Hang") & {"sun", "seon", "kim"})
    ['seon', 'sun']
    """
    size = len(part)
    if script not in ("Hani", "Hang") or not 0 < size <= LONGEST_SYLLABIC:
        return frozenset()
    rows, most = _rows(), _MOST_A_SIGN[size - 1]
    parts = [_simplified(part), *korean_readings(part)] if script == "Hani" else [part]
    found: set[str] = set()
    for way in parts:
        spelled = [rows.get(sign, ("", ""))[0].split()[:most] for sign in way]
        found.update(islice(map("".join, product(*spelled)), _MOST_SPELLINGS[size - 1]))
    return frozenset(found)
