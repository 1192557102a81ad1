"""Where o and a are one letter in two spellings of a name, and where they are two.

Belarusian writes an unstressed o as a, and so do its romanizations; Tajik and Uzbek write a long a as o.
Their names show it elsewhere too: by a letter that Russian has not, or by how they end. Where nothing shows
it Морков is not Марков, in whichever letters the two are written.
"""

from __future__ import annotations

import re

from nameresolve.distance import PartForm
from nameresolve.parsing.lexicon import given_name_groups
from nameresolve.symbols.known import known_as_one, known_name

__all__ = ["frees_open_vowels", "other_open_vowel"]

_O_OR_A = re.compile(r"[oa](?=ll?ah?$)|(?<=..k)[oa]$")
"""Where o and a are one without any Belarusian: Abdollah and Abdallah, Lukashenko and Lukashenka."""

_IN_SOUNDS = re.compile(r"[oa](?=l+ah?$|l[^aeiou])|(?<=..k)[oa]$|(?<=^s)[oa](?=i)")
_CYRILLIC = "Cyrl"

_NOT_RUSSIAN = re.compile(r"[^а-яё]|(?<=[^аеоу])э|[жш]ы|ц[ьяёею]|дз|й[аеу]")
"""Letters that Russian has not, and what Belarusian writes where Russian has others."""

_BELARUSIAN_END = re.compile(r"(?:[ую]к|ка|нак|ык|ава)$")
"""Ends of Belarusian family names that Russian writes in the same way: Раманчук and Романчук."""

_TURKIC = re.compile(r"(?<=..)(?:ба[йе]|бо[йе]|бек|хан|хон|д?жан|д?жон|мурат|мурод|кул|гали|[уи]лл[ао])")
"""What is in names of Turkic and Iranian languages, which Belarusian, Tajik and Uzbek write by their own ear:
Отунбаева is Атунбаева in Belarusian, Назарбаев is Назарбоев in Tajik."""

_LONG_A = re.compile(
    r"^(?:мирз|ра[хҳ]м|рашид|султ|усм|юлд|[оа](?:дил|лим|рип|шур|т[оа]м|вез|хун)|с[оа]бир|с[оа]ли[хҳ]|н[оа](?:дир|сир|зим)"
    r"|к[оа]мил|[хҳ][оа](?:лид|ким|там|дж)|т[оа][хҳ]ир|ш[оа][хҳ]|[иэ]см[оа]ил|[иэ]бр[оа][гҳх]им|б[оа]б[оа]|д[оа]вл?[оа]т|в[оа][хҳ][оаи])"
)
"""How names from Persian and Arabic begin, whose long a Tajik and Uzbek write as o: Мирзоев and Мирзаев."""

_FAMILY_END = re.compile(r"(?<=...)(?:[ое]ва?|ина?|[oe]va?|ina?)$")

_IN_THE_WHOLE_NAME = re.compile(rf"[ўқғҳҷӣӯ]|{_TURKIC.pattern}")
"""What shows that a whole name is Belarusian or from Central Asia, not only the part that has it."""

_OPEN = frozenset({"о", "а", "o", "a"})


def other_open_vowel(left: PartForm, right: PartForm) -> str:
    """Return as what it weighs that two parts differ in o and a alone; empty where these may be one here.

    Belarusian writes an unstressed o as a, Uzbek and Tajik a long a as o: their names show it elsewhere
    too, or the two are listed as one. Robin is not Rabin for all that. Who writes Latin letters writes vowels
    by ear, and an Uzbek o for a Russian a; any other such letter is meant.

    >>> from nameresolve.distance import part_form
    >>> [other_open_vowel(part_form(a, "Latn"), part_form(b, "Latn")) for a, b in (
    ...     ("morkov", "markov"), ("robin", "rabin"), ("fotima", "fatima"), ("lukashenka", "lukashenko"))]
    ['slip_vowel', 'slip_vowel', '', '']
    >>> [other_open_vowel(part_form(a, "Cyrl"), part_form(b, "Cyrl")) for a, b in (
    ...     ("морков", "марков"), ("романчук", "раманчук"), ("раҳмон", "раҳман"))]
    ['slip', '', '']
    >>> other_open_vowel(part_form("морков", "Cyrl"), part_form("markov", "Latn"))
    'slip'
    """
    if left.further or right.further:
        return ""
    if left.script == right.script == "Latn":
        return "slip_vowel" if _in_latin(left.fold, right.fold) else ""
    if left.script == right.script == _CYRILLIC:
        return "slip" if _in_cyrillic(left.fold, right.fold) else ""
    if {left.script, right.script} == {"Latn", _CYRILLIC}:
        return _across(*((left, right) if left.script == _CYRILLIC else (right, left)))
    return ""


def frees_open_vowels(native: str) -> bool:
    """Return whether a Cyrillic part shows that o and a may be one in all parts of its name.

    >>> frees_open_vowels("браўн"), frees_open_vowels("нигматилла"), frees_open_vowels("андрей")
    (True, True, False)
    """
    return _IN_THE_WHOLE_NAME.search(native) is not None


def _only_open(left: str, right: str) -> bool:
    """Return whether two texts differ in o and a, and in nothing else."""
    return (
        left != right
        and len(left) == len(right)
        and all(a == b or {a, b} <= _OPEN for a, b in zip(left, right, strict=True))
    )


def _in_latin(left: str, right: str) -> bool:
    if not _only_open(_O_OR_A.sub("a", left), _O_OR_A.sub("a", right)):
        return False
    return not (_linked(left, right) or known_as_one(left, right))


def _in_cyrillic(left: str, right: str) -> bool:
    if not _only_open(left, right) or _is_free(left) or _is_free(right) or _of_one_given_name(left, right):
        return False
    ours, theirs = known_name(left), known_name(right)
    return ours is None or theirs is None or ours.spellings.isdisjoint(theirs.spellings)


def _is_free(native: str) -> bool:
    """Return whether the letters of a Cyrillic part, or its end, show that its o may be an a."""
    return any(sign.search(native) for sign in (_NOT_RUSSIAN, _BELARUSIAN_END, _TURKIC, _LONG_A))


def _of_one_given_name(left: str, right: str) -> bool:
    """Return whether two family names come from forms of one given name: Олександров and Александров."""
    ours, theirs = (given_name_groups(_FAMILY_END.sub("", part)) for part in (left, right))
    return not ours.keys().isdisjoint(theirs)


def _across(native: PartForm, latin: PartForm) -> str:
    """Return `other_open_vowel` for a Cyrillic part and a Latin one, by their sounds.

    A Latin a for a Cyrillic o is how Belarus spells a name (Kazlova, Козлова), unless the spelling is listed
    as a name of its own, as Markov is.
    """
    ours, theirs = (_IN_SOUNDS.sub("a", form.symbols) for form in (native, latin))
    if not _only_open(ours, theirs) or _is_free(native.fold) or not latin.fold.isascii():
        return ""
    if known_as_one(native.fold, latin.fold) or _of_one_given_name(native.fold, latin.fold):
        return ""
    if ("o", "a") not in zip(ours, theirs, strict=True):
        return "slip_vowel"
    return "slip" if known_name(latin.fold) else ""


def _linked(left: str, right: str) -> bool:
    """Return whether a list of names has two parts as names that share a spelling."""
    ours, theirs = known_name(left), known_name(right)
    return (ours is not None and right in ours.linked) or (theirs is not None and left in theirs.linked)
