"""What is read beside the name, what is written beside the answer, and how tables may be written."""

from __future__ import annotations

import csv
import gzip
import io
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

import nameresolve as nr
from nameresolve.cli import app
from nameresolve.cli.answers import Added, Answer, Question
from nameresolve.cli.columns import Columns, places_of, question_from
from nameresolve.cli.listed import gazetteer_of_table
from nameresolve.importers.csv_rows import Dialect, csv_rows, join_fields

Run = Callable[..., Result]


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


# ------------------------------------------------------------------------------------------- questions


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"name": "Toqaev"}, Question("Toqaev", "place")),
        ({"name": "Toqaev", "kind": " Person "}, Question("Toqaev", "person")),
        ({"name": "Toqaev", "kind": ""}, Question("Toqaev", "place")),
        ({"name": "x", "country": "kz, RU|kz;de fr"}, Question("x", "place", ("KZ", "RU", "DE", "FR"))),
        ({"name": "x", "born": "1953"}, Question("x", "place", (), 1953)),
        ({"name": "x", "born": "1953.0"}, Question("x", "place", (), 1953)),
        ({"name": "x", "born": "1953-05-17T00:00:00"}, Question("x", "place", (), 1953)),
        ({"name": "x", "born": "1953-05"}, Question("x", "place", (), 1953)),
        ({"given": " Ana ", "family": "Example"}, Question("Example, Ana", "place")),
        ({"given": "", "family": "Example"}, Question("Example", "place")),
        ({"given": "Ana", "family": ""}, Question("Ana", "place")),
        ({"given": "Martin", "family": "King, Jr."}, Question("Martin King, Jr.", "place")),
        ({"given": "", "family": "  "}, Question("", "place")),
    ],
)
def test_a_row_becomes_a_question(cells: Mapping[str, str], expected: Question) -> None:
    assert question_from(cells, "place") == expected


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ({"kind": "persn"}, "persn"),
        ({"country": "KAZ"}, "KAZ"),
        ({"country": "K1"}, "K1"),
        ({"country": "ҚЗ"}, "ҚЗ"),
        ({"born": "17.05.1953"}, "17.05.1953"),
        ({"born": "١٩٥٣"}, "١٩٥٣"),
        ({"born": "53"}, "53"),
    ],
)
def test_context_that_is_none_is_a_problem_of_the_row(cells: Mapping[str, str], says: str) -> None:
    found = question_from({"name": "Toqaev", **cells}, None)
    assert isinstance(found, str)
    assert says in found


@given(st.dictionaries(st.sampled_from(["name", "given", "family", "kind", "country", "born"]), st.text()))
def test_any_cells_are_a_question_or_a_problem(cells: dict[str, str]) -> None:
    found = question_from(cells, None)
    assert isinstance(found, Question) or found


def test_of_two_columns_one_with_context_the_other_has_the_names() -> None:
    assert places_of(Columns(country="c"), ["c", "n"], "x") == {"name": 1, "country": 0}
    assert places_of(Columns(family="f", given="g"), ["g", "x", "f"], "x") == {"family": 2, "given": 0}


def test_context_reaches_the_library(run: Run, library: Any) -> None:
    content = "name,kind,land,born\nToqaev,person,kz,1953\nToqaev,,,\nTokarev,place,,\n"
    arguments = ("--kind-column", "kind", "--country-column", "land", "--born-column", "born", "-k", "other")
    result = run("normalize", "-", "-c", "name", *arguments, input=content)
    assert [row["nr_status"] for row in table(result.stdout)] == ["ambiguous", "ambiguous", "none"]
    asked = {(name, context.get("kind"), context.get("born")): context for name, context in library.asked}
    assert set(asked) == {("Toqaev", "person", 1953), ("Toqaev", "other", None), ("Tokarev", "place", None)}
    assert asked["Toqaev", "person", 1953]["countries"] == ("KZ",)


