"""Entities of FollowTheMoney, as OpenSanctions and Aleph write them, one JSON object a line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from nameresolve.importers.countries import valid_code
from nameresolve.importers.lines import json_objects
from nameresolve.importers.opening import open_source
from nameresolve.importers.records import Filters, Report
from nameresolve.importers.spellings import Spellings, year_of, years_agree
from nameresolve.model import Entity, Kind

__all__ = ["ftm_lines", "read_ftm"]

_SOURCE = "ftm"
_KINDS: dict[str, Kind] = {
    "Person": "person", "Organization": "organization", "Company": "organization",
    "PublicBody": "organization", "LegalEntity": "other", "Vessel": "other", "Airplane": "other",
}  # fmt: skip
_SCHEMATA: dict[Kind, str] = {"person": "Person", "organization": "Organization", "other": "LegalEntity"}
_COUNTRIES = ("nationality", "citizenship", "country", "jurisdiction", "mainCountry", "flag")
_IDENTIFIERS = {
    "wikidataId": "wikidata", "innCode": "inn", "ogrnCode": "ogrn", "leiCode": "lei", "imoNumber": "imo",
    "registrationNumber": "registration", "taxNumber": "tax",
}  # fmt: skip
_PROPERTY_OF = {scheme: prop for prop, scheme in _IDENTIFIERS.items()}
_MOST_ROLES = 5


def read_ftm(
    path: str | Path, *, filters: Filters | None = None, report: Report | None = None
) -> Iterator[Entity]:
    """Yield the people, organizations and vessels; links, addresses and documents are skipped.

    ``name``, ``alias`` and ``previousName`` are strong forms (an alias of one word is weak),
    ``weakAlias`` and ``abbreviation`` weak ones. A year of birth is taken if all dates have it.
    A ``LegalEntity`` may be a person or a body: its kind is ``other``.
    """
    filters, report = filters or Filters(), report or Report()
    with open_source(path, report) as stream:
        for number, line, value in json_objects(stream, str(path), report):
            problem = _problem(value)
            if problem:
                report.reject(number, problem, line)
                continue
            entity = _entity(value, filters, report)
            if entity is not None:
                yield report.keep(entity)


def _problem(value: dict[str, Any]) -> str:
    for key, kind in (("id", str), ("schema", str), ("properties", dict)):
        if not isinstance(value.get(key), kind) or (not value[key] and key != "properties"):
            return f"no FollowTheMoney entity: {key!r} is missing or not what it should be"
    return ""


def _texts(value: dict[str, Any], *names: str) -> list[str]:
    found: list[str] = []
    for name in names:
        content = value["properties"].get(name) or ()
        items = [content] if isinstance(content, str) else content
        found += [each for each in items if isinstance(each, str)] if isinstance(items, list) else []
    return found


def _entity(value: dict[str, Any], filters: Filters, report: Report) -> Entity | None:
    kind = _KINDS.get(value["schema"])
    if kind is None:
        report.skip(f"schema {value['schema'][:40]}")
        return None
    codes = map(valid_code, _texts(value, *_COUNTRIES))
    countries = tuple(dict.fromkeys(code for code in codes if code))
    if reason := filters.refusal(kind, countries):
        report.skip(reason)
        return None
    spellings = _spellings(value, kind, report)
    if not spellings.name:
        report.skip("without a name")
        return None
    return Entity(
        id=value["id"],
        kind=kind,
        name=spellings.name,
        forms=spellings.forms,
        countries=countries,
        born=years_agree(map(year_of, _texts(value, "birthDate"))) if kind == "person" else None,
        identifiers=_identifiers(value),
        roles=tuple(_texts(value, "position")[:_MOST_ROLES]),
    )


def _spellings(value: dict[str, Any], kind: Kind, report: Report) -> Spellings:
    spellings = Spellings(kind, _SOURCE, report)
    names = _texts(value, "name")
    caption = value.get("caption")
    if isinstance(caption, str) and caption in names:
        spellings.add(caption)
    for text in names:
        spellings.add(text)
    if not spellings.name:
        whole = [*_texts(value, "firstName")[:1], *_texts(value, "lastName")[:1]]
        spellings.add(" ".join(whole) if len(whole) == 2 else "")
    for text in _texts(value, "previousName", "alias"):
        spellings.add(text, alias=True)
    for text in _texts(value, "weakAlias", "abbreviation"):
        spellings.add(text, weak=True)
    return spellings


def _identifiers(value: dict[str, Any]) -> dict[str, str]:
    found: dict[str, str] = {}
    for prop, scheme in _IDENTIFIERS.items():
        texts = sorted(set(_texts(value, prop)))
        if len(texts) == 1:
            found[scheme] = texts[0]
    return found


def ftm_lines(entities: Iterable[Entity], report: Report | None = None) -> Iterator[str]:
    """Yield each entity as a line of FollowTheMoney JSON, without line break.

    Places are skipped, since FollowTheMoney has no schema for them, and counted in the report.

    >>> line = next(ftm_lines([Entity("Q200881", "person", "Kassym-Jomart Tokayev", born=1953)]))
    >>> json.loads(line)["properties"]["birthDate"]
    ['1953']
    """
    for entity in entities:
        schema = _SCHEMATA.get(entity.kind)
        if report is not None:
            report.begin()
        if schema is None:
            if report is not None:
                report.skip("places have no schema in FollowTheMoney")
            continue
        value = {"id": entity.id, "caption": entity.name, "schema": schema, "properties": _properties(entity)}
        yield json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        if report is not None:
            report.keep(entity)


def _properties(entity: Entity) -> dict[str, list[str]]:
    strong = [form.text for form in entity.forms if form.strength == "strong" and form.text != entity.name]
    weak = [form.text for form in entity.forms if form.strength == "weak" and form.text != entity.name]
    person = entity.kind == "person"
    found = {
        "name": [entity.name],
        "alias": strong,
        "weakAlias": weak,
        "nationality" if person else "country": [code.lower() for code in entity.countries],
        "birthDate": [str(entity.born)] if person and entity.born else [],
        "position": list(entity.roles) if person else [],
    }
    for scheme, text in sorted(entity.identifiers.items()):
        if scheme in _PROPERTY_OF:
            found[_PROPERTY_OF[scheme]] = [text]
    return {key: texts for key, texts in found.items() if texts}
