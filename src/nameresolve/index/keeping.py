"""What was found lately, and is likely asked for again: a bounded memory that forgets the oldest first."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Generic, TypeVar

__all__ = ["Kept"]

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Kept(Generic[K, V]):
    """The values kept for keys: those of the last ``most / 2`` keys at least, of ``most`` at most.

    What is asked for again is kept on. Threads may share it: one may miss what another keeps, and finds it
    anew.

    >>> kept = Kept(4)
    >>> for number in range(5):
    ...     kept[number] = str(number)
    ...     _ = kept.get(0)
    >>> [number for number in range(5) if number in kept]
    [0, 3, 4]
    """

    def __init__(self, most: int) -> None:
        self._half = max(1, most // 2)
        self._recent: dict[K, V] = {}
        self._older: dict[K, V] = {}

    def get(self, key: K) -> V | None:
        """Return the value kept for a key, or None."""
        value = self._recent.get(key)
        if value is None and (value := self._older.get(key)) is not None:
            self[key] = value
        return value

    def __contains__(self, key: K) -> bool:
        return self.get(key) is not None

    def __setitem__(self, key: K, value: V) -> None:
        if len(self._recent) >= self._half and key not in self._recent:
            self._older, self._recent = self._recent, {}
        self._recent[key] = value
