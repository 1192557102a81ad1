"""From a name to the listed forms that share most with it.

The index knows every distinct part of every form. A part of the query is looked up exactly and among
the parts whose phonetic codes are nearest; the forms that hold the nearest parts collect weight, rare
parts more than common ones. Parts that one side writes as one word (Enlai, En-lai) are found because
joined neighbors are parts of the index too.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from nameresolve.index.identities import Identities
from nameresolve.index.parts import Expansion, PartIndex
from nameresolve.index.segment import Part, Segment, letters_of, part_of
from nameresolve.index.stored import StoredContents
from nameresolve.index.tally import Tally, leading
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

GATHERED = 1 << 15
"""So many forms may be nominated for a query: by its rarer parts, while common ones only add to them."""

EXACT = 10.0
"""What a form equal to the query collects on top."""

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
        self._kept = threading.local()

    def __reduce__(self) -> tuple[type[FormIndex], tuple[tuple[Segment, ...], list[int], int]]:
        return FormIndex, (self.segments, self._removed.tolist(), self._first_entity[1])

    def __len__(self) -> int:
        return int(self._first_form[-1])

    @cached_property
    def complete(self) -> bool:
        """Whether all of it has what this version writes."""
        return all(segment.complete for segment in self.segments)

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

    def forms_of_letters(self, identity: str) -> list[int] | None:
        """Return the forms whose letters are those of a cleaned text; None if the index does not know.

        Among them are all that are the same name, in this order of its words or another.
        """
        if not self.complete:
            return None
        hashed, found = hash_of(letters_of(identity)), []
        for segment, first in zip(self.segments, self._first_form.tolist(), strict=False):
            table = segment.letter_table
            found += [first + form for form in (table.find(hashed) if table is not None else ())]
        return found if self._living is None else [form for form in found if self._living[form]]

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

    def prepare(self, names: Iterable[Units]) -> None:
        """Look up the parts of many names together, which the searches for them then find done."""
        self._parts.prepare(
            unit.form for name in names for group in self._groups(name) for unit, _, _ in group
        )

    def search(self, units: Units, limit: int) -> list[int]:
        """Return the forms that share most with a name, best first, `limit` at most."""
        return [form for form, _ in self.search_scored(units, limit)]

    def search_scored(self, units: Units, limit: int) -> list[tuple[int, float]]:
        """Return the forms that share most with a name and how much, best first, `limit` at most.

        A form equal after cleaning is always among them.
        """
        exact = self.forms_like(phrase_of(units.text))
        parts = list(self._groups(units))
        self._parts.prepare(unit.form for group in parts for unit, _, _ in group)
        groups = [self._agreeing(group) for group in parts]
        if units.kind in BODIES:
            groups += self._other_words(units)
        return leading(*self._collected(groups, exact), limit, EXACT)

    def _agreeing(self, group: Sequence[tuple[Unit, float, float]]) -> Expansion:
        """Return the parts that agree with a part of a name or with a join, and what each is worth."""
        found = []
        for unit, share, most in group:
            numbers, agreeing, _ = self._parts.near(unit.form)
            found.append(self._parts.weighed(numbers, np.float32(share) * agreeing, most))
        return np.concatenate([numbers for numbers, _ in found]), np.concatenate([w for _, w in found])

    def expand(self, unit: Unit) -> tuple[Numbers, Floats]:
        """Return the numbers of the parts near a part, ascending, and how well each agrees (`agreement`)."""
        numbers, _, shares = self._parts.near(unit.form)
        return numbers, shares

    def part_number(self, part: tuple[str, str]) -> int | None:
        """Return the number of a part, given as its cleaned text and its script, or None."""
        return self._parts.number(part)

    def _other_words(self, units: Units) -> list[Expansion]:
        """Return the parts that are an acronym of the words of a body, or a word that means one of them."""
        same, found = np.ones(1, dtype=np.float32), []
        for fold in sorted(other_words(units) - {unit.form.fold for unit in units.content}):
            number = self._parts.number((fold, "Latn"))
            if number is not None:
                most = GENERIC_WEIGHT if word_meaning(fold, WORD_LISTS) else _ACRONYM_LETTER * len(fold)
                found.append(self._parts.weighed(np.array([number], dtype=np.intp), same, most))
        return found

    def _collected(self, groups: Sequence[Expansion], exact: Sequence[int]) -> tuple[Numbers, Floats]:
        """Return the forms that hold some of the parts, each once, and what they collect.

        Of a group of parts a form collects the most only. Forms are nominated by the parts that few have;
        those that many have only add to what was nominated.
        """
        places = [self._parts.holding(numbers) for numbers, _ in groups]
        counts = [many for _, many in places]
        longest = _longest_nominating(counts)
        held = []
        for (numbers, worth), (starts, many) in zip(groups, places, strict=True):
            few = many <= longest
            held.append(self._held(numbers[few], worth[few], starts[few], many[few]))
        tally = self._borrowed()
        nominated = tally.nominate([*(forms for forms, _ in held), np.array(exact, dtype=np.intp)])
        for (numbers, worth), size, own in zip(groups, counts, held, strict=True):
            common = [
                self._held_by_many(tally, int(numbers[place]), worth[place])
                for place in np.flatnonzero(size > longest).tolist()
            ]
            forms, worths = zip(own, *common, strict=True)
            tally.add(np.concatenate(forms), np.concatenate(worths))
        collected = tally.take(nominated)
        self._kept.tally = tally
        if len(exact):
            collected[np.isin(nominated, exact)] += np.float32(EXACT)
        return nominated, collected

    def _borrowed(self) -> Tally:
        """Return this thread's tally, all zero; it is kept again when no error has left it half-cleared."""
        tally: Tally | None = self._kept.__dict__.pop("tally", None)
        return tally if tally is not None else Tally(len(self))

    def _held(
        self, numbers: Numbers, worth: Floats, starts: Numbers, counts: Numbers
    ) -> tuple[Numbers, Floats]:
        """Return the forms that have some of the parts, once for each, and what the part is worth."""
        if len(self.segments) == 1:
            forms, worths = self.segments[0].posted(starts, counts), np.repeat(worth, counts)
        else:
            found = []
            for place, (segment, _, mine) in enumerate(self._parts.by_segment(numbers)):
                here = segment.posted(starts[mine], counts[mine]) + self._first_form[place]
                found.append((here, np.repeat(worth[mine], counts[mine])))
            forms, worths = (np.concatenate(each) for each in zip(*found, strict=True))
        if self._living is None:
            return forms, worths
        living = self._living[forms]
        return forms[living], worths[living]

    def _held_by_many(self, tally: Tally, number: int, worth: np.float32) -> tuple[Numbers, Floats]:
        """Return those of the nominated forms that have a part which many have."""
        place = int(number >= self._parts.first[1])
        segment = self.segments[place]
        start, end = segment.offsets.between(*(number - self._parts.first[place] + np.array([0, 2]))).tolist()
        forms = segment.postings.between(start, end) + self._first_form[place]
        forms = forms[tally.nominated(forms)].astype(np.intp)
        return forms, np.full(len(forms), worth, dtype=np.float32)

    def _groups(self, units: Units) -> Iterator[list[tuple[Unit, float, float]]]:
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


def _longest_nominating(counts: Sequence[Numbers]) -> int:
    """Return how many forms may have a part that still nominates: the rarest always does."""
    sizes = np.sort(np.concatenate([*counts, np.zeros(0, dtype=np.intp)]))
    if not len(sizes):
        return 0
    within = int(np.searchsorted(np.cumsum(sizes), GATHERED, side="right"))
    return int(sizes[max(within - 1, 0)])
