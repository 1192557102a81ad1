"""A progress bar on standard error, on a terminal only."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Iterator
from typing import BinaryIO

from nameresolve.cli.phrases import counted

__all__ = ["progress"]


@contextlib.contextmanager
def progress(stream: BinaryIO, *, hidden: bool = False) -> Iterator[Callable[[int], None]]:
    """Yield a function that takes the number of rows done; it draws a bar on a terminal only.

    How far it is, is told by the place in `stream`, the file as it lies on disk.
    """
    if hidden or not sys.stderr.isatty():
        yield _ignore
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(file=sys.stderr), transient=True) as bar:
        task = bar.add_task("0 rows", total=_size(stream))

        def advance(rows: int) -> None:
            place = stream.tell() if stream.seekable() else 0
            bar.update(task, completed=place, description=counted(rows, "row"))

        yield advance


def _ignore(_rows: int) -> None:
    pass


def _size(stream: BinaryIO) -> int | None:
    size = os.fstat(stream.fileno()).st_size if stream.seekable() else 0
    return size or None
