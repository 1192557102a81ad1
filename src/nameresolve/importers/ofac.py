"""The list of Specially Designated Nationals of the US Treasury: sdn.csv with alt.csv beside it.

The files have no header; ``-0-`` stands for nothing. The columns are those of the Treasury's data
specification: ent_num, SDN_Name, SDN_Type, Program, Title, six of vessels, Remarks; and ent_num,
alt_num, alt_type, alt_name, alt_remarks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from nameresolve.arguments import checked_path
from nameresolve.importers.countries import code_of_name
from nameresolve.importers.csv_rows import CsvRow, Dialect, csv_rows
from nameresolve.importers.lines import problem_of, text_lines
from nameresolve.importers.opening import open_source
from nameresolve.importers.records import Filters, Report
from nameresolve.importers.spellings import Spellings, years_agree
from nameresolve.model import Entity, Kind

__all__ = ["read_ofac"]

_SOURCE = "ofac"
_COLUMNS = 12
_ALT_COLUMNS = 5
_NOTHING = "-0-"
_END = "\x1a"  # the files end as those of DOS did
_KINDS: dict[str, Kind] = {"": "organization", "individual": "person", "vessel": "other", "aircraft": "other"}
_BORN = re.compile(r"\bDOB (?:circa )?(?:\d{1,2} )?(?:[A-Z][a-z]{2} )?(\d{4})(?! to)\b")
_NATION = re.compile(r"\b(?:nationality|citizen) ([A-Z][A-Za-z ,.'()-]+?)(?=;|\.?$)")
_WEAK = re.compile(r"a\.k\.a\. '([^']+)'")

Aliases = dict[str, list[str]]


def read_ofac(
    path: str | Path,
    *,
    filters: Filters | None = None,
    report: Report | None = None,
    names: str | Path | None = None,
    encoding: str = "utf-8",
) -> Iterator[Entity]:
    """Yield the people, bodies, vessels and aircraft of sdn.csv, with the aliases of alt.csv.

    `names` is alt.csv; without it, a file alt.csv beside sdn.csv is read. The aliases that the Treasury
    calls weak stand in the remarks, in quotes, and make weak forms. Year of birth and countries come from
    the remarks too; a year only where all dates of birth agree. Ids are ``ofac:`` and the number.
    """
    filters, report = filters or Filters(), report or Report()
    aliases = _aliases(_alias_file(path, names), report, encoding)
    with open_source(path, report) as stream:
        for row in csv_rows(text_lines(stream, str(path), encoding), Dialect(",")):
            if (not row.fields and not row.problem) or row.raw.strip() == _END:
                continue
            report.begin()
            if problem := _problem(row, _COLUMNS):
                report.reject(row.line, problem, row.raw.rstrip("\r\n"))
                continue
            entity = _entity([_value(each) for each in row.fields], aliases, filters, report)
            if entity is not None:
                yield report.keep(entity)


def _alias_file(path: str | Path, names: str | Path | None) -> str | Path | None:
    if names is not None:
        return names
    place = checked_path(path)
    if not place.name:
        return None
    beside = place.with_name(place.name.lower().replace("sdn", "alt", 1))
    return beside if beside != place and beside.is_file() else None


def _aliases(path: str | Path | None, report: Report, encoding: str) -> Aliases:
    found: Aliases = {}
    if path is None:
        report.note("no alt.csv was given or stands beside the file: no aliases")
        return found
    with open_source(path) as stream:
        for row in csv_rows(text_lines(stream, str(path), encoding), Dialect(",")):
            if not row.fields or row.raw.strip() == _END:
                continue
            if problem := _problem(row, _ALT_COLUMNS):
                report.note("aliases that could not be read")
                report.reject(row.line, f"{Path(path).name}: {problem}", row.raw.rstrip("\r\n"))
                continue
            found.setdefault(_value(row.fields[0]), []).append(_value(row.fields[3]))
    return found


def _problem(row: CsvRow, width: int) -> str:
    if problem := row.problem or problem_of(row.raw):
        return problem
    if len(row.fields) != width:
        return f"{len(row.fields)} fields, but {width} are expected"
    return "" if row.fields[0].strip().isdigit() else f"{row.fields[0]!r} is not the number of an entry"


def _value(text: str) -> str:
    bare = text.strip()
    return "" if bare == _NOTHING else bare


def _entity(fields: list[str], aliases: Aliases, filters: Filters, report: Report) -> Entity | None:
    number, name, type_, _, title, *_, remarks = fields
    kind = _KINDS.get(type_.lower())
    if kind is None:
        report.skip(f"type {type_[:40]}")
        return None
    codes = (code_of_name(each) for each in _NATION.findall(remarks))
    countries = tuple(dict.fromkeys(code for code in codes if code))
    if reason := filters.refusal(kind, countries):
        report.skip(reason)
        return None
    spellings = Spellings(kind, _SOURCE, report)
    spellings.add(_turned(name, kind))
    if not spellings.name:
        report.skip("without a name")
        return None
    for alias in aliases.get(number, ()):
        spellings.add(_turned(alias, kind), alias=True)
    for alias in _WEAK.findall(remarks):
        spellings.add(_turned(alias, kind), weak=True)
    return Entity(
        id=f"ofac:{number}",
        kind=kind,
        name=spellings.name,
        forms=spellings.forms,
        countries=countries,
        born=years_agree(map(int, _BORN.findall(remarks))) if kind == "person" else None,
        identifiers={"ofac": number},
        roles=(title,) if title else (),
    )


def _turned(name: str, kind: Kind) -> str:
    """Return ``FAMILY, Given`` of a person as ``Given FAMILY``; other names keep their commas."""
    family, comma, given = name.partition(",")
    return f"{given.strip()} {family.strip()}" if comma and given.strip() and kind == "person" else name
