"""The commands over the real library and the bundled gazetteer."""

from __future__ import annotations

import csv
import io
import json
import math
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from nameresolve.cli import app


def run(*arguments: str, **options: Any) -> Result:
    result = CliRunner().invoke(app, list(arguments), **options)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
    return result


def answer(*arguments: str) -> dict[str, Any]:
    parsed: dict[str, Any] = json.loads(run(*arguments, "--json").stdout)
    return parsed


@pytest.mark.parametrize("name", ["Kassym-Jomart Tokayev", "Қасым-Жомарт Тоқаев", "Qasym-Zhomart Toqaev"])
def test_one_person_in_several_spellings(name: str) -> None:
    decision = answer("resolve", name)
    assert (decision["status"], decision["name"]) == ("match", "Kassym-Jomart Tokayev")


def test_a_family_name_alone_is_not_decided_and_says_why() -> None:
    result = run("resolve", "Toqaev")
    assert "ambiguous" in result.stdout
    assert result.stdout.index("Kassym-Jomart Tokayev ?") < result.stdout.index("Kemel Tokayev ?")


def test_names_that_belong_together_and_names_that_do_not() -> None:
    near = answer("compare", "Kassym-Jomart Tokayev", "Qasym-Zhomart Toqaev")
    far = answer("compare", "Tokayev", "Tokarev")
    assert (near["verdict"], far["verdict"]) == ("same", "different")
    assert near["score"] >= 0.95
    assert far["score"] < 0.2
    for comparison in (near, far):
        total = math.fsum(item["contribution"] for item in comparison["evidence"])
        assert math.isclose(total, comparison["log_odds"], abs_tol=1e-9)


def test_a_schemes_name_from_the_list_can_be_used() -> None:
    schemes = run("romanize", "--schemes").stdout.split()
    assert len(schemes) > 10
    assert run("romanize", "Тоқаев", "--scheme", schemes[0]).exit_code == 0
    wrong = run("romanize", "Тоқаев", "--scheme", "no-such-scheme")
    assert (wrong.exit_code, wrong.stdout) == (2, "")


def test_all_readings_start_with_the_romanization() -> None:
    readings = answer("romanize", "Тоқаев", "--all", "--language", "kk")["readings"]
    assert readings[0]["text"] == answer("romanize", "Тоқаев", "--language", "kk")["text"]


def test_a_table_is_normalized_and_the_longest_name_is_read() -> None:
    table = f"id,name\r\n1,Nursultan Nasarbajew\r\n2,{'x' * 10_000}\r\n3,{'x' * 10_001}\r\n4, \r\n"
    result = run("normalize", "-", "--column", "name", "--kind", "person", input=table)
    rows = list(csv.DictReader(io.StringIO(result.stdout_bytes.decode(), newline="")))
    assert [row["id"] for row in rows] == ["1", "2", "4"]
    assert rows[0]["nr_name"] == "Nursultan Nazarbayev"
    assert rows[2]["nr_status"] == "none"
    assert result.exit_code == 1
    assert "line 4: " in result.stderr


def test_two_processes_give_what_one_gives() -> None:
    names = "Toqaev\nKassym-Jomart Tokayev\n" + "x" * 10_001 + "\nNursultan Nasarbajew\n"
    one, two = (run("normalize", "-", "--format", "lines", "--workers", n, input=names) for n in "12")
    assert one.stdout == two.stdout
    assert one.stdout.count("\n") == 3


def test_mentions_lie_where_they_are_said_to_lie() -> None:
    text = "\ufeffOn 5 January Kassym-Jomart Tokayev spoke.\r\nТокаев выступил позже."
    result = run("annotate", "-", "--json", input=text.encode())
    mentions = [json.loads(line) for line in result.stdout.splitlines()]
    assert mentions
    assert all(text[1:][each["start"] : each["end"]] == each["text"] for each in mentions)


def test_the_explanation_names_the_decision() -> None:
    assert "match" in run("resolve", "Kassym-Jomart Tokayev", "--explain").stdout


def test_the_bundled_gazetteer_tells_what_it_holds() -> None:
    contents = answer("gazetteer", "info")
    assert contents["entities"] == sum(contents["kinds"].values()) > 400
    assert contents["forms"] == sum(contents["languages"].values()) == sum(contents["scripts"].values())
    assert contents["fingerprint"]
