"""How far apart two name parts are, in nats, when spelling conventions cost little.

A cost table of a script says what a unit of it (a letter, a jamo) and a Latin symbol have to do
with each other: the log-odds of their standing opposite each other in two spellings of one name. Here
log-odds become costs of an edit distance: a correspondence that conventions make (q and kh, zh
and j, w and v) costs little, one that none makes (y and r) costs much. `part_distance` is the one
function the other modules call; `align` shows its work.

Method: dynamic programming over the operations 1-1, 1-0, 0-1, 2-1 and 1-2, after the weighted edit
distances of the transliteration literature; the tables come from ``scripts/learn_costs.py``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from attrs import frozen
from rapidfuzz.distance import Levenshtein

from nameresolve.symbols import (
    LATIN_ALPHABET,
    Symbols,
    coded,
    convention_readings,
    latin_symbols,
    native_units,
    simplified,
    sound,
)
from nameresolve.tables import load
from nameresolve.unicode import strip_marks

__all__ = ["CONVENTION_COST", "CostTable", "Distance", "PartForm", "align", "cost_table", "part_distance", "part_form"]

COSTED_SCRIPTS = frozenset({"Cyrl", "Arab", "Hebr", "Kana", "Hira", "Hang", "Hani"})
CONVENTION_COST = 0.5
"""What a reading under a named convention costs beyond the plain one, in nats."""

LICENSED_MOST = 2.8
UNLICENSED_LEAST = 3.4
"""No change that a convention licenses costs more than the first, no other less than the second."""

LEAST_LIKENESS = 0.34
"""Parts whose codes are less alike are taken for different without a closer look."""

_FLOOR = -6.0
_MARKS_COST = 0.1
_LETTER_COST = {"Hang": 6.0, "Hani": 7.0, "Cyrl": 5.0, "Arab": 4.0, "Hebr": 4.0}
_OTHER_LETTER_COST = 4.5


@frozen(slots=True)
class PartForm:
    """A cleaned name part with all that comparing it needs, made once by `part_form`."""

    fold: str
    script: str
    symbols: Symbols
    units: tuple[str, ...]
    readings: tuple[tuple[str, Symbols], ...]
    code: str


@frozen(slots=True)
class Distance:
    """How far apart two parts are.

    `cost` is in nats, 0 for the same part; `length` is the mean number of symbols, so that
    ``cost / length`` compares parts of different length; `rule` names the convention or table used.
    """

    cost: float
    length: float
    rule: str


class CostTable:
    """The edit costs between the units of one script and Latin symbols."""

    def __init__(self, rows: Sequence[tuple[str, str, float]], latin: CostTable | None = None) -> None:
        self._odds: dict[tuple[str, str], float] = {(a, b): odds for a, b, odds in rows}
        units = sorted({a for a, _, _ in rows if a} - self._long(rows))
        best = {a: 0.0 for a in units} | {"": 0.0}
        best_latin = dict.fromkeys(LATIN_ALPHABET, 0.0)
        for a, b, odds in rows:
            if a in best and a and len(b) == 1:
                best[a] = max(best[a], odds)
                best_latin[b] = max(best_latin[b], odds)
        self.units = units
        self._half = {a: odds / 2 for a, odds in best.items()}
        self._half_latin = {b: odds / 2 for b, odds in best_latin.items()}
        self.substitute = {a: {b: self._single(a, b) for b in LATIN_ALPHABET} for a in units}
        self.delete = {a: self._half[a] - self._odds.get((a, ""), 2 * _FLOOR) for a in units}
        self.insert = {b: self._half_latin[b] - self._odds.get(("", b), 2 * _FLOOR) for b in LATIN_ALPHABET}
        self.two_to_one, self.one_to_two = self._groups(rows, set(units))
        if latin is None:
            self._keep_law()
            self._make_symmetric()
        if latin is not None:  # a unit without a row of its own is read as the Latin symbol it stands for
            for symbol in LATIN_ALPHABET:
                self.substitute.setdefault(symbol, latin.substitute[symbol])
                self.delete.setdefault(symbol, latin.delete[symbol])

    def _keep_law(self) -> None:
        """Make every licensed change of Latin symbols cost less than every other change."""
        for a in self.units:
            for b in LATIN_ALPHABET:
                if a != b:
                    cost = (self.substitute[a][b] + self.substitute[b][a]) / 2 if a < b else self.substitute[b][a]
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

    def _single(self, a: str, b: str) -> float:
        odds = self._odds.get((a, b), _FLOOR)
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


@cache
def licences() -> dict[tuple[str, str], tuple[str, str, str]]:
    """Return the licensed changes: (symbol, symbol or "") -> (letter, convention, convention)."""
    found: dict[tuple[str, str], tuple[str, str, str]] = {}
    for left, right, letter, left_convention, right_convention in load("symbols")["licences"]:
        found[left, right] = (letter, left_convention, right_convention)
        found[right, left] = (letter, right_convention, left_convention)
    return found


@cache
def cost_table(script: str) -> CostTable:
    """Return the costs between a script's units and Latin symbols."""
    rows = [(a, b, odds) for a, b, odds in load("costs")["Kana" if script == "Hira" else script]]
    return CostTable(rows, None if script == "Latn" else cost_table("Latn"))


