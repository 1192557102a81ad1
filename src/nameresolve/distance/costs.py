"""Cost tables: what it costs, in nats, that a unit of a script and a Latin symbol stand for each other.

A table holds log-odds, learned from pairs of spellings of one name: how much more often two units stand
opposite each other than by chance. Here they become costs of an edit distance, 0 for the likeliest
counterpart. For two Latin spellings the named conventions are law: a change that one of them
licenses costs at most `LICENSED_MOST`, any other at least `UNLICENSED_LEAST`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from sys import intern

from attrs import frozen

from nameresolve.symbols import ABUGIDAS, LATIN_ALPHABET, units_table
from nameresolve.tables import load, read

__all__ = [
    "COSTED_SCRIPTS",
    "LICENSED_MOST",
    "UNLICENSED_LEAST",
    "CostTable",
    "Costs",
    "cost_table",
    "licences",
]

_LEARNED_WIDELY = frozenset({"Cyrl", "Arab", "Hebr", "Kana", "Hira", "Hang", "Hani"})
_LEARNED_FROM_FEW = frozenset({"Grek", "Armn", "Geor", "Thai"}) | ABUGIDAS
COSTED_SCRIPTS = _LEARNED_WIDELY | _LEARNED_FROM_FEW
"""Scripts whose parts are compared by a learned table, their own or one they share (`units_table`)."""

LICENSED_MOST = 2.8
UNLICENSED_LEAST = 3.4
LICENSED_ACROSS = 4.5
UNWRITTEN_MOST = 2.5
NATIVE_SHARE = 0.875
"""How much of what log-odds can reach is measured by the native unit, the rest by the Latin symbol, where
a script leaves much unwritten or writes whole syllables; half in the others."""

_BY_NATIVE = frozenset({"Arab", "Hebr", "Hang", "Hani"})

MOST_KEPT = 1 << 9
"""Parts whose costs a table keeps, so that they are not put together anew for each comparison."""

GLIDES = frozenset("й")
_FLOOR = -8.0
_FLOOR_OF_LATIN = -6.0
"""What a pair counts that no table lists: opposite a Latin spelling, and between two of them."""
Row = tuple[str, str, str, float]
"""Of a table: native, latin, context, log-odds."""

_Contexts = dict[str, dict[str, float]]
"""What a sign without a counterpart costs: sign -> context -> cost."""


@frozen(slots=True)
class Costs:
    """What a unit costs opposite each Latin symbol, and opposite nothing."""

    opposite: Mapping[str, float]
    nothing: float


class CostTable:
    """The edit costs between the units of one script and Latin symbols.

    `substitute` holds for a unit inside a part; one at its start or its end may cost something else
    (`rows`). What a unit or a Latin symbol without a counterpart costs depends on its neighbors (`rows`,
    `insertions`); `delete` and `insert` are the usual costs.

    A cost is what log-odds fall short of the best that the two sides reach. `native_share` is how
    much the native side's best counts: the more, the more surely the likeliest of many Latin spellings
    costs least.
    """

    def __init__(
        self, rows: Sequence[Row], latin: CostTable | None = None, native_share: float = 0.5
    ) -> None:
        self._inside: dict[str, Costs] = {}
        self._floor = _FLOOR if latin is not None else _FLOOR_OF_LATIN
        plain = [(a, b, odds) for a, b, context, odds in rows if not context]
        known = {(a, b): odds for a, b, odds in plain}
        units = sorted({a for a, _, _ in plain if a} - self._long(plain))
        best = dict.fromkeys(units, 0.0) | {"": 0.0}
        best_latin = dict.fromkeys(LATIN_ALPHABET, 0.0)
        for a, b, odds in plain:
            if a in best and a and len(b) == 1:
                best[a] = max(best[a], odds)
                best_latin[b] = max(best_latin[b], odds)
        self.units = units
        self._kept_rows = lru_cache(maxsize=MOST_KEPT)(self._rows)
        self._kept_insertions = lru_cache(maxsize=MOST_KEPT)(self._insertions)
        self._half = {a: odds * native_share for a, odds in best.items()}
        self._half_latin = {b: odds * (1.0 - native_share) for b, odds in best_latin.items()}
        self.substitute = {
            a: {b: self._single(a, b, known.get((a, b), self._floor)) for b in LATIN_ALPHABET} for a in units
        }
        self.delete = {a: self._half[a] - known.get((a, ""), 2 * self._floor) for a in units}
        self.insert = {b: self._half_latin[b] - known.get(("", b), 2 * self._floor) for b in LATIN_ALPHABET}
        self.two_to_one, self.one_to_two = self._groups(plain, set(units))
        self._first, self._last = (self._placed(rows, place) for place in ("first", "last"))
        beside = [row for row in rows if row[2] and row[2] not in ("first", "last")]
        self._lost = _by_sign(
            (a, context, max(0.0, self._half[a] - odds)) for a, _, context, odds in beside if a
        )
        self._after = _by_sign(
            (b, context, max(0.0, self._half_latin[b] - odds)) for a, b, context, odds in beside if not a
        )
        if latin is None:
            self._keep_law()
            self._make_symmetric()
        if latin is not None:  # a unit without a row of its own is read as the Latin symbol it stands for
            for symbol in LATIN_ALPHABET:
                self.substitute.setdefault(symbol, latin.substitute[symbol])
                self.delete.setdefault(symbol, latin.delete[symbol])

    def _placed(self, rows: Sequence[Row], place: str) -> dict[str, Costs]:
        """Return the costs of the units that cost something else at a place."""
        opposite: dict[str, dict[str, float]] = {}
        nothing: dict[str, float] = {}
        for a, b, context, odds in rows:
            if context != place:
                continue
            if b:
                cost = max(0.0, self._half[a] + self._half_latin[b] - odds)
                opposite.setdefault(a, dict(self.substitute[a]))[b] = cost
            else:
                nothing[a] = self._half[a] - odds
        return {
            a: Costs(opposite.get(a, self.substitute[a]), nothing.get(a, self.delete[a]))
            for a in opposite.keys() | nothing.keys()
        }

    def bound(self, unit: str, limits: Mapping[str, float]) -> None:
        """Let a unit cost no more than the limits opposite some symbols; "" stands for nothing."""

        def bounded(costs: Costs) -> Costs:
            lower = {b: min(costs.opposite[b], limit) for b, limit in limits.items() if b}
            return Costs({**costs.opposite, **lower}, min(costs.nothing, limits.get("", costs.nothing)))

        for place in (self._first, self._last):
            if unit in place:
                place[unit] = bounded(place[unit])
        lost = self._lost.get(unit, {})
        for context, cost in lost.items():
            lost[context] = min(cost, limits.get("", cost))
        inside = bounded(Costs(self.substitute[unit], self.delete[unit]))
        self.substitute[unit], self.delete[unit] = dict(inside.opposite), inside.nothing
        self._inside.pop(unit, None)

    def bound_insertion(self, symbol: str, limit: float) -> None:
        """Let a symbol without a counterpart cost no more than a limit, whatever stands before it."""
        self.insert[symbol] = min(self.insert[symbol], limit)
        after = self._after.get(symbol, {})
        for context, cost in after.items():
            after[context] = min(cost, limit)

    def rows(self, units: Sequence[str]) -> list[Costs]:
        """Return the costs of each unit of a part at its place."""
        return self._kept_rows(tuple(units))

    def _rows(self, units: tuple[str, ...]) -> list[Costs]:
        found = []
        last = len(units) - 1
        for i, unit in enumerate(units):
            placed = self._first if not i else self._last if i == last else {}
            costs = placed.get(unit) or self._usual(unit)
            if self._lost:
                neighbors = (units[i - 1] if i else "^", "|" if i == last else units[i + 1])
                nothing = _beside(self._lost, unit, *neighbors, costs.nothing)
                costs = Costs(costs.opposite, nothing)
            found.append(costs)
        return found

    def _usual(self, unit: str) -> Costs:
        """Return the costs of a unit inside a part."""
        known = self._inside.get(unit)
        if known is None:
            known = self._inside[unit] = Costs(self.substitute[unit], self.delete[unit])
        return known

    def at_places(self, unit: str) -> tuple[Costs, Costs, Costs]:
        """Return the costs of a unit at the start of a part, inside and at its end."""
        inside = self._usual(unit)
        return self._first.get(unit, inside), inside, self._last.get(unit, inside)

    def insertions(self, symbols: str) -> list[float]:
        """Return what each symbol of a part costs if it has no counterpart."""
        if not self._after or not symbols:
            return [self.insert[symbol] for symbol in symbols]
        return self._kept_insertions(symbols)

    def _insertions(self, symbols: str) -> list[float]:
        return [
            _beside(self._after, symbol, before, behind, self.insert[symbol])
            for before, symbol, behind in zip("^" + symbols[:-1], symbols, symbols[1:] + "|", strict=True)
        ]

    def insertions_beside(self) -> Mapping[tuple[str, str], float]:
        """Return what symbols without a counterpart cost in contexts where it is not the usual.

        Keys are (context, symbol); a context is the sign before or, after a space, also the one behind.
        """
        return _flat(self._after)

    def deletions_beside(self) -> Mapping[tuple[str, str], float]:
        """Return the same of units; keys are (context, unit)."""
        return _flat(self._lost)

    def _keep_law(self) -> None:
        """Make every licensed change of Latin symbols cost less than every other change."""
        for a in self.units:
            for b in LATIN_ALPHABET:
                if a != b:
                    cost = (
                        (self.substitute[a][b] + self.substitute[b][a]) / 2
                        if a < b
                        else self.substitute[b][a]
                    )
                    known = (a, b) in licences()
                    self.substitute[a][b] = min(cost, LICENSED_MOST) if known else max(cost, UNLICENSED_LEAST)
        for a in self.units:
            known = (a, "") in licences()
            for gaps in (self.delete, self.insert):
                cost = (self.delete[a] + self.insert[a]) / 2 if gaps is self.delete else self.delete[a]
                gaps[a] = min(cost, LICENSED_MOST) if known else max(cost, UNLICENSED_LEAST)

    def _make_symmetric(self) -> None:
        """Let a group cost the same whichever side it stands on: the dearer of the two learned."""
        for (first, second), costs in list(self.two_to_one.items()):
            for symbol, cost in costs.items():
                mirrored = self.one_to_two.setdefault(symbol, {})
                mirrored[first + second] = max(cost, mirrored.get(first + second, 0.0), UNLICENSED_LEAST / 4)
        self.two_to_one = {}
        for symbol, doubles in self.one_to_two.items():
            for pair, cost in doubles.items():
                self.two_to_one.setdefault((pair[0], pair[1]), {})[symbol] = cost

    @staticmethod
    def _long(rows: Sequence[tuple[str, str, float]]) -> set[str]:
        """Units of the table that are really two units: those without a gap row of their own."""
        gapped = {a for a, b, _ in rows if a and not b}
        return {a for a, _, _ in rows if a} - gapped

    def _single(self, a: str, b: str, odds: float) -> float:
        return max(0.0, self._half[a] + self._half_latin[b] - odds)

    def _groups(
        self, rows: Sequence[tuple[str, str, float]], units: set[str]
    ) -> tuple[dict[tuple[str, str], dict[str, float]], dict[str, dict[str, float]]]:
        two: dict[tuple[str, str], dict[str, float]] = {}
        double: dict[str, dict[str, float]] = {}
        for a, b, odds in rows:
            if a and a not in units and len(b) == 1:
                pair = next((a[:i], a[i:]) for i in range(1, len(a)) if a[:i] in units and a[i:] in units)
                half = self._half[pair[0]] + self._half[pair[1]] + self._half_latin[b]
                two.setdefault(pair, {})[b] = max(0.0, half - odds)
            elif a in units and len(b) == 2:
                half = self._half[a] + self._half_latin[b[0]] + self._half_latin[b[1]]
                double.setdefault(a, {})[b] = max(0.0, half - odds)
        return two, double


def _by_sign(rows: Iterable[tuple[str, str, float]]) -> _Contexts:
    found: _Contexts = {}
    for sign, context, cost in rows:
        found.setdefault(sign, {})[context] = cost
    return found


def _flat(known: _Contexts) -> Mapping[tuple[str, str], float]:
    return {(context, sign): cost for sign, costs in known.items() for context, cost in costs.items()}


def _beside(known: _Contexts, sign: str, before: str, behind: str, usual: float) -> float:
    """Return what a sign without a counterpart costs between two neighbors, else after the first of them."""
    costs = known.get(sign)
    if costs is None:
        return usual
    found = costs.get(f"{before} {behind}")
    return found if found is not None else costs.get(before, usual)


@cache
def licences() -> dict[tuple[str, str], tuple[str, str, str]]:
    """Return the licensed changes: (symbol, symbol or "") -> (letter, convention, convention)."""
    found: dict[tuple[str, str], tuple[str, str, str]] = {}
    for left, right, letter, left_convention, right_convention in load("symbols")["licences"]:
        found[left, right] = (letter, left_convention, right_convention)
        found[right, left] = (letter, right_convention, left_convention)
    return found


def _apply_licences(table: CostTable, script: str) -> None:
    """Let no correspondence that a named scheme writes cost more than `LICENSED_ACROSS`.

    What was learned from many pairs knows better how usual it is; a scheme that few of them follow
    is seldom in them, though, and must not be taken for a mistake.
    """
    written: dict[str, list[str]] = load("licensed").get(script, {})
    for unit, symbols in written.items():
        if unit in table.substitute:
            table.bound(unit, {b: LICENSED_ACROSS if b else UNWRITTEN_MOST for b in symbols})
    for glide in GLIDES & table.delete.keys():
        table.bound(glide, {"": UNWRITTEN_MOST})


def _by_way_of_latin(table: CostTable, latin: CostTable) -> None:
    """Let no change cost more than by way of the symbol that a unit stands for above all.

    A table learned from few pairs has not seen what every Latin spelling may do: its b may be a w as
    any other b.
    """
    plain = {unit: min(LATIN_ALPHABET, key=table.substitute[unit].__getitem__) for unit in table.units}
    for unit, symbol in plain.items():
        first = table.substitute[unit][symbol]
        limits = {
            other: first + latin.substitute[symbol][other] for other in LATIN_ALPHABET if other != symbol
        }
        table.bound(unit, {**limits, "": first + latin.delete[symbol]})
        doubles = table.one_to_two.setdefault(unit, {})
        for pair, cost in latin.one_to_two.get(symbol, {}).items():
            doubles[pair] = min(first + cost, doubles.get(pair, first + cost))
    for symbol in LATIN_ALPHABET:
        table.bound_insertion(symbol, latin.insert[symbol])


@cache
def cost_table(script: str) -> CostTable:
    """Return the costs between a script's units and Latin symbols."""
    if script != units_table(script):
        return cost_table(units_table(script))
    rows = [(*map(intern, texts), odds) for *texts, odds in read(f"costs/{script}")]
    if script == "Latn":
        return CostTable(rows)
    share = NATIVE_SHARE if script in _BY_NATIVE else 0.5
    table = CostTable(rows, cost_table("Latn"), share)
    if script in _LEARNED_FROM_FEW:
        _by_way_of_latin(table, cost_table("Latn"))
    _apply_licences(table, script)
    return table
