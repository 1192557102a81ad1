"""How far parts are apart: conventions cost little, everything else much."""

from __future__ import annotations

import math
import random

import pytest

from nameresolve.distance import align, changes, licences, other_ways, part_distance, part_form, unlike
from nameresolve.distance.costs import COSTED_SCRIPTS, LICENSED_MOST, UNLICENSED_LEAST, CostTable, cost_table
from nameresolve.symbols import LATIN_ALPHABET


def textbook(units: tuple[str, ...], symbols: str, table: CostTable) -> float:
    """Return the least cost by the plain recursive definition over 1-1, 1-0, 0-1, 2-1 and 1-2."""
    rows, gaps = table.rows(units), table.insertions(symbols)

    def least(i: int, j: int) -> float:
        if not i and not j:
            return 0.0
        ways = [math.inf]
        if i:
            ways.append(least(i - 1, j) + rows[i - 1].nothing)
        if j:
            ways.append(least(i, j - 1) + gaps[j - 1])
        if i and j:
            ways.append(least(i - 1, j - 1) + rows[i - 1].opposite[symbols[j - 1]])
        if i > 1 and j:
            group = table.two_to_one.get((units[i - 2], units[i - 1]), {})
            ways.append(least(i - 2, j - 1) + group.get(symbols[j - 1], math.inf))
        if i and j > 1:
            group = table.one_to_two.get(units[i - 1], {})
            ways.append(least(i - 1, j - 2) + group.get(symbols[j - 2 : j], math.inf))
        return min(ways)

    return least(len(units), len(symbols))


def cost(left: str, right: str, script: str = "Latn", other: str | None = None) -> float:
    return part_distance(part_form(left, script), part_form(right, other or script)).cost


@pytest.mark.parametrize("script", ["Latn", "Cyrl", "Arab", "Kana"])
def test_the_alignment_agrees_with_the_plain_definition(script: str) -> None:
    table = cost_table(script)
    chance = random.Random(script)
    alphabet = sorted(table.units)
    grouped = ["".join(pair) for pair in table.two_to_one] if script == "Latn" else []
    for _ in range(60):
        units = tuple(chance.choices(alphabet, k=chance.randint(0, 4)))
        if grouped and chance.random() < 0.5:
            units = (*chance.choice(grouped), *units[:2])
        symbols = "".join(chance.choices(LATIN_ALPHABET, k=chance.randint(0, 4)))
        assert align(units, symbols, table) == pytest.approx(textbook(units, symbols, table)), (
            units,
            symbols,
        )


def test_the_alignment_uses_groups() -> None:
    table = cost_table("Latn")
    for (first, second), symbols in table.two_to_one.items():
        for symbol, group in symbols.items():
            assert align(first + second, symbol, table) <= group + 1e-9


def test_a_cutoff_gives_up_and_changes_nothing_else() -> None:
    table = cost_table("Latn")
    full = align("tokaev", "tokarev", table)
    assert align("tokaev", "tokarev", table, cutoff=full + 1) == full
    assert align("tokaev", "merkel", table, cutoff=1.0) == math.inf


def test_what_a_convention_licenses_costs_less_than_what_none_does() -> None:
    table = cost_table("Latn")
    assert LICENSED_MOST < UNLICENSED_LEAST
    known = licences()
    for a in LATIN_ALPHABET:
        for b in LATIN_ALPHABET.replace(a, ""):
            price = table.substitute[a][b]
            assert price <= LICENSED_MOST if (a, b) in known else price >= UNLICENSED_LEAST, (a, b)


@pytest.mark.parametrize(
    ("name", "respelled", "other"),
    [("tokayev", "toqaev", "tokarev"), ("tokayev", "tokajew", "tokarev"),
     ("lukashenko", "loekasjenko", "lukoshkin"),
     ("gorbachev", "gorbatschow", "gorbunov"), ("sharipov", "charipov", "sadykov")],
)  # fmt: skip
def test_a_respelling_is_nearer_than_another_name(name: str, respelled: str, other: str) -> None:
    assert cost(name, respelled) < cost(name, other)


@pytest.mark.parametrize("script", sorted(COSTED_SCRIPTS - {"Latn"}))
def test_every_table_has_a_cost_for_every_pair(script: str) -> None:
    table = cost_table(script)
    assert table.units
    for unit in table.units:
        assert table.delete[unit] >= 0
        assert all(table.substitute[unit][symbol] >= 0 for symbol in LATIN_ALPHABET)


def test_the_arabic_article_may_be_left_out_at_a_small_price() -> None:
    assert 0 < cost("القذافي", "قذافي", "Arab") < 1
    assert cost("القذافي", "gaddafi", "Arab", "Latn") < cost("القذافي", "gandhi", "Arab", "Latn")
    assert cost("علي", "ي", "Arab") > 1, "no article, no discount"


@pytest.mark.parametrize(
    ("left", "right", "script"),
    [
        ("김정은", "김종은", "Hang"),
        ("习近平", "习近朋", "Hani"),
        ("токаев", "токарев", "Cyrl"),
        ("王質", "王植", "Hani"),
    ],
)
def test_within_a_script_another_letter_is_meant(left: str, right: str, script: str) -> None:
    assert cost(left, right, script) > UNLICENSED_LEAST
    assert cost(left, left, script) == 0


def test_traditional_characters_are_the_simplified_ones() -> None:
    assert cost("習近平", "习近平", "Hani") == 0
    assert cost("習近平", "习近朋", "Hani") > 0


def test_marks_cost_almost_nothing() -> None:
    assert 0 < cost("nazarbájev", "nazarbajev") < cost("nazarbayev", "nasarbajew")


def test_what_shares_nothing_is_not_looked_at() -> None:
    assert cost("putin", "merkel") == math.inf


def test_the_rule_names_the_convention() -> None:
    rules = {
        r: part_distance(part_form(r, "Latn"), part_form("lukashenko", "Latn")).rule for r in ("loekasjenko",)
    }
    assert rules == {"loekasjenko": "Dutch"}


def test_changes_are_those_of_the_cheapest_alignment() -> None:
    assert changes("tokaev", "tokaev") == []
    assert changes("petrov", "petrof") == [("v", "f")]
    assert changes("tokarev", "tokaev") == [("r", "")]


@pytest.mark.parametrize(
    ("fold", "without"), [("القذافي", "قذافي"), ("الفر", ""), ("الي", ""), ("قذافي", "")]
)
def test_an_arabic_article_is_read_off_parts_that_are_long_enough(fold: str, without: str) -> None:
    found = [form.fold for form, _, _ in other_ways(part_form(fold, "Arab"))]
    assert found == ([without] if without else [])


def test_parts_that_share_nothing_under_any_reading_are_unlike() -> None:
    """A spelling in use for Chinese characters is never unlike them, whatever its sounds."""
    hani = part_form("李", "Hani")
    assert not unlike(hani, part_form("lee", "Latn"))
    assert not unlike(part_form("lee", "Latn"), hani)
    assert unlike(hani, part_form("tokayev", "Latn"))
    assert unlike(part_form("nazarbayev", "Latn"), part_form("이", "Hang"))
