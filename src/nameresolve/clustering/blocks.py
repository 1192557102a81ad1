"""Which names are looked at together: those that share enough of their sounds, in blocks that stay small.

A name has a key for every two of its parts, one for each part alone, and one for all of it. A key that more
than `MOST_IN_BLOCK` names share says nothing and is passed over; Muhammad Ali is still found by the keys of
what else stands in the name. Whether two names share a block depends on these keys alone, so that the same
pairs are found wherever and in whatever order the names are read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import combinations, product

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from nameresolve.blocking import make_keys
from nameresolve.model import Kind
from nameresolve.parsing.inflection import word_meaning
from nameresolve.parsing.lexicon import given_name_groups
from nameresolve.scoring import units_of
from nameresolve.scoring.joins import acronyms
from nameresolve.scoring.units import Unit, Units
from nameresolve.symbols import Symbols

__all__ = ["MOST_IN_BLOCK", "MOST_IN_SINGLE", "Outline", "outline_of", "pairs_in_blocks"]

MOST_IN_BLOCK = 150
"""Names that share a key of two parts, or of the whole name, and are still compared pair by pair."""

MOST_IN_SINGLE = 50
"""The same for a key of one part, which proves less."""

TOGETHER = 1 << 22
"""Pairs that are taken from blocks together, so that memory stays small."""

MOST_KEYS_A_PART = 4
MOST_PARTS = 6
LEAST_ACRONYM = 3
WORD_LISTS = ("org_words", "place_generics", "place_words")
_BODIES = ("organization", "other")
_SINGLE, _INITIAL = "1 ", "i "
"""What begins the key of a part alone, and of a part with what another begins with."""

Numbers = NDArray[np.int64]


@frozen(slots=True)
class Outline:
    """What of a name decides with whom it is compared.

    `spelling` is the same for two names that differ in nothing that counts; `keys` are its blocks; `parts`
    are its whole parts as (cleaned text, script), beside them what each weighs, the phonetic codes of its
    readings and the given name it is a form of; `initials` says whether it has initials.
    """

    spelling: str
    keys: frozenset[str]
    parts: tuple[tuple[str, str], ...]
    weights: tuple[float, ...]
    codes: tuple[tuple[str, ...], ...]
    groups: tuple[str, ...]
    initials: bool = False

    @staticmethod
    def most(key: str) -> int:
        """Return how many names may share a key for it to say anything."""
        return MOST_IN_SINGLE if key.startswith(_SINGLE) else MOST_IN_BLOCK

    @staticmethod
    def for_initials(key: str) -> bool:
        """Tell whether a key counts only for pairs of which one name has initials."""
        return key.startswith(_INITIAL)


def outline_of(name: str, kind: Kind) -> Outline:
    """Return the outline of a name read as a kind.

    >>> names = ("Qasym-Zhomart Toqaev", "Tokayev, Kassym-Jomart")
    >>> one, other = (outline_of(name, "person") for name in names)
    >>> bool(one.keys & other.keys)
    True
    """
    units = units_of(name, kind)
    whole = [unit for unit in units.content if unit.role != "initial"]
    return Outline(
        _spelling(units),
        frozenset(_keys(units, whole)),
        tuple((unit.form.fold, unit.form.script) for unit in whole),
        tuple(unit.weight for unit in whole),
        tuple(unit.form.codes for unit in whole),
        tuple(min(given_name_groups(unit.form.fold), default="") for unit in whole),
        len(whole) < len(units.content),
    )


def _spelling(units: Units) -> str:
    """Return what two names share that differ in case, marks, width and the like alone."""
    told = []
    end = 0
    for part in units.parts:
        gap = units.text[end : part.start].strip()
        told += [gap if end else "", part.role, part.fold, part.script]
        end = part.end
    return "\t".join(told) or units.text


def _keys(units: Units, whole: Sequence[Unit]) -> Iterator[str]:
    each = [_keys_of_part(unit.form.symbols, unit.form.fold) for unit in whole[:MOST_PARTS]]
    for keys in each:
        yield from (f"1 {key}" for key in keys)
    for one, other in combinations(each, 2):
        yield from (f"2 {' '.join(sorted(pair))}" for pair in product(one, other))
    yield f"{len(whole)}= {' '.join(sorted(min(keys) for keys in each if keys))}"
    yield f"w {'|'.join(sorted(make_keys(Symbols(''.join(unit.form.symbols for unit in whole))))[:1])}"
    for unit in units.content:
        if unit.role == "initial":
            yield from (f"{_INITIAL}{unit.form.symbols[:1]} {key}" for keys in each for key in keys)
    for place, unit in enumerate(whole[:MOST_PARTS]):
        others = [key for other, keys in enumerate(each) if other != place for key in keys]
        heads = {key[:2] for key in each[place] if key[0] != "=" and len(whole) == 2}
        yield from (f"{_INITIAL}{unit.form.symbols[:1]} {key}" for key in others)
        yield from (f"h {head} {key}" for head in heads for key in others)
    if units.kind in _BODIES:
        yield from (f"a {word}" for word in _other_words(units))


@lru_cache(maxsize=1 << 16)
def _keys_of_part(symbols: Symbols, fold: str) -> tuple[str, ...]:
    """Return the keys of a part: of its sounds, and of the given name that it is a form of."""
    groups = sorted(given_name_groups(fold))[:1]
    found = sorted(make_keys(symbols))[:MOST_KEYS_A_PART]
    return (*found, *(f"={group}" for group in groups))


def _other_words(units: Units) -> frozenset[str]:
    """Return the acronyms of a body's name with its words, and what the words mean in English."""
    folds = {unit.form.fold for unit in units.content}
    meanings = {word_meaning(fold, WORD_LISTS) for fold in folds} - {""}
    short = {way for way in acronyms(units) if len(way) >= LEAST_ACRONYM}
    return frozenset(short | meanings | {fold for fold in folds if len(fold) >= LEAST_ACRONYM})


