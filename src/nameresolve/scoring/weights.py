"""What the terms of a comparison weigh, and what two parts share; every figure is in log-odds (nats).

The weights are data, ``gazetteer/weights/weights.tsv``, one readable screen that
``scripts/learn_weights.py`` writes: a comparison adds, for each term it emits, its weight times its amount.
What stands here are the shapes: how far parts may differ, and how much a rare part can prove.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from nameresolve.distance import Distance, PartForm
from nameresolve.symbols import ABUGIDAS
from nameresolve.tables import lines, load

__all__ = ["across", "agreement", "agreements", "contradicting_cost", "rarity_weight", "weights_for"]

SAME_NAME = 40.0
"""For two names equal after cleaning; makes their probability 1."""

NEUTRAL_DISTANCE = 2.0
NEUTRAL_ACROSS = 2.9
"""Cost per root of length at which two parts speak neither for nor against one name; more across
scripts, where what a script leaves unwritten adds to the cost of every true pair."""

SATURATION = 7.5
"""What all agreeing parts together can add at most: the more parts agree, the less the next proves."""

MOST_A_PART = 6.1
"""No agreeing part adds more."""

UNKNOWN_PER_MILLION = 2.0
RARITY_SCALE = 0.46
_PER_SYMBOL = 1.3
"""A short part cannot be rare: there are few of them, and every language has them."""

ORGANIZATION_MOST = 4.5
PLACE_WORD_WEIGHT = 2.5
QUALIFIER_WEIGHT = 2.0
GENERIC_WEIGHT = 1.3
"""What a word of a body proves at most: any word, a country or city, golden or first, a bank or company."""


_ALPHABETS = frozenset({"Latn", "Cyrl", "Grek", "Armn", "Geor"}) | ABUGIDAS
_SYLLABLES = frozenset({"Hani", "Hang", "Hira", "Kana"})


def across(scripts: tuple[str, str]) -> str:
    """Return what the name of a weight ends in for parts of two scripts, by how much these keep.

    >>> across(("Latn", "Cyrl")), across(("Arab", "Latn"))
    ('', '_abjad')
    """
    if scripts[0] == scripts[1] or _ALPHABETS.issuperset(scripts):
        return ""
    return "_abjad" if _SYLLABLES.isdisjoint(scripts) else "_syllabic"


@cache
def weights_for(kind: str) -> Mapping[str, float]:
    """Return what each term weighs for a kind of name, by the term's name.

    Two weights are not learned: that of the same name, whose probability is 1, and that of no name.

    >>> weights_for("person")["bias"] < 0 < weights_for("person")["agreement"]
    True
    """
    table: dict[str, dict[str, float]] = load("weights")
    learned = table[kind if kind in ("person", "place") else "organization"]
    return {**learned, "the_same": SAME_NAME - learned["bias"], "nothing": -SAME_NAME}


def agreement(distance: Distance, *, across: bool = False) -> float:
    """Return how well two parts agree: 1 the same, 0 neutral, -1 contradicting.

    Short parts must be nearly equal: one changed letter makes another name of Kim or Ali.
    `across` says that the parts are in different scripts.
    """
    spread = math.sqrt(max(distance.length - 1.0, 1.0))
    neutral = NEUTRAL_ACROSS if across else NEUTRAL_DISTANCE
    return max(-1.0, 1.0 - distance.cost / spread / neutral)


def agreements(
    costs: NDArray[np.float32], lengths: NDArray[np.float32], *, across: bool
) -> NDArray[np.float32]:
    """Return `agreement` for many distances at once, not bounded below, from their costs and lengths."""
    spread = np.sqrt(np.maximum(lengths - 1.0, 1.0))
    neutral = NEUTRAL_ACROSS if across else NEUTRAL_DISTANCE
    return np.asarray(1.0 - costs / spread / neutral, dtype=np.float32)


def contradicting_cost(left: PartForm, right: PartForm) -> float:
    """Return the cost at and beyond which two parts contradict each other fully."""
    spread = math.sqrt(max((len(left.symbols) + len(right.symbols)) / 2 - 1.0, 1.0))
    return 2.0 * spread * (NEUTRAL_ACROSS if left.script != right.script else NEUTRAL_DISTANCE)


@lru_cache(maxsize=1 << 16)
def rarity_weight(fold: str) -> float:
    """Return what a cleaned part weighs when it agrees: a rare one much, a common one little."""
    per_million = lines("frequency", float).get(fold, UNKNOWN_PER_MILLION)
    return RARITY_SCALE * math.log(1e6 / max(per_million, UNKNOWN_PER_MILLION))


def part_weight(form: PartForm) -> float:
    """Return what a part weighs when it agrees, bounded by how few sounds it has.

    >>> from nameresolve.distance import part_form
    >>> part_weight(part_form("mun", "Latn")) < part_weight(part_form("nursultan", "Latn"))
    True
    """
    return min(rarity_weight(form.fold), _PER_SYMBOL * max(len(form.symbols), 1.0), MOST_A_PART)
