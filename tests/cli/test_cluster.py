from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from typer.testing import CliRunner, Result

import nameresolve as nr
from nameresolve.cli import app

NAMES = "Kassym-Jomart Tokayev\nQasym-Zhomart Toqaev\n\nToqaev\nKassym-Jomart Tokayev\n"


def run(*arguments: str, **options: Any) -> Result:
    result = CliRunner().invoke(app, ["cluster", *arguments], **options)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
    return result


def test_a_list_is_clustered() -> None:
    result = run("-", "--kind", "person", input=NAMES)
    assert result.exit_code == 0
    assert "3 names, 2 clusters" in result.stdout
    assert "To review" in result.stdout


def test_json_has_a_line_a_cluster(tmp_path: Path) -> None:
    (tmp_path / "n.csv").write_text("id,who\n" + "".join(f"1,{name}\n" for name in NAMES.split("\n") if name))
    result = run(str(tmp_path / "n.csv"), "-c", "who", "-k", "person", "--json")
    first, second = map(json.loads, result.stdout.splitlines())
    assert list(first) == ["name", "members", "score", "review"]
    assert first["members"] == ["Kassym-Jomart Tokayev", "Qasym-Zhomart Toqaev"]
    assert [doubt["other"] for doubt in second["review"]] == ["Qasym-Zhomart Toqaev"]


def test_names_that_cannot_be_read_are_told_and_the_others_clustered() -> None:
    result = run("-", "--json", input=b"Toqaev\n\xff\n" + b"x" * 10_001 + b"\n")
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 1
    assert "line 2: broken UTF-8" in result.stderr
    assert "line 3: the name has 10,001 characters" in result.stderr


def test_nothing_gives_no_clusters() -> None:
    assert run("-", "--json", input="").stdout == ""
    assert "0 names, 0 clusters" in run("-", input="").stdout


def test_a_threshold_under_a_half_is_refused() -> None:
    result = run("-", "-t", "0.2", input=NAMES)
    assert (result.exit_code, "threshold" in result.stderr) == (2, True)


def test_the_clusters_become_a_source_that_builds(tmp_path: Path) -> None:
    source, target = tmp_path / "draft.yaml", tmp_path / "own"
    result = run("-", "-k", "person", "--emit-gazetteer", str(source), input=NAMES + 'Ana "x": #y\n')
    assert result.exit_code == 0
    assert "# doubtful: " in source.read_text(encoding="utf-8")
    built = CliRunner().invoke(app, ["gazetteer", "build", str(source), "-o", str(target)])
    assert built.exit_code == 0, built.stderr
    listed = nr.Gazetteer.open(target)
    assert {entity.name for entity in listed} == {"Kassym-Jomart Tokayev", "Toqaev", 'Ana "x": #y'}
    assert nr.Resolver(listed).resolve("Qasym-Zhomart Toqaev").entity is not None
    again = run("-", "--emit-gazetteer", str(source), input=NAMES)
    assert (again.exit_code, "exists already" in again.stderr) == (2, True)


def test_processes_change_nothing() -> None:
    assert run("-", "--json", "--workers", "2", input=NAMES).stdout == run("-", "--json", input=NAMES).stdout
