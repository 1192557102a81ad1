"""Files of a compiled gazetteer, mapped into memory and checked block by block when they are read.

`checksums.bin` holds a CRC-32 for each 16 KiB of each other file. A block is checked before its first use,
which notices every changed byte; what nobody reads costs nothing, so that opening takes as long for
ten million names as for ten.
"""

from __future__ import annotations

import mmap
import zlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from nameresolve.storage.manifest import damaged

__all__ = ["BLOCK", "MappedFile", "Window", "sums_of"]

BLOCK = 1 << 14
_SHIFT = 14


def sums_of(data: memoryview) -> Iterator[int]:
    """Yield the CRC-32 of each block of some bytes."""
    return (zlib.crc32(data[start : start + BLOCK]) for start in range(0, len(data), BLOCK))


class MappedFile:
    """A file whose blocks are checked the first time they are asked for.

    Raises `GazetteerError` if the file is missing or not as long as it should be.
    """

    def __init__(self, path: Path, size: int, sums: NDArray[np.uint32]) -> None:
        self.path = path
        self.data = memoryview(_mapped(path, size))
        self._sums = sums
        self._unseen = np.ones(len(sums), dtype=bool)
        self._left = len(sums)

    def check(self, start: int, end: int) -> None:
        """Check the bytes from `start` to `end`."""
        if self._left and end > start:
            first, last = start >> _SHIFT, (end - 1) >> _SHIFT
            for block in range(first, last + 1):
                if self._unseen[block]:
                    self._check(block)

    def check_places(self, places: NDArray[np.intp]) -> None:
        """Check the blocks in which single numbers stand."""
        if self._left:
            blocks = places >> _SHIFT
            new = blocks[self._unseen[blocks]]
            for block in np.unique(new).tolist() if len(new) else ():
                self._check(block)

    def _check(self, block: int) -> None:
        data = self.data[block << _SHIFT : (block + 1) << _SHIFT]
        if zlib.crc32(data) != int(self._sums[block]):
            raise damaged(f"the file is damaged: the checksum of block {block + 1} differs", self.path)
        self._unseen[block] = False
        self._left = int(np.count_nonzero(self._unseen)) if self._left < 8 else self._left - 1


class Window:
    """A part of a mapped file, from a byte on; the guard of one array."""

    def __init__(self, file: MappedFile, start: int) -> None:
        self._file = file
        self._start = start

    def check(self, start: int, end: int) -> None:
        """Check the bytes from `start` to `end` of the part."""
        self._file.check(self._start + start, self._start + end)

    def check_places(self, places: NDArray[np.intp]) -> None:
        """Check the blocks in which single numbers stand."""
        self._file.check_places(places + self._start)


def _mapped(path: Path, size: int) -> bytes | mmap.mmap:
    try:
        with path.open("rb") as file:
            actual = file.seek(0, 2)
            data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if actual else b""
    except FileNotFoundError as error:
        raise damaged("a file of the gazetteer is missing", path) from error
    except OSError as error:
        raise damaged(f"a file of the gazetteer cannot be read: {error.strerror}", path) from error
    if actual != size:
        raise damaged(f"the file is damaged: it has {actual:,} bytes instead of {size:,}", path)
    return data
