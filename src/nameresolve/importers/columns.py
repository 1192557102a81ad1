"""Which column of a table means what: ``name=Full Name``, ``alias@ru=Имя``, ``country=Nation``."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence

from attrs import frozen

from nameresolve.errors import FormatError, SettingsError

__all__ = ["FIELDS", "Column", "matched_columns", "parse_columns"]

FIELDS = (
    *("id", "name", "alias", "weak", "kind", "country", "born", "role", "language", "prominence"),
    "identifier",
)


@frozen(slots=True)
class Column:
    """What a column fills: a field; of ``name@ru`` also a language, of ``identifier.inn`` a scheme.

    `title` is the column's name in the table, or, for a fixed value, the value itself.
    """

    field: str
    title: str
    language: str | None = None
    scheme: str | None = None


def parse_columns(assignments: Iterable[str]) -> tuple[Column, ...]:
    """Return what ``FIELD=COLUMN`` texts say.

    Raises `SettingsError` for an unknown field or what is no assignment.

    >>> parse_columns(["name@ru=Имя"])
    (Column(field='name', title='Имя', language='ru', scheme=None),)
    """
    return tuple(_parsed(each) for each in assignments)


def _parsed(assignment: str) -> Column:
    left, equals, title = assignment.partition("=")
    if not equals or not title.strip():
        raise SettingsError(
            f"{assignment!r} says nothing about a column.\nWrite FIELD=COLUMN, e.g. name='Full Name'"
        )
    name, _, language = left.strip().partition("@")
    field, _, scheme = name.partition(".")
    if field not in FIELDS:
        near = difflib.get_close_matches(field, FIELDS, 1)
        hint = f"Did you mean {near[0]!r}?" if near else f"Fields are {', '.join(FIELDS)}."
        raise SettingsError(f"There is no field {field!r} to fill.\n{hint}")
    if (field == "identifier") != bool(scheme):
        raise SettingsError(
            f"{left!r}: an identifier needs its scheme, other fields have none, e.g. identifier.inn=INN"
        )
    if language and field not in ("name", "alias", "weak"):
        raise SettingsError(f"{left!r}: only name, alias and weak take a language.")
    return Column(field, title.strip(), language or None, scheme or None)


def matched_columns(titles: Sequence[str], wanted: Sequence[Column], source: str) -> tuple[Column, ...]:
    """Return the columns to read from a table with these titles.

    Without a wish, columns that are called as the fields are taken. Raises `FormatError` for a wanted
    column that is not there or is there twice, and if no column holds names.
    """
    bare = [title.strip() for title in titles]
    found = wanted or _same_names(bare)
    for column in wanted:
        if bare.count(column.title) != 1:
            raise FormatError(_advice(column, bare, source))
    if not any(column.field == "name" for column in found):
        listed = ", ".join(bare[:20])
        raise FormatError(
            f"{source}: which column holds the names? Say it with --map name=COLUMN.\n"
            f"The columns are: {listed}"
        )
    return tuple(found)


def _same_names(titles: Sequence[str]) -> tuple[Column, ...]:
    folded = {title.casefold(): title for title in titles}
    plain = (field for field in FIELDS if field in folded and field != "identifier")
    return tuple(Column(field, folded[field]) for field in plain)


def _advice(column: Column, titles: Sequence[str], source: str) -> str:
    if titles.count(column.title) > 1:
        return (
            f"{source}: the column {column.title!r} is there {titles.count(column.title)} times; rename one."
        )
    near = difflib.get_close_matches(column.title.casefold(), [title.casefold() for title in titles], 1)
    known = next((title for title in titles if near and title.casefold() == near[0]), None)
    hint = f"Did you mean {known!r}?" if known else f"The columns are: {', '.join(titles[:20])}"
    return f"{source}: there is no column {column.title!r}.\n{hint}"
