"""The manifest of a compiled gazetteer: what the folder is, and what each file must be."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from nameresolve.editions import MANIFEST
from nameresolve.errors import GazetteerError
from nameresolve.storage.records import REBUILD

__all__ = ["FORMAT", "VERSION", "checksum_of", "damaged", "read_manifest", "sealed", "wanted"]

FORMAT = "nameresolve-gazetteer"
VERSION = 4
_SEALED = 3
"""The first version whose manifests state their own checksum."""
SEAL = "seal"
"""The key under which a manifest states the SHA-256 of the rest of itself, since version 3."""

_AT_ONCE = 1 << 20


def damaged(message: str, path: Path) -> GazetteerError:
    """Return the error for a file that is not what it should be."""
    return GazetteerError(message, file=str(path), remedy=REBUILD)


def sealed(manifest: dict[str, Any]) -> bytes:
    """Return a manifest as it is written, with its own checksum."""
    rest = {key: value for key, value in manifest.items() if key != SEAL}
    text = json.dumps({**rest, SEAL: _seal(rest)}, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    return text.encode("utf-8")


def _seal(rest: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(rest, sort_keys=True).encode("ascii")).hexdigest()


def read_manifest(folder: Path) -> dict[str, Any]:
    """Return the manifest of a folder; raises `GazetteerError` unless this version can read what it says."""
    path = folder / MANIFEST
    try:
        manifest = json.loads(path.read_text("utf-8"))
    except (FileNotFoundError, NotADirectoryError) as error:
        message = "no compiled gazetteer is here: the manifest is missing"
        raise GazetteerError(message, file=str(path), remedy="Give the folder that `save` wrote.") from error
    except (OSError, ValueError, RecursionError) as error:
        raise damaged(f"the manifest cannot be read: {error}", path) from error
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise damaged("this is not a compiled gazetteer", path)
    version = manifest.get("version")
    if type(version) is not int or version < 1:
        raise damaged(f"{version!r} is no format version", path)
    if version > VERSION:
        raise GazetteerError(
            f"its format is version {version}, this library reads up to {VERSION}",
            file=str(path), remedy="Upgrade: pip install --upgrade nameresolve",
        )  # fmt: skip
    if version >= _SEALED:
        rest = {key: value for key, value in manifest.items() if key != SEAL}
        if manifest.get(SEAL) != _seal(rest):
            raise damaged("the manifest is damaged: its checksum differs", path)
    return manifest


def wanted(manifest: dict[str, Any], path: Path) -> tuple[int, str]:
    """Return the size and the checksum that a manifest states for a file."""
    files = manifest.get("files")
    if not isinstance(files, dict):
        raise damaged("the manifest has no list of files", path.with_name(MANIFEST))
    entry = files.get(path.name)
    size, checksum = (entry.get("bytes"), entry.get("sha256")) if isinstance(entry, dict) else (None, None)
    if type(size) is not int or not isinstance(checksum, str):
        message = f"the manifest states no size and checksum for {path.name}"
        raise damaged(message, path.with_name(MANIFEST))
    return size, checksum


def checksum_of(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while data := file.read(_AT_ONCE):
            digest.update(data)
    return digest.hexdigest()
