"""Files written whole or not at all: beside the target first, then renamed into its place."""

from __future__ import annotations

import contextlib
import gzip
import io
import os
import stat
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Protocol, Self, cast

from nameresolve.errors import FormatError, MissingExtraError

__all__ = ["ByteSink", "PendingFile", "check_target", "open_output", "packed_name"]

_PACKED = {".gz": "gzip", ".zst": "zstd", ".zstd": "zstd"}


class ByteSink(Protocol):
    """Whatever bytes can be written to."""

    def write(self, content: bytes, /) -> None:
        """Write all the bytes."""


def check_target(target: str, *, force: bool) -> None:
    """Raise `FormatError` unless a file may be written at `target`.

    Refused are a directory, a missing folder, and an existing file unless `force` is given.
    What exists and is no plain file (``/dev/null``, a named pipe) is written to directly.
    """
    path = Path(target)
    if path.is_dir():
        raise FormatError(
            f"{target} is a directory, not a file.\nName the file to write, e.g. {path / 'names.csv'}"
        )
    if not path.parent.is_dir():
        folder = path.parent
        raise FormatError(
            f"Cannot write {target}: there is no folder {folder}.\nMake it first: mkdir -p {folder}"
        )
    if path.is_file() and not force:
        raise FormatError(f"{target} exists already.\nGive another name, or --force to replace it.")


class PendingFile:
    """A file that comes into being at its first byte and gets its name when all went well.

    As a context manager it is renamed into place on a clean exit and removed on any error, so
    that no half-written file is ever seen under the target's name.
    """

    def __init__(self, target: str, *, temporary: str | None = None) -> None:
        self.target = Path(target)
        self._chosen = temporary
        self._temporary: Path | None = None
        self._stream: BinaryIO | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._commit()
        else:
            self._discard()

    @property
    def started(self) -> bool:
        """Tell whether anything was written."""
        return self._stream is not None

    def start(self) -> BinaryIO:
        """Make the file even if nothing will be written to it, and return its stream."""
        if self._stream is None:
            self._stream = self._open()
        return self._stream

    def write(self, content: bytes, /) -> None:
        """Write bytes; they are seen under the target's name only after a clean exit."""
        self.start().write(content)

    def _open(self) -> BinaryIO:
        if self.target.exists() and not self.target.is_file():
            return open(self.target, "wb")
        real = self.target.resolve()  # a symbolic link stays, what it points to is replaced
        try:
            number, name = self._new_file(real)
        except OSError as error:
            error.filename = str(self.target)
            raise
        self._temporary = Path(name)
        os.chmod(name, _mode_for(real))
        return os.fdopen(number, "wb")

    def _new_file(self, real: Path) -> tuple[int, str]:
        if self._chosen is None:
            return tempfile.mkstemp(prefix=f".{real.name[:100]}.", suffix=".part", dir=real.parent)
        name = str(real.parent / self._chosen)
        return os.open(name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), name

    def _commit(self) -> None:
        if self._stream is None:
            return
        try:
            self._stream.flush()
            if self._temporary is not None:
                os.fsync(self._stream.fileno())
                self._stream.close()
                os.replace(self._temporary, self.target.resolve())
                self._temporary = None
        finally:
            self._discard()

    def _discard(self) -> None:
        if self._stream is not None:
            with contextlib.suppress(OSError):  # a full disk may fail again here
                self._stream.close()
        if self._temporary is not None:
            self._temporary.unlink(missing_ok=True)


def _mode_for(path: Path) -> int:
    """Return the permissions of the file to be replaced, or those of a new file."""
    if path.exists():
        return stat.S_IMODE(path.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


class _StandardOutput:
    """Standard output, written to as bytes."""

    def write(self, content: bytes, /) -> None:
        sys.stdout.buffer.write(content)


class _Packed:
    """A sink that packs what it is given: ``"gzip"`` or ``"zstd"``; the same bytes give the same file."""

    def __init__(self, sink: ByteSink, how: str) -> None:
        if how == "gzip":
            # No name and no time in it: two runs give the same bytes.
            self._stream: Any = gzip.GzipFile("", "wb", 6, cast("BinaryIO", sink), 0)
            return
        try:
            import pyarrow as pa
        except ModuleNotFoundError as error:
            raise MissingExtraError("pyarrow", extra="parquet") from error
        self._stream = pa.CompressedOutputStream(pa.PythonFile(_Raw(sink), mode="w"), "zstd")

    def write(self, content: bytes, /) -> None:
        self._stream.write(content)

    def finish(self) -> None:
        self._stream.close()


class _Raw(io.RawIOBase):
    """A sink as the kind of file that pyarrow writes to."""

    def __init__(self, sink: ByteSink) -> None:
        super().__init__()
        self._sink = sink

    def writable(self) -> bool:
        return True

    def write(self, content: Any, /) -> int:  # noqa: ANN401  # whatever has a buffer
        self._sink.write(bytes(content))
        return len(content)


def packed_name(target: str | None) -> str | None:
    """Return how a file of this name is packed: ``"gzip"``, ``"zstd"`` or None.

    >>> packed_name("out.csv.gz"), packed_name("out.csv")
    ('gzip', None)
    """
    return _PACKED.get(Path(target).suffix.lower()) if target else None


@contextlib.contextmanager
def open_output(target: str | None, *, temporary: str | None = None) -> Iterator[ByteSink]:
    """Open the target for writing, or standard output for None; both take bytes.

    The target is there when the block ends well, and as it was before when it does not. A name in
    ``.gz`` or ``.zst`` is packed.
    """
    if target is None:
        sys.stdout.flush()
        yield _StandardOutput()
        sys.stdout.buffer.flush()
        return
    how = packed_name(target)
    with PendingFile(target, temporary=temporary) as pending:
        pending.start()
        if how is None:
            yield pending
            return
        packed = _Packed(pending, how)
        yield packed
        packed.finish()
