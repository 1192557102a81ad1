"""A gazetteer made of a table of one's own, for as long as a command runs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from nameresolve.cli.columns import Columns, find_column, question_from
from nameresolve.cli.inputs import open_input
from nameresolve.cli.phrases import counted
from nameresolve.cli.rows import TableOptions
from nameresolve.cli.tables_io import sniff_dialect
from nameresolve.cli.text_lines import read_lines, unpacked
from nameresolve.errors import GazetteerError
from nameresolve.importers.csv_rows import csv_rows
from nameresolve.model import Entity, Kind, NameForm

if TYPE_CHECKING:
    from nameresolve import Gazetteer

__all__ = ["gazetteer_of_table"]

_OPTIONAL = ("kind", "country", "born")
_ALIASES = ("alias", "aliases")
_BETWEEN = "|"


def gazetteer_of_table(path: str, kind: Kind | None = None) -> Gazetteer:
    """Return the gazetteer of a CSV or TSV file with the columns id and name.

    Columns kind, country, born and alias (several parted by ``|``) are read if they are there; rows of
    one id are one entity. `kind` is that of entities whose row does not say it, else ``"other"``. Raises
    `GazetteerError` with the line for a row that cannot be read, `FormatError` for a missing column.
    """
    import nameresolve as nr

    with open_input(path, packed=True) as stream:
        lines = read_lines(unpacked(stream, path), path)
        known: dict[str, Entity] = {}
        for entity in _entities(lines, path, kind):
            known[entity.id] = _joined(known[entity.id], entity) if entity.id in known else entity
    return nr.Gazetteer.from_entities(known.values())


def _entities(lines: Iterator[str], path: str, kind: Kind | None) -> Iterator[Entity]:
    head = next(lines, "").removeprefix("\ufeff")
    dialect = sniff_dialect([head], Columns("name"), TableOptions())
    titles = [title.strip().lower() for row in csv_rows([head], dialect) for title in row.fields]
    id_, name = find_column(titles, "id", path), find_column(titles, "name", path)
    for row in csv_rows(lines, dialect):
        if not row.fields and not row.problem:
            continue
        problem = row.problem
        if not problem and len(row.fields) != len(titles):
            problem = f"{counted(len(row.fields), 'field')}, but the header has {len(titles)}"
        if problem:
            raise _wrong(problem, path, row.line)
        yield _entity(row.fields, titles, (id_, name), kind, (path, row.line))


def _entity(
    fields: Sequence[str],
    titles: Sequence[str],
    places: tuple[int, int],
    kind: Kind | None,
    where: tuple[str, int],
) -> Entity:
    id_, name = (fields[place].strip() for place in places)
    cells = {title: field for title, field in zip(titles, fields, strict=True) if title in _OPTIONAL}
    found = question_from({"name": name, **cells}, kind)
    if isinstance(found, str):
        raise _wrong(found, *where)
    if not id_ or not name:
        raise _wrong("there is no id or no name", *where)
    cell = next((field for title, field in zip(titles, fields, strict=True) if title in _ALIASES), "")
    source = Path(where[0]).name
    forms = [NameForm(text.strip(), source=source) for text in (name, *cell.split(_BETWEEN)) if text.strip()]
    return Entity(id_, found.kind or "other", name, tuple(forms), countries=found.countries, born=found.born)


def _joined(first: Entity, more: Entity) -> Entity:
    """Return the entity of two rows with one id; the first row says all but the forms."""
    from attrs import evolve

    texts = {form.text: form for form in (*more.forms, *first.forms)}
    return evolve(first, forms=tuple(sorted(texts.values(), key=lambda form: form.text)))


def _wrong(problem: str, path: str, line: int) -> GazetteerError:
    return GazetteerError(problem, file=path, line=line + 1, remedy="Mend that line, or take it out.")
