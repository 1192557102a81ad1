"""A memory of the answers given last, so that a name that comes again costs nothing."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock
from typing import Generic, TypeVar

__all__ = ["Memory"]

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Memory(Generic[K, V]):
    """The answers to the last `size` different questions; safe to share between threads.

    >>> memory = Memory(1)
    >>> memory.put("a", 1); memory.put("b", 2)
    >>> memory.get("a"), memory.get("b"), memory.hits
    (None, 2, 1)
    """

    def __init__(self, size: int) -> None:
        self.size = size
        self.hits = 0
        self.misses = 0
        self._known: OrderedDict[K, V] = OrderedDict()
        self._lock = Lock()

    def get(self, question: K) -> V | None:
        """Return the answer, or None if it is not remembered."""
        with self._lock:
            answer = self._known.get(question)
            if answer is None:
                self.misses += 1
                return None
            self._known.move_to_end(question)
            self.hits += 1
            return answer

    def put(self, question: K, answer: V) -> None:
        """Remember an answer, and forget the one not asked for longest."""
        with self._lock:
            self._known[question] = answer
            self._known.move_to_end(question)
            while len(self._known) > self.size:
                self._known.popitem(last=False)
