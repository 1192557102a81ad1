from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from typer.testing import Result

from nameresolve.cli.gazetteer import _shown_rows

Run = Callable[..., Result]


def test_info_counts_what_is_there(run: Run, tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text("{}", encoding="utf-8")
    result = run("gazetteer", "info", tmp_path)
    assert result.exit_code == 0
    assert f"{tmp_path}: 3 entities, 4 forms (1 weak)" in result.stdout
    assert "fingerprint f00d" in result.stdout
    lines = [line.split() for line in result.stdout.splitlines()]
    for row in (["person", "2"], ["kk", "2"], ["Cyrl", "2"], ["press", "1"], ["not", "stated", "3"]):
        assert row in lines


def test_info_as_json(run: Run) -> None:
    contents = json.loads(run("gazetteer", "info", "--json").stdout)
    assert list(contents) == [
        *("path", "fingerprint", "entities", "forms", "weak_forms"),
        *("kinds", "languages", "scripts", "sources"),
    ]
    assert contents["kinds"] == {"person": 2, "organization": 1}
    assert contents["path"] is None


def test_only_the_largest_counts_are_shown_and_the_rest_is_summed_up() -> None:
    ranked = [(f"x{number:02}", 1_000) for number in range(30)]
    rows = list(_shown_rows(ranked))
    assert rows[:2] == [("x00", "1,000"), ("x01", "1,000")]
    assert rows[20:] == [("10 more", "10,000")]
    assert len(list(_shown_rows(ranked[:21]))) == 21


def test_a_missing_gazetteer_is_told(run: Run) -> None:
    result = run("gazetteer", "info", "/no/such")
    assert result.exit_code == 2
    assert "no gazetteer at /no/such" in result.stderr


def test_what_is_no_gazetteer_is_refused_before_it_is_opened(run: Run, tmp_path: Path) -> None:
    (tmp_path / "names.txt").write_text("Tokayev", encoding="utf-8")
    for path in (tmp_path, tmp_path / "names.txt", tmp_path / "nowhere"):
        for arguments in (("gazetteer", "info", path), ("resolve", "x", "--gazetteer", path)):
            result = run(*arguments)
            assert (result.exit_code, result.stdout) == (2, "")
            assert f"There is no gazetteer at {path}." in result.stderr
