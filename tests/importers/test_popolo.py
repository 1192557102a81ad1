"""Popolo documents, read piece by piece."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nameresolve import FormatError
from nameresolve.importers.json_stream import members

DOCUMENT = {
    "persons": [
        {
            "id": "6b0c",
            "name": "Yulia Shcherbakova",
            "birth_date": "1990-02-03",
            "other_names": [
                {"lang": "ru", "name": "Юлия Щербакова", "note": "multilingual"},
                {"lang": "en", "name": "Yulia", "note": "alternate"},
            ],
            "identifiers": [{"scheme": "wikidata", "identifier": "Q1"}, {"scheme": "x"}],
        },
        {"id": "7c1d", "given_name": "Yusuf", "family_name": "Demir"},
        {"name": "Without an id"},
    ],
    "organizations": [{"id": "party/nd", "name": "New Example", "classification": "party"}],
    "memberships": [{"person_id": "6b0c", "organization_id": "party/nd"}],
    "areas": [{"id": "area/1", "name": "Steppe North", "type": "constituency"}],
    "events": [],
    "meta": {"sources": ["http://example.org"]},
}


@pytest.mark.parametrize("indent", [None, 2])
def test_a_document(imported: Any, indent: int | None) -> None:
    found, report = imported("popolo", json.dumps(DOCUMENT, ensure_ascii=False, indent=indent))
    assert {each: entity.kind for each, entity in found.items()} == {
        "6b0c": "person", "7c1d": "person", "party/nd": "organization", "area/1": "place",
    }  # fmt: skip
    person = found["6b0c"]
    assert (person.name, person.born, person.identifiers) == ("Yulia Shcherbakova", 1990, {"wikidata": "Q1"})
    assert [(form.text, form.language, form.strength) for form in person.forms] == [
        ("Yulia Shcherbakova", None, "strong"), ("Юлия Щербакова", "ru", "strong"), ("Yulia", "en", "weak"),
    ]  # fmt: skip
    assert found["7c1d"].name == "Yusuf Demir"
    assert (report.kept, report.rejected) == (4, 1)


def test_a_document_that_is_cut_off_is_told(imported: Any) -> None:
    with pytest.raises(FormatError, match="no whole JSON document"):
        imported("popolo", json.dumps(DOCUMENT)[:-40])


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=8,
)


class _Slow(io.StringIO):
    """Gives a character at a time, so that every value is met half read."""

    def read(self, size: int | None = -1) -> str:
        return super().read(1)


def whole(document: dict[str, Any]) -> list[tuple[str, Any]]:
    pairs = ((key, value if isinstance(value, list) else [value]) for key, value in document.items())
    return [(key, each) for key, values in pairs for each in values]


@given(
    st.dictionaries(st.text(), JSON, max_size=4),
    st.sampled_from([None, 1]),
    st.sampled_from([_Slow, io.StringIO]),
)
def test_piece_by_piece_is_the_same_as_at_once(
    document: dict[str, Any], indent: int | None, opened: type[io.StringIO]
) -> None:
    text = json.dumps(document, indent=indent)
    assert list(members(opened(text), "example")) == whole(document)


@pytest.mark.parametrize(
    "text", ["", "{", '{"a": [1,]}', '{"a": [1] "b": 2}', '{"a": 1} x', "[1", "7", "{1: 2}", "[1}"]
)
def test_what_is_no_document_is_refused(text: str) -> None:
    with pytest.raises(FormatError):
        list(members(io.StringIO(text), "example"))
