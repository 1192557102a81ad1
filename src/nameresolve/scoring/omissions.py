"""What it says that one name leaves out what the other has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nameresolve.parsing.lexicon import given_name_groups, hangul_surnames, small_words
from nameresolve.scoring.assign import Edge
from nameresolve.scoring.joins import as_one
from nameresolve.scoring.term import Term
from nameresolve.scoring.units import Unit, Units
from nameresolve.scoring.weights import rarity_weight

__all__ = ["last_place", "omissions"]

_NAMES = ("name", "given", "family", "word")
MOST_OMITTED = 4
_EARLIER_INITIAL = 3.0
_FAMILY_AND_GIVEN = 2


def last_place(units: Units) -> int:
    """Return the place of the family name, if the name is in the usual order."""
    return max((u.place for u in units.content if u.role != "patronymic"), default=0)


def omissions(
    units: Units, rest: list[Unit], edges: Sequence[Edge], side: str, other: Units
) -> Iterator[Term]:
    """Yield what it costs that the other name leaves parts out."""
    names = [unit for unit in rest if unit.role in _NAMES]
    agreeing = 0
    for edge in edges:
        if edge.relating.relation != "initial":
            agreeing |= edge.left if side == "left" else edge.right
    alone = units.kind == "person" and bool(names) and agreeing.bit_count() == 1
    # Who is written in one word, as Chinese and Koreans are, is not called by the family name alone.
    which = "bare" if len(edges) == len(other.content) and as_one(units) is None else "only"
    last = last_place(units)
    told = False
    for unit in rest[:MOST_OMITTED]:
        rule, amounts = _omission(unit, last)
        if rule == "generic left out":
            amounts = (("further_generic", 1.0),) if told else amounts
            told = True
        elif rule == "initial left out" and _before_initial(unit, edges, side):
            rule, amounts = "initial before another left out", (("omitted_initial", _EARLIER_INITIAL),)
        if units.kind == "person" and (another := _another_person(units, unit, agreeing, edges, side, other)):
            rule, amounts = another, (("initial_contradicts", 1.0),)
        elif alone and unit.role in _NAMES:
            first = unit is names[0]
            family = agreeing == 1 << last
            rule, amounts = (
                _with_all_but_one(units, unit, other, which, family=family) if first else _LEFT_WITH_IT
            )
        pair = (unit.text, "") if side == "left" else ("", unit.text)
        yield Term("omitted", *pair, rule, amounts)


_Told = tuple[str, tuple[tuple[str, float], ...]]
_LEFT_WITH_IT: _Told = ("left out with it", ())


def _with_all_but_one(units: Units, unit: Unit, other: Units, which: str, *, family: bool) -> _Told:
    """Return the rule and the amounts of the first part left out where the names share but one."""
    if not family:
        return "only a given name", ((f"{which}_given", 1.0),)
    if short := _short_given(units, unit, other):
        return f"{short} may be another given name", (("initial_contradicts", 1.0),)
    return "only the family name", ((f"{which}_family", 1.0),)


def _short_given(units: Units, unit: Unit, other: Units) -> str:
    """Return what stands before the other's family name, if that is a given name, but not this one; or "".

    Al Green is Albert or an article, Ben Jones is Benjamin or a son of Jones: neither is Matthew.
    """
    first = other.parts[0]
    if first.role != "particle" or len(other.content) > 1 or not given_name_groups(first.fold):
        return ""
    known = any(part.fold == first.fold for part in units.parts) or unit.form.symbols[:1] == first.fold[:1]
    return (
        ""
        if known or given_name_groups(first.fold).keys() & given_name_groups(unit.form.fold).keys()
        else first.text
    )


def _another_person(
    units: Units, unit: Unit, agreeing: int, edges: Sequence[Edge], side: str, other: Units
) -> str:
    """Return what tells that who leaves out a part is called otherwise, or "".

    Kim Jong Un is not called Kim Jong: the syllables of a Korean given name are one name.
    """
    if unit.place == last_place(units) and (another := _another_family(unit, edges, side, other)):
        return another
    if not unit.korean or len(other.content) < _FAMILY_AND_GIVEN or not all(u.korean for u in other.content):
        return ""
    family = _korean_family(units)
    if family is None or family is unit or not agreeing >> family.place & 1:
        return ""
    return "syllable of a given name left out"


def _korean_family(units: Units) -> Unit | None:
    """Return the family name of a Korean name: the first or last part, the commoner where both can be one."""
    written = sorted(units.content, key=lambda unit: unit.start)
    known = [unit for unit in (written[0], written[-1]) if unit.form.fold in hangul_surnames()]
    return min(known, key=lambda unit: rarity_weight(unit.form.fold), default=None)


def _another_family(unit: Unit, edges: Sequence[Edge], side: str, other: Units) -> str:
    """Return what tells that a family name left out is another one, or "".

    Leyla Ali Pour is of the family Alipour: she is no Leyla Ali.
    """
    if unit.form.fold in small_words("ends_name"):
        return "end of a family name left out"
    return "an initial for another family name" if _initial_for_family(edges, side, other) else ""


def _initial_for_family(edges: Sequence[Edge], side: str, other: Units) -> bool:
    """Return whether an initial answers the other's family name: Jerry M. Patterson is not Jerry Moran."""
    family = 1 << last_place(other)
    initials = [edge for edge in edges if edge.relating.relation == "initial"]
    return any((edge.right if side == "left" else edge.left) == family for edge in initials)


def _before_initial(unit: Unit, edges: Sequence[Edge], side: str) -> bool:
    """Return whether an initial left out stands before one that agrees: George H. W. is not George W."""
    initials = [edge for edge in edges if edge.relating.relation == "initial"]
    return any(unit.place < edge.first[side == "right"] for edge in initials)


def _omission(unit: Unit, last: int) -> tuple[str, tuple[tuple[str, float], ...]]:
    """Return the rule and the amounts of one part left out."""
    if unit.light:
        return "word for a body left out", (("omitted_light", 1.0),)
    if unit.denial:
        return "said to be another", (("denied", 1.0),)
    for role in ("patronymic", "initial", "generic", "number"):
        if unit.role == role:
            return f"{role} left out", ((f"omitted_{role}", 1.0),)
    if unit.located:
        return "place left out", (("omitted_place", 1.0),)
    name = "omitted_last" if unit.place == last else "omitted_part" if unit.place else "omitted_first"
    return "left out", ((name, 1.0), ("omitted_rarity", unit.weight))
