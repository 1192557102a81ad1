"""CSV rows together with the text they were read from, and with a way on after a broken one."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterable, Iterator
from typing import Any

from attrs import frozen

__all__ = ["FIELD_LIMIT", "NO_QUOTE", "CsvRow", "Dialect", "csv_rows", "join_fields"]

# A field may be an article, but not a whole file: an opening quote that is never closed swallows
# all that follows, and only this bound lets a reader of constant memory notice.
FIELD_LIMIT = 1_048_576
_CRLF = "\r\n"
NO_QUOTE = "none"


@frozen(slots=True)
class Dialect:
    """What separates the fields of a table and what quotes them; `NO_QUOTE`: nothing does."""

    delimiter: str = ","
    quote: str = '"'

    @property
    def options(self) -> dict[str, Any]:
        """Return the options of ``csv.reader`` and ``csv.writer`` for it."""
        if self.quote == NO_QUOTE:
            return {"delimiter": self.delimiter, "quoting": csv.QUOTE_NONE}
        return {"delimiter": self.delimiter, "quotechar": self.quote}


@frozen(slots=True)
class CsvRow:
    """One record: the number of its first line, its text with line breaks, and its fields.

    A blank line has no fields. `problem` is empty or says why the fields cannot be trusted.
    """

    line: int
    raw: str
    fields: tuple[str, ...] = ()
    problem: str = ""


class _LineFeed:
    """Lines for ``csv.reader`` that remembers which lines the current record is made of."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self._again: deque[str] = deque()
        self.number = 0
        self.taken: list[str] = []
        self.ended = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else next(self._lines, "")
        if line:
            self.taken.append(line)
            return line
        if self.ended:
            raise StopIteration
        # One blank line after the end: a record that takes it in had a quote left open.
        self.ended = True
        return "\n"

    def finish_record(self) -> tuple[int, str]:
        """Return the first line number and the text of the record read, and forget it."""
        line, raw = self.number + 1, "".join(self.taken)
        self.number += len(self.taken)
        self.taken.clear()
        return line, raw

    def keep_first_line(self) -> tuple[int, str]:
        """Give up on the record: return its first line, and read the other lines again."""
        first, *others = self.taken
        self._again.extendleft(reversed(others))
        self.taken = [first]
        self.ended = False
        return self.finish_record()


def csv_rows(lines: Iterable[str], dialect: Dialect) -> Iterator[CsvRow]:
    r"""Yield the records of CSV text given as lines with their line breaks.

    Quotes may run over lines. When a quote is never closed, only the line that opens it is
    yielded with a problem; the lines after it are read as rows of their own.

    >>> [row.fields for row in csv_rows(['a,"b\n', 'c",d\n'], Dialect())]
    [('a', 'b\nc', 'd')]
    """
    feed = _LineFeed(lines)
    csv.field_size_limit(FIELD_LIMIT)
    reader = csv.reader(feed, **dialect.options)
    while True:
        try:
            fields = next(reader, None)
        except csv.Error as error:
            line, raw = feed.keep_first_line()
            yield CsvRow(line, raw, problem=_problem(error))
            reader = csv.reader(feed, **dialect.options)
            continue
        if feed.ended and not feed.taken:
            return
        if feed.ended:
            line, raw = feed.keep_first_line()
            yield CsvRow(line, raw, problem="a quote is opened and never closed")
            reader = csv.reader(feed, **dialect.options)
            continue
        line, raw = feed.finish_record()
        yield CsvRow(line, raw, tuple(fields or ()))


def _problem(error: csv.Error) -> str:
    if "field limit" in str(error):
        return f"a field is longer than {FIELD_LIMIT:,} characters, or a quote is never closed"
    return f"not CSV: {error}"


def join_fields(fields: Iterable[str], dialect: Dialect) -> str:
    """Return fields as CSV text without a line break, quoted where they must be.

    Where nothing quotes, a delimiter inside a field becomes a space.

    >>> join_fields(["match", "Q1", "Smith, John"], Dialect())
    'match,Q1,"Smith, John"'
    """
    if dialect.quote == NO_QUOTE:
        return dialect.delimiter.join(field.replace(dialect.delimiter, " ") for field in fields)
    row: list[str] = []
    # csv.writer quotes a CR or LF inside a field only if the line terminator has that character.
    csv.writer(_Collected(row), lineterminator=_CRLF, **dialect.options).writerow(list(fields))
    return "".join(row).removesuffix(_CRLF)


class _Collected:
    """The one method of a file that ``csv.writer`` needs."""

    def __init__(self, pieces: list[str]) -> None:
        self._pieces = pieces

    def write(self, text: str, /) -> None:
        self._pieces.append(text)
