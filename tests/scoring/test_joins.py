"""Parts that others write as one word: which are close enough to be looked up so."""

from __future__ import annotations

import pytest

from nameresolve.scoring.joins import joined
from nameresolve.scoring.units import units_of


def tied(name: str) -> dict[str, bool]:
    """Return the joins of a person's name, each with whether its parts are tied."""
    return {join.unit.text: join.tied for join in joined(units_of(name, "person"))}


@pytest.mark.parametrize(
    ("name", "join", "expected"),
    [
        ("Zhou En Lai", "En Lai", True),  # short syllables: Enlai
        ("Jean-Claude Petrov", "Jean Claude", True),  # a hyphen
        ("Jean-Claude Petrov", "Claude Petrov", False),
        ("Anna Maria Petrova", "Anna Maria", False),  # Annamaria is another name
    ],
)
def test_parts_are_tied_by_a_hyphen_or_by_being_short(name: str, join: str, *, expected: bool) -> None:
    assert tied(name)[join] is expected
