"""Languages whose names are spelled one way in Latin letters, but for marks: another vowel is another name.

Arabic and Cyrillic names are written by ear, so that Hoda is Huda. Vietnamese is written in Latin letters
itself, and Japanese and Chinese are romanized by rule: Hung is not Hong, Yoko not Yuko, and Yimou not Yimo.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from nameresolve.conventions import pinyin_count
from nameresolve.parsing.lexicon import given_name_groups, latin_surnames, vietnamese_surnames
from nameresolve.symbols.syllables import vietnamese_syllable
from nameresolve.unicode import strip_marks

__all__ = ["Settled", "other_japanese", "other_vietnamese", "settled_language"]

Settled = Literal["", "ja", "vi", "zh"]

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_MARKED = re.compile(r"[^a-z]")
_PLAIN = str.maketrans("yđ", "id")

_ONLY_VIETNAMESE = re.compile(r"^(?:nh|th|tr|kh|ph)|nh$|uyen|uong|[ăâđêôơư]")
"""What no syllable of Chinese or Korean has, whose family names are spelled like Vietnamese ones at times."""

_LONGEST_CHINESE = 2
"""Syllables of a part of a Chinese name."""

_SYLLABLES = re.compile(
    r"(?:(?:[kgnhbpmr]y|[sz]y|[st]?sh|[tc]?ch|[td]y|t?ts|dz|jj?y?|[kgsztdnhbpmrwfy]|kk|pp|ss|tt)?[aiueo]|n)+"
)
_LONG = re.compile(r"(?<=o)(?:[ou](?![ou])|h(?![aiueoy]))|(?<=u)(?:u|h(?![aiueoy]))")
_FAMILY = re.compile(
    r"(?:moto|mura|yama|[kg]awa|[sz]aki|[sj]h?ima|[hb]ashi|[kg]uchi|bayashi|naka|uchi|matsu|[sz]awa|[hw]ara|saka|tani|mizu"
    r"|shita|kami|machi|miya|numa|kubo|zuki|(?<=..)oka|(?<=[aieou][mn])ori|(?<=..)eda|(?<=..)ida|suda|wada|fuji|nishi|ishi|taka)$"
    r"|^(?:abe|aso|ito|sato|saito|kato|kondo|endo|ando|goto|naito|kudo|ono|ohno|mori|ueda|noda|honda|hata|oda|kan|imai|arai)$"
)
_GIVEN = re.compile(
    r"(?<=[aiueon])(?:ko|suke|hiko|taro|jiro|ichi|nobu|masa|yuki|kazu|haru|shige)$|^(?:taro|jiro|shinzo|hiro)"
)


@lru_cache(maxsize=1 << 14)
def settled_language(folds: tuple[str, ...]) -> Settled:
    """Return the language of a name of several cleaned Latin parts, if its spelling is settled; else "".

    >>> settled_language(("nguyen", "van", "hung")), settled_language(("yoko", "ito"))
    ('vi', 'ja')
    >>> settled_language(("zhang", "yimou"))
    'zh'
    >>> settled_language(("hoda", "karimi")), settled_language(("maria", "rosa"))
    ('', '')
    """
    if _is_vietnamese(folds):
        return "vi"
    if _is_chinese(folds):
        return "zh"
    return "ja" if _is_japanese(folds) else ""


def _is_vietnamese(folds: Sequence[str]) -> bool:
    families = vietnamese_surnames() & {folds[0], folds[-1]}
    if not families or not all(map(vietnamese_syllable, folds)):
        return False
    return not families <= latin_surnames() or any(map(_ONLY_VIETNAMESE.search, folds))


def _is_chinese(folds: Sequence[str]) -> bool:
    """Return whether a name is a family name of China, first or last, and syllables of Pinyin."""
    if not {folds[0], folds[-1]} & latin_surnames():
        return False
    return all(0 < pinyin_count(fold) <= _LONGEST_CHINESE for fold in folds)


def _is_japanese(folds: Sequence[str]) -> bool:
    parts = [_japanese(fold) for fold in folds]
    if not all(_SYLLABLES.fullmatch(part) for part in parts):
        return False
    families = [_FAMILY.search(part) is not None for part in parts]
    return any(families) and (all(families) or not any(map(given_name_groups, folds)) or _has_given(parts))


def _has_given(parts: Sequence[str]) -> bool:
    return any(_GIVEN.search(part) for part in parts)


def other_vietnamese(left: str, right: str) -> bool:
    """Return whether two cleaned Vietnamese syllables are two, whatever marks one of them lacks.

    >>> other_vietnamese("hung", "hong"), other_vietnamese("hùng", "hưng"), other_vietnamese("hùng", "hung")
    (True, True, False)
    >>> other_vietnamese("hòa", "hoà"), other_vietnamese("ly", "li")
    (False, False)
    """
    if _MARKED.search(left) and _MARKED.search(right):
        return _toned(left) != _toned(right)
    return _plain(left) != _plain(right)


def _plain(fold: str) -> str:
    return strip_marks(fold).translate(_PLAIN)


def _toned(fold: str) -> tuple[str, str]:
    """Return a syllable without its tone, and the tone: hòa and hoà put the mark on one vowel or another."""
    letters = unicodedata.normalize("NFD", fold)
    tone = "".join(letter for letter in letters if letter in _TONES)
    rest = "".join(letter for letter in letters if letter not in _TONES)
    return rest.replace("y", "i"), tone


def other_japanese(left: str, right: str) -> bool:
    """Return whether two cleaned parts of Japanese names differ in o and u, other than by how long these are.

    >>> other_japanese("yoko", "yuko"), other_japanese("yohko", "youko"), other_japanese("satoh", "sato")
    (True, False, False)
    """
    if "oo" in left or "oo" in right:
        return False  # an English u, or a long o
    a, b = (_japanese(fold) for fold in (left, right))
    return a != b and a.replace("u", "o") == b.replace("u", "o")


@lru_cache(maxsize=1 << 14)
def _japanese(fold: str) -> str:
    """Return a part without marks and with short vowels only."""
    return _LONG.sub("", strip_marks(fold))
