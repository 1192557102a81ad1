"""The packaged tables, read once each and handed out as plain values.

They are written by ``scripts/build_data.py`` from ``gazetteer/`` and shipped inside the package.
Nothing is read before it is asked for: importing the library costs no file access.
"""

from __future__ import annotations

import json
import mmap
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from nameresolve.errors import GazetteerError

__all__ = ["data_path", "load", "mapped", "read"]


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


def _unreadable(path: Path, error: Exception) -> GazetteerError:
    return GazetteerError(
        f"the packaged table cannot be read: {error}",
        file=str(path),
        remedy="Reinstall the package: pip install --force-reinstall nameresolve",
    )
