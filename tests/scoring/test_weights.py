"""The weights: their signs and their order, whatever the figures."""

from __future__ import annotations

import math

import numpy as np
import pytest

from nameresolve.distance import Distance, part_form
from nameresolve.scoring.weights import (
    across,
    agreement,
    agreements,
    contradicting_cost,
    part_weight,
    rarity_weight,
    weights_for,
)

KINDS = ["person", "organization", "place"]
FOR = (
    "nothing_left_over",
    "nearly_nothing_left",
    "weakest",
    "initial_agrees",
    "acronym_agrees",
    "legal_form_agrees",
    "the_same",
    "overlap",
)


@pytest.mark.parametrize("kind", KINDS)
def test_what_agrees_adds_and_all_else_takes_away(kind: str) -> None:
    weights = weights_for(kind)
    for term, weight in weights.items():
        assert weight >= 0 if term in FOR or term.startswith("agreement") else weight <= 0, term


@pytest.mark.parametrize("kind", KINDS)
def test_another_name_weighs_more_than_one_left_out(kind: str) -> None:
    weights = weights_for(kind)
    assert weights["contradiction"] + weights["unlikeness"] < weights["omitted_part"]


def test_a_patronymic_may_be_left_out_more_cheaply_than_a_name() -> None:
    person = weights_for("person")
    assert person["omitted_patronymic"] > person["omitted_part"] > person["only_given"]
    assert person["patronymic_contradicts"] < person["only_family"]


def test_a_body_is_weighed_as_an_organization() -> None:
    assert weights_for("other") == weights_for("organization")


@pytest.mark.parametrize("length", [1.0, 3.0, 6.0, 20.0])
def test_agreement_falls_with_the_cost_from_1_to_minus_1(length: float) -> None:
    shares = [
        agreement(Distance(cost, length, "")) for cost in (0.0, 0.5, 1.0, 2.0, 4.0, 100.0, float("inf"))
    ]
    assert shares[0] == 1.0
    assert shares[-1] == -1.0
    assert shares == sorted(shares, reverse=True)


@pytest.mark.parametrize(
    ("cost", "length", "across", "share"),
    [
        (2.0, 5.0, False, 0.5),
        (2.9, 5.0, True, 0.5),
        (1.0, 2.0, False, 0.5),
        (1.0, 1.0, False, 0.5),  # no part is shorter than two symbols
        (2.0, 17.0, False, 0.75),
        (16.0, 5.0, False, -1.0),
    ],
)
def test_agreement_by_hand(cost: float, length: float, share: float, *, across: bool) -> None:
    """A change of these figures changes what a threshold means; it belongs into the changelog."""
    assert agreement(Distance(cost, length, ""), across=across) == pytest.approx(share)


@pytest.mark.parametrize(("right", "cost"), [("tokayev", 4 * 5**0.5), ("токаев", 5.8 * 5**0.5)])
def test_what_contradicts_by_hand(right: str, cost: float) -> None:
    left = part_form("tokaev", "Latn")
    other = part_form(right, "Cyrl" if right[0] > "z" else "Latn")
    assert (len(left.symbols), len(other.symbols)) == (6, 6)
    assert contradicting_cost(left, other) == pytest.approx(cost)


def test_rarity_by_hand() -> None:
    """What no list has counts as two of a million; what a part can prove is bounded, also by its sounds."""
    assert rarity_weight("zzzzzz") == pytest.approx(0.46 * math.log(500_000))
    assert part_weight(part_form("zz", "Latn")) == pytest.approx(1.3 * len(part_form("zz", "Latn").symbols))
    assert part_weight(part_form("", "Latn")) == pytest.approx(1.3)
    assert part_weight(part_form("gurbanguly", "Latn")) == rarity_weight("gurbanguly") <= 6.1


@pytest.mark.parametrize(
    ("scripts", "ending"),
    [
        (("Latn", "Latn"), ""), (("Arab", "Arab"), ""), (("Latn", "Cyrl"), ""), (("Geor", "Deva"), ""),
        (("Latn", "Arab"), "_abjad"), (("Hebr", "Cyrl"), "_abjad"), (("Thai", "Latn"), "_abjad"),
        (("Hani", "Latn"), "_syllabic"), (("Arab", "Hang"), "_syllabic"), (("Kana", "Hira"), "_syllabic"),
    ],
)  # fmt: skip
def test_between_which_scripts(scripts: tuple[str, str], ending: str) -> None:
    assert across(scripts) == across(scripts[::-1]) == ending


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_name_is_certain_and_no_name_is_nothing(kind: str) -> None:
    weights = weights_for(kind)
    assert weights["the_same"] + weights["bias"] == pytest.approx(40.0)
    assert weights["nothing"] == -40.0


def test_a_longer_part_may_differ_more() -> None:
    assert agreement(Distance(2.0, 3.0, "")) < agreement(Distance(2.0, 9.0, ""))


def test_more_is_allowed_across_scripts() -> None:
    assert agreement(Distance(2.0, 6.0, "")) < agreement(Distance(2.0, 6.0, ""), across=True)


def test_a_part_contradicts_fully_at_its_contradicting_cost() -> None:
    left, right = part_form("tokayev", "Latn"), part_form("merkel", "Latn")
    length = (len(left.symbols) + len(right.symbols)) / 2
    assert agreement(Distance(contradicting_cost(left, right) + 1e-6, length, "")) == -1.0


def test_common_names_weigh_less_than_rare_ones() -> None:
    assert 0 < rarity_weight("kim") < rarity_weight("tokayev")
    assert 0 < rarity_weight("mohammed") < rarity_weight("gurbanguly")


@pytest.mark.parametrize("part", ["", "x", "zzzzzz", "😀", "кім"])
def test_every_part_has_a_weight(part: str) -> None:
    assert rarity_weight(part) >= 0


def test_a_short_part_cannot_be_rare() -> None:
    short, long = part_form("mun", "Latn"), part_form("gurbanguly", "Latn")
    assert rarity_weight("mun") == rarity_weight("zzzzzz")
    assert part_weight(short) < part_weight(long)


@pytest.mark.parametrize("across", [False, True])
def test_many_agreements_at_once_are_those_of_each_alone(*, across: bool) -> None:
    costs, lengths = np.meshgrid(np.linspace(0, 6, 25), np.linspace(0.5, 12, 24))
    together = agreements(costs.astype(np.float32), lengths.astype(np.float32), across=across)
    for cost, length, found in zip(costs.flat, lengths.flat, together.flat, strict=True):
        alone = agreement(Distance(float(cost), float(length), ""), across=across)
        assert max(-1.0, float(found)) == pytest.approx(alone, abs=1e-5)
