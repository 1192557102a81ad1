"""Forms and their parts as plain arrays, in memory or in mapped files."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from nameresolve.contents import FormParts
from nameresolve.index.keytable import KeyTable
from nameresolve.packed import Column, HashTable, Texts, hash_of

__all__ = ["Part", "Segment", "key_of", "letters_of", "part_of"]

Part = tuple[str, str]
"""The cleaned text of a part and its script."""

_SCRIPT = 4  # letters of a script code, as ISO 15924 has them


def key_of(fold: str, script: str) -> str:
    """Return a part as one text.

    >>> key_of("tokayev", "Latn")
    'Latntokayev'
    """
    return script + fold


def part_of(key: str) -> Part:
    """Return the part that `key_of` wrote."""
    return key[_SCRIPT:], key[:_SCRIPT]


def letters_of(identity: str) -> str:
    """Return the letters of a cleaned text in alphabetical order: the same for any order of its words.

    Names that are the same have the same letters, however their words are cut or put.

    >>> letters_of("abd al rahman") == letters_of("rahman abdal")
    True
    """
    return "".join(sorted(identity)).lstrip(" ")


@frozen(slots=True, eq=False)
class Segment:
    """The distinct parts of some forms, and the forms; numbers count from 0 within the segment.

    `offsets` says where in `postings` the forms of each part begin. `shapes` and `outlines` are two
    sketches of each part's code, see `nameresolve.index.nearest`, `sounds` its readings, see
    `nameresolve.sounds`, `content` the parts of each form, `letter_table` the forms by their letters; these
    two are None where an earlier version wrote the segment. `key_table`, see `nameresolve.index.keytable`, is
    kept where it takes long to make: of many parts.
    """

    parts: Texts
    part_table: HashTable
    codes: Texts
    sounds: Texts
    weights: Column
    shapes: Column
    outlines: Column
    offsets: Column
    postings: Column
    entities: Column
    ordinals: Column
    identities: Texts
    identity_table: HashTable
    letter_table: HashTable | None = None
    content: FormParts | None = None
    key_table: KeyTable | None = None

    def __len__(self) -> int:
        return len(self.entities)

    @property
    def complete(self) -> bool:
        """Whether it has all that this version writes."""
        return self.content is not None and self.letter_table is not None

    def part_number(self, part: Part) -> int | None:
        """Return the number of a part, or None."""
        return self.number_of(key_of(*part))

    def number_of(self, key: str) -> int | None:
        """Return the number of a part that is written as one text, or None."""
        found = self.part_table.find(hash_of(key))
        return next((number for number in found if self.parts[number] == key), None)

    def numbers_of(self, keys: Sequence[str]) -> list[int]:
        """Return the numbers of those of many parts that a form has."""
        hashes = np.fromiter(map(hash_of, keys), dtype=np.uint64, count=len(keys))
        which, numbers = self.part_table.find_many(hashes)
        found = zip(which.tolist(), numbers.tolist(), strict=True)
        return [number for place, number in found if self.parts[number] == keys[place]]

    def scripts_of(self, numbers: NDArray[np.intp]) -> NDArray[np.bytes_]:
        """Return the codes of the scripts of parts."""
        starts = self.parts.starts.take(numbers).astype(np.intp)
        letters = self.parts.data.take((starts[:, None] + np.arange(_SCRIPT)).ravel())
        return np.ascontiguousarray(letters).view(f"S{_SCRIPT}")

    def forms_like(self, identity: str) -> list[int]:
        """Return the forms that are this text after cleaning."""
        found = self.identity_table.find(hash_of(identity))
        return [form for form in found if self.identities[form] == identity]

    def holding(self, numbers: NDArray[np.intp]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Return where in `postings` the forms of each part begin, and how many there are."""
        starts = self.offsets.take(numbers).astype(np.intp)
        return starts, self.offsets.take(numbers + 1).astype(np.intp) - starts

    def pairs(self) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Return each part that a form has, and the form, part by part."""
        offsets = self.offsets.all().astype(np.intp)
        counts = offsets[1:] - offsets[:-1]
        return np.repeat(np.arange(len(counts)), counts), self.postings.all().astype(np.intp)

    def posted(self, starts: NDArray[np.intp], counts: NDArray[np.intp]) -> NDArray[np.intp]:
        """Return the forms that stand from each start on, so many of each, one after another."""
        skipped = np.repeat(starts - (np.cumsum(counts) - counts), counts)
        return self.postings.take(np.arange(int(counts.sum())) + skipped).astype(np.intp)