def test_context_in_json(run: Run, library: Any) -> None:
    content = '{"n": "Toqaev", "y": 1953, "c": ["KZ", "RU"]}\n{"n": "Toqaev", "y": null, "c": null}\n'
    run(
        "normalize",
        "-",
        "-f",
        "jsonl",
        "-c",
        "n",
        "--born-column",
        "y",
        "--country-column",
        "c",
        input=content,
    )
    contexts = [(context.get("born"), context.get("countries")) for _, context in library.asked]
    assert sorted(contexts, key=str) == sorted([(None, None), (1953, ("KZ", "RU"))], key=str)


def test_names_in_two_columns(run: Run, library: Any) -> None:
    run("normalize", "-", "--given", "g", "--family", "f", input="f,g\nTokayev,K.\n,\n")
    assert [name for name, _ in library.asked] == ["Tokayev, K."]


# --------------------------------------------------------------------------------------------- answers


def test_candidates_and_explanations_are_columns(run: Run) -> None:
    result = run("normalize", "-", "--limit", "1", "--explain", "-f", "csv", input="name\nToqaev\n")
    (row,) = table(result.stdout)
    assert json.loads(row["nr_candidates"]) == [
        {"id": "Q200881", "name": "Kassym-Jomart Tokayev", "score": 0.8}
    ]
    assert row["nr_explanation"].startswith("A family name alone fits two people. ")
    assert row["nr_explanation"].endswith("- bias (prior) -4.33")


def test_candidates_in_json_are_a_list_and_lines_stay_one(run: Run) -> None:
    content = '{"n": "Toqaev"}\n{"n": ""}\n'
    result = run("normalize", "-", "-f", "jsonl", "-c", "n", "-n", "5", "--explain", input=content)
    first, second = map(json.loads, result.stdout.splitlines())
    assert [each["id"] for each in first["nr_candidates"]] == ["Q200881", "nr:kemel-tokayev"]
    assert (second["nr_candidates"], second["nr_explanation"]) == ([], None)


@given(st.builds(Answer, st.text(), st.text(), st.text(), explanation=st.text()))
def test_the_values_of_an_answer_never_break_a_line(answer: Answer) -> None:
    texts = Added(limit=2, explain=True).texts(answer)
    assert len(texts) == len(Added(limit=2, explain=True).names)
    assert all(len(text.splitlines()) <= 1 for text in texts)


# -------------------------------------------------------------------------------------------- dialects


def test_a_text_in_another_encoding_is_written_as_utf8(run: Run, tmp_path: Path) -> None:
    content = "имя,n\nТокаев,1\n".encode("cp1251") + b"\x98,2\n"
    (tmp_path / "a.csv").write_bytes(content)
    out = tmp_path / "out.csv"
    result = run("normalize", tmp_path / "a.csv", "-c", "имя", "--encoding", "CP1251", "-o", out)
    assert result.exit_code == 1
    assert [row["имя"] for row in table(out.read_text("utf-8"))] == ["Токаев"]
    assert (tmp_path / "out.csv.errors").read_bytes() == "имя,n\n".encode("cp1251") + b"\x98,2\n"


