"""Lines and JSON objects of a source, one by one; a broken one is told and passed over."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any

from nameresolve.errors import FormatError, LimitError, SettingsError, text_of
from nameresolve.importers.records import Report

__all__ = ["json_objects", "numbered", "problem_of", "text_lines"]

MAX_LINE = 64 * 1_048_576
"""The longest line that is read; the longest items of Wikidata have a few million characters."""


def text_lines(stream: io.BufferedReader, name: str, encoding: str = "utf-8") -> Iterator[str]:
    """Yield the lines with their line breaks (LF, CRLF or CR), without a byte order mark.

    Bytes that are not of the encoding become lone surrogates, which `problem_of` finds. Raises
    `LimitError` for a line that no list has, `SettingsError` for an unknown encoding.
    """
    text_of(encoding, "an encoding")
    try:
        text = io.TextIOWrapper(stream, encoding=encoding, errors="surrogateescape", newline="")
    except (LookupError, ValueError) as error:  # a null character, half of a surrogate pair
        raise SettingsError(f"There is no encoding {encoding!r}. Try utf-8 or windows-1251.") from error
    try:
        first = True
        while line := text.readline(MAX_LINE):
            if len(line) == MAX_LINE:
                raise LimitError(
                    f"{name}: a line is longer than {MAX_LINE:,} characters.\nIs it text at all?"
                )
            yield line.removeprefix("\ufeff") if first else line
            first = False
    finally:
        if not stream.closed:
            text.detach()  # whoever opened the stream closes it


def numbered(
    stream: io.BufferedReader, name: str, report: Report, encoding: str = "utf-8"
) -> Iterator[tuple[int, str]]:
    """Yield number and text of each line that is not blank; unreadable ones go into the report."""
    for number, line in enumerate(text_lines(stream, name, encoding), start=1):
        bare = line.rstrip("\r\n")
        if not bare.strip():
            continue
        if problem := problem_of(bare):
            report.begin()
            report.reject(number, problem, bare)
            continue
        yield number, bare


def problem_of(text: str) -> str:
    r"""Return what is wrong with the encoding of a text, the empty text if nothing is.

    >>> problem_of("Tokay\udce9v")
    'broken UTF-8 (byte 0xE9)'
    """
    if text.isascii():
        return ""
    try:
        text.encode("utf-8")  # many times faster than looking for surrogates
    except UnicodeEncodeError as error:
        return f"broken UTF-8 (byte 0x{ord(text[error.start]) & 0xFF:02X})"
    return ""


def json_objects(
    stream: io.BufferedReader, name: str, report: Report
) -> Iterator[tuple[int, str, dict[str, Any]]]:
    """Yield line number, text and object of JSON lines, also of an array with an object a line.

    A line that is no JSON object is rejected. When not one of the first lines is, the file is
    something else, and `FormatError` says so.
    """
    good = 0
    for number, line in numbered(stream, name, report):
        bare = line.strip()
        if bare in ("[", "]", "],"):
            continue
        report.begin()
        try:
            value = json.loads(bare.removesuffix(","))
        except (ValueError, RecursionError) as error:
            report.reject(number, f"not JSON: {error}", line)
            _refuse_foreign(good, report, name)
            continue
        if not isinstance(value, dict):
            report.reject(number, "not a JSON object", line)
            _refuse_foreign(good, report, name)
            continue
        good += 1
        yield number, line, value


def _refuse_foreign(good: int, report: Report, name: str) -> None:
    if not good and report.rejected >= 20:
        raise FormatError(
            f"{name}: none of the first {report.rejected} lines is a JSON object.\n"
            "One object a line is read here. Is it another format, or pretty-printed?"
        )
