"""A cost is what log-odds fall short of the best that both sides reach: told on a table small enough to reckon by hand."""

from __future__ import annotations

import pytest

from nameresolve.distance import costs
from nameresolve.distance.costs import CostTable, cost_table
from nameresolve.symbols import LATIN_ALPHABET
from nameresolve.tables import load

ROWS: list[costs.Row] = [
    ("x", "a", "", 2.0), ("x", "b", "", 1.0), ("y", "b", "", 3.0),
    ("x", "", "", -2.0), ("y", "", "", -1.0), ("", "a", "", -1.5),
    ("xy", "d", "", 1.0), ("x", "ab", "", 2.0),
    ("x", "a", "first", -1.0), ("y", "", "last", 0.5),
    ("x", "", "^", -3.0), ("x", "", "y |", -4.0), ("", "a", "b", -2.5),
]  # fmt: skip
"""The best of x and of a is 2, of y and of b 3, of all others 0."""


@pytest.fixture
def table() -> CostTable:
    return CostTable(ROWS, cost_table("Latn"))


class TestByHand:
    def test_the_likeliest_counterpart_costs_nothing(self, table: CostTable) -> None:
        assert table.substitute["x"]["a"] == table.substitute["y"]["b"] == 0.0
        assert table.substitute["x"]["b"] == 2.0 / 2 + 3.0 / 2 - 1.0

    def test_what_no_row_lists_is_dear(self, table: CostTable) -> None:
        assert table.substitute["y"]["a"] == 3.0 / 2 + 2.0 / 2 + 8.0
        assert table.substitute["x"]["d"] == 2.0 / 2 + 8.0
        assert (table.insert["b"], table.insert["d"]) == (3.0 / 2 + 16.0, 16.0)

    def test_a_gap_costs_what_its_odds_fall_short(self, table: CostTable) -> None:
        assert (table.delete["x"], table.delete["y"]) == (2.0 / 2 + 2.0, 3.0 / 2 + 1.0)
        assert table.insert["a"] == 2.0 / 2 + 1.5

    def test_two_together_count_the_best_of_both(self, table: CostTable) -> None:
        assert table.units == ["x", "y"]
        assert table.two_to_one == {("x", "y"): {"d": 2.0 / 2 + 3.0 / 2 - 1.0}}
        assert table.one_to_two == {"x": {"ab": 2.0 / 2 + 2.0 / 2 + 3.0 / 2 - 2.0}}

    def test_no_cost_is_below_nothing(self) -> None:
        groups: list[costs.Row] = [("xy", "d", "", 9.0), ("x", "ab", "", 9.0), ("x", "a", "first", 9.0)]
        table = CostTable([*ROWS, *groups], cost_table("Latn"))
        assert table.two_to_one == {("x", "y"): {"d": 0.0}}
        assert table.one_to_two == {"x": {"ab": 0.0}}
        assert table.at_places("x")[0].opposite["a"] == 0.0

    def test_a_place_has_a_cost_of_its_own(self, table: CostTable) -> None:
        first, inside, last = table.at_places("x")
        assert [each.opposite["a"] for each in (first, inside, last)] == [3.0, 0.0, 0.0]
        assert [each.opposite["b"] for each in (first, inside, last)] == [1.5, 1.5, 1.5]
        assert [each.nothing for each in table.at_places("y")] == [2.5, 2.5, 1.0]

    def test_a_gap_depends_on_its_neighbors(self, table: CostTable) -> None:
        """At the start x costs 4, between y and the end 5, between others what it usually does."""
        assert [each.nothing for each in table.rows("xyx")] == [4.0, 2.5, 5.0]
        assert [each.nothing for each in table.rows("yxx")] == [2.5, 3.0, 3.0]
        assert [each.nothing for each in table.rows("y")] == [2.5]
        assert [each.nothing for each in table.rows("xy")] == [4.0, 1.0]
        assert table.insertions("aba") == [2.5, 17.5, 3.5]
        assert table.insertions("") == []

    def test_what_is_asked_again_is_the_same(self, table: CostTable) -> None:
        assert table.rows("xyx") == table.rows(("x", "y", "x"))
        assert table.insertions("aba") == table.insertions("aba")

    def test_the_native_side_may_count_more(self) -> None:
        table = CostTable(ROWS, cost_table("Latn"), native_share=0.75)
        assert table.substitute["x"]["b"] == 2.0 * 0.75 + 3.0 * 0.25 - 1.0
        assert table.delete["x"] == 2.0 * 0.75 + 2.0
        assert table.insert["a"] == 2.0 * 0.25 + 1.5

    def test_a_unit_without_a_row_is_read_as_the_symbol_it_stands_for(self, table: CostTable) -> None:
        latin = cost_table("Latn")
        assert table.substitute["k"] == latin.substitute["k"]
        assert table.delete["k"] == latin.delete["k"]


