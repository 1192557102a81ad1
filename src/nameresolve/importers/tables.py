"""Lists of one's own: CSV, TSV and JSON lines, with a mapping of columns to fields."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Literal

from attrs import frozen

from nameresolve.errors import FormatError, SettingsError, text_of
from nameresolve.importers.columns import Column, matched_columns, parse_columns
from nameresolve.importers.countries import code_of_name, valid_code
from nameresolve.importers.csv_rows import CsvRow, Dialect, csv_rows
from nameresolve.importers.lines import json_objects, problem_of, text_lines
from nameresolve.importers.opening import open_source, source_stem
from nameresolve.importers.records import Filters, Report
from nameresolve.importers.spellings import Spellings, language_tag, year_of
from nameresolve.model import KINDS, Entity, Kind

__all__ = ["Layout", "read_table"]

_KIND_WORDS: dict[str, Kind] = {
    "people": "person", "individual": "person", "human": "person", "organisation": "organization",
    "company": "organization", "body": "organization", "city": "place", "country": "place",
    "person": "person", "organization": "organization", "place": "place", "other": "other",
}  # fmt: skip


class _UnreadableError(ValueError):
    """A row that says something that cannot be understood."""


@frozen(slots=True, kw_only=True)
class Layout:
    """How a table is to be read.

    `columns` says which column fills which field; without it, columns called like fields are taken.
    `fixed` fills a field alike for all rows (``kind=person``). `separator` parts several values in one
    cell. `delimiter` parts the columns; a comma in CSV, a tab in TSV if not given.
    """

    columns: tuple[Column, ...] = ()
    fixed: tuple[Column, ...] = ()
    separator: str | None = None
    delimiter: str | None = None

    @classmethod
    def of(
        cls,
        columns: Sequence[str] = (),
        fixed: Sequence[str] = (),
        *,
        separator: str | None = None,
        delimiter: str | None = None,
    ) -> Layout:
        """Return the layout for ``FIELD=COLUMN`` and ``FIELD=VALUE`` texts; see `parse_columns`."""
        return cls(
            columns=parse_columns(columns),
            fixed=parse_columns(fixed),
            separator=separator,
            delimiter=delimiter,
        )


def read_table(
    path: str | Path,
    *,
    format: Literal["csv", "tsv", "jsonl"] = "csv",  # noqa: A002 - what users call it
    layout: Layout | None = None,
    filters: Filters | None = None,
    report: Report | None = None,
    encoding: str = "utf-8",
) -> Iterator[Entity]:
    """Yield an entity a row.

    A row without a name is skipped; one with an unknown kind, country or year is rejected rather than
    read half. The kind is ``other`` where neither a column nor `Layout.fixed` says it. Rows without an
    id get the file's name and the line: fit for one run, not for keeping. Rows of one id become one
    entity when they are collected, see `nameresolve.curation.collected`.
    """
    layout, filters, report = layout or Layout(), filters or Filters(), report or Report()
    if format not in _FORMATS:
        raise SettingsError(f"format is {repr(format)[:60]}, but must be one of {', '.join(_FORMATS)}.")
    _refuse_wrong_values(layout)
    with open_source(path, report) as stream:
        if format == "jsonl":
            rows = _json_rows(json_objects(stream, str(path), report), layout, str(path))
        else:
            lines = text_lines(stream, str(path), encoding)
            rows = _csv_rows(lines, layout, str(path), report, layout.delimiter or _DELIMITERS[format])
        for number, raw, cells in rows:
            try:
                entity = _entity(cells, layout, f"{source_stem(path)}:{number}", filters, report)
            except _UnreadableError as error:
                report.reject(number, str(error), raw)
                continue
            if entity is not None:
                yield report.keep(entity)


_DELIMITERS = {"csv": ",", "tsv": "\t"}
_FORMATS = (*_DELIMITERS, "jsonl")

Rows = Iterator[tuple[int, str, list[tuple[Column, list[str]]]]]


def _refuse_wrong_values(layout: Layout) -> None:
    for what, given in (("columns", layout.columns), ("fixed", layout.fixed)):
        listed: object = given
        if not isinstance(listed, (tuple, list)) or not all(isinstance(each, Column) for each in listed):
            raise SettingsError(
                f"{what} is {repr(listed)[:60]}, but must be columns: Layout.of(['name=Name'])."
            )
    for what, text in (("separator", layout.separator), ("delimiter", layout.delimiter)):
        if text is not None:
            text_of(text, f"a {what}")
    if layout.delimiter is not None and (len(layout.delimiter) != 1 or layout.delimiter in '"\r\n\0'):
        raise SettingsError(
            f"delimiter is {layout.delimiter[:60]!r}, but must be one character, such as ';'."
        )
    for column in layout.fixed:
        if column.field == "kind" and column.title not in KINDS:
            raise SettingsError(f"The kind {column.title!r} does not exist. Kinds are {', '.join(KINDS)}.")
        if column.field in ("id", "name"):
            raise SettingsError(f"{column.field} cannot be the same for all rows; map it to a column.")


def _split(text: str, column: Column, layout: Layout) -> list[str]:
    parts = text.split(layout.separator) if layout.separator and column.field != "id" else [text]
    return [part.strip() for part in parts if part.strip()]


def _csv_rows(lines: Iterator[str], layout: Layout, name: str, report: Report, delimiter: str) -> Rows:
    rows = csv_rows(lines, Dialect(delimiter))
    header = next((row for row in rows if row.fields or row.problem), None)
    if header is None:
        raise FormatError(
            f"{name} is empty: there is no header line.\nGive a file whose first line names the columns."
        )
    if problem := header.problem or problem_of(header.raw):
        raise FormatError(
            f"{name}, line {header.line}: the header cannot be read: {problem}.\nTry --encoding."
        )
    titles = [title.strip() for title in header.fields]
    chosen = [(each, titles.index(each.title)) for each in matched_columns(titles, layout.columns, name)]
    for row in rows:
        if not row.fields and not row.problem:
            continue
        report.begin()
        if problem := _row_problem(row, len(titles)):
            report.reject(row.line, problem, row.raw.rstrip("\r\n"))
            continue
        cells = [(column, _split(row.fields[place], column, layout)) for column, place in chosen]
        yield row.line, row.raw.rstrip("\r\n"), cells


def _row_problem(row: CsvRow, width: int) -> str:
    if problem := row.problem or problem_of(row.raw):
        return problem
    return "" if len(row.fields) == width else f"{len(row.fields)} fields, but the header has {width}"


def _json_rows(objects: Iterator[tuple[int, str, dict[str, Any]]], layout: Layout, name: str) -> Rows:
    columns = layout.columns
    for number, line, value in objects:
        if not columns:
            columns = matched_columns(list(value), (), name)
        yield (
            number,
            line,
            [(column, _json_texts(value.get(column.title), column, layout)) for column in columns],
        )


def _json_texts(content: object, column: Column, layout: Layout) -> list[str]:
    items = content if isinstance(content, list) else [content]
    texts = (
        str(item) for item in items if isinstance(item, str | int | float) and not isinstance(item, bool)
    )
    return [part for text in texts for part in _split(text, column, layout)]


def _entity(
    row: list[tuple[Column, list[str]]], layout: Layout, place: str, filters: Filters, report: Report
) -> Entity | None:
    cells = [*row, *((column, [column.title]) for column in layout.fixed)]
    kind = _kind(_texts(cells, "kind"))
    spellings = _spellings(cells, kind, report)
    if not spellings.name:
        report.skip("without a name")
        return None
    countries = tuple(dict.fromkeys(map(_country, _texts(cells, "country"))))
    if reason := filters.refusal(kind, countries):
        report.skip(reason)
        return None
    ids = _texts(cells, "id")
    if not ids:
        report.note("rows without an id, called after their line")
    return Entity(
        id=ids[0] if ids else place,
        kind=kind,
        name=spellings.name,
        forms=spellings.forms,
        countries=countries,
        born=_born(_texts(cells, "born")),
        identifiers={c.scheme: texts[0] for c, texts in cells if c.scheme and texts},
        prominence=_prominence(_texts(cells, "prominence")),
        roles=tuple(_texts(cells, "role")),
    )


def _texts(cells: list[tuple[Column, list[str]]], field: str) -> list[str]:
    return [text for column, texts in cells if column.field == field for text in texts]


def _spellings(cells: list[tuple[Column, list[str]]], kind: Kind, report: Report) -> Spellings:
    spellings = Spellings(kind, "table", report)
    stated = language_tag(next(iter(_texts(cells, "language")), None))
    for field in ("name", "alias", "weak"):
        for column, texts in cells:
            for text in texts if column.field == field else ():
                language = column.language or stated
                spellings.add(text, language, alias=field == "alias", weak=field == "weak")
    return spellings


def _kind(texts: list[str]) -> Kind:
    if not texts:
        return "other"
    kind = _KIND_WORDS.get(texts[0].casefold())
    if kind is None:
        raise _UnreadableError(f"unknown kind {texts[0]!r}; kinds are {', '.join(KINDS)}")
    return kind


def _country(text: str) -> str:
    code = valid_code(text) or code_of_name(text)
    if code is None:
        raise _UnreadableError(f"unknown country {text!r}; give an ISO 3166-1 code or the English name")
    return code


def _born(texts: list[str]) -> int | None:
    if not texts:
        return None
    year = year_of(texts[0])
    if year is None:
        raise _UnreadableError(f"no year of birth: {texts[0]!r}; write 1953 or 1953-05-17")
    return year


def _prominence(texts: list[str]) -> float:
    if not texts:
        return 0.0
    try:
        value = float(texts[0])
    except ValueError:
        value = -1.0
    if not 0.0 <= value <= 1.0:
        raise _UnreadableError(f"prominence is {texts[0]!r}, but must be from 0 to 1")
    return value
