"""The names of a file, with the line each stands on and what is wrong with it, if something is."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from nameresolve.cli.columns import Columns
from nameresolve.cli.exits import say
from nameresolve.cli.inputs import open_input, source_name, utf8_remedy
from nameresolve.cli.tables_io import TableFormat, TableOptions, open_table
from nameresolve.errors import LimitError

__all__ = ["ListedName", "limit_problem", "read_names"]

_BLOCK_ROWS = 10_000


@frozen(slots=True)
class ListedName:
    """A name and the line it stands on."""

    name: str
    line: int


SHOWN = 5
"""So many lines that could not be read are told one by one: a file that is no text has no others."""


def read_names(
    file: str, columns: Columns, table_format: TableFormat | None = None
) -> tuple[list[ListedName], int]:
    """Return the names of a file, blank ones too, and how many rows could not be read; those are told.

    Raises `FormatError` as `open_table` does.
    """
    names: list[ListedName] = []
    unreadable = 0
    broken = False
    for found, problem in _rows(file, columns, table_format):
        unreadable += bool(problem)
        broken = broken or "UTF-8" in problem
        if not problem:
            names.append(found)
        elif unreadable <= SHOWN:
            say(f"{source_name(file)}, line {found.line}: {problem}")
    if unreadable > SHOWN:
        say(f"... and {unreadable - SHOWN:,} lines more that could not be read")
    if broken:
        say(utf8_remedy(file))
    return names, unreadable


def _rows(file: str, columns: Columns, table_format: TableFormat | None) -> Iterator[tuple[ListedName, str]]:
    with open_input(file, packed=True) as stream:
        table = open_table(stream, file, TableOptions(columns=columns, format=table_format))
        for block in table.blocks(_BLOCK_ROWS):
            for row in block.rows:
                name = row.name or ""
                yield ListedName(name, row.line), row.problem or limit_problem(name)


def limit_problem(name: str) -> str:
    """Return what is wrong with a name over the limit, else an empty text: one must not stop a whole list."""
    import nameresolve as nr

    try:
        nr.parse(name)
    except LimitError as error:
        return str(error).replace("\n", " ")
    return ""
