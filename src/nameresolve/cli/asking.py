"""Asking the library for a block of rows: each distinct question once, by one process or several."""

from __future__ import annotations

import gc
import os
import signal
import threading
from collections.abc import Sequence
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from types import TracebackType
from typing import TYPE_CHECKING, Self

from nameresolve.cli.answers import Added, Answer, Question, answer_of
from nameresolve.cli.forgetting import forget
from nameresolve.errors import NameResolveError

if TYPE_CHECKING:
    from nameresolve import Resolver

__all__ = ["Asker"]

_REMEMBERED = 30_000
"""Answers kept from block to block, twice as many at most: what a table says often is asked once."""

_LEAST_PIECE = 50
"""Questions a process is given at least: fewer cost more to send than to answer."""

_MOST_PIECE = 100
"""Questions a process is given at most: after each piece it looks whether it remembers too much."""


class Asker:
    """Answers blocks of questions, in their order; with `workers` over 1 the processes stay for all blocks.

    Use it as a context manager: leaving it ends the processes.
    """

    def __init__(self, resolver: Resolver, added: Added, workers: int = 1) -> None:
        self._added, self._workers = added, workers
        self._resolver = resolver
        self._pool: ProcessPoolExecutor | None = None
        self._recent: dict[Question, Answer] = {}
        self._older: dict[Question, Answer] = {}

    def __enter__(self) -> Self:
        if self._workers > 1:
            gc.collect()
            gc.freeze()  # the collector of a worker would write to the pages that all processes share
            self._pool = ProcessPoolExecutor(
                self._workers, initializer=_start_worker, initargs=(self._resolver, self._added)
            )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)

    def __call__(self, questions: Sequence[Question]) -> list[Answer]:
        """Return the answers to distinct questions; those asked lately are remembered.

        Raises `NameResolveError` when a process was ended from outside.
        """
        known = {question: answer for question in questions if (answer := self._remembered(question))}
        new = [question for question in questions if question not in known]
        known.update(zip(new, self._asked(new), strict=True))
        if len(self._recent) + len(known) > _REMEMBERED:
            self._older, self._recent = self._recent, {}
        self._recent.update(known)
        return [known[question] for question in questions]

    def _remembered(self, question: Question) -> Answer | None:
        return self._recent.get(question) or self._older.get(question)

    def _asked(self, questions: Sequence[Question]) -> list[Answer]:
        size = min(_MOST_PIECE, max(_LEAST_PIECE, -(-len(questions) // (4 * self._workers))))
        pieces = [questions[start : start + size] for start in range(0, len(questions), size)]
        if self._pool is None:
            return [answer for piece in pieces for answer in _answered(self._resolver, piece, self._added)]
        try:
            return [answer for piece in self._pool.map(_answer_piece, pieces) for answer in piece]
        except BrokenExecutor as error:
            raise NameResolveError(
                "A worker process was ended from outside, perhaps because memory ran out.\n"
                f"Take fewer processes than --workers {self._workers}."
            ) from error


def _answered(resolver: Resolver, questions: Sequence[Question], added: Added) -> list[Answer]:
    """Return the answers to a piece; what was remembered for them is forgotten if it is much."""
    answers = answers_for(resolver, questions, added)
    forget()
    return answers


def answers_for(resolver: Resolver, questions: Sequence[Question], added: Added) -> list[Answer]:
    """Return the answers to distinct questions, in their order."""
    known: dict[Question, Answer] = {}
    limit = max(1, added.limit)
    plain = [question for question in questions if not question.has_context]
    for kind in dict.fromkeys(question.kind for question in plain):
        group = [question for question in plain if question.kind == kind]
        decisions = resolver.resolve_many([question.name for question in group], kind=kind, limit=limit)
        answers = [answer_of(decision, explain=added.explain) for decision in decisions]
        known.update(zip(group, answers, strict=True))
    for question in questions:
        if question not in known:
            context = {"kind": question.kind, "countries": question.countries, "born": question.born}
            decision = resolver.resolve(question.name, **context, limit=limit)  # type: ignore[arg-type]
            known[question] = answer_of(decision, explain=added.explain)
    return [known[question] for question in questions]


_worker: list[tuple[Resolver, Added]] = []


def _start_worker(resolver: Resolver, added: Added) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent tells of it
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_leave_with_parent, daemon=True).start()
    from nameresolve.warming import warm  # with the resolver, which other commands need not

    warm(resolver)
    _worker[:] = [(resolver, added)]


def _leave_with_parent() -> None:
    """End this process when its parent is gone; one that was killed cannot say so."""
    from multiprocessing import connection, parent_process

    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)


def _answer_piece(questions: Sequence[Question]) -> list[Answer]:
    resolver, added = _worker[0]
    return _answered(resolver, questions, added)
