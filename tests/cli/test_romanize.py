from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from typer.testing import Result

Run = Callable[..., Result]


def test_one_line_a_text(run: Run) -> None:
    assert run("romanize", "Тоқаев", "[b]").stdout == "Тоқаев-best\n[b]-best\n"
    assert run("romanize", "Тоқаев", "--scheme", "two").stdout == "Тоқаев-two\n"


def test_texts_from_standard_input(run: Run) -> None:
    assert run("romanize", "-", input="a\n\nb\n").stdout == "a-best\nb-best\n"


def test_all_readings(run: Run) -> None:
    lines = run("romanize", "Т", "--all", "--language", "kk").stdout.splitlines()
    assert lines[0] == "Т"
    assert lines[2].split() == ["Т1", "one", "kk", "0.00"]
    assert lines[3].split() == ["Т2", "two", "kk", "1.50"]
    assert "Т2" not in run("romanize", "Т", "--all", "--limit", "1").stdout


def test_schemes(run: Run) -> None:
    assert run("romanize", "--schemes").stdout == "one\ntwo\n"
    assert run("romanize", "--schemes", "--json").stdout == '{"scheme": "one"}\n{"scheme": "two"}\n'


def test_json(run: Run) -> None:
    assert json.loads(run("romanize", "Т", "--json").stdout) == {
        "query": "Т",
        "text": "Т-best",
        "scheme": None,
        "language": None,
    }
    every = json.loads(run("romanize", "Т", "--all", "--json").stdout)
    assert [list(reading) for reading in every["readings"]] == [["text", "scheme", "language", "cost"]] * 2


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "No text to romanize."),
        (("Т", "--scheme", "wun"), "Did you mean 'one'?"),
        (("Т", "--scheme", "one", "--all"), "Use one of the two."),
    ],
)
def test_wrong_usage_ends_with_2(run: Run, arguments: tuple[str, ...], message: str) -> None:
    result = run("romanize", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr


def test_broken_utf8_is_told(run: Run) -> None:
    result = run("romanize", "-", input=b"a\n\xff\n")
    assert (result.exit_code, result.stdout) == (1, "a-best\n")
    assert "standard input, line 2: broken UTF-8" in result.stderr
