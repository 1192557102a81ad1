"""How far apart two name parts are, in nats, when spelling conventions cost little.

A correspondence that conventions make (q and kh, zh and j, w and v) costs little, one that none makes
(y and r) costs much. `part_distance` is the one function the other modules call.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from attrs import frozen
from rapidfuzz.distance import Levenshtein

from nameresolve.conventions import SYLLABIC
from nameresolve.distance.alignment import align, changes
from nameresolve.distance.costs import cost_table, licences
from nameresolve.distance.doubling import DOUBLING, doubled_as_one
from nameresolve.distance.forms import (
    ARTICLE_COST,
    LONGEST_PART,
    SPELLED_COST,
    SPELLED_SHARE,
    PartForm,
    other_ways,
    part_form,
    spelled_so,
)
from nameresolve.distance.letters import BELARUSIAN_COST, belarusian_of_russian, letters_cost
from nameresolve.symbols import (
    Symbols,
    coded,
    simplified,
)
from nameresolve.symbols.known import known_as_one
from nameresolve.unicode import strip_marks

__all__ = [
    "ARTICLE_COST",
    "CONVENTION_ACROSS",
    "CONVENTION_COST",
    "LISTED_COST",
    "LISTED_MOST",
    "LISTED_SHARE",
    "SPELLED_COST",
    "SPELLED_SHARE",
    "Distance",
    "PartForm",
    "align",
    "changes",
    "licences",
    "other_ways",
    "part_distance",
    "part_form",
    "spelled_so",
    "unlike",
]

CONVENTION_COST = 0.5
"""What a reading under a named convention costs beyond the plain one, in nats."""

CONVENTION_ACROSS = 2.0
"""The same where the other part is in another script: the costs learned between the two scripts know the
usual conventions already."""

NOT_OF_ABJADS = frozenset({"Ukrainian h", "ng for ң"})
"""Conventions of how Cyrillic letters are written in Latin ones, which names in Arabic or Hebrew letters
have not: a ghain is no h. Chinese takes such names from the Russian."""

LEAST_LIKENESS = 0.34
LEAST_LATIN_LIKENESS = 0.5
"""Parts whose codes are less alike are taken for different without a closer look: parts of two scripts,
of which one may leave vowels unwritten, and two Latin ones."""

LEAST_PLAIN_LIKENESS = 0.3
"""Two Latin parts less alike than this are not brought together by any convention either."""

_MARKS_COST = 0.1
LISTED_COST = 0.2
LISTED_SHARE = 0.3
LISTED_MOST = 10.0
"""What two parts cost that a list of names has as spellings of one name, and the share that stays of what
their sounds cost, up to so much: the list may err, or have the name's translation."""


@frozen(slots=True)
class Distance:
    """How far apart two parts are.

    `cost` is in nats, 0 for the same part; `length` is the mean number of symbols, so that
    ``cost / length`` compares parts of different length; `rule` names the convention or table used.
    """

    cost: float
    length: float
    rule: str


def part_distance(left: PartForm, right: PartForm, cutoff: float = 1e9) -> Distance:
    """Return how far apart two parts are; symmetric, 0 for the same part.

    >>> toqaev, tokayev, tokarev = (part_form(n, "Latn") for n in ("toqaev", "tokayev", "tokarev"))
    >>> part_distance(toqaev, tokayev).cost < 3 < part_distance(tokayev, tokarev).cost
    True
    """
    found = _read_all_ways(left, right, cutoff)
    latin = "Latn" in (left.script, right.script)
    if found.cost <= LISTED_COST or not latin or not known_as_one(left.fold, right.fold):
        return found
    found = found if found.cost <= cutoff else _read_all_ways(left, right, cutoff=1e9)
    cost = min(found.cost, LISTED_COST + LISTED_SHARE * min(found.cost, LISTED_MOST))
    return Distance(cost, found.length, f"{found.rule}, listed as one name")


