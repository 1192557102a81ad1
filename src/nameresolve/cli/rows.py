"""A table as the rest sees it: rows with questions in them, and how they are written back with answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any, Literal, Protocol, get_args

from attrs import field, frozen

from nameresolve.cli.answers import Added, Answer, Question
from nameresolve.cli.columns import Columns
from nameresolve.model import Kind

__all__ = ["FORMATS", "Block", "Outcome", "Row", "Table", "TableFormat", "TableOptions", "TextTable"]

TableFormat = Literal["csv", "tsv", "jsonl", "lines", "parquet", "arrow"]
FORMATS: tuple[TableFormat, ...] = get_args(TableFormat)

Outcome = Answer | None
"""What becomes of a row: it is written with its answer, or, a blank line, as it is."""


@frozen(slots=True)
class TableOptions:
    """What the user said about a table; None is left to find out."""

    columns: Columns = field(factory=Columns)
    format: TableFormat | None = None
    delimiter: str | None = None
    quote: str | None = None
    encoding: str | None = None
    kind: Kind | None = None
    added: Added = field(factory=Added)


@frozen(slots=True)
class Row:
    """One row: the number of its first line, its text as read, and what is to be asked for it.

    `question` is None for a row without one: a blank line, which is copied, or a row that cannot
    be read, whose `problem` says why.
    """

    line: int
    raw: str
    question: Question | None = None
    problem: str = ""

    @property
    def name(self) -> str | None:
        """Return the name in the row."""
        return None if self.question is None else self.question.name


@frozen(slots=True)
class Block:
    """Rows that are handled together; `batch` is what a columnar table keeps them in."""

    rows: Sequence[Row]
    batch: Any = None


class Table(Protocol):
    """What can be read block by block and written back, with columns added."""

    @property
    def block_factor(self) -> int:
        """Return how many usual blocks make one of this table."""

    @property
    def kept_head(self) -> bytes:
        """Return what stands before the rows that are kept aside."""

    def opening(self) -> bytes:
        """Return what is written first."""

    def blocks(self, size: int) -> Iterator[Block]:
        """Yield the rows in blocks of a size."""

    def grown(self, block: Block, outcomes: Sequence[tuple[Row, Outcome]]) -> bytes:
        """Return what is written for the rows of a block that could be read."""

    def kept(self, block: Block, row: Row) -> bytes:
        """Return a row that cannot be read, as it was."""

    def closing(self) -> bytes:
        """Return what is written last."""


@frozen(slots=True)
class TextTable:
    """A table of lines: its head as read and as to be written, its rows, and how a row grows.

    What is UTF-8 is written byte for byte; a text in another encoding is written as UTF-8.
    """

    format: TableFormat
    mark: str
    head: str
    extended_head: str
    rows: Iterator[Row]
    extend: Callable[[str, Answer], str]
    encoding: str = "utf-8"

    @property
    def block_factor(self) -> int:
        """Return how many usual blocks make one of this table."""
        return 1

    @property
    def kept_head(self) -> bytes:
        """Return the head, in the encoding that was read."""
        mark = "" if self.encoding == "utf-8" else self.mark
        return (mark + self.head).encode(self.encoding, "surrogateescape")

    def opening(self) -> bytes:
        """Return the head with the new columns."""
        return _bytes(self.mark + self.extended_head)

    def blocks(self, size: int) -> Iterator[Block]:
        """Yield the rows in blocks of a size."""
        while rows := list(islice(self.rows, size)):
            yield Block(rows)

    def grown(self, _block: Block, outcomes: Sequence[tuple[Row, Outcome]]) -> bytes:
        """Return the text of rows with their answers."""
        return _bytes(
            "".join(row.raw if answer is None else self.extend(row.raw, answer) for row, answer in outcomes)
        )

    def kept(self, _block: Block, row: Row) -> bytes:
        """Return the text of a row, in the encoding that was read."""
        return row.raw.encode(self.encoding, "surrogateescape")

    def closing(self) -> bytes:
        """Return nothing: lines need no end."""
        return b""


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")
