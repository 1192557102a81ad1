"""From the record of a scheme to rules that can be applied.

A record is a scheme's file as the data holds it: plain mappings and lists. Here the shorthand of
the record (abugidas, syllabaries, doubling signs, letter classes) becomes plain rules, each with
the context it asks for, found by its first letter.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Literal, TypeAlias

from attrs import field, frozen

from nameresolve.romanization.writing import is_letter

__all__ = ["NO_RULES", "Record", "Rule", "Rules", "compile_rules", "in_context"]

Record: TypeAlias = Mapping[str, Any]
Rules: TypeAlias = Mapping[str, tuple["Rule", ...]]
Form: TypeAlias = Literal["NFC", "NFD"]

NO_RULES: Rules = {}

_WINDOW = 20  # how far back a condition on what stands before may look
_APOSTROPHES = "'’ʼ`´"
_CLASS = re.compile(r"\{([a-z_]+)\}")


@frozen(slots=True)
class Rule:
    """One rewriting: `source`, in lower case, becomes `latin` where the context allows it.

    `after` must match what ends before the place, `before` what begins behind it; `initial`
    and `final` ask for the start and the end of a word, or, when False, for its inside. A rule
    without any of these is `free`.
    """

    source: str
    latin: str
    after: re.Pattern[str] | None = None
    before: re.Pattern[str] | None = None
    initial: bool | None = None
    final: bool | None = None
    free: bool = field(init=False, eq=False)

    @free.default
    def _holds_everywhere(self) -> bool:
        return self.after is None and self.before is None and self.initial is None and self.final is None


def in_context(rule: Rule, text: str, start: int) -> bool:
    """Return whether the context of a rule holds at a place of the (lower-case) text."""
    end = start + len(rule.source)
    if rule.initial is not None and rule.initial is _inside(text, start):
        return False
    if rule.final is not None and rule.final is _inside(text, end):
        return False
    if rule.before is not None and rule.before.match(text, end) is None:
        return False
    return rule.after is None or rule.after.search(text, max(0, start - _WINDOW), start) is not None


def _inside(text: str, place: int) -> bool:
    """Return whether letters of one word stand on both sides of a place between characters.

    An apostrophe between two letters belongs to the word, as in Знам'янка.
    """
    left = place - 1
    if left > 0 and text[left] in _APOSTROPHES:
        left -= 1
    right = place
    if right < len(text) - 1 and text[right] in _APOSTROPHES:
        right += 1
    return left >= 0 and right < len(text) and is_letter(text[left]) and is_letter(text[right])


def compile_rules(record: Record) -> Rules:
    """Return the rules of a record by their first letter, in the order they are tried.

    Longer sources come first, then rules with a context, in the order they are written.
    Raises `re.error` for a context that is no pattern and `KeyError` for an unknown class.

    >>> rules = compile_rules({"rules": {"ш": "sh", "шч": "shch"}})
    >>> [rule.latin for rule in rules["ш"]]
    ['shch', 'sh']
    """
    return _by_first_letter(list(_all_rules(record)))


def _all_rules(record: Record) -> Iterator[Rule]:
    fit = _fitter(record)
    yield from _contextual(record, fit)
    if "doubling" in record:
        yield from _doubled(record, fit)
    if "abugida" in record:
        yield from _abugida(record["abugida"], fit)
    plain = {**_syllables(record.get("syllabary", {})), **record.get("rules", {})}
    for source, latin in plain.items():
        yield fit(source, latin, {})


Fitter: TypeAlias = Callable[[str, str, Record], Rule]


def _fitter(record: Record) -> Fitter:
    form: Form = record.get("form", "NFC")
    classes: Mapping[str, str] = record.get("classes", {})
    known: dict[tuple[str, str], re.Pattern[str]] = {}

    def pattern(context: Record, side: str) -> re.Pattern[str] | None:
        text = context.get(side)
        if text is None:
            return None
        if (side, text) not in known:
            spelled = unicodedata.normalize(form, _CLASS.sub(lambda found: classes[found[1]], text))
            known[side, text] = re.compile(f"(?:{spelled})\\Z" if side == "after" else f"(?:{spelled})")
        return known[side, text]

    def fit(source: str, latin: str, context: Record) -> Rule:
        return Rule(
            unicodedata.normalize(form, source),
            latin,
            pattern(context, "after"),
            pattern(context, "before"),
            context.get("initial"),
            context.get("final"),
        )

    return fit


def _contextual(record: Record, fit: Fitter) -> Iterator[Rule]:
    for context in record.get("contextual", ()):
        for source, latin in context["rules"].items():
            yield fit(source, latin, context)


def _doubled(record: Record, fit: Fitter) -> Iterator[Rule]:
    """Rules for a sign that doubles: behind its letter (shadda) or before it (sokuon, addak)."""
    doubling = record["doubling"]
    mark, exceptions = doubling["mark"], doubling.get("exceptions", {})
    letters = {**record.get("rules", {}), **record.get("abugida", {}).get("consonants", {})}
    between = doubling.get("between", "")
    for source, latin in letters.items():
        if not latin or source == mark or source in doubling.get("not", ()):
            continue
        if doubling["place"] == "after":
            yield fit(source, exceptions.get(source, latin * 2), {"before": f"{between}{mark}"})
        elif latin[0].isalpha() and latin[0] not in "aeiou":
            yield fit(mark, exceptions.get(source, latin[0]), {"before": re.escape(source)})
    yield fit(mark, "", {})


def _abugida(table: Record, fit: Fitter) -> Iterator[Rule]:
    """Rules for letters that carry a vowel unless a sign replaces or silences it."""
    inherent, virama = table.get("inherent", "a"), table["virama"]
    for letter, latin in table["consonants"].items():
        for sign, vowel in table["signs"].items():
            yield fit(letter + sign, latin + vowel, {})
        yield fit(letter + virama, latin, {})
        for context in table.get("silent", ()):
            yield fit(letter, latin, context)
        yield fit(letter, latin + inherent, {})


def _syllables(table: Record) -> dict[str, str]:
    """Spell out a syllabary whose characters follow each other by vowel, as the Ethiopic ones do."""
    return {
        chr(ord(first) + place): consonant + vowel
        for first, consonant in table.get("series", {}).items()
        for place, vowel in enumerate(table["vowels"])
    }


def _by_first_letter(rules: list[Rule]) -> dict[str, tuple[Rule, ...]]:
    found: dict[str, list[Rule]] = {}
    for rule in rules:
        found.setdefault(rule.source[0], []).append(rule)
    return {
        first: tuple(sorted(group, key=lambda rule: (-len(rule.source), rule.free)))
        for first, group in found.items()
    }
