"""``Scorer``: names in rapidfuzz, dedupe and whatever else takes a function of two texts.

from rapidfuzz import process
from nameresolve.plugins.scorer import Scorer
process.extract("Toqaev", names, scorer=Scorer(kind="person"), score_cutoff=0.5)

import dedupe
dedupe.variables.Custom("name", comparator=Scorer(kind="person").distance)
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from attrs import frozen

import nameresolve as nr

__all__ = ["Scorer"]


@frozen
class Scorer:
    """`similarity` with a kind fixed, for libraries that call a scorer in their own way.

    Called with two names it gives the probability, 0 to 1, that both can belong to one entity. It can
    be pickled, so that it goes along into other processes.

    >>> Scorer(kind="person")("Nursultan Nazarbayev", "Nursultan Nasarbajew") > 0.9
    True
    """

    kind: nr.Kind | None = None

    def __call__(
        self,
        left: str,
        right: str,
        *,
        processor: Callable[[Any], str] | None = None,
        score_cutoff: float | None = None,
    ) -> float:
        """Return the score as rapidfuzz wants it: 0.0 for one under `score_cutoff`."""
        return nr.similarity(left, right, kind=self.kind, processor=processor, score_cutoff=score_cutoff)

    def distance(self, left: str, right: str) -> float:
        """Return 1 - score, as dedupe and clustering want it: 0 is the same.

        >>> Scorer().distance("Tokayev", "Tokayev") < Scorer().distance("Tokayev", "Tokarev")
        True
        """
        return 1.0 - nr.similarity(left, right, kind=self.kind)
