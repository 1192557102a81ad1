"""Which files a command that reads texts is given: files, directories, patterns, standard input."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from nameresolve.cli.inputs import STDIN
from nameresolve.errors import FormatError

__all__ = ["TEXT_SUFFIXES", "text_files"]

TEXT_SUFFIXES = (".txt", ".text", ".md")
"""The names of files that are read in a directory end in one of these."""


def text_files(arguments: Sequence[str], problems: list[str]) -> Iterator[str]:
    """Yield the files that arguments stand for, each once, in order; ``-`` is standard input.

    A directory stands for the text files in it and below, hidden ones left out; a pattern that the
    shell did not expand (``*.txt``, ``**/*.txt``) for the files that fit. What stands for no file is
    added to the problems.
    """
    seen = set()
    for argument in arguments:
        for file in _files_of(argument, problems):
            if file not in seen:
                seen.add(file)
                yield file


def _files_of(argument: str, problems: list[str]) -> list[str]:
    if argument == STDIN:
        return [argument]
    if os.path.isdir(argument):
        found = sorted(_below(argument))
        if not found:
            suffixes = ", ".join(TEXT_SUFFIXES)
            problems.append(
                f"{argument} is a directory without text files ({suffixes}).\nName the files themselves."
            )
        return found
    if os.path.lexists(argument) or not glob.has_magic(argument):
        return [argument]
    found = sorted(name for name in glob.glob(argument, recursive=True) if os.path.isfile(name))
    if not found:
        problems.append(str(FormatError(f"No file fits {argument}.\nCheck the path and the pattern.")))
    return found


def _below(folder: str) -> Iterator[str]:
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in names:
            if not name.startswith(".") and Path(name).suffix.lower() in TEXT_SUFFIXES:
                yield os.path.normpath(os.path.join(parent, name))
