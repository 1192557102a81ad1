from __future__ import annotations

from pathlib import Path

import pytest

from nameresolve.cli.inputs import checked_argument, given_names, open_input, read_text, utf8_remedy
from nameresolve.errors import FormatError


@pytest.mark.parametrize(
    ("start", "what"),
    [
        (b"PK\x03\x04", "spreadsheet"),
        (b"\xd0\xcf\x11\xe0", "old Excel"),
        (b"\x1f\x8b", "gunzip"),
        (b"PAR1", "Parquet"),
        (b"%PDF-1.7", "PDF"),
        ("\ufeffa".encode("utf-16-le"), "UTF-16"),
        ("\ufeffa".encode("utf-16-be"), "UTF-16"),
    ],
)
def test_foreign_formats_are_known_by_their_first_bytes(tmp_path: Path, start: bytes, what: str) -> None:
    path = tmp_path / "input"
    path.write_bytes(start + b"more")
    with pytest.raises(FormatError, match=what), open_input(str(path)):
        pass


def test_text_keeps_its_line_breaks_and_loses_its_mark(tmp_path: Path) -> None:
    path = tmp_path / "input"
    path.write_bytes(b"\xef\xbb\xbfa\r\nb\rc\n")
    assert read_text(str(path)) == "a\r\nb\rc\n"


def test_a_dangling_link_is_a_system_error(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "gone")
    with pytest.raises(FileNotFoundError), open_input(str(tmp_path / "link")):
        pass


def test_names_know_where_they_stood() -> None:
    lines = list(given_names(["Toqaev", "\udcff"]))
    assert [(line.text, line.place, bool(line.problem)) for line in lines] == [
        ("Toqaev", "name 1", False),
        ("\udcff", "name 2", True),
    ]


def test_an_argument_of_utf8_passes() -> None:
    assert checked_argument("Тоқаев") == "Тоқаев"


def test_the_remedy_names_the_file() -> None:
    assert "names.csv" in utf8_remedy("names.csv")
    assert "FILE" in utf8_remedy("-")
