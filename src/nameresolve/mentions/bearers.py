"""Whom a written word may name in part: entities that have a part which sounds like it.

Asking the whole index costs milliseconds a name, and most capitalized words of a text name nobody
listed. Here a word is looked up by its blocking keys, once, and two neighbors are only asked about further if
some entity has a part near to each.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from nameresolve.blocking import make_keys
from nameresolve.distance import part_form
from nameresolve.gazetteer import Gazetteer
from nameresolve.index import Inventory
from nameresolve.mentions.grammar import Reading
from nameresolve.mentions.page import Word
from nameresolve.model import Key
from nameresolve.scoring.pairs import relate
from nameresolve.scoring.units import Unit
from nameresolve.symbols import coded, sound

__all__ = ["LIKE_A_PART", "Bearers", "likeness"]

Parts = tuple[int, ...]
Near = Mapping[int, Parts]
"""The numbers of entities, each with its parts that are near to a word."""

LIKE_A_PART = 0.0
LIKE_A_NAME = 0.5
_CODES_APART = 0.45
_CODES_APART_ALONE = 0.22
_MOST_KEPT = 1 << 17
_MOST_TRIED = 6
_BETTER = 0.1


def likeness(fold: str, script: str, other: str, other_script: str) -> float:
    """Return how well two parts agree, from -1 to 1."""
    left, right = part_form(fold, script), part_form(other, other_script)
    return relate(Unit("", "name", left, 1.0, 0), Unit("", "name", right, 1.0, 0)).share


class Bearers:
    """The entities of a gazetteer by how their parts sound."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._index = gazetteer.index
        self._tables: dict[str, dict[Key, list[int]]] = {}
        self._near: dict[tuple[str, str], Near] = {}
        self._words: dict[Word, frozenset[int]] = {}
        self._alike: dict[tuple[int, str, str], float] = {}
        self._alone: dict[tuple[str, str], bool] = {}
        self._of_part: dict[int, Parts] = {}

    @cached_property
    def _inventory(self) -> Inventory:
        return self._index.inventory()

    @cached_property
    def _foreign(self) -> list[int]:
        """Return the parts of entities that have no part in Latin letters."""
        owners = self._inventory.owners
        counts = np.diff(self._inventory.offsets)
        parts = np.repeat(np.arange(len(counts)), counts)
        in_latin = np.array([script == "Latn" for _, script in self._inventory.parts], dtype=bool)
        named = np.zeros(int(owners.max(initial=0)) + 1, dtype=bool)
        named[owners[in_latin[parts]]] = True
        found: list[int] = np.unique(parts[~named[owners]]).tolist()
        return found

    def _table(self, script: str) -> dict[Key, list[int]]:
        """Return the parts in a script by their keys; for "" those of entities without Latin letters."""
        if script not in self._tables:
            numbers: Iterable[int] = (i for i, part in enumerate(self._inventory.parts) if part[1] == script)
            table: dict[Key, list[int]] = {}
            for number in numbers if script else self._foreign:
                for key in make_keys(sound(*self._inventory.parts[number])):
                    table.setdefault(key, []).append(number)
            self._tables[script] = table
        return self._tables[script]

    def _parts_like(self, fold: str, script: str) -> list[int]:
        """Return the parts that share a key: of the same script, in Latin letters, of who has none such."""
        found: set[int] = set()
        keys = make_keys(sound(fold, script))
        for table in dict.fromkeys((script, "Latn", "")):
            rows = self._table(table)
            found.update(*(rows.get(key, ()) for key in keys))
        return sorted(found)

    def near(self, fold: str, script: str) -> Near:
        """Return the entities with a part whose code is near to that of a word, each with these parts."""
        known = self._near.get((fold, script))
        if known is None:
            if len(self._near) > _MOST_KEPT:
                self._near.clear()
            found: dict[int, list[int]] = {}
            for part in self._near_parts(fold, script):
                for entity in self._entities_with(part):
                    found.setdefault(entity, []).append(part)
            known = self._near[fold, script] = {entity: tuple(parts) for entity, parts in found.items()}
        return known

    def _near_parts(self, fold: str, script: str) -> list[int]:
        numbers = self._parts_like(fold, script)
        if not numbers:
            return []
        theirs = [self._inventory.codes[number] for number in numbers]
        ours = [coded(sound(fold, script))]
        apart = process.cdist(ours, theirs, scorer=Levenshtein.normalized_distance, score_cutoff=_CODES_APART)
        near = np.flatnonzero(apart[0] <= _CODES_APART)
        return [numbers[place] for place in near.tolist()]

    def _entities_with(self, part: int) -> Parts:
        found = self._of_part.get(part)
        if found is None:
            start, end = self._inventory.offsets[part : part + 2].tolist()
            owners = self._inventory.owners[start:end]
            found = self._of_part[part] = tuple(dict.fromkeys(owners.tolist()))
        return found

    def named_by(self, word: Word) -> frozenset[int]:
        """Return the numbers of the entities that a word, with an ending or without, may name in part."""
        known = self._words.get(word)
        if known is None:
            if len(self._words) > _MOST_KEPT:
                self._words.clear()
            folds = dict.fromkeys((word.bare, *(stem.fold for stem in word.stems)))
            known = frozenset().union(*(self.near(fold, word.script) for fold in folds))
            self._words[word] = known
        return known

    def reading_like(self, entity: int, word: Word) -> Reading | None:
        """Return how a word must be read to be like a part of an entity; None if no way is."""
        best: tuple[float, Reading] | None = None
        for way in (word.plain, *word.stems):
            like = self.likeness_to(entity, way.fold, word.script)
            if like >= LIKE_A_PART and (best is None or like > best[0] + _BETTER):
                best = (like, way)
        return best[1] if best else None

    def likeness_to(self, entity: int, fold: str, script: str) -> float:
        """Return how well the part of an entity that is most like a word agrees with it, from -1 to 1."""
        known = self._alike.get((entity, fold, script))
        if known is None:
            if len(self._alike) > _MOST_KEPT:
                self._alike.clear()
            parts = [self._inventory.parts[number] for number in self.near(fold, script).get(entity, ())]
            known = max((likeness(fold, script, *part) for part in parts), default=-1.0)
            self._alike[entity, fold, script] = known
        return known

    @cached_property
    def _whole(self) -> dict[Key, list[int]]:
        """Return the names of one word that places and bodies have, in Latin letters, by their keys."""
        index = self._index
        found: dict[Key, list[int]] = {}
        numbered = {part: number for number, part in enumerate(self._inventory.parts)}
        for phrase, numbers in index.by_identity.items():
            number = numbered.get((phrase, "Latn")) if " " not in phrase else None
            if number is None:
                continue
            kinds = {self._gazetteer.entity(index.posting(each).entity).kind for each in numbers}
            if kinds != {"person"}:
                for key in make_keys(sound(phrase, "Latn")):
                    found.setdefault(key, []).append(number)
        return found

    def may_be_whole(self, fold: str, script: str) -> bool:
        """Return whether a word is near the one-word name of a place or a body."""
        known = self._alone.get((fold, script))
        if known is None:
            if len(self._alone) > _MOST_KEPT:
                self._alone.clear()
            known = any(
                likeness(fold, script, *self._inventory.parts[part]) >= LIKE_A_NAME
                for part in self._nearest_whole(fold, script)
            )
            self._alone[fold, script] = known
        return known

    def _nearest_whole(self, fold: str, script: str) -> Iterator[int]:
        """Yield the one-word names with codes near to that of a word, nearest first."""
        symbols = sound(fold, script)
        numbers = sorted({part for key in make_keys(symbols) for part in self._whole.get(key, ())})
        if not numbers:
            return
        theirs = [self._inventory.codes[number] for number in numbers]
        apart = process.cdist([coded(symbols)], theirs, scorer=Levenshtein.normalized_distance)[0]
        for place in np.argsort(apart, kind="stable")[:_MOST_TRIED].tolist():
            if apart[place] <= _CODES_APART_ALONE:
                yield numbers[place]
