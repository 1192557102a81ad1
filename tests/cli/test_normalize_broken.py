"""Broken input, broken output: a clear message, the right exit code, nothing half-written, good rows kept."""

from __future__ import annotations

import codecs
import gzip
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from attrs import frozen
from typer.testing import Result

Run = Callable[..., Result]

GOOD = "1,Toqaev\n"
HEAD = "id,name\n"
PACKED = gzip.compress((HEAD + GOOD * 5_000).encode(), mtime=0)


@frozen
class Case:
    """What is in the file, how it is asked for, and what must come of it.

    `says` stands on standard error. With the code 0 or 1 as many rows as `good` are in the output and the
    raw rows in `kept` in the errors file; with any other code there is no new file at all.
    """

    content: bytes
    code: int
    says: str
    good: int = 0
    kept: bytes = b""
    arguments: Sequence[str] = ("--column", "name")
    file: str = "names.csv"


def rows(*lines: str | bytes) -> bytes:
    return b"".join(line if isinstance(line, bytes) else line.encode() for line in lines)


def one_bad(bad: str | bytes, says: str, **others: Any) -> Case:
    """Return a case with a row that cannot be read between two that can."""
    raw = bad if isinstance(bad, bytes) else bad.encode()
    return Case(rows(HEAD, GOOD, raw, GOOD), 1, says, 2, rows(HEAD, raw), **others)


def context(bad: str, says: str, option: str) -> Case:
    head = "id,name,more\n"
    content = rows(head, "1,Toqaev,\n", bad, "3,Toqaev,\n")
    return Case(content, 1, says, 2, rows(head, bad), ("--column", "name", option, "more"))


