"""From log-odds to a probability, far out on both sides."""

from __future__ import annotations

import math

import pytest

from nameresolve.scoring import probability


@pytest.mark.parametrize("log_odds", [-690.0, -30.0, -2.5, -1.0, -1e-9, 0.0, 1e-9, 0.7, 2.5, 30.0, 690.0])
def test_it_is_the_logistic_function(log_odds: float) -> None:
    assert probability(log_odds) == pytest.approx(1 / (1 + math.exp(-log_odds)), rel=1e-12)


@pytest.mark.parametrize("log_odds", [-1e6, -701.0, -700.0])
def test_far_below_nothing_is_left(log_odds: float) -> None:
    assert probability(log_odds) == 0.0


def test_far_above_it_is_certain() -> None:
    assert probability(1e6) == 1.0


def test_what_speaks_for_and_against_alike_adds_up_to_one() -> None:
    for step in range(1, 200):
        assert probability(step / 7) + probability(-step / 7) == pytest.approx(1.0, abs=1e-12)
