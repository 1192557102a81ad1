from __future__ import annotations

import io
import json
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nameresolve.cli.answers import Added
from nameresolve.cli.tables_io import (
    Answer,
    Columns,
    Row,
    TableOptions,
    TextTable,
    guess_format,
    open_table,
    read_lines,
    sniff_dialect,
)
from nameresolve.errors import FormatError

MATCH = Answer("match", "Q1", "Smith, John", 0.98765)


def options_of(column: str | None = None, prefix: str = "nr_", **others: Any) -> TableOptions:
    return TableOptions(columns=Columns(column), added=Added(prefix), **others)


def opened(content: bytes, path: str = "names.csv", **options: Any) -> TextTable:
    table = open_table(io.BytesIO(content), path, options_of(**options))
    assert isinstance(table, TextTable)
    return table


def read(content: bytes, path: str = "names.csv", **options: Any) -> list[Row]:
    return list(opened(content, path, **options).rows)


def extended(content: bytes, path: str = "names.csv", **options: Any) -> str:
    table = opened(content, path, **options)
    body = "".join(table.extend(row.raw, MATCH) for row in table.rows if row.name is not None)
    return table.mark + table.extended_head + body


@given(st.binary(max_size=80))
def test_lines_lose_no_byte(content: bytes) -> None:
    lines = list(read_lines(io.BytesIO(content), "x"))
    assert "".join(lines).encode("utf-8", "surrogateescape") == content


def test_reading_lines_leaves_the_stream_open() -> None:
    stream = io.BytesIO(b"a\nb\n")
    assert list(read_lines(stream, "x")) == ["a\n", "b\n"]
    assert not stream.closed


def test_a_line_without_end_is_refused() -> None:
    with pytest.raises(FormatError, match=r"zeros\.txt: a line is longer than .*\nIs it a text file"):
        list(read_lines(io.BytesIO(bytes(17 * 1_048_576)), "zeros.txt"))


@pytest.mark.parametrize(
    ("path", "head", "options", "expected"),
    [
        ("a.CSV", "", {}, "csv"),
        ("a.tab", "", {}, "tsv"),
        ("a.jsonl", "", {}, "jsonl"),
        ("a.txt", "Toqaev\n", {}, "lines"),
        ("a.txt", "Name;City\n", {"column": "Name"}, "csv"),
        ("-", '{"a": 1}\n', {"column": "a"}, "jsonl"),
        ("-", "a,b\n", {"column": "a"}, "csv"),
        ("-", "a,b\n", {"delimiter": ","}, "csv"),
        ("-", "Toqaev\n", {}, "lines"),
        ("noext", "", {}, "lines"),
    ],
)
def test_the_format_is_guessed(path: str, head: str, options: dict[str, Any], expected: str) -> None:
    assert guess_format(path, [head], options_of(**options)) == expected


@pytest.mark.parametrize(
    ("header", "column", "expected"),
    [
        ("id,name", None, ","),
        ("id;name", None, ";"),
        ("id\tname", None, "\t"),
        ("id|name", None, "|"),
        ("name", "name", ","),
        ("", None, ","),
        ("name;role, place, time", "name", ";"),  # the wanted column decides, not the count
        ('"a;b;c",name', "name", ","),
        ('"a,b,c";"d,e"', None, ";"),
        ('"never closed,' + "x" * 200_000, None, ","),
    ],
)
def test_the_delimiter_is_found(header: str, column: str | None, expected: str) -> None:
    assert sniff_dialect([header + "\n"], Columns(column), TableOptions()).delimiter == expected


def test_columns_are_appended_and_the_rest_is_as_it_was() -> None:
    content = b'\xef\xbb\xbfid;"name"\r\n1; Toqaev \r\n2;"a;""b"""\n3;x'
    expected = (
        '\ufeffid;"name";nr_status;nr_id;nr_name;nr_score\r\n'
        "1; Toqaev ;match;Q1;Smith, John;0.9877\r\n"
        '2;"a;""b""";match;Q1;Smith, John;0.9877\n'
        "3;x;match;Q1;Smith, John;0.9877"
    )
    assert extended(content, column="name") == expected


def test_values_are_quoted_where_the_delimiter_demands_it() -> None:
    assert extended(b"name\nx\n").splitlines()[1] == 'x,match,Q1,"Smith, John",0.9877'


def test_blank_lines_before_the_header_stay() -> None:
    assert extended(b"\n\nname\nx\n").startswith("\n\nname,nr_status")


def test_a_blank_line_is_a_blank_name_in_one_column_and_a_gap_in_several() -> None:
    assert [row.name for row in read(b"name\n\nx\n")] == ["", "x"]
    gap = read(b"name,b\n\nx,1\n", column="name")
    assert [(row.name, row.problem) for row in gap] == [(None, ""), ("x", "")]


def test_the_wrong_number_of_fields_is_a_problem() -> None:
    found = read(b'name,b\nx\ny,1\nz,1,2\n"q\nr"\n', column="name")
    assert [(row.line, row.name) for row in found] == [(2, None), (3, "y"), (4, None), (5, None)]
    assert found[0].problem == "1 field, but the header has 2"
    assert found[3].problem == "1 field, but the header has 2 (a quote runs over 2 lines: is it meant?)"


def test_unquoted_commas_in_a_single_column_are_explained() -> None:
    (row,) = read(b"name\nTokayev, Kassym\n")
    assert row.problem.endswith("(quote the name, or use --format lines)")


def test_broken_utf8_is_a_problem_of_its_row() -> None:
    found = read(b"name,b\nx,1\n\xd2\xee\xea,1\ny,1\n", column="name")
    assert [row.name for row in found] == ["x", None, "y"]
    assert found[1].problem == "broken UTF-8 (byte 0xD2)"
    assert found[1].raw.encode("utf-8", "surrogateescape") == b"\xd2\xee\xea,1\n"


