"""Learning keeps to the signs and limits that people set, and reports out of fold."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import attrs
import numpy as np
import pytest

from nameresolve.scoring.overlap import overlapping

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def script() -> Iterator[ModuleType]:
    place = str(ROOT / "scripts")
    sys.path.insert(0, place)
    yield importlib.import_module("learn_weights")
    sys.path.remove(place)


def rows(*pairs: tuple[str, str, str]) -> list[dict[str, str]]:
    return [
        {"left": a, "right": b, "kind": "person", "same": same, "source": "pairs", "group": f"{n}"}
        for n, (a, b, same) in enumerate(pairs * 12)
    ]


PERVERSE = rows(
    ("Kassym Tokayev", "Qasym Toqaev", "0"),  # what agrees is labelled two, what contradicts one
    ("Kassym Tokayev", "Boris Lavrov", "1"),
    ("Ivan Sergeevich Petrov", "Ivan Borisovich Petrov", "1"),
)


def test_no_label_turns_a_sign_or_lifts_a_limit(script: ModuleType) -> None:
    prior = script.read(script.WEIGHTS / "prior.tsv")
    table = script.read_prior(prior, "person")
    data = script.design(PERVERSE, "person", table)
    found = dict(zip(table.terms, script.TEMPERATURE * script.fit(data, table, ~data.same), strict=True))
    for row in prior:
        weight, limit = found[row["term"]], float(row["person_limit"])
        if row["sign"] == "+":
            assert weight >= limit - 1e-9, row["term"]
        elif row["sign"] == "-":
            assert weight <= limit + 1e-9, row["term"]
        else:
            assert weight == pytest.approx(float(row["person"])), row["term"]


def test_the_shipped_weights_keep_to_the_limits(script: ModuleType) -> None:
    prior = {row["term"]: row for row in script.read(script.WEIGHTS / "prior.tsv")}
    weights = script.read(script.WEIGHTS / "weights.tsv")
    assert [row["term"] for row in weights] == list(prior)
    for row in weights:
        known = prior[row["term"]]
        for kind in ("person", "organization"):
            weight, limit = float(row[kind]), float(known[f"{kind}_limit"])
            assert {"+": weight >= limit, "-": weight <= limit, "=": weight == float(known[kind])}[
                known["sign"]
            ], row


def test_a_row_is_scored_by_weights_learned_without_its_group(script: ModuleType) -> None:
    table = script.read_prior(script.read(script.WEIGHTS / "prior.tsv"), "person")
    data = script.design(PERVERSE, "person", table)
    assert len(set(data.folds.tolist())) > 1
    held = data.folds == data.folds[0]
    weights = script.calibrated(script.fit(data, table, ~held & ~data.same), table)
    odds = data.amounts[held] @ weights
    assert np.allclose(script.out_of_fold(data, table)[held], odds)


def test_a_row_is_said_by_a_shape_learned_without_its_fold(script: ModuleType) -> None:
    """What its own fold says changes the shape of the others and not that of its own."""
    table = script.read_prior(script.read(script.WEIGHTS / "prior.tsv"), "person")
    data = script.design(PERVERSE, "person", table)
    data = attrs.evolve(data, labels=np.where(np.arange(len(data.labels)) % 12, 0.0, 1.0))
    odds = np.full(len(data.labels), -6.0)
    before, _ = script.shaped([data], [odds])
    turned = attrs.evolve(data, labels=np.where(data.folds == 0, 1.0 - data.labels, data.labels))
    after, _ = script.shaped([turned], [odds])
    own = data.folds == 0
    assert np.array_equal(before[0][own], after[0][own])
    assert not np.array_equal(before[0][~own], after[0][~own])


@pytest.mark.parametrize("shape", [1.0, 3.75, 20.0])
def test_the_shape_is_found_that_labels_were_drawn_by(script: ModuleType, shape: float) -> None:
    odds = np.linspace(-12.0, 6.0, 400)
    chances = script.chances_of(script.softened(odds, shape))
    found = script.best_shape(odds, chances, np.ones(len(odds)))
    assert found == pytest.approx(shape)


def test_what_is_softened_is_what_a_comparison_says(script: ModuleType) -> None:
    weights = {"overlap": 3.75}
    for total in (-40.0, -6.0, -0.5, 0.0, 3.0):
        said = total + sum(term.contribution(weights) for term in overlapping(total, weights))
        assert said == pytest.approx(float(script.softened(np.array([total]), 3.75)[0]))


def test_the_figures(script: ModuleType) -> None:
    chances, labels = np.array([0.9, 0.8, 0.3, 0.1]), np.array([1.0, 0.0, 1.0, 0.0])
    assert script.f1(chances, labels, 0.5) == 0.5
    assert script.average_precision(chances, labels) == pytest.approx((1 + 2 / 3) / 2)
    assert script.calibration_error(chances, labels) == pytest.approx((0.1 + 0.8 + 0.7 + 0.1) / 4)
