"""The arithmetic on arrays is that of a plain version, one comparison at a time, on thousands of random names."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import cast

import numpy as np
import pytest

from nameresolve import Kind
from nameresolve.scoring.bulk import (
    GENERIC,
    INITIAL,
    LOCATED_PLACE,
    NAME,
    NOTHING,
    NUMERAL,
    PATRONYMIC_NAME,
    Opposite,
    PartsOfNames,
    log_odds_of_many,
)
from nameresolve.scoring.weights import SATURATION, weights_for

ROLES = (NAME, NAME, NAME, PATRONYMIC_NAME, INITIAL, GENERIC, NUMERAL, LOCATED_PLACE)
ENDINGS = ("", "_abjad", "_syllabic")
COUNT = 800
Side = tuple[list[int], list[float]]


class Plain:
    """One comparison, part by part, as the description of the module has it."""

    def __init__(self, left: Side, right: Side, opposite: tuple[np.ndarray, ...], kind: Kind) -> None:
        self.sides, self.kind, self.weights = (left, right), kind, weights_for(kind)
        self.shares, self.initials, self.across = opposite
        self.pairs: dict[int, int] = {}
        self.agreeing, self.weakest = 0, 9.0

    def left_over(self, side: int) -> list[int]:
        taken = set(self.pairs) if side == 0 else set(self.pairs.values())
        return [i for i, role in enumerate(self.sides[side][0]) if role != NOTHING and i not in taken]

    def worth(self, i: int, j: int) -> float:
        if self.initials[i, j]:
            found = 0.8
        else:
            found = max(0.0, self.shares[i, j] * min(self.sides[0][1][i], self.sides[1][1][j]))
        return found - abs(i - j) * 1e-4 if found > 0 else 0.0

    def agreements(self) -> float:
        """Pair the parts, the weightiest first: each proves less, the more is proved."""
        total = proved = 0.0
        while True:
            open_pairs = [(i, j) for i in self.left_over(0) for j in self.left_over(1)]
            worths = [self.worth(i, j) for i, j in open_pairs]
            if not worths or max(worths) <= 0:
                return total
            i, j = open_pairs[worths.index(max(worths))]
            if self.initials[i, j]:
                total += self.weights["initial_agrees"]
            else:
                fresh = max(worths) * max(0.0, 1 - proved / SATURATION)
                total += self.weights["agreement" + ENDINGS[self.across[i, j]]] * fresh
                proved += fresh
                self.agreeing += 1
                self.weakest = min(self.weakest, self.shares[i, j])
            self.pairs[i] = j

    def contradictions(self, ours: list[int], theirs: list[int]) -> float:
        """Set parts without partner opposite each other, the likest first, and take them off the lists."""
        total, first = 0.0, True
        roles = tuple(names for names, _ in self.sides)
        for role, name in ((PATRONYMIC_NAME, "patronymic"), (NUMERAL, "number"), (GENERIC, "generic")):
            if any(roles[0][i] == role for i in ours) and any(roles[1][j] == role for j in theirs):
                total += self.weights[f"{name}_contradicts"]
                ours[:] = [i for i in ours if roles[0][i] != role]
                theirs[:] = [j for j in theirs if roles[1][j] != role]
        while ours and theirs:
            others = {(i, j): {roles[0][i], roles[1][j]} & {INITIAL, GENERIC} for i in ours for j in theirs}
            near = {pair: -0.9 if other else min(self.shares[pair], 0.0) for pair, other in others.items()}
            i, j = max(near, key=lambda pair: near[pair])
            total += self.fault(i, j, first=first)
            first = first and bool(others[i, j])
            ours.remove(i)
            theirs.remove(j)
        return total

    def fault(self, i: int, j: int, *, first: bool) -> float:
        roles = (self.sides[0][0][i], self.sides[1][0][j])
        for role, name in ((INITIAL, "initial"), (GENERIC, "generic")):
            if role in roles:
                return self.weights[f"{name}_contradicts"]
        if roles == (LOCATED_PLACE, LOCATED_PLACE):
            return self.weights["place_contradicts"]
        sounds = max(0.15, -min(self.shares[i, j], 0.0))
        if not first:
            return self.weights["further_contradiction"] * sounds
        whole = self.weights["contradiction" + ENDINGS[self.across[i, j]]]
        return whole * min(1.0, 2.0 * sounds) + self.weights["unlikeness"] * sounds

    def omissions(self, side: int, rest: list[int]) -> float:
        roles, rarities = self.sides[side]
        prices = {
            PATRONYMIC_NAME: "omitted_patronymic",
            INITIAL: "omitted_initial",
            GENERIC: "omitted_generic",
            NUMERAL: "omitted_number",
            LOCATED_PLACE: "omitted_place",
        }
        total = sum(self.weights[prices[roles[i]]] for i in rest if roles[i] in prices)
        plain = [i for i in rest if roles[i] == NAME]
        named = [i for i, role in enumerate(roles) if role not in (NOTHING, PATRONYMIC_NAME)]
        last = max(named, default=0)
        if self.kind == "person" and self.agreeing == 1 and plain:
            taken = set(self.pairs) if side == 0 else set(self.pairs.values())
            others = sum(role != NOTHING for role in self.sides[1 - side][0])
            written = "bare" if len(self.pairs) == others else "only"
            return total + self.weights[f"{written}_{'family' if last in taken else 'given'}"]
        for i in plain:
            end = "last" if i == last else "part" if i else "first"
            total += self.weights[f"omitted_{end}"] + self.weights["omitted_rarity"] * rarities[i]
        return total

    def disorder(self) -> float:
        order = [self.pairs[i] for i in sorted(self.pairs)]
        descents = sum(later < earlier for earlier, later in pairwise(order))
        if not descents:
            return 0.0
        turned = descents == 1 and order[-1] < order[0]
        return self.weights["swapped_order" if turned else "mixed_order"]

    def log_odds(self) -> float:
        total = self.weights["bias"] + self.agreements()
        ours, theirs = self.left_over(0), self.left_over(1)
        complete = not ours and not theirs and self.agreeing > 0
        total += self.contradictions(ours, theirs) + self.omissions(0, ours) + self.omissions(1, theirs)
        counts = [sum(role != NOTHING for role in roles) for roles, _ in self.sides]
        if complete and not (self.kind == "person" and counts == [1, 1]):
            total += self.weights["nothing_left_over"] + self.weights["weakest"] * min(self.weakest, 1.0)
        return total + self.disorder()


def names(drawn: np.random.Generator, width: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the roles and weights of random names of one part to `width`."""
    roles = drawn.choice(ROLES, size=(COUNT, width)).astype(np.uint8)
    sizes = drawn.integers(1, width + 1, size=COUNT)
    roles[np.arange(width)[None, :] >= sizes[:, None]] = NOTHING
    return roles, drawn.uniform(0.5, 6.1, size=(COUNT, width)).astype(np.float32)


