"""Finding the listed forms that a name may be, before they are compared with care.

The index knows every distinct part of every form. A part of the query is looked up exactly and by
a scan of all parts in their phonetic code (rapidfuzz runs it); the forms that hold the nearest parts
collect weight, rare parts more than common ones. Parts that one side writes as one word
(Enlai, En-lai) are found because joined neighbors are parts of the index too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

import numpy as np
from attrs import define, field, frozen
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from nameresolve.blocking import codes_of
from nameresolve.distance import PartForm, part_form, spelled_so
from nameresolve.model import Kind
from nameresolve.parsing.lexicon import word_meaning
from nameresolve.parsing.tokens import phrase_of
from nameresolve.scoring.joins import Join, acronyms, joined
from nameresolve.scoring.units import Unit, Units, units_of
from nameresolve.scoring.weights import rarity_weight
from nameresolve.vocabulary import Vocabulary

__all__ = ["FormIndex", "IndexBuilder", "Posting"]

Ints = NDArray[np.uint32]
Floats = NDArray[np.float32]
Expansion = tuple[NDArray[np.intp], Floats, Floats]
"""Numbers of parts, what each is worth, from 0 to 1, and how well it agrees, at most 1."""

SCANNED = 64
SCANNED_ACROSS = 250
SCANNED_BESIDE = 24
SCANNED_BARE = 150
"""How many of the parts nearest by code are looked at with care: for a Latin part, for one of
another script, beside a part that is listed as it stands, and by consonants alone, where a script leaves
vowels unwritten."""

LEAST_BARE = 4
"""Consonants are too few to search by where their code is shorter."""

_VOWELS = str.maketrans("", "", "aeiou")
Asked = tuple[str, int, bool]
"""A code, how many parts near it are of interest, and whether by consonants alone."""

SCAN_CUTOFF = 0.6
"""Share of the code that may differ in a scan."""

SCANNED_TOGETHER = 64
"""Codes looked up in one call."""

MOST_KEPT = 1 << 16

LEAST_OF_BEST = 0.2
"""Forms that collect less than this share of what the best collects are not compared."""

EXACT = 10.0
"""What a form equal to the query collects on top."""

LEAST_SHARE = -2.5
STEEPNESS = 2.5
"""How sharply what a part is worth falls with its agreement; at 0 it is worth a half."""
_WEAK_JOIN = 0.9
BODIES = ("organization", "other")
WORD_LISTS = ("org_words", "place_generics", "place_words")
LEAST_LETTERS = 3
"""Shorter acronyms stand for too much to be searched for."""

MOST_JOINED = 3
"""Names of more parts than this are not listed as one word too."""


@frozen(slots=True)
class Posting:
    """A form of the index: which entity it belongs to, and its place among the entity's forms."""

    entity: int
    ordinal: int


@define
class IndexBuilder:
    """Collects forms and turns them into a `FormIndex`."""

    _parts: dict[tuple[str, str], int] = field(factory=dict)
    _postings: list[list[int]] = field(factory=list)
    _identities: list[str] = field(factory=list)
    _entities: list[int] = field(factory=list)
    _ordinals: list[int] = field(factory=list)

    def add(self, entity: int, ordinal: int, text: str, kind: Kind) -> None:
        """Add a form of an entity."""
        units = units_of(text, kind)
        form = len(self._entities)
        self._entities.append(entity)
        self._ordinals.append(ordinal)
        self._identities.append(phrase_of(text))
        seen = {(unit.form.fold, unit.form.script) for unit in units.content if unit.role != "initial"}
        if 1 < len(units.content) <= MOST_JOINED:
            loose = kind == "person"
            seen |= {(join.fold, join.script) for join in joined(units) if join.tied or not loose}
        if kind in BODIES:
            seen |= {(fold, "Latn") for fold in _other_words(units)}
        for key in sorted(seen):
            number = self._parts.setdefault(key, len(self._parts))
            if number == len(self._postings):
                self._postings.append([])
            self._postings[number].append(form)

    def finish(self) -> FormIndex:
        """Return the index of all forms added."""
        offsets = np.zeros(len(self._postings) + 1, dtype=np.uint64)
        np.cumsum([len(p) for p in self._postings], out=offsets[1:])
        codes = [part_form(fold, script).code for fold, script in self._parts]
        return FormIndex(
            parts=list(self._parts),
            codes=codes,
            weights=np.array([rarity_weight(fold) for fold, _ in self._parts], dtype=np.float32),
            offsets=offsets,
            postings=np.array([form for p in self._postings for form in p], dtype=np.uint32),
            entities=np.array(self._entities, dtype=np.uint32),
            ordinals=np.array(self._ordinals, dtype=np.uint16),
            identities=self._identities,
        )


def _other_words(units: Units) -> frozenset[str]:
    """Return the acronyms of a body's name, and what its words mean in English: bankası is bank."""
    meanings = {word_meaning(unit.form.fold, WORD_LISTS) for unit in units.content}
    return frozenset(way for way in acronyms(units) if len(way) >= LEAST_LETTERS) | meanings - {""}


