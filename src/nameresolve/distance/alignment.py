"""The cheapest way to turn units of a script into Latin symbols.

Method: dynamic programming over the operations 1-1, 1-0, 0-1, 2-1 and 1-2, after the weighted edit
distances of the transliteration literature.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from nameresolve.distance.costs import CostTable, cost_table

__all__ = ["align", "changes"]

_NEVER = 1e9


def align(units: Sequence[str], symbols: str, table: CostTable, cutoff: float = 1e9) -> float:
    """Return the least cost, in nats, of turning units of a script into Latin symbols.

    Gives up and returns infinity once no way can cost `cutoff` or less.
    """
    insert = table.insertions(symbols)
    bigrams = _bigrams(symbols)
    row = [0.0]
    for gap in insert:
        row.append(row[-1] + gap)
    above, before, least = row, "", 0.0
    for unit, costs in zip(units, table.rows(units), strict=True):
        current = _next_row(costs.opposite, costs.nothing, symbols, insert, row)
        pair = table.two_to_one.get((before, unit))
        doubles = table.one_to_two.get(unit)
        if (pair and not pair.keys().isdisjoint(symbols)) or (
            doubles and not doubles.keys().isdisjoint(bigrams)
        ):
            _with_groups(current, symbols, bigrams, insert, above, row, (pair or {}, doubles or {}))
        before_this, least = least, min(current)
        if least > cutoff < before_this:  # a group of two units may pass over one row, not over both
            return float("inf")
        above, row, before = row, current, unit
    return row[-1]


@lru_cache(maxsize=1 << 15)
def _bigrams(symbols: str) -> tuple[str, ...]:
    """Return the symbol pairs that end at each place; the first place has none."""
    return tuple(symbols[j - 1 : j + 1] if j else "" for j in range(len(symbols)))


def _next_row(
    substitute: Mapping[str, float], gap: float, symbols: str, insert: Sequence[float], row: list[float]
) -> list[float]:
    """Return the row of the dynamic program after `row`, by the operations on single units."""
    diagonal = row[0]
    left = diagonal + gap
    current = [left]
    for j, symbol in enumerate(symbols, 1):
        cost = diagonal + substitute[symbol]
        diagonal = row[j]
        if diagonal + gap < cost:  # noqa: PLR1730 - a call would take most of the time here
            cost = diagonal + gap
        left += insert[j - 1]
        if left < cost:  # noqa: PLR1730
            cost = left
        left = cost
        current.append(cost)
    return current


def _with_groups(
    current: list[float],
    symbols: str,
    bigrams: tuple[str, ...],
    insert: Sequence[float],
    above: list[float],
    row: list[float],
    groups: tuple[Mapping[str, float], Mapping[str, float]],
) -> None:
    """Lower a row where two units answer one symbol, or one unit two symbols."""
    pair, doubles = groups
    for j, symbol in enumerate(symbols):
        cost = current[j] + insert[j]
        if symbol in pair and above[j] + pair[symbol] < cost:
            cost = above[j] + pair[symbol]
        if bigrams[j] in doubles and row[j - 1] + doubles[bigrams[j]] < cost:
            cost = row[j - 1] + doubles[bigrams[j]]
        if cost < current[j + 1]:  # noqa: PLR1730
            current[j + 1] = cost


def changes(left: str, right: str) -> list[tuple[str, str]]:
    """Return what differs between two Latin spellings, as symbols, along the cheapest alignment.

    An empty member stands for nothing: ``("h", "")`` is an h that only the left one writes.

    >>> changes("kasim", "qasim"), changes("tokaev", "tokarev")
    ([('k', 'q')], [('', 'r')])
    """
    table = cost_table("Latn")
    best: dict[tuple[int, int], tuple[float, tuple[tuple[str, str], ...]]] = {(0, 0): (0.0, ())}
    for i in range(len(left) + 1):
        for j in range(len(right) + 1):
            if (i, j) != (0, 0):
                best[i, j] = min(_ways(left, right, i, j, table, best))
    return [(a, b) for a, b in best[len(left), len(right)][1] if a != b]


def _ways(
    left: str,
    right: str,
    i: int,
    j: int,
    table: CostTable,
    best: Mapping[tuple[int, int], tuple[float, tuple[tuple[str, str], ...]]],
) -> list[tuple[float, tuple[tuple[str, str], ...]]]:
    """Return the ways to reach a place of the alignment, each with its cost and its steps."""
    steps: list[tuple[int, int, float]] = []
    if i and j:
        unit, symbol = left[i - 1], right[j - 1]
        steps.append((i - 1, j - 1, table.substitute[unit][symbol] if unit != symbol else 0.0))
        if i > 1:
            steps.append((i - 2, j - 1, table.two_to_one.get((left[i - 2], unit), {}).get(symbol, _NEVER)))
        if j > 1:
            steps.append((i - 1, j - 2, table.one_to_two.get(unit, {}).get(right[j - 2 : j], _NEVER)))
    if i:
        steps.append((i - 1, j, table.delete[left[i - 1]]))
    if j:
        steps.append((i, j - 1, table.insert[right[j - 1]]))
    return [(best[a, b][0] + cost, (*best[a, b][1], (left[a:i], right[b:j]))) for a, b, cost in steps]
