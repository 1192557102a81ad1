"""What is asked for a part, and the parts that are listed as they stand."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, lru_cache
from typing import Any

from rapidfuzz.distance import Levenshtein

from nameresolve.blocking import coded, codes_of
from nameresolve.distance import PartForm
from nameresolve.index.segment import Part, Segment, part_of

__all__ = ["MOST_KEPT", "LatinParts", "ListedParts", "codes_to_ask"]

MOST_KEPT = 1 << 14
"""So many parts are kept with their number, or with the numbers of those that spell them."""

MOST_READ = 1 << 12
"""So many listed parts are kept as texts; three of four are never looked at again."""

MOST_IN_A_SET = 1 << 16
"""Of so many parts, at most, the Latin ones are held as a set."""

READ_APART = 0.2
"""A reading whose code differs by more than this from the others is looked for on its own."""


def codes_to_ask(form: PartForm) -> tuple[str, ...]:
    """Return the codes of a part, and those of its readings by conventions that are far from the others."""
    codes = list(codes_of(form.fold, form.script, form.symbols))
    for _, symbols in form.readings:
        code = coded(symbols)
        if code and all(Levenshtein.normalized_distance(code, other) > READ_APART for other in codes):
            codes.append(code)
    return tuple(codes)


class ListedParts(Sequence[Part]):
    """The parts of all segments; those that were looked at are kept, for they are asked for again."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        self._segments = segments
        self._first = len(segments[0].parts)
        self._read = lru_cache(maxsize=MOST_READ)(self._part)

    def __len__(self) -> int:
        return sum(len(segment.parts) for segment in self._segments)

    def __getitem__(self, number: Any) -> Any:  # noqa: ANN401 - a part; slices are not asked for
        return self._read(int(number))

    def _part(self, number: int) -> Part:
        second = number >= self._first
        return part_of(self._segments[second].parts[number - second * self._first])


class LatinParts:
    """The Latin parts of all segments as one set, which tells sooner than a table what is not listed."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        self._segments = segments

    @cached_property
    def _folds(self) -> frozenset[str]:
        listed = (part_of(key) for segment in self._segments for key in segment.parts.all())
        return frozenset(fold for fold, script in listed if script == "Latn")

    def among(self, spellings: Sequence[str]) -> Sequence[str]:
        """Return those of many spellings that may be listed: of a large index all, it has no set."""
        if sum(len(segment.parts) for segment in self._segments) > MOST_IN_A_SET:
            return spellings
        return [fold for fold in spellings if fold in self._folds]
