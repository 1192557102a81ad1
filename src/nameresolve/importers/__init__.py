"""Entities out of what users have: dumps, sanctions lists, gazetteers, tables of their own.

Each source has a module and a function that yields `Entity` values one by one, in memory that does not
grow with the file, and fills a `Report`: what was read, kept, skipped and why, and what could not be
read. `read_entities` calls the one of that name and helps when the file is of another source.

    >>> sorted(SOURCES)
    ['csv', 'ftm', 'geonames', 'jsonl', 'ofac', 'popolo', 'tsv', 'un', 'wikidata']
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Literal

from attrs import frozen

from nameresolve.errors import FormatError, SettingsError, text_of
from nameresolve.importers.ftm import ftm_lines, read_ftm
from nameresolve.importers.geonames import read_geonames
from nameresolve.importers.ofac import read_ofac
from nameresolve.importers.opening import STDIN, open_source
from nameresolve.importers.popolo import read_popolo
from nameresolve.importers.records import Filters, Rejected, Report, checked_kinds
from nameresolve.importers.sniffing import guess_source
from nameresolve.importers.tables import Layout, read_table
from nameresolve.importers.un import read_un
from nameresolve.importers.wikidata import read_wikidata
from nameresolve.model import Entity, Kind

__all__ = [
    "SOURCES",
    "Filters",
    "Layout",
    "Options",
    "Rejected",
    "Report",
    "checked_kinds",
    "ftm_lines",
    "read_entities",
    "read_ftm",
    "read_geonames",
    "read_ofac",
    "read_popolo",
    "read_table",
    "read_un",
    "read_wikidata",
]

SOURCES: Mapping[str, str] = {
    "wikidata": "a Wikidata JSON dump (an array with an item a line) or JSON lines of items",
    "ftm": "FollowTheMoney JSON lines, as OpenSanctions and Aleph write them",
    "ofac": "sdn.csv of the US Treasury, with alt.csv",
    "un": "the consolidated list of the UN Security Council, XML",
    "geonames": "cities*.txt or allCountries.txt of GeoNames, with alternateNamesV2.txt",
    "popolo": "Popolo JSON, as EveryPolitician published it",
    "csv": "a table with commas and a header",
    "tsv": "a table with tabs and a header",
    "jsonl": "JSON lines with keys of your own",
}
"""What can be imported, by the name of the source."""

_HEAD = 1 << 16
_LIKE = {
    "csv": {"csv", "tsv"},
    "tsv": {"tsv", "csv"},
    "jsonl": {"jsonl", "json", "ftm", "wikidata"},
    "wikidata": {"wikidata", "json"},  # the reader says what is wrong with pretty-printed JSON
    "ftm": {"ftm", "json"},
}
_WITH_NAMES = frozenset({"ofac", "geonames"})
_TABLES = frozenset({"csv", "tsv", "jsonl"})
_WITH_ENCODING = frozenset({"csv", "tsv", "ofac"})


@frozen(slots=True, kw_only=True)
class Options:
    """What only some sources take: a file of names, a layout, an encoding, classes of Wikidata."""

    names: str | Path | None = None
    layout: Layout | None = None
    encoding: str = "utf-8"
    classes: Mapping[str, Kind] | None = None


def read_entities(
    source: str,
    path: str | Path,
    *,
    filters: Filters | None = None,
    report: Report | None = None,
    options: Options | None = None,
) -> Iterator[Entity]:
    """Yield the entities of a file of the named source; see `SOURCES`.

    Raises `SettingsError` for an unknown source or options that it does not take, `FormatError` for a
    file that is missing, damaged, empty or plainly of another source, which it names.
    """
    options = options or Options()
    _check(source, options)
    _refuse_other(source, path)
    filters, report = filters or Filters(), report or Report()
    if source == "wikidata":
        return read_wikidata(path, filters=filters, report=report, classes=options.classes)
    if source == "ftm":
        return read_ftm(path, filters=filters, report=report)
    if source == "un":
        return read_un(path, filters=filters, report=report)
    if source == "popolo":
        return read_popolo(path, filters=filters, report=report)
    if source == "geonames":
        return read_geonames(path, filters=filters, report=report, names=options.names)
    return _read_rows(source, path, filters, report, options)


def _read_rows(
    source: str, path: str | Path, filters: Filters, report: Report, options: Options
) -> Iterator[Entity]:
    encoding = options.encoding
    if source == "ofac":
        return read_ofac(path, filters=filters, report=report, names=options.names, encoding=encoding)
    format_: Literal["csv", "tsv", "jsonl"] = (
        "tsv" if source == "tsv" else "jsonl" if source == "jsonl" else "csv"
    )
    return read_table(
        path, format=format_, layout=options.layout, filters=filters, report=report, encoding=encoding
    )  # fmt: skip


def _check(source: str, options: Options) -> None:
    if text_of(source, "a source") not in SOURCES:
        near = difflib.get_close_matches(source, SOURCES, 1)
        hint = f"Did you mean {near[0]!r}?" if near else f"Sources are {', '.join(SOURCES)}."
        raise SettingsError(f"There is no source {source!r}.\n{hint}")
    unfit = (
        (options.names is not None and source not in _WITH_NAMES, "a file of names", _WITH_NAMES),
        (options.layout is not None and source not in _TABLES, "a mapping of columns", _TABLES),
        (options.encoding != "utf-8" and source not in _WITH_ENCODING, "another encoding", _WITH_ENCODING),
        (options.classes is not None and source != "wikidata", "classes", {"wikidata"}),
    )
    for wrong, what, fitting in unfit:
        if wrong:
            raise SettingsError(f"The source {source} does not take {what}; {', '.join(sorted(fitting))} do.")


def _refuse_other(source: str, path: str | Path) -> None:
    """Raise `FormatError` for an empty file and for one that is plainly something else."""
    if str(path) == STDIN:
        return  # it can be read once only
    with open_source(path) as stream:
        head = stream.peek(_HEAD)[:_HEAD].decode("utf-8", "replace").removeprefix("\ufeff")
    if not head.strip():
        raise FormatError(f"{path} is empty.\nCheck that it was fetched whole.")
    guess = guess_source(head)
    if guess is None or guess in _LIKE.get(source, {source}):
        return
    known = f"Try: nameresolve gazetteer import {guess} {path}" if guess in SOURCES else ""
    what = SOURCES.get(guess, f"a file of the format {guess}")
    raise FormatError(
        f"{path} does not look like {SOURCES[source]}, but like {what}.\n"
        f"{known or 'Check which file is meant.'}"
    )
