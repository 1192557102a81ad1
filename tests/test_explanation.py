"""An explanation in words: every step in its line, and a sum that can be followed."""

from __future__ import annotations

import re

import pytest

from nameresolve import Entity, Evidence, Gazetteer, Resolver
from nameresolve.explanation import term_line

RESOLVER = Resolver(
    Gazetteer.from_entities(
        [Entity("Q200881", "person", "Kassym-Jomart Tokayev"), Entity("Q65251218", "person", "Kemel Tokayev")]
    )
)


def lines(name: str) -> list[str]:
    return str(RESOLVER.explain(name)).splitlines()


@pytest.mark.parametrize("step", ["Decision", "parse", "romanize", "keys", "candidate", "score", "decide"])
def test_every_step_has_its_line(step: str) -> None:
    assert any(line.split()[0] == step for line in lines("Қасым-Жомарт Тоқаев"))


def test_the_first_line_is_the_answer() -> None:
    assert lines("Qasym-Zhomart Toqaev")[0].startswith("Decision Q200881 (")
    assert lines("Toqaev")[0].startswith("Decision - (")
    assert lines("Toqaev")[0].endswith("ambiguous)")


def test_the_terms_shown_add_up_to_the_sum_shown() -> None:
    shown = lines("Qasym-Zhomart Toqaev")
    terms = [float(line.split()[1]) for line in shown if line.split()[0] == "score"]
    total = next(float(line.split()[0]) for line in shown if "log-odds =" in line)
    assert sum(terms) == pytest.approx(total, abs=0.01 * len(terms))


def test_rivals_are_named() -> None:
    assert any(re.match(r"\s+also\s+Kemel Tokayev \[Q65251218\]", line) for line in lines("Toqaev"))


def test_the_reason_is_the_last_line() -> None:
    explained = RESOLVER.explain("Toqaev")
    assert explained.decision.reason in str(explained).splitlines()[-1]


def test_what_nobody_is_called_is_explained_too() -> None:
    assert lines("Angela Merkel")[0].endswith("none)")


@pytest.mark.parametrize(
    ("evidence", "shown"),
    [
        (Evidence("bias", "", "", "any two names", -2.0), "  -2.00  bias           any two names"),
        (Evidence("omitted", "Kemel", "", "left out", -0.35), "  -0.35  omitted        Kemel: left out"),
        (Evidence("same", "A", "a", "same", 4.0), "  +4.00  same           A ~ a: same"),
    ],
)
def test_a_term_is_a_line(evidence: Evidence, shown: str) -> None:
    assert term_line(evidence) == shown


def test_an_explanation_keeps_the_question() -> None:
    explained = RESOLVER.explain("Toqaev", kind="person", countries=("KZ",), born=1953, limit=3)
    assert explained.question == {
        "name": "Toqaev",
        "kind": "person",
        "countries": ("KZ",),
        "born": 1953,
        "limit": 3,
    }
    assert explained.gazetteer == RESOLVER.gazetteer.fingerprint
    assert explained.name.text == "Toqaev"
