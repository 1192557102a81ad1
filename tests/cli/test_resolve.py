from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from typer.testing import Result

Run = Callable[..., Result]

KEYS = ["query", "status", "id", "name", "kind", "score", "reason", "candidates"]


def test_a_table_shows_each_answer_and_why(run: Run) -> None:
    result = run("resolve", "Tokayev, K.", "Toqaev", "Tokarev")
    assert result.exit_code == 0
    lines = [line.rstrip() for line in result.stdout.splitlines()]
    assert lines[0].split() == ["Name", "Status", "Id", "Stands", "for", "Score"]
    assert lines[1].split("  ")[0] == "Tokayev, K."
    assert "Q200881" in lines[1]
    assert "ambiguous" in lines[2]
    assert "Kassym-Jomart Tokayev ?" in lines[2]
    assert lines[3].split() == ["nr:kemel-tokayev", "Kemel", "Tokayev", "?", "0.78"]
    assert lines[4].split() == ["Tokarev", "none", "0.00"]
    assert "Toqaev: A family name alone fits two people." in lines


def test_json_has_always_the_same_keys_one_object_a_name(run: Run) -> None:
    result = run("resolve", "--json", "Tokayev, K.", "Toqaev", "Токарев")
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert [list(answer) for answer in answers] == [KEYS] * 3
    assert [answer["status"] for answer in answers] == ["match", "ambiguous", "none"]
    assert answers[0]["id"] == "Q200881"
    assert answers[1]["id"] is None
    assert [each["id"] for each in answers[1]["candidates"]] == ["Q200881", "nr:kemel-tokayev"]
    assert list(answers[1]["candidates"][0]) == ["id", "name", "kind", "form", "language", "score"]
    assert "Токарев" in result.stdout


def test_names_come_from_standard_input_too(run: Run) -> None:
    content = "\ufeffToqaev\r\n\n  \nTokarev".encode()
    result = run("resolve", "Tokayev, K.", "-", "--json", input=content)
    assert [json.loads(line)["query"] for line in result.stdout.splitlines()] == [
        "Tokayev, K.",
        "Toqaev",
        "Tokarev",
    ]


def test_no_names_in_standard_input_is_no_error(run: Run) -> None:
    result = run("resolve", "-", input="")
    assert (result.exit_code, result.stdout) == (0, "")


def test_a_blank_name_is_called_so_in_the_reasons(run: Run) -> None:
    assert "(blank): " in run("resolve", "").stdout


def test_the_context_reaches_the_library(run: Run, library: Any) -> None:
    run(
        *("resolve", "x", "--kind", "person", "--country", "kz", "--country", "RU"),
        *("--born", "1953", "--limit", "3"),
    )
    assert library.asked == [
        ("x", {"kind": "person", "countries": ("KZ", "RU"), "born": 1953, "limit": 3}),
    ]


def test_brackets_and_control_characters_are_shown_not_obeyed(run: Run) -> None:
    result = run("resolve", "Smith [red]& Sons[/red]", "a\x1b[2Jb\u202e", ":smile:")
    assert "Smith [red]& Sons[/red]" in result.stdout
    assert 'Smith, "Sons" [and] Co' in result.stdout
    assert "a\\x1b[2Jb\\u202e" in result.stdout
    assert ":smile:" in result.stdout
    assert "\x1b" not in result.stdout


def test_nothing_is_cut_in_a_pipe(run: Run) -> None:
    name = "Қ" * 3_000
    assert name in run("resolve", name).stdout


def test_explain_prints_the_steps(run: Run) -> None:
    result = run("resolve", "Toqaev", "Tokarev", "--explain")
    assert result.stdout.splitlines() == [
        "ambiguous [0.8]",
        "  parse  Toqaev",
        "",
        "none [0.0]",
        "  parse  Tokarev",
    ]


def test_explain_as_json_adds_the_text(run: Run) -> None:
    result = run("resolve", "Toqaev", "--explain", "--json")
    assert json.loads(result.stdout)["explanation"].startswith("ambiguous")


def test_what_cannot_be_read_is_told_and_the_rest_is_answered(run: Run) -> None:
    result = run("resolve", "-", "y" * 10_001, "--json", input=b"Toqaev\n\xff\xfe\n")
    assert result.exit_code == 1
    assert result.stdout.count("\n") == 1
    assert result.stderr.splitlines() == [
        "standard input, line 2: \\xff\\xfe: broken UTF-8 (byte 0xFF at character 1)",
        f"name 2: {'y' * 39}…: The name has 10,001 characters, but at most 10,000 are read.",
    ]


def test_an_argument_that_is_not_utf8(run: Run) -> None:
    result = run("resolve", "Toqaev\udcff")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "name 1: Toqaev\\xff: broken UTF-8" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "Missing argument"),
        (("x", "--kind", "persn"), "Did you mean person?"),
        (("x", "--limit", "0"), "--limit"),
        (("x", "--threshold", "1.5"), "must be a probability"),
        (("x", "--gazetteer", "/no/such/place"), "no gazetteer at /no/such/place"),
    ],
)
def test_wrong_usage_ends_with_2(run: Run, arguments: tuple[str, ...], message: str) -> None:
    result = run("resolve", *arguments)
    assert result.exit_code == 2
    assert message in " ".join(result.stderr.split())
    assert result.stdout == ""
