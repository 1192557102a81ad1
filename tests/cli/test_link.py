from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from nameresolve.cli import app

LEFT = "id,who\n1,Qasym-Zhomart Toqaev\n2,Toqaev\n3,Angela Merkel\n"
RIGHT = "Kassym-Jomart Tokayev\nKemel Tokayev\nNursultan Nazarbayev\n"


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    (tmp_path / "left.csv").write_text(LEFT)
    (tmp_path / "right.txt").write_text(RIGHT)
    return str(tmp_path / "left.csv"), str(tmp_path / "right.txt")


def run(*arguments: str, **options: Any) -> Result:
    result = CliRunner().invoke(app, ["link", *arguments], **options)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
    return result


def linked(files: tuple[str, str], *more: str) -> Result:
    return run(
        files[0], "-", "-c", "who", "--right-column", "who", "-k", "person", *more, input=f"who\n{RIGHT}"
    )


def test_each_name_of_the_left_file_has_a_row(files: tuple[str, str]) -> None:
    result = linked(files, "--json")
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert list(rows[0]) == ["left_line", "left", "right_line", "right", "status", "score", "review"]
    assert [(row["left_line"], row["right_line"], row["status"]) for row in rows] == [
        (2, 2, "match"),
        (3, None, "ambiguous"),
        (4, None, "none"),
    ]
    assert {each["name"] for each in rows[1]["review"]} == {"Kassym-Jomart Tokayev", "Kemel Tokayev"}
    assert "3 names: 1 matched, 1 to review" in result.stderr


def test_the_links_are_written_as_csv(files: tuple[str, str], tmp_path: Path) -> None:
    target = tmp_path / "links.csv"
    assert linked(files, "--output", str(target)).exit_code == 0
    with target.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["right"] for row in rows] == ["Kassym-Jomart Tokayev", "", ""]
    again = linked(files, "--output", str(target))
    assert (again.exit_code, "exists already" in again.stderr) == (2, True)
    assert linked(files, "--output", str(target), "--force").exit_code == 0


def test_a_table_for_people_is_printed(files: tuple[str, str]) -> None:
    text = linked(files).stdout
    assert text.splitlines()[0].split() == ["Left", "Status", "Right", "Score", "Review"]


def test_one_to_one(files: tuple[str, str]) -> None:
    names = "who\nNursultan NAZARBAYEV\nnursultan nazarbayev\n"
    result = run("-", files[1], "-c", "who", "--right-column", "who", "--one-to-one", "--json", input=names)
    assert result.exit_code == 2  # the right file has no such column
    (Path(files[1])).write_text(f"who\n{RIGHT}")
    result = run("-", files[1], "-c", "who", "--one-to-one", "--json", "-k", "person", input=names)
    assert [json.loads(line)["right"] for line in result.stdout.splitlines()] == [None, None]


def test_rows_that_cannot_be_read_are_told_and_the_others_linked(files: tuple[str, str]) -> None:
    Path(files[0]).write_bytes(LEFT.encode() + b"4,\xff\n")
    result = linked(files, "--json")
    assert (result.exit_code, "line 5: broken UTF-8" in result.stderr) == (1, True)
    assert len(result.stdout.splitlines()) == 3


def test_the_remedy_for_the_right_table_names_its_own_option(files: tuple[str, str]) -> None:
    right = Path(files[1]).with_name("right-table.csv")
    right.write_text("company,who\n1,Jane Smith\n")
    result = run("-", str(right), "--json", input="Jane Smith\n")
    assert (result.exit_code, "--right-column" in result.stderr) == (2, True)
