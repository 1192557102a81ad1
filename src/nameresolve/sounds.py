"""How a part of a name may sound, as a line of text, and many such lines as arrays.

To read a part under all conventions takes longer than to compare it; so an index keeps what was read. A
line holds the symbols of the plainest reading, then those of each other convention, after tabs; a
convention that makes out of syllables what letters do not is marked with a star.
"""

from __future__ import annotations

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from nameresolve.conventions import SYLLABIC
from nameresolve.distance import PartForm
from nameresolve.distance.batch import LONGEST_PACKED, PADDING
from nameresolve.symbols import LATIN_ALPHABET

__all__ = ["Readings", "line_of", "readings_in"]

_TAB, _END, _STAR = b"\t\n*"
_NUMBER = np.full(256, PADDING, dtype=np.uint16)
_NUMBER[np.frombuffer(LATIN_ALPHABET.encode("ascii"), dtype=np.uint8)] = np.arange(len(LATIN_ALPHABET))


@frozen(slots=True, eq=False)
class Readings:
    """The readings of several parts: a column each, in the order of the parts.

    `counts` says how many a part has, `lengths` how long its plainest one is.
    """

    columns: NDArray[np.uint16]
    syllabic: NDArray[np.bool_]
    counts: NDArray[np.intp]
    lengths: NDArray[np.intp]


def line_of(form: PartForm) -> str:
    """Return the readings of a part as a line without its end.

    >>> from nameresolve.distance import part_form
    >>> line_of(part_form("токаев", "Cyrl"))
    'tokaev'
    """
    others = (("*" if name in SYLLABIC else "") + symbols for name, symbols in form.readings)
    return "\t".join([form.symbols, *others])


def readings_in(lines: bytes) -> Readings:
    r"""Return the readings in some lines.

    >>> found = readings_in(b"tokaev\nxi\t*kSi\n")
    >>> found.counts.tolist(), found.lengths.tolist(), found.syllabic.tolist()
    ([1, 2], [6, 2], [False, False, True])
    """
    data = np.frombuffer(lines, dtype=np.uint8)
    ends = np.flatnonzero((data == _TAB) | (data == _END))
    starts = np.concatenate([[0], ends[:-1] + 1]) if len(ends) else ends
    syllabic = data[np.minimum(starts, len(data) - 1)] == _STAR
    starts = starts + syllabic
    lengths = ends - starts
    kept = np.minimum(lengths, LONGEST_PACKED)
    column = np.repeat(np.arange(len(ends)), kept)
    within = np.arange(int(kept.sum())) - np.repeat(np.cumsum(kept) - kept, kept)
    columns = np.full((LONGEST_PACKED, len(ends)), PADDING, dtype=np.uint16)
    columns[within, column] = _NUMBER[data[starts[column] + within]]
    last = np.flatnonzero(data[ends] == _END)
    counts = np.diff(np.concatenate([[-1], last]))
    return Readings(columns, syllabic, counts, lengths[last - counts + 1])
