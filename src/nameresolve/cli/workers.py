"""Processes that answer questions side by side, and are replaced before they have grown.

On Linux a process starts as a copy of the one that starts it, in no time, and what neither writes to they
share. So the tables are read before the first one starts, and after some thousand questions all of them end
and others take their place, whose caches are empty and whose memory has no gaps yet. Elsewhere a process
reads the tables itself, which takes seconds, and stays.
"""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from typing import TYPE_CHECKING

from nameresolve.cli.answers import Added, Answer, Question, answer_of
from nameresolve.cli.forgetting import forget
from nameresolve.errors import NameResolveError

if TYPE_CHECKING:
    from nameresolve import Resolver

__all__ = ["FRESH_AFTER", "Workers", "answered", "answers_for"]

FRESH_AFTER = 900
"""Questions that processes answer together before others take their place: fewer take less memory, more take
less time, since at the end one waits for the other."""

_COPIED = sys.platform == "linux"
_ENDING = (signal.SIGINT, signal.SIGTERM)


class Workers:
    """So many processes that answer pieces of questions; they start with the first piece."""

    def __init__(self, resolver: Resolver, added: Added, count: int) -> None:
        self._of = (resolver, added)
        self._count = count
        self._pool: ProcessPoolExecutor | None = None
        self._asked = 0

    def make_ready(self) -> None:
        """Read what the processes share."""
        if _COPIED:
            _know(*self._of)

    def end(self) -> None:
        """End the processes and forget what they shared."""
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None
        _known.clear()

    def answers(self, pieces: Sequence[Sequence[Question]]) -> Iterator[Answer]:
        """Yield the answers to pieces, in their order.

        Raises `NameResolveError` when a process was ended from outside.
        """
        try:
            for some in _together(pieces):
                for found in self._pool_for(sum(map(len, some))).map(_answer_piece, some):
                    yield from found
        except BrokenExecutor as error:
            raise NameResolveError(
                "A worker process was ended from outside, perhaps because memory ran out.\n"
                f"Take fewer processes than --workers {self._count}."
            ) from error

    def _pool_for(self, questions: int) -> ProcessPoolExecutor:
        """Return the processes for so many questions: new ones if those at work would answer too many."""
        if self._pool is not None and _COPIED and self._asked + questions > FRESH_AFTER:
            self._pool.shutdown(wait=True)
            self._pool = None
        if self._pool is None:
            gc.collect()
            gc.freeze()  # the collector of a worker would write to the pages that all processes share
            context = multiprocessing.get_context("fork" if _COPIED else None)
            with _held_back():
                self._pool = ProcessPoolExecutor(self._count, context, _start_worker, self._of)
                self._pool.submit(os.getpid)  # with the first question copies are made, all of them
            self._asked = 0
        self._asked += questions
        return self._pool


@contextlib.contextmanager
def _held_back() -> Iterator[None]:
    """Let signals to end wait: one that comes while a copy is made may be lost, or leave some waiting."""
    if not _COPIED:
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _ENDING)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _together(pieces: Sequence[Sequence[Question]]) -> Iterator[list[Sequence[Question]]]:
    """Yield pieces in rows that the same processes answer."""
    some: list[Sequence[Question]] = []
    for piece in pieces:
        if some and sum(map(len, some)) + len(piece) > FRESH_AFTER:
            yield some
            some = []
        some.append(piece)
    if some:
        yield some


def answered(resolver: Resolver, questions: Sequence[Question], added: Added) -> list[Answer]:
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
        answers = [answer_of(decision, added) for decision in decisions]
        known.update(zip(group, answers, strict=True))
    for question in questions:
        if question not in known:
            context = {"kind": question.kind, "countries": question.countries, "born": question.born}
            decision = resolver.resolve(question.name, **context, limit=limit)  # type: ignore[arg-type]
            known[question] = answer_of(decision, added)
    return [known[question] for question in questions]


_known: list[tuple[Resolver, Added]] = []
"""What the questions are asked of, in a worker; in the process that starts copies of itself, theirs."""


def _know(resolver: Resolver, added: Added) -> None:
    from nameresolve.warming import warm  # with the resolver, which other commands need not

    warm(resolver)
    _known[:] = [(resolver, added)]


def _start_worker(resolver: Resolver, added: Added) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent tells of it
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if _COPIED:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _ENDING)
    threading.Thread(target=_leave_with_parent, daemon=True).start()
    if not _known:
        _know(resolver, added)


def _leave_with_parent() -> None:
    """End this process when its parent is gone; one that was killed cannot say so."""
    from multiprocessing import connection, parent_process

    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)


def _answer_piece(questions: Sequence[Question]) -> list[Answer]:
    resolver, added = _known[0]
    return answered(resolver, questions, added)
