"""Which convention a difference is put down to, where several would write it so.

Parts are compared under whatever convention brings them nearest, which says what the difference costs and
not who wrote it: *Lukashenko* can be cut into syllables of Wade-Giles, and a *j* for ж is not French alone.
The name of a convention is shown where the spellings bear it out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from nameresolve.conventions import SYLLABIC, chinese_syllables, convention_readings, syllable_count
from nameresolve.model import Evidence
from nameresolve.unicode import fold, script_of

__all__ = ["GENERAL", "credible", "is_named", "is_syllabic", "known_scripts", "parts_of"]

GENERAL = "spelling conventions"
"""The rule where no one convention is borne out."""

LONGEST_CHINESE = 2
"""Syllables of a part of a Chinese name, family or given: Tanaka and Lukashenko can be cut into more."""

_MARKS = {
    "Turkic Latin": re.compile(r"[əığşçöü]"),
    "Dutch": re.compile(r"oe|tsj|sj|zj|ij"),
    "Spanish": re.compile(r"ñ|ll|[áéíóú]"),
    "French": re.compile(r"ou|tch|gu[ei]|[iï]ne$|[ïèêçâô]|dj"),
    "Polish": re.compile(r"sz|cz|rz|ci(?![aou])|[oe]w(?:a|icz|ski|ska)?$|[łżźćńśąęó]"),
    "German": re.compile(r"sch|[oe]wa?$|j(?:ew|ow|a$)|[äöüß]"),
    "Italian and Romanian": re.compile(r"ci[aou]|gi[aou]|[țșăâî]"),
    "Hungarian": re.compile(r"sz|gy|cs|zs|[őűáéí]"),
    "Serbian": re.compile(r"đ"),
}
"""Letters and groups of them that a convention is known by, besides a single letter that several share.

Those without a row are named after what they do, which is always true of them."""

_RUSSIAN_STYLE = re.compile(
    r"(?:[oe]|ie|yo)[vwf]{1,2}a?$|enk[oa]$|sk[iy]y?$|ska(?:ya|ja|ia)$|(?:ov|ev)i(?:c|ch|tch|č)$"
)
"""Endings of names that are written in Cyrillic letters at home."""


def parts_of(evidence: Iterable[Evidence]) -> list[str]:
    """Return the cleaned parts of both names that the terms speak of.

    >>> parts_of([Evidence("licensed", "Tse tung", "Zedong", "Wade-Giles", 1.0)])
    ['tse', 'tung', 'zedong']
    """
    texts = (text for term in evidence for text in (term.left, term.right))
    return [part for text in texts for part in fold(text).replace("'", "").replace("-", " ").split()]


def known_scripts(parts: Sequence[str]) -> frozenset[str]:
    """Return the scripts that the name is known to be written in somewhere, other than Latin.

    >>> sorted(known_scripts(["toqaev"])), sorted(known_scripts(["muhammad"]))
    (['Cyrl'], [])
    """
    found = {script_of(part[0]) for part in parts} - {"Latn", "Zyyy", "Zinh"}
    if any(_RUSSIAN_STYLE.search(part) for part in parts):
        found.add("Cyrl")
    return frozenset(found)


def is_syllabic(rule: str) -> bool:
    """Return whether a rule is a convention of Chinese syllables.

    >>> is_syllabic("Wade-Giles / Pinyin"), is_syllabic("French")
    (True, False)
    """
    return SYLLABIC.issuperset(_named(rule)[0].split(" / "))


def is_named(rule: str) -> bool:
    """Return whether a rule is a convention that gives letters a value of their own.

    >>> is_named("French, listed as one name"), is_named(GENERAL)
    (True, False)
    """
    return _named(rule)[0] in _MARKS


def _named(rule: str) -> tuple[str, str]:
    """Return the convention of a rule, and what else the rule says."""
    named, comma, rest = rule.partition(", ")
    return named, comma + rest


def credible(rule: str, term: Evidence, parts: Sequence[str], credited: Sequence[str]) -> str:
    """Return the rule with the convention that the spellings bear out, or a general one.

    `parts` are all parts of both names, `credited` the conventions that license each change of a single
    letter in the term, empty for a change that only the rule accounts for.

    >>> term = Evidence("licensed", "Jomart", "Zhomart", "French", 4.7)
    >>> credible("French", term, ["jomart", "zhomart"], ["English j, English zh"])
    'spelling conventions'
    >>> credible("French", term, ["jomart", "toqaïev", "zhomart"], ["English j, English zh"])
    'French'
    """
    named, rest = _named(rule)
    if is_syllabic(rule):
        return rule if _chinese(parts) else GENERAL + rest
    if named in _MARKS and _one_syllable(term):
        return "Wade-Giles / Pinyin" + rest
    if named not in _MARKS or _borne_out(named, parts) or any(named in which for which in credited):
        return rule
    other = next((name for name in _others(term) if name in _MARKS and _borne_out(name, _own(term))), None)
    if other is None and not all(credited):
        return rule  # nothing but this convention accounts for it
    return (other or GENERAL) + rest


def _chinese(parts: Sequence[str]) -> bool:
    """Return whether all parts in Latin letters are Chinese syllables, not more than a name has."""
    latin = (part for part in parts if script_of(part[0]) == "Latn")
    return all(0 < syllable_count(part) <= LONGEST_CHINESE for part in latin)


def _one_syllable(term: Evidence) -> bool:
    """Return whether the two sides are one Chinese syllable, each under a convention of its own."""
    return bool(chinese_syllables(fold(term.left)) & chinese_syllables(fold(term.right)))


def _borne_out(name: str, parts: Iterable[str]) -> bool:
    return any(_MARKS[name].search(part) for part in parts)


def _own(term: Evidence) -> list[str]:
    return parts_of([term])


def _others(term: Evidence) -> list[str]:
    """Return the other conventions that read a part of the term in a way of their own."""
    return [name for part in _own(term) for name, _ in convention_readings(part)]
