"""Where names and texts come from: arguments, standard input, files. Nothing is guessed silently.

Files are UTF-8, with or without a byte order mark. What is something else (a directory, a
spreadsheet, UTF-16) is refused with the way out.
"""

from __future__ import annotations

import contextlib
import io
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from attrs import frozen

from nameresolve.cli.exits import say
from nameresolve.cli.phrases import did_you_mean
from nameresolve.errors import FormatError

__all__ = [
    "BOM",
    "STDIN",
    "NameLine",
    "checked_argument",
    "given_names",
    "open_input",
    "read_text",
    "readable_names",
    "source_name",
    "utf8_remedy",
]

STDIN = "-"
BOM = b"\xef\xbb\xbf"

_FOREIGN_STARTS = {
    b"PK\x03\x04": ("a spreadsheet or a Zip archive", "Save it as CSV (UTF-8) and use that file."),
    b"\xd0\xcf\x11\xe0": ("an old Excel file", "Save it as CSV (UTF-8) and use that file."),
    b"\x1f\x8b": ("a gzip archive", "Unpack it first: gunzip -c {name} | nameresolve ... -"),
    b"PAR1": ("a Parquet file", "Convert it to CSV first."),
    b"%PDF": ("a PDF file", "Extract its text first."),
    b"\xff\xfe": ("UTF-16 text", "Convert it first: iconv -f UTF-16 -t UTF-8 {name} > utf8.txt"),
    b"\xfe\xff": ("UTF-16 text", "Convert it first: iconv -f UTF-16 -t UTF-8 {name} > utf8.txt"),
}
_TABLE_STARTS = (b"\x1f\x8b", b"PAR1", b"\xff\xfe", b"\xfe\xff")


@frozen(slots=True)
class NameLine:
    """A name given by the user and where it stood; `problem` says why it cannot be read."""

    text: str
    place: str
    problem: str = ""


def source_name(path: str) -> str:
    """Return how to call an input in a message.

    >>> source_name("-"), source_name("names.csv")
    ('standard input', 'names.csv')
    """
    return "standard input" if path == STDIN else path


def utf8_remedy(path: str, *, table: bool = False) -> str:
    """Return the advice for an input that is not UTF-8; of a table, `normalize` can decode it itself."""
    name = "FILE" if path == STDIN else path
    option = "give normalize --encoding windows-1251, or " if table else ""
    return (
        f"If it is in another encoding, {option}convert it: iconv -f WINDOWS-1251 -t UTF-8 {name} > utf8.txt"
    )


@contextlib.contextmanager
def open_input(path: str, *, packed: bool = False) -> Iterator[io.BufferedReader | BinaryIO]:
    """Open a file, or standard input for ``-``, for reading bytes.

    `packed` also lets through what `nameresolve.cli.tables_io` can unpack or decode itself.
    Raises `FormatError` for what does not exist, is a directory or is of a foreign format, and
    `PermissionError` for what may not be read.
    """
    if path == STDIN:
        yield sys.stdin.buffer
        return
    _refuse_non_files(path)
    with open(path, "rb") as stream:
        _refuse_foreign(_start_of(stream, path), path, _TABLE_STARTS if packed else ())
        yield stream


def _start_of(stream: io.BufferedReader, path: str) -> bytes:
    try:
        return stream.peek(8)
    except OSError as error:
        error.filename = error.filename or path
        raise


def _refuse_non_files(path: str) -> None:
    if os.path.isdir(path):
        raise FormatError(
            f"{path} is a directory, not a file.\nName a file in it, e.g. {path.rstrip('/')}/names.csv"
        )
    if os.path.lexists(path):
        return
    near = did_you_mean(Path(path).name, _neighbors(Path(path).parent))
    hint = f"Did you mean {Path(path).parent / near}?" if near else "Check the path and the spelling."
    raise FormatError(f"{path} does not exist.\n{hint}")


def _neighbors(folder: Path) -> list[str]:
    try:
        return sorted(os.listdir(folder))[:10_000]
    except OSError:
        return []


def _refuse_foreign(start: bytes, path: str, allowed: Sequence[bytes]) -> None:
    for mark, (what, remedy) in _FOREIGN_STARTS.items():
        if start.startswith(mark) and mark not in allowed:
            raise FormatError(f"{path} is {what}, not UTF-8 text.\n{remedy.format(name=path)}")


def read_text(path: str) -> str:
    """Return the whole text of a file or of standard input, without a byte order mark.

    Line breaks stay as they are, so that offsets count the characters of the file. Raises
    `FormatError` with line and byte for what is not UTF-8.
    """
    with open_input(path) as stream:
        try:
            content = stream.read().removeprefix(BOM)
        except OSError as error:
            error.filename = error.filename or source_name(path)
            raise
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise FormatError(
            f"{source_name(path)}, line {line}: broken UTF-8 (byte 0x{content[error.start]:02X}"
            f" at offset {error.start:,}).\n{utf8_remedy(path)}"
        ) from error


def given_names(arguments: Sequence[str]) -> Iterator[NameLine]:
    """Yield the names of the command line; ``-`` stands for the lines of standard input.

    Blank lines are skipped. A name that is not UTF-8 is yielded with its problem.
    """
    for number, argument in enumerate(arguments, start=1):
        if argument == STDIN:
            yield from _stdin_names()
        else:
            yield _checked(argument, f"name {number}")


def readable_names(arguments: Sequence[str], unreadable: list[NameLine]) -> Iterator[str]:
    """Yield the names of the command line or of standard input; tell, and keep, those that cannot be read."""
    for line in given_names(arguments):
        if line.problem:
            unreadable.append(line)
            say(f"{line.place}: {line.problem}")
        else:
            yield line.text


def _stdin_names() -> Iterator[NameLine]:
    for number, line in enumerate(sys.stdin.buffer, start=1):
        content = line.removeprefix(BOM) if number == 1 else line
        text = content.decode("utf-8", "surrogateescape").rstrip("\r\n")
        if text.strip():
            yield _checked(text, f"standard input, line {number}")


def _checked(text: str, place: str) -> NameLine:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        byte = ord(text[error.start]) & 0xFF
        return NameLine(text, place, f"broken UTF-8 (byte 0x{byte:02X} at character {error.start + 1})")
    return NameLine(text, place)


def checked_argument(text: str) -> str:
    """Return a text of the command line; raises `FormatError` if it is not UTF-8."""
    line = _checked(text, "The argument")
    if line.problem:
        raise FormatError(
            f"{line.place} {text!r}: {line.problem}.\nCheck the encoding of the terminal or script."
        )
    return text
