"""The rows of an evaluation, read from a table: pairs with a label, or names with an id."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from attrs import frozen

from nameresolve.cli.columns import Columns, find_column
from nameresolve.cli.inputs import open_input, source_name
from nameresolve.cli.phrases import counted, shorten
from nameresolve.cli.rows import TableOptions
from nameresolve.cli.tables_io import format_of_name, sniff_dialect
from nameresolve.cli.text_lines import broken_text, read_lines, unpacked
from nameresolve.errors import FormatError, LimitError
from nameresolve.evaluation import Labeled, Named
from nameresolve.importers.csv_rows import CsvRow, csv_rows

__all__ = ["Titles", "read_rows"]

_LABELS = {
    **dict.fromkeys(("1", "true", "yes", "same", "match"), True),
    **dict.fromkeys(("0", "false", "no", "different", "none"), False),
}

Found = tuple[Labeled | Named | None, str]


@frozen(slots=True)
class Titles:
    """The columns: `left`, `right` and `label` of pairs, `name` and `id` of names."""

    left: str = "left"
    right: str = "right"
    label: str = "label"
    name: str = "name"
    id: str = "id"


def read_rows(file: str, titles: Titles) -> Iterator[tuple[int, Labeled | Named | None, str]]:
    """Yield the line of each row with what it says, or with what is wrong with it.

    A table with the columns of a pair holds pairs, any other names. Raises `FormatError` if a column is
    missing or the table is empty.
    """
    source = source_name(file)
    with open_input(file, packed=True) as stream:
        lines = read_lines(unpacked(stream, file), file)
        first = next(lines, "").removeprefix("\ufeff")
        if not first.strip():
            raise FormatError(
                f"{source} is empty: there is no header line.\nIts first line names the columns."
            )
        options = TableOptions(format=format_of_name(file))
        wanted = Columns(titles.left if titles.left in first else titles.name)
        dialect = sniff_dialect([first], wanted, options)
        header = next(iter(csv_rows([first], dialect))).fields
        places = _places(header, titles, source)
        for row in csv_rows(lines, dialect):
            found, problem = _row(row, places, len(header))
            if found is not None or problem:
                yield row.line + 1, found, problem


def _places(header: Sequence[str], titles: Titles, source: str) -> dict[str, int]:
    """Return where the columns stand that are read."""
    names = [each.strip() for each in header]
    pairs = titles.left in names or titles.right in names
    roles = ("left", "right", "label") if pairs else ("name", "id")
    return {role: find_column(header, getattr(titles, role), source) for role in roles}


def _row(row: CsvRow, places: Mapping[str, int], width: int) -> Found:
    if not row.fields and not row.problem:
        return None, ""
    problem = row.problem or broken_text(row.raw)
    if not problem and len(row.fields) != width:
        problem = f"{counted(len(row.fields), 'field')}, but the header has {width}"
    if problem:
        return None, problem
    cells = {role: row.fields[place].strip() for role, place in places.items()}
    problem = _limit_problem(cells)
    return (None, problem) if problem else _read(cells)


def _read(cells: Mapping[str, str]) -> Found:
    if "label" not in cells:
        return (
            (Named(cells["name"], cells["id"] or None), "") if cells["name"] else (None, "there is no name")
        )
    label = _LABELS.get(cells["label"].lower())
    if label is None:
        return None, f"the label is {shorten(cells['label'], 30)!r}, not 1 or 0 (or same, different)"
    if not cells["left"] or not cells["right"]:
        return None, "there is no name"
    return Labeled(cells["left"], cells["right"], label), ""


def _limit_problem(cells: Mapping[str, str]) -> str:
    import nameresolve as nr

    try:
        for role in ("left", "right", "name"):
            nr.parse(cells.get(role, ""))
    except LimitError as error:
        return str(error).replace("\n", " ")
    return ""
