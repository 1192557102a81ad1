"""Garbage is looked for when nobody waits, and not while a name is looked up."""

from __future__ import annotations

import asyncio
import gc
import weakref

import pytest

pytest.importorskip("starlette", reason="needs the extra 'server'")

from nameresolve.server.sweeping import swept_when_idle


class _Ring:
    def __init__(self) -> None:
        self.itself = self


def _garbage() -> weakref.ref[_Ring]:
    """Return what tells whether a cycle that nobody knows any longer, and that is not young, is still there."""
    ring = _Ring()
    gc.collect()
    return weakref.ref(ring)


async def _is_swept(waiting: int, looks: int) -> bool:
    async with swept_when_idle(lambda: waiting, seconds=0.001):
        left = _garbage()
        for _ in range(looks):
            await asyncio.sleep(0.002)
    return left() is None


def test_all_garbage_is_found_when_nobody_waits() -> None:
    assert asyncio.run(_is_swept(0, 50))


def test_where_somebody_waits_it_is_put_off_a_few_times_only() -> None:
    assert asyncio.run(_is_swept(1, 200))


def test_while_somebody_waits_nothing_is_looked_through() -> None:
    async def kept() -> bool:
        async with swept_when_idle(lambda: 1, seconds=0.05):
            left = _garbage()
            await asyncio.sleep(0.12)  # two looks, fewer than it is put off
            return left() is not None

    assert asyncio.run(kept())


def test_afterwards_all_is_as_it_was() -> None:
    before = gc.get_threshold()

    async def within() -> tuple[int, int, int]:
        async with swept_when_idle(lambda: 0):
            return gc.get_threshold()

    first, second, third = asyncio.run(within())
    assert (first, second) == before[:2]
    assert third > 1_000_000
    assert gc.get_threshold() == before
