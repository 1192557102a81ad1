"""The example file: every spelling is decided as it says, and never wrongly."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import cast

import pytest

from nameresolve import Decision, Kind, Resolver

FILE = Path(__file__).resolve().parent.parent / "examples" / "kazakhstan-2022.csv"
SUGGESTS = ("ambiguous", "suggests")  # words of a note that says: the name alone does not decide

KNOWN_MISSES = {
    "Kassõm-Žomart Tokajev": "Estonian õ for ы in a name of two given parts",
    "قاسىم-جومارت توقايەۆ": "the vowel letters of the Kazakh Arabic alphabet",
    "Токаев К.К.": "two initials are not yet taken for the given names",
}
"""Rows that are not decided yet, each with the phenomenon; the run fails when one is."""

Row = dict[str, str]


def rows() -> list[Row]:
    with FILE.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def marked(row: Row) -> object:
    """Return a row as a parameter, expected to fail where it is a known miss."""
    reason = KNOWN_MISSES.get(row["spelling"])
    marks = [pytest.mark.xfail(strict=True, raises=AssertionError, reason=reason)] if reason else []
    return pytest.param(row, marks=marks, id=row["spelling"])


def label(row: Row) -> str:
    return row["spelling"]


def only_suggests(row: Row) -> bool:
    return any(word in row["note"] for word in SUGGESTS)


@cache
def resolver() -> Resolver:
    return Resolver()


def decide(row: Row, *, with_kind: bool) -> Decision:
    return resolver().resolve(row["spelling"], kind=cast("Kind", row["kind"]) if with_kind else None)


def found(decision: Decision) -> str:
    return str(decision.entity.id) if decision.entity else ""


@pytest.mark.parametrize("row", [marked(row) for row in rows() if not only_suggests(row)])
def test_a_spelling_is_decided_as_the_file_says(row: Row) -> None:
    decision = decide(row, with_kind=False)
    assert found(decision) == row["expected_id"], decision.reason


@pytest.mark.parametrize("row", [row for row in rows() if only_suggests(row)], ids=label)
def test_a_name_that_alone_does_not_decide_suggests_the_right_entity(row: Row) -> None:
    decision = decide(row, with_kind=False)
    assert found(decision) in ("", row["expected_id"])
    assert row["expected_id"] in [candidate.entity.id for candidate in decision.candidates]


@pytest.mark.parametrize("row", rows(), ids=label)
def test_no_spelling_is_given_a_wrong_id(row: Row) -> None:
    for with_kind in (False, True):
        assert found(decide(row, with_kind=with_kind)) in ("", row["expected_id"])


def test_the_file_covers_the_scripts_and_languages_it_promises() -> None:
    assert len(rows()) >= 60
    assert len({row["script"] for row in rows()}) >= 8
    assert len({row["language"] for row in rows()}) >= 12
    assert any(not row["expected_id"] for row in rows())
