"""Opening what users have: plain, gzip, bzip2, xz, Zstandard or Zip, told by the first bytes.

Nothing is unpacked to disk. What is damaged, cut off or swells beyond reason is refused with the name
of the file; the reader sees plain bytes.
"""

from __future__ import annotations

import bz2
import contextlib
import gzip
import io
import lzma
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import IO, BinaryIO, Protocol, cast

from nameresolve.arguments import checked_path
from nameresolve.errors import FormatError, LimitError, MissingExtraError
from nameresolve.importers.records import Report

__all__ = ["STDIN", "open_source", "size_of", "source_stem"]

STDIN = "-"
MEMBER = "::"
MAX_RATIO = 1_000
"""How many times its size a compressed file may unpack to; text packs to a tenth, a bomb to a millionth."""
RATIO_FROM = 64 * 1_048_576
"""The ratio is looked at once so many bytes have come out."""
MAX_ZIP_MEMBER = 64 * 1_073_741_824
MAX_ZIP_MEMBERS = 10_000

_DAMAGE = (EOFError, zlib.error, lzma.LZMAError, gzip.BadGzipFile, zipfile.BadZipFile)
_FOREIGN = {
    b"\xd0\xcf\x11\xe0": "an old Excel file", b"PAR1": "a Parquet file", b"%PDF": "a PDF file",
    b"SQLite format 3": "an SQLite database", b"7z\xbc\xaf": "a 7-Zip archive", b"Rar!": "a RAR archive",
}  # fmt: skip
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_DATA_SUFFIXES = {".txt", ".csv", ".tsv", ".json", ".jsonl", ".ndjson", ".xml"}


class _Readable(Protocol):
    def read(self, size: int = -1, /) -> bytes: ...


class _Unpacked(io.RawIOBase):
    """The bytes of an unpacker; its many errors become ours, and a bomb is stopped."""

    def __init__(self, packed: _Readable, name: str, position: Callable[[], int]) -> None:
        super().__init__()
        self._packed, self._name, self._position = packed, name, position
        self._given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object, /) -> int:
        target = memoryview(cast("bytearray", buffer)).cast("B")
        try:
            data = self._packed.read(len(target))
        except _DAMAGE as error:
            raise self._damaged(error) from error
        except OSError as error:  # bz2 says "Invalid data stream" so
            if error.errno is not None:
                raise
            raise self._damaged(error) from error
        self._given += len(data)
        self._refuse_bomb()
        target[: len(data)] = data
        return len(data)

    def _damaged(self, error: Exception) -> FormatError:
        return FormatError(
            f"{self._name} is damaged or cut off after {self._given:,} bytes of content ({error}).\n"
            "Fetch it again, and compare its size or checksum with the source's."
        )

    def _refuse_bomb(self) -> None:
        if self._given > RATIO_FROM and self._given > MAX_RATIO * max(self._position(), 1):
            raise LimitError(
                f"{self._name} unpacks to more than {MAX_RATIO:,} times its size; that is no list of names.\n"
                "Unpack it yourself and look at it first."
            )


@contextlib.contextmanager
def open_source(path: str | Path, report: Report | None = None) -> Iterator[io.BufferedReader]:
    """Open a source for reading plain bytes, whatever it is packed with.

    ``archive.zip::member`` names a file in a Zip archive that holds several; ``-`` is standard input.
    Raises `FormatError` for a missing, foreign or damaged file, `LimitError` for one that swells beyond
    reason, `MissingExtraError` for Zstandard without the package ``zstandard``.
    """
    checked_path(path)
    name = str(path)
    with contextlib.ExitStack() as stack:
        raw = _raw(name, stack)
        if report is not None:
            report.source = report.source or name
            report.position = raw.tell if name != STDIN else None
        yield _unpacked(raw, name, stack)


def _raw(name: str, stack: contextlib.ExitStack) -> io.BufferedReader:
    if name == STDIN:
        return io.BufferedReader(_Unpacked(sys.stdin.buffer, "standard input", lambda: sys.maxsize))
    place = Path(name.split(MEMBER, maxsplit=1)[0] if ".zip" + MEMBER in name.lower() else name)
    if not place.exists():
        raise FormatError(f"{place} does not exist.\nCheck the path and the spelling.")
    if place.is_dir():
        raise FormatError(f"{place} is a directory, not a file.\nName a file in it.")
    return stack.enter_context(place.open("rb"))


