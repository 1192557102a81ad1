"""What a patronymic is made of."""

from __future__ import annotations

import pytest

from nameresolve.scoring.customs import as_names, father


@pytest.mark.parametrize(
    ("patronymic", "stem"),
    [
        ("сергеевич", "серге"),
        ("sergeevna", "serge"),
        ("кемелұлы", "кемел"),
        ("ovich", ""),  # an ending alone
        ("abich", ""),  # and with too little before it
        ("ильинична", "иль"),
    ],
)
def test_a_patronymic_without_its_ending(patronymic: str, stem: str) -> None:
    assert father(patronymic)[0] == stem


def test_an_ending_tells_the_sex() -> None:
    (_, son), (_, daughter) = father("сергеевич"), father("сергеевна")
    assert son
    assert daughter
    assert son != daughter
    assert father("tokayev") == ("", "")


def test_a_stem_may_have_lost_the_end_of_the_name() -> None:
    assert "сергей" in as_names("серге", "Cyrl")
    assert "сергей" not in as_names("серге", "Latn")
