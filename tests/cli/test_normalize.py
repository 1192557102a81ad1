from __future__ import annotations

import builtins
import csv
import errno
import io
import json
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import Result

from nameresolve.cli.batch import BLOCK_ROWS
from nameresolve.cli.normalize import parse_delimiter
from nameresolve.errors import SettingsError

Run = Callable[..., Result]
Write = Callable[..., Path]

SAMPLE = "id,name\r\n1,Kassym-Jomart Tokayev\r\n2,Toqaev\r\n3,Tokarev\r\n4,\r\n"
OTHER_STARTS = (
    b"\x1f\x8b",
    b"\x28\xb5\x2f\xfd",
    b"PAR1",
    b"ARROW1",
    b"\xff\xff\xff\xff",
    b"\xff\xfe",
    b"\xfe\xff",
)
ADDED = ["nr_status", "nr_id", "nr_name", "nr_score"]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def make(content: str | bytes, name: str = "names.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return make


def listing(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


# ---------------------------------------------------------------------------------- what is written


def test_the_new_columns_come_last(run: Run, write: Write) -> None:
    result = run("normalize", write(SAMPLE), "--column", "name")
    assert result.exit_code == 0
    assert result.stdout_bytes.decode() == (
        "id,name,nr_status,nr_id,nr_name,nr_score\r\n"
        "1,Kassym-Jomart Tokayev,match,Q200881,Kassym-Jomart Tokayev,0.9700\r\n"
        "2,Toqaev,ambiguous,,,0.8000\r\n"
        "3,Tokarev,none,,,0.0000\r\n"
        "4,,none,,,0.0000\r\n"
    )
    assert "4 rows: 1 matched, 1 ambiguous, 2 none (1 of them blank), 0 unreadable" in result.stderr


def test_the_output_file_is_written_whole(run: Run, write: Write, tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    result = run("normalize", write(SAMPLE), "--column", "name", "--output", target)
    assert (result.exit_code, result.stdout) == (0, "")
    assert target.read_bytes().startswith(b"id,name,nr_status")
    assert f"written to {target}" in result.stderr
    assert listing(tmp_path) == ["names.csv", "out.csv"]
    mask = os.umask(0)
    os.umask(mask)
    assert stat.S_IMODE(target.stat().st_mode) == 0o666 & ~mask


def test_standard_input_is_read(run: Run) -> None:
    result = run("normalize", "-", "--column", "name", input=SAMPLE.encode())
    assert result.stdout.count("\n") == 5
    assert result.stderr.startswith("standard input: 4 rows")


def test_plain_lines_from_standard_input_need_no_column(run: Run) -> None:
    result = run("normalize", "-", input="Toqaev\n\nTokayev, K.\n")
    assert result.stdout.splitlines() == [
        "Toqaev\tambiguous\t\t\t0.8000",
        "\tnone\t\t\t0.0000",
        "Tokayev, K.\tmatch\tQ200881\tKassym-Jomart Tokayev\t0.9700",
    ]


def test_json_lines_keep_their_objects(run: Run, write: Write) -> None:
    path = write('{"n": "Tokayev, K.", "x": [1]}\n\n{"n": null}\n', "names.jsonl")
    result = run("normalize", path, "--column", "n")
    first, gap, last = result.stdout.splitlines()
    assert gap == ""
    assert json.loads(first) == {
        "n": "Tokayev, K.",
        "x": [1],
        "nr_status": "match",
        "nr_id": "Q200881",
        "nr_name": "Kassym-Jomart Tokayev",
        "nr_score": 0.97,
    }
    assert list(json.loads(first)) == ["n", "x", *ADDED]
    assert json.loads(last)["nr_id"] is None
    assert "2 rows" in result.stderr


def test_tabs_and_other_delimiters(run: Run, write: Write) -> None:
    tsv = run("normalize", write("id\tname\n1\tTokayev, K.\n", "n.tsv"), "--column", "name")
    assert tsv.stdout.splitlines()[1].split("\t")[2:4] == ["match", "Q200881"]
    odd = run("normalize", write("id~name\n1~Toqaev\n"), "--column", "name", "--delimiter", "~")
    assert odd.stdout.splitlines()[1] == "1~Toqaev~ambiguous~~~0.8000"


def test_a_bom_crlf_and_quotes_over_lines_stay(run: Run, write: Write) -> None:
    content = '\ufeff"id","name"\r\n"1","Smith [red]& Sons[/red]"\r\n"two\r\nlines","Toqaev"'
    result = run("normalize", write(content), "--column", "name")
    assert result.stdout_bytes.decode() == (
        '\ufeff"id","name",nr_status,nr_id,nr_name,nr_score\r\n'
        '"1","Smith [red]& Sons[/red]",match,nr:smith-sons,"Smith, ""Sons"" [and] Co",0.9700\r\n'
        '"two\r\nlines","Toqaev",ambiguous,,,0.8000'
    )


def test_header_alone_and_empty_plain_input_are_tables_without_rows(run: Run, write: Write) -> None:
    header = run("normalize", write("id,name"), "--column", "name")
    assert (header.exit_code, header.stdout) == (0, "id,name,nr_status,nr_id,nr_name,nr_score")
    nothing = run("normalize", write("", "names.txt"))
    assert (nothing.exit_code, nothing.stdout) == (0, "")
    assert "0 rows" in nothing.stderr


def test_duplicate_names_are_asked_once(run: Run, write: Write, library: Any) -> None:
    rows = BLOCK_ROWS + 500
    result = run("normalize", write("name\n" + "Toqaev\nTokarev\n" * (rows // 2)))
    assert f"{rows:,} rows" in result.stderr
    assert library.batches == [2]
    assert len(library.asked) == 2


def test_several_processes_give_the_same_bytes(run: Run, write: Write, library: Any) -> None:
    names = "".join(f"name {number}\nToqaev\n" for number in range(2 * BLOCK_ROWS))
    one = run("normalize", write(names, "names.txt"))
    library.asked.clear()
    several = run("normalize", write(names, "names.txt"), "--workers", "2")
    assert several.stdout == one.stdout
    assert not {name for name, _ in library.asked} & set(names.split("\n"))  # the others were asked


def test_the_kind_and_the_threshold_reach_the_library(run: Run, write: Write, library: Any) -> None:
    run("normalize", write(SAMPLE), "--column", "name", "--kind", "person", "--threshold", "0.9")
    assert {context["kind"] for _, context in library.asked} == {"person"}


field_text = st.text(alphabet=st.characters(codec="utf-8"), max_size=12)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    rows=st.lists(st.tuples(field_text, field_text, field_text), max_size=6),
    delimiter=st.sampled_from([",", ";", "\t"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    bom=st.sampled_from(["", "\ufeff"]),
)
def test_all_input_columns_stay_byte_for_byte(
    run: Run,
    rows: list[tuple[str, str, str]],
    delimiter: str,
    quoting: Any,
    bom: str,
) -> None:
    """Without the last four fields, each line of the output is the line of the input."""
    end = "\r\n"
    source = io.StringIO(newline="")
    # Python's writer quotes a CR only if CR is part of the line break; a bare one breaks the line.
    writer = csv.writer(source, delimiter=delimiter, lineterminator="\r\n", quoting=quoting)
    writer.writerow(("id", "name", "note"))
    writer.writerows(rows)
    content = (bom + source.getvalue()).encode()
    result = run("normalize", "-", "--column", "name", input=content)
    written = result.stdout_bytes.decode()

    added = [f"{delimiter}{delimiter.join(ADDED)}{end}"]
    added += [f"{delimiter}none{delimiter * 3}0.0000{end}"] * len(rows)
    place, stripped = 0, ""
    for addition in added:
        found = written.index(addition, place)
        stripped += written[place:found] + end
        place = found + len(addition)
    assert stripped + written[place:] == content.decode()
    assert result.exit_code == 0


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(content=st.binary(max_size=200).filter(lambda content: not content.startswith(OTHER_STARTS)))
def test_any_bytes_give_an_answer_and_no_row_is_lost(run: Run, tmp_path: Path, content: bytes) -> None:
    kept = tmp_path / "kept"
    kept.unlink(missing_ok=True)
    result = run("normalize", "-", "--format", "lines", "--errors", kept, input=content)
    assert result.exit_code in {0, 1}
    rejected = kept.read_bytes().count(b"\n") if kept.exists() else 0
    assert result.stdout_bytes.count(b"\n") + rejected == content.count(b"\n")


# ---------------------------------------------------------------------------- rows that cannot be read

BROKEN = (
    b"id,name\n1,Toqaev\n2,\xd2\xee\xea\n3\n4,a,b\n5,"
    + b"x" * 10_001
    + b"\n6,"
    + b"y" * 10_000
    + b'\n7,"open\n8,Toqaev\n'
)


def test_unreadable_rows_are_kept_as_they_were(run: Run, write: Write, tmp_path: Path) -> None:
    result = run("normalize", write(BROKEN), "--column", "name", "--output", tmp_path / "out.csv")
    assert result.exit_code == 1
    assert "8 rows: 0 matched, 2 ambiguous, 1 none, 5 unreadable" in result.stderr
    lines = result.stderr.splitlines()
    assert lines[1:6] == [
        "  line 3: broken UTF-8 (byte 0xD2)",
        "  line 4: 1 field, but the header has 2",
        "  line 5: 3 fields, but the header has 2",
        "  line 6: The name has 10,001 characters, but at most 10,000 are read.",
        "  line 8: a quote is opened and never closed",
    ]
    assert "--encoding windows-1251" in lines[6]
    assert "out.csv.errors: mend them there" in lines[7]
    good = (tmp_path / "out.csv").read_bytes().splitlines()
    assert [line.split(b",")[0] for line in good] == [b"id", b"1", b"6", b"8"]
    assert (tmp_path / "out.csv.errors").read_bytes() == (
        b"id,name\n2,\xd2\xee\xea\n3\n4,a,b\n5," + b"x" * 10_001 + b'\n7,"open\n'
    )


def test_only_the_first_five_are_shown(run: Run, write: Write) -> None:
    result = run("normalize", write("id,name\n" + "1\n" * 9), "--column", "name")
    assert result.exit_code == 1
    assert result.stderr.count("  line ") == 5
    assert "... and 4 rows more" in result.stderr
    assert "Keep them with --errors FILE" in result.stderr


def test_the_errors_file_can_be_named(run: Run, write: Write, tmp_path: Path) -> None:
    kept = tmp_path / "kept.csv"
    run("normalize", write("id,name\n1\n"), "--column", "name", "--errors", kept)
    assert kept.read_text() == "id,name\n1\n"


def test_mended_rows_leave_no_old_errors_behind(run: Run, write: Write, tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    arguments = ("--column", "name", "--output", target)
    run("normalize", write("id,name\n1\n"), *arguments)
    assert (tmp_path / "out.csv.errors").exists()
    assert run("normalize", write("id,name\n1,x\n"), *arguments, "--force").exit_code == 0
    assert listing(tmp_path) == ["names.csv", "out.csv"]


def test_broken_json_lines_are_kept(run: Run, write: Write, tmp_path: Path) -> None:
    path = write('{"n": "Toqaev"}\n{"n": \n{"n": 3}\n', "names.jsonl")
    result = run("normalize", path, "--column", "n", "--output", tmp_path / "out.jsonl")
    assert result.exit_code == 1
    assert (tmp_path / "out.jsonl.errors").read_text() == '{"n": \n{"n": 3}\n'


# ------------------------------------------------------------------------------- what is refused whole


def test_each_refusal_is_short_and_writes_nothing(run: Run, write: Write, tmp_path: Path) -> None:
    path, out = write(SAMPLE), tmp_path / "out.csv"
    (tmp_path / "there.csv").write_text("precious")
    empty = write("", "empty.csv")
    excel = write(b"PK\x03\x04....", "names.xlsx")
    cases: list[tuple[tuple[str | Path, ...], str]] = [
        ((path, "--column", "Name", "--output", out), "Did you mean column 'name'?"),
        ((path, "--output", out), "which one holds the names?"),
        ((empty, "--column", "name", "--output", out), "empty.csv is empty"),
        ((excel, "--column", "name", "--output", out), "Save it as CSV"),
        ((tmp_path, "--column", "name", "--output", out), "is a directory"),
        ((tmp_path / "name.csv", "--column", "name", "--output", out), f"Did you mean {path}?"),
        ((tmp_path / "nowhere" / "x.csv", "--column", "name"), "Check the path"),
        ((path, "--column", "name", "--output", tmp_path / "no" / "o.csv"), "mkdir -p"),
        ((path, "--column", "name", "--output", tmp_path), "is a directory"),
        ((path, "--column", "name", "--output", tmp_path / "there.csv"), "--force"),
        ((path, "--column", "name", "--errors", tmp_path / "there.csv"), "--force"),
        ((path, "--column", "name", "--output", out, "--errors", out), "used already"),
        ((path, "--column", "name", "--errors", path, "--force"), "used already"),
        (
            (
                path,
                "--column",
                "name",
                "--errors",
                tmp_path / "." / ".." / tmp_path.name / path.name,
                "--force",
            ),
            "used",
        ),
        ((path, "--column", "name", "--delimiter", "::"), "one character"),
        ((path, "--column", "name", "--format", "lines"), "Leave out --column"),
        ((path, "--delimiter", ";", "--format", "jsonl"), "Leave out --delimiter"),
        ((path, "--column", "name", "--threshold", "2"), "probability"),
    ]
    before = listing(tmp_path)
    for arguments, message in cases:
        result = run("normalize", *arguments)
        assert result.exit_code == 2, arguments
        assert message in result.stderr, arguments
        assert len(result.stderr.splitlines()) <= 3, result.stderr
        assert result.stdout == "", arguments
        assert listing(tmp_path) == before, arguments
    assert (tmp_path / "there.csv").read_text() == "precious"


def test_force_replaces_a_file_even_the_one_that_is_read(run: Run, write: Write, tmp_path: Path) -> None:
    path = write(SAMPLE)
    path.chmod(0o640)
    assert run("normalize", path, "--column", "name", "--output", path, "--force").exit_code == 0
    assert path.read_bytes().startswith(b"id,name,nr_status")
    assert path.read_bytes().count(b"\n") == 5
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert listing(tmp_path) == ["names.csv"]


def test_a_symbolic_link_stays_a_link(run: Run, write: Write, tmp_path: Path) -> None:
    (tmp_path / "real.csv").write_text("old")
    link = tmp_path / "link.csv"
    link.symlink_to("real.csv")
    run("normalize", write(SAMPLE), "--column", "name", "--output", link, "--force")
    assert link.is_symlink()
    assert (tmp_path / "real.csv").read_text().startswith("id,name,nr_status")


def test_a_device_is_written_to_directly_and_has_nothing_beside_it(run: Run, write: Write) -> None:
    result = run("normalize", write("id,name\n1\n"), "--column", "name", "--output", os.devnull)
    assert result.exit_code == 1
    assert "Keep them with --errors FILE" in result.stderr
    assert not Path(os.devnull + ".errors").exists()


def test_a_file_without_permission(run: Run, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(SAMPLE)
    real = builtins.open

    def refusing(file: Any, *arguments: Any, **options: Any) -> Any:
        if str(file) == str(path):
            raise PermissionError(errno.EACCES, "Permission denied", str(file))
        return real(file, *arguments, **options)

    monkeypatch.setattr(builtins, "open", refusing)
    result = run("normalize", path, "--column", "name")
    assert result.exit_code == 2
    assert result.stderr.splitlines() == [
        f"Error: {path}: permission denied.",
        f"Check who may use the file with: ls -l {path}",
    ]


@pytest.mark.parametrize(
    ("error", "code", "message"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), 2, "Free some space"),
        (KeyboardInterrupt(), 130, "Interrupted. No output was written or changed."),
        (SystemExit(143), 143, ""),
    ],
)
def test_whatever_stops_it_no_half_written_file_stays(
    run: Run,
    write: Write,
    tmp_path: Path,
    library: Any,
    monkeypatch: pytest.MonkeyPatch,
    error: BaseException,
    code: int,
    message: str,
) -> None:
    path = write("name\nToqaev\nTokarev\nTokaev\n")
    monkeypatch.setattr("nameresolve.cli.normalize.BLOCK_ROWS", 1)
    monkeypatch.setattr(library, "resolve_many", FailsOnSecondBlock(library, error))
    result = run("normalize", path, "--output", tmp_path / "out.csv")
    assert result.exit_code == code
    assert message in result.stderr
    assert listing(tmp_path) == ["names.csv"]


class FailsOnSecondBlock:
    """Answers the first block and fails on the second."""

    def __init__(self, library: Any, error: BaseException) -> None:
        self.calls, self.error, self.resolve = 0, error, library().resolve

    def __call__(self, names: list[str], **_: Any) -> list[Any]:
        self.calls += 1
        if self.calls > 1:
            raise self.error
        return [self.resolve(name) for name in names]


@pytest.mark.parametrize(
    ("given_", "meant"), [("tab", "\t"), ("\\t", "\t"), (";", ";"), ("TAB", "\t"), (None, None)]
)
def test_delimiters_have_names(given_: str | None, meant: str | None) -> None:
    assert parse_delimiter(given_) == meant


@pytest.mark.parametrize("wrong", ["", "::", '"', "\n"])
def test_what_cannot_separate_is_refused(wrong: str) -> None:
    with pytest.raises(SettingsError):
        parse_delimiter(wrong)
