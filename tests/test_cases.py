"""The golden rows of tests/cases/: what each file promises stands in its README."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import cast

import pytest

from nameresolve import Decision, Gazetteer, Kind, Resolver, similarity
from nameresolve.parsing.tokens import phrase_of

CASES = Path(__file__).resolve().parent / "cases"
COLUMNS = {
    "in_the_wild": ("query", "kind", "id", "note"),
    "must_not_match": ("query", "against", "kind", "note"),
    "ambiguous": ("query", "ids", "note"),
    "pairs_same": ("left", "right", "kind", "note"),
    "known_failures": ("case", "query", "expected", "kind", "phenomenon"),
}
ID = re.compile(r"Q[1-9][0-9]*|geonames:[1-9][0-9]*|nr:[a-z0-9]+(?:-[a-z0-9]+)*")
NOBODY = "*"
CANDIDATES_SEEN = 10

Row = dict[str, str]


@cache
def rows(name: str) -> list[Row]:
    """Return the rows of a file, having checked its columns."""
    lines = (CASES / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    assert tuple(lines[0].split("\t")) == COLUMNS[name], name
    fields = [line.split("\t") for line in lines[1:]]
    wrong = [number for number, row in enumerate(fields, 2) if len(row) != len(COLUMNS[name])]
    assert not wrong, f"{name}.tsv, lines {wrong}: one tab between fields, {len(COLUMNS[name])} fields"
    return [dict(zip(COLUMNS[name], row, strict=True)) for row in fields]


def label(row: Row) -> str:
    """Return what names a row in a report."""
    return " | ".join(list(row.values())[:3])


@cache
def resolver() -> Resolver:
    """Return one resolver for all rows."""
    return Resolver()


@cache
def decide(query: str, kind: str) -> Decision:
    """Return the decision for a query, with its kind or (an empty one) without."""
    return resolver().resolve(query, kind=cast("Kind | None", kind or None), limit=CANDIDATES_SEEN)


def seen(decision: Decision) -> str:
    """Return a decision in one line, for a failure's message."""
    best = [f"{c.entity.name} [{c.entity.id}] {c.score:.2f}" for c in decision.candidates[:3]]
    return f"{decision.status}: {'; '.join(best) or 'nothing'}"


# ------------------------------------------------------------------ what a row of each file promises


def holds_in_the_wild(query: str, expected: str, kind: str) -> None:
    """Check that a query is a match for the expected entity, asked with its kind and without."""
    for asked in dict.fromkeys(("", kind)):
        decision = decide(query, asked)
        found = decision.entity.id if decision.entity else None
        assert found == expected, f"asked as {asked or 'any kind'}: {seen(decision)}"


def holds_must_not_match(query: str, against: str, kind: str) -> None:
    """Check that a query is not decided to be an entity, or not like another name."""
    for asked in dict.fromkeys(("", kind)):
        if against == NOBODY or ID.fullmatch(against):
            decision = decide(query, asked)
            found = decision.entity.id if decision.entity else None
            assert found is None or against not in (NOBODY, found), (
                f"asked as {asked or 'any kind'}: {seen(decision)}"
            )
        else:
            score = similarity(query, against, kind=cast("Kind | None", asked or None))
            assert score < resolver().settings.match_threshold, f"asked as {asked or 'any kind'}: {score:.3f}"


def holds_ambiguous(query: str, ids: str, kind: str) -> None:
    """Check that nothing is decided and that the right entities are suggested."""
    decision = decide(query, kind)
    assert decision.status == "ambiguous", seen(decision)
    assert decision.entity is None
    assert set(ids.split()) <= {candidate.entity.id for candidate in decision.candidates}, seen(decision)


def holds_pairs_same(left: str, right: str, kind: str) -> None:
    """Check that two spellings of one name are alike, with their kind and without."""
    for asked in dict.fromkeys(("", kind)):
        score = similarity(left, right, kind=cast("Kind | None", asked or None))
        assert score >= resolver().settings.match_threshold, f"asked as {asked or 'any kind'}: {score:.3f}"


CHECKS = {
    "in_the_wild": holds_in_the_wild,
    "must_not_match": holds_must_not_match,
    "ambiguous": holds_ambiguous,
    "pairs_same": holds_pairs_same,
}


@pytest.mark.parametrize("row", rows("must_not_match"), ids=label)
def test_look_alikes_stay_apart(row: Row) -> None:
    holds_must_not_match(row["query"], row["against"], row["kind"])


@pytest.mark.parametrize("row", rows("in_the_wild"), ids=label)
def test_a_press_spelling_finds_its_entity(row: Row) -> None:
    holds_in_the_wild(row["query"], row["id"], row["kind"])


@pytest.mark.parametrize("row", rows("ambiguous"), ids=label)
def test_what_nobody_can_decide_is_not_decided(row: Row) -> None:
    holds_ambiguous(row["query"], row["ids"], "")


@pytest.mark.parametrize("row", rows("pairs_same"), ids=label)
def test_two_spellings_of_one_name_are_alike(row: Row) -> None:
    holds_pairs_same(row["left"], row["right"], row["kind"])


@pytest.mark.xfail(strict=True, raises=AssertionError, reason="a known failure; when it passes, move its row")
@pytest.mark.parametrize("row", rows("known_failures"), ids=label)
def test_a_known_failure_still_fails(row: Row) -> None:
    CHECKS[row["case"]](row["query"], row["expected"], row["kind"])


# ------------------------------------------------------------------ the rows themselves


@pytest.mark.parametrize("name", COLUMNS)
def test_no_row_stands_twice(name: str) -> None:
    keys = [tuple(row.values())[:-1] for row in rows(name)]
    assert sorted(key for key in set(keys) if keys.count(key) > 1) == []


@pytest.mark.parametrize("name", COLUMNS)
def test_every_row_says_why(name: str) -> None:
    assert [row for row in rows(name) if not list(row.values())[-1].strip()] == []


def test_every_id_is_listed() -> None:
    gazetteer = Gazetteer.bundled()
    wanted = {row["id"] for row in rows("in_the_wild")}
    wanted |= {id_ for row in rows("ambiguous") for id_ in row["ids"].split()}
    wanted |= {row["against"] for row in rows("must_not_match") if ID.fullmatch(row["against"])}
    assert sorted(id_ for id_ in wanted if gazetteer.get(id_) is None) == []


def test_known_failures_belong_to_a_file_and_do_not_stand_there() -> None:
    for row in rows("known_failures"):
        assert row["case"] in CHECKS, row
        there = [tuple(other.values())[:2] for other in rows(row["case"])]
        assert (row["query"], row["expected"]) not in there, row


def test_three_of_four_press_spellings_are_not_listed() -> None:
    listed = resolver().gazetteer.index.by_identity
    queries = [row["query"] for row in rows("in_the_wild")]
    assert sum(phrase_of(query) in listed for query in queries) <= len(queries) / 4
