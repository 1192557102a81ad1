"""The Treasury's csv files: no header, -0- for nothing, a Ctrl-Z at the end."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from nameresolve import FormatError
from nameresolve.importers import Filters, Options, Report, read_entities

NOTHING = "-0- "
REMARKS = (
    "DOB 19 Jun 1951; POB Giza, Egypt; nationality Egypt; Passport 19820215 (Egypt); a.k.a. 'THE DOCTOR'."
)
SDN = (
    f'2676,"EXAMPLE, Aiman Muhammad Rabi","individual","SDGT","Operational leader",{",".join([NOTHING] * 6)},"{REMARKS}"\r\n'
    f'306,"BANCO DEL EJEMPLO, S.A.",{NOTHING},"CUBA",{",".join([NOTHING] * 7)},"a.k.a. \'BDE\'."\r\n'
    f'15036,"EXAMPLE STAR","vessel","IRAN",{NOTHING},"9ABC","Crude Oil Tanker","99,144",{NOTHING},"Malta",{NOTHING},"IMO 7406784."\r\n'
    "\x1a"
)
ALT = (
    '2676,1,"aka","EXAMPLE, Ayman",-0- \r\n'
    '2676,2,"aka","AL-MITHAL",-0- \r\n'
    '306,3,"aka","EXAMPLE BANK OF CUBA",-0- \r\n'
    "\x1a"
)


def read(
    folder: Path, sdn: str | bytes = SDN, alt: str | None = ALT, **filters: Any
) -> tuple[dict[str, Any], Report]:
    (folder / "sdn.csv").write_bytes(sdn if isinstance(sdn, bytes) else sdn.encode("utf-8"))
    if alt is not None:
        (folder / "alt.csv").write_bytes(alt.encode("utf-8"))
    report = Report()
    found = read_entities("ofac", folder / "sdn.csv", filters=Filters(**filters), report=report)
    return {str(entity.id): entity for entity in found}, report


def test_a_person_with_aliases(tmp_path: Path) -> None:
    found, report = read(tmp_path)
    person = found["ofac:2676"]
    assert (person.kind, person.name, person.born, person.countries) == (
        "person", "Aiman Muhammad Rabi EXAMPLE", 1951, ("EG",),
    )  # fmt: skip
    assert {form.text: form.strength for form in person.forms} == {
        "Aiman Muhammad Rabi EXAMPLE": "strong",
        "Ayman EXAMPLE": "strong",
        "AL-MITHAL": "weak",
        "THE DOCTOR": "weak",
    }
    assert person.roles == ("Operational leader",)
    assert (report.read, report.kept, report.rejected) == (3, 3, 0)


def test_bodies_keep_their_commas_and_vessels_are_other(tmp_path: Path) -> None:
    found, _ = read(tmp_path)
    bank = found["ofac:306"]
    assert (bank.kind, bank.name, bank.born) == ("organization", "BANCO DEL EJEMPLO, S.A.", None)
    assert [form.text for form in bank.forms if form.strength == "strong"][1:] == ["EXAMPLE BANK OF CUBA"]
    assert found["ofac:15036"].kind == "other"


def test_without_aliases_the_report_says_so(tmp_path: Path) -> None:
    found, report = read(tmp_path, alt=None)
    assert len(found["ofac:2676"].forms) == 2
    assert any("alt.csv" in note for note in report.notes)


def test_the_file_of_aliases_may_be_named(tmp_path: Path) -> None:
    (tmp_path / "other.csv").write_text(ALT, encoding="utf-8")
    (tmp_path / "list.csv").write_text(SDN, encoding="utf-8")
    options = Options(names=tmp_path / "other.csv")
    entities = read_entities("ofac", tmp_path / "list.csv", options=options)
    assert any(form.text == "Ayman EXAMPLE" for entity in entities for form in entity.forms)


@pytest.mark.parametrize(
    ("remarks", "born"),
    [
        ("DOB 1951", 1951),
        ("DOB Jun 1951; alt. DOB 02 Mar 1951", 1951),
        ("DOB 1951; alt. DOB 1953", None),
        ("DOB circa 1951", 1951),
        ("DOB 1951 to 1953", None),
        ("Passport 19511951", None),
    ],
)
def test_the_year_of_birth_is_taken_only_when_all_dates_have_it(
    tmp_path: Path, remarks: str, born: int
) -> None:
    found, _ = read(tmp_path, SDN.replace(REMARKS, remarks))
    assert found["ofac:2676"].born == born


def test_broken_rows_are_rejected_and_the_others_read(tmp_path: Path) -> None:
    broken = SDN.replace("\x1a", '7,"TOO SHORT"\r\nx,' + ",".join(["-0- "] * 11) + "\r\n\x1a")
    found, report = read(tmp_path, broken)
    assert len(found) == 3
    assert [each.problem for each in report.first_rejected] == [
        "2 fields, but 12 are expected", "'x' is not the number of an entry",
    ]  # fmt: skip


def test_bytes_of_another_encoding_reject_their_row(tmp_path: Path) -> None:
    found, report = read(tmp_path, SDN.encode().replace(b"BANCO", b"BANC\xd3"))
    assert "ofac:306" not in found
    assert report.rejected == 1


def test_with_the_right_encoding_they_are_read(tmp_path: Path) -> None:
    (tmp_path / "sdn.csv").write_bytes(SDN.encode().replace(b"BANCO", b"BANC\xd3"))
    entities = read_entities("ofac", tmp_path / "sdn.csv", options=Options(encoding="latin-1"))
    assert "BANCÓ DEL EJEMPLO, S.A." in {entity.name for entity in entities}


def test_country_filter(tmp_path: Path) -> None:
    found, report = read(tmp_path, countries=["EG"])
    assert set(found) == {"ofac:2676"}
    assert dict(report.skipped) == {"of no stated country": 2}


def test_a_table_with_a_header_is_another_source(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="gazetteer import csv"):
        read(tmp_path, "ent_num,name\n1,Someone\n")
