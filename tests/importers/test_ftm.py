"""FollowTheMoney: in as OpenSanctions writes it, and out again."""

from __future__ import annotations

import json
from typing import Any

import pytest

from nameresolve import Entity, FormatError, NameForm
from nameresolve.importers import Report, ftm_lines

PERSON = {
    "id": "NK-2RZ",
    "caption": "Yulia Shcherbakova",
    "schema": "Person",
    "properties": {
        "name": ["Юлия Щербакова", "Yulia Shcherbakova"],
        "alias": ["Yulia S. Shcherbakova", "Yulka"],
        "weakAlias": ["Y. S."],
        "previousName": ["Yulia Petrova"],
        "birthDate": ["1990-02-03", "1990"],
        "nationality": ["kz"],
        "country": ["kz", "suhh", "eu"],
        "position": ["Chair of the board"],
        "innCode": ["770000000000"],
        "topics": ["role.pep"],
    },
    "referents": ["ofac-1"],
    "datasets": ["example"],
    "first_seen": "2023-04-20T10:21:33",
    "target": True,
}


def lines(*values: Any) -> str:
    return "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in values)


def changed(**changes: Any) -> dict[str, Any]:
    return {**PERSON, **changes}


def test_a_person(imported: Any) -> None:
    found, report = imported("ftm", lines(PERSON))
    entity = found["NK-2RZ"]
    assert (entity.name, entity.kind, entity.countries, entity.born) == (
        "Yulia Shcherbakova", "person", ("KZ", "SU"), 1990,
    )  # fmt: skip
    assert {form.text: form.strength for form in entity.forms} == {
        "Yulia Shcherbakova": "strong",
        "Юлия Щербакова": "strong",
        "Yulia Petrova": "strong",
        "Yulia S. Shcherbakova": "strong",
        "Yulka": "weak",
        "Y. S.": "weak",
    }
    assert entity.identifiers == {"inn": "770000000000"}
    assert entity.roles == ("Chair of the board",)
    assert report.kept == report.read == 1


@pytest.mark.parametrize(
    ("schema", "kind"),
    [
        ("Company", "organization"), ("Organization", "organization"), ("PublicBody", "organization"),
        ("LegalEntity", "other"), ("Vessel", "other"),
    ],
)  # fmt: skip
def test_schemata(imported: Any, schema: str, kind: str) -> None:
    assert imported("ftm", lines(changed(schema=schema)))[0]["NK-2RZ"].kind == kind


def test_links_addresses_and_documents_are_skipped_by_name(imported: Any) -> None:
    found, report = imported(
        "ftm", lines(changed(schema="Ownership"), changed(schema="Address", id="addr-1"))
    )
    assert not found
    assert dict(report.skipped) == {"schema Ownership": 1, "schema Address": 1}


def test_dates_that_differ_leave_the_year_open(imported: Any) -> None:
    value = changed(properties={"name": ["Yulia Shcherbakova"], "birthDate": ["1990", "1991-01-01"]})
    assert imported("ftm", lines(value))[0]["NK-2RZ"].born is None


def test_broken_entities_are_rejected(imported: Any) -> None:
    content = lines(PERSON, {"id": "a"}, {**PERSON, "id": 7}, {**PERSON, "properties": []}) + '{"id": "cut'
    found, report = imported("ftm", content)
    assert set(found) == {"NK-2RZ"}
    assert report.rejected == 4


def test_properties_of_odd_types_are_passed_over(imported: Any) -> None:
    odd = {"name": ["Yulia Shcherbakova", None, 7, {"id": "x"}], "alias": "Yulia Petrova", "weakAlias": 3}
    (entity,) = imported("ftm", lines(changed(properties=odd)))[0].values()
    assert [form.text for form in entity.forms] == ["Yulia Shcherbakova", "Yulia Petrova"]


def test_byte_order_mark_and_crlf(imported: Any) -> None:
    content = b"\xef\xbb\xbf" + lines(PERSON).replace("\n", "\r\n").encode()
    assert set(imported("ftm", content)[0]) == {"NK-2RZ"}


def test_an_empty_file_is_told(imported: Any) -> None:
    with pytest.raises(FormatError, match="is empty"):
        imported("ftm", "\n")


ENTITY = Entity(
    "crm:17",
    "person",
    "Yulia Shcherbakova",
    (
        NameForm("Yulia Shcherbakova", "en", "Latn"),
        NameForm("Юлия Щербакова", "ru"),
        NameForm("Yulka", strength="weak"),
    ),
    countries=("KZ",),
    born=1990,
    identifiers={"wikidata": "Q1", "crm": "17"},
)


def test_what_is_written_is_read_again(imported: Any) -> None:
    (line,) = ftm_lines([ENTITY])
    (again,) = imported("ftm", line)[0].values()
    assert (again.id, again.kind, again.name, again.countries, again.born) == (
        ENTITY.id, ENTITY.kind, ENTITY.name, ENTITY.countries, ENTITY.born,
    )  # fmt: skip
    assert {(form.text, form.strength) for form in again.forms} == {
        (form.text, form.strength) for form in ENTITY.forms
    }
    assert again.identifiers == {"wikidata": "Q1"}


def test_places_are_left_out_and_counted() -> None:
    report = Report()
    assert list(ftm_lines([Entity("Q35493", "place", "Almaty")], report)) == []
    assert report.skipped.total() == 1
