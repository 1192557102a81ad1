"""A wrong word for an option that takes one of a few is told in a sentence, with the words there are."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

KINDS = "person, organization, place, other"


def _told(*arguments: str) -> str:
    asked = [sys.executable, "-m", "nameresolve", *arguments]
    done = subprocess.run(asked, capture_output=True, check=False, text=True, encoding="utf-8")
    assert done.returncode == 2
    assert done.stdout == ""
    return " ".join(done.stderr.replace("│", " ").split())


@pytest.mark.parametrize(
    "arguments",
    [
        ("resolve", "Tokayev"),
        ("compare", "Tokayev", "Toqaev"),
        ("normalize", "names.csv"),
        ("cluster", "names.csv"),
        ("link", "a.csv", "b.csv"),
        ("eval", "pairs.csv"),
    ],
)
def test_a_wrong_kind_is_told_with_the_kinds_there_are(arguments: tuple[str, ...]) -> None:
    told = _told(*arguments, "--kind", "persn")
    assert f"'persn' is none of {KINDS}. Did you mean person?" in told
    assert "Value error" not in told


def test_so_is_a_format() -> None:
    assert "'xls' is none of csv, tsv, jsonl" in _told("normalize", "names.csv", "--format", "xls")
    assert "'csv' is none of ftm, jsonl." in _told("gazetteer", "export", "--format", "csv")


def test_an_unknown_scheme_comes_with_the_command_that_lists_them() -> None:
    told = _told("romanize", "--scheme", "zzzz", "Токаев")
    assert told.endswith("nameresolve romanize --schemes lists them all.")


@pytest.mark.parametrize("command", ["normalize", "cluster"])
def test_more_processes_than_a_system_has_are_refused_before_one_is_started(command: str) -> None:
    assert "--workers" in _told(command, "names.csv", "--workers", "99999999")


def test_of_a_file_that_is_no_text_few_lines_are_told(tmp_path: Path) -> None:
    path = tmp_path / "names.txt"
    path.write_bytes(b"\xfa\xfb\n" * 1000)
    asked = [sys.executable, "-m", "nameresolve", "cluster", str(path), "--format", "lines"]
    done = subprocess.run(asked, capture_output=True, check=False, text=True, encoding="utf-8")
    assert done.returncode == 1
    told = done.stderr.splitlines()
    assert len(told) == 6
    assert told[-1] == "... and 995 lines more that could not be read"