@lru_cache(maxsize=1 << 17)
def part_form(fold: str, script: str) -> PartForm:
    """Return a cleaned part prepared for comparison.

    >>> part_form("tokajew", "Latn").symbols
    'tokaew'
    """
    latin = script == "Latn"
    symbols = latin_symbols(fold) if latin else sound(fold, script)
    return PartForm(
        fold=fold,
        script=script,
        symbols=symbols,
        units=native_units(fold, script) if script in COSTED_SCRIPTS else (),
        readings=convention_readings(fold) if latin else (),
        code=coded(symbols),
    )


def align(units: Sequence[str], symbols: str, table: CostTable, cutoff: float = 1e9) -> float:
    """Return the least cost, in nats, of turning units of a script into Latin symbols.

    Gives up and returns infinity once no way can cost `cutoff` or less.
    """
    insert = [table.insert[symbol] for symbol in symbols]
    bigrams = _bigrams(symbols)
    row = [0.0]
    for gap in insert:
        row.append(row[-1] + gap)
    above, before = row, ""
    for unit in units:
        current = _next_row(table, unit, symbols, insert, row)
        pair = table.two_to_one.get((before, unit))
        doubles = table.one_to_two.get(unit)
        if (pair and not pair.keys().isdisjoint(symbols)) or (doubles and not doubles.keys().isdisjoint(bigrams)):
            _with_groups(current, symbols, bigrams, insert, above, row, (pair or {}, doubles or {}))
        if min(current) > cutoff:
            return float("inf")
        above, row, before = row, current, unit
    return row[-1]


@lru_cache(maxsize=1 << 15)
def _bigrams(symbols: str) -> tuple[str, ...]:
    """Return the symbol pairs that end at each place; the first place has none."""
    return tuple(symbols[j - 1 : j + 1] if j else "" for j in range(len(symbols)))


def _next_row(
    table: CostTable, unit: str, symbols: str, insert: list[float], row: list[float]
) -> list[float]:
    """Return the row of the dynamic program after `row`, by the operations on single units."""
    substitute, gap = table.substitute[unit], table.delete[unit]
    diagonal = row[0]
    left = diagonal + gap
    current = [left]
    for j, symbol in enumerate(symbols, 1):
        cost = diagonal + substitute[symbol]
        diagonal = row[j]
        if diagonal + gap < cost:
            cost = diagonal + gap
        left += insert[j - 1]
        if left < cost:
            cost = left
        left = cost
        current.append(cost)
    return current


