from __future__ import annotations

import csv
import io
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nameresolve.importers.csv_rows import FIELD_LIMIT, Dialect, csv_rows, join_fields


def rows(text: str, delimiter: str = ",") -> list[tuple[int, str, tuple[str, ...], str]]:
    lines = io.StringIO(text, newline="")
    return [(row.line, row.raw, row.fields, row.problem) for row in csv_rows(lines, Dialect(delimiter))]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_quotes_run_over_lines_whatever_the_line_break(end: str) -> None:
    text = f'a,b{end}1,"two{end}lines, ""so""{end}{end}"{end}x,y'
    assert rows(text) == [
        (1, f"a,b{end}", ("a", "b"), ""),
        (2, f'1,"two{end}lines, ""so""{end}{end}"{end}', ("1", f'two{end}lines, "so"{end}{end}'), ""),
        (6, "x,y", ("x", "y"), ""),
    ]


def test_nothing_gives_no_rows() -> None:
    assert rows("") == []


def test_a_blank_line_is_a_row_without_fields() -> None:
    assert [row[2] for row in rows("a\n\nb\n")] == [("a",), (), ("b",)]


def test_a_quote_inside_a_field_is_a_letter() -> None:
    assert [row[2] for row in rows('5" nail,x\nb,c\n')] == [('5" nail', "x"), ("b", "c")]


def test_after_a_quote_that_is_never_closed_the_other_lines_are_read() -> None:
    found = rows('a,b\n"open,1\nc,d\ne,f\n')
    assert found == [
        (1, "a,b\n", ("a", "b"), ""),
        (2, '"open,1\n', (), "a quote is opened and never closed"),
        (3, "c,d\n", ("c", "d"), ""),
        (4, "e,f\n", ("e", "f"), ""),
    ]


def test_several_open_quotes_lose_no_line() -> None:
    text = '"a\n"b\n"c\nd\n"e'
    assert "".join(row[1] for row in rows(text)) == text


def test_a_field_over_the_limit_is_a_problem_of_its_line_alone() -> None:
    found = rows(f"a,b\n{'x' * (FIELD_LIMIT + 1)},1\nc,d\n")
    assert [(line, bool(problem)) for line, _, _, problem in found] == [(1, False), (2, True), (3, False)]


def test_an_open_quote_in_an_endless_file_is_noticed() -> None:
    endless = (line for line in ["a,b\n", '"open,1\n', *["c,d\n"] * 1_000_000])
    found = list(islice(csv_rows(endless, Dialect()), 4))
    assert [(row.line, row.fields) for row in found] == [
        (1, ("a", "b")),
        (2, ()),
        (3, ("c", "d")),
        (4, ("c", "d")),
    ]


@given(st.text(alphabet='ab,;"\r\n\t é', max_size=60))
def test_no_character_is_lost_whatever_the_text(text: str) -> None:
    assert "".join(row[1] for row in rows(text)) == text


@given(st.lists(st.lists(st.text(max_size=8), min_size=2, max_size=4), max_size=6))
def test_what_csv_writes_is_read_as_csv_reads_it(table: list[list[str]]) -> None:
    out = io.StringIO(newline="")
    csv.writer(out).writerows(table)
    assert [row[2] for row in rows(out.getvalue())] == [tuple(fields) for fields in table]


@given(st.lists(st.text(max_size=8), min_size=1, max_size=4), st.sampled_from(",;\t|"))
def test_joined_fields_are_read_back(fields: list[str], delimiter: str) -> None:
    dialect = Dialect(delimiter)
    (row,) = csv_rows(io.StringIO(join_fields(fields, dialect), newline=""), dialect)
    assert row.fields == tuple(fields)
