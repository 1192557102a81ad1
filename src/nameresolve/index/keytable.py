"""The keys of a part's sounds, and the parts that have each.

A part is listed under the classes of its consonants, which vowels and sounds of one class do not change,
and under its consonants, each time without one of them too; one of few consonants also with its vowels.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from nameresolve.packed import Column

__all__ = ["KeyTable", "keys_of"]

Numbers = NDArray[np.intp]

LEAST_CUT = 4
"""So many consonants a part has at least that is also listed without one of them."""

MOST_VOWELED = 3
"""Parts of no more consonants are listed with their vowels too, and without one of these or those."""

LEAST_CLASSES = 5
"""The same of their classes, of which there are but six."""

A_KEY = 4
"""So many entries stand under a place of the table on average."""

_PAIR = re.compile(rb"[PTKSMR].", re.DOTALL)
"""A consonant: its class and itself."""

_VOWEL_GROUPS = bytes.maketrans(b"iy", b"ee")

_BITS = 32


@frozen(slots=True, eq=False)
class KeyTable:
    """The parts that have each key: those of the keys at place i are ``parts[starts[i]:starts[i + 1]]``.

    Keys that begin with the same bits stand together, so that among the parts may be some that share no
    key.

    >>> table = KeyTable.of(["TtoKkaePv", "TtoKkaRrePv", "MmaRriia"])
    >>> which, parts = table.find(np.array(keys_of("TtoKqaePw"), dtype=np.uint32))
    >>> 0 in parts
    True
    """

    starts: Column
    parts: Column

    @classmethod
    def of(cls, codes: Sequence[str]) -> KeyTable:
        """Return the table of parts that have these codes."""
        keys = [keys_of(code) for code in codes]
        counts = np.fromiter(map(len, keys), dtype=np.intp, count=len(keys))
        every = np.fromiter((key for some in keys for key in some), np.uint32, count=int(counts.sum()))
        bits = max(1, (len(every) // A_KEY).bit_length())
        upper = every >> np.uint32(_BITS - bits)
        order = np.argsort(upper, kind="stable")
        starts = np.searchsorted(upper[order], np.arange(2**bits + 1))
        parts = np.repeat(np.arange(len(keys), dtype=np.uint32), counts)[order]
        return cls(Column(starts.astype(np.uint32)), Column(parts))

    def find(self, keys: NDArray[np.uint32]) -> tuple[Numbers, Numbers]:
        """Return the parts listed under some keys, each with the place of its key among these."""
        bits = (len(self.starts) - 1).bit_length() - 1
        places = (keys >> np.uint32(_BITS - bits)).astype(np.intp)
        starts = self.starts.take(places).astype(np.intp)
        counts = self.starts.take(places + 1).astype(np.intp) - starts
        which = np.repeat(np.arange(len(keys)), counts)
        skipped = np.repeat(starts - (np.cumsum(counts) - counts), counts)
        return which, self.parts.take(np.arange(len(which)) + skipped).astype(np.intp)


def keys_of(code: str) -> list[int]:
    """Return the keys of a code, ascending, as numbers of 32 bits.

    >>> tokayev, toqajew, merkel = map(keys_of, ("TtoKkaePv", "TtoKqaiePw", "MmeRrKkeRl"))
    >>> bool(set(tokayev) & set(toqajew)), bool(set(tokayev) & set(merkel))
    (True, False)
    """
    data = code.encode("utf-8")
    paired = b"".join(_PAIR.findall(data))
    classes, consonants = paired[::2], paired[1::2]
    keys = [b"k" + classes, b"f" + consonants]
    if len(consonants) >= LEAST_CUT:
        keys += _cut(b"f", consonants)
    if len(classes) >= LEAST_CLASSES:
        keys += (b"d" + classes, *_cut(b"d", classes))
    if len(consonants) <= MOST_VOWELED:
        units = _PAIR.sub(_class_of, data).translate(_VOWEL_GROUPS)
        keys += (b"u" + units, *_cut(b"u", units))
    return sorted(set(map(zlib.crc32, keys)))


def _class_of(pair: re.Match[bytes]) -> bytes:
    return pair[0][:1]


def _cut(mark: bytes, text: bytes) -> list[bytes]:
    """Return a text without each of its letters, after a mark."""
    return [mark + text[:place] + text[place + 1 :] for place in range(len(text))]
