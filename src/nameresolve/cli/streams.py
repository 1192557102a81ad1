"""The standard streams of the process: UTF-8, always there, and put away when nobody reads."""

from __future__ import annotations

import contextlib
import io
import os
import sys

__all__ = ["set_up_streams", "silence_stdout"]


def set_up_streams() -> None:
    """Make every text printable: UTF-8 into pipes and files, escapes for what a terminal lacks.

    A stream that the caller closed (``>&-``) is opened so that using it is an error like others.
    """
    if sys.stdin is None:
        sys.stdin = _closed("r", os.O_WRONLY)
    if sys.stdout is None:
        sys.stdout = _closed("w", os.O_RDONLY)
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115  # as long as the process
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            encoding = stream.encoding if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="backslashreplace")


def _closed(mode: str, other_way: int) -> io.TextIOWrapper:
    """Return a stream that fails when it is used, since its file is open the other way only."""
    stream = open(os.open(os.devnull, other_way), mode, encoding="utf-8")  # noqa: SIM115
    if not isinstance(stream, io.TextIOWrapper):
        raise TypeError(f"{mode!r} is no text mode")
    return stream


def silence_stdout() -> None:
    """Point standard output at nothing, so that Python's own flush at exit does not complain."""
    with contextlib.suppress(OSError, ValueError):  # a captured stream has no file number
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, sys.stdout.fileno())
        os.close(nothing)
