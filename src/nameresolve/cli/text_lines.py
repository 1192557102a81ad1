"""Bytes as lines: unpacked if they are packed, decoded, and every line break as it was."""

from __future__ import annotations

import codecs
import difflib
import gzip
import io
import re
import zlib
from collections.abc import Callable, Iterator
from typing import BinaryIO, cast

from nameresolve.cli.inputs import source_name
from nameresolve.errors import FormatError, LimitError, MissingExtraError, SettingsError

__all__ = ["PACKED", "broken_text", "chosen_encoding", "packed_as", "read_lines", "unpacked"]

_MAX_LINE = 16 * 1_048_576
_BROKEN_BYTE = re.compile("[\udc80-\udcff]")
_MARKS = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_COMMON = ("utf-8", "windows-1251", "windows-1252", "iso-8859-1", "koi8-r", "utf-16", "gb18030", "shift_jis")
PACKED = {b"\x1f\x8b": "gzip", b"\x28\xb5\x2f\xfd": "zstd"}
"""How packed bytes begin."""
_MOST_GROWN = 2_000
_GROWTH_FROM = 64 * 1_048_576
"""A file that unpacks to so many times its size, beyond so many bytes, is made to fill a memory or a disk."""


def packed_as(start: bytes) -> str | None:
    """Return how bytes are packed, by their beginning: ``"gzip"``, ``"zstd"`` or None."""
    return next((name for mark, name in PACKED.items() if start.startswith(mark)), None)


def unpacked(stream: BinaryIO, path: str) -> io.BufferedReader:
    """Return the stream, unpacked if it is gzip or Zstandard.

    Reading it raises `FormatError` for damaged data. Raises `MissingExtraError` for Zstandard without
    pyarrow.
    """
    buffered = cast("io.BufferedReader", stream if hasattr(stream, "peek") else io.BufferedReader(stream))
    how = packed_as(buffered.peek(4)[:4])
    if how is None:
        return buffered
    counted = _Counted(buffered)
    if how == "gzip":
        plain = cast("BinaryIO", gzip.GzipFile(fileobj=cast("BinaryIO", counted)))
    else:
        plain = _zstd(counted)
    return io.BufferedReader(_Checked(plain, lambda: counted.taken, source_name(path)))


def _zstd(stream: _Counted) -> BinaryIO:
    try:
        import pyarrow as pa
    except ModuleNotFoundError as error:
        raise MissingExtraError("pyarrow", extra="parquet") from error
    return cast("BinaryIO", pa.CompressedInputStream(pa.PythonFile(stream, mode="r"), "zstd"))


class _Counted(io.RawIOBase):
    """A stream that knows how many bytes were taken from it; closing it leaves the source open."""

    def __init__(self, source: BinaryIO) -> None:
        super().__init__()
        self._source, self.taken = source, 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1, /) -> bytes:
        content = self._source.read(size)
        self.taken += len(content)
        return content


class _Checked(io.RawIOBase):
    """Unpacked bytes; what goes wrong in unpacking is told as a `FormatError`."""

    def __init__(self, plain: BinaryIO, taken: Callable[[], int], source: str) -> None:
        super().__init__()
        self._plain, self._taken, self._source, self._given = plain, taken, source, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object, /) -> int:
        view = memoryview(cast("bytearray", buffer)).cast("B")
        try:
            content = self._plain.read(len(view))
        except (EOFError, zlib.error, OSError) as error:
            if isinstance(error, OSError) and error.errno is not None:
                raise
            raise FormatError(
                f"{self._source} is damaged: after {self._given:,} bytes it cannot be unpacked ({error}).\n"
                "Fetch it again; it may have been cut off."
            ) from error
        self._given += len(content)
        if self._given > _GROWTH_FROM and self._given > _MOST_GROWN * max(1, self._taken()):
            raise LimitError(
                f"{self._source} unpacks to more than {_MOST_GROWN:,} times its size; no table does.\n"
                "Unpack it yourself and look at it first."
            )
        view[: len(content)] = content
        return len(content)


def chosen_encoding(wanted: str | None, start: bytes) -> str:
    """Return the encoding to read with: the wanted one, else that of the byte order mark, else UTF-8.

    Raises `SettingsError` for an encoding that is not known.

    >>> chosen_encoding("CP1251", b""), chosen_encoding(None, codecs.BOM_UTF16_LE), chosen_encoding(None, b"")
    ('cp1251', 'utf-16-le', 'utf-8')
    """
    by_mark = next((name for mark, name in _MARKS if start.startswith(mark)), "utf-8")
    if wanted is None:
        return by_mark
    try:
        "a".encode(wanted)
        name = codecs.lookup(wanted).name
    except (LookupError, ValueError):
        near = difflib.get_close_matches(wanted.lower(), _COMMON, 1)
        hint = f"Did you mean {near[0]}?" if near else f"Some that are: {', '.join(_COMMON)}"
        raise SettingsError(
            f"--encoding is {wanted!r}, which is no known encoding of text.\n{hint}"
        ) from None
    return by_mark if name in ("utf-16", "utf-8-sig") else name


def read_lines(stream: BinaryIO, path: str, encoding: str = "utf-8") -> Iterator[str]:
    """Yield the lines of a byte stream with their line breaks (LF, CRLF or CR) as they are.

    Bytes that cannot be decoded become lone surrogates. Raises `FormatError` for a line that no
    text has (over 16 Mi characters), and where nothing sensible can be decoded.
    """
    text = io.TextIOWrapper(stream, encoding=encoding, errors="surrogateescape", newline="")
    try:
        while line := text.readline(_MAX_LINE):
            if len(line) == _MAX_LINE:
                raise FormatError(
                    f"{source_name(path)}: a line is longer than {_MAX_LINE:,} characters.\n"
                    "Is it a text file? Give a table with one row a line."
                )
            yield line
    except UnicodeError as error:
        raise FormatError(
            f"{source_name(path)} is not {encoding} ({error}).\nSay with --encoding what it is."
        ) from error
    finally:
        if not stream.closed:
            text.detach()  # whoever opened the stream closes it


def broken_text(raw: str, encoding: str = "utf-8") -> str:
    """Return what is wrong with the encoding of a line, or an empty text.

    >>> broken_text("a\\udcd2")
    'broken UTF-8 (byte 0xD2)'
    """
    if raw.isascii():
        return ""
    found = _BROKEN_BYTE.search(raw)
    name = "UTF-8" if encoding == "utf-8" else encoding
    return f"broken {name} (byte 0x{ord(found[0]) - 0xDC00:02X})" if found else ""
