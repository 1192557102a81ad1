"""Tables of one's own, and the mapping of their columns."""

from __future__ import annotations

from typing import Any

import pytest

from nameresolve import FormatError, SettingsError
from nameresolve.importers import Layout, Options

TABLE = """\
No,Full Name,Имя,Also,Nation,Born,Kind,INN
1,Yulia Shcherbakova,Юлия Щербакова,Julia|Yulia Petrova,Kazakhstan,1990-02-03,person,77
2,Steppe Rail Agency,,SRA,KZ,,company,
"""
COLUMNS = (
    "id=No", "name=Full Name", "name@ru=Имя", "alias=Also", "country=Nation", "born=Born", "kind=Kind",
    "identifier.inn=INN",
)  # fmt: skip


def mapped(*columns: str, fixed: tuple[str, ...] = (), **changes: Any) -> Options:
    return Options(layout=Layout.of(columns or COLUMNS, fixed, **{"separator": "|", **changes}))


def test_every_field(imported: Any) -> None:
    found, report = imported("csv", TABLE, options=mapped())
    person, body = found["1"], found["2"]
    assert (person.kind, person.name, person.countries, person.born, person.identifiers) == (
        "person", "Yulia Shcherbakova", ("KZ",), 1990, {"inn": "77"},
    )  # fmt: skip
    assert [(form.text, form.language, form.strength) for form in person.forms] == [
        ("Yulia Shcherbakova", None, "strong"), ("Юлия Щербакова", "ru", "strong"),
        ("Julia", None, "weak"), ("Yulia Petrova", None, "strong"),
    ]  # fmt: skip
    assert (body.kind, body.forms[1].strength) == ("organization", "weak")
    assert report.kept == 2


def test_columns_that_are_called_like_fields_need_no_mapping(imported: Any) -> None:
    found, _ = imported("csv", "ID,Name,kind\n7,Yusuf Demir,person\n")
    assert found["7"].kind == "person"


def test_other_columns_of_a_wrong_kind_do_not_matter(imported: Any) -> None:
    assert imported("csv", TABLE, options=mapped("name=Full Name"))[0]["list:2"].kind == "other"


def test_fixed_values(imported: Any) -> None:
    options = mapped("id=No", "name=Full Name", fixed=("kind=person", "country=KZ", "language=en"))
    (entity, _) = imported("csv", TABLE, options=options)[0].values()
    assert (entity.kind, entity.countries, entity.forms[0].language) == ("person", ("KZ",), "en")


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("Kazakhstan", "Atlantis", "unknown country 'Atlantis'"),
        ("1990-02-03", "unknown", "no year of birth"),
        ("person", "persn", "unknown kind 'persn'"),
        (",77", "", "7 fields, but the header has 8"),
        ("Yulia Sh", '"Yulia Sh', "quote"),
    ],
)
def test_a_row_that_cannot_be_understood_is_rejected(imported: Any, old: str, new: str, problem: str) -> None:
    found, report = imported("csv", TABLE.replace(old, new, 1), options=mapped())
    assert set(found) == {"2"}
    assert problem in report.first_rejected[0].problem
    assert report.first_rejected[0].line == 2


@pytest.mark.parametrize("prepare", [
    lambda text: b"\xef\xbb\xbf" + text.encode(),
    lambda text: text.replace("\n", "\r\n").encode(),
    lambda text: text.rstrip("\n").encode(),
    lambda text: b"\n\n" + text.encode() + b"\n\n",
])  # fmt: skip
def test_byte_order_marks_line_breaks_and_blank_lines(imported: Any, prepare: Any) -> None:
    assert set(imported("csv", prepare(TABLE), options=mapped())[0]) == {"1", "2"}


def test_an_encoding_may_be_given(imported: Any) -> None:
    options = Options(layout=Layout.of(("name=Имя",)), encoding="windows-1251")
    (entity,) = imported("csv", "Имя\nЮлия Щербакова\n".encode("windows-1251"), options=options)[0].values()
    assert entity.name == "Юлия Щербакова"


def test_without_it_the_header_is_told(imported: Any) -> None:
    with pytest.raises(FormatError, match="--encoding"):
        imported("csv", "Имя\nЮлия Щербакова\n".encode("windows-1251"))


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        (("name=Full Nme",), "Did you mean 'Full Name'"),
        (("id=No",), "which column holds the names"),
    ],
)
def test_columns_that_are_not_there(imported: Any, columns: tuple[str, ...], message: str) -> None:
    with pytest.raises(FormatError, match=message):
        imported("csv", TABLE, options=mapped(*columns))


def test_a_column_that_is_there_twice(imported: Any) -> None:
    with pytest.raises(FormatError, match="2 times"):
        imported("csv", "name,name\na,b\n", options=mapped("name=name"))


@pytest.mark.parametrize(
    ("columns", "fixed", "message"),
    [
        (("nmae=x",), (), "Did you mean 'name'"),
        (("name",), (), "FIELD=COLUMN"),
        (("identifier=x",), (), "scheme"),
        (("born@ru=x",), (), "take a language"),
        ((), ("kind=persn",), "kind 'persn' does not exist"),
        ((), ("name=Same",), "cannot be the same"),
    ],
)
def test_wrong_mappings(imported: Any, columns: Any, fixed: Any, message: str) -> None:
    with pytest.raises(SettingsError, match=message):
        imported(
            "csv",
            TABLE,
            options=mapped(*columns, fixed=fixed) if columns else Options(layout=Layout.of((), fixed)),
        )


def test_tabs_and_other_delimiters(imported: Any) -> None:
    assert set(imported("tsv", "id\tname\n7\tYusuf Demir\n")[0]) == {"7"}
    options = Options(layout=Layout.of(delimiter=";"))
    assert set(imported("csv", "id;name\n7;Yusuf Demir\n", options=options)[0]) == {"7"}


def test_json_lines(imported: Any) -> None:
    content = '{"key": 7, "label": "Yusuf Demir", "others": ["Юсуф Демир", null, {"x": 1}]}\n{"key": 8}\n[]\n'
    found, report = imported("jsonl", content, options=mapped("id=key", "name=label", "alias=others"))
    assert [form.text for form in found["7"].forms] == ["Yusuf Demir", "Юсуф Демир"]
    assert dict(report.skipped) == {"without a name": 1}
    assert report.rejected == 1