def opposites(
    drawn: np.random.Generator, left: np.ndarray, right: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    shape = (COUNT, left.shape[1], right.shape[1])
    shares = np.where(drawn.random(shape) < 0.4, drawn.uniform(0.01, 1, shape), drawn.uniform(-1, 0, shape))
    one = (left == INITIAL)[:, :, None] | (right == INITIAL)[:, None, :]
    both = (left != NOTHING)[:, :, None] & (right != NOTHING)[:, None, :]
    shares[one] = -1.0
    return (
        shares.astype(np.float32),
        one & both & (drawn.random(shape) < 0.5),
        drawn.integers(0, 3, shape, np.uint8),
    )


@pytest.mark.parametrize("widths", [(2, 2), (3, 3), (4, 3), (2, 5)])
@pytest.mark.parametrize("kind", ["person", "organization", "place"])
def test_the_arrays_say_what_the_plain_version_says(kind: Kind, widths: tuple[int, int]) -> None:
    drawn = np.random.default_rng([*widths, len(kind)])
    (left, left_weights), (right, right_weights) = (names(drawn, width) for width in widths)
    opposite = opposites(drawn, left, right)
    found = log_odds_of_many(
        PartsOfNames(left, left_weights), PartsOfNames(right, right_weights), Opposite(*opposite), kind
    )
    for row in range(COUNT):
        sides = [
            (cast("list[int]", roles[row].tolist()), cast("list[float]", weights[row].tolist()))
            for roles, weights in ((left, left_weights), (right, right_weights))
        ]
        plain = Plain(sides[0], sides[1], tuple(each[row] for each in opposite), kind)
        assert found[row] == pytest.approx(plain.log_odds(), abs=2e-3), (row, sides, plain.pairs)


def test_one_name_opposite_all_is_that_name_repeated() -> None:
    drawn = np.random.default_rng(7)
    (left, weights), (right, right_weights) = (names(drawn, width) for width in (3, 3))
    opposite = Opposite(*opposites(drawn, np.repeat(left[:1], COUNT, 0), right))
    others = PartsOfNames(right, right_weights)
    once = log_odds_of_many(PartsOfNames(left[:1], weights[:1]), others, opposite, "person")
    repeated = PartsOfNames(np.repeat(left[:1], COUNT, 0), np.repeat(weights[:1], COUNT, 0))
    assert once.tolist() == log_odds_of_many(repeated, others, opposite, "person").tolist()


def test_no_parts_are_the_bias_alone() -> None:
    nothing = PartsOfNames(np.full((1, 2), NOTHING, np.uint8), np.zeros((1, 2), np.float32))
    shares = np.full((1, 2, 2), -1.0, np.float32)
    opposite = Opposite(shares, np.zeros((1, 2, 2), np.bool_), np.zeros((1, 2, 2), np.uint8))
    weights: Mapping[str, float] = weights_for("person")
    assert log_odds_of_many(nothing, nothing, opposite, "person").tolist() == pytest.approx([weights["bias"]])


def test_of_parts_worth_the_same_the_nearer_one_is_taken() -> None:
    """The second part on either side; the first ones are left, and contradict each other wholly."""
    names = PartsOfNames(np.full((1, 2), NAME, np.uint8), np.full((1, 2), 0.5, np.float32))
    near = np.array([[[-1.0, 0.8], [-0.2, 0.8]]], np.float32)
    nothing = np.zeros((1, 2, 2))
    found = log_odds_of_many(names, names, Opposite(near, nothing > 0, nothing.astype(np.uint8)), "person")
    sides = ([int(NAME)] * 2, [0.5] * 2)
    plain = Plain(sides, sides, (near[0], nothing[0] > 0, nothing[0].astype(np.uint8)), "person")
    assert plain.log_odds() == pytest.approx(float(found[0]), abs=2e-3)
    assert plain.pairs == {1: 1}
