from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from typer.testing import Result

import nameresolve as nr
from nameresolve.model import Reading

Run = Callable[..., Result]


@pytest.fixture(autouse=True)
def spelled(monkeypatch: pytest.MonkeyPatch) -> None:
    def variants(text: str, *, language: str | None = None, limit: int = 32) -> tuple[Reading, ...]:
        found = (Reading(text, "as-written", 0.0), Reading(f"[b]{text}", "one", 0.25, language or "kk"))
        return found[:limit]

    monkeypatch.setattr(nr, "variants", variants, raising=False)


def test_a_table_a_name(run: Run) -> None:
    lines = run("variants", "Тоқаев", "Б", "--language", "ru").stdout.splitlines()
    assert lines[0] == "Тоқаев"
    assert lines[1].split() == ["Spelling", "Scheme", "Language", "Cost"]
    assert lines[2].split() == ["Тоқаев", "as-written", "0.00"]
    assert lines[3].split() == ["[b]Тоқаев", "one", "ru", "0.25"]
    assert lines[4] == "Б"
    assert "one" not in run("variants", "Б", "--limit", "1").stdout


def test_plain_spellings_from_standard_input(run: Run) -> None:
    assert run("variants", "-", "--plain", input="a\n\nb\n").stdout == "a\n[b]a\nb\n[b]b\n"


def test_json(run: Run) -> None:
    answer = json.loads(run("variants", "Т", "--json").stdout)
    assert answer["query"] == "Т"
    assert answer["variants"][1] == {"text": "[b]Т", "scheme": "one", "language": "kk", "cost": 0.25}


def test_no_name_ends_with_2(run: Run) -> None:
    result = run("variants")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "No name to spell." in result.stderr


def test_broken_utf8_is_told(run: Run) -> None:
    result = run("variants", "-", "--plain", input=b"a\n\xff\n")
    assert (result.exit_code, result.stdout) == (1, "a\n[b]a\n")
    assert "standard input, line 2: broken UTF-8" in result.stderr
