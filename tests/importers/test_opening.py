"""Packed files: whole, cut off, too large, and archives that point outside."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import sys
import zipfile
from pathlib import Path

import pytest

from nameresolve import FormatError, LimitError, MissingExtraError, SettingsError
from nameresolve.importers import Options, Report, opening, read_entities

TABLE = "id,name\n" + "".join(f"{n},Yusuf Demir\n" for n in range(2_000))


def write(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def read(path: Path | str, source: str = "csv") -> int:
    return sum(1 for _ in read_entities(source, path))


def archive(path: Path, **members: str) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name, text in members.items():
            target.writestr(name, text)
    return path


@pytest.mark.parametrize("pack", [bytes, gzip.compress, bz2.compress, lzma.compress])
def test_packed_files_are_read_whatever_they_are_called(tmp_path: Path, pack: object) -> None:
    assert callable(pack)
    assert read(write(tmp_path / "list", pack(TABLE.encode()))) == 2_000


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_a_packed_file_that_is_cut_off_is_refused(tmp_path: Path, pack: object) -> None:
    assert callable(pack)
    packed = pack(TABLE.encode())
    with pytest.raises(FormatError, match="damaged or cut off"):
        read(write(tmp_path / "list.csv.gz", packed[: len(packed) // 2]))


def test_a_packed_file_with_a_flipped_byte_is_refused(tmp_path: Path) -> None:
    packed = bytearray(gzip.compress(TABLE.encode(), mtime=0))
    packed[-6] ^= 0xFF  # in the checksum
    with pytest.raises(FormatError, match="damaged or cut off"):
        read(write(tmp_path / "list.csv.gz", bytes(packed)))


def test_several_gzip_members_are_one_file(tmp_path: Path) -> None:
    content = gzip.compress(b"id,name\n1,Yusuf Demir\n") + gzip.compress(b"2,Yulia Petrova\n")
    assert read(write(tmp_path / "list.gz", content)) == 2


def test_zstandard_without_its_package_names_the_extra(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "zstandard", None)
    with pytest.raises(MissingExtraError, match=r"nameresolve\[zstd\]"):
        read(write(tmp_path / "list.zst", b"\x28\xb5\x2f\xfd" + b"\0" * 20))


def test_zstandard_with_its_package(tmp_path: Path) -> None:
    zstandard = pytest.importorskip("zstandard")
    packed = zstandard.ZstdCompressor().compress(TABLE.encode())
    assert read(write(tmp_path / "list.zst", packed)) == 2_000
    with pytest.raises(FormatError, match="damaged or cut off"):
        read(write(tmp_path / "bad.zst", packed[:8] + b"\xff" * 40))


def test_the_one_data_file_of_an_archive_is_read(tmp_path: Path) -> None:
    path = archive(
        tmp_path / "list.zip", **{"readme.txt": "hello", "list.csv": TABLE, "__MACOSX/list.csv": "x"}
    )
    assert read(path) == 2_000


def test_of_several_files_one_must_be_named(tmp_path: Path) -> None:
    path = archive(tmp_path / "all.zip", **{"a.csv": TABLE, "b.csv": "id,name\n1,Yusuf Demir\n"})
    with pytest.raises(FormatError, match=r"which file of the archive is meant.*a\.csv, b\.csv"):
        read(path)
    assert read(f"{path}::b.csv") == 1
    with pytest.raises(FormatError, match="which file"):
        read(f"{path}::c.csv")


@pytest.mark.parametrize(
    "name", ["../list.csv", "/etc/list.csv", "a/../../list.csv", "..\\list.csv", "C:\\list.csv"]
)
def test_an_archive_that_points_outside_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(FormatError, match="points outside"):
        read(archive(tmp_path / "list.zip", **{name: TABLE}))


def test_a_damaged_archive_is_refused(tmp_path: Path) -> None:
    path = archive(tmp_path / "list.zip", **{"list.csv": TABLE})
    with pytest.raises(FormatError, match="Zip"):
        read(write(tmp_path / "cut.zip", path.read_bytes()[:100]))


def test_a_bomb_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "MAX_RATIO", 100)
    monkeypatch.setattr(opening, "RATIO_FROM", 300_000)
    packed = lzma.compress(b"id,name\n" + b"1,Yusuf Demir\n" * 400_000, preset=1)
    with pytest.raises(LimitError, match="times its size"):
        read(write(tmp_path / "list.csv.bz2", packed))


def test_a_member_that_is_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "MAX_ZIP_MEMBER", 1_000)
    with pytest.raises(LimitError, match="larger than"):
        read(archive(tmp_path / "list.zip", **{"list.csv": TABLE}))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"\xff\xfei\0d\0", "UTF-16"),
        (b"PAR1....", "Parquet"),
        (b"%PDF-1.7", "PDF"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 8, "Excel"),
        (b"", "is empty"),
        (b"\xef\xbb\xbf \n", "is empty"),
    ],
)
def test_what_is_no_list_is_refused_with_the_way_out(tmp_path: Path, content: bytes, message: str) -> None:
    with pytest.raises(FormatError, match=message):
        read(write(tmp_path / "list", content))


def test_missing_files_and_folders(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="does not exist"):
        read(tmp_path / "none.csv")
    with pytest.raises(FormatError, match="is a directory"):
        read(tmp_path)


WRONG = {
    "wikidata": '{"type":"item","id":"Q1","labels":{},"claims":{}}',
    "ftm": '{"id": "a", "schema": "Person", "properties": {}}',
    "un": "<?xml version='1.0'?>\n<CONSOLIDATED_LIST/>",
    "popolo": '{"persons": [], "organizations": []}',
    "geonames": "\t".join(["1", *["x"] * 18]),
    "ofac": '1,"A, B",' + ",".join(["-0- "] * 10),
    "csv": "id,name\n1,x\n",
}


@pytest.mark.parametrize("wanted", ["wikidata", "ftm", "un", "geonames", "ofac", "popolo"])
@pytest.mark.parametrize("given", WRONG)
def test_a_file_of_another_source_is_told_with_the_command_to_try(
    tmp_path: Path, wanted: str, given: str
) -> None:
    if wanted == given:
        return
    path = write(tmp_path / "file", WRONG[given].encode())
    with pytest.raises(FormatError, match=f"nameresolve gazetteer import {given} "):
        read(path, wanted)


def test_unknown_sources_and_unfit_options(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="Did you mean 'wikidata'"):
        read(tmp_path, "wikdata")
    with pytest.raises(SettingsError, match="does not take another encoding"):
        read_entities("ftm", tmp_path, options=Options(encoding="latin-1"))


def test_progress_is_told_in_bytes_of_the_file(tmp_path: Path) -> None:
    path = write(tmp_path / "list.csv", TABLE.encode())
    places: list[int] = []
    list(read_entities("csv", path, report=Report(on_progress=places.append)))
    assert places == sorted(places)
    assert 0 < places[-1] <= path.stat().st_size


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(gzip.compress(TABLE.encode()))))
    assert read("-") == 2_000