class TestBounds:
    def test_a_bound_holds_at_every_place_and_beside_every_neighbor(self, table: CostTable) -> None:
        table.rows("xyx")
        table.bound("x", {"a": 1.0, "b": 2.0, "": 2.75})
        assert [each.opposite["a"] for each in table.at_places("x")] == [1.0, 0.0, 0.0]
        assert [each.opposite["b"] for each in table.at_places("x")] == [1.5, 1.5, 1.5]
        assert {cost for (_, unit), cost in table.deletions_beside().items() if unit == "x"} == {2.75}
        assert table.delete["x"] == 2.75
        assert table.at_places("x")[1].nothing == 2.75
        assert [each.nothing for each in table.at_places("y")] == [2.5, 2.5, 1.0]

    def test_a_bound_says_nothing_of_what_it_does_not_name(self, table: CostTable) -> None:
        before = table.deletions_beside() | {}
        table.bound("x", {"b": 0.5})
        assert table.substitute["x"]["b"] == 0.5
        assert table.delete["x"] == 3.0
        assert table.deletions_beside() == before

    def test_a_symbol_without_counterpart_is_bound_whatever_stands_before_it(self, table: CostTable) -> None:
        table.bound_insertion("a", 3.0)
        assert table.insert["a"] == 2.5
        assert table.insertions_beside() == {("b", "a"): 3.0}
        table.bound_insertion("b", 3.0)
        assert table.insert["b"] == 3.0

    def test_by_way_of_latin_nothing_costs_more_than_two_steps(self, table: CostTable) -> None:
        latin = cost_table("Latn")
        costs._by_way_of_latin(table, latin)
        for unit, symbol in (("x", "a"), ("y", "b")):
            for other in LATIN_ALPHABET.replace("a", "").replace("b", ""):
                way = min(9.0 if unit == "x" else 9.5, latin.substitute[symbol][other])
                assert table.substitute[unit][other] == pytest.approx(way), (unit, other)
            assert table.delete[unit] <= latin.delete[symbol]
            for pair, cost in latin.one_to_two.get(symbol, {}).items():
                assert table.one_to_two[unit][pair] <= cost
        assert table.one_to_two["x"]["ab"] == 1.5
        assert table.insert["d"] == latin.insert["d"]

    def test_by_way_of_latin_the_first_step_counts(self) -> None:
        """Here x has no likely counterpart: the best of a is another unit's, so that even a costs 3."""
        rows: list[costs.Row] = [
            ("x", "a", "", 2.0), ("y", "a", "", 8.0), ("x", "", "", -20.0), ("y", "", "", -20.0),
        ]  # fmt: skip
        table, latin = CostTable(rows, cost_table("Latn")), cost_table("Latn")
        assert table.substitute["x"]["a"] == 3.0
        costs._by_way_of_latin(table, latin)
        assert table.substitute["x"]["a"] == 3.0
        assert table.substitute["x"]["e"] == min(3.0 + latin.substitute["a"]["e"], 1.0 + 8.0)
        assert table.delete["x"] == 3.0 + latin.delete["a"]
        for pair, cost in latin.one_to_two.get("a", {}).items():
            assert table.one_to_two["x"][pair] == 3.0 + cost


def latin_rows(*more: costs.Row) -> list[costs.Row]:
    """Return rows of a Latin table: each symbol with itself, and gaps; the best of every symbol is 3."""
    rows: list[costs.Row] = list(more)
    named = {row[:2] for row in more}
    for symbol in LATIN_ALPHABET:
        usual = [(symbol, symbol, "", 3.0), (symbol, "", "", -1.0), ("", symbol, "", -1.5)]
        rows += [row for row in usual if row[:2] not in named]
    return rows


class TestLatin:
    """Whatever was learned, a licensed change costs at most 2.8, any other at least 3.4."""

    def test_a_licensed_change_is_as_learned_or_at_the_limit(self) -> None:
        table = CostTable(latin_rows(("v", "w", "", 2.0), ("w", "v", "", 1.0)))
        assert table.substitute["v"]["w"] == table.substitute["w"]["v"] == 1.5
        assert CostTable(latin_rows()).substitute["v"]["w"] == 2.8

    def test_no_other_change_is_cheap_however_often_it_was_seen(self) -> None:
        table = CostTable(latin_rows(("r", "y", "", 2.5), ("y", "r", "", 2.5)))
        assert table.substitute["r"]["y"] == table.substitute["y"]["r"] == 3.4
        assert table.substitute["b"]["d"] == 3.0 / 2 + 3.0 / 2 + 6.0

    def test_a_gap_is_the_mean_of_both_sides_within_the_limits(self) -> None:
        """The h is left out by convention, the d by none."""
        table = CostTable(latin_rows(("y", "", "", -9.0)))
        assert table.delete["h"] == table.insert["h"] == (2.5 + 3.0) / 2
        assert table.delete["d"] == table.insert["d"] == 3.4
        assert table.delete["y"] == table.insert["y"] == 2.8

    def test_a_group_costs_the_same_on_either_side(self) -> None:
        both: list[costs.Row] = [("ts", "z", "", 3.5), ("z", "ts", "", 2.5)]
        table = CostTable(latin_rows(*both))
        assert table.two_to_one[("t", "s")]["z"] == table.one_to_two["z"]["ts"] == 3 * 1.5 - 2.5
        one = CostTable(latin_rows(("ts", "z", "", 3.0)))
        assert one.two_to_one[("t", "s")]["z"] == one.one_to_two["z"]["ts"] == 1.5
        cheap = CostTable(latin_rows(("ts", "z", "", 9.0)))
        assert cheap.one_to_two["z"]["ts"] == 3.4 / 4


@pytest.mark.parametrize("script", sorted(costs.COSTED_SCRIPTS & load("licensed").keys()))
def test_what_a_scheme_writes_is_never_taken_for_a_mistake(script: str) -> None:
    table, written = cost_table(script), load("licensed")[script]
    checked = 0
    for unit in written.keys() & set(table.units):
        for symbol in written[unit]:
            for costs_there in table.at_places(unit):
                found = costs_there.opposite[symbol] if symbol else costs_there.nothing
                assert found <= (4.5 if symbol else 2.5), (unit, symbol)
                checked += 1
    assert checked


def test_the_glide_of_cyrillic_may_be_left_out() -> None:
    assert all(place.nothing <= 2.5 for place in cost_table("Cyrl").at_places("й"))


def test_scripts_that_share_a_table_have_one() -> None:
    assert cost_table("Hira") is cost_table("Kana")