JSON = ("--column", "name")
CASES = {
    # Encodings
    "windows-1251 in a row": one_bad("2,Токаев\n".encode("cp1251"), "line 3: broken UTF-8 (byte 0xD2)"),
    "latin-1 in a row": one_bad("2,Nasarbaïev\n".encode("latin-1"), "--encoding windows-1251"),
    "a cut UTF-8 sequence": one_bad(b"2,\xd0\n", "broken UTF-8 (byte 0xD0)"),
    "an overlong UTF-8 sequence": one_bad(b"2,\xc0\x80\n", "broken UTF-8 (byte 0xC0)"),
    "half a surrogate pair in UTF-8": one_bad(b"2,\xed\xa0\x80\n", "broken UTF-8 (byte 0xED)"),
    "broken UTF-8 in the header": Case(b"id,name,\xff\n1,Toqaev,x\n", 2, "the header cannot be read: broken UTF-8"),
    "UTF-16 with a mark": Case(codecs.BOM_UTF16_LE + (HEAD + GOOD).encode("utf-16-le"), 0, "1 row:", 1),
    "UTF-16 of the other order": Case(codecs.BOM_UTF16_BE + (HEAD + GOOD).encode("utf-16-be"), 0, "1 row:", 1),
    "UTF-16 cut in a character": Case(
        codecs.BOM_UTF16_LE + (HEAD + GOOD).encode("utf-16-le") + b"x", 2, "is not utf-16-le"
    ),
    "a byte that its encoding has not": Case(
        rows(HEAD, GOOD, b"2,\x98\n", GOOD), 1, "line 3: broken cp1251 (byte 0x98)", 2, rows(HEAD, b"2,\x98\n"),
        ("--column", "name", "--encoding", "windows-1251"),
    ),
    "an encoding that is none": Case(rows(HEAD, GOOD), 2, "Did you mean utf-8?", arguments=("--encoding", "utf-9")),
    "an encoding of no text": Case(rows(HEAD, GOOD), 2, "no known encoding", arguments=("--encoding", "zlib")),
    # Odd characters
    "a NUL in a name": Case(rows(HEAD, GOOD, b"2,Toq\0aev\n"), 0, "2 rows:", 2),
    "nothing but NULs": Case(bytes(1_000), 2, "no column 'name'"),
    "a NUL in the header": Case(b"id\0,name\n1,Toqaev\n", 0, "1 row:", 1),
    "an escape sequence": Case(rows(HEAD, "2,\x1b[2J\n"), 0, "1 row:", 1),
    "a form feed is no line break": Case(rows(HEAD, "2,a\x0cb\x85c\u2028d\n"), 0, "1 row:", 1),
    "old Macintosh line breaks": Case(b"id,name\r1,Toqaev\r2,Toqaev\r", 0, "2 rows:", 2),
    "mixed line breaks": Case(b"id,name\r\n1,Toqaev\n2,Toqaev\r3,Toqaev", 0, "3 rows:", 3),
    # Shapes
    "too few fields": one_bad("2\n", "line 3: 1 field, but the header has 2"),
    "too many fields": one_bad("2,a,b\n", "line 3: 3 fields, but the header has 2"),
    "a quote never closed": one_bad('2,"open\n', "a quote is opened and never closed"),
    "a quote closed lines later": one_bad('"2\n2,a\n2",b,c\n', "3 fields, but the header has 2 (a quote runs over 3"),
    "blank lines between": Case(rows(HEAD, GOOD, "\n\n", GOOD), 0, "2 rows:", 2),
    "a cell of a megabyte": Case(rows("id,name,text\n", "1,Toqaev,", "x" * 1_000_000, "\n"), 0, "1 row:", 1),
    "a cell over the limit": Case(
        rows("id,name,text\n", "1,Toqaev,", "x" * 1_100_000, "\n2,Toqaev,\n"), 1, "a field is longer than", 1,
        rows("id,name,text\n", "1,Toqaev,", "x" * 1_100_000, "\n"),
    ),
    "a name of a megabyte": one_bad(f"2,{'x' * 1_000_000}\n", "has 1,000,000 characters, but at most"),
    "a line without end": Case(b"x" * (17 << 20), 2, "a line is longer than"),
    "two columns of that name": Case(b"name,name\na,b\n", 2, "column 'name' is there 2 times"),
    "two other columns of one name": Case(b"x,name,x\na,Toqaev,c\n", 0, "1 row:", 1),
    "no such column": Case(b"id,Name\n1,Toqaev\n", 2, "Did you mean column 'Name'?"),
    "nothing at all": Case(b"", 2, "names.csv is empty"),
    "only a byte order mark": Case(b"\xef\xbb\xbf", 2, "names.csv is empty"),
    "only line breaks": Case(b"\n\r\n\n", 2, "names.csv is empty"),
    "only a header": Case(HEAD.encode(), 0, "0 rows:", 0),
    "normalized before": Case(b"name,nr_id\nToqaev,\n", 2, "already a column 'nr_id'"),
    "the wrong delimiter": Case(b"id;name\n1;Toqaev\n", 2, "--delimiter", arguments=("--column", "name", "-d", "|")),
    "a delimiter that quotes": Case(b"x\n", 2, "are the same", arguments=("-d", "'", "--quote", "'")),
    "a quote of two signs": Case(b"x\n", 2, "--quote is", arguments=("--quote", "''")),
    # Context
    "a kind that is none": context("2,Toqaev,persn\n", "the kind is 'persn', not one of person", "--kind-column"),
    "a country by name": context("2,Toqaev,Kazakhstan\n", "not an ISO 3166-1 code", "--country-column"),
    "a year that is none": context("2,Toqaev,53\n", "not a year such as 1953", "--born-column"),
    "parts and a whole": Case(rows(HEAD), 2, "Leave out one or the other", arguments=("-c", "name", "--family", "id")),
    "a given name alone": Case(rows(HEAD), 2, "Say with --family", arguments=("--given", "name")),
    # JSON lines
    "a line that is no JSON": Case(b'{"name": "a"}\n{"name"\n', 1, "line 2: not JSON", 1, b'{"name"\n', JSON, "n.jsonl"),
    "a JSON array": Case(b'{"name": "a"}\n[1]\n', 1, "not a JSON object", 1, b"[1]\n", JSON, "n.jsonl"),
    "a name that is a number": Case(b'{"name": "a"}\n{"name": 1}\n', 1, "is not a text", 1, b'{"name": 1}\n', JSON, "n.jsonl"),
    "half a character in JSON": Case(
        b'{"name": "a"}\n{"name": "\\ud800"}\n', 1, "half a character", 1, b'{"name": "\\ud800"}\n', JSON, "n.jsonl"
    ),
    "JSON too deep": Case(
        b'{"name": "a"}\n' + b"[" * 90_000 + b"\n", 1, "not JSON", 1, b"[" * 90_000 + b"\n", JSON, "n.jsonl"
    ),
    "JSON without a key": Case(b'{"name": "a"}\n', 2, "which key holds the names?", arguments=(), file="n.jsonl"),
    # Packed and foreign
    "gzip cut off": Case(PACKED[: len(PACKED) // 2], 2, "is damaged", file="names.csv.gz"),
    "gzip without an end": Case(PACKED[:-4], 2, "is damaged", file="names.csv.gz"),
    "gzip with a wrong checksum": Case(
        PACKED[:-8] + bytes(4) + PACKED[-4:], 2, "is damaged", file="names.csv.gz"
    ),
    "gzip with a broken middle": Case(PACKED[:60] + b"\xff" * 40 + PACKED[100:], 2, "is damaged", file="names.csv.gz"),
    "gzip with rubbish after it": Case(PACKED + b"rubbish", 2, "is damaged", file="names.csv.gz"),
    "nothing in gzip": Case(gzip.compress(b""), 2, "is empty", file="names.csv.gz"),
    "gzip that is none": Case(rows(HEAD, GOOD), 0, "1 row:", 1, file="names.csv.gz"),
    "a packed line without end": Case(
        gzip.compress(bytes(80 << 20)), 2, "a line is longer than", file="names.csv.gz"
    ),
    "a spreadsheet": Case(b"PK\x03\x04....", 2, "Save it as CSV"),
    "an old spreadsheet": Case(b"\xd0\xcf\x11\xe0....", 2, "Save it as CSV"),
    "a PDF": Case(b"%PDF-1.7\n", 2, "is a PDF file"),
}  # fmt: skip


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_broken_input(case: Case, run: Run, tmp_path: Path) -> None:
    path, out = tmp_path / case.file, tmp_path / "out"
    path.write_bytes(case.content)
    result = run("normalize", path, *case.arguments, "--output", out)
    assert result.exit_code == case.code, result.stderr
    assert case.says in result.stderr
    assert "Traceback" not in result.stderr
    written = contents(tmp_path)
    del written[case.file]
    if case.code > 1:
        assert written == {}
        assert len(result.stderr.splitlines()) <= 4
        return
    assert written.pop("out.errors", b"") == case.kept
    text = written.pop("out").decode()
    assert text.count("nr_status") in {1, case.good}  # in the header, or in each object
    assert text.count("none") + text.count("ambiguous") == case.good
    assert written == {}


def test_there_are_sixty_of_them() -> None:
    assert len(CASES) >= 60  # without those below, which break the output


# --------------------------------------------------------------------------------- the output breaks


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "names.csv"
    path.write_text(HEAD + GOOD * 5_000, encoding="utf-8")
    return path


def test_a_full_disk(run: Run, table: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import errno

    from nameresolve.cli.outputs import PendingFile

    real, written = PendingFile.write, []

    def filling(self: PendingFile, content: bytes, /) -> None:
        written.append(len(content))
        if sum(written) > 100_000:
            raise OSError(errno.ENOSPC, "No space left on device")
        real(self, content)

    monkeypatch.setattr(PendingFile, "write", filling)
    result = run("normalize", table, "--column", "name", "--output", table.parent / "out.csv")
    assert result.exit_code == 2
    assert "Free some space" in result.stderr
    assert sorted(contents(table.parent)) == ["names.csv"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
@pytest.mark.parametrize("option", ["--output", "--errors"])
def test_a_device_that_is_full(run: Run, table: Path, option: str) -> None:
    with table.open("a") as stream:
        stream.write("bad\n" * 9_000)
    result = run("normalize", table, "--column", "name", option, "/dev/full", "--force")
    assert result.exit_code == 2
    assert "no space left" in result.stderr.lower()
    assert sorted(contents(table.parent)) == ["names.csv"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written(run: Run, table: Path) -> None:
    folder = table.parent / "locked"
    folder.mkdir(mode=0o500)
    result = run("normalize", table, "--column", "name", "--output", folder / "out.csv")
    assert result.exit_code == 2
    assert "permission denied" in result.stderr


def test_a_target_that_may_not_be_made(run: Run, table: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import errno

    def refuse(**_: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system", "x")

    monkeypatch.setattr("tempfile.mkstemp", refuse)
    result = run("normalize", table, "--column", "name", "--output", table.parent / "out.csv")
    assert result.exit_code == 2
    assert "out.csv: read-only file system" in result.stderr


@pytest.mark.parametrize("name", ["out.parquet", "out.csv.gz"])
def test_an_interrupt_leaves_the_old_file(
    run: Run, table: Path, library: Any, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    (table.parent / name).write_bytes(b"old")
    monkeypatch.setattr(library, "resolve_many", interrupted)
    result = run("normalize", table, "--column", "name", "--output", table.parent / name, "--force")
    assert result.exit_code == 130
    assert contents(table.parent)[name] == b"old"
