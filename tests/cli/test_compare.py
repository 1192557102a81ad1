from __future__ import annotations

import json
import math
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import Result

from nameresolve.cli.compare import rounded_terms, verdict_of
from nameresolve.model import Settings

Run = Callable[..., Result]

terms = st.lists(st.floats(-50, 50), max_size=12)


def test_the_table_shows_evidence_that_adds_up(run: Run) -> None:
    result = run("compare", "Toqaev [x]", "Tokayev")
    lines = [line.split() for line in result.stdout.splitlines()]
    assert lines[0] == ["Toqaev", "[x]", "~", "Tokayev"]
    assert lines[1] == ["score", "0.9751", "same"]
    assert [line[-1] for line in lines if line][-4:] == ["-4.33", "+6.66", "+1.34", "+3.67"]
    assert "q = k [kazakh]" in result.stdout


def test_json_contributions_add_up_to_the_log_odds(run: Run) -> None:
    answer = json.loads(run("compare", "Toqaev", "Tokayev", "--json").stdout)
    assert list(answer) == ["left", "right", "verdict", "score", "log_odds", "evidence"]
    assert list(answer["evidence"][0]) == ["relation", "left", "right", "rule", "contribution"]
    assert math.isclose(math.fsum(item["contribution"] for item in answer["evidence"]), answer["log_odds"])


def test_the_verdict_follows_the_threshold(run: Run) -> None:
    assert json.loads(run("compare", "Toqaev", "Xi", "--json").stdout)["verdict"] == "different"
    strict = run("compare", "Toqaev", "Tokayev", "--json", "--threshold", "0.99")
    assert json.loads(strict.stdout)["verdict"] == "uncertain"


@pytest.mark.parametrize(
    ("score", "verdict"),
    [(1.0, "same"), (0.7, "same"), (0.69, "uncertain"), (0.3, "uncertain"), (0.29, "different")],
)
def test_verdicts(score: float, verdict: str) -> None:
    assert verdict_of(score, Settings(match_threshold=0.7, floor=0.3)) == verdict


@given(terms)
def test_rounded_terms_add_up_to_the_rounded_total(values: list[float]) -> None:
    shown, total = rounded_terms(values)
    assert round(math.fsum(map(float, shown)), 2) == float(total)
    assert abs(float(total) - math.fsum(values)) <= 0.0051


@given(terms)
def test_no_term_moves_by_more_than_one_digit(values: list[float]) -> None:
    shown, _ = rounded_terms(values)
    assert all(abs(float(text) - value) <= 0.0101 for text, value in zip(shown, values, strict=True))


def test_arguments_that_are_not_utf8_are_refused(run: Run) -> None:
    result = run("compare", "a\udcff", "b")
    assert result.exit_code == 2
    assert "broken UTF-8 (byte 0xFF at character 2)" in result.stderr


def test_a_wrong_threshold_is_refused(run: Run) -> None:
    assert run("compare", "a", "b", "--threshold", "-1").exit_code == 2
