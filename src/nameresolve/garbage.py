"""Work on many names without pauses for garbage collection."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["uncollected"]


@contextmanager
def uncollected() -> Iterator[None]:
    """Let nobody look for cycles of garbage within the block; afterwards all is as it was.

    Names, parts and what is kept of them are in no cycles, and looking through all of them again and again
    takes a tenth of the time and more. What is no longer needed is freed as ever.

    >>> import gc
    >>> with uncollected():
    ...     gc.isenabled()
    False
    >>> gc.isenabled()
    True
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()
