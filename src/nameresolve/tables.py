"""The packaged tables, read once each and handed out as plain values.

They are written by ``scripts/build_data.py`` from ``gazetteer/`` and shipped inside the package.
Nothing is read before it is asked for: importing the library costs no file access. Small tables are JSON and
are held as values; the long ones are lines in order, which are mapped, so that all processes share them and
hold of them but what they asked for lately.
"""

from __future__ import annotations

import json
import mmap
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from functools import cache, lru_cache
from importlib import resources
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeVar, overload

from nameresolve.errors import GazetteerError

__all__ = ["Lines", "columns", "data_path", "lines", "load", "mapped", "read"]

V = TypeVar("V")
D = TypeVar("D")

_BETWEEN = 1 << 9
"""Bytes between the lines whose keys are kept in memory, so that a line is soon found; eight times as many
in a table of megabytes."""

_LONG = 1 << 20

_MOST_KEPT = 1 << 10
"""So many of the keys that were asked for lately are kept with what was found."""


def data_path() -> Path:
    """Return the folder of the packaged data."""
    return Path(str(resources.files("nameresolve") / "data"))


@cache
def load(name: str) -> Any:  # noqa: ANN401 - each table has a shape of its own
    """Return the packaged JSON table of that name, read once a process.

    Raises `GazetteerError` when the file is missing or damaged, which means a broken
    installation.

    >>> sorted(load("symbols"))[:2]
    ['Arab', 'Armn']
    """
    return read(name)


def read(name: str) -> Any:  # noqa: ANN401
    """Return a packaged JSON table that is not kept, since something smaller is made of it.

    Raises `GazetteerError` as `load` does.

    >>> len(read("costs/Latn")[0])
    4
    """
    path = data_path() / f"{name}.json"
    try:
        return json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from error


def mapped(name: str) -> mmap.mmap:
    r"""Return the packaged text table of that file name, mapped: only what is looked at is read.

    Raises `GazetteerError` as `load` does.

    >>> mapped("known_names.txt").find(b"\nkeller\t") > 0
    True
    """
    path = data_path() / name
    try:
        with path.open("rb") as handle:
            return mmap.mmap(handle.fileno(), 0, access=mmap.ACCESS_READ)
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from error


class Lines(Mapping[str, V]):
    r"""A table in which a line is a key, a tab and what `read` makes a value of; in order of its bytes.

    >>> table = Lines(b"ast\t1\nastana\tKZ\n", str)
    >>> table["astana"], table.get("almaty"), "ast" in table, len(table), list(table)
    ('KZ', None, True, 2, ['ast', 'astana'])
    """

    def __init__(self, text: bytes | mmap.mmap, read: Callable[[str], V]) -> None:
        self._text = text
        self._read = read
        between = _BETWEEN if len(text) < _LONG else 8 * _BETWEEN
        self._starts = [0]
        while 0 < (end := text.find(b"\n", self._starts[-1] + between) + 1) < len(text):
            self._starts.append(end)
        self._keys = [text[start : text.find(b"\t", start)] for start in self._starts]
        self._starts.append(len(text))
        self.find = lru_cache(maxsize=_MOST_KEPT)(self._find)
        """Return the value of a key, or None."""

    def _find(self, key: str) -> V | None:
        sought = key.encode("utf-8", "surrogatepass")
        place = bisect_right(self._keys, sought) - 1
        if place < 0 or b"\t" in sought or b"\n" in sought:
            return None
        chunk = b"\n" + self._text[self._starts[place] : self._starts[place + 1]]
        at = chunk.find(b"\n" + sought + b"\t")
        if at < 0:
            return None
        return self._read(chunk[at + len(sought) + 2 : chunk.find(b"\n", at + 1)].decode("utf-8"))

    def __getitem__(self, key: str) -> V:
        found = self.find(key)
        if found is None:
            raise KeyError(key)
        return found

    @overload
    def get(self, key: str, default: None = None, /) -> V | None: ...
    @overload
    def get(self, key: str, default: V | D, /) -> V | D: ...
    def get(self, key: str, default: V | D | None = None, /) -> V | D | None:
        """Return the value of a key, or the default."""
        found = self.find(key)
        return default if found is None else found

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and self.find(key) is not None

    def __iter__(self) -> Iterator[str]:
        for start, end in pairwise(self._starts):
            for line in self._text[start:end].split(b"\n")[:-1]:
                yield line.partition(b"\t")[0].decode("utf-8")

    def __len__(self) -> int:
        return sum(1 for _ in self)


def columns(text: str) -> tuple[str, ...]:
    r"""Return the fields of a line, which tabs part.

    >>> columns("bank\tgeneric")
    ('bank', 'generic')
    """
    return tuple(text.split("\t"))


@cache
def _opened(name: str, read: Callable[[str], object]) -> Lines[Any]:
    return Lines(mapped(f"{name}.txt"), read)


def lines(name: str, read: Callable[[str], V]) -> Lines[V]:
    """Return the packaged table of lines of that name, opened once a process.

    Raises `GazetteerError` as `load` does.

    >>> lines("pinyin", str)["托"]
    'tuo'
    """
    return _opened(name, read)


def _unreadable(path: Path, error: Exception) -> GazetteerError:
    return GazetteerError(
        f"the packaged table cannot be read: {error}",
        file=str(path),
        remedy="Reinstall the package: pip install --force-reinstall nameresolve",
    )
