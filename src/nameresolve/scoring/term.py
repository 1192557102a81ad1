"""A term of a comparison: one thing seen, and how much of it, not yet weighed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from nameresolve.model import Evidence, Relation

__all__ = ["LEAST_FAULT", "Term"]

LEAST_FAULT = 0.15
"""How far apart the nearest miss still counts, by its sounds from 0 to 1."""


class Term(NamedTuple):
    """One thing seen in a comparison; `amounts` pairs names of weights with how much of each was seen."""

    relation: Relation
    left: str
    right: str
    rule: str
    amounts: tuple[tuple[str, float], ...]

    @property
    def near_miss(self) -> bool:
        """Whether two parts are one but for a slip of the pen or for a sound too many."""
        if self.relation != "contradicting" or not self.left:
            return False
        known = dict(self.amounts)
        if "known_apart" in known:
            return False
        return "slip" in known or "slip_vowel" in known or 0.0 < known.get("unlikeness", 0.0) <= LEAST_FAULT

    def contribution(self, weights: Mapping[str, float]) -> float:
        """Return what the term adds to the log-odds."""
        total = 0.0
        for name, amount in self.amounts:
            total += weights[name] * amount
        return total

    def weighed(self, weights: Mapping[str, float], *, turned: bool = False) -> Evidence:
        """Return the term as evidence, with what it contributes; `turned` exchanges the names."""
        left, right = (self.right, self.left) if turned else (self.left, self.right)
        return Evidence(self.relation, left, right, self.rule, self.contribution(weights))
