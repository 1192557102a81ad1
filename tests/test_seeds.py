"""Five news reports, read as a whole: who is named where, and who is meant."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from attrs import frozen

from nameresolve import Mention, Resolver

LINKED_F1 = 0.97
JUDGED = ("PERSON", "PLACE", "ORG")

Span = tuple[int, int]
Gold = Mapping[Span, Mapping[str, Any]]


@frozen
class Report:
    """A report: its text, the mentions that are judged, and the spans that are not."""

    text: str
    wanted: Gold
    unjudged: frozenset[Span]


@pytest.fixture(scope="module")
def reports(shared: Path) -> dict[str, Report]:
    """Return the reports by the name of their file."""
    gold = shared / "bench" / "data" / "seed_gold.jsonl"
    if not gold.is_file():
        pytest.skip(f"no judged mentions at {gold}")
    rows = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
    found = {}
    for name in sorted({row["doc"] for row in rows}):
        spans = {(row["start"], row["end"]): row for row in rows if row["doc"] == name}
        wanted = {span: row for span, row in spans.items() if row["qid"] and row["type"] in JUDGED}
        text = (shared / "seeds" / name).read_bytes().decode("utf-8")
        found[name] = Report(text, wanted, frozenset(spans.keys() - wanted.keys()))
    return found


@cache
def mentions_in(text: str) -> tuple[Mention, ...]:
    return tuple(Resolver().annotate(text))


def linked(report: Report) -> dict[Span, str]:
    """Return the spans that are linked to an entity; those beside a span that is not judged are left out."""
    found = {}
    for mention in mentions_in(report.text):
        span = (mention.start, mention.end)
        beside = any(start < mention.end and mention.start < end for start, end in report.unjudged)
        if mention.decision.entity is not None and (span in report.wanted or not beside):
            found[span] = str(mention.decision.entity.id)
    return found


def test_offsets_are_right(reports: Mapping[str, Report]) -> None:
    for report in reports.values():
        assert all(
            mention.text == report.text[mention.start : mention.end] for mention in mentions_in(report.text)
        )


def test_the_linked_f1_is_at_least_97_in_100(reports: Mapping[str, Report]) -> None:
    right = found = wanted = 0
    for report in reports.values():
        links = linked(report)
        found += len(links)
        wanted += len(report.wanted)
        right += sum(
            span in report.wanted and report.wanted[span]["qid"] == id_ for span, id_ in links.items()
        )
    precision, recall = right / found, right / wanted
    assert 2 * precision * recall / (precision + recall) >= LINKED_F1, (precision, recall)


def test_a_found_mention_is_rarely_somebody_else(reports: Mapping[str, Report]) -> None:
    """Precision first: of the judged spans that are linked, at least 49 of 50 are linked rightly."""
    pairs = [
        (id_, report.wanted[span]["qid"])
        for report in reports.values()
        for span, id_ in linked(report).items()
        if span in report.wanted
    ]
    assert sum(found == wanted for found, wanted in pairs) >= 0.98 * len(pairs)
