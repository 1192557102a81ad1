"""Legal forms agree by the form that words stand for, contradict by class, and "Co" says nothing."""

from __future__ import annotations

import pytest

from nameresolve.model import Relation
from nameresolve.scoring.legal import legal_relation


@pytest.mark.parametrize(
    ("ours", "theirs", "relation", "term"),
    [
        (("gmbh",), ("gmbh",), "same", "legal_form_agrees"),
        (("s", "a"), ("sa",), "equivalent", "legal_form_agrees"),
        (("co", "ltd"), ("limited",), "equivalent", "legal_form_agrees"),
        (("co",), ("company",), "equivalent", "legal_form_agrees"),
        (("llc",), ("ooo",), "equivalent", ""),  # of one class
        (("co",), ("gmbh",), "equivalent", ""),
        (("company",), ("llc",), "equivalent", ""),
        (("gmbh",), ("jsc",), "contradicting", "legal_form_contradicts"),
        (("inc",), ("ltd",), "contradicting", "legal_form_contradicts"),
        (("co", "inc"), ("co", "ltd"), "contradicting", "legal_form_contradicts"),
    ],
)
def test_how_legal_forms_relate(
    ours: tuple[str, ...], theirs: tuple[str, ...], relation: Relation, term: str
) -> None:
    wanted = (relation, ((term, 1.0),) if term else ())
    assert legal_relation(ours, theirs) == legal_relation(theirs, ours) == wanted
