"""What speaks against one name overlaps: far sums say less, and nothing changes its place or its side."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest

import nameresolve as nr
from nameresolve.scoring.overlap import overlapping

WEIGHTS = {"overlap": 3.75}


def said(total: float) -> float:
    return total + math.fsum(term.contribution(WEIGHTS) for term in overlapping(total, WEIGHTS))


def test_the_odds_are_those_of_a_sum_relied_on_by_a_gamma_distribution() -> None:
    drawn = np.random.default_rng(3).gamma(3.75, 1 / 3.75, 400_000)
    for total in (-0.5, -2.0, -5.0):
        assert math.exp(said(total)) == pytest.approx(float(np.exp(total * drawn).mean()), rel=0.02)


def test_order_and_side_are_kept() -> None:
    totals = [-60.0, -20.0, -7.0, -6.9, -1.0, -0.01, 0.0, 0.01, 5.0]
    found = [said(total) for total in totals]
    assert all(a < b for a, b in pairwise(found))
    assert all((a < 0) == (b < 0) for a, b in zip(totals, found, strict=True))


def test_the_nearer_the_middle_the_less_is_taken_back() -> None:
    shares = [said(total) / total for total in (-0.01, -1.0, -4.0, -20.0)]
    assert all(a > b for a, b in pairwise(shares))
    assert shares[0] > 0.99


def test_nothing_is_taken_back_from_what_speaks_for_one_name_or_where_all_is_relied_on() -> None:
    assert not list(overlapping(0.0, WEIGHTS))
    assert not list(overlapping(4.0, WEIGHTS))
    assert not list(overlapping(-4.0, {"overlap": 0.0}))


@pytest.mark.parametrize(
    ("left", "right", "kind"),
    [
        ("Kassym Tokayev", "Boris Lavrov", "person"),
        ("Tokayev", "Tokarev", "person"),
        ("Samruk 5", "Samruk 6", "organization"),
        ("Токаев", "Lavrov", "person"),
    ],
)
def test_it_is_told_and_adds_up(left: str, right: str, kind: nr.Kind) -> None:
    found = nr.compare(left, right, kind=kind)
    (term,) = (term for term in found.evidence if term.rule == "what speaks against one name overlaps")
    assert term.contribution > 0 > found.log_odds
    assert math.fsum(each.contribution for each in found.evidence) == pytest.approx(found.log_odds, abs=1e-9)
    assert nr.compare(right, left, kind=kind).log_odds == found.log_odds


def test_what_speaks_for_one_name_is_told_without_it() -> None:
    found = nr.compare("Kassym Tokayev", "Qasym Toqaev", kind="person")
    assert not any("overlaps" in term.rule for term in found.evidence)
