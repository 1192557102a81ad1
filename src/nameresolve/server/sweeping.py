"""Cycles of garbage, looked for when nobody waits.

What a service remembers of names is hundreds of thousands of small objects that are in no cycle. Python looks
through all of them whenever they have become a quarter more, and for half a second nobody gets an answer.
"""

from __future__ import annotations

import asyncio
import contextlib
import gc
from collections.abc import AsyncIterator, Callable

__all__ = ["swept_when_idle"]

_SECONDS = 600.0
"""So often all objects are looked through, if nobody waits; those just made are looked through as ever."""

_PATIENCE = 6
"""So many times it is put off, where somebody always waits."""

_NEVER = 1 << 30


@contextlib.asynccontextmanager
async def swept_when_idle(waiting: Callable[[], int], seconds: float = _SECONDS) -> AsyncIterator[None]:
    """Look for all garbage within the block only now and then, when `waiting` says that nobody waits."""
    before = gc.get_threshold()
    gc.set_threshold(before[0], before[1], _NEVER)
    sweeping = asyncio.create_task(_sweep(waiting, seconds))
    try:
        yield
    finally:
        gc.set_threshold(*before)
        sweeping.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await sweeping


async def _sweep(waiting: Callable[[], int], seconds: float) -> None:
    put_off = 0
    while True:
        await asyncio.sleep(seconds)
        put_off = put_off + 1 if waiting() and put_off < _PATIENCE else 0
        if not put_off:
            gc.collect()
