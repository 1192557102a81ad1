"""The weights: their signs and their order, whatever the figures."""

from __future__ import annotations

import pytest

from nameresolve.distance import Distance, part_form
from nameresolve.scoring.weights import (
    ORGANIZATIONS,
    PEOPLE,
    PLACES,
    Weights,
    agreement,
    contradicting_cost,
    rarity_weight,
)

ALL = [PEOPLE, ORGANIZATIONS, PLACES]


@pytest.mark.parametrize("weights", ALL)
def test_nothing_that_speaks_against_adds(weights: Weights) -> None:
    against = ("bias", "contradiction", "further_contradiction", "patronymic_contradiction", "initial_contradicts",
               "generic_contradicts", "number_contradicts", "legal_form_contradicts", "omitted_part", "omitted_generic",
               "omitted_patronymic", "swapped_order", "mixed_order", "other_gender", "slip")  # fmt: skip
    assert {name: getattr(weights, name) for name in against if getattr(weights, name) > 0} == {}


@pytest.mark.parametrize("weights", ALL)
def test_a_contradiction_weighs_more_than_an_omission(weights: Weights) -> None:
    assert weights.contradiction < weights.omitted_part


def test_a_patronymic_may_be_left_out_more_cheaply_than_a_name() -> None:
    assert PEOPLE.omitted_patronymic > PEOPLE.omitted_part >= PEOPLE.omitted_given_only


@pytest.mark.parametrize("length", [1.0, 3.0, 6.0, 20.0])
def test_agreement_falls_with_the_cost_from_1_to_minus_1(length: float) -> None:
    shares = [
        agreement(Distance(cost, length, "")) for cost in (0.0, 0.5, 1.0, 2.0, 4.0, 100.0, float("inf"))
    ]
    assert shares[0] == 1.0
    assert shares[-1] == -1.0
    assert shares == sorted(shares, reverse=True)


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
