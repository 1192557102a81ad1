from __future__ import annotations

import json
from collections.abc import Callable, Iterable

import pytest
from typer.testing import Result

import nameresolve as nr
from nameresolve import Clue, SchemeGuess

Run = Callable[..., Result]


@pytest.fixture(autouse=True)
def asked(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Put a stand-in in the place of the library; return what it was asked."""
    calls: list[list[str]] = []

    def identify_scheme(names: Iterable[str], *, limit: int = 5) -> tuple[SchemeGuess, ...]:
        calls.append(list(names))
        if "nothing" in calls[-1]:
            return ()
        share = 0.3 if "Ivan" in calls[-1] else 0.9
        clue = Clue("q", "қ", "Toqaev", 2, 3, 18)
        both = (
            SchemeGuess("one", "The one [b]", "kk", share, 2, 3, (clue,)),
            SchemeGuess("two", "T", "ru", 0.1, 1, 3, ()),
        )
        return both[:limit]

    monkeypatch.setattr(nr, "identify_scheme", identify_scheme, raising=False)
    return calls


def test_all_names_are_judged_together(run: Run, asked: list[list[str]]) -> None:
    lines = run("identify", "Toqaev", "-", input="Qasym\n\nMarat\n").stdout.splitlines()
    assert asked == [["Toqaev", "Qasym", "Marat"]]
    assert lines[0].split() == ["Scheme", "Title", "Probability", "Words", "Evidence"]
    assert "q for қ in Toqaev and 1 more, as in 3 of 18 schemes" in lines[1]
    assert "The one [b]" in lines[1]
    assert lines[2].startswith("two")
    assert "two" not in run("identify", "Toqaev", "--limit", "1").stdout


@pytest.mark.parametrize("name", ["Ivan", "nothing"])
def test_what_is_not_clear_is_said(run: Run, name: str) -> None:
    result = run("identify", name)
    assert result.exit_code == 0
    assert result.stdout.startswith("Not clear: ")


def test_json(run: Run) -> None:
    answer = json.loads(run("identify", "Toqaev", "--json").stdout)
    assert answer["names"] == 1
    first, second = answer["guesses"]
    assert list(first) == ["scheme", "title", "language", "probability", "words", "of", "evidence"]
    assert first["evidence"][0] == {
        "latin": "q", "native": "қ", "example": "Toqaev", "words": 2, "schemes": 3, "of": 18
    }  # fmt: skip
    assert second["evidence"] == []


def test_no_name_ends_with_2(run: Run) -> None:
    result = run("identify")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "No name to look at." in result.stderr


def test_broken_utf8_is_told_and_the_others_are_judged(run: Run, asked: list[list[str]]) -> None:
    result = run("identify", "-", input=b"Toqaev\n\xff\n")
    assert result.exit_code == 1
    assert asked == [["Toqaev"]]
    assert "standard input, line 2: broken UTF-8" in result.stderr
