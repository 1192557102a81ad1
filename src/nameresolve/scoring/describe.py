"""Which convention licenses a difference: the words behind a "licensed" term."""

from __future__ import annotations

from attrs import evolve

from nameresolve.distance import changes, licences
from nameresolve.model import Evidence
from nameresolve.scoring.units import units_of

__all__ = ["described", "difference"]

_DESCRIBED = frozenset({"licensed", "near", "contradicting"})
_PLAIN = frozenset(
    {"suffix", "generic", "generic word", "number", "legal form", "initial", "patronymic", "other gender"}
)
"""Rules that say all; the sounds of the parts add nothing."""

_SHOWN = {"S": "sh", "Z": "zh", "C": "ch", "X": "ch", "J": "dj", "K": "kh", "G": "gh", "T": "th", "Q": "ts",
          "$": "sz", "R": "rz", "%": "sc", "1": "c", "2": "g", "3": "ç"}  # fmt: skip


def _shown(symbols: str) -> str:
    return "".join(_SHOWN.get(symbol, symbol) for symbol in symbols)


def difference(left: str, right: str) -> str:
    """Return how two parts differ in sound and which conventions write it so.

    Empty for parts that sound alike.

    >>> difference("Toqaev", "Tokayev")
    'q / k (қ: RFE/RL q, English k)'
    >>> difference("Tokayev", "Tokarev")
    'nothing / r (no convention)'
    """
    sounds = [
        "".join(unit.form.symbols for unit in units_of(text, "person").content) for text in (left, right)
    ]
    return "; ".join(_change(a, b) for a, b in changes(*sounds))


def _change(a: str, b: str) -> str:
    shown = f"{_shown(a) or 'nothing'} / {_shown(b) or 'nothing'}"
    licence = licences().get((a, b))
    if licence is None:
        return f"{shown} (no convention)" if len(a) <= 1 and len(b) <= 1 else shown
    letter, ours, theirs = licence
    return f"{shown} ({letter}: {ours}, {theirs})"


def described(evidence: list[Evidence]) -> list[Evidence]:
    """Return the terms with the conventions behind each difference added to its rule."""
    return [_described(term) for term in evidence]


def _described(term: Evidence) -> Evidence:
    if term.relation not in _DESCRIBED or term.rule in _PLAIN or not term.left or not term.right:
        return term
    detail = difference(term.left, term.right)
    return evolve(term, rule=f"{term.rule}: {detail}") if detail else term