def _read_all_ways(left: PartForm, right: PartForm, cutoff: float) -> Distance:
    best, extra, why = _distance(left, right, cutoff), 0.0, ""
    if left.script == right.script != "Arab":
        return best
    ways = [(other, right, cost, name) for other, cost, name in other_ways(left)]
    ways += [(left, other, cost, name) for other, cost, name in other_ways(right)]
    for one, other, more, name in ways:
        limit = min(cutoff, best.cost + extra - more)
        if limit > 0.0 and (found := _distance(one, other, limit)).cost + more < best.cost + extra:
            best, extra, why = found, more, name
    return best if not extra else Distance(best.cost + extra, best.length, f"{best.rule}, {why}")


def _distance(left: PartForm, right: PartForm, cutoff: float) -> Distance:
    """Return how far apart two parts are as they stand."""
    length = (len(left.symbols) + len(right.symbols)) / 2
    if left.fold == right.fold:
        return Distance(0.0, length, "same")
    for native, latin in ((left, right), (right, left)) if left.script != right.script else ():
        if latin.fold in spelled_so(native):
            cost, share = SPELLED_COST[native.script], SPELLED_SHARE[native.script]
            aligned = _between_scripts(left, right, LISTED_MOST if share else cost)
            cost += share * min(aligned.cost, LISTED_MOST)
            return min(aligned, Distance(cost, length, "spelling in use for its syllables"), key=_cost_of)
    if _unlike(left, right):
        return Distance(float("inf"), length, "different parts")
    if left.script != right.script:
        return _between_scripts(left, right, cutoff)
    if left.script != "Latn":
        return _same_script(left, right, cutoff)
    marked = strip_marks(left.fold) == strip_marks(right.fold)
    return Distance(_MARKS_COST, length, "diacritics") if marked else _by_readings(left, right, cutoff)


def _cost_of(distance: Distance) -> float:
    return distance.cost


def _between_scripts(left: PartForm, right: PartForm, cutoff: float) -> Distance:
    """Compare parts of different scripts, by the cost table of one of them if there is any."""
    if (right.units, right.script, right.fold) > (left.units, left.script, left.fold):
        left, right = right, left
    if right.script == "Latn" and left.units:
        return _across(left, right, cutoff)
    if left.script == "Latn" and right.units:
        return _across(right, left, cutoff)
    if left.units and right.units:
        return _between(left, right, cutoff)
    return _by_readings(left, right, cutoff)


def unlike(left: PartForm, right: PartForm) -> bool:
    """Return whether two parts share so little, under any reading, that they cannot be one.

    >>> unlike(part_form("nazarbayev", "Latn"), part_form("tokayev", "Latn"))
    True
    """
    if left.script == right.script != "Arab":
        return _unlike(left, right)
    if right.fold in spelled_so(left) or left.fold in spelled_so(right):
        return False
    if not _unlike(left, right):
        return False
    if "Latn" in (left.script, right.script) and known_as_one(left.fold, right.fold):
        return False
    ways = [(other, right) for other, _, _ in other_ways(left)]
    ways += [(left, other) for other, _, _ in other_ways(right)]
    return all(_unlike(a, b) for a, b in ways)


@lru_cache(maxsize=1 << 17)
def _unlike(left: PartForm, right: PartForm) -> bool:
    """Return `unlike` for two parts as they stand."""
    latin = left.script == right.script == "Latn"
    least = LEAST_LATIN_LIKENESS if latin else LEAST_LIKENESS
    plain = Levenshtein.normalized_similarity(left.code, right.code)
    if plain >= least:
        return False
    if latin and plain < LEAST_PLAIN_LIKENESS:
        return True
    likeness = Levenshtein.normalized_similarity
    return not any(likeness(a, b, score_cutoff=least) for a in left.codes for b in right.codes)


def _between(left: PartForm, right: PartForm, cutoff: float) -> Distance:
    """Compare parts of two scripts with cost tables, each read by the other's table."""
    length = (len(left.symbols) + len(right.symbols)) / 2
    one = align(left.units, right.symbols, cost_table(left.script), cutoff)
    other = align(right.units, left.symbols, cost_table(right.script), cutoff)
    return Distance(min(one, other), length, f"{left.script}-{right.script}")


