"""How two parts that are not one name differ: by a slip of the pen, or by how much."""

from __future__ import annotations

from rapidfuzz.distance import OSA, Levenshtein

from nameresolve.distance import PartForm

__all__ = ["slip", "unlikeness"]

_LEAST_SLIP = 5
_LETTERS_APART = 6


_CYRILLIC_VOWELS = frozenset("аеёиоуыэюяй")


def _consonants(form: PartForm) -> list[str]:
    return [unit for unit in form.units or form.fold if unit not in _CYRILLIC_VOWELS]


def slip(left: PartForm, right: PartForm) -> str:
    """Return as what a part with one letter left out, added, changed or swapped weighs; empty for none.

    Another vowel is the mildest: what is written in an abjad is read in many ways.

    >>> from nameresolve.distance import part_form
    >>> [slip(part_form("yusuf", "Latn"), part_form(n, "Latn")) for n in ("yusif", "yusup", "ivan")]
    ['slip_vowel', 'slip', '']
    """
    if left.script != right.script or min(len(left.fold), len(right.fold)) < _LEAST_SLIP:
        return ""
    if left.script in ("Hani", "Hang"):
        return ""
    if left.script == "Latn":
        if OSA.distance(left.fold, right.fold, score_cutoff=1) != 1:
            return ""
        return "slip_vowel" if _bare(left.fold) == _bare(right.fold) else "slip"
    if OSA.distance(left.units or left.fold, right.units or right.fold, score_cutoff=1) != 1:
        return ""
    # Languages of one script differ in vowels (Касым, Касъм) and in how they write a sound (Цзи, Дзи);
    # a consonant more or less (Токаев, Токарев) is another name.
    return "slip" if len(_consonants(left)) != len(_consonants(right)) else ""


_VOWELS = str.maketrans("", "", "aeiouy")


def _bare(fold: str) -> str:
    """Return a Latin part without its vowels, but for one at its end, which may be a gender's."""
    return fold[:-1].translate(_VOWELS) + fold[-1]


def unlikeness(a: PartForm, b: PartForm) -> float:
    """Return how unlike two parts are, 0 to 1, by how many letters differ or, across scripts, sounds.

    What is added to both makes them no more alike: the ending of Jónsdóttir and Tómasdóttir.

    >>> from nameresolve.distance import part_form
    >>> starmer, starkey, tusk = (part_form(n, "Latn") for n in ("starmer", "starkey", "tusk"))
    >>> unlikeness(starmer, starkey) < unlikeness(starmer, tusk)
    True
    """
    if a.script == b.script:
        edits, longest = OSA.distance(a.fold, b.fold), max(len(a.fold), len(b.fold))
        return min(1.0, edits / min(_LETTERS_APART, longest))
    codes = (a.code, b.code)
    edits, longest = Levenshtein.distance(*codes), max(map(len, codes))
    return min(1.0, edits / min(2 * _LETTERS_APART, max(longest, 1)))
