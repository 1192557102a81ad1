"""What an index keeps of what it found: bounded, and the same answers without it."""

from __future__ import annotations

from nameresolve.index.keeping import Kept


def test_no_more_is_kept_than_was_said() -> None:
    kept: Kept[int, str] = Kept(100)
    for number in range(1_000):
        kept[number] = str(number)
    assert sum(number in kept for number in range(1_000)) <= 100
    assert kept.get(999) == "999"
    assert kept.get(1) is None


def test_what_is_asked_for_again_is_kept_on() -> None:
    kept: Kept[int, str] = Kept(10)
    for number in range(1_000):
        kept[number] = str(number)
        assert kept.get(0) == "0"


def test_a_value_can_be_replaced() -> None:
    kept: Kept[str, int] = Kept(2)
    kept["a"] = 1
    kept["a"] = 2
    assert kept.get("a") == 2
