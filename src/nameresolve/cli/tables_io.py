"""Tables row by row, each row with the text it was read from.

A row is written as the very text that was read, with the new columns appended: quotes,
delimiters, line breaks and a missing last line break stay as they were. Text is decoded with
``surrogateescape``, so that even a row that is not UTF-8 can be put aside unchanged.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain, islice
from pathlib import Path
from typing import BinaryIO

from attrs import evolve, frozen

from nameresolve.cli.answers import Added, Answer, Question
from nameresolve.cli.columnar import is_columnar, open_columnar
from nameresolve.cli.columns import Columns, places_of, question_from, refuse_clash
from nameresolve.cli.inputs import source_name, utf8_remedy
from nameresolve.cli.json_rows import open_jsonl
from nameresolve.cli.phrases import counted
from nameresolve.cli.rows import FORMATS, Row, Table, TableFormat, TableOptions, TextTable
from nameresolve.cli.text_lines import broken_text, chosen_encoding, read_lines, unpacked
from nameresolve.errors import FormatError
from nameresolve.importers.csv_rows import CsvRow, Dialect, csv_rows, join_fields
from nameresolve.model import Kind

__all__ = [
    "FORMATS",
    "Answer",
    "Columns",
    "Row",
    "Table",
    "TableFormat",
    "TableOptions",
    "TextTable",
    "format_of_name",
    "guess_format",
    "open_table",
    "read_lines",
    "sniff_dialect",
]

_SUFFIXES: dict[str, TableFormat] = {
    ".csv": "csv",
    ".tsv": "tsv",
    ".tab": "tsv",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".txt": "lines",
    ".lst": "lines",
    ".parquet": "parquet",
    ".pq": "parquet",
    ".arrow": "arrow",
    ".arrows": "arrow",
    ".feather": "arrow",
    ".ipc": "arrow",
}
_PACKED_SUFFIXES = {".gz", ".zst", ".zstd"}
_DELIMITERS = (",", ";", "\t", "|")
_HEAD_LINES = 100
_MOST_WRITTEN = 1 << 11


def open_table(stream: BinaryIO, path: str, options: TableOptions) -> Table:
    """Return the table read from a stream of bytes, which must stay open meanwhile.

    Raises `FormatError` when there is no header, no such column, or no way to tell the format;
    rows that cannot be read do not raise, they carry their problem.
    """
    content = unpacked(stream, path)
    start = content.peek(8)[:8]
    if options.format in ("parquet", "arrow") or is_columnar(start):
        return open_columnar(content, path, options, start)
    encoding = chosen_encoding(options.encoding, start)
    lines = read_lines(content, path, encoding)
    head = list(islice(lines, _HEAD_LINES))
    mark = "\ufeff" if head and head[0].startswith("\ufeff") else ""
    if mark:
        head[0] = head[0][1:]
    format_ = options.format or guess_format(path, head, options)
    everything = chain(head, lines)
    if format_ in ("csv", "tsv"):
        return _open_csv(everything, head, path, evolve(options, format=format_), mark, encoding)
    if format_ == "jsonl":
        return open_jsonl(everything, head, path, options, mark, encoding)
    rows = _plain_rows(everything, options.kind, encoding)
    extend = _csv_extender(Dialect("\t"), options.added)
    return TextTable("lines", mark, "", "", rows, extend, encoding)


def guess_format(path: str, head: Sequence[str], options: TableOptions) -> TableFormat:
    """Return the format that the file name, else the first line, speaks for.

    >>> guess_format("names.ndjson", [], TableOptions()), guess_format("names.tsv.gz", [], TableOptions())
    ('jsonl', 'tsv')
    >>> guess_format("-", ['{"name": "Toqaev"}'], TableOptions())
    'jsonl'
    >>> guess_format("-", ["Toqaev"], TableOptions())
    'lines'
    """
    has_columns = bool(options.columns.named or options.delimiter or options.quote)
    known = format_of_name(path)
    if known in ("parquet", "arrow"):
        known = None  # the content says that it is not
    if known and not (known == "lines" and has_columns):
        return known
    if head and head[0].lstrip().startswith("{"):
        return "jsonl"
    return "csv" if has_columns else "lines"


def format_of_name(path: str) -> TableFormat | None:
    """Return the format that a file name speaks for, packed or not.

    >>> format_of_name("a.csv.gz"), format_of_name("a.doc")
    ('csv', None)
    """
    name = Path(path)
    packed = name.suffix.lower() in _PACKED_SUFFIXES
    return _SUFFIXES.get((name.with_suffix("") if packed else name).suffix.lower())


def sniff_dialect(head: Sequence[str], columns: Columns, options: TableOptions) -> Dialect:
    """Return the dialect of a table: what the user said, else what the header speaks for.

    A delimiter under which the wanted columns exist goes before all others, and one that leaves quotes
    inside the fields comes last; a comma if none makes anything of the header.

    >>> sniff_dialect(["Name;Job, place\\n"], Columns("Name"), TableOptions()).delimiter
    ';'
    """
    quote = options.quote or ("'" if head and head[0].lstrip().startswith("'") else '"')
    if options.delimiter or options.format == "tsv":
        return Dialect(options.delimiter or "\t", quote)
    wanted = set(columns.named.values())

    def merit(dialect: Dialect) -> tuple[int, bool, int]:
        first = next(csv_rows(head, dialect), None)
        fields = [each.strip() for each in first.fields] if first else []
        return len(wanted.intersection(fields)) * (len(fields) > 1), quote not in "".join(fields), len(fields)

    return max((Dialect(delimiter, quote) for delimiter in _DELIMITERS), key=merit)


def _open_csv(
    lines: Iterable[str], head: Sequence[str], path: str, options: TableOptions, mark: str, encoding: str
) -> TextTable:
    source = source_name(path)
    dialect = sniff_dialect(head, options.columns, options)
    rows = csv_rows(lines, dialect)
    header = _header(rows)
    if header is None:
        raise FormatError(
            f"{source} is empty: there is no header line.\nGive a file whose first line names the columns."
        )
    if problem := header.problem or broken_text(header.raw, encoding):
        raise FormatError(
            f"{source}, line {header.line}: the header cannot be read: {problem}.\n"
            f"{utf8_remedy(path, table=True)}"
        )
    refuse_clash(header.fields, options.added.names, source)
    reading = _Reading(
        places_of(options.columns, header.fields, source), len(header.fields), options.kind, encoding
    )
    return TextTable(
        options.format or "csv",
        mark,
        header.raw,
        _append(header.raw, dialect.delimiter + join_fields(options.added.names, dialect)),
        map(reading.row, rows),
        _csv_extender(dialect, options.added),
        encoding,
    )


def _header(rows: Iterator[CsvRow]) -> CsvRow | None:
    """Return the first row that is not blank, together with the blank lines before it."""
    blank = ""
    for row in rows:
        if row.fields or row.problem:
            return evolve(row, raw=blank + row.raw)
        blank += row.raw
    return None


@frozen(slots=True)
class _Reading:
    """How the rows under a header are read."""

    places: Mapping[str, int]
    width: int
    kind: Kind | None
    encoding: str

    def row(self, row: CsvRow) -> Row:
        """Return a record with the question in it."""
        fields = row.fields or (("",) if self.width == 1 else ())
        problem = row.problem or broken_text(row.raw, self.encoding)
        if not problem and not fields:
            return Row(row.line, row.raw)
        if not problem and len(fields) != self.width:
            count = f"{counted(len(fields), 'field')}, but the header has {self.width}"
            problem = count + _width_hint(row, self.width)
        if problem:
            return Row(row.line, row.raw, None, problem)
        cells = {role: fields[place] for role, place in self.places.items()}
        found = question_from(cells, self.kind)
        return (
            Row(row.line, row.raw, None, found) if isinstance(found, str) else Row(row.line, row.raw, found)
        )


def _width_hint(row: CsvRow, width: int) -> str:
    lines = row.raw.count("\n")
    if lines > 1:
        return f" (a quote runs over {lines} lines: is it meant?)"
    return " (quote the name, or use --format lines)" if width == 1 else ""


def _csv_extender(dialect: Dialect, added: Added) -> Callable[[str, Answer], str]:
    """Return what adds the fields of an answer to a record; those of answers given lately are at hand."""

    @lru_cache(maxsize=_MOST_WRITTEN)
    def fields_of(answer: Answer) -> str:
        return dialect.delimiter + join_fields(added.texts(answer), dialect)

    return lambda raw, answer: _append(raw, fields_of(answer))


def _append(raw: str, addition: str) -> str:
    """Return the text with something added before its last line break, if it has one."""
    body = raw.rstrip("\r\n")
    return body + addition + raw[len(body) :]


def _plain_rows(lines: Iterable[str], kind: Kind | None, encoding: str) -> Iterator[Row]:
    for number, raw in enumerate(lines, start=1):
        problem = broken_text(raw, encoding)
        yield Row(number, raw, None if problem else Question(raw.rstrip("\r\n"), kind), problem)
