"""Two lists joined by name."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

import nameresolve as nr

RIGHT = [
    "Kassym-Jomart Tokayev", "Kemel Tokayev", "Nursultan Nazarbayev", "John Smith", "Jane Smith", "Xi Jinping",
    "Aliya Nazarbayeva", "Dariga Nazarbayeva",
]  # fmt: skip
LEFT = [
    "Qasym-Zhomart Toqaev",
    "Tokayev",
    "J. Smith",
    "Нурсултан Назарбаев",
    "",
    "Xi Jin-ping",
    "Angela Merkel",
]


def by_name(**options: object) -> dict[str, nr.Link]:
    return {each.left: each for each in nr.link(LEFT, RIGHT, kind="person", **options)}  # type: ignore[arg-type]


def test_each_name_of_the_left_list_has_a_link_in_its_place() -> None:
    found = nr.link([*LEFT, LEFT[0]], RIGHT, kind="person")
    assert [each.left for each in found] == [*LEFT, LEFT[0]]
    assert found[0] == found[-1]


def test_spellings_find_their_name() -> None:
    found = by_name()
    assert found["Qasym-Zhomart Toqaev"].right == "Kassym-Jomart Tokayev"
    assert found["Нурсултан Назарбаев"].right == "Nursultan Nazarbayev"
    assert found["Xi Jin-ping"].right == "Xi Jinping"


def test_what_fits_several_or_is_a_part_is_left_for_review() -> None:
    found = by_name()
    assert (found["J. Smith"].status, found["J. Smith"].right) == ("ambiguous", None)
    assert {name for name, _ in found["J. Smith"].review} == {"John Smith", "Jane Smith"}
    assert found["Tokayev"].right is None
    assert {name for name, _ in found["Tokayev"].review} == {"Kassym-Jomart Tokayev", "Kemel Tokayev"}


def test_a_bare_family_name_never_decides_even_if_one_bears_it() -> None:
    (only,) = nr.link(["Merkel"], ["Angela Merkel", "Olaf Scholz"], kind="person")
    assert (only.status, only.right, only.review[0][0]) == ("ambiguous", None, "Angela Merkel")


def test_what_is_not_listed_and_what_is_blank_match_nothing() -> None:
    found = by_name()
    assert found["Angela Merkel"].status == found[""].status == "none"
    assert nr.link(["Angela Merkel"], [], kind="person")[0].right is None
    assert nr.link([], RIGHT) == []


def test_one_to_one_gives_a_name_to_the_one_that_fits_clearly_best() -> None:
    left = ["Nursultan Nazarbayev", "Nursultan Nasarbajew"]
    both = nr.link(left, RIGHT, kind="person")
    assert {each.right for each in both} == {"Nursultan Nazarbayev"}
    first, second = nr.link(left, RIGHT, kind="person", one_to_one=True)
    assert first.right == "Nursultan Nazarbayev"
    assert (second.status, second.right, second.review[0][0]) == ("ambiguous", None, "Nursultan Nazarbayev")


def test_one_to_one_gives_a_name_to_neither_of_two_that_fit_as_well() -> None:
    found = nr.link(["Nursultan NAZARBAYEV", "nursultan nazarbayev"], RIGHT, kind="person", one_to_one=True)
    assert [each.right for each in found] == [None, None]


@given(st.randoms(use_true_random=False))
def test_the_order_of_the_right_list_changes_nothing(random: Random) -> None:
    shuffled = [*RIGHT, *RIGHT[:2]]
    random.shuffle(shuffled)
    assert nr.link(LEFT, shuffled, kind="person") == nr.link(LEFT, RIGHT, kind="person")


@given(st.lists(st.sampled_from(LEFT + RIGHT), max_size=8), st.lists(st.sampled_from(RIGHT), max_size=6))
def test_one_to_one_gives_no_name_twice(left: list[str], right: list[str]) -> None:
    found = nr.link(sorted(set(left)), right, kind="person", one_to_one=True)
    given_away = [each.right for each in found if each.right is not None]
    assert len(given_away) == len(set(given_away))


def test_a_higher_threshold_links_less() -> None:
    usual, strict = (
        sum(each.right is not None for each in by_name(threshold=t).values()) for t in (None, 0.9999)
    )
    assert strict < usual


@pytest.mark.parametrize("wrong", [{"threshold": 1.2}, {"kind": "persn"}, {"workers": 0}])
def test_wrong_settings_are_told(wrong: dict[str, object]) -> None:
    with pytest.raises(nr.SettingsError):
        nr.link(["a b"], ["a c"], **wrong)  # type: ignore[arg-type]


def test_a_name_that_is_too_long_is_told() -> None:
    with pytest.raises(nr.LimitError):
        nr.link(["a"], ["x" * 10_001])


def test_processes_change_nothing() -> None:
    assert nr.link(LEFT, RIGHT, kind="person", workers=2) == nr.link(LEFT, RIGHT, kind="person")
