"""What was answered so far, kept beside the output, so that a run that was ended can go on.

The file has a line that says what the answers are answers to, then a line a block: a checksum of its
questions, and the answers. A run that goes on writes its output anew from the beginning, with the answers
it finds here in the place of asking; so the result is the same as if nothing had happened, byte for byte.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from attrs import astuple

from nameresolve.cli.answers import Answer, Question
from nameresolve.errors import FormatError, SettingsError

__all__ = ["AnswerLog", "open_log"]

Ask = Callable[[Sequence[Question]], Sequence[Answer]]


class AnswerLog:
    """Answers from the log while it has some, and from the library after that.

    >>> AnswerLog.checksum([Question("Toqaev")]) == AnswerLog.checksum([Question("Toqaev", "person")])
    False
    """

    def __init__(self, stream: BinaryIO, ask: Ask, path: Path) -> None:
        self._stream, self._ask, self._path = stream, ask, path
        self.taken = 0

    def __call__(self, questions: Sequence[Question]) -> list[Answer]:
        """Return the answers, noting down those that are new.

        Raises `FormatError` if the questions are not those of the run before.
        """
        checksum = self.checksum(questions)
        found = self._next()
        if found is None:
            answers = list(self._ask(questions))
            self._write({"questions": checksum, "answers": [astuple(answer) for answer in answers]})
            return answers
        if found["questions"] != checksum:
            raise FormatError(
                "The table is not what it was when the run that is to be resumed was ended.\n"
                f"To begin anew, remove {self._path}"
            )
        self.taken += len(questions)
        return [_answer(values) for values in found["answers"]]

    @staticmethod
    def checksum(questions: Sequence[Question]) -> str:
        """Return a checksum of questions and their order."""
        text = json.dumps([astuple(question) for question in questions])
        return hashlib.sha256(text.encode()).hexdigest()

    def _next(self) -> dict[str, Any] | None:
        """Return the next block of the log; a line that was cut off is forgotten."""
        start = self._stream.tell()
        line = self._stream.readline()
        with contextlib.suppress(ValueError):
            if line.endswith(b"\n"):
                found: dict[str, Any] = json.loads(line)
                return found
        self._stream.seek(start)
        self._stream.truncate()
        return None

    def _write(self, value: object) -> None:
        self._stream.write(json.dumps(value, ensure_ascii=True).encode() + b"\n")
        self._stream.flush()
        os.fsync(self._stream.fileno())


def _answer(values: Sequence[Any]) -> Answer:
    status, id_, name, score, candidates, explanation = values
    return Answer(status, id_, name, score, tuple((i, n, s) for i, n, s in candidates), explanation)


@contextlib.contextmanager
def open_log(path: Path, terms: Mapping[str, object], ask: Ask) -> Iterator[AnswerLog]:
    """Open the log at `path`, made if there is none; it is removed when the block ends well.

    `terms` are what the answers depend on. Raises `SettingsError` if the log was begun under others or is
    in use, `FormatError` for a file that is no log.
    """
    with open(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+b") as stream:
        _lock(stream, path)
        first = stream.readline()
        wanted = json.dumps({"nameresolve answers": 1, **terms}, sort_keys=True).encode() + b"\n"
        if not first.endswith(b"\n"):
            _refuse_foreign(first, wanted, path)
            stream.seek(0)
            stream.truncate()
            stream.write(wanted)
        elif first != wanted:
            _refuse_other(first, wanted, path)
        yield AnswerLog(stream, ask, path)
    path.unlink()


def _lock(stream: BinaryIO, path: Path) -> None:
    try:
        import fcntl
    except ModuleNotFoundError:  # Windows; there a second run is the user's own lookout
        return
    try:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise SettingsError(f"Another run is at work with {path}.\nWait for it, or end it first.") from None


def _refuse_foreign(first: bytes, wanted: bytes, path: Path) -> None:
    if not wanted.startswith(first):
        raise FormatError(f"{path} is no log of answers.\nMove it away, or give another --output.")


def _refuse_other(first: bytes, wanted: bytes, path: Path) -> None:
    now = json.loads(wanted)
    try:
        before = json.loads(first)
    except ValueError:
        before = None
    if not isinstance(before, dict) or "nameresolve answers" not in before:
        raise FormatError(f"{path} is no log of answers.\nMove it away, or give another --output.")
    changed = ", ".join(sorted(key for key in {*before, *now} if before.get(key) != now.get(key)))
    raise SettingsError(
        f"The run that is to be resumed was begun with another {changed}.\n"
        f"Give the same again, or remove {path} to begin anew."
    )
