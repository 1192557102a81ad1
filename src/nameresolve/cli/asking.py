"""Asking the library for a block of rows: each distinct question once, by one process or several."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Self

from nameresolve.cli.answers import Added, Answer, Question
from nameresolve.cli.remembered import Remembered
from nameresolve.cli.workers import Workers, answered

if TYPE_CHECKING:
    from nameresolve import Resolver

__all__ = ["Asker"]

_REMEMBERED = 30_000
"""Answers kept from block to block, twice as many at most: what a table says often is asked once."""

_LEAST_PIECE = 25
"""Questions a process is given at least: fewer cost more to send than to answer."""

_MOST_PIECE = 50
"""Questions a process is given at most: after each piece it looks whether it remembers too much."""


class Asker:
    """Answers blocks of questions, in their order; with `workers` over 1 other processes do.

    Use it as a context manager: leaving it ends the processes.
    """

    def __init__(self, resolver: Resolver, added: Added, workers: int = 1) -> None:
        self._added, self._resolver = added, resolver
        self._workers = Workers(resolver, added, workers) if workers > 1 else None
        self._count = workers
        self._remembered = Remembered(_REMEMBERED)

    def __enter__(self) -> Self:
        if self._workers is not None:
            self._workers.make_ready()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._workers is not None:
            self._workers.end()

    def __call__(self, questions: Sequence[Question]) -> list[Answer]:
        """Return the answers to distinct questions; those asked lately are remembered.

        Raises `NameResolveError` when a process was ended from outside.
        """
        known = {question: answer for question in questions if (answer := self._remembered.get(question))}
        new = [question for question in questions if question not in known]
        known.update(zip(new, self._asked(new), strict=True))
        self._remembered.keep(known)
        return [known[question] for question in questions]

    def _asked(self, questions: Sequence[Question]) -> Iterable[Answer]:
        size = min(_MOST_PIECE, max(_LEAST_PIECE, -(-len(questions) // (4 * self._count))))
        pieces = [questions[start : start + size] for start in range(0, len(questions), size)]
        if self._workers is not None:
            return self._workers.answers(pieces)
        return (answer for piece in pieces for answer in answered(self._resolver, piece, self._added))
