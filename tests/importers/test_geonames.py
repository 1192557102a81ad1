"""GeoNames: nineteen columns with tabs, and alternate names in a file of their own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nameresolve.importers import Options


def row(number: str = "1526384", name: str = "Almaty", alternates: str = "", **changes: str) -> str:
    columns = {
        "id": number, "name": name, "ascii": name, "alternates": alternates, "lat": "43.25", "lon": "76.92",
        "class": "P", "code": "PPLA", "country": "KZ", "cc2": "", "a1": "01", "a2": "", "a3": "", "a4": "",
        "population": "2000900", "elevation": "", "dem": "787", "zone": "Asia/Almaty", "changed": "2023-01-01",
    } | changes  # fmt: skip
    return "\t".join(columns.values()) + "\n"


ALTERNATES = (
    "1\t1526384\tkk\tАлматы\t1\t\t\t\t\t\n"
    "2\t1526384\tru\tАлма-Ата\t\t\t\t1\t\t\n"
    "3\t1526384\tiata\tALA\t\t\t\t\t\t\n"
    "4\t1526384\tlink\thttps://en.wikipedia.org/wiki/Almaty\t\t\t\t\t\t\n"
    "5\t1526384\tzh-Hant\t阿拉木圖\t\t\t\t\t\t\n"
    "6\t1526384\ten\tThe Apple City\t\t\t1\t\t\t\n"
    "7\t9999999\tru\tДругой\t\t\t\t\t\t\n"
    "broken line\n"
)


def test_a_city_with_alternate_names(imported: Any, tmp_path: Path) -> None:
    names = tmp_path / "alternateNamesV2.txt"
    names.write_text(ALTERNATES, encoding="utf-8")
    found, report = imported("geonames", row(), options=Options(names=names))
    city = found["geonames:1526384"]
    assert (city.kind, city.name, city.countries) == ("place", "Almaty", ("KZ",))
    assert [(form.text, form.language, form.strength) for form in city.forms] == [
        ("Almaty", None, "strong"),
        ("Алматы", "kk", "strong"),
        ("Алма-Ата", "ru", "strong"),
        ("阿拉木圖", "zh-Hant", "strong"),
        ("The Apple City", "en", "weak"),
    ]
    assert city.identifiers == {"geonames": "1526384"}
    assert report.kept == report.read == 1


def test_the_column_of_alternate_names_is_cleaned(imported: Any) -> None:
    found, _ = imported("geonames", row(alternates="ALA,Alma-Ata,Алматы,Almaты,阿拉木图,"))
    assert [form.text for form in found["geonames:1526384"].forms] == [
        "Almaty",
        "Alma-Ata",
        "Алматы",
        "阿拉木图",
    ]


def test_filters(imported: Any) -> None:
    rows = row() + row("2", "Kapchagay", population="40000") + row("3", "Osh", country="KG")
    assert set(imported("geonames", rows, population=50_000)[0]) == {"geonames:1526384", "geonames:3"}
    assert set(imported("geonames", rows, countries=["KG"])[0]) == {"geonames:3"}


def test_rivers_are_skipped_and_regions_kept(imported: Any) -> None:
    rows = row(**{"class": "H"}) + row("3", "Akmola", **{"class": "A"})
    found, report = imported("geonames", rows)
    assert set(found) == {"geonames:3"}
    assert dict(report.skipped) == {"feature class H": 1}


def test_broken_rows_are_rejected(imported: Any) -> None:
    content = row() + "1\tcut\n" + row("x") + row("4", population="many")
    found, report = imported("geonames", content)
    assert set(found) == {"geonames:1526384"}
    assert [each.line for each in report.first_rejected] == [2, 3, 4]


def test_a_row_that_is_not_utf8_is_rejected(imported: Any) -> None:
    found, report = imported("geonames", row().encode() + row("2", "Caf?").encode().replace(b"?", b"\xe9"))
    assert set(found) == {"geonames:1526384"}
    assert report.rejected == 1