def _unpacked(raw: io.BufferedReader, name: str, stack: contextlib.ExitStack) -> io.BufferedReader:
    start = raw.peek(16)[:16]
    for mark, what in _FOREIGN.items():
        if start.startswith(mark):
            raise FormatError(f"{name} is {what}, not a list of records.\nExport it as CSV or JSON lines.")
    if start.startswith(_UTF16):
        raise FormatError(
            f"{name} is UTF-16 text.\nConvert it first: iconv -f UTF-16 -t UTF-8 {name} > utf8.txt"
        )
    packed: _Readable | None = None
    if start.startswith(b"\x1f\x8b"):
        packed = gzip.GzipFile(fileobj=raw)
    elif start.startswith(b"BZh"):
        packed = bz2.BZ2File(raw)
    elif start.startswith(b"\xfd7zXZ\x00"):
        packed = lzma.LZMAFile(raw)  # noqa: SIM115 - `raw` is what is closed
    elif start.startswith(b"\x28\xb5\x2f\xfd"):
        packed = _zstandard(raw)
    elif start.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        packed = _member(raw, name, stack)
    if packed is None:
        return raw
    position = raw.tell if name != STDIN else lambda: sys.maxsize
    return io.BufferedReader(_Unpacked(packed, name, position), buffer_size=1 << 18)


def _zstandard(raw: BinaryIO) -> _Readable:
    try:
        import zstandard
    except ImportError as error:
        raise MissingExtraError("zstandard", extra="zstd") from error
    reader = zstandard.ZstdDecompressor().stream_reader(raw, read_across_frames=True)
    return _Zstandard(reader, zstandard.ZstdError)


class _Zstandard:
    """The reader of the package zstandard, with its error as one that is known here."""

    def __init__(self, reader: _Readable, error: type[Exception]) -> None:
        self._reader, self._error = reader, error

    def read(self, size: int = -1, /) -> bytes:
        try:
            return self._reader.read(size)
        except self._error as error:
            raise EOFError(str(error)) from error


def _member(raw: BinaryIO, name: str, stack: contextlib.ExitStack) -> IO[bytes]:
    try:
        archive = stack.enter_context(zipfile.ZipFile(raw))
        chosen = _chosen(archive, name)
        return stack.enter_context(archive.open(chosen))
    except zipfile.BadZipFile as error:
        raise FormatError(f"{name} is a damaged Zip archive ({error}).\nFetch it again.") from error
    except (RuntimeError, NotImplementedError) as error:  # locked, or packed in a rare way
        raise FormatError(f"{name} cannot be unpacked here: {error}.\nUnpack it first.") from error


def _chosen(archive: zipfile.ZipFile, name: str) -> zipfile.ZipInfo:
    if len(archive.infolist()) > MAX_ZIP_MEMBERS:
        raise LimitError(f"{name} holds more than {MAX_ZIP_MEMBERS:,} files.\nUnpack it and name the file.")
    files = [each for each in archive.infolist() if not each.is_dir()]
    for each in files:
        _refuse_unsafe(each, name)
    _, _, wanted = name.partition(MEMBER)
    found = [each for each in files if each.filename == wanted] if wanted else _data_files(files, name)
    if len(found) != 1:
        listed = ", ".join(each.filename for each in files[:10])
        raise FormatError(
            f"{name}: which file of the archive is meant? It holds: {listed or 'nothing'}.\n"
            f"Say it so: {name.split(MEMBER, maxsplit=1)[0]}{MEMBER}{found[0].filename if found else 'FILE'}"
        )
    return found[0]


def _refuse_unsafe(member: zipfile.ZipInfo, name: str) -> None:
    inside = PurePosixPath(member.filename.replace("\\", "/"))
    if inside.is_absolute() or ".." in inside.parts or ":" in inside.parts[0]:
        raise FormatError(
            f"{name} holds a file named {member.filename!r}, which points outside the archive.\n"
            "Do not unpack it; ask its source what happened."
        )
    if member.file_size > MAX_ZIP_MEMBER:
        raise LimitError(
            f"{name}: {member.filename} is larger than {MAX_ZIP_MEMBER:,} bytes; unpack it first."
        )


def _data_files(files: list[zipfile.ZipInfo], name: str) -> list[zipfile.ZipInfo]:
    """Return the one file that must be meant, or all that may be."""
    data = [
        each for each in files
        if PurePosixPath(each.filename).suffix.lower() in _DATA_SUFFIXES
        and not each.filename.startswith("__MACOSX/")
        and "readme" not in each.filename.lower()
    ]  # fmt: skip
    same = [each for each in data if PurePosixPath(each.filename).stem == Path(name).stem]
    return same if len(same) == 1 else data


def size_of(path: str | Path) -> int | None:
    """Return the bytes of the file as it lies on disk, None for what has no size."""
    place = Path(str(path).split(MEMBER, maxsplit=1)[0])
    return place.stat().st_size if place.is_file() else None


def source_stem(path: str | Path) -> str:
    """Return the bare name of a source, for ids made from line numbers.

    >>> source_stem("data/customers.csv.gz"), source_stem("-")
    ('customers', 'row')
    """
    return "row" if str(path) == STDIN else Path(path).name.split(".")[0] or "row"