def _latin_cost(a: str, b: str, cutoff: float) -> float:
    if a == b:
        return 0.0
    start, end = _differing(a, b)
    a, b = a[start : len(a) - end], b[start : len(b) - end]
    return align(min(a, b), max(a, b), cost_table("Latn"), cutoff)


def _differing(a: str, b: str) -> tuple[int, int]:
    """Return how many symbols at the start and at the end two spellings share, but for one on either side.

    The one stays since it may be in a group with what differs: k and w of kw opposite q.
    """
    most = min(len(a), len(b))
    start = 0
    while start < most and a[start] == b[start]:
        start += 1
    end = 0
    while end < most - start and a[-1 - end] == b[-1 - end]:
        end += 1
    return max(start - 1, 0), max(end - 1, 0)


def _closer(readings: Sequence[tuple[str, Symbols]], plain: str, other: str) -> list[tuple[str, Symbols]]:
    """Return the readings whose code is no farther from the other part's than that of the plain one."""
    target = coded(other)
    now = Levenshtein.distance(coded(plain), target)
    return [way for way in readings if now and Levenshtein.distance(coded(way[1]), target) <= now]


def _by_readings(left: PartForm, right: PartForm, cutoff: float) -> Distance:
    """Compare as Latin symbols, plainly or under the conventions that fit the spellings."""
    length = (len(left.symbols) + len(right.symbols)) / 2
    best = Distance(_latin_cost(left.symbols, right.symbols, cutoff), length, "spelling conventions")
    if best.cost <= CONVENTION_COST:
        return best
    ways = [(n, s, right.symbols) for n, s in _closer(left.readings, left.symbols, right.symbols)]
    ways += [(n, s, left.symbols) for n, s in _closer(right.readings, right.symbols, left.symbols)]
    ways += [
        (f"{name} / {other}" if name != other else name, symbols, others)
        for name, symbols in left.readings
        for other, others in right.readings
        if name in SYLLABIC and other in SYLLABIC
    ]
    for name, symbols, others in ways:
        cost = CONVENTION_COST + _latin_cost(symbols, others, min(best.cost, cutoff) - CONVENTION_COST)
        if cost < best.cost:
            best = Distance(cost, length, name)
    return best


def _across(native: PartForm, latin: PartForm, cutoff: float) -> Distance:
    """Compare a part in a script with a cost table with a Latin one."""
    table = cost_table(native.script)
    length = (len(native.symbols) + len(latin.symbols)) / 2
    units = doubled_as_one(native.units, latin.fold) if native.script in DOUBLING else native.units
    best = Distance(align(units, latin.symbols, table, cutoff), length, f"{native.script}-Latn")
    if best.cost <= CONVENTION_ACROSS:
        return best
    for name, symbols in _closer(latin.readings, latin.symbols, native.symbols):
        if name in NOT_OF_ABJADS and native.script in ("Arab", "Hebr"):
            continue
        cost = CONVENTION_ACROSS + align(units, symbols, table, min(best.cost, cutoff) - CONVENTION_ACROSS)
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
    if script == "Cyrl" and belarusian_of_russian(left.fold, right.fold):
        return Distance(BELARUSIAN_COST, length, "Belarusian spelling")
    ours, theirs = (_letters(form)[:LONGEST_PART] for form in (left, right))
    cost = letters_cost(script, ours, theirs)
    if script not in {"Hani", "Hang"}:
        cost = (cost + min(_latin_cost(left.symbols, right.symbols, cutoff), 40.0)) / 2
    return Distance(_MARKS_COST + cost, length, f"letters of {script}")


def _letters(form: PartForm) -> Sequence[str]:
    """Return what counts as a letter when two parts of one script are compared."""
    if form.script == "Hani":
        return simplified(form.fold)
    if form.script == "Hang":
        return form.fold  # whole syllables
    return form.units or strip_marks(form.fold)
