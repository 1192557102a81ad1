"""From the forms that share parts with a name to the few that are compared with care.

The search of the index says which forms share something; the arithmetic of `nameresolve.scoring.bulk`
says of all of them together what that is worth. Only the entities that come out best are compared part by
part, with those of their forms that fit best.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, cached_property

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from nameresolve.contents import Contents, LateContents, Rows, rows_of
from nameresolve.distance.costs import cost_table
from nameresolve.gazetteer import Gazetteer, forms_of
from nameresolve.model import KINDS, Entity, Kind, NameForm
from nameresolve.scoring.bulk import (
    INITIAL,
    MOST_COMPARED,
    NOTHING,
    WIDTH,
    Opposite,
    PartsOfNames,
    log_odds_of_many,
)
from nameresolve.scoring.joins import as_one
from nameresolve.scoring.units import Units, units_of
from nameresolve.scoring.weights import across, weights_for
from nameresolve.symbols import LATIN_ALPHABET
from nameresolve.unicode import SCRIPTS

__all__ = ["Finder", "Found"]

Floats = NDArray[np.float32]
Numbers = NDArray[np.intp]

SEARCHED_FORMS = 160
"""So many of the forms that share most with a name are weighed."""

FORMS_AN_ENTITY = 3
ABOUT_AS_GOOD = 3.0
NEAREST_FORMS = 4
"""Forms of an entity compared with care: the best, those that weigh less by no more than this, and, if there
is hope or they are few, those that the search found nearest."""

LEAST_COMPARED = 6
MOST_ENTITIES = 20
NEAREST_COMPARED = 5
"""Entities compared with care: as many at least, or at most, of those that weigh most, and some that the
search found nearest, since it knows joined parts and acronyms."""

UNLIKELY, CLEAR = -4.0, 3.0
LEAST_IF_UNLIKELY = 3
LEAST_IF_CLEAR = 2
"""Where the best weighs less than the first it is likely none of them, where it weighs more than the second
it is most likely found: fewer of those that weigh most are compared, but for those near the best."""

LIKELY_BEHIND = 3.0
LEAST_LIKELY = 2
NEAREST_LIKELY = 3
"""Of a large gazetteer, entities that weigh less than the best by no more than this, so many of those that
weigh most, and so many of the nearest are compared first; the others where none of these is the name."""

FAR_BEHIND = 6.0
HOPELESS = -5.0
"""Entities that weigh so much less than the best, in nats, or so little, are compared only where there are
few."""

_SYLLABIC = frozenset({"Hani", "Hang"})
"""Scripts whose names are cut otherwise than in Latin letters: more of the nearest are compared."""

PIECE_OF_A_WORD = 2 / 3
"""How much of a name in one word, about, is left out where a single part is but a piece of it: two of three
syllables."""

FIRST_SOUNDS = 2.8
"""What two first sounds may cost opposite each other so that an initial may stand for a name."""


@frozen(slots=True)
class Found:
    """An entity to compare with a name, the forms that fit best, and how much the search found shared."""

    entity: Entity
    forms: tuple[NameForm, ...]
    nearness: float
    likely: bool = True
    """Whether it is compared even where another turns out to be the same name."""


@frozen(slots=True)
class _Asked:
    """A name and the forms to weigh it against, `odds` one a form.

    `cut_otherwise` says that it has several parts and is written by syllables, so that Latin letters may cut
    it in another way; `single` marks the forms that are weighed opposite all of it as one word.
    """

    name: str
    cut_otherwise: bool
    forms: Numbers
    nearness: Floats
    odds: Floats
    single: NDArray[np.bool_]


class Finder:
    """Finds the entities of a gazetteer that a name may stand for."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    @cached_property
    def _contents(self) -> Contents:
        index = self._gazetteer.index
        return index.contents or LateContents(len(index), self._units_of_form, index.part_number)

    def _units_of_form(self, form: int) -> Units:
        posting = self._gazetteer.index.posting(form)
        entity = self._gazetteer.entity(posting.entity)
        text = forms_of(entity)[posting.ordinal].text
        return units_of(text, entity.kind, entity.family == "first")

    def find(self, names: Sequence[str], kind: Kind | None, limit: int) -> Iterator[list[Found]]:
        """Yield, for each name, the entities to compare it with; all names of one call are weighed together.

        With a `kind` only entities of that kind are found. `limit` of them are wanted, if there are any.
        """
        searched = [self._searched(name, kind) for name in names]
        for asked in self._weighed(searched):
            yield self._chosen(asked, limit)

    def _searched(self, name: str, kind: Kind | None) -> _Asked:
        index = self._gazetteer.index
        units = units_of(name, kind)
        cut = len(units.content) > 1 and any(unit.form.script in _SYLLABIC for unit in units.content)
        forms, nearness = index.search_arrays(units, SEARCHED_FORMS)
        if kind is not None and len(forms):
            fitting = self._contents.kinds(forms) == KINDS.index(kind)
            forms, nearness = forms[fitting], nearness[fitting]
        odds = np.full(len(forms), -np.inf, dtype=np.float32)
        return _Asked(name, cut, forms, nearness, odds, np.zeros(len(forms), dtype=np.bool_))

    def _weighed(self, searched: Sequence[_Asked]) -> Sequence[_Asked]:
        """Fill in what each name and each of its forms add up to."""
        for number, kind in enumerate(KINDS):
            batch: list[tuple[Units, _Asked, Numbers]] = []
            size = 0
            for asked in searched:
                places = np.flatnonzero(self._contents.kinds(asked.forms) == number)
                if len(places):
                    batch.append((units_of(asked.name, kind), asked, places))
                    size += len(places)
                if size > MOST_COMPARED:
                    self._weigh(batch, kind)
                    batch, size = [], 0
            if batch:
                self._weigh(batch, kind)
        return searched

    def _weigh(self, batch: Sequence[tuple[Units, _Asked, Numbers]], kind: Kind) -> None:
        counts = np.array([len(places) for _, _, places in batch])
        rows = self._contents.rows(np.concatenate([asked.forms[places] for _, asked, places in batch]))
        ours = rows_of([units for units, _, _ in batch])
        shares = np.full((len(rows.numbers), *ours.heads.shape[1:], rows.heads.shape[1]), -1.0, np.float32)
        ends = np.cumsum(counts)
        self._gazetteer.index.compare(
            (unit, rows.numbers[start:end].ravel())
            for (units, _, _), start, end in zip(batch, ends - counts, ends, strict=True)
            for unit in units.content[:WIDTH]
            if unit.role != "initial"
        )
        for (units, _, _), start, end in zip(batch, ends - counts, ends, strict=True):
            self._share(units, rows.numbers[start:end], shares[start:end])
        odds = _log_odds(_repeated(ours, counts), rows, shares, kind)
        single = (rows.names.roles != NOTHING).sum(axis=1) == 1
        uncut: list[tuple[Units, _Asked, Numbers]] = []
        for (units, asked, places), start, end in zip(batch, ends - counts, ends, strict=True):
            asked.odds[places] = np.maximum(asked.odds[places], odds[start:end])
            one = as_one(units) if asked.cut_otherwise else None
            if one is not None and len(alone := places[single[start:end]]):
                asked.single[alone] = True
                asked.odds[alone] += np.float32(weights_for(kind)["lone_apart"] * PIECE_OF_A_WORD)
                uncut.append((one, asked, alone))
        if uncut:
            self._weigh(uncut, kind)

    def _share(self, units: Units, numbers: NDArray[np.int32], shares: Floats) -> None:
        """Write how well each part of a name agrees with the parts of forms, as the index knows it."""
        for place, unit in enumerate(units.content[:WIDTH]):
            if unit.role == "initial":
                continue
            known, agreeing = self._gazetteer.index.expand(unit)
            if len(known):
                at = np.minimum(np.searchsorted(known, numbers), len(known) - 1)
                agreed = np.where(known[at] == numbers, agreeing[at], np.float32(-1.0))
                np.maximum(agreed, np.float32(-1.0), out=shares[:, place, :])

    def _chosen(self, asked: _Asked, limit: int) -> list[Found]:
        """Return the entities worth a comparison, those that the search found nearest first."""
        places: dict[int, list[int]] = {}
        for place, entity in enumerate(self._gazetteer.index.entities_of(asked.forms).tolist()):
            places.setdefault(entity, []).append(place)
        odds, nearness = asked.odds.tolist(), asked.nearness.tolist()
        best = {entity: max(odds[place] for place in held) for entity, held in places.items()}
        ranked = sorted(best, key=lambda entity: (-best[entity], -nearness[places[entity][0]], entity))
        top = best[ranked[0]] if ranked else 0.0
        is_large = self._gazetteer.index.is_large
        few = LEAST_COMPARED if asked.cut_otherwise else _fewest(top)
        least, wanted = max(top - FAR_BEHIND, HOPELESS), limit if is_large else max(limit, few)
        kept = [e for i, e in enumerate(ranked) if i < wanted or (i < MOST_ENTITIES and best[e] >= least)]
        nearest = list(places)
        near = nearest[:NEAREST_COMPARED]
        if asked.cut_otherwise:
            near += [e for e in nearest[NEAREST_COMPARED:MOST_ENTITIES] if not asked.single[places[e][0]]]
        likely = chosen = {*kept, *near}
        if is_large:
            ahead = [e for e in kept if best[e] >= top - LIKELY_BEHIND]
            likely = {*kept[: max(limit, LEAST_LIKELY)], *ahead, *nearest[:NEAREST_LIKELY]}
        return [
            self._found(entity, asked, held, odds, nearness[held[0]], likely=entity in likely)
            for entity, held in places.items()
            if entity in chosen
        ]

    def _found(
        self, number: int, asked: _Asked, places: list[int], odds: list[float], near: float, *, likely: bool
    ) -> Found:
        """Return an entity with the form that the search found nearest and those that weigh most."""
        best = sorted(places, key=odds.__getitem__, reverse=True)[:FORMS_AN_ENTITY]
        good = [place for place in best if odds[place] >= odds[best[0]] - ABOUT_AS_GOOD]
        hopeful = odds[best[0]] >= HOPELESS or len(places) <= NEAREST_FORMS
        kept = list(dict.fromkeys((*good, *places[: NEAREST_FORMS if hopeful else 1])))
        entity = self._gazetteer.entity(number)
        forms = forms_of(entity)
        if len(forms) == 1:
            return Found(entity, (forms[0],), near, likely)
        ordinals = self._gazetteer.index.ordinals_of(asked.forms[kept])
        return Found(entity, tuple(forms[ordinal] for ordinal in ordinals.tolist()), near, likely)


