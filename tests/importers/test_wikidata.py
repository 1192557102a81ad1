"""Wikidata dumps: an array with an item a line, or JSON lines."""

from __future__ import annotations

import json
from typing import Any

import pytest

from nameresolve import FormatError
from nameresolve.importers import Options
from nameresolve.importers.wikidata_classes import KIND_OF_CLASS


def item_claim(number: str, rank: str = "normal") -> dict[str, Any]:
    value = {"entity-type": "item", "numeric-id": int(number[1:]), "id": number}
    return {
        "mainsnak": {"snaktype": "value", "datavalue": {"value": value, "type": "wikibase-entityid"}},
        "type": "statement",
        "rank": rank,
    }


def time_claim(time: str, precision: int = 11, rank: str = "normal") -> dict[str, Any]:
    value = {"time": time, "timezone": 0, "before": 0, "after": 0, "precision": precision}
    return {
        "mainsnak": {"snaktype": "value", "datavalue": {"value": value, "type": "time"}},
        "type": "statement",
        "rank": rank,
    }


def text(language: str, value: str) -> dict[str, str]:
    return {"language": language, "value": value}


PERSON: dict[str, Any] = {
    "type": "item",
    "id": "Q200881",
    "labels": {
        "ru": text("ru", "Касым-Жомарт Токаев"),
        "en": text("en", "Kassym-Jomart Tokayev"),
        "kk-cyrl": text("kk-cyrl", "Қасым-Жомарт Тоқаев"),
        "de": text("de", "Kassym-Jomart Tokayev"),
    },
    "descriptions": {"en": text("en", "President of Kazakhstan")},
    "aliases": {"en": [text("en", "Tokayev"), text("en", "K. K. Tokayev")]},
    "claims": {
        "P31": [item_claim("Q5")],
        "P27": [item_claim("Q232"), item_claim("Q15180")],
        "P569": [time_claim("+1953-05-17T00:00:00Z")],
        "P214": [{"mainsnak": {"snaktype": "value", "datavalue": {"value": "1234", "type": "string"}}}],
    },
    "sitelinks": {f"{code}wiki": {"site": f"{code}wiki", "title": "x"} for code in ("en", "ru", "kk")},
    "lastrevid": 1,
}


def changed(**changes: Any) -> dict[str, Any]:
    return {**PERSON, **changes}


def claims(**values: Any) -> dict[str, Any]:
    return changed(claims={**PERSON["claims"], **values})


def array(*items: dict[str, Any]) -> str:
    return "[\n" + ",\n".join(json.dumps(each, ensure_ascii=False) for each in items) + "\n]\n"


def test_an_item_becomes_an_entity(imported: Any) -> None:
    found, report = imported("wikidata", array(PERSON))
    entity = found["Q200881"]
    assert (entity.name, entity.kind, entity.countries, entity.born) == (
        "Kassym-Jomart Tokayev", "person", ("KZ",), 1953,
    )  # fmt: skip
    assert [(form.text, form.language, form.script, form.strength) for form in entity.forms] == [
        ("Kassym-Jomart Tokayev", "en", "Latn", "strong"),
        ("Қасым-Жомарт Тоқаев", "kk-Cyrl", "Cyrl", "strong"),
        ("Касым-Жомарт Токаев", "ru", "Cyrl", "strong"),
        ("Tokayev", "en", "Latn", "weak"),
        ("K. K. Tokayev", "en", "Latn", "strong"),
    ]
    assert entity.identifiers == {"wikidata": "Q200881", "viaf": "1234"}
    assert 0 < entity.prominence < 1
    assert (report.read, report.kept, report.rejected) == (1, 1, 0)


def test_an_array_and_json_lines_are_the_same(imported: Any) -> None:
    other = changed(id="Q1")
    lines = "".join(json.dumps(each) + "\n" for each in (PERSON, other))
    assert imported("wikidata", array(PERSON, other))[0] == imported("wikidata", lines)[0]
    assert (
        imported("wikidata", array(PERSON, other).replace("\n", "\r\n"))[0] == imported("wikidata", lines)[0]
    )


