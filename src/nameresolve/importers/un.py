"""The consolidated list of the United Nations Security Council, as XML."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element, tostring

from nameresolve.importers.countries import code_of_name
from nameresolve.importers.opening import open_source
from nameresolve.importers.records import Filters, Report
from nameresolve.importers.spellings import Spellings, year_of, years_agree
from nameresolve.importers.xml_stream import elements
from nameresolve.model import Entity, Kind

__all__ = ["read_un"]

_SOURCE = "un"
_NAMES = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
_KINDS: dict[str, Kind] = {"INDIVIDUAL": "person", "ENTITY": "organization"}
_WEAK = frozenset({"low"})


def read_un(
    path: str | Path, *, filters: Filters | None = None, report: Report | None = None
) -> Iterator[Entity]:
    """Yield the individuals and entities of the list.

    Aliases of low quality are weak forms. The name in the original script is a strong one. Ids are
    ``un:`` and the DATAID; the reference number (``QDi.001``) is an identifier. A file with a document
    type is refused with `FormatError`.
    """
    filters, report = filters or Filters(), report or Report()
    with open_source(path, report) as stream:
        found = elements(stream, str(path), root="CONSOLIDATED_LIST", wanted=_KINDS)
        for line, element in found:
            report.begin()
            if not _text(element, "DATAID") or not _name(element):
                report.reject(line, "no DATAID or no name", tostring(element, encoding="unicode").strip())
                continue
            entity = _entity(element, filters, report)
            if entity is not None:
                yield report.keep(entity)


def _text(element: Element, path: str) -> str:
    return (element.findtext(path) or "").strip()


def _texts(element: Element, path: str) -> list[str]:
    return [text for each in element.findall(path) if (text := (each.text or "").strip())]


def _name(element: Element) -> str:
    return " ".join(text for name in _NAMES if (text := _text(element, name)))


def _entity(element: Element, filters: Filters, report: Report) -> Entity | None:
    kind = _KINDS[element.tag]
    codes = map(
        code_of_name, [*_texts(element, "NATIONALITY/VALUE"), *_texts(element, "ENTITY_ADDRESS/COUNTRY")]
    )
    countries = tuple(dict.fromkeys(code for code in codes if code))
    if reason := filters.refusal(kind, countries):
        report.skip(reason)
        return None
    spellings = Spellings(kind, _SOURCE, report)
    spellings.add(_name(element))
    if not spellings.name:
        report.skip("without a name")
        return None
    spellings.add(_text(element, "NAME_ORIGINAL_SCRIPT"))
    for alias in element.findall(f"{element.tag}_ALIAS"):
        weak = _text(alias, "QUALITY").lower() in _WEAK
        for text in _text(alias, "ALIAS_NAME").split(";"):
            spellings.add(text, alias=True, weak=weak)
    reference = _text(element, "REFERENCE_NUMBER")
    return Entity(
        id=f"un:{_text(element, 'DATAID')}",
        kind=kind,
        name=spellings.name,
        forms=spellings.forms,
        countries=countries,
        born=_born(element),
        identifiers={"un": reference} if reference else {},
        roles=tuple(_texts(element, "DESIGNATION/VALUE")),
    )


def _born(element: Element) -> int | None:
    """Return the year of birth if all dates agree; a span of years says nothing certain."""
    dates = element.findall("INDIVIDUAL_DATE_OF_BIRTH")
    if any(_text(date, "TYPE_OF_DATE").upper() == "BETWEEN" for date in dates):
        return None
    return years_agree(year_of(_text(date, "YEAR") or _text(date, "DATE")) for date in dates)
