"""All weights of a comparison on one screen; every figure is in log-odds (nats).

A comparison is a sum: `BIAS`, plus a term for each part. A part that agrees adds its `rarity_weight`
times how well it agrees; a part that contradicts subtracts; a part left out costs little.
"""

from __future__ import annotations

import math
from functools import cache, lru_cache

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from nameresolve.distance import Distance, PartForm
from nameresolve.tables import load

__all__ = [
    "ORGANIZATIONS",
    "PEOPLE",
    "PLACES",
    "Weights",
    "agreement",
    "agreements",
    "contradicting_cost",
    "rarity_weight",
]

SAME_NAME = 40.0
"""For two names equal after cleaning; makes their probability 1."""

NEUTRAL_DISTANCE = 2.0
NEUTRAL_ACROSS = 2.9
"""Cost per root of length at which two parts speak neither for nor against one name; more across
scripts, where what a script leaves unwritten adds to the cost of every true pair."""

SATURATION = 7.5
"""What all agreeing parts together can add at most: the more parts agree, the less the next proves."""

UNKNOWN_PER_MILLION = 2.0
RARITY_SCALE = 0.46


@frozen(slots=True, kw_only=True)
class Weights:
    """What the terms of a comparison weigh, for one kind of name."""

    bias: float
    contradiction: float
    further_contradiction: float
    patronymic_contradiction: float = 0.0
    initial_agrees: float = 0.0
    initial_contradicts: float = 0.0
    equivalent_share: float = 0.75  # of a full agreement: Aleksandr / Oleksandr
    nickname_share: float = 0.5
    other_gender: float = 0.0  # Petrov / Petrova
    slip: float = 0.0  # one letter wrong in a long part
    omitted_family_only: float = 0.0  # nothing but the family name agrees
    omitted_given_only: float = 0.0
    omitted_part: float = 0.0
    omitted_patronymic: float = 0.0
    omitted_initial: float = 0.0
    omitted_generic: float = 0.0
    generic_agrees: float = 0.0
    generic_contradicts: float = 0.0
    number_contradicts: float = 0.0
    legal_form_agrees: float = 0.0
    legal_form_contradicts: float = 0.0
    acronym_agrees: float = 0.0
    most_a_part: float = 6.1  # no agreeing part adds more
    least_contradiction: float = 0.15  # share of a contradiction that the nearest miss still costs
    suffix_differs: float = 0.0
    omitted_suffix: float = 0.0
    swapped_order: float = 0.0
    swapped_filiation: float = 0.0
    mixed_order: float = 0.0


PEOPLE = Weights(
    bias=-2.0,
    contradiction=-6.5,
    further_contradiction=-2.0,
    patronymic_contradiction=-5.0,
    initial_agrees=0.8,
    initial_contradicts=-4.5,
    omitted_initial=-1.0,
    other_gender=-3.5,
    slip=-5.0,
    omitted_family_only=-0.8,
    omitted_given_only=-2.4,
    omitted_part=-0.35,
    omitted_patronymic=-0.1,
    omitted_generic=-9.0,  # Xi Jinping Thought is no Xi Jinping
    generic_contradicts=-9.0,
    suffix_differs=-5.0,
    omitted_suffix=-1.5,
    swapped_order=-0.3,
    swapped_filiation=-5.0,
    mixed_order=-1.0,
)

ORGANIZATIONS = Weights(
    bias=-2.0,
    contradiction=-5.0,
    further_contradiction=-2.0,
    slip=-1.5,
    omitted_part=-3.4,
    omitted_generic=-2.2,
    most_a_part=4.5,
    least_contradiction=0.3,
    generic_agrees=1.3,
    generic_contradicts=-2.5,
    number_contradicts=-7.0,
    legal_form_agrees=0.4,
    legal_form_contradicts=-1.8,
    acronym_agrees=3.6,
    mixed_order=-0.4,
)

PLACES = Weights(
    bias=-2.0,
    slip=-3.0,
    contradiction=-6.5,
    further_contradiction=-2.0,
    omitted_part=-4.5,
    least_contradiction=0.6,
    omitted_generic=-0.4,
    generic_agrees=0.8,
    generic_contradicts=-1.5,
    number_contradicts=-7.0,
    mixed_order=-0.6,
)


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


@cache
def _frequencies() -> dict[str, float]:
    table: dict[str, float] = load("frequency")
    return table


@lru_cache(maxsize=1 << 16)
def rarity_weight(fold: str) -> float:
    """Return what a cleaned part weighs when it agrees: a rare one much, a common one little."""
    per_million = _frequencies().get(fold, UNKNOWN_PER_MILLION)
    return RARITY_SCALE * math.log(1e6 / max(per_million, UNKNOWN_PER_MILLION))
