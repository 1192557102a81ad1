"""Adding up what forms share with a name, rare parts first."""

from __future__ import annotations

import threading
from collections.abc import Sequence

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from nameresolve.index.nearby import Held
from nameresolve.index.parts import PartIndex
from nameresolve.index.segment import Segment
from nameresolve.index.tally import MOST_LISTS, MOST_SUMMED, Tally, summed

__all__ = ["EXACT", "Collector", "Group"]

Floats = NDArray[np.float32]
Numbers = NDArray[np.intp]

GATHERED = 1 << 15
"""So many forms may be nominated for a query: by its rarer parts, while common ones only add to them."""

EXACT = 10.0
"""What a form equal to the query collects on top."""


@frozen(slots=True, eq=False)
class Group:
    """Parts of which a form collects the most only: their numbers, what each is worth, and who has them."""

    numbers: Numbers
    worth: Floats
    starts: Numbers
    counts: Numbers

    @classmethod
    def of(cls, found: Sequence[tuple[Held, Floats]]) -> Group:
        """Return parts that were found together as a group, each with what it is worth."""
        if len(found) == 1:
            ((held, worth),) = found
            return cls(held.numbers, worth, held.starts, held.counts)
        columns = ((held.numbers, worth, held.starts, held.counts) for held, worth in found)
        return cls(*(np.concatenate(each) for each in zip(*columns, strict=True)))

    def few(self, longest: int) -> Group:
        """Return the parts that no more than so many forms have."""
        few = self.counts <= longest
        if few.all():
            return self
        return Group(self.numbers[few], self.worth[few], self.starts[few], self.counts[few])

    def common(self, longest: int) -> list[tuple[int, np.float32]]:
        """Return the numbers of the parts that more forms have, and what each is worth."""
        many = np.flatnonzero(self.counts > longest)
        return list(zip(self.numbers[many].tolist(), self.worth[many], strict=True))


class Collector:
    """Adds up what the forms of some segments share with a name; `living` marks those that count."""

    def __init__(
        self, segments: Sequence[Segment], parts: PartIndex, living: NDArray[np.bool_] | None
    ) -> None:
        self._segments = segments
        self._parts = parts
        self._living = living
        self._first_form = np.cumsum([0, *map(len, segments)])
        self._kept = threading.local()

    def collected(self, groups: Sequence[Group], exact: Sequence[int]) -> tuple[Numbers, Floats]:
        """Return the forms that hold some of the parts, each once, and what they collect.

        Of a group of parts a form collects the most only. Forms are nominated by the parts that few have;
        those that many have only add to what was nominated.
        """
        longest = _longest_nominating([group.counts for group in groups])
        held = [self._held(group.few(longest)) for group in groups]
        common = [group.common(longest) for group in groups]
        if not any(common) and len(groups) < MOST_LISTS and sum(len(f) for f, _ in held) < MOST_SUMMED // 2:
            return _with_exact(*summed(held, np.array(exact, dtype=np.intp)), exact)
        tally = self._borrowed()
        nominated = tally.nominate([*(forms for forms, _ in held), np.array(exact, dtype=np.intp)])
        for many, own in zip(common, held, strict=True):
            forms, worths = zip(own, *(self._held_by_many(tally, *one) for one in many), strict=True)
            tally.add(np.concatenate(forms), np.concatenate(worths))
        collected = tally.take(nominated)
        self._kept.tally = tally
        return _with_exact(nominated, collected, exact)

    def _borrowed(self) -> Tally:
        """Return this thread's tally, all zero; it is kept again when no error has left it half-cleared."""
        tally: Tally | None = self._kept.__dict__.pop("tally", None)
        return tally if tally is not None else Tally(int(self._first_form[-1]))

    def _held(self, group: Group) -> tuple[Numbers, Floats]:
        """Return the forms that have some of the parts, once for each, and what the part is worth."""
        if len(self._segments) == 1:
            forms = self._segments[0].posted(group.starts, group.counts)
            worths = np.repeat(group.worth, group.counts)
        else:
            found = []
            for place, (segment, _, mine) in enumerate(self._parts.by_segment(group.numbers)):
                here = segment.posted(group.starts[mine], group.counts[mine]) + self._first_form[place]
                found.append((here, np.repeat(group.worth[mine], group.counts[mine])))
            forms, worths = (np.concatenate(each) for each in zip(*found, strict=True))
        if self._living is None:
            return forms, worths
        living = self._living[forms]
        return forms[living], worths[living]

    def _held_by_many(self, tally: Tally, number: int, worth: np.float32) -> tuple[Numbers, Floats]:
        """Return those of the nominated forms that have a part which many have."""
        place = int(number >= self._parts.first[1])
        segment = self._segments[place]
        start, end = segment.offsets.between(*(number - self._parts.first[place] + np.array([0, 2]))).tolist()
        forms = segment.postings.between(start, end) + self._first_form[place]
        forms = forms[tally.nominated(forms)].astype(np.intp)
        return forms, np.full(len(forms), worth, dtype=np.float32)


def _with_exact(forms: Numbers, collected: Floats, exact: Sequence[int]) -> tuple[Numbers, Floats]:
    """Return what forms collect, with what one that is equal to the query collects on top."""
    if len(exact):
        collected[np.isin(forms, exact)] += np.float32(EXACT)
    return forms, collected


def _longest_nominating(counts: Sequence[Numbers]) -> int:
    """Return how many forms may have a part that still nominates: the rarest always does."""
    sizes = np.sort(np.concatenate([*counts, np.zeros(0, dtype=np.intp)]))
    if not len(sizes):
        return 0
    within = int(np.searchsorted(np.cumsum(sizes), GATHERED, side="right"))
    return int(sizes[max(within - 1, 0)])
