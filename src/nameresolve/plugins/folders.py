"""A folder as bytes and back, for frameworks that keep their components as bytes."""

from __future__ import annotations

import io
import shutil
import tempfile
import weakref
import zipfile
from abc import ABC, abstractmethod
from pathlib import Path
from typing import Any, Self

__all__ = ["KeptInFolder", "packed", "unpack"]


class KeptInFolder(ABC):
    """What knows how to be kept in a folder, and so can be kept as bytes too."""

    @abstractmethod
    def to_disk(self, path: str | Path, **_: Any) -> None:
        """Write all that is needed into a folder."""

    @abstractmethod
    def from_disk(self, path: str | Path, **_: Any) -> Self:
        """Take over what `to_disk` wrote."""

    def to_bytes(self, **_: Any) -> bytes:
        """Return what `to_disk` writes, as bytes."""
        with tempfile.TemporaryDirectory() as folder:
            self.to_disk(folder)
            return packed(folder)

    def from_bytes(self, content: bytes, **_: Any) -> Self:
        """Take over what `to_bytes` returned; it is unpacked into a temporary folder."""
        folder = tempfile.mkdtemp(prefix="nameresolve-")
        weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)  # files are mapped until then
        unpack(content, folder)
        return self.from_disk(folder)


def packed(folder: str | Path) -> bytes:
    """Return the files of a folder as one archive; the same files give the same bytes."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as made:
        for path in sorted(path for path in Path(folder).rglob("*") if path.is_file()):
            entry = zipfile.ZipInfo(path.relative_to(folder).as_posix())  # dated 1980, whenever it is made
            made.writestr(entry, path.read_bytes(), zipfile.ZIP_DEFLATED)
    return archive.getvalue()


def unpack(content: bytes, folder: str | Path) -> None:
    """Write the files of an archive that `packed` made into a folder."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        archive.extractall(folder)
