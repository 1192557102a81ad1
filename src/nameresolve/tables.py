"""The packaged tables, read once each and handed out as plain values.

They are written by ``scripts/build_data.py`` from ``gazetteer/`` and shipped inside the package.
Nothing is read before it is asked for: importing the library costs no file access.
"""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from nameresolve.errors import GazetteerError

__all__ = ["data_path", "load"]


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
    path = data_path() / f"{name}.json"
    try:
        return json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise GazetteerError(
            f"the packaged table cannot be read: {error}",
            file=str(path),
            remedy="Reinstall the package: pip install --force-reinstall nameresolve",
        ) from error
