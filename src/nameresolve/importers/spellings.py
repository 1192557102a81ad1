"""From the texts of a source to the forms of an entity: cleaned, each once, weak where it is little.

A nickname or a bare family name among the aliases of a person, an acronym among those of an
organization, a code among those of a place may suggest the entity but must not decide.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable

from attrs import Factory, define

from nameresolve.importers.records import Report
from nameresolve.model import Kind, NameForm, Strength
from nameresolve.unicode import script_of

__all__ = ["Spellings", "language_tag", "prominence_of", "script_code", "tidy", "year_of", "years_agree"]

LONGEST = 300
"""Characters; a longer text is no name but a description."""

_UNSPACED = frozenset({"Hani", "Hira", "Kana", "Thai", "Laoo", "Khmr", "Mymr", "Tibt", "Bopo", "Yiii"})
_KEPT_FORMAT = {"\u200c", "\u200d"}  # joiners are spelling in Persian and in Indic scripts
_OWN_TAGS = {
    "sr-ec": "sr-Cyrl", "sr-el": "sr-Latn", "be-x-old": "be-tarask", "simple": "en", "no": "nb",
    "zh-classical": "lzh", "zh-yue": "yue", "zh-min-nan": "nan", "bat-smg": "sgs", "fiu-vro": "vro",
    "roa-rup": "rup", "als": "gsw", "mul": None, "und": None, "mis": None, "": None,
}  # fmt: skip
_TAG = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*")
_LONGEST_ACRONYM = 6
_NO_NAMES = frozenset({"na", "n/a", "none", "null", "unknown", "-", "-0-"})


def tidy(text: str) -> str:
    r"""Return a text in NFC with single spaces and without invisible characters.

    >>> tidy("  Кассым-Жомарт\u00a0 Токаев\u200f ")
    'Кассым-Жомарт Токаев'
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    visible = (
        " " if char.isspace() else char
        for char in unicodedata.normalize("NFC", text)
        if char.isspace()
        or char in _KEPT_FORMAT
        or unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co")
    )
    return " ".join("".join(visible).split())


def script_code(text: str) -> str:
    """Return the ISO 15924 code of the first letter's script, ``Zyyy`` without letters."""
    return next((script for script in map(script_of, text) if script != "Zyyy"), "Zyyy")


def language_tag(code: str | None) -> str | None:
    """Return the BCP 47 tag for a language code of Wikipedia or GeoNames, None for no language.

    >>> language_tag("kk-cyrl"), language_tag("sr-ec"), language_tag("pt-br"), language_tag("mul")
    ('kk-Cyrl', 'sr-Cyrl', 'pt-BR', None)
    """
    lower = (code or "").strip().lower().replace("_", "-")
    if lower in _OWN_TAGS:
        return _OWN_TAGS[lower]
    if not _TAG.fullmatch(lower):
        return None
    first, *rest = lower.split("-")
    sizes = {2: str.upper, 4: str.title}
    return "-".join([first, *(sizes.get(len(part), str)(part) for part in rest)])


def year_of(date: str | None) -> int | None:
    """Return the year of a date that begins with it, None for what does not.

    >>> year_of("1953-05-17"), year_of("circa 1953")
    (1953, None)
    """
    found = re.match(r"\+?([12]\d{3})(?!\d)", (date or "").strip())
    return int(found[1]) if found else None


def years_agree(years: Iterable[int | None]) -> int | None:
    """Return the one year that all stated dates have; None when they differ or none is stated."""
    known = {year for year in years if year is not None}
    return known.pop() if len(known) == 1 else None


def prominence_of(count: float, most: float) -> float:
    """Return 0 for nothing to 1 for `most` or more, by the order of magnitude.

    >>> prominence_of(0, 300), prominence_of(30, 300), prominence_of(500, 300)
    (0.0, 0.6, 1.0)
    """
    return round(min(1.0, math.log1p(max(count, 0)) / math.log1p(most)), 2)


@define(slots=True)
class Spellings:
    """Collects the forms of one entity; the first text is its name.

    >>> found = Spellings("person", "example")
    >>> found.add("Kassym-Jomart Tokayev", "en")
    >>> found.add("Tokayev", "en", alias=True)
    >>> found.name, [form.strength for form in found.forms]
    ('Kassym-Jomart Tokayev', ['strong', 'weak'])
    """

    kind: Kind
    source: str
    report: Report | None = None
    _forms: dict[str, NameForm] = Factory(dict)

    @property
    def name(self) -> str:
        """Return the first text, the empty text if there is none."""
        return next(iter(self._forms), "")

    @property
    def forms(self) -> tuple[NameForm, ...]:
        """Return the forms in the order they came in."""
        return tuple(self._forms.values())

    def add(
        self, text: object, language: str | None = None, *, alias: bool = False, weak: bool = False
    ) -> None:
        """Add a text; an alias is weak if it is too little to decide, `weak` makes it so always."""
        if not isinstance(text, str):
            return
        tidied = tidy(text)
        script = script_code(tidied)
        if not tidied or script == "Zyyy" or tidied.casefold() in _NO_NAMES:
            return
        if len(tidied) > LONGEST:
            if self.report is not None:
                self.report.note(f"spellings longer than {LONGEST} characters left out")
            return
        strength: Strength = "weak" if weak or (alias and self._is_little(tidied, script)) else "strong"
        if not self._forms and weak:
            strength = "strong"  # the name itself: an entity is found by its name
        earlier = self._forms.get(tidied)
        if earlier is None or (earlier.strength == "weak" and strength == "strong"):
            self._forms[tidied] = NameForm(tidied, language, script, strength, self.source)

    def _is_little(self, text: str, script: str) -> bool:
        if script in _UNSPACED:
            return len(text) == 1
        if " " in text:
            return False
        capitals = len(text) <= _LONGEST_ACRONYM and text == text.upper() != text.lower()
        if self.kind == "person":
            return " " in self.name or script_code(self.name) in _UNSPACED
        return capitals or len(text) <= 2
