"""The cleaned texts of all forms as a mapping, without a dictionary in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

__all__ = ["Identities"]


class Identities(Mapping[str, tuple[int, ...]]):
    """The forms that are the same after cleaning, by their cleaned text; each is looked up when asked for."""

    def __init__(
        self, find: Callable[[str], list[int]], texts: Callable[[], Iterator[tuple[str, bool]]]
    ) -> None:
        self._find = find
        self._texts = texts

    def __getitem__(self, identity: str) -> tuple[int, ...]:
        found = self._find(identity)
        if not found:
            raise KeyError(identity)
        return tuple(found)

    def __contains__(self, identity: object) -> bool:
        return isinstance(identity, str) and bool(self._find(identity))

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys(text for text, living in self._texts() if living))

    def __len__(self) -> int:
        return sum(1 for _ in self)
