"""The library behind the service: asked in threads, bounded, with a memory of its answers."""

from __future__ import annotations

import asyncio
import contextlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property, partial
from typing import TypeVar

from attrs import frozen

import nameresolve as nr
from nameresolve.server.limits import Limits
from nameresolve.server.problems import ProblemError
from nameresolve.server.remembering import Memory
from nameresolve.warming import warm

__all__ = ["Engine", "Question"]

T = TypeVar("T")

AT_ONCE = 4
"""So many names are looked up together, which costs less than one by one; then others get their turn."""

Answer = nr.Decision | nr.NameResolveError


@frozen(slots=True)
class Question:
    """What `Resolver.resolve` is asked; equal questions have equal answers."""

    name: str
    kind: nr.Kind | None = None
    countries: tuple[str, ...] = ()
    born: int | None = None
    limit: int = 5


class Engine:
    """Answers questions from one gazetteer; one a process.

    >>> import asyncio
    >>> engine = Engine(nr.Resolver(), Limits())
    >>> asyncio.run(engine.resolve(Question("Qasym-Zhomart Toqaev"))).entity.id
    'Q200881'
    """

    def __init__(self, resolver: nr.Resolver, limits: Limits) -> None:
        self.resolver = resolver
        self.limits = limits
        self.memory: Memory[Question, nr.Decision] = Memory(limits.remembered)
        self.waiting = 0
        self._atlas: Memory[str, tuple[str, ...]] = Memory(limits.remembered)
        # One thread for each, since they share one interpreter: more would make all of them slower.
        self._short = ThreadPoolExecutor(1, "short")
        self._long = ThreadPoolExecutor(1, "long")
        self._asked: dict[Question, _Asked] = {}
        self._answering = False

    async def resolve(self, question: Question) -> nr.Decision:
        """Return the decision for a question, from memory if it is there."""
        return (await self.resolve_all([question]))[0]

    async def resolve_all(self, questions: Sequence[Question]) -> list[nr.Decision]:
        """Return the decisions for some questions, in their order; each distinct one is asked once.

        Raises what `Resolver.resolve` raises, and `ProblemError` when too many wait already.
        """
        known = {question: self.memory.get(question) for question in dict.fromkeys(questions)}
        new = [question for question, decision in known.items() if decision is None]
        if new:
            with self._place():
                for start in range(0, len(new), AT_ONCE):  # others who ask meanwhile come in between
                    known.update(await self._ask(new[start : start + AT_ONCE]))
        return [decision for question in questions if (decision := known[question]) is not None]

    async def run(self, work: Callable[[], T], *, long: bool = False) -> T:
        """Return the result of some work, done in a thread.

        `long` work (a whole text) has a thread of its own and holds up no name. Raises
        `ProblemError` when too many wait already.
        """
        with self._place():
            pool = self._long if long else self._short
            return await asyncio.get_running_loop().run_in_executor(pool, work)

    async def country_of(self, text: str) -> tuple[str, ...]:
        """Return the code of the country that a text names, by code or by name in any language.

        The bundled gazetteer knows the names of countries. What names no country, or a place in
        several, gives nothing.
        """
        code = text.strip().upper()
        if code in self.countries:
            return (code,)
        if not 2 < len(text) <= self.limits.name:
            return ()
        known = self._atlas.get(text)
        if known is None:
            place = (await self.run(partial(nr.resolve, text, kind="place"))).entity
            known = tuple(place.countries) if place is not None and len(place.countries) == 1 else ()
            self._atlas.put(text, known)
        return known

    @cached_property
    def countries(self) -> frozenset[str]:
        """The country codes that something listed has, here or in the bundled gazetteer."""
        gazetteers = (self.resolver.gazetteer, nr.Gazetteer.bundled())
        return frozenset(code for each in gazetteers for entity in each for code in entity.countries)

    def warm(self) -> None:
        """Read every table that the first question in any script would wait for."""
        self.resolver.resolve("Almaty", kind="place")
        warm(self.resolver)

    def close(self) -> None:
        """Let the threads end; what has not begun is dropped."""
        for pool in (self._short, self._long):
            pool.shutdown(wait=False, cancel_futures=True)

    @contextlib.contextmanager
    def _place(self) -> Iterator[None]:
        """Count one who waits, or refuse him."""
        if self.waiting >= self.limits.waiting:
            raise ProblemError("busy", f"{self.waiting} requests are waiting already.")
        self.waiting += 1
        try:
            yield
        finally:
            self.waiting -= 1

    async def _ask(self, block: Sequence[Question]) -> dict[Question, nr.Decision]:
        """Put questions where they wait for the thread, together with those of others."""
        loop = asyncio.get_running_loop()
        asked = {question: self._asked.setdefault(question, _Asked(loop)) for question in block}
        for each in asked.values():
            each.wanted += 1
        if not self._answering:
            self._answering = True
            self._task = loop.create_task(self._answer_all())
        try:
            await asyncio.wait([each.answer for each in asked.values()])
            errors = [error for each in asked.values() if (error := each.answer.exception())]
            if errors:
                raise errors[0]
            return {question: each.answer.result() for question, each in asked.items()}
        finally:
            for question, each in asked.items():
                each.wanted -= 1
                if not each.wanted and self._asked.get(question) is each:
                    del self._asked[question]  # whoever asked has gone before its turn came

    async def _answer_all(self) -> None:
        """Answer what waits, some at once, until nothing does."""
        try:
            while self._asked:
                turn = {question: self._asked.pop(question) for question in list(self._asked)[:AT_ONCE]}
                for question in await self._tell(turn):  # one name's failure is not the others'
                    await self._tell({question: turn[question]})
        finally:
            self._answering = False

    async def _tell(self, turn: Mapping[Question, _Asked]) -> list[Question]:
        """Answer some questions; if several fail together, return them, for each to be asked alone."""
        work = asyncio.get_running_loop().run_in_executor(self._short, self._resolve, list(turn))
        await asyncio.wait([work])
        error = work.exception()
        if error is not None and len(turn) > 1:
            return list(turn)
        for question, each in turn.items():
            each.tell(work.result()[question] if error is None else error)
        return []

    def _resolve(self, questions: Sequence[Question]) -> dict[Question, Answer]:
        """Resolve in the thread; questions without context are looked up together."""
        answers: dict[Question, Answer] = {}
        alike: defaultdict[tuple[nr.Kind | None, int], list[Question]] = defaultdict(list)
        for question in questions:
            if question.countries or question.born is not None:
                answers[question] = self._resolve_one(question)
            else:
                alike[question.kind, question.limit].append(question)
        for (kind, limit), group in alike.items():
            names = [question.name for question in group]
            try:
                decisions = list(self.resolver.resolve_many(names, kind=kind, limit=limit))
                answers.update(zip(group, decisions, strict=True))
            except nr.NameResolveError:
                answers.update((question, self._resolve_one(question)) for question in group)
        for question, answer in answers.items():
            if isinstance(answer, nr.Decision):
                self.memory.put(question, answer)
        return answers

    def _resolve_one(self, question: Question) -> Answer:
        try:
            return self.resolver.resolve(
                question.name,
                kind=question.kind,
                countries=question.countries,
                born=question.born,
                limit=question.limit,
            )
        except nr.NameResolveError as error:
            return error


class _Asked:
    """A question that waits, and how many want its answer."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.answer: asyncio.Future[nr.Decision] = loop.create_future()
        self.wanted = 0

    def tell(self, answer: nr.Decision | BaseException) -> None:
        """Give the answer to all who want it."""
        if self.answer.done() or not self.wanted:
            return
        if isinstance(answer, nr.Decision):
            self.answer.set_result(answer)
        else:
            self.answer.set_exception(answer)