def _fewest(top: float) -> int:
    """Return how many entities are compared, at least, of those that weigh most."""
    if top < UNLIKELY:
        return LEAST_IF_UNLIKELY
    return LEAST_IF_CLEAR if top >= CLEAR else LEAST_COMPARED


def _repeated(rows: Rows, counts: NDArray[np.intp]) -> Rows:
    """Return rows, each as often as it has forms opposite."""
    return Rows(
        names=PartsOfNames(rows.names.roles.repeat(counts, 0), rows.names.weights.repeat(counts, 0)),
        numbers=rows.numbers.repeat(counts, 0),
        heads=rows.heads.repeat(counts, 0),
        scripts=rows.scripts.repeat(counts, 0),
    )


def _log_odds(ours: Rows, theirs: Rows, shares: Floats, kind: Kind) -> Floats:
    """Return the log-odds of names opposite forms of one kind, row by row."""
    initials = np.zeros(shares.shape, dtype=np.bool_)
    abbreviated = (ours.names.roles == INITIAL).any() or (theirs.names.roles == INITIAL).any()
    if abbreviated:
        one = (ours.names.roles == INITIAL)[:, :, None] | (theirs.names.roles == INITIAL)[:, None, :]
        both = (ours.names.roles != NOTHING)[:, :, None] & (theirs.names.roles != NOTHING)[:, None, :]
        initials = one & both & _agreeing_heads()[ours.heads[:, :, None], theirs.heads[:, None, :]]
        shares[one] = -1.0
    between = _between_scripts()[ours.scripts[:, :, None], theirs.scripts[:, None, :]]
    return log_odds_of_many(ours.names, theirs.names, Opposite(shares, initials, between), kind)


@cache
def _agreeing_heads() -> NDArray[np.bool_]:
    """Return which first symbols of two parts an initial may stand for; the last number is no symbol."""
    size = len(LATIN_ALPHABET)
    found = np.eye(size + 1, dtype=np.bool_)
    table = cost_table("Latn")
    for i, a in enumerate(LATIN_ALPHABET):
        for j, b in enumerate(LATIN_ALPHABET):
            found[i, j] |= table.substitute[a][b] <= FIRST_SOUNDS
    return found


@cache
def _between_scripts() -> NDArray[np.uint8]:
    """Return, for two places in `SCRIPTS`, what of the two scripts weighs: see `Opposite`."""
    number = {"": 0, "_abjad": 1, "_syllabic": 2}
    return np.array([[number[across((a, b))] for b in SCRIPTS] for a in SCRIPTS], dtype=np.uint8)