def _near(numbers: NDArray[np.intp], shares: Floats) -> Expansion:
    """Return the parts that agree well enough with a part."""
    near = shares > LEAST_SHARE
    worth = 1.0 / (1.0 + np.exp(-STEEPNESS * shares[near]))
    return numbers[near], worth.astype(np.float32), shares[near]


class FormIndex:
    """All forms by their parts; made by `IndexBuilder` or read from a compiled gazetteer."""

    def __init__(
        self,
        *,
        parts: Sequence[tuple[str, str]],
        codes: Sequence[str],
        weights: Floats,
        offsets: NDArray[np.uint64],
        postings: Ints,
        entities: Ints,
        ordinals: NDArray[np.uint16],
        identities: Sequence[str],
    ) -> None:
        self.parts = parts
        self.codes = codes
        self.weights = weights
        self.offsets = offsets
        self.postings = postings
        self.entities = entities
        self.ordinals = ordinals
        self.identities = identities
        self._nearest: dict[Asked, NDArray[np.intp]] = {}
        self._expansions: dict[tuple[str, str], Expansion] = {}

    def __len__(self) -> int:
        return len(self.entities)

    @cached_property
    def part_numbers(self) -> Mapping[tuple[str, str], int]:
        """Return the number of each part."""
        return {part: number for number, part in enumerate(self.parts)}

    @cached_property
    def by_identity(self) -> Mapping[str, tuple[int, ...]]:
        """Return the forms that are the same after cleaning, by their cleaned text."""
        found: dict[str, list[int]] = {}
        for form, identity in enumerate(self.identities):
            found.setdefault(identity, []).append(form)
        return {identity: tuple(forms) for identity, forms in found.items()}

    def posting(self, form: int) -> Posting:
        """Return the entity and the ordinal of a form."""
        return Posting(int(self.entities[form]), int(self.ordinals[form]))

    def search_scored(self, units: Units, limit: int) -> list[tuple[int, float]]:
        """Return the forms that share most with a name and how much, best first, `limit` at most.

        A form equal after cleaning is always among them.
        """
        scores = np.zeros(len(self), dtype=np.float32)
        for group in self._groups(units):
            best = np.zeros(len(self), dtype=np.float32)
            for unit, share in group:
                forms, agreeing = self._holding(*self._expand(unit)[:2])
                np.maximum.at(best, forms, np.float32(share) * agreeing)
            scores += best
        if units.kind in BODIES:
            self._add_other_words(units, scores)
        exact = self.by_identity.get(phrase_of(units.text), ())
        scores[list(exact)] += EXACT
        return self._top(scores, limit)

    def search(self, units: Units, limit: int) -> list[int]:
        """Return the forms that share most with a name, best first, `limit` at most."""
        return [form for form, _ in self.search_scored(units, limit)]

    def _add_other_words(self, units: Units, scores: Floats) -> None:
        """Give the forms their due that hold an acronym of the words of a body, or a word that means one."""
        folds = _other_words(units) - {unit.form.fold for unit in units.content}
        found = sorted(n for fold in folds if (n := self.part_numbers.get((fold, "Latn"))) is not None)
        for number in found:
            numbers = np.array([number], dtype=np.intp)
            forms, worth = self._holding(numbers, np.ones(1, dtype=np.float32))
            scores[forms] += worth

    def _holding(self, numbers: NDArray[np.intp], agreeing: Floats) -> tuple[NDArray[np.intp], Floats]:
        """Return the forms that hold one of the parts, and what each part there is worth."""
        starts, ends = self.offsets[numbers].astype(np.intp), self.offsets[numbers + 1].astype(np.intp)
        counts = ends - starts
        skipped = np.repeat(starts - (np.cumsum(counts) - counts), counts)
        forms = self.postings[np.arange(int(counts.sum())) + skipped].astype(np.intp)
        return forms, np.repeat(agreeing * self.weights[numbers], counts)

    def _groups(self, units: Units) -> Iterable[list[tuple[Unit, float]]]:
        """Yield, for each part, the part and the joins it begins, with how much each counts."""
        joins = joined(units) if len(units.content) > 1 else ()
        for unit in units.content:
            if unit.role == "initial":
                continue
            begun = [join for join in joins if join.first == unit.place and self._worth(join)]
            yield [(unit, 1.0), *((join.unit, _WEAK_JOIN) for join in begun)]

    def _worth(self, join: Join) -> bool:
        """Return whether joined parts may be listed so: they are tied, or a listed part is the same."""
        return join.tied or (join.fold, join.script) in self.part_numbers

    def _top(self, scores: Floats, limit: int) -> list[tuple[int, float]]:
        found = int(np.count_nonzero(scores))
        if not found:
            return []
        size = min(limit, found)
        best = np.argpartition(-scores, size - 1)[:size]
        least = LEAST_OF_BEST * min(float(scores[best].max()), EXACT)
        order = np.lexsort((best, -scores[best]))
        return [(int(form), float(scores[form])) for form in best[order] if scores[form] >= least]

    def expand(self, unit: Unit) -> tuple[NDArray[np.intp], Floats]:
        """Return the numbers of the parts near a part, ascending, and how well each agrees (`agreement`)."""
        numbers, _, shares = self._expand(unit)
        return numbers, shares

    def _expand(self, unit: Unit) -> Expansion:
        """Return the parts of the index that agree with a part, each with what it is worth and its share."""
        key = (unit.form.fold, unit.form.script)
        found = self._expansions.get(key)
        if found is None:
            found = self._scan(unit.form)
            if len(self._expansions) < MOST_KEPT:
                self._expansions[key] = found
        return found

    def _scan(self, form: PartForm) -> Expansion:
        """Return the parts near a part: nominated by their code, then weighed with care, all at once."""
        numbers = self._nominated(form)
        return _near(numbers, self._vocabulary.shares(form, numbers))

    def _nominated(self, form: PartForm) -> NDArray[np.intp]:
        """Return the numbers of the parts whose codes are nearest to one of the codes of a part."""
        found = [self._near(asked) for asked in self._reach(form)]
        same = [(form.fold, form.script), *((fold, "Latn") for fold in sorted(spelled_so(form)))]
        listed = [number for part in same if (number := self.part_numbers.get(part)) is not None]
        if listed:
            found.append(np.array(listed, dtype=np.intp))
        return np.unique(np.concatenate(found)) if found else np.zeros(0, dtype=np.intp)

    def _reach(self, form: PartForm) -> list[Asked]:
        """Return the codes under which a part is looked for, and how many of the nearest are of interest."""
        exact = (form.fold, form.script) in self.part_numbers
        limit = SCANNED_BESIDE if exact else SCANNED if form.script == "Latn" else SCANNED_ACROSS
        asked = [(code, limit, False) for code in codes_of(form.fold, form.script, form.symbols)]
        if form.script in ("Arab", "Hebr") and not exact:
            bare = dict.fromkeys(code.translate(_VOWELS) for code, _, _ in asked)
            asked += [(code, SCANNED_BARE, True) for code in bare if len(code) >= LEAST_BARE]
        return asked

    def _near(self, asked: Asked) -> NDArray[np.intp]:
        """Return the numbers of the parts whose codes are nearest."""
        if asked not in self._nearest:
            self._look_up([asked[0]], *asked[1:])
        return self._nearest[asked]

    def _look_up(self, codes: Sequence[str], limit: int, bare: bool) -> None:  # noqa: FBT001
        """Find the parts nearest to each code; many codes at once cost far less than one by one."""
        if len(self._nearest) > MOST_KEPT:
            self._nearest.clear()
        listed, lengths = (self._bare, self._bare_lengths) if bare else (self.codes, self._lengths)
        size = min(limit, len(listed))
        for start in range(0, len(codes), SCANNED_TOGETHER):
            chunk = codes[start : start + SCANNED_TOGETHER]
            edits = process.cdist(chunk, listed, scorer=Levenshtein.distance, dtype=np.uint8)
            for code, row in zip(chunk, edits, strict=True):
                apart = row / np.maximum(lengths, np.float32(len(code)))
                best = np.argpartition(apart, size - 1)[:size] if size else np.zeros(0, dtype=np.intp)
                self._nearest[code, limit, bare] = best[apart[best] <= SCAN_CUTOFF]

    def prepare(self, names: Iterable[Units]) -> None:
        """Look up the parts of many names together, which the searches for them then find done."""
        wanted: dict[tuple[int, bool], dict[str, None]] = {}
        unexpanded: dict[tuple[str, str], Unit] = {}
        for unit in (unit for units in names for group in self._groups(units) for unit, _ in group):
            if (unit.form.fold, unit.form.script) not in self._expansions:
                unexpanded[unit.form.fold, unit.form.script] = unit
                for code, limit, bare in self._reach(unit.form):
                    wanted.setdefault((limit, bare), {})[code] = None
        for (limit, bare), asked in wanted.items():
            new = [code for code in asked if (code, limit, bare) not in self._nearest]
            self._look_up(new, limit, bare)
        self._expand_together(unexpanded)

    def _expand_together(self, units: Mapping[tuple[str, str], Unit]) -> None:
        """Expand many parts whose codes have been looked up."""
        asked = [(unit.form, self._nominated(unit.form)) for unit in units.values()]
        if not asked:
            return
        for key, (_, numbers), shares in zip(
            units, asked, self._vocabulary.shares_of_many(asked), strict=True
        ):
            if len(self._expansions) < MOST_KEPT:
                self._expansions[key] = _near(numbers, shares)

    @cached_property
    def _lengths(self) -> Floats:
        """Return the length of each code."""
        return np.array([len(code) for code in self.codes], dtype=np.float32)

    @cached_property
    def _bare(self) -> list[str]:
        """Return the consonants of each code."""
        return [code.translate(_VOWELS) for code in self.codes]

    @cached_property
    def _bare_lengths(self) -> Floats:
        return np.array([len(code) for code in self._bare], dtype=np.float32)

    @cached_property
    def _vocabulary(self) -> Vocabulary:
        return Vocabulary(self.parts)
