"""Names written together: which are taken apart, what that is worth, and which are left whole."""

from __future__ import annotations

import math

import pytest

from nameresolve import Entity, Gazetteer, NameForm, Resolver, compare, similarity
from nameresolve.scoring.alternatives import alternatives
from nameresolve.scoring.units import units_of


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Al-Qa'ida/Islamic Army", ["Al-Qa'ida", "Islamic Army"]),
        ("International Atomic Energy Agency (IAEA)", ["International Atomic Energy Agency", "IAEA"]),
        ("Bank Melli (National Bank of Iran)", ["Bank Melli", "National Bank of Iran"]),
        ("Bowne Global Solutions (Sweden) AB", []),
        ("Nordwind Bank (Hong Kong) Limited", []),
        ("Korea Ryonbong (Holding)", []),
        ("Import/Export Company", []),
        ("Danske Bank A/S", []),
        ("Comet Payments", []),
        ("(IAEA)", []),
    ],
)
def test_names_are_taken_apart_where_each_names_a_body(text: str, names: list[str]) -> None:
    assert [piece.text for piece in alternatives(units_of(text, "organization"))] == names


def test_a_person_has_one_name() -> None:
    assert alternatives(units_of("Ali Hassan / Hassan Ali", "person")) == ()


def test_one_of_two_names_is_enough() -> None:
    found = compare("Al Qaeda", "Al-Qa'ida/Islamic Army", kind="organization")
    assert found.score > 0.5
    assert any("written together" in term.rule for term in found.evidence)
    assert math.isclose(sum(term.contribution for term in found.evidence), found.log_odds, abs_tol=1e-9)


def test_neither_of_two_names_is_not() -> None:
    assert similarity("Islamic Front", "Al-Qa'ida/Islamic Army", kind="organization") < 0.3


def test_a_body_is_not_whom_it_is_named_after() -> None:
    assert similarity("Angela Merkel Stiftung", "Angela Merkel") < 0.05
    assert similarity("Stiftung Angela Merkel", "Angela Merkel Stiftung") > 0.7


def test_a_native_form_keeps_two_of_one_spelling_apart() -> None:
    forms = {
        "a": (NameForm("王質"), NameForm("Wang Zhi")),
        "b": (NameForm("王植"), NameForm("Wang Zhi")),
    }
    people = {key: Entity(key, "person", "Wang Zhi", forms=each) for key, each in forms.items()}
    alone = Resolver(Gazetteer.from_entities([people["a"]]))
    both = Resolver(Gazetteer.from_entities(people.values()))
    assert alone.resolve("王植").status == "none"
    assert [both.resolve(form).entity for form in ("王質", "王植")] == [people["a"], people["b"]]
    assert both.resolve("Wang Zhi").status == "ambiguous"
