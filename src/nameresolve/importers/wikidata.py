"""Items of a Wikidata JSON dump, or of JSON lines made from one, as entities."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from nameresolve.importers.countries import code_of_item
from nameresolve.importers.lines import json_objects
from nameresolve.importers.opening import open_source
from nameresolve.importers.records import Filters, Report
from nameresolve.importers.spellings import Spellings, language_tag, prominence_of, years_agree
from nameresolve.importers.wikidata_classes import KIND_OF_CLASS
from nameresolve.model import Entity, Kind

__all__ = ["read_wikidata"]

_ITEM = re.compile(r"Q[1-9][0-9]*")
_MOST_SITELINKS = 300
_YEAR_PRECISION = 9
_SOURCE = "wikidata"
_OTHER_IDS = {"P1566": "geonames", "P214": "viaf", "P1278": "lei"}


def read_wikidata(
    path: str | Path,
    *,
    filters: Filters | None = None,
    report: Report | None = None,
    classes: Mapping[str, Kind] | None = None,
) -> Iterator[Entity]:
    """Yield the items of a dump that are people, places or organizations.

    The dump is an array with an item a line, as Wikimedia publishes it, or JSON lines; packed or not.
    Labels of all languages are strong forms; aliases too, unless they are too little to decide.
    P31 says the kind (by `classes`, or a table of common ones), P27 (people) or P17 the countries,
    P569 the year of birth, the number of sitelinks the prominence. The label in English names the
    entity, else the one for all languages, else the first.
    """
    filters, report = filters or Filters(), report or Report()
    classes = KIND_OF_CLASS if classes is None else classes
    with open_source(path, report) as stream:
        for number, line, item in json_objects(stream, str(path), report):
            try:
                entity = _entity(item, filters, report, classes)
            except (AttributeError, KeyError, TypeError, ValueError) as error:
                report.reject(number, f"not an item as Wikidata writes it: {error!r}", line)
                continue
            if entity is not None:
                yield report.keep(entity)


def _entity(
    item: dict[str, Any], filters: Filters, report: Report, classes: Mapping[str, Kind]
) -> Entity | None:
    reason = _passed_over(item, filters)
    kind = None if reason else _kind(item, classes)
    if kind is None:
        report.skip(reason or "of no listed class")
        return None
    countries = _countries(item, kind)
    if reason := filters.refusal(kind, countries):
        report.skip(reason)
        return None
    spellings = _spellings(item, kind, report)
    if not spellings.name:
        report.skip("without a label")
        return None
    return Entity(
        id=item["id"],
        kind=kind,
        name=spellings.name,
        forms=spellings.forms,
        countries=countries,
        born=years_agree(map(_year, _values(item, "P569"))) if kind == "person" else None,
        identifiers=_identifiers(item),
        prominence=prominence_of(len(item.get("sitelinks") or ()), _MOST_SITELINKS),
    )


def _passed_over(item: dict[str, Any], filters: Filters) -> str | None:
    if not isinstance(item["id"], str) or not _ITEM.fullmatch(item["id"]):
        return "a property or a lexeme, not an item"
    if "redirects" in item:
        return "a redirect"
    if len(item.get("sitelinks") or ()) < filters.sitelinks:
        return "too few sitelinks"
    return None


def _values(item: dict[str, Any], prop: str) -> list[Any]:
    """Return the values of a property that count: the preferred ones, else the normal ones."""
    claims = item.get("claims") or {}  # an item without statements has an empty list here
    found: dict[str, list[Any]] = {}
    for claim in claims.get(prop, ()) if isinstance(claims, dict) else ():
        value = claim["mainsnak"].get("datavalue", {}).get("value")
        if value is not None:
            found.setdefault(claim.get("rank", "normal"), []).append(value)
    return found.get("preferred") or found.get("normal") or []


def _items(item: dict[str, Any], prop: str) -> list[str]:
    return [str(value["id"]) for value in _values(item, prop) if isinstance(value, dict) and "id" in value]


def _kind(item: dict[str, Any], classes: Mapping[str, Kind]) -> Kind | None:
    kinds = [classes[each] for each in _items(item, "P31") if each in classes]
    return "person" if "person" in kinds else next(iter(kinds), None)


def _countries(item: dict[str, Any], kind: Kind) -> tuple[str, ...]:
    codes = map(code_of_item, _items(item, "P27" if kind == "person" else "P17"))
    return tuple(dict.fromkeys(code for code in codes if code))


def _year(value: Any) -> int | None:  # noqa: ANN401 - whatever the dump holds
    if not isinstance(value, dict) or value.get("precision", 0) < _YEAR_PRECISION:
        return None
    found = re.match(r"\+(\d{4,})-", str(value.get("time")))
    return int(found[1]) if found else None


def _spellings(item: dict[str, Any], kind: Kind, report: Report) -> Spellings:
    spellings = Spellings(kind, _SOURCE, report)
    labels = item.get("labels") or {}
    for code in sorted(labels, key=lambda code: (code != "en", code != "mul", code)):
        spellings.add(labels[code]["value"], language_tag(code))
    for code, aliases in sorted((item.get("aliases") or {}).items()):
        for alias in aliases:
            spellings.add(alias["value"], language_tag(code), alias=True)
    return spellings


def _identifiers(item: dict[str, Any]) -> dict[str, str]:
    found = {"wikidata": str(item["id"])}
    for prop, scheme in _OTHER_IDS.items():
        values = [value for value in _values(item, prop) if isinstance(value, str)]
        if len(values) == 1:
            found[scheme] = values[0]
    return found