def pairs_in_blocks(outlines: Sequence[Outline]) -> tuple[Numbers, Numbers]:
    """Return the pairs of names that share a block, each once, the smaller number first, in order.

    >>> names = ("Qasym-Zhomart Toqaev", "Nursultan Nazarbayev", "Kassym-Jomart Tokayev")
    >>> [each.tolist() for each in pairs_in_blocks([outline_of(name, "person") for name in names])]
    [[0], [2]]
    """
    numbered: dict[str, int] = {}
    numbers = (numbered.setdefault(key, len(numbered)) for each in outlines for key in each.keys)
    keys = np.fromiter(numbers, dtype=np.int64)
    names = np.repeat(np.arange(len(outlines)), [len(each.keys) for each in outlines]).astype(np.int64)
    order = np.lexsort((names, keys))
    counts = np.bincount(keys, minlength=len(numbered)).astype(np.int64)
    starts = np.cumsum(counts) - counts
    most = np.array([Outline.most(key) for key in numbered], dtype=np.int64)
    kept = (counts > 1) & (counts <= most)
    only = np.array([Outline.for_initials(key) for key in numbered], dtype=bool)
    initials = np.array([each.initials for each in outlines], dtype=bool)
    found = [
        *_pairs_of(names[order], starts[kept & ~only], counts[kept & ~only], np.ones_like(initials)),
        *_pairs_of(names[order], starts[kept & only], counts[kept & only], initials),
    ]
    pairs = _distinct(np.concatenate(found)) if found else np.zeros(0, dtype=np.int64)
    return pairs // max(len(outlines), 1), pairs % max(len(outlines), 1)


def _pairs_of(
    names: Numbers, starts: Numbers, counts: Numbers, wanted: NDArray[np.bool_]
) -> Iterator[Numbers]:
    """Yield the pairs in blocks, as one number each, with a name that is wanted: those of a size together."""
    for size in np.unique(counts).tolist():
        one, other = np.triu_indices(size, 1)
        rows = starts[counts == size]
        for first in range(0, len(rows), max(1, TOGETHER // len(one))):
            members = names[rows[first : first + max(1, TOGETHER // len(one))][:, None] + np.arange(size)]
            marked = wanted[members]
            members, marked = (each[marked.any(axis=1)] for each in (members, marked))
            either = marked[:, one] | marked[:, other]
            yield _distinct(members[:, one][either] * len(wanted) + members[:, other][either])


def _distinct(numbers: Numbers) -> Numbers:
    """Return numbers sorted, each once; `numpy.unique` takes longer for so many."""
    ordered = np.sort(numbers)
    return ordered[np.diff(ordered, prepend=-1) > 0]
