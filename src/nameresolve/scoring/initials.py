"""Whether an initial can stand for a part of a name."""

from __future__ import annotations

import math

from nameresolve.distance import PartForm, align, part_distance
from nameresolve.distance.costs import cost_table
from nameresolve.scoring.units import Unit
from nameresolve.symbols import Symbols, coded

__all__ = ["relate_initial"]

_FIRST_SOUNDS = 2.8
_FIRST_SOUNDS_ACROSS = 1.0


def relate_initial(left: Unit, right: Unit) -> bool:
    """Return whether an initial can stand for the other part, or for the other initial."""
    a, b = left.form, right.form
    if a.script == b.script and a.fold[0] == b.fold[0]:
        return True
    if _begin_with_ye(a, b) or _begin_with_ye(b, a):
        return True
    heads = [_head(form) for form in (a, b)]
    return part_distance(heads[0], heads[1]).cost <= _FIRST_SOUNDS or _begin_alike(a, b)


_YE = frozenset("её")


def _begin_with_ye(a: PartForm, b: PartForm) -> bool:
    """Return whether a Latin initial stands for a Slavic name that begins with ye, written so or with an e.

    Евгений is Yevgeny and Evgeny; E. may be Yevgeny, Ye. Evgeny, and Y. and Ye. Евгений, but not Эдуард.
    """
    if a.script != "Latn":
        return False
    if b.script == "Cyrl":
        return b.fold[0] in _YE and a.fold in ("y", "ye")
    return b.script == "Latn" and (
        (a.fold == "e" and b.fold[:2] == "ye") or (a.fold == "ye" and b.fold[0] == "e")
    )


def _begin_alike(a: PartForm, b: PartForm) -> bool:
    """Return whether a native part usually begins so in Latin: J. and Жомарт, or Джон by two letters."""
    native, latin = (a, b) if b.script == "Latn" else (b, a)
    if latin.script != "Latn" or not native.units or not latin.symbols:
        return False
    table, first = cost_table(native.script), latin.symbols[:1]
    both = table.two_to_one.get((native.units[0], "".join(native.units[1:2])), {})
    cost = min(align(native.units[:1], first, table), both.get(first, math.inf))
    return cost <= _FIRST_SOUNDS_ACROSS


def _head(form: PartForm) -> PartForm:
    first = form.symbols[:1]
    return PartForm(first, "Latn", Symbols(first), (), coded(first))
