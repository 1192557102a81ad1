"""The segments of an updated index into one."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from nameresolve.contents import FormParts
from nameresolve.index.building import posted, segment_of
from nameresolve.index.search import FormIndex
from nameresolve.index.segment import Segment
from nameresolve.packed import Texts

__all__ = ["joined_segment"]


def joined_segment(index: FormIndex, renumbered: NDArray[np.intp]) -> Segment:
    """Return all that lives of an index as one segment; `renumbered` has the new place of each entity.

    It finds what an index built of the living entities in their new order finds. The index must be
    `FormIndex.complete`.
    """
    living = np.flatnonzero(index.living_forms())
    new_form = np.full(len(index), -1, dtype=np.int64)
    new_form[living] = np.arange(len(living))
    numbers: dict[str, int] = {}
    codes: list[str] = []
    sounds: list[str] = []
    weights: list[NDArray[np.float32]] = []
    held, holders = [], []
    contents: list[tuple[FormParts, NDArray[np.intp], NDArray[np.uint32]]] = []
    first = 0
    for segment in index.segments:
        pairs, forms = segment.pairs()
        mine = new_form[first : first + len(segment)]
        forms = mine[forms]
        pairs, forms = pairs[forms >= 0], forms[forms >= 0]
        first += len(segment)
        new_part, fresh = _numbered(segment, pairs, numbers)
        for kept, texts in ((codes, segment.codes.all()), (sounds, segment.sounds.all())):
            kept += [texts[place] for place in fresh]
        weights.append(segment.weights.take(np.array(fresh, dtype=np.intp)))
        held.append(new_part[pairs])
        holders.append(forms.astype(np.uint32))
        if segment.content is not None:
            contents.append((segment.content, np.flatnonzero(mine >= 0), new_part))
    offsets, postings = posted(np.concatenate(held), np.concatenate(holders), len(numbers))
    return segment_of(
        keys=list(numbers),
        codes=codes,
        sounds=sounds,
        weights=np.concatenate(weights),
        offsets=offsets,
        postings=postings,
        entities=renumbered[index.entities_of(living)].astype(np.uint32),
        ordinals=index.ordinals_of(living),
        identities=Texts.of(text for text, lives in index.identities() if lives),
        content=FormParts.joined(contents),
    )


def _numbered(
    segment: Segment, used: NDArray[np.intp], numbers: dict[str, int]
) -> tuple[NDArray[np.uint32], list[int]]:
    """Continue the numbers of parts; return the new number of each, and the places of those not yet known."""
    places = np.unique(used)
    keys = segment.parts.all()
    fresh = [place for place in places.tolist() if keys[place] not in numbers]
    for place in fresh:
        numbers[keys[place]] = len(numbers)
    new_part = np.zeros(len(keys), dtype=np.uint32)
    new_part[places] = [numbers[keys[place]] for place in places.tolist()]
    return new_part, fresh
