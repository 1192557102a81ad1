"""What speaks against one name overlaps: a sum below 0 says less than its terms do one by one."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

from nameresolve.model import Evidence
from nameresolve.scoring.term import Term

__all__ = ["overlapping", "told_anew"]

_RULE = "what speaks against one name overlaps"


def overlapping(total: float, weights: Mapping[str, float]) -> Iterator[Term]:
    """Yield the term that takes back what terms adding up to `total` below 0 say more than once.

    Terms are added as if each were independent of the others, which they are not: who is called otherwise
    also has another order and leaves out other parts. How far the sum can be relied on is not known; drawn
    from a gamma distribution of mean 1 and shape k, the odds are (1 - total / k) ** -k in the mean. So a sum
    near 0 keeps its worth, a far one loses much, no two change places and none changes its side. What speaks
    for one name is bounded as it is added (`SATURATION`). Where the weight is 0, the sum is relied on wholly.

    >>> [round(term.contribution({"overlap": 4.0}), 2) for term in overlapping(-8.0, {"overlap": 4.0})]
    [3.61]
    >>> list(overlapping(1.0, {"overlap": 4.0}))
    []
    """
    if total < 0.0 < weights["overlap"]:
        far = -total / weights["overlap"]
        yield Term("bias", "", "", _RULE, (("overlap", far - math.log1p(far)),))


def told_anew(evidence: Sequence[Evidence], weights: Mapping[str, float]) -> list[Evidence]:
    """Return evidence, to which more was added, with what of all of it overlaps.

    What else is known makes up for what speaks against one name before that is softened: two who were born in
    one year and are called otherwise are two.

    >>> names, overlap, year = (Evidence("bias", "", "", rule, x) for rule, x in [
    ...     ("a", -4.0), ("what speaks against one name overlaps", 1.3), ("year of birth", 2.5)])
    >>> [round(term.contribution, 1) for term in told_anew([names, overlap, year], {"overlap": 4.0})]
    [-4.0, 2.5, 0.2]
    """
    kept = [term for term in evidence if term.rule != _RULE]
    if len(kept) == len(evidence):
        return kept
    total = math.fsum(term.contribution for term in kept)
    return [*kept, *(term.weighed(weights) for term in overlapping(total, weights))]
