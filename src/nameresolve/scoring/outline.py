"""What the outline of two names says beside their parts: order, suffixes, legal forms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from nameresolve.scoring.assign import Edge
from nameresolve.scoring.legal import legal_relation
from nameresolve.scoring.pairs import relate
from nameresolve.scoring.term import Term
from nameresolve.scoring.units import Unit, Units

__all__ = ["beside_the_parts", "lone_parts", "order_of"]


def beside_the_parts(left: Units, right: Units) -> Iterator[Term]:
    """Yield what legal forms and suffixes say."""
    yield from _legal_forms(left, right)
    yield from _suffixes(left, right)


def order_of(edges: Sequence[Edge], left: Units, right: Units) -> Iterator[Term]:
    """Yield what it costs that the parts stand in another order."""
    if len(edges) < 2:
        return
    places = [edge.first[1] for edge in edges]
    descents = sum(a > b for a, b in pairwise(places))
    if not descents:
        return
    if left.filiation and right.filiation:
        rule, name = "son and father change places", "swapped_filiation"
        yield Term("contradicting", "", "", rule, ((name, 1.0),))
        return
    rotated = descents == 1 and places[-1] < places[0]
    if not rotated and all(unit.korean for units in (left, right) for unit in units.content):
        yield Term("contradicting", "", "", "syllables in another order", (("mixed_syllables", 1.0),))
        return
    rule, name = ("order swapped", "swapped_order") if rotated else ("order mixed", "mixed_order")
    yield Term("near", "", "", rule, ((name, 1.0),))


def _suffixes(left: Units, right: Units) -> Iterator[Term]:
    """Yield what Jr, III and the like say: father and son share all but this."""
    if left.suffixes == right.suffixes:
        return
    ours, theirs = " ".join(left.suffixes), " ".join(right.suffixes)
    if ours and theirs:
        yield Term("contradicting", ours, theirs, "suffix", (("suffix_differs", 1.0),))
    else:
        yield Term("omitted", ours, theirs, "suffix left out", (("omitted_suffix", 1.0),))


def _legal_forms(left: Units, right: Units) -> Iterator[Term]:
    """Yield what equal or different legal forms say; one that is left out says nothing."""
    if not left.legal_forms or not right.legal_forms:
        return
    relation, amounts = legal_relation(left.legal_forms, right.legal_forms)
    yield Term(relation, " ".join(left.legal_forms), " ".join(right.legal_forms), "legal form", amounts)


def lone_parts(a: Unit, b: Unit) -> Iterator[Term]:
    """Yield how far the only parts of two names in two scripts are from the same.

    What their agreement proves is by how rare it is; which of several spellings is meant, by how near.
    """
    if a.form.script != b.form.script and "initial" not in (a.role, b.role):
        amounts = (("lone_apart", 1.0 - relate(a, b).share),)
        yield Term("bias", "", "", "nothing but one part in two scripts", amounts)
