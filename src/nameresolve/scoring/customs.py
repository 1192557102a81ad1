"""What customs of naming say of two parts: genders, fathers, East Asian family names, forms of a name."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from nameresolve.conventions import chinese_syllables, is_pinyin_syllable
from nameresolve.distance import PartForm, spelled_so
from nameresolve.parsing.lexicon import entries, given_name_groups, latin_surnames, surnames
from nameresolve.symbols.known import known_apart, known_as_one
from nameresolve.tables import lines

__all__ = [
    "EQUIVALENT_SHARE",
    "NICKNAME_SHARE",
    "as_names",
    "equivalent",
    "father",
    "one_stem",
    "other_korean",
    "other_pinyin",
    "other_sign",
    "other_surname",
    "other_syllable",
    "other_umlaut",
    "surname_spellings",
    "surname_usage",
    "two_names",
]

EQUIVALENT_SHARE = 0.75
"""Of a full agreement: Aleksandr / Oleksandr."""


NICKNAME_SHARE = 0.5


def equivalent(left: str, right: str) -> tuple[float, str]:
    """Return the share and rule of two forms of one given name; (0, "") if they are none."""
    ours, theirs = given_name_groups(left), given_name_groups(right)
    for group in ours.keys() & theirs.keys():
        relations = {ours[group], theirs[group]}
        if "translation" in relations:
            continue
        if "nickname" in relations:
            return NICKNAME_SHARE, f"nickname of {group}"
        return EQUIVALENT_SHARE, f"forms of {group}"
    return 0.0, ""


def surname_usage(native: PartForm, latin: PartForm) -> bool:
    """Return whether a Latin spelling is in use for a Chinese or Korean family name."""
    if native.script not in ("Hani", "Hang") or latin.script != "Latn":
        return False
    return latin.fold in surnames(native.script).get(native.fold, ())


def other_surname(native: PartForm, latin: PartForm) -> bool:
    """Return whether both are East Asian family names, in use for different ones: 楊 is Yang, not Zhang."""
    if native.script not in ("Hani", "Hang") or latin.script != "Latn" or len(native.fold) > 1:
        return False
    usage = surnames(native.script).get(native.fold)
    return usage is not None and latin.fold in latin_surnames() and latin.fold not in usage


@cache
def _endings() -> tuple[tuple[str, str], ...]:
    """Return the endings of patronymics with the sex they tell, the longest first."""
    found = ((ending, row[1]) for ending, row in entries("patronymic_endings").items())
    return tuple(sorted(found, key=lambda pair: (-len(pair[0]), pair)))


@lru_cache(maxsize=1 << 14)
def father(fold: str) -> tuple[str, str]:
    """Return a patronymic without its ending, and whose it is: сергеевич and сергейұлы, a son of сергей."""
    for ending, sex in _endings():
        if fold.endswith(ending) and len(fold) > len(ending) + 2:
            return fold[: -len(ending)], sex
    return "", ""


def as_names(stem: str, script: str) -> tuple[str, ...]:
    """Return the given names that the stem of a patronymic may come from.

    >>> as_names("nikola", "Latn")
    ('nikola', 'nikolay', 'nikolai', 'nikolaa')
    """
    return tuple(stem + end for end in (("", "y", "i", "a") if script == "Latn" else ("", "й", "а")))


def surname_spellings(left: PartForm, right: PartForm) -> bool:
    """Return whether two Latin spellings are in use for one Korean family name: Bak and Park are 박."""
    if left.script != "Latn" or right.script != "Latn":
        return False
    return any(left.fold in spellings and right.fold in spellings for spellings in surnames("Hang").values())


def other_sign(native: PartForm, latin: PartForm) -> bool:
    """Return whether a Latin part is a Chinese syllable, but none that a character is known to be spelled.

    強 is Qiang, Chiang or Keung; Chang is another character's.

    >>> from nameresolve.distance import part_form
    >>> [other_sign(part_form("强", "Hani"), part_form(name, "Latn")) for name in ("chiang", "chang")]
    [False, True]
    """
    if native.script != "Hani" or latin.script != "Latn" or len(native.fold) > 1:
        return False
    ways = chinese_syllables(latin.fold)
    return bool(ways) and ways.isdisjoint(spelled_so(native) | {native.symbols})


def other_syllable(left: PartForm, right: PartForm) -> bool:
    """Return whether both parts are single Pinyin syllables, and not the same: Qian is not Qiang."""
    if left.script != "Latn" or right.script != "Latn":
        return False
    if not (is_pinyin_syllable(left.fold) and is_pinyin_syllable(right.fold)):
        return False
    return other_pinyin(left, right)


def other_pinyin(left: PartForm, right: PartForm) -> bool:
    """Return whether no convention makes two parts of Chinese names in Pinyin one: Yimou is not Yimo.

    >>> from nameresolve.distance import part_form
    >>> other_pinyin(part_form("yimou", "Latn"), part_form("yimo", "Latn"))
    True
    >>> other_pinyin(part_form("piao", "Latn"), part_form("biao", "Latn"))
    False
    """
    ways = [{form.symbols, *(symbols for _, symbols in form.readings)} for form in (left, right)]
    return not ways[0] & ways[1]


_LEAST_KNOWN = 4
_LOOSE = str.maketrans("oueyz", "aaiis")


def two_names(left: PartForm, right: PartForm) -> bool:
    """Return whether two Latin parts that sound alike are known for two names, so that none is a slip.

    That is so where both are in use, or where both are written in the letters of one language and a sound
    is another letter there. What differs as the vowels of Arabic or Uzbek names do (Khaled and Khalid, Fatima
    and Fotima), or by the y that Erlan and Yerlan begin with, is not.

    >>> from nameresolve.distance import part_form
    >>> [two_names(part_form(a, "Latn"), part_form(b, "Latn")) for a, b in (
    ...     ("armen", "arman"), ("fatima", "fotima"), ("müller", "möller"), ("tokajev", "tokaïev"))]
    [True, False, True, False]
    """
    a, b = left.fold, right.fold
    if left.script != "Latn" or right.script != "Latn" or min(len(a), len(b)) < _LEAST_KNOWN:
        return False
    if _own_letters(a) and _own_letters(a) == _own_letters(b):
        return True
    if (_loose(a) == _loose(b) and not _differ_in_a_and_u(a, b)) or not (
        _listed_apart(a, b) or _both_in_use(a, b)
    ):
        return False
    return not given_name_groups(a).keys() & given_name_groups(b).keys()


_ONE_VOWEL = frozenset(map(frozenset, ("ae", "ao", "ei", "iy", "ou")))
"""Vowels that one unwritten vowel is written with: Saleh and Salah may be one man, Keller and Koller not."""


def _listed_apart(a: str, b: str) -> bool:
    """Return whether a list of names has both parts as names of their own, and their vowels say so too."""
    differing = {frozenset(pair) for pair in zip(a, b, strict=False) if pair[0] != pair[1]}
    return not (len(a) == len(b) and differing <= _ONE_VOWEL) and known_apart(a, b)


def _both_in_use(a: str, b: str) -> bool:
    """Return whether both parts are among the usual names, and not listed as one name."""
    usual = lines("frequency", float)
    if a not in usual or b not in usual:
        return False
    return not known_as_one(a, b)


def _loose(fold: str) -> str:
    """Return a part without what conventions differ in most: two vowels, s for z, no y at the head."""
    return re.sub("^i(?=[ai])", "", fold.translate(_LOOSE))


def _differ_in_a_and_u(a: str, b: str) -> bool:
    """Return whether a and u alone are what two parts differ in: Marat is not Murat."""
    differing = {frozenset(pair) for pair in zip(a, b, strict=False) if pair[0] != pair[1]}
    return len(a) == len(b) and differing == {frozenset("au")}


_UMLAUTS = frozenset("äöüåøæ")


def _own_letters(fold: str) -> frozenset[str]:
    """Return the letters beyond a to z of a part, umlauts as one: who writes them writes in that language."""
    return frozenset("ä" if letter in _UMLAUTS else letter for letter in fold if letter > "z")


def other_umlaut(left: str, right: str) -> bool:
    """Return whether two parts differ in their umlauts alone: Müller is not Möller.

    >>> other_umlaut("müller", "möller"), other_umlaut("müller", "muller")
    (True, False)
    """
    differing = [{a, b} for a, b in zip(left, right, strict=False) if a != b]
    return len(left) == len(right) and bool(differing) and all(pair <= _UMLAUTS for pair in differing)


_KOREAN_GLIDE = re.compile(r"[bcdghjklmnprst]{1,4}y[aeouŏ]")


def other_korean(left: str, right: str) -> bool:
    """Return whether two syllables of Korean names differ by a glide or by n and ng: Hoon, Hyun; Jun, Jung.

    >>> other_korean("hoon", "hyun"), other_korean("jun", "jung"), other_korean("hyon", "hyun")
    (True, True, False)
    """
    if left != right and left.removesuffix("g") == right.removesuffix("g") and left.rstrip("g")[-1:] == "n":
        return True
    return bool(_KOREAN_GLIDE.match(left)) is not bool(_KOREAN_GLIDE.match(right)) and left[0] == right[0]


_LEAST_STEM = 5
_DERIVED = frozenset(
    [
        "",
        "al",
        "an",
        "ian",
        "ians",
        "ese",
        "ense",
        "eno",
        "ana",
        "ano",
        "ing",
        "er",
        "ers",
        "or",
        "ors",
        "ora",
        "oras",
        "ion",
        "ions",
        "ation",
        "ations",
        "ment",
        "e",
        "es",
        "y",
        "ies",
        "ic",
        "ics",
        "ical",
        "ive",
        "o",
        "os",
        "a",
        "as",
        "ist",
        "ity",
        "ity",
        "ry",
        "ary",
        "ant",
        "ants",
        "ed",
        "able",
        "ance",
        "ence",
        "en",
        "n",
        "istan",
    ]
)


def one_stem(left: str, right: str) -> bool:
    """Return whether two words of bodies are derived from one: coast and coastal, distributor, distribution.

    >>> one_stem("coast", "coastal"), one_stem("energy", "energetic"), one_stem("metal", "medical")
    (True, False, False)
    """
    if left[:_LEAST_STEM] != right[:_LEAST_STEM]:
        return False
    size = next(
        (i for i, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), min(len(left), len(right))
    )
    return any(
        left[cut:] in _DERIVED and right[cut:] in _DERIVED
        for cut in range(size, max(_LEAST_STEM, size - 2) - 1, -1)
    )