def test_utf16_is_told_by_its_mark(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes("имя,n\nТокаев,1\nx\n".encode("utf-16"))
    result = run("normalize", tmp_path / "a.csv", "-c", "имя", "--errors", tmp_path / "kept")
    assert result.stdout_bytes.decode().startswith("\ufeffимя,n,nr_status")
    assert (tmp_path / "kept").read_bytes().decode("utf-16") == "имя,n\nx\n"


def test_single_quotes_are_found_and_kept(run: Run) -> None:
    result = run("normalize", "-", "-c", "name", input="'id','name'\n'1','Tokayev, K.'\n")
    assert result.stdout.splitlines()[1] == "'1','Tokayev, K.',match,Q200881,Kassym-Jomart Tokayev,0.9700"


def test_without_quotes_a_quote_is_a_letter(run: Run, library: Any) -> None:
    content = 'id\tname\n1\t"Toqaev\n'
    result = run("normalize", "-", "-c", "name", "-d", "tab", "--quote", "none", input=content)
    assert result.exit_code == 0
    assert [name for name, _ in library.asked] == ['"Toqaev']


@given(st.lists(st.text(max_size=8), min_size=2, max_size=4), st.sampled_from(["'", "none"]))
def test_joined_fields_have_as_many_fields_in_every_dialect(fields: list[str], quote: str) -> None:
    plain = [field.replace("\r", "").replace("\n", "") for field in fields]
    dialect = Dialect(";", quote)
    (row,) = csv_rows([join_fields(plain, dialect) + "\n"], dialect)
    assert len(row.fields) == len(fields)
    if quote == "'":
        assert list(row.fields) == plain


def test_packed_text_is_read_and_written_and_is_the_same_each_time(run: Run, tmp_path: Path) -> None:
    content = "id,name\n" + "1,Toqaev\n" * 3_000
    (tmp_path / "a.csv.gz").write_bytes(gzip.compress(content.encode()))
    plain = run("normalize", "-", "-c", "name", input=content).stdout_bytes
    piped = run("normalize", "-", "-c", "name", input=gzip.compress(content.encode()))
    assert piped.stdout_bytes == plain
    for name in ("one.csv.gz", "two.csv.gz"):
        assert run("normalize", tmp_path / "a.csv.gz", "-c", "name", "-o", tmp_path / name).exit_code == 0
    packed = (tmp_path / "one.csv.gz").read_bytes()
    assert gzip.decompress(packed) == plain
    assert packed == (tmp_path / "two.csv.gz").read_bytes()


# ------------------------------------------------------------------------------- a gazetteer of a table


def test_a_table_serves_as_a_gazetteer(tmp_path: Path) -> None:
    listed = tmp_path / "mine.csv"
    listed.write_text(
        "id;name;kind;country;born;alias\n"
        "m:1;Ana Example;person;ES;1960;Anna Exempel|Ana E. Example\n"
        "\n"
        "m:1;Анна Экзампл;person;;;\n"
        "m:2;Example Company;organization;;;\n",
        encoding="utf-8",
    )
    gazetteer = gazetteer_of_table(str(listed))
    ana = gazetteer.get("m:1")
    assert ana is not None
    assert (ana.name, ana.countries, ana.born) == ("Ana Example", ("ES",), 1960)
    assert {form.text for form in ana.forms} == {
        "Ana Example", "Anna Exempel", "Ana E. Example", "Анна Экзампл",
    }  # fmt: skip
    arguments = [
        "normalize",
        "-",
        "--gazetteer",
        str(listed),
        "-f",
        "lines",
        "-k",
        "person",
        "--workers",
        "2",
    ]
    result = CliRunner().invoke(app, arguments, input="Anna Exempel\nNobody Atall\n")
    assert [line.split("\t")[2] for line in result.stdout.splitlines()] == ["m:1", ""]


def test_the_kind_of_the_command_is_that_of_entities_without_one(tmp_path: Path) -> None:
    (tmp_path / "mine.tsv").write_text("id\tname\nm:1\tAna Example\n", encoding="utf-8")
    assert [entity.kind for entity in gazetteer_of_table(str(tmp_path / "mine.tsv"), "person")] == ["person"]
    assert [entity.kind for entity in gazetteer_of_table(str(tmp_path / "mine.tsv"))] == ["other"]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("id,nome\n1,a\n", "no column 'name'"),
        ("id,name\n1\n", "line 2: 1 field"),
        ("id,name\n,Ana\n", "line 2: there is no id or no name"),
        ("id,name,kind\n1,Ana,persn\n", "line 2: the kind is 'persn'"),
        ('id,name\n1,Ana\n2,"open\n', "line 3: a quote is opened"),
        ("", "no column 'id'"),
    ],
)
def test_a_table_that_is_no_gazetteer_is_refused(content: str, says: str, tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_text(content, encoding="utf-8")
    with pytest.raises(nr.NameResolveError, match=says):
        gazetteer_of_table(str(tmp_path / "mine.csv"))
