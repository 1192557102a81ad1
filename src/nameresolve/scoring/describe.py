"""Which convention licenses a difference: the words behind a "licensed" term."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve

from nameresolve.distance import changes, licences
from nameresolve.model import Evidence
from nameresolve.scoring.naming import credible, is_named, is_syllabic, known_scripts, parts_of
from nameresolve.scoring.units import units_of
from nameresolve.unicode import script_of

__all__ = ["described", "difference"]

_DESCRIBED = frozenset({"licensed", "near", "contradicting"})
_PLAIN = frozenset(
    {"suffix", "generic", "generic word", "number", "legal form", "initial", "patronymic", "other gender"}
)
"""Rules that say all; the sounds of the parts add nothing."""

_SHOWN = {"S": "sh", "Z": "zh", "C": "tch", "X": "ch", "J": "dj", "K": "kh", "G": "gh", "T": "th", "Q": "ts",
          "$": "sz", "R": "rz", "%": "sc", "1": "c", "2": "g", "3": "ç"}  # fmt: skip


def _shown(symbols: str) -> str:
    return "".join(_SHOWN.get(symbol, symbol) for symbol in symbols)


def difference(left: str, right: str, scripts: frozenset[str] = frozenset()) -> str:
    """Return how two parts differ in sound and which conventions write it so.

    Empty for parts that sound alike. Where `scripts` say how the name is written at home, conventions for
    letters of other scripts are not named.

    >>> difference("Toqaev", "Tokayev")
    'q / k (қ: RFE/RL q, English k)'
    >>> difference("Tokayev", "Tokarev")
    'nothing / r (no convention)'
    >>> difference("Tolebiev", "Tulebiev", frozenset({"Cyrl"}))
    'o / u'
    """
    return "; ".join(_change(a, b, scripts) for a, b in _changes(left, right))


def _changes(left: str, right: str) -> list[tuple[str, str]]:
    sounds = (
        "".join(unit.form.symbols for unit in units_of(text, "person").content) for text in (left, right)
    )
    return list(changes(*sounds))


def _change(a: str, b: str, scripts: frozenset[str]) -> str:
    shown = _both(a, b)
    licence = licences().get((a, b))
    if licence is None:
        return f"{shown} (no convention)" if len(a) <= 1 and len(b) <= 1 else shown
    letter, ours, theirs = licence
    known = scripts | {"Latn"}
    return f"{shown} ({letter}: {ours}, {theirs})" if not scripts or script_of(letter[0]) in known else shown


def _both(a: str, b: str) -> str:
    return f"{_shown(a) or 'nothing'} / {_shown(b) or 'nothing'}"


def described(evidence: list[Evidence]) -> list[Evidence]:
    """Return the terms with the conventions behind each difference added to its rule."""
    asked = [term for term in evidence if _has_difference(term)]
    if not asked:
        return evidence
    parts = parts_of(evidence)
    scripts = known_scripts(parts)
    return [_described(term, parts, scripts) if _has_difference(term) else term for term in evidence]


def _has_difference(term: Evidence) -> bool:
    return term.relation in _DESCRIBED and term.rule not in _PLAIN and bool(term.left and term.right)


def _described(term: Evidence, parts: Sequence[str], scripts: frozenset[str]) -> Evidence:
    found = _changes(term.left, term.right)
    credited = [" ".join(licences().get(change, ("", "", ""))[1:]).strip() for change in found]
    rule = credible(term.rule, term, parts, credited)
    if is_syllabic(rule):  # a syllable as a whole is another, and no letter of it
        return evolve(term, rule=rule)
    named = is_named(rule)
    shown = [
        _both(*change) if named and not by else _change(*change, scripts)
        for change, by in zip(found, credited, strict=True)
    ]
    return evolve(term, rule=f"{rule}: {'; '.join(shown)}") if shown else evolve(term, rule=rule)
