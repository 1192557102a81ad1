"""Normalizing a table block by block: constant memory, each distinct name asked once a block."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from types import TracebackType
from typing import Self

from attrs import Factory, define

from nameresolve.cli.outputs import ByteSink, PendingFile
from nameresolve.cli.phrases import counted
from nameresolve.cli.tables_io import Answer, Row, Table
from nameresolve.errors import LimitError
from nameresolve.model import Decision

__all__ = ["BLOCK_ROWS", "Rejects", "Tally", "ask_block", "normalize_table"]

BLOCK_ROWS = 2_000
_SURELY_READ = 1_000  # characters; the library's own limit is far above
_SHOWN_PROBLEMS = 5

AskMany = Callable[[Iterable[str]], Iterable[Decision]]


@define(slots=True)
class Tally:
    """How the rows came out, counted while they stream by.

    >>> print(Tally())
    0 rows: 0 matched, 0 ambiguous, 0 none, 0 unreadable
    """

    statuses: Counter[str] = Factory(Counter)
    blank: int = 0
    unreadable: int = 0
    first_problems: list[tuple[int, str]] = Factory(list)

    @property
    def rows(self) -> int:
        """Return the number of rows seen, unreadable ones too."""
        return self.statuses.total() + self.unreadable

    def __str__(self) -> str:
        blank = f" ({self.blank:,} of them blank)" if self.blank else ""
        return (
            f"{counted(self.rows, 'row')}: {self.statuses['match']:,} matched, "
            f"{self.statuses['ambiguous']:,} ambiguous, {self.statuses['none']:,} none{blank}, "
            f"{self.unreadable:,} unreadable"
        )

    def add_unreadable(self, line: int, problem: str) -> None:
        """Count a row that cannot be read, and remember why for the first few."""
        self.unreadable += 1
        if len(self.first_problems) < _SHOWN_PROBLEMS:
            self.first_problems.append((line, problem))


class Rejects:
    """The rows that cannot be read, kept as they were under the head of the table.

    The file is made for the first such row; without a target nothing is kept.
    """

    def __init__(self, target: str | None, head: str) -> None:
        self._file = PendingFile(target) if target else None
        self._head = head

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file is not None:
            self._file.__exit__(kind, error, trace)

    def add(self, raw: str) -> None:
        """Keep the text of a row."""
        if self._file is None:
            return
        if not self._file.started:
            self._file.write(_bytes(self._head))
        self._file.write(_bytes(raw))


def normalize_table(
    table: Table, ask: AskMany, out: ByteSink, rejects: Rejects, tally: Tally, block_rows: int = BLOCK_ROWS
) -> Iterator[int]:
    """Write the table with the answers appended; count and keep aside what cannot be read.

    Yields the number of rows done after each block of `block_rows`.
    """
    out.write(_bytes(table.mark + table.extended_head))
    while block := list(islice(table.rows, block_rows)):
        answers = ask_block((row.name for row in block if row.name is not None), ask)
        out.write(_bytes("".join(_outcomes(block, answers, table, rejects, tally))))
        yield tally.rows


def ask_block(names: Iterable[str], ask: AskMany) -> dict[str, Answer | str]:
    """Return for each distinct name its answer, or what is wrong with it.

    A blank name stands for nothing: the status is ``"none"`` and nobody is asked.
    """
    answers: dict[str, Answer | str] = {name: _known_answer(name) for name in names}
    asked = [name for name, answer in answers.items() if not answer]
    answers.update(zip(asked, map(_answer, ask(asked)), strict=True))
    return answers


def _known_answer(name: str) -> Answer | str:
    """Return the answer for a blank name, the problem of one over the limit, else an empty text."""
    if not name.strip():
        return Answer("none")
    return _limit_problem(name) if len(name) > _SURELY_READ else ""


def _limit_problem(name: str) -> str:
    import nameresolve as nr

    # One name over the limit would stop a whole batch, and parsing costs little.
    try:
        nr.parse(name)
    except LimitError as error:
        return str(error).replace("\n", " ")
    return ""


def _answer(decision: Decision) -> Answer:
    entity = decision.entity
    if entity is None:
        return Answer(decision.status, score=decision.score)
    return Answer(decision.status, str(entity.id), entity.name, decision.score)


def _outcomes(
    block: Iterable[Row], answers: dict[str, Answer | str], table: Table, rejects: Rejects, tally: Tally
) -> Iterator[str]:
    for row in block:
        answer = row.problem if row.name is None else answers[row.name]
        if isinstance(answer, Answer):
            tally.statuses[answer.status] += 1
            tally.blank += not (row.name or "").strip()
            yield table.extend(row.raw, answer)
        elif answer:
            tally.add_unreadable(row.line, answer)
            rejects.add(row.raw)
        else:
            yield row.raw  # a blank line between rows is copied


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")