@pytest.mark.parametrize(
    ("item", "reason"),
    [
        (changed(id="P31", type="property"), "a property or a lexeme, not an item"),
        (claims(P31=[item_claim("Q4167410")]), "of no listed class"),
        (changed(claims=[]), "of no listed class"),
        (claims(P31=[item_claim("Q5", "deprecated")]), "of no listed class"),
        (changed(labels={}, aliases={}), "without a label"),
    ],
)
def test_what_is_no_entity_is_skipped_with_the_reason(imported: Any, item: Any, reason: str) -> None:
    found, report = imported("wikidata", array(item))
    assert not found
    assert dict(report.skipped) == {reason: 1}


def test_filters(imported: Any) -> None:
    content = array(PERSON, changed(id="Q2", claims={"P31": [item_claim("Q515")]}))
    assert set(imported("wikidata", content, kinds=["place"])[0]) == {"Q2"}
    assert set(imported("wikidata", content, countries=["KZ"])[0]) == {"Q200881"}
    assert imported("wikidata", content, sitelinks=4)[1].skipped == {"too few sitelinks": 2}
    assert set(imported("wikidata", content, sitelinks=3)[0]) == {"Q200881", "Q2"}


@pytest.mark.parametrize(
    ("dates", "born"),
    [
        ([time_claim("+1953-00-00T00:00:00Z", 9)], 1953),
        ([time_claim("+1950-00-00T00:00:00Z", 8)], None),  # a decade
        ([time_claim("-0044-01-01T00:00:00Z")], None),
        ([time_claim("+1953-01-01T00:00:00Z"), time_claim("+1954-01-01T00:00:00Z")], None),
        ([time_claim("+1953-01-01T00:00:00Z"), time_claim("+1954-01-01T00:00:00Z", rank="preferred")], 1954),
        ([{"mainsnak": {"snaktype": "somevalue"}, "rank": "normal"}], None),
    ],
)
def test_the_year_of_birth_is_taken_only_when_it_is_certain(imported: Any, dates: Any, born: Any) -> None:
    assert imported("wikidata", array(claims(P569=dates)))[0]["Q200881"].born == born


def test_broken_items_are_rejected_and_the_others_read(imported: Any) -> None:
    whole = json.dumps(PERSON)
    lines = [
        whole,
        whole[:100],
        "[1]",
        json.dumps({**PERSON, "id": "Q2", "labels": ["wrong"]}),
        '{"labels": {}}',
    ]
    found, report = imported("wikidata", "\n".join(lines))
    assert set(found) == {"Q200881"}
    assert report.rejected == 4
    assert [each.line for each in report.first_rejected] == [2, 3, 4, 5]


def test_bytes_that_are_not_utf8_reject_their_line_only(imported: Any) -> None:
    whole = json.dumps(PERSON)
    found, report = imported("wikidata", whole.encode() + b'\n{"id": "Q3\xe9"}\n')
    assert set(found) == {"Q200881"}
    assert "0xE9" in report.first_rejected[0].problem


def test_further_classes_may_be_given(imported: Any) -> None:
    content = array(claims(P31=[item_claim("Q11424")]))
    assert not imported("wikidata", content)[0]
    options = Options(classes={**KIND_OF_CLASS, "Q11424": "other"})
    assert imported("wikidata", content, options=options)[0]["Q200881"].kind == "other"


def test_a_pretty_printed_file_is_told(imported: Any) -> None:
    with pytest.raises(FormatError, match="One object a line"):
        imported("wikidata", json.dumps([PERSON] * 3, indent=2))


def test_a_human_is_a_person_whatever_else_it_is_said_to_be(imported: Any) -> None:
    both = claims(P31=[item_claim("Q43229"), item_claim("Q5")])
    assert imported("wikidata", array(both))[0]["Q200881"].kind == "person"
