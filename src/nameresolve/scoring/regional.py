"""What the parts of a person's name tell of how they are read: a Latvian ending, an Uzbek o, an Armenian h.

A letter that means one thing in the names of most countries may mean another in those of one. Which country
that is, the other letters tell: Qodirjon Botirov is Kadyrzhan Batyrov in Russian, Hovik Abrahamyan is Ovik
Abraamyan. Such a reading is one more, beside the plain one, and says so in the evidence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from attrs import evolve, frozen

from nameresolve.distance import PartForm
from nameresolve.scoring.openvowels import frees_open_vowels
from nameresolve.symbols import Symbols, latin_symbols

__all__ = ["may_be_baltic", "read_as_baltic", "regional"]

_LEAST_BALTIC = 2
_LEAST_LETTERS = 5
_BALTIC_ENDING = re.compile(r"(?<=[^s])(?:[aeiu]?s)$")
_BALTIC = "Latvian or Lithuanian ending"

Rule = tuple[re.Pattern[str], str]


@frozen(slots=True)
class _Region:
    """A way to read the names of a region: one part has its `ending`, and one, maybe the same, its `mark`."""

    reading: str
    ending: re.Pattern[str]
    mark: re.Pattern[str]
    rules: Sequence[Rule]


_REGIONS = (
    _Region(
        "Uzbek or Tajik o",
        re.compile(r"(?:[oey]va?|zod[ae]|iy)$"),
        re.compile(
            r"(?<=..)(?:jon|xon|khon)(?:a|ova?)?$|zod[ae]$|(?<=...)bo[yie]|murod|(?<=..)ull?o|q(?!u).*ova?$"
            r"|^qo(?!.*[aei]y?eva?$)|[io]q$|^abdu"
        ),
        [(re.compile(r"o(?!v?a?$|vich$|vna$)"), "a")],
    ),
    _Region(
        "Armenian h",
        re.compile(r"(?<=...)(?:[iy]ant?s?|ean)$"),
        re.compile(r"h"),
        [
            (
                re.compile(
                    r"^h(?=o[vw][ahis]|ak[aeo][bp]|arut|ay[kr])|(?<=[aeiou])h(?=[aeo].*[iy]an)|(?<=v)h"
                ),
                "",
            )
        ],
    ),
)


def regional(forms: Sequence[PartForm]) -> list[PartForm]:
    """Return the parts of a person's name with what its other parts say of how each may be read.

    >>> from nameresolve.distance import part_form
    >>> [form.further for form in regional([part_form("qodirjon", "Latn"), part_form("botirov", "Latn")])]
    [(('Uzbek or Tajik o', 'qadirjan'),), (('Uzbek or Tajik o', 'batirov'),)]
    >>> regional([part_form("roman", "Latn"), part_form("polanski", "Latn")])[0].further
    ()
    """
    if len(forms) < _LEAST_BALTIC:
        return list(forms)
    if any(form.script != "Latn" for form in forms):
        native = [form for form in forms if form.script == "Cyrl"]
        free = any(frees_open_vowels(form.fold) for form in native)
        return [_with_open_vowels(form) for form in forms] if free else list(forms)
    if all(map(may_be_baltic, forms)):
        return [read_as_baltic(form) for form in forms]
    folds = [form.fold for form in forms]
    regions = [place for place, one in enumerate(_REGIONS) if any(map(one.ending.search, folds))]
    regions = [place for place in regions if any(map(_REGIONS[place].mark.search, folds))]
    return [_read_as(form, tuple(regions)) for form in forms] if regions else list(forms)


def may_be_baltic(form: PartForm) -> bool:
    """Return whether a part may have the ending that Latvian and Lithuanian give every name.

    Vladimirs Putins, Vladimiras Putinas: where every part has one. One part alone that ends in -s (Charles
    Michel, Williams) says nothing.
    """
    return form.script == "Latn" and len(form.fold) >= _LEAST_LETTERS and form.fold.endswith("s")


@lru_cache(maxsize=1 << 14)
def _with_open_vowels(form: PartForm) -> PartForm:
    """Return a Cyrillic part with the reading in which each o is an a; any other as it is.

    Where a part has the letter ў the name is Belarusian: Гордан Браўн is Gordon Brown.
    """
    if form.script != "Cyrl":
        return form
    return evolve(form, further=(("o as a", Symbols(form.symbols.replace("o", "a"))),))


@lru_cache(maxsize=1 << 14)
def read_as_baltic(form: PartForm) -> PartForm:
    """Return a part with the reading without its ending."""
    return evolve(form, further=((_BALTIC, latin_symbols(_BALTIC_ENDING.sub("", form.fold))),))


@lru_cache(maxsize=1 << 16)
def _read_as(form: PartForm, regions: tuple[int, ...]) -> PartForm:
    """Return a part with its reading in each of some regions, where that is another one."""
    found = []
    for region in (_REGIONS[place] for place in regions):
        text = form.fold
        for pattern, replacement in region.rules:
            text = pattern.sub(replacement, text)
        symbols = latin_symbols(text)
        if symbols != form.symbols:
            found.append((region.reading, symbols))
    return evolve(form, further=tuple(found)) if found else form
