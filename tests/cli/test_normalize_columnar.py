"""Parquet, Arrow and Zstandard, where pyarrow is installed; and what is said where it is not."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result

Run = Callable[..., Result]
NAMES = ["Tokayev, K.", "Toqaev", None, "", "Tokarev"]


def arrow() -> Any:
    return pytest.importorskip("pyarrow", reason="needs the extra 'parquet'")


def write(path: Path, container: str, table: Any) -> Path:
    pa = arrow()
    import pyarrow.parquet as pq

    if container == "parquet":
        pq.write_table(table, path, row_group_size=2)
        return path
    make = pa.ipc.new_file if container == "file" else pa.ipc.new_stream
    with pa.OSFile(str(path), "wb") as sink, make(sink, table.schema) as writer:
        writer.write_table(table, max_chunksize=2)
    return path


def read(path: Path, container: str) -> Any:
    pa = arrow()
    import pyarrow.parquet as pq

    if container == "parquet":
        return pq.read_table(path)
    with pa.OSFile(str(path), "rb") as source:
        return (pa.ipc.open_file if container == "file" else pa.ipc.open_stream)(source).read_all()


def sample(**more: Any) -> Any:
    pa = arrow()
    columns = {"id": pa.array(range(5), pa.int32()), "name": NAMES, "raw": [b"\xff"] * 5, **more}
    return pa.table(columns).replace_schema_metadata({"who": "somebody"})


@pytest.mark.parametrize("container", ["parquet", "file", "stream"])
def test_columns_are_added_and_all_else_is_as_it_was(container: str, run: Run, tmp_path: Path) -> None:
    arrow()
    path, out = write(tmp_path / "names.bin", container, sample()), tmp_path / "out.bin"
    result = run("normalize", path, "-c", "name", "--limit", "2", "--explain", "-o", out)
    assert result.exit_code == 0, result.stderr
    assert "5 rows: 1 matched, 1 ambiguous, 3 none (2 of them blank), 0 unreadable" in result.stderr
    table = read(out, container)
    assert table.select(["id", "name", "raw"]).equals(sample().select(["id", "name", "raw"]))
    assert table.schema.metadata[b"who"] == b"somebody"
    assert table["nr_status"].to_pylist() == ["match", "ambiguous", "none", "none", "none"]
    assert table["nr_id"].to_pylist()[0] == "Q200881"
    assert [each["id"] for each in table["nr_candidates"].to_pylist()[1]] == ["Q200881", "nr:kemel-tokayev"]
    assert table["nr_explanation"].null_count == 2
    again = tmp_path / "again.bin"
    run("normalize", path, "-c", "name", "--limit", "2", "--explain", "-o", again)
    assert again.read_bytes() == out.read_bytes()


def test_context_columns_and_rows_that_cannot_be_used(run: Run, library: Any, tmp_path: Path) -> None:
    import datetime as dt

    days = [dt.date(1953, 5, 17), None, None, None, None]
    lands = [["KZ"], ["Kazakhstan"], [], None, ["KZ", "RU"]]
    path = write(tmp_path / "n.parquet", "parquet", sample(born=days, land=lands))
    out = tmp_path / "out.parquet"
    result = run(
        "normalize", path, "-c", "name", "--born-column", "born", "--country-column", "land", "-o", out
    )
    assert result.exit_code == 1
    assert "line 2: the country is 'Kazakhstan'" in result.stderr
    assert read(out, "parquet")["id"].to_pylist() == [0, 2, 3, 4]
    assert json.loads((tmp_path / "out.parquet.errors").read_text())["id"] == 1
    contexts = dict(library.asked)
    assert (contexts["Tokayev, K."]["born"], contexts["Tokarev"]["countries"]) == (1953, ("KZ", "RU"))


def test_an_arrow_stream_can_be_piped(run: Run, tmp_path: Path) -> None:
    arrow()
    path = write(tmp_path / "n", "stream", sample())
    result = run("normalize", "-", "-c", "name", input=path.read_bytes())
    (tmp_path / "out").write_bytes(result.stdout_bytes)
    assert read(tmp_path / "out", "stream").num_rows == 5


def test_no_rows_and_no_row_groups(run: Run, tmp_path: Path) -> None:
    path = write(tmp_path / "n.parquet", "parquet", sample().slice(0, 0))
    out = tmp_path / "out.parquet"
    assert run("normalize", path, "-c", "name", "-o", out).exit_code == 0
    assert read(out, "parquet").num_rows == 0


@pytest.mark.parametrize(
    ("change", "arguments", "says"),
    [
        (lambda content: content[:-20], (), "is damaged"),
        (lambda content: content[:50] + content[-50:], (), "is damaged"),
        (lambda content: b"PAR1", (), "is damaged"),
        (lambda content: content, ("--delimiter", ";"), "is no text"),
        (lambda content: content, ("--encoding", "cp1251"), "is no text"),
        (lambda content: content, ("-c", "nome"), "Did you mean column 'name'?"),
        (lambda content: content, ("--prefix", ""), "already a column 'id'"),
        (lambda content: b"id,name\n1,a\n", ("-f", "parquet"), "is no parquet file"),
    ],
)
def test_what_cannot_be_read_is_refused_whole(
    run: Run, tmp_path: Path, change: Callable[[bytes], bytes], arguments: tuple[str, ...], says: str
) -> None:
    path = write(tmp_path / "n.parquet", "parquet", sample())
    path.write_bytes(change(path.read_bytes()))
    arguments = arguments if "-c" in arguments else ("-c", "name", *arguments)
    result = run("normalize", path, *arguments, "-o", tmp_path / "out.parquet")
    assert (result.exit_code, says in result.stderr) == (2, True), result.stderr
    assert len(result.stderr.splitlines()) <= 4
    assert [each.name for each in tmp_path.iterdir()] == ["n.parquet"]


def test_parquet_cannot_be_piped(run: Run, tmp_path: Path) -> None:
    path = write(tmp_path / "n.parquet", "parquet", sample())
    result = run("normalize", "-", "-c", "name", input=path.read_bytes())
    assert result.exit_code == 2
    assert "Give the plain file by its name" in result.stderr


def test_a_column_of_numbers_has_no_names(run: Run, tmp_path: Path) -> None:
    path = write(tmp_path / "n.parquet", "parquet", sample())
    result = run("normalize", path, "-c", "id")
    assert result.exit_code == 1
    assert "line 1: the value of 'id' is not a text" in result.stderr


def test_zstandard_is_read_and_written(run: Run, tmp_path: Path) -> None:
    pa = arrow()
    content = ("id,name\n" + "1,Toqaev\n" * 3_000).encode()
    (tmp_path / "n.csv.zst").write_bytes(pa.compress(content, codec="zstd", asbytes=True))
    plain = run("normalize", "-", "-c", "name", input=content).stdout_bytes
    assert run("normalize", tmp_path / "n.csv.zst", "-c", "name", "-o", tmp_path / "o.csv.zst").exit_code == 0
    with pa.input_stream(str(tmp_path / "o.csv.zst"), compression="zstd") as stream:
        assert stream.read() == plain
    cut = (tmp_path / "n.csv.zst").read_bytes()[:20] + b"x" * 9
    (tmp_path / "n.csv.zst").write_bytes(cut)
    result = run("normalize", tmp_path / "n.csv.zst", "-c", "name")
    assert (result.exit_code, "is damaged" in result.stderr) == (2, True), result.stderr


@pytest.mark.parametrize(
    ("name", "start"), [("n.parquet", b"PAR1...."), ("n.csv.zst", b"\x28\xb5\x2f\xfd....")]
)
def test_without_pyarrow_the_install_command_is_named(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, start: bytes
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    (tmp_path / name).write_bytes(start)
    result = run("normalize", tmp_path / name, "-c", "name")
    assert result.exit_code == 2
    assert "pip install 'nameresolve[parquet]'" in result.stderr
