"""From a name to the listed forms that share most with it.

The index knows every distinct part of every form. A part of the query is looked up exactly and among
the parts whose phonetic codes are nearest; the forms that hold the nearest parts collect weight, rare
parts more than common ones. Parts that one side writes as one word (Enlai, En-lai) are found because
joined neighbors are parts of the index too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from nameresolve.index.collecting import EXACT, Collector, Group
from nameresolve.index.identities import Identities
from nameresolve.index.parts import PartIndex
from nameresolve.index.segment import Part, Segment, letters_of, part_of
from nameresolve.index.stored import StoredContents
from nameresolve.index.tally import leading
from nameresolve.index.update import Update
from nameresolve.packed import hash_of
from nameresolve.parsing.inflection import word_meaning
from nameresolve.parsing.tokens import phrase_of
from nameresolve.scoring.joins import Join, acronyms, joined
from nameresolve.scoring.units import Unit, Units
from nameresolve.scoring.weights import GENERIC_WEIGHT, MOST_A_PART

__all__ = ["FormIndex", "Inventory", "Posting", "other_words"]

Floats = NDArray[np.float32]
Numbers = NDArray[np.intp]

Asked = list[tuple[Unit, float, float]]
"""A part and the joins that it begins, with how much each counts, and at most."""

_WEAK_JOIN = 0.9
BODIES = ("organization", "other")
WORD_LISTS = ("org_words", "place_generics", "place_words")
LEAST_LETTERS = 3
"""Shorter acronyms stand for too much to be searched for."""
_ACRONYM_LETTER = 0.7
"""What a letter of an acronym is worth in a search; short ones are those of other names too."""


@frozen(slots=True)
class Posting:
    """A form of the index: which entity it belongs to, and its place among the entity's forms."""

    entity: int
    ordinal: int


@frozen(slots=True, eq=False)
class Inventory:
    """All parts of an index, their codes, and who has them.

    The entities of part i are ``owners[offsets[i]:offsets[i + 1]]``, one for each form.
    """

    parts: tuple[Part, ...]
    codes: tuple[str, ...]
    offsets: NDArray[np.intp]
    owners: NDArray[np.intp]


def other_words(units: Units) -> frozenset[str]:
    """Return the acronyms of a body's name, and what its words mean in English: bankası is bank."""
    meanings = {word_meaning(unit.form.fold, WORD_LISTS) for unit in units.content}
    return frozenset(way for way in acronyms(units) if len(way) >= LEAST_LETTERS) | meanings - {""}


