"""What another letter costs within a script, letter by letter."""

from __future__ import annotations

import pytest

from nameresolve.distance.letters import belarusian_of_russian, letters_cost


@pytest.mark.parametrize(
    ("script", "cost"),
    [("Hang", 6.0), ("Hani", 7.0), ("Cyrl", 5.0), ("Arab", 4.0), ("Hebr", 4.0), ("Grek", 4.5)],
)
def test_a_letter_costs_what_its_script_says(script: str, cost: float) -> None:
    """A change of these figures changes what a threshold means; it belongs into the changelog."""
    assert letters_cost(script, "абв", "абв") == 0.0
    assert letters_cost(script, "абв", "абг") == cost
    assert letters_cost(script, "абв", "а") == 2 * cost


@pytest.mark.parametrize(
    ("left", "right", "letters"),
    [
        ("смағұл", "смагул", 0.2),  # two letters of its own, as Russians write them
        ("смагул", "смағұл", 0.2),
        ("смағұл", "смагил", 1.2),  # and another one
        ("смағұл", "смағул", 1),  # both have letters of their own
        ("смагул", "смагил", 1),  # neither has
        ("әғқңөұүһіҝҡҙ", "агкноуухиккз", 1.2),
    ],
)
def test_a_turkic_name_as_russians_write_it(left: str, right: str, letters: float) -> None:
    assert letters_cost("Cyrl", left, right) == pytest.approx(letters * 5.0)


def test_the_letters_of_a_language_are_told_apart_in_cyrillic_alone() -> None:
    assert letters_cost("Grek", "смағұл", "смагул") == 2 * 4.5


@pytest.mark.parametrize(
    ("belarusian", "russian"),
    [
        ("лукашэнка", "лукашенко"),
        ("машэраў", "машеров"),
        ("марозаў", "морозов"),
        ("някляеў", "некляев"),
        ("ціханоўскі", "тихановский"),
        ("дзянісаў", "денисов"),
        ("рыжкоў", "рижков"),
    ],
)
def test_a_russian_name_as_belarusian_writes_it(belarusian: str, russian: str) -> None:
    assert belarusian_of_russian(belarusian, russian)
    assert belarusian_of_russian(russian, belarusian)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("марозаў", "морозов" + "а"),
        ("марозаў", "марозов" + "ич"),
        ("машэраў", "машаров"),
        ("марков", "морков"),  # nothing shows Belarusian
        ("маркаў", "моркаў"),  # both are Belarusian, which writes its own names in one way
        ("галавін", "головин"),  # і is Ukrainian too
        ("ївэнка", "ивенко"),  # and ї is no Belarusian letter
        ("токаеў", "токарев"),
    ],
)
def test_what_is_no_russian_name_as_belarusian_writes_it(left: str, right: str) -> None:
    assert not belarusian_of_russian(left, right)
