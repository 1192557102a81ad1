from __future__ import annotations

import json
import sys
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from nameresolve.cli import app

PAIRS = "left,right,label\nKassym-Jomart Tokayev,Qasym-Zhomart Toqaev,1\nTokayev,Tokarev,0\nMark Twain,Samuel Clemens,same\n"
NAMES = "name;id\nNursultan Nasarbajew;Q57394\nNobody Whatever;\n"


def run(*arguments: str, **options: Any) -> Result:
    result = CliRunner().invoke(app, ["eval", *arguments], **options)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
    return result


def test_pairs_are_evaluated() -> None:
    result = run("-", "-k", "person", input=PAIRS)
    assert result.exit_code == 0
    for text in ("3 rows, threshold 0.7", "script Latn", "Best F1", "Worst errors", "Mark Twain"):
        assert text in result.stdout


def test_names_with_ids_are_resolved() -> None:
    found = json.loads(run("-", "--json", input=NAMES).stdout)
    assert (found["rows"], found["precision"]["value"], found["recall"]["value"]) == (2, 1.0, 1.0)
    assert list(found) == ["threshold", "rows", "precision", "recall", "f1", "by", "best", "curve", "slips"]
    assert list(found["by"]) == ["script", "convention", "phenomenon"]


def test_columns_may_have_other_names(tmp_path: Path) -> None:
    (tmp_path / "p.tsv").write_text("a\tb\tis one\nToqaev\tTokayev\tyes\n")
    result = run(str(tmp_path / "p.tsv"), "--left", "a", "--right", "b", "--label", "is one", "--json")
    assert json.loads(result.stdout)["rows"] == 1


def test_the_curve_is_a_drawing_of_three_lines(tmp_path: Path) -> None:
    target = tmp_path / "curve.svg"
    assert run("-", "-k", "person", "--curve", str(target), input=PAIRS).exit_code == 0
    drawing = ET.parse(target).getroot()
    assert len(drawing.findall("{http://www.w3.org/2000/svg}polyline")) == 3
    again = run("-", "--curve", str(target), input=PAIRS)
    assert (again.exit_code, "exists already" in again.stderr) == (2, True)
    other = run("-", "--curve", str(tmp_path / "curve.gif"), input=PAIRS)
    assert (other.exit_code, ".svg or .png" in other.stderr) == (2, True)


def test_the_curve_is_drawn_as_png_too(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib", reason="needs the extra 'plot'")
    first, second = tmp_path / "first.png", tmp_path / "SECOND.PNG"
    for target in (first, second):
        assert run("-", "-k", "person", "--curve", str(target), input=PAIRS).exit_code == 0
    drawn = first.read_bytes()
    assert drawn.startswith(b"\x89PNG\r\n\x1a\n")
    assert drawn == second.read_bytes()
    assert len(drawn) > 10_000  # lines, axes and words: a blank picture of this size has 4 kB


def test_a_png_without_its_library_is_told_before_anything_is_measured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    result = run("-", "--curve", str(tmp_path / "curve.png"), input=PAIRS)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "pip install 'nameresolve[plot]'" in result.stderr
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("a,b,perhaps", "the label is 'perhaps'"),
        ("a,b", "2 fields, but the header has 3"),
        (",b,1", "there is no name"),
        (f"a,{'x' * 10_001},1", "10,001 characters"),
    ],
)
def test_rows_that_cannot_be_read_are_told_and_the_others_counted(row: str, problem: str) -> None:
    result = run("-", "--json", input=f"{PAIRS}{row}\n")
    assert result.exit_code == 1
    assert "line 5: " in result.stderr
    assert problem in result.stderr
    assert json.loads(result.stdout)["rows"] == 3


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "empty"),
        ("left,right\na,b\n", "no column 'label'"),
        ("x,y\n1,2\n", "no column 'name'"),
        ("left,right,label\na,b,maybe\n", "no row to measure with"),
    ],
)
def test_tables_without_what_is_needed_are_refused(text: str, told: str) -> None:
    result = run("-", input=text)
    assert (result.exit_code, told in result.stderr) == (2, True)