class FormIndex:
    """All forms by their parts; made by `IndexBuilder` or read from a compiled gazetteer.

    It is one segment or, where a gazetteer was updated, that of the gazetteer and that of the update.
    `removed` are the numbers of entities of the first that are gone. Numbers of forms and entities go on
    from one segment to the next.
    """

    def __init__(self, segments: Sequence[Segment], removed: Sequence[int] = (), entities: int = 0) -> None:
        self.segments = tuple(segments)
        self._removed = np.array(sorted(removed), dtype=np.intp)
        self._first_entity = (0, entities)
        self._first_form = np.cumsum([0, *map(len, segments)])
        self._prepared: dict[int, tuple[Units, list[Asked]]] = {}

    def __reduce__(self) -> tuple[type[FormIndex], tuple[tuple[Segment, ...], list[int], int]]:
        return FormIndex, (self.segments, self._removed.tolist(), self._first_entity[1])

    def __len__(self) -> int:
        return int(self._first_form[-1])

    @cached_property
    def complete(self) -> bool:
        """Whether all of it has what this version writes."""
        return all(segment.complete for segment in self.segments)

    @property
    def is_large(self) -> bool:
        """Whether it has so many parts that they are searched by keys."""
        return self._parts.is_keyed

    # ------------------------------------------------------------------ forms

    def posting(self, form: int) -> Posting:
        """Return the entity and the ordinal of a form."""
        place = int(form >= self._first_form[1])
        segment, local = self.segments[place], int(form - self._first_form[place])
        return Posting(segment.entities.at(local) + self._first_entity[place], segment.ordinals.at(local))

    @property
    def by_identity(self) -> Identities:
        """Return the forms that are the same after cleaning, by their cleaned text."""
        return Identities(self.forms_like, self.identities)

    def forms_like(self, identity: str) -> list[int]:
        """Return the forms that are this text after cleaning, in order."""
        found = []
        for segment, first in zip(self.segments, self._first_form.tolist(), strict=False):
            found += [first + form for form in segment.forms_like(identity)]
        return found if self._living is None else [form for form in found if self._living[form]]

    def forms_of_letters(self, identities: Sequence[str]) -> tuple[Numbers, Numbers]:
        """Return the forms whose letters are those of cleaned texts, each after the place of its text.

        Among them are all that are the same name, in this order of its words or another. None are found in
        an index that an earlier version wrote.
        """
        hashes = np.fromiter(map(hash_of, map(letters_of, identities)), np.uint64, count=len(identities))
        tables = [segment.letter_table for segment in self.segments]
        found = [table.find_many(hashes) for table in tables if table is not None and self.complete]
        if len(found) == 1 and self._living is None:
            return found[0]
        nothing = np.zeros(0, dtype=np.intp)
        which = np.concatenate([nothing, *(places for places, _ in found)])
        firsts = zip(found, self._first_form.tolist(), strict=False)
        forms = np.concatenate([nothing, *(local + first for (_, local), first in firsts)])
        if self._living is not None:
            which, forms = which[self._living[forms]], forms[self._living[forms]]
        order = np.argsort(which, kind="stable")
        return which[order], forms[order]

    @cached_property
    def contents(self) -> StoredContents | None:
        """Return the parts of the forms; None if an earlier version wrote some of the index."""
        return StoredContents(self.segments, self._parts) if self.complete else None

    def identities(self) -> Iterator[tuple[str, bool]]:
        """Yield the cleaned text of each form in order, and whether its entity is still there."""
        living = self.living_forms().tolist()
        texts = (text for segment in self.segments for text in segment.identities)
        return zip(texts, living, strict=True)

    @cached_property
    def _living(self) -> NDArray[np.bool_] | None:
        """Return which forms count; None if all do."""
        if not len(self._removed):
            return None
        first, *others = self.segments
        living = ~np.isin(first.entities.all(), self._removed)
        return np.concatenate([living, *(np.ones(len(other), dtype=bool) for other in others)])

    def living_forms(self) -> NDArray[np.bool_]:
        """Return for each form whether its entity is still there."""
        return np.ones(len(self), dtype=bool) if self._living is None else self._living

    def entities_of(self, forms: Numbers) -> Numbers:
        """Return the entities of forms."""
        if len(self.segments) == 1:
            return self.segments[0].entities.take(forms).astype(np.intp)
        entities = [
            segment.entities.all().astype(np.intp) + first
            for segment, first in zip(self.segments, self._first_entity, strict=False)
        ]
        return np.asarray(np.concatenate(entities)[forms])

    def ordinals_of(self, forms: Numbers) -> NDArray[np.uint16]:
        """Return the ordinals of forms."""
        if len(self.segments) == 1:
            return self.segments[0].ordinals.take(forms)
        return np.asarray(np.concatenate([segment.ordinals.all() for segment in self.segments])[forms])

    def inventory(self) -> Inventory:
        """Return all parts with the entities that have them; it takes a while for a large gazetteer."""
        parts: list[Part] = []
        codes: list[str] = []
        held, owners = [], []
        for place, segment in enumerate(self.segments):
            pairs, forms = segment.pairs()
            if self._living is not None:
                living = self._living[forms + self._first_form[place]]
                pairs, forms = pairs[living], forms[living]
            held.append(pairs + len(parts))
            owners.append(segment.entities.take(forms).astype(np.intp) + self._first_entity[place])
            parts += map(part_of, segment.parts.all())
            codes += segment.codes.all()
        every = np.concatenate(held)
        order = np.argsort(every, kind="stable")
        offsets = np.cumsum([0, *np.bincount(every, minlength=len(parts))])
        return Inventory(tuple(parts), tuple(codes), offsets, np.concatenate(owners)[order])

    # ------------------------------------------------------------------ search

    @cached_property
    def _parts(self) -> PartIndex:
        whole = len(self.segments) == 1 and self._living is None
        return PartIndex(self.segments, None if whole else Update(self.segments, self.living_forms()))

    @cached_property
    def _collector(self) -> Collector:
        return Collector(self.segments, self._parts, self._living)

    def prepare(self, names: Iterable[Units]) -> None:
        """Look up the parts of many names together, which the searches for them then find done."""
        grouped = [(name, list(self._groups(name))) for name in names]
        self._parts.prepare(unit.form for _, groups in grouped for group in groups for unit, _, _ in group)
        self._prepared = {id(name): (name, groups) for name, groups in grouped}

    def search(self, units: Units, limit: int) -> list[int]:
        """Return the forms that share most with a name, best first, `limit` at most."""
        return [form for form, _ in self.search_scored(units, limit)]

    def search_scored(self, units: Units, limit: int) -> list[tuple[int, float]]:
        """Return the forms that share most with a name and how much, best first, `limit` at most.

        A form equal after cleaning is always among them.
        """
        forms, scores = self.search_arrays(units, limit)
        return list(zip(forms.tolist(), scores.tolist(), strict=True))

    def search_arrays(self, units: Units, limit: int) -> tuple[Numbers, Floats]:
        """Return `search_scored` as two arrays."""
        exact = self.forms_like(phrase_of(units.text))
        prepared, known = self._prepared.get(id(units), (None, []))
        parts = known if prepared is units else list(self._groups(units))
        self._parts.prepare(unit.form for group in parts for unit, _, _ in group)
        groups = [self._agreeing(group) for group in parts]
        if units.kind in BODIES:
            groups += self._other_words(units)
        return leading(*self._collector.collected(groups, exact), limit, EXACT)

    def _agreeing(self, group: Sequence[tuple[Unit, float, float]]) -> Group:
        """Return the parts that agree with a part of a name or with a join, and what each is worth."""
        found = []
        for unit, share, most in group:
            held = self._parts.near(unit.form).held
            found.append(
                (held, held.agreeing * np.float32(share) * np.minimum(held.weights, np.float32(most)))
            )
        return Group.of(found)

    def compare(self, asked: Iterable[tuple[Unit, NDArray[np.integer]]]) -> None:
        """See to it that `expand` knows how well parts agree with those of the numbered that are near."""
        self._parts.compare((unit.form, numbers) for unit, numbers in asked)

    def expand(self, unit: Unit) -> tuple[Numbers, Floats]:
        """Return the numbers of the parts near a part, ascending, and how well each agrees (`agreement`).

        That is not a number where it was not asked for by `compare`.
        """
        near = self._parts.near(unit.form)
        return near.numbers, near.shares

    def part_number(self, part: tuple[str, str]) -> int | None:
        """Return the number of a part, given as its cleaned text and its script, or None."""
        return self._parts.number(part)

    def _other_words(self, units: Units) -> list[Group]:
        """Return the parts that are an acronym of the words of a body, or a word that means one of them."""
        same, found = np.ones(1, dtype=np.float32), []
        for fold in sorted(other_words(units) - {unit.form.fold for unit in units.content}):
            number = self._parts.number((fold, "Latn"))
            if number is not None:
                most = GENERIC_WEIGHT if word_meaning(fold, WORD_LISTS) else _ACRONYM_LETTER * len(fold)
                held = self._parts.held(np.array([number], dtype=np.intp), same)
                found.append(Group.of([(held, np.minimum(held.weights, np.float32(most)))]))
        return found

    def _groups(self, units: Units) -> Iterator[Asked]:
        """Yield, for each part, the part and the joins it begins, with how much each counts, and at most.

        In a body's name the words that many share count little, as they do when names are compared.
        """
        joins = joined(units) if len(units.content) > 1 else ()
        for unit in units.content:
            if unit.role == "initial":
                continue
            begun = [join for join in joins if join.first == unit.place and self._worth(join)]
            if units.kind not in BODIES:
                yield [(unit, 1.0, MOST_A_PART), *((join.unit, _WEAK_JOIN, MOST_A_PART) for join in begun)]
                continue
            most = [sum(u.weight for u in units.content if join.places >> u.place & 1) for join in begun]
            joined_units = ((join.unit, _WEAK_JOIN, limit) for join, limit in zip(begun, most, strict=True))
            yield [(unit, 1.0, unit.weight), *joined_units]

    def _worth(self, join: Join) -> bool:
        """Return whether joined parts may be listed so: they are tied, or a listed part is the same."""
        return join.tied or self._parts.number((join.fold, join.script)) is not None
