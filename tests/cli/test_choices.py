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
    assert len(told) == 7
    assert told[-2] == "... and 995 lines more that could not be read"
    assert "iconv" in told[-1]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("resolve", "Tokayev", "--limit", "x"), "'x' is no whole number."),
        (("resolve", "Tokayev", "--limit", "0"), "0 is too small; the least is 1."),
        (("serve", "--port", "99999"), "99999 is too large; the most is 65535."),
        (("serve", "--max-seconds", "soon"), "'soon' is no number."),
        (("annotate", "text.txt", "--threshold", "high"), "'high' is no number."),
    ],
)
def test_a_wrong_number_is_told_in_a_sentence(arguments: tuple[str, ...], sentence: str) -> None:
    told = _told(*arguments)
    assert sentence in told
    assert "Input should be" not in told


def test_an_option_without_a_value_does_not_look_as_if_it_had_one() -> None:
    asked = [sys.executable, "-m", "nameresolve", "resolve", "--help"]
    shown = subprocess.run(asked, capture_output=True, check=True, text=True, encoding="utf-8").stdout
    (line,) = (line for line in shown.splitlines() if "--json" in line)
    assert line.replace("│", " ").split()[:3] == ["--json", "Print", "JSON,"]


def test_an_import_of_which_nothing_is_left_says_why(tmp_path: Path) -> None:
    path = tmp_path / "names.csv"
    path.write_bytes(b"name\nM\xfcller\n")
    told = _told("gazetteer", "import", "csv", str(path), "--output", str(tmp_path / "names.nr"))
    assert "line 2: broken UTF-8 (byte 0xFC)" in told
    assert "--encoding windows-1251" in told
