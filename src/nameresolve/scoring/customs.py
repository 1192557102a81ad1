"""What customs of naming say of two parts: genders, fathers, East Asian family names, forms of a name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from nameresolve.conventions import is_pinyin_syllable
from nameresolve.distance import PartForm
from nameresolve.parsing.lexicon import entries, given_name_groups, latin_surnames, surnames
from nameresolve.tables import load

__all__ = [
    "EQUIVALENT_SHARE",
    "NICKNAME_SHARE",
    "as_names",
    "czech_feminine",
    "equivalent",
    "father",
    "gender_across",
    "one_stem",
    "other_gender",
    "other_given_gender",
    "other_korean",
    "other_surname",
    "other_syllable",
    "surname_spellings",
    "surname_usage",
    "two_names",
]

EQUIVALENT_SHARE = 0.75
"""Of a full agreement: Aleksandr / Oleksandr."""


NICKNAME_SHARE = 0.5


@cache
def _masculine_of(script: str) -> Mapping[str, tuple[str, ...]]:
    """Return feminine endings of family names and the masculine ones each may answer."""
    table: list[tuple[str, str, str]] = load("lexicon")["family_endings"]
    found: dict[str, list[str]] = {}
    for masculine, feminine, code in table:
        if code == script and masculine != feminine:
            found.setdefault(feminine, []).append(masculine)
    return {feminine: tuple(endings) for feminine, endings in found.items()}


def _feminine_of(left: str, right: str, script: str) -> bool:
    """Return whether the right family name is the feminine form of the left one."""
    table = _masculine_of(script)
    for size in range(1, min(len(right) - 2, 7)):
        for masculine in table.get(right[-size:], ()):
            stem = right[:-size]
            if len(stem) > 2 and left == stem + masculine:
                return True
    return False


@lru_cache(maxsize=1 << 15)
def other_gender(left: str, right: str, script: str) -> bool:
    """Return whether two family names are the masculine and the feminine form of one."""
    return left[:3] == right[:3] and (_feminine_of(left, right, script) or _feminine_of(right, left, script))


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


_GENDERED_SOUNDS = tuple(
    (masculine, feminine)
    for masculine, feminine in (("ov", "ova"), ("ev", "eva"), ("ow", "owa"), ("ew", "ewa"), ("in", "ina"),
                                ("ski", "ska"), ("ski", "skaya"), ("sky", "ska"), ("sky", "skaya"))
)  # fmt: skip


def gender_across(left: PartForm, right: PartForm) -> bool:
    """Return whether the sounds of two parts in different scripts end as one name's two genders."""
    for a, b in ((left.symbols, right.symbols), (right.symbols, left.symbols)):
        if any(a.endswith(m) and b.endswith(f) for m, f in _GENDERED_SOUNDS):
            return True
    return False


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


def czech_feminine(left: str, right: str) -> bool:
    """Return whether the right name is the left, a man's or a foreign one, with the Czech -ová."""
    return right.endswith("ová") and right[:-3] == left and not left.endswith(("ov", "ova"))


def other_given_gender(left: str, right: str) -> bool:
    """Return whether two given names are the two genders of one: Mario and Maria, Ivan and Ivana."""
    swapped = left[:-1] == right[:-1] and {left[-1], right[-1]} in ({"o", "a"}, {"е", "а"}, {"о", "а"})
    longer, shorter = (left, right) if len(left) > len(right) else (right, left)
    if not swapped and longer not in (f"{shorter}a", f"{shorter}а"):
        return False
    known = load("frequency")
    return left in known and right in known


def other_syllable(left: PartForm, right: PartForm) -> bool:
    """Return whether both parts are single Pinyin syllables, and not the same: Qian is not Qiang."""
    if left.script != "Latn" or right.script != "Latn":
        return False
    if not (is_pinyin_syllable(left.fold) and is_pinyin_syllable(right.fold)):
        return False
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
    known: dict[str, float] = load("frequency")
    if a not in known or b not in known or _loose(a) == _loose(b):
        return False
    return not given_name_groups(a).keys() & given_name_groups(b).keys()


def _loose(fold: str) -> str:
    """Return a part without what conventions differ in most: two vowels, s for z, no y at the head."""
    return re.sub("^i(?=[ai])", "", fold.translate(_LOOSE))


_UMLAUTS = frozenset("äöüåøæ")


def _own_letters(fold: str) -> frozenset[str]:
    """Return the letters beyond a to z of a part, umlauts as one: who writes them writes in that language."""
    return frozenset("ä" if letter in _UMLAUTS else letter for letter in fold if letter > "z")


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
    ]
)


def one_stem(left: str, right: str) -> bool:
    """Return whether two words of bodies are derived from one: coast and coastal, distributor, distribution.

    >>> one_stem("coast", "coastal"), one_stem("energy", "energetic"), one_stem("metal", "medical")
    (True, False, False)
    """
    size = next(
        (i for i, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), min(len(left), len(right))
    )
    return any(
        left[cut:] in _DERIVED and right[cut:] in _DERIVED
        for cut in range(size, max(_LEAST_STEM, size - 2) - 1, -1)
    )
