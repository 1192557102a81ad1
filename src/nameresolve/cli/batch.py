"""Normalizing a table block by block: constant memory, each distinct question of a block asked once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from types import TracebackType
from typing import Self

from attrs import Factory, define

from nameresolve.cli.answers import Answer, Question
from nameresolve.cli.name_lists import limit_problem
from nameresolve.cli.outputs import ByteSink, PendingFile
from nameresolve.cli.phrases import counted
from nameresolve.cli.rows import Block, Outcome, Row, Table

__all__ = ["BLOCK_ROWS", "Ask", "Rejects", "Tally", "ask_block", "normalize_table"]

BLOCK_ROWS = 2_000
_SURELY_READ = 1_000  # characters; the library's own limit is far above
_SHOWN_PROBLEMS = 5

Ask = Callable[[Sequence[Question]], Sequence[Answer]]


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

    def add(self, answer: Answer, question: Question) -> None:
        """Count a row that was answered."""
        self.statuses[answer.status] += 1
        self.blank += question.is_blank

    def add_unreadable(self, line: int, problem: str) -> None:
        """Count a row that cannot be read, and remember why for the first few."""
        self.unreadable += 1
        if len(self.first_problems) < _SHOWN_PROBLEMS:
            self.first_problems.append((line, problem))


class Rejects:
    """The rows that cannot be read, kept as they were under the head of the table.

    The file is made for the first such row; without a target nothing is kept.
    """

    def __init__(self, target: str | None, head: bytes, *, temporary: str | None = None) -> None:
        self._file = PendingFile(target, temporary=temporary) if target else None
        self._head = head

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file is not None:
            self._file.__exit__(kind, error, trace)

    def add(self, raw: bytes) -> None:
        """Keep a row."""
        if self._file is None:
            return
        if not self._file.started:
            self._file.write(self._head)
        self._file.write(raw)


def normalize_table(
    table: Table, ask: Ask, out: ByteSink, rejects: Rejects, tally: Tally, block_rows: int = BLOCK_ROWS
) -> Iterator[int]:
    """Write the table with the answers appended; count and keep aside what cannot be read.

    Yields the number of rows done after each block of `block_rows`.
    """
    out.write(table.opening())
    for block in table.blocks(block_rows):
        answers = ask_block((row.question for row in block.rows if row.question is not None), ask)
        outcomes = list(_outcomes(block, answers, table, rejects, tally))
        out.write(table.grown(block, outcomes))
        yield tally.rows
    out.write(table.closing())


def ask_block(questions: Iterable[Question], ask: Ask) -> dict[Question, Answer | str]:
    """Return for each distinct question its answer, or what is wrong with it.

    A blank name stands for nothing: the status is ``"none"`` and nobody is asked.
    """
    answers = {question: _known_answer(question) for question in questions}
    asked = [question for question, answer in answers.items() if not answer]
    answers.update(zip(asked, ask(asked), strict=True))
    return answers


def _known_answer(question: Question) -> Answer | str:
    """Return the answer for a blank name, the problem of one over the limit, else an empty text."""
    if question.is_blank:
        return Answer("none")
    return limit_problem(question.name) if len(question.name) > _SURELY_READ else ""


def _outcomes(
    block: Block, answers: dict[Question, Answer | str], table: Table, rejects: Rejects, tally: Tally
) -> Iterator[tuple[Row, Outcome]]:
    for row in block.rows:
        answer = row.problem if row.question is None else answers[row.question]
        if row.question is not None and isinstance(answer, Answer):
            tally.add(answer, row.question)
            yield row, answer
        elif answer:
            tally.add_unreadable(row.line, str(answer))
            rejects.add(table.kept(block, row))
        else:
            yield row, None  # a blank line between rows is copied
