"""People, organizations and areas of Popolo JSON, as EveryPolitician published them."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nameresolve.errors import FormatError
from nameresolve.importers.json_stream import members
from nameresolve.importers.opening import open_source
from nameresolve.importers.records import Filters, Report
from nameresolve.importers.spellings import Spellings, language_tag, year_of
from nameresolve.model import Entity, Kind

__all__ = ["read_popolo"]

_SOURCE = "popolo"
_KINDS: dict[str, Kind] = {"persons": "person", "organizations": "organization", "areas": "place"}


def read_popolo(
    path: str | Path, *, filters: Filters | None = None, report: Report | None = None
) -> Iterator[Entity]:
    """Yield the persons, organizations and areas of a Popolo document, read piece by piece.

    ``name`` and ``other_names`` are the forms. A legislature (``classification``) is an organization as
    a party is. Popolo states no countries: give a filter of countries to other sources only. In the
    report a record's "line" is its place in the document, counted from 1.
    """
    filters, report = filters or Filters(), report or Report()
    with open_source(path, report) as stream:
        text = io.TextIOWrapper(stream, encoding="utf-8-sig")
        numbered = enumerate(members(text, str(path)), start=1)
        try:
            wanted = ((number, key, value) for number, (key, value) in numbered if key in _KINDS)
            for number, key, value in wanted:
                yield from _entities(value, _KINDS[key], number, filters, report)
        except UnicodeDecodeError as error:
            raise FormatError(
                f"{path} is not UTF-8 ({error.reason}).\nConvert it with iconv first."
            ) from error
        finally:
            if not stream.closed:
                text.detach()


def _entities(value: object, kind: Kind, number: int, filters: Filters, report: Report) -> Iterator[Entity]:
    report.begin()
    if not isinstance(value, dict) or not isinstance(value.get("id"), str) or not value["id"].strip():
        report.reject(number, "no object with an id", json.dumps(value, ensure_ascii=False))
        return
    if reason := filters.refusal(kind, ()):
        report.skip(reason)
        return
    spellings = _spellings(value, kind, report)
    if not spellings.name:
        report.skip("without a name")
        return
    yield report.keep(
        Entity(
            id=value["id"].strip(),
            kind=kind,
            name=spellings.name,
            forms=spellings.forms,
            born=year_of(_text(value, "birth_date")) if kind == "person" else None,
            identifiers=_identifiers(value),
        )
    )


def _text(value: dict[str, Any], key: str) -> str:
    return value[key] if isinstance(value.get(key), str) else ""


def _objects(value: dict[str, Any], key: str) -> list[dict[str, Any]]:
    content = value.get(key)
    return [each for each in content if isinstance(each, dict)] if isinstance(content, list) else []


def _spellings(value: dict[str, Any], kind: Kind, report: Report) -> Spellings:
    spellings = Spellings(kind, _SOURCE, report)
    whole = f"{_text(value, 'given_name')} {_text(value, 'family_name')}"
    spellings.add(_text(value, "name") or whole)
    for other in _objects(value, "other_names"):
        spellings.add(_text(other, "name"), language_tag(_text(other, "lang")), alias=True)
    return spellings


def _identifiers(value: dict[str, Any]) -> dict[str, str]:
    pairs = ((_text(each, "scheme"), _text(each, "identifier")) for each in _objects(value, "identifiers"))
    return {scheme: text for scheme, text in pairs if scheme and text}
