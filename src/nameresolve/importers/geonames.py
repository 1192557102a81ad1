"""Places of GeoNames: cities*.txt, XX.txt or allCountries.txt, with alternateNamesV2.txt if given.

Alternate names lie in a file of their own in an order of their own. They are put into a temporary
database on disk, for the wanted places only, so that memory does not grow with the files.
"""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from nameresolve.importers.countries import valid_code
from nameresolve.importers.lines import numbered
from nameresolve.importers.opening import open_source
from nameresolve.importers.records import Filters, Report
from nameresolve.importers.spellings import Spellings, language_tag, prominence_of, script_code, tidy
from nameresolve.model import Entity
from nameresolve.unicode import script_of

__all__ = ["read_geonames", "scripts_in"]

_SOURCE = "geonames"
_COLUMNS = 19
_NO_LANGUAGES = frozenset({"link", "post", "iata", "icao", "faac", "tcid", "unlc", "phon", "wkdt", "piny"})
_CLASSES = frozenset("AP")  # countries and regions, cities and villages
_MOST_PEOPLE = 30_000_000

Alternate = tuple[str, str | None, bool]
"""A name, its language tag, and whether it is weak (colloquial)."""


def read_geonames(
    path: str | Path,
    *,
    filters: Filters | None = None,
    report: Report | None = None,
    names: str | Path | None = None,
) -> Iterator[Entity]:
    """Yield the populated and administrative places; rivers, stations and the like are skipped.

    `names` is alternateNamesV2.txt, with a language for each name. Without it the column of alternate
    names is read, whose names have no language; those of one to three capital letters (airport codes)
    or of mixed scripts are left out. Colloquial names are weak. Ids are ``geonames:`` and the number.
    """
    filters, report = filters or Filters(), report or Report()
    with _alternates(path, names, filters) as found:
        for number, line, fields in _rows(path, report):
            if problem := _problem(fields):
                report.reject(number, problem, line)
                continue
            reason = _refusal(fields, filters)
            if reason:
                report.skip(reason)
                continue
            entity = _entity(fields, report, found)
            if entity is None:
                report.skip("without a name")
            else:
                yield report.keep(entity)


def _rows(path: str | Path, report: Report) -> Iterator[tuple[int, str, list[str]]]:
    with open_source(path, report) as stream:
        for number, line in numbered(stream, str(path), report):
            if not line.startswith("#"):
                report.begin()
                yield number, line, line.split("\t")


def _problem(fields: list[str]) -> str:
    if len(fields) != _COLUMNS:
        return f"{len(fields)} columns, but {_COLUMNS} are expected"
    if not fields[0].isdigit():
        return f"{fields[0]!r} is not a GeoNames number"
    return "" if fields[14].isdigit() or not fields[14] else f"{fields[14]!r} is not a population"


def _refusal(fields: list[str], filters: Filters) -> str | None:
    if fields[6] not in _CLASSES:
        return f"feature class {fields[6] or 'not stated'}"
    if int(fields[14] or 0) < filters.population:
        return "too few inhabitants"
    return filters.refusal("place", _countries(fields))


def _countries(fields: list[str]) -> tuple[str, ...]:
    code = valid_code(fields[8])
    return (code,) if code else ()


def _entity(fields: list[str], report: Report, found: sqlite3.Connection | None) -> Entity | None:
    spellings = Spellings("place", _SOURCE, report)
    spellings.add(fields[1])
    if not spellings.name:
        return None
    for text, language, weak in _named(fields, found):
        spellings.add(text, language, alias=True, weak=weak)
    return Entity(
        id=f"geonames:{fields[0]}",
        kind="place",
        name=spellings.name,
        forms=spellings.forms,
        countries=_countries(fields),
        identifiers={"geonames": fields[0]},
        prominence=prominence_of(int(fields[14] or 0), _MOST_PEOPLE),
    )


def _named(fields: list[str], found: sqlite3.Connection | None) -> Iterator[Alternate]:
    if found is not None:
        rows = found.execute(
            "SELECT text, language, weak FROM names WHERE place = ? ORDER BY rowid", (fields[0],)
        )
        yield from ((text, language, bool(weak)) for text, language, weak in rows)
        return
    for text in fields[3].split(","):
        bare = tidy(text)
        if len(scripts_in(bare)) == 1 and not _is_code(bare):
            yield bare, None, False


def scripts_in(text: str) -> set[str]:
    """Return the scripts of a text; Japanese may mix its own three.

    >>> sorted(scripts_in("Almа-Ata")), sorted(scripts_in("さいたま市"))
    (['Cyrl', 'Latn'], ['Hani'])
    """
    scripts = {script_of(char) for char in text} - {"Zyyy"}
    return {"Hani"} if scripts <= {"Hani", "Hira", "Kana"} and len(scripts) > 1 else scripts


def _is_code(text: str) -> bool:
    return len(text) <= 3 and text.isascii() and text == text.upper()


@contextmanager
def _alternates(
    path: str | Path, names: str | Path | None, filters: Filters
) -> Iterator[sqlite3.Connection | None]:
    """Lay the alternate names of the wanted places into a database that goes away at the end."""
    if names is None:
        yield None
        return
    with (
        tempfile.TemporaryDirectory(prefix="nameresolve-") as folder,
        closing(sqlite3.connect(Path(folder) / "names.sqlite")) as database,
    ):
        database.execute("PRAGMA journal_mode = OFF")
        database.execute("PRAGMA synchronous = OFF")
        database.execute("CREATE TABLE places (place INTEGER PRIMARY KEY)")
        database.execute("CREATE TABLE names (place INTEGER, text TEXT, language TEXT, weak INTEGER)")
        quiet = Report()
        wanted = ((f[0],) for _, _, f in _rows(path, quiet) if not _problem(f) and not _refusal(f, filters))
        database.executemany("INSERT OR IGNORE INTO places VALUES (?)", wanted)
        statement = (
            "INSERT INTO names SELECT ?1, ?2, ?3, ?4 WHERE EXISTS (SELECT 1 FROM places WHERE place = ?1)"
        )
        database.executemany(statement, _alternate_rows(names))
        database.execute("CREATE INDEX by_place ON names (place)")
        yield database


def _alternate_rows(path: str | Path) -> Iterator[tuple[str, str, str | None, bool]]:
    with open_source(path) as stream:
        for _, line in numbered(stream, str(path), Report()):
            fields = line.split("\t")
            if len(fields) < 4 or not fields[1].isdigit():
                continue
            _, place, code, text, *flags = fields
            if code in _NO_LANGUAGES or script_code(text) == "Zyyy":
                continue
            abbreviation = code == "abbr"
            colloquial = len(flags) > 2 and flags[2] == "1"
            yield place, text, None if abbreviation else language_tag(code), colloquial or abbreviation
