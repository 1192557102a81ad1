"""Tables row by row, each row with the text it was read from.

A row is written as the very text that was read, with the new columns appended: quotes,
delimiters, line breaks and a missing last line break stay as they were. Text is decoded with
``surrogateescape``, so that even a row that is not UTF-8 can be put aside unchanged.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import Any, BinaryIO, Literal, get_args

from attrs import evolve, frozen

from nameresolve.cli.columns import find_column, refuse_clash
from nameresolve.cli.inputs import source_name, utf8_remedy
from nameresolve.cli.phrases import counted
from nameresolve.errors import FormatError
from nameresolve.importers.csv_rows import CsvRow, csv_rows, join_fields

__all__ = [
    "FORMATS",
    "Answer",
    "Row",
    "Table",
    "TableFormat",
    "TableOptions",
    "guess_format",
    "open_table",
    "read_lines",
    "sniff_delimiter",
]

TableFormat = Literal["csv", "tsv", "jsonl", "lines"]
FORMATS: tuple[TableFormat, ...] = get_args(TableFormat)

_SUFFIXES: dict[str, TableFormat] = {
    ".csv": "csv",
    ".tsv": "tsv",
    ".tab": "tsv",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".txt": "lines",
    ".lst": "lines",
}
_DELIMITERS = (",", ";", "\t", "|")
_ADDED = ("status", "id", "name", "score")
_HEAD_LINES = 100
_MAX_LINE = 16 * 1_048_576
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_BROKEN_BYTE = re.compile("[\udc80-\udcff]")


@frozen(slots=True)
class TableOptions:
    """What the user said about a table; None is left to find out."""

    column: str | None = None
    format: TableFormat | None = None
    delimiter: str | None = None
    prefix: str = "nr_"

    @property
    def added(self) -> tuple[str, ...]:
        """Return the names of the columns that are appended."""
        return tuple(self.prefix + each for each in _ADDED)


@frozen(slots=True)
class Row:
    """One row: the number of its first line, its text as read, and the name in it.

    `name` is None for a row without one: a blank line, which is copied, or a row that cannot
    be read, whose `problem` says why.
    """

    line: int
    raw: str
    name: str | None = None
    problem: str = ""


@frozen(slots=True)
class Answer:
    """The values of the columns that are appended to a row."""

    status: str
    id: str = ""
    name: str = ""
    score: float = 0.0


@frozen(slots=True)
class Table:
    """An opened table: its head as read and as to be written, its rows, and how a row grows."""

    format: TableFormat
    mark: str
    head: str
    extended_head: str
    rows: Iterator[Row]
    extend: Callable[[str, Answer], str]


def open_table(stream: BinaryIO, path: str, options: TableOptions) -> Table:
    """Open a table for reading; nothing but its first lines is read yet.

    Raises `FormatError` for an empty file that should have a header, a column that is missing,
    there twice or already added, and a header that is not UTF-8.
    """
    lines = read_lines(stream, path)
    head = list(islice(lines, _HEAD_LINES))
    mark = "\ufeff" if head and head[0].startswith("\ufeff") else ""
    if mark:
        head[0] = head[0][1:]
    format_ = options.format or guess_format(path, head, options)
    if format_ in ("csv", "tsv"):
        return _open_csv(chain(head, lines), head, path, evolve(options, format=format_), mark)
    if format_ == "jsonl":
        return _open_jsonl(chain(head, lines), head, path, options, mark)
    return Table("lines", mark, "", "", _plain_rows(chain(head, lines)), _extend_line)


def read_lines(stream: BinaryIO, path: str) -> Iterator[str]:
    """Yield the lines of a byte stream with their line breaks (LF, CRLF or CR) as they are.

    Bytes that are not UTF-8 become lone surrogates. Raises `FormatError` for a line that no
    text has (over 16 Mi characters).
    """
    text = io.TextIOWrapper(stream, encoding="utf-8", errors="surrogateescape", newline="")
    try:
        while line := text.readline(_MAX_LINE):
            if len(line) == _MAX_LINE:
                raise FormatError(
                    f"{source_name(path)}: a line is longer than {_MAX_LINE:,} characters.\n"
                    "Is it a text file? Give a table with one row a line."
                )
            yield line
    finally:
        if not stream.closed:
            text.detach()  # whoever opened the stream closes it


def guess_format(path: str, head: Sequence[str], options: TableOptions) -> TableFormat:
    """Return the format that the file name, else the first line, speaks for.

    >>> guess_format("names.ndjson", [], TableOptions())
    'jsonl'
    >>> guess_format("-", ['{"name": "Toqaev"}'], TableOptions())
    'jsonl'
    >>> guess_format("-", ["Toqaev"], TableOptions())
    'lines'
    """
    has_columns = bool(options.column or options.delimiter)
    known = _SUFFIXES.get(Path(path).suffix.lower())
    if known and not (known == "lines" and has_columns):
        return known
    if head and head[0].lstrip().startswith("{"):
        return "jsonl"
    return "csv" if has_columns else "lines"


def sniff_delimiter(head: Sequence[str], column: str | None) -> str:
    """Return the delimiter that makes the most of the header, a comma if none makes anything.

    A delimiter under which the wanted column exists goes before all others, and one that
    leaves quotes inside the fields comes last.

    >>> sniff_delimiter(["Name;Job, place\\n"], "Name"), sniff_delimiter(["Name\\n"], "Name")
    (';', ',')
    """

    def merit(delimiter: str) -> tuple[bool, bool, int]:
        first = next(csv_rows(head, delimiter), None)
        fields = [each.strip() for each in first.fields] if first else []
        return len(fields) > 1 and column in fields, '"' not in "".join(fields), len(fields)

    return max(_DELIMITERS, key=merit)


def _open_csv(
    lines: Iterable[str], head: Sequence[str], path: str, options: TableOptions, mark: str
) -> Table:
    source = source_name(path)
    delimiter = "\t" if options.format == "tsv" else None
    delimiter = options.delimiter or delimiter or sniff_delimiter(head, options.column)
    rows = csv_rows(lines, delimiter)
    header = _header(rows)
    if header is None:
        raise FormatError(
            f"{source} is empty: there is no header line.\nGive a file whose first line names the columns."
        )
    if problem := header.problem or _broken_utf8(header.raw):
        raise FormatError(
            f"{source}, line {header.line}: the header cannot be read: {problem}.\n{utf8_remedy(path)}"
        )
    refuse_clash(header.fields, options.added, source)
    place = find_column(header.fields, options.column, source)
    return Table(
        options.format or "csv",
        mark,
        header.raw,
        _append(header.raw, delimiter + join_fields(options.added, delimiter)),
        (_csv_row(row, place, len(header.fields)) for row in rows),
        partial(_extend_csv, delimiter),
    )


def _header(rows: Iterator[CsvRow]) -> CsvRow | None:
    """Return the first row that is not blank, together with the blank lines before it."""
    blank = ""
    for row in rows:
        if row.fields or row.problem:
            return evolve(row, raw=blank + row.raw)
        blank += row.raw
    return None


def _csv_row(row: CsvRow, place: int, width: int) -> Row:
    fields = row.fields or (("",) if width == 1 else ())
    problem = row.problem or _broken_utf8(row.raw)
    if not problem and not fields:
        return Row(row.line, row.raw)
    if not problem and len(fields) != width:
        problem = f"{counted(len(fields), 'field')}, but the header has {width}" + _width_hint(row, width)
    return Row(row.line, row.raw, None if problem else fields[place], problem)


def _width_hint(row: CsvRow, width: int) -> str:
    lines = row.raw.count("\n")
    if lines > 1:
        return f" (a quote runs over {lines} lines: is it meant?)"
    return " (quote the name, or use --format lines)" if width == 1 else ""


def _extend_csv(delimiter: str, raw: str, answer: Answer) -> str:
    values = (answer.status, answer.id, answer.name, f"{answer.score:.4f}")
    return _append(raw, delimiter + join_fields(values, delimiter))


def _append(raw: str, addition: str) -> str:
    """Return the text with something added before its last line break, if it has one."""
    body = raw.rstrip("\r\n")
    return body + addition + raw[len(body) :]


def _broken_utf8(raw: str) -> str:
    if raw.isascii():
        return ""
    found = _BROKEN_BYTE.search(raw)
    return f"broken UTF-8 (byte 0x{ord(found[0]) - 0xDC00:02X})" if found else ""


def _open_jsonl(
    lines: Iterable[str], head: Sequence[str], path: str, options: TableOptions, mark: str
) -> Table:
    source = source_name(path)
    if options.column is None:
        raise FormatError(f"{source}: which key holds the names?\nSay it with --column NAME.")
    readable = [value for value, problem in map(_parse_object, head) if not problem and value is not None]
    keys = list(dict.fromkeys(key for value in readable for key in value))
    refuse_clash(keys, options.added, source)
    if readable and options.column not in keys:
        find_column(keys, options.column, source)
    rows = (_json_row(number, raw, options) for number, raw in enumerate(lines, start=1))
    return Table("jsonl", mark, "", "", rows, partial(_extend_json, options.added))


def _parse_object(raw: str) -> tuple[dict[str, Any] | None, str]:
    """Return the JSON object of a line (None for a blank line) and what is wrong with it."""
    if problem := _broken_utf8(raw):
        return None, problem
    if not raw.strip():
        return None, ""
    try:
        value = json.loads(raw)
    except (ValueError, RecursionError) as error:
        return None, f"not JSON: {error}"
    return (value, "") if isinstance(value, dict) else (None, "not a JSON object")


def _json_row(number: int, raw: str, options: TableOptions) -> Row:
    value, problem = _parse_object(raw)
    if value is None:
        return Row(number, raw, None, problem)
    name = value.get(options.column or "")
    clash = next((key for key in options.added if key in value), None)
    if clash:
        return Row(number, raw, None, f"it already has a key {clash!r}")
    if not isinstance(name, str | None):
        return Row(number, raw, None, f"the value of {options.column!r} is not a text")
    if name and _LONE_SURROGATE.search(name):
        return Row(
            number, raw, None, f"the value of {options.column!r} holds half a character (a lone surrogate)"
        )
    return Row(number, raw, name or "")


def _extend_json(keys: Sequence[str], raw: str, answer: Answer) -> str:
    values = (answer.status, answer.id or None, answer.name or None, round(answer.score, 4))
    added = json.dumps(dict(zip(keys, values, strict=True)), ensure_ascii=False)[1:-1]
    end = raw.rindex("}")
    separator = "" if raw[:end].rstrip().endswith("{") else ", "
    return raw[:end] + separator + added + raw[end:]


def _plain_rows(lines: Iterable[str]) -> Iterator[Row]:
    for number, raw in enumerate(lines, start=1):
        problem = _broken_utf8(raw)
        yield Row(number, raw, None if problem else raw.rstrip("\r\n"), problem)


def _extend_line(raw: str, answer: Answer) -> str:
    return _extend_csv("\t", raw, answer)