@pytest.mark.parametrize(
    ("content", "options", "message"),
    [
        (b"", {"column": "name"}, "names.csv is empty: there is no header line"),
        (b"\xef\xbb\xbf", {"column": "name"}, "names.csv is empty"),
        (b"\r\n\r\n", {"column": "name"}, "names.csv is empty"),
        (
            b"Name,City\n",
            {"column": "name"},
            "no column 'name'.\nDid you mean column 'Name'?\nThe columns are: Name, City",
        ),
        (b"Name;City\n", {"column": "zzz"}, "Name one that is there.\nThe columns are: Name, City"),
        (b"Name,City\n", {}, "has 2 columns: which one holds the names?\nSay it with --column NAME."),
        (b"name,x,name\n", {"column": "name"}, "column 'name' is there 2 times"),
        (b"name,nr_id\n", {"column": "name"}, "already a column 'nr_id'; was the file normalized before?"),
        (b"\xcd\xe0,x\n", {"column": "name"}, "line 1: the header cannot be read: broken UTF-8"),
        (b'"name,x\n', {"column": "name"}, "line 1: the header cannot be read: a quote is opened and never"),
    ],
)
def test_a_table_that_cannot_be_used_is_refused(
    content: bytes, options: dict[str, Any], message: str
) -> None:
    with pytest.raises(FormatError) as caught:
        opened(content, **options)
    assert message in str(caught.value)
    assert len(str(caught.value).splitlines()) <= 3


def test_another_prefix_makes_room() -> None:
    assert extended(b"name,nr_id\n", column="name", prefix="new_").rstrip().endswith("new_score")


def test_spaces_around_a_column_name_do_not_matter() -> None:
    assert [row.name for row in read(b"id, name \n1,x\n", column="name")] == ["x"]


# ---------------------------------------------------------------------------------------- JSON lines


def test_keys_are_appended_and_the_text_of_the_object_stays() -> None:
    content = b'{"name":"x",  "b": 1.50}\r\n\r\n{ "b": [1], "name": "\\u0422" } \n'
    lines = extended(content, "names.jsonl", column="name").splitlines()
    assert lines[0].startswith('{"name":"x",  "b": 1.50, "nr_status": "match", "nr_id": "Q1"')
    assert lines[1].startswith('{ "b": [1], "name": "\\u0422" , "nr_status"')
    assert all(json.loads(line)["nr_score"] == 0.9877 for line in lines)


def test_an_empty_object_grows_too() -> None:
    table = opened(b'{"name": "x"}\n{}\n', "names.jsonl", column="name")
    assert json.loads(table.extend("{}\n", MATCH))["nr_id"] == "Q1"


def test_what_is_not_known_is_null() -> None:
    table = opened(b'{"name": "x"}\n', "names.jsonl", column="name")
    assert json.loads(table.extend("{}", Answer("none"))) == {
        "nr_status": "none",
        "nr_id": None,
        "nr_name": None,
        "nr_score": 0.0,
    }


@pytest.mark.parametrize(
    ("line", "name", "problem"),
    [
        ('{"name": "x"}', "x", ""),
        ('{"name": null}', "", ""),
        ('{"other": 1}', "", ""),
        ("", None, ""),
        ('{"name": 5}', None, "not a text"),
        ('{"name": ["x"]}', None, "not a text"),
        ('{"name": "x"', None, "not JSON"),
        ("[1]", None, "not a JSON object"),
        ("[" * 100_000, None, "not JSON"),
        ('{"name": "x", "n": ' + "9" * 5_000 + "}", None, "not JSON"),
        ('{"name": "\\ud800"}', None, "lone surrogate"),
        ('{"name": "x", "nr_id": 1}', None, "already has a key"),
    ],
)
def test_json_lines_are_read_or_told(line: str, name: str | None, problem: str) -> None:
    first = '{"name": "first"}\n' * 200  # what comes late is a matter of its row, not of the file
    row = read((first + line + "\n").encode(), "names.jsonl", column="name")[-1]
    assert (row.line, row.name) == (201, name)
    assert problem in row.problem
    assert bool(problem) == bool(row.problem)


@pytest.mark.parametrize(
    ("content", "options", "message"),
    [
        (b'{"Name": "x"}\n', {"column": "name"}, "Did you mean column 'Name'?"),
        (b'{"name": "x", "nr_id": 1}\n', {"column": "name"}, "--prefix"),
        (b'{"name": "x"}\n', {}, "which key holds the names?"),
    ],
)
def test_json_lines_that_cannot_be_used_are_refused(
    content: bytes, options: dict[str, Any], message: str
) -> None:
    with pytest.raises(FormatError, match=message.replace("?", r"\?")):
        opened(content, "names.jsonl", **options)


# --------------------------------------------------------------------------------------- plain lines


def test_each_line_is_a_name() -> None:
    content = b"\xef\xbb\xbfToqaev\r\n\n\xff\nlast"
    assert [row.name for row in read(content, "names.txt")] == ["Toqaev", "", None, "last"]
    assert extended(b"Toqaev, K.\r\n", "names.txt") == "Toqaev, K.\tmatch\tQ1\tSmith, John\t0.9877\r\n"


@given(st.lists(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\r\n")), max_size=5))
def test_line_by_line_the_output_belongs_to_the_input(names: Sequence[str]) -> None:
    content = "".join(f"{name}\n" for name in names).encode()
    written = extended(content, "names.txt").removeprefix("\ufeff")
    assert len(written.splitlines(keepends=False)) >= len(names)
    assert written.count("\n") == len(names)
