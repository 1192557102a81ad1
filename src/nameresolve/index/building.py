"""Names into a segment of an index, and segments with an update into one."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from itertools import chain

import numpy as np
from attrs import define, field
from numpy.typing import NDArray

from nameresolve.distance import part_form
from nameresolve.index.nearest import sketch_of
from nameresolve.index.search import FormIndex, other_words
from nameresolve.index.segment import Part, Segment, key_of, part_of
from nameresolve.model import Kind
from nameresolve.packed import Column, HashTable, Texts
from nameresolve.parsing.tokens import phrase_of
from nameresolve.scoring.joins import joined
from nameresolve.scoring.units import Units, units_of
from nameresolve.scoring.weights import rarity_weight
from nameresolve.sounds import line_of

__all__ = ["IndexBuilder", "joined_segment", "segment_of"]

BODIES = ("organization", "other")
MOST_JOINED = 3
"""Names of more parts than this are not listed as one word too."""

_SHORT = 4

Ints = NDArray[np.uint32]


@define
class IndexBuilder:
    """Collects forms and turns them into a `FormIndex`; no object is kept for a form."""

    _parts: dict[Part, int] = field(factory=dict)
    _holders: array[int] = field(factory=lambda: array("I"))
    _held: array[int] = field(factory=lambda: array("I"))
    _entities: array[int] = field(factory=lambda: array("I"))
    _ordinals: array[int] = field(factory=lambda: array("H"))
    _identities: bytearray = field(factory=bytearray)
    _lengths: array[int] = field(factory=lambda: array("Q"))

    def add(self, entity: int, ordinal: int, text: str, kind: Kind) -> None:
        """Add a form of an entity."""
        form = len(self._entities)
        self._entities.append(entity)
        self._ordinals.append(ordinal)
        identity = phrase_of(text).encode("utf-8") + b"\n"
        self._identities += identity
        self._lengths.append(len(identity))
        seen = _parts_of(units_of(text, kind), kind)
        for part in sorted(seen) if len(seen) > 1 else seen:
            self._held.append(self._parts.setdefault(part, len(self._parts)))
            self._holders.append(form)

    def segment(self) -> Segment:
        """Return all forms added as a segment."""
        codes, weights = [], np.zeros(len(self._parts), dtype=np.float32)
        for number, (fold, script) in enumerate(self._parts):
            codes.append(part_form(fold, script).code)
            weights[number] = rarity_weight(fold)
        held, holders = (np.frombuffer(each, dtype=np.uint32) for each in (self._held, self._holders))
        offsets, postings = _posted(held, holders, len(self._parts))
        return segment_of(
            keys=[key_of(*part) for part in self._parts],
            codes=codes,
            weights=weights,
            offsets=offsets,
            postings=postings,
            entities=np.array(self._entities, dtype=np.uint32),
            ordinals=np.array(self._ordinals, dtype=np.uint16),
            identities=Texts.joined(self._identities, np.array(self._lengths, dtype=np.uint64)),
        )

    def finish(self) -> FormIndex:
        """Return the index of all forms added."""
        return FormIndex([self.segment()])


def _parts_of(units: Units, kind: Kind) -> set[Part]:
    """Return the parts under which a form is listed: its own, and those that are written as one."""
    seen = {(unit.form.fold, unit.form.script) for unit in units.content if unit.role != "initial"}
    if 1 < len(units.content) <= MOST_JOINED:
        loose = kind == "person"
        if not loose or _may_be_tied(units):
            seen |= {(join.fold, join.script) for join in joined(units) if join.tied or not loose}
    if kind in BODIES:
        seen |= {(fold, "Latn") for fold in other_words(units)}
    return seen


def _may_be_tied(units: Units) -> bool:
    """Return whether some neighboring parts may be written as one: most names need no closer look."""
    parts = units.parts
    if len(parts) != len(units.content) or parts[0].role == "family":
        return True
    ends = chain((0,), (part.end for part in parts))
    gaps = (units.text[end : part.start] for end, part in zip(ends, parts, strict=False))
    if any(index and gap != " " for index, gap in enumerate(gaps)):
        return True
    return sum(len(part.fold) <= _SHORT for part in parts) > 1


def segment_of(
    *,
    keys: Sequence[str],
    codes: Sequence[str],
    weights: NDArray[np.float32],
    offsets: NDArray[np.uint64],
    postings: Ints,
    entities: Ints,
    ordinals: NDArray[np.uint16],
    identities: Texts,
) -> Segment:
    """Return a segment of its parts and its forms; what it takes to find them is added."""
    sketches = np.array([sketch_of(code) for code in codes], dtype=np.uint64).reshape(-1, 2)
    return Segment(
        parts=Texts.of(keys),
        part_table=HashTable.of_texts(keys, len(keys)),
        codes=Texts.of(codes),
        sounds=Texts.of(line_of(part_form(*part_of(key))) for key in keys),
        weights=Column(weights),
        shapes=Column(np.ascontiguousarray(sketches[:, 0])),
        outlines=Column(np.ascontiguousarray(sketches[:, 1])),
        offsets=Column(offsets.astype(np.uint64)),
        postings=Column(postings),
        entities=Column(entities),
        ordinals=Column(ordinals),
        identities=identities,
        identity_table=HashTable.of_texts(identities, len(identities)),
    )


def _posted(held: Ints, holders: Ints, parts: int) -> tuple[NDArray[np.uint64], Ints]:
    """Return offsets and postings from which part (`held`) each form (`holders`) has."""
    offsets = np.zeros(parts + 1, dtype=np.uint64)
    np.cumsum(np.bincount(held, minlength=parts), out=offsets[1:])
    return offsets, holders[np.argsort(held, kind="stable")]


def joined_segment(index: FormIndex, renumbered: NDArray[np.intp]) -> Segment:
    """Return all that lives of an index as one segment; `renumbered` has the new place of each entity.

    It finds what an index built of the living entities in their new order finds.
    """
    living = np.flatnonzero(index.living_forms())
    new_form = np.full(len(index), -1, dtype=np.int64)
    new_form[living] = np.arange(len(living))
    numbers: dict[str, int] = {}
    codes: list[str] = []
    weights: list[NDArray[np.float32]] = []
    held, holders = [], []
    first = 0
    for segment in index.segments:
        pairs, forms = segment.pairs()
        forms = new_form[forms + first]
        pairs, forms = pairs[forms >= 0], forms[forms >= 0]
        first += len(segment)
        used = np.unique(pairs)
        keys, old_codes = segment.parts.all(), segment.codes.all()
        new_part = np.zeros(len(keys), dtype=np.uint32)
        fresh = [place for place in used.tolist() if keys[place] not in numbers]
        for place in fresh:
            numbers[keys[place]] = len(numbers)
            codes.append(old_codes[place])
        weights.append(segment.weights.take(np.array(fresh, dtype=np.intp)))
        new_part[used] = [numbers[keys[place]] for place in used.tolist()]
        held.append(new_part[pairs])
        holders.append(forms.astype(np.uint32))
    offsets, postings = _posted(np.concatenate(held), np.concatenate(holders), len(numbers))
    return segment_of(
        keys=list(numbers),
        codes=codes,
        weights=np.concatenate(weights),
        offsets=offsets,
        postings=postings,
        entities=renumbered[index.entities_of(living)].astype(np.uint32),
        ordinals=index.ordinals_of(living),
        identities=Texts.of(text for text, lives in index.identities() if lives),
    )
