"""Numbers and texts side by side in a few long arrays, in memory or in mapped files.

A gazetteer of millions cannot hold an object a text. Here a column of texts is one run of UTF-8 with the
places where each begins, and a dictionary is a hash table of three arrays; all of them work the same
over bytes that a build collected and over a file of which only the touched pages are read.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

__all__ = ["Column", "Guard", "HashTable", "Texts", "hash_of"]

Places = NDArray[np.intp]

A_BUCKET = 4
"""So many entries a bucket of a hash table has on average."""

_END = b"\n"


class Guard(Protocol):
    """What watches over the bytes of a file: they are checked before they are first used."""

    def check(self, start: int, end: int) -> None:
        """Check the bytes from `start` to `end`; raises `GazetteerError` if they are damaged."""

    def check_places(self, places: Places) -> None:
        """Check the blocks in which single numbers stand."""


class Column:
    """Numbers of one type in a row; those of a file are checked where they are read.

    >>> Column(np.array([3, 1, 2], dtype=np.uint32)).take(np.array([2, 0])).tolist()
    [2, 3]
    """

    __slots__ = ("_array", "_guard")

    def __init__(self, array: NDArray[Any], guard: Guard | None = None) -> None:
        self._array = array
        self._guard = guard

    def __len__(self) -> int:
        return len(self._array)

    @property
    def mapped(self) -> bool:
        """Return whether the numbers lie in a file."""
        return self._guard is not None

    def between(self, start: int, end: int) -> NDArray[Any]:
        """Return the numbers from one place to another."""
        if self._guard is not None:
            width = self._array.itemsize
            self._guard.check(start * width, end * width)
        return self._array[start:end]

    def take(self, places: Places) -> NDArray[Any]:
        """Return the numbers at places."""
        if self._guard is not None:
            self._guard.check_places(places * self._array.itemsize)
        found: NDArray[Any] = self._array[places]
        return found

    def at(self, place: int) -> int:
        """Return the number at one place."""
        return int(self.between(place, place + 1)[0])

    def all(self) -> NDArray[Any]:
        """Return all numbers."""
        return self.between(0, len(self._array))

    def __reduce__(self) -> tuple[type[Column], tuple[NDArray[Any]]]:
        return Column, (np.array(self.all()),)


class Texts(Sequence[str]):
    """Many texts, one after another, none of which holds a line break.

    >>> list(Texts.of(["Astana", "", "Алматы"]))
    ['Astana', '', 'Алматы']
    """

    __slots__ = ("data", "starts")

    def __init__(self, data: Column, starts: Column) -> None:
        self.data = data
        self.starts = starts

    @classmethod
    def of(cls, texts: Iterable[str]) -> Texts:
        """Return texts of what comes one by one."""
        lines = [text.encode("utf-8") + _END for text in texts]
        return cls.joined(b"".join(lines), np.fromiter(map(len, lines), dtype=np.uint64, count=len(lines)))

    @classmethod
    def joined(cls, data: bytes | bytearray, lengths: NDArray[np.uint64]) -> Texts:
        """Return texts of bytes in which each ends with a line break, and of how long each is with it."""
        starts = np.zeros(len(lengths) + 1, dtype=np.uint64)
        np.cumsum(lengths, out=starts[1:])
        return cls(Column(np.frombuffer(bytes(data), dtype=np.uint8)), Column(starts))

    def __len__(self) -> int:
        return len(self.starts) - 1

    def __getitem__(self, number: Any) -> Any:  # noqa: ANN401 - a text, or a list for a slice
        if isinstance(number, slice):
            return [self[place] for place in range(*number.indices(len(self)))]
        start, end = self.starts.between(number, number + 2).tolist()
        return self.data.between(start, end - 1).tobytes().decode("utf-8")

    def __iter__(self) -> Iterator[str]:
        return iter(self.all())

    def lines(self, numbers: Places) -> bytes:
        r"""Return the bytes of some texts, each with a line break at its end.

        >>> Texts.of(["Astana", "", "Almaty"]).lines(np.array([2, 1]))
        b'Almaty\n\n'
        """
        starts = self.starts.take(numbers).astype(np.intp)
        counts = self.starts.take(numbers + 1).astype(np.intp) - starts
        skipped = np.repeat(starts - (np.cumsum(counts) - counts), counts)
        return self.data.take(np.arange(int(counts.sum())) + skipped).tobytes()

    def all(self) -> list[str]:
        """Return all texts."""
        return self.data.all().tobytes().decode("utf-8").split("\n")[:-1]


def hash_of(text: str) -> int:
    """Return 64 bits of a text's BLAKE2 hash, the same in every process and on every machine.

    >>> hash_of("almaty") == hash_of("almaty") != hash_of("astana")
    True
    """
    data = text.encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(data, digest_size=8).digest(), "little")


class HashTable:
    """The places of things by their 64-bit hash.

    The upper bits of a hash choose a bucket, in which the few that are there are looked through. What is
    found may be something else, once in a long life, so that the asker compares.

    >>> table = HashTable.of(np.array([hash_of("a"), hash_of("b"), hash_of("a")], dtype=np.uint64))
    >>> table.find(hash_of("a")), table.find(hash_of("c"))
    ([0, 2], [])
    """

    __slots__ = ("_shift", "buckets", "hashes", "values")

    def __init__(self, buckets: Column, hashes: Column, values: Column) -> None:
        self.buckets = buckets
        self.hashes = hashes
        self.values = values
        self._shift = 64 - (len(buckets) - 1).bit_length() + 1

    @classmethod
    def of(cls, hashes: NDArray[np.uint64]) -> HashTable:
        """Return the table of things that have these hashes."""
        bits = max(1, (len(hashes) // A_BUCKET).bit_length())
        order = np.argsort(hashes, kind="stable")
        ordered = hashes[order]
        upper = ordered >> np.uint64(64 - bits)
        buckets = np.searchsorted(upper, np.arange(2**bits + 1, dtype=np.uint64))
        return cls(
            Column(buckets.astype(np.uint32)),
            Column(ordered),
            Column(order.astype(np.uint32)),
        )

    @classmethod
    def of_texts(cls, texts: Iterable[str], count: int) -> HashTable:
        """Return the table of so many texts."""
        return cls.of(np.fromiter(map(hash_of, texts), dtype=np.uint64, count=count))

    def in_order(self) -> NDArray[np.uint64]:
        """Return the hash of each thing, by its place."""
        hashes = np.zeros(len(self.values), dtype=np.uint64)
        hashes[self.values.all()] = self.hashes.all()
        return hashes

    def find(self, hashed: int) -> list[int]:
        """Return the places of what has this hash, in order."""
        bucket = hashed >> self._shift
        start, end = self.buckets.between(bucket, bucket + 2).tolist()
        if start == end:
            return []
        there: list[int] = self.hashes.between(start, end).tolist()
        if hashed not in there:
            return []
        values: list[int] = self.values.between(start, end).tolist()
        return [value for value, one in zip(values, there, strict=True) if one == hashed]

    def find_many(self, hashes: NDArray[np.uint64]) -> tuple[Places, Places]:
        """Return which of many hashes are there, as their numbers, and the place of each.

        >>> table = HashTable.of(np.array([hash_of("a"), hash_of("b")], dtype=np.uint64))
        >>> [found.tolist() for found in table.find_many(np.array([hash_of("c"), hash_of("b")], np.uint64))]
        [[1], [1]]
        """
        buckets = (hashes >> np.uint64(self._shift)).astype(np.intp)
        starts = self.buckets.take(buckets).astype(np.intp)
        counts = self.buckets.take(buckets + 1).astype(np.intp) - starts
        which = np.repeat(np.arange(len(hashes)), counts)
        places = np.arange(len(which)) + np.repeat(starts - (np.cumsum(counts) - counts), counts)
        same = self.hashes.take(places) == hashes[which]
        return which[same], self.values.take(places[same]).astype(np.intp)