def _with_groups(
    current: list[float],
    symbols: str,
    bigrams: tuple[str, ...],
    insert: list[float],
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
        if cost < current[j + 1]:
            current[j + 1] = cost


def part_distance(left: PartForm, right: PartForm, cutoff: float = 1e9) -> Distance:
    """Return how far apart two parts are; symmetric, 0 for the same part.

    >>> toqaev, tokayev, tokarev = (part_form(n, "Latn") for n in ("toqaev", "tokayev", "tokarev"))
    >>> part_distance(toqaev, tokayev).cost < 3 < part_distance(tokayev, tokarev).cost
    True
    """
    length = (len(left.symbols) + len(right.symbols)) / 2
    if left.fold == right.fold:
        return Distance(0.0, length, "same")
    if not left.readings and not right.readings and _unlike(left.code, right.code):
        return Distance(float("inf"), length, "different parts")
    if left.script == right.script == "Latn":
        if strip_marks(left.fold) == strip_marks(right.fold):
            return Distance(_MARKS_COST, length, "diacritics")
        return _by_readings(left, right, cutoff)
    if left.script == right.script:
        return _same_script(left, right, cutoff)
    if (right.units, right.script, right.fold) > (left.units, left.script, left.fold):
        left, right = right, left
    if right.script == "Latn" and left.units:
        return _across(left, right, cutoff)
    if left.script == "Latn" and right.units:
        return _across(right, left, cutoff)
    if left.units and right.units:
        return _between(left, right, cutoff)
    return _by_readings(left, right, cutoff)


def _unlike(left: str, right: str) -> bool:
    """Return whether two codes share so little that no convention can make them one."""
    return Levenshtein.normalized_similarity(left, right, score_cutoff=LEAST_LIKENESS) == 0.0


def _between(left: PartForm, right: PartForm, cutoff: float) -> Distance:
    """Compare parts of two scripts with cost tables, each read by the other's table."""
    length = (len(left.symbols) + len(right.symbols)) / 2
    one = align(left.units, right.symbols, cost_table(left.script), cutoff)
    other = align(right.units, left.symbols, cost_table(right.script), cutoff)
    return Distance(min(one, other), length, f"{left.script}-{right.script}")


def _latin_cost(a: str, b: str, cutoff: float) -> float:
    table = cost_table("Latn")
    if a == b:
        return 0.0
    return align(min(a, b), max(a, b), table, cutoff)


def _by_readings(left: PartForm, right: PartForm, cutoff: float) -> Distance:
    """Compare as Latin symbols, plainly or under the conventions that fit the spellings."""
    length = (len(left.symbols) + len(right.symbols)) / 2
    best = Distance(_latin_cost(left.symbols, right.symbols, cutoff), length, "spelling conventions")
    for name, symbols in left.readings:
        for other, other_symbols in (("", right.symbols), *right.readings):
            cost = CONVENTION_COST + _latin_cost(symbols, other_symbols, cutoff)
            if cost < best.cost:
                best = Distance(cost, length, " / ".join(filter(None, (name, other))))
    for name, symbols in right.readings:
        cost = CONVENTION_COST + _latin_cost(left.symbols, symbols, cutoff)
        if cost < best.cost:
            best = Distance(cost, length, name)
    return best


def _across(native: PartForm, latin: PartForm, cutoff: float) -> Distance:
    """Compare a part in a script with a cost table with a Latin one."""
    table = cost_table(native.script)
    length = (len(native.symbols) + len(latin.symbols)) / 2
    best = Distance(align(native.units, latin.symbols, table, cutoff), length, f"{native.script}-Latn")
    for name, symbols in latin.readings:
        cost = CONVENTION_COST + align(native.units, symbols, table, cutoff)
        if cost < best.cost:
            best = Distance(cost, length, name)
    return best


def _same_script(left: PartForm, right: PartForm, cutoff: float) -> Distance:
    """Compare two parts of one script that is not Latin: half by letters, half by sound.

    Within a script a different letter is meant: 김종은 is not 김정은 although both sound alike.
    """
    length = (len(left.symbols) + len(right.symbols)) / 2
    script = left.script
    if script == "Hani" and simplified(left.fold) == simplified(right.fold):
        return Distance(0.0, length, "traditional / simplified")
    edits = Levenshtein.distance(native_letters(left), native_letters(right))
    cost = edits * _LETTER_COST.get(script, _OTHER_LETTER_COST)
    if script not in {"Hani", "Hang"}:
        cost = (cost + min(_latin_cost(left.symbols, right.symbols, cutoff), 40.0)) / 2
    return Distance(_MARKS_COST + cost, length, f"letters of {script}")


def native_letters(form: PartForm) -> Sequence[str]:
    """Return what counts as a letter when two parts of one script are compared."""
    if form.script == "Hani":
        return simplified(form.fold)
    if form.script == "Hang":
        return form.fold  # whole syllables
    return form.units or strip_marks(form.fold)
