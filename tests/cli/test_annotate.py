from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

Run = Callable[..., Result]

TEXT = "Today\r\nKassym-Jomart Tokayev [Қасым-Жомарт Тоқаев] met Toqaev."


@pytest.fixture
def text(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_bytes(("\ufeff" + TEXT).encode())
    return path


def test_mentions_with_offsets_and_then_the_entities(run: Run, text: Path) -> None:
    result = run("annotate", text)
    assert result.exit_code == 0
    lines = [line.rstrip() for line in result.stdout.splitlines()]
    assert lines[0].split() == ["Start", "End", "Text", "Status", "Id", "Score"]
    assert lines[1].split() == ["7", "28", "Kassym-Jomart", "Tokayev", "match", "Q200881", "0.97"]
    assert lines[3].split()[2:] == ["Toqaev", "ambiguous", "0.80"]
    entities = lines[lines.index("") + 1 :]
    assert entities[0].split() == ["Entity", "Id", "Count", "Spellings", "seen"]
    assert "Q200881" in entities[1]
    assert entities[1].endswith("2  Kassym-Jomart Tokayev (news-kaz-Cyrl-Latn-en), Қасым-Жомарт Тоқаев (kk)")
    assert entities[2].startswith("Kassym-Jomart Tokayev ? or Kemel Tokayev ?")


def test_json_lines_hold_the_offsets(run: Run, text: Path) -> None:
    result = run("annotate", text, "--json", "--language", "en")
    found = [json.loads(line) for line in result.stdout.splitlines()]
    assert all(TEXT[each["start"] : each["end"]] == each["text"] for each in found)
    assert [each["id"] for each in found] == ["Q200881", "Q200881", None]
    assert list(found[0])[:6] == ["file", "start", "end", "text", "status", "id"]
    assert {each["file"] for each in found} == {str(text)}


def test_several_files_have_titles_and_one_table(run: Run, text: Path) -> None:
    result = run("annotate", text, "-", input="Toqaev, twice: Toqaev")
    assert f"{text}: 3 mentions" in result.stdout
    assert "standard input: 1 mention\n" in result.stdout
    assert result.stdout.count("Spellings seen") == 1


def test_no_names_is_an_answer(run: Run) -> None:
    result = run("annotate", "-", input="nobody here")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "No names found.\n"


def test_a_broken_file_does_not_stop_the_others(run: Run, text: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.txt"
    broken.write_bytes("a\nТокаев".encode("cp1251"))
    result = run("annotate", broken, text, "--json")
    assert result.exit_code == 1
    assert result.stdout.count("\n") == 3
    assert f"Error: {broken}, line 2: broken UTF-8 (byte 0xD2 at offset 2)." in result.stderr
    assert "iconv -f WINDOWS-1251" in result.stderr


def test_when_no_file_can_be_read_it_ends_with_2(run: Run, tmp_path: Path) -> None:
    result = run("annotate", tmp_path, tmp_path / "nothing.txt")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "is a directory without text files" in result.stderr
    assert "does not exist" in result.stderr
    assert "No names found" not in result.stderr, "of what was not read nothing is known"


def test_a_directory_and_a_pattern_stand_for_their_text_files(run: Run, text: Path, tmp_path: Path) -> None:
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "more.md").write_text("Kassym-Jomart Tokayev", "utf-8")
    (tmp_path / "table.csv").write_text("Kassym-Jomart Tokayev", "utf-8")
    (tmp_path / ".hidden.txt").write_text("Kassym-Jomart Tokayev", "utf-8")
    for asked in ([tmp_path], [tmp_path / "*.txt", tmp_path / "**" / "*.md"], [text, tmp_path]):
        result = run("annotate", *asked, "--json")
        assert result.exit_code == 0
        files = {json.loads(line)["file"] for line in result.stdout.splitlines()}
        assert files == {str(text), str(tmp_path / "below" / "more.md")}


def test_a_pattern_that_fits_nothing_is_told(run: Run, text: Path, tmp_path: Path) -> None:
    result = run("annotate", tmp_path / "*.xyz", text, "--json")
    assert result.exit_code == 1
    assert "No file fits" in result.stderr


def test_csv_rows_hold_the_mentions(run: Run, text: Path) -> None:
    result = run("annotate", text, "--csv")
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert list(rows[0])[:6] == ["file", "start", "end", "text", "status", "id"]
    assert [TEXT[int(row["start"]) : int(row["end"])] for row in rows] == [row["text"] for row in rows]
    assert [row["id"] for row in rows] == ["Q200881", "Q200881", ""]


def test_the_page_is_written_once_and_replaced_on_demand(run: Run, text: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    result = run("annotate", text, "--html", page)
    assert (result.exit_code, result.stdout) == (0, "")
    assert "3 mentions" in result.stderr
    assert page.read_text("utf-8").count("<mark") == 3 + 4, "three mentions and four in the legend"
    assert run("annotate", text, "--html", page).exit_code == 2
    assert run("annotate", text, "--html", page, "--force").exit_code == 0


def test_only_one_way_to_answer_is_taken(run: Run, text: Path) -> None:
    result = run("annotate", text, "--json", "--csv")
    assert result.exit_code == 2
    assert "give one of them" in result.stderr
