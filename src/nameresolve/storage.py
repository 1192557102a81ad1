"""The compiled form of a gazetteer: a folder of plain files with a manifest.

    manifest.json     what it is: format, version, counts, and the checksum of every file
    entities.jsonl    an entity a line; entities.npy holds where each line starts
    parts.tsv         a part a line: cleaned text, script, phonetic code
    forms.txt         the cleaned text of each form, a line each
    *.npy             weights, postings, form tables; memory-mapped

Where a gazetteer was replaced, the manifest points to an edition of it, see `nameresolve.editions`.
Nothing in it is executed or unpickled. A folder that is damaged, of another kind or newer than
this version is refused with the file's name and what to do.
"""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nameresolve.editions import MANIFEST, current_edition, put_in_place, sync_files
from nameresolve.errors import GazetteerError
from nameresolve.index import FormIndex
from nameresolve.model import Entity, EntityId, NameForm

__all__ = ["FORMAT", "VERSION", "Records", "read_folder", "write_folder"]

FORMAT = "nameresolve-gazetteer"
VERSION = 2
_FLAT = 1
"""Since version 2 a manifest may point to an edition; one with the files beside it is still version 1."""
_ATTEMPTS = 50
_ARRAY_MARK = b"\x93NUMPY"
_ARRAYS = ("weights", "offsets", "postings", "entities", "ordinals")
_REBUILD = "Build it again, or reinstall the package if it is the bundled one."


def to_json(entity: Entity) -> str:
    """Return an entity as one line of JSON, without what is empty."""
    value: dict[str, Any] = {"id": entity.id, "kind": entity.kind, "name": entity.name}
    value["forms"] = [_form_to_json(form) for form in entity.forms]
    for key in ("countries", "born", "identifiers", "prominence", "roles"):
        content = getattr(entity, key)
        if content:
            value[key] = dict(content) if key == "identifiers" else content
    if entity.family != "last":
        value["family"] = entity.family
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def _form_to_json(form: NameForm) -> list[str | None]:
    return [form.text, form.language, form.script, form.strength, form.source]


def from_json(line: str) -> Entity:
    """Return the entity that `to_json` wrote; raises `GazetteerError` for what is none."""
    try:
        value = json.loads(line)
        value["forms"] = tuple(NameForm(*form) for form in value["forms"])
        for key in ("countries", "roles"):
            if key in value:
                value[key] = tuple(value[key])
        return Entity(**value)
    except (ValueError, TypeError, KeyError) as error:
        raise GazetteerError(f"this is no entity: {line[:60]!r}", remedy=_REBUILD) from error


class Records:
    """The entities of a gazetteer, read one by one when they are asked for."""

    def __init__(self, data: bytes | memoryview, starts: NDArray[np.uint64]) -> None:
        self._data = data
        self._starts = starts
        self._read = lru_cache(maxsize=1 << 14)(self._parse)

    @classmethod
    def of(cls, entities: Iterable[Entity]) -> Records:
        """Return records of entities, which may come one by one."""
        lines = [to_json(entity).encode("utf-8") + b"\n" for entity in entities]
        starts = np.zeros(len(lines) + 1, dtype=np.uint64)
        np.cumsum([len(line) for line in lines], out=starts[1:])
        return cls(b"".join(lines), starts)

    def __reduce__(self) -> tuple[type[Records], tuple[bytes, NDArray[np.uint64]]]:
        return Records, (bytes(self._data), np.array(self._starts))

    def __len__(self) -> int:
        return len(self._starts) - 1

    def __getitem__(self, number: int) -> Entity:
        return self._read(number)

    def __iter__(self) -> Iterator[Entity]:
        return (self._parse(number) for number in range(len(self)))

    def _parse(self, number: int) -> Entity:
        start, end = int(self._starts[number]), int(self._starts[number + 1])
        return from_json(bytes(self._data[start:end]).decode("utf-8"))

    @cached_property
    def numbers(self) -> dict[EntityId, int]:
        """Return the place of each id."""
        return {EntityId(entity.id): number for number, entity in enumerate(self)}

    @cached_property
    def fingerprint(self) -> str:
        """Return the SHA-256 of the entities, in hexadecimal."""
        return hashlib.sha256(self._data).hexdigest()

    @property
    def bytes(self) -> bytes:
        """Return the lines of all entities."""
        return bytes(self._data)

    @property
    def starts(self) -> NDArray[np.uint64]:
        """Return where each line starts, and where the last ends."""
        return self._starts


def _plain(text: str) -> str:
    return text.replace("\t", " ").replace("\n", " ").replace("\r", " ")


def write_folder(target: Path, records: Records, index: FormIndex) -> None:
    """Write a compiled gazetteer beside the target and put it into place, whole or not at all."""
    if target.exists() and not (target / MANIFEST).is_file():
        raise GazetteerError(
            "something else stands here; it is not replaced",
            file=str(target), remedy="Choose another folder or remove this one first.",
        )  # fmt: skip
    if not target.parent.is_dir():
        raise GazetteerError(
            "the folder it should be written in does not exist",
            file=str(target.parent),
            remedy="Create it first.",
        )
    beside = Path(tempfile.mkdtemp(prefix=f".{target.name[:100]}-", dir=target.parent))
    try:
        _write_files(beside, records, index)
        beside.chmod(0o755)
        sync_files(beside)
        put_in_place(beside, target, records.fingerprint[:16], {"format": FORMAT, "version": VERSION})
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _write_files(folder: Path, records: Records, index: FormIndex) -> None:
    (folder / "entities.jsonl").write_bytes(records.bytes)
    np.save(folder / "starts.npy", records.starts)
    for name in _ARRAYS:
        np.save(folder / f"{name}.npy", getattr(index, name))
    parts = zip(index.parts, index.codes, strict=True)
    lines = "".join(f"{_plain(fold)}\t{script}\t{code}\n" for (fold, script), code in parts)
    (folder / "parts.tsv").write_bytes(lines.encode("utf-8"))
    (folder / "forms.txt").write_bytes("".join(f"{_plain(i)}\n" for i in index.identities).encode("utf-8"))
    files = {path.name: _checksum(path) for path in sorted(folder.iterdir())}
    manifest = {
        "format": FORMAT, "version": _FLAT, "fingerprint": records.fingerprint, "files": files,
        "counts": {"entities": len(records), "forms": len(index), "parts": len(index.parts)},
    }  # fmt: skip
    text = json.dumps(manifest, indent=1, sort_keys=True) + "\n"
    (folder / MANIFEST).write_text(text, encoding="utf-8")


def _checksum(path: Path) -> dict[str, Any]:
    data = path.read_bytes()
    return {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}


def _read_manifest(folder: Path) -> dict[str, Any]:
    path = folder / MANIFEST
    try:
        manifest = json.loads(path.read_text("utf-8"))
    except (FileNotFoundError, NotADirectoryError) as error:
        message = "no compiled gazetteer is here: the manifest is missing"
        raise GazetteerError(message, file=str(path), remedy="Give the folder that `save` wrote.") from error
    except (OSError, ValueError, RecursionError) as error:
        raise GazetteerError(
            f"the manifest cannot be read: {error}", file=str(path), remedy=_REBUILD
        ) from error
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise GazetteerError("this is not a compiled gazetteer", file=str(path), remedy=_REBUILD)
    version = manifest.get("version")
    if type(version) is not int or version < 1:
        raise GazetteerError(f"{version!r} is no format version", file=str(path), remedy=_REBUILD)
    if version > VERSION:
        raise GazetteerError(
            f"its format is version {version}, this library reads up to {VERSION}",
            file=str(path), remedy="Upgrade: pip install --upgrade nameresolve",
        )  # fmt: skip
    return manifest


def _wanted(manifest: dict[str, Any], path: Path) -> tuple[int, str]:
    """Return the size and the checksum that a manifest states for a file."""
    files = manifest.get("files")
    if not isinstance(files, dict):
        place = str(path.with_name(MANIFEST))
        raise GazetteerError("the manifest has no list of files", file=place, remedy=_REBUILD)
    entry = files.get(path.name)
    size, checksum = (entry.get("bytes"), entry.get("sha256")) if isinstance(entry, dict) else (None, None)
    if type(size) is not int or not isinstance(checksum, str):
        place = str(path.with_name(MANIFEST))
        message = f"the manifest states no size and checksum for {path.name}"
        raise GazetteerError(message, file=place, remedy=_REBUILD)
    return size, checksum


def _read_checked(folder: Path, name: str, manifest: dict[str, Any]) -> bytes:
    path = folder / name
    size, checksum = _wanted(manifest, path)
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise GazetteerError("a file of the gazetteer is missing", file=str(path), remedy=_REBUILD) from error
    except OSError as error:
        message = f"a file of the gazetteer cannot be read: {error.strerror}"
        raise GazetteerError(message, file=str(path), remedy=_REBUILD) from error
    if len(data) != size or hashlib.sha256(data).hexdigest() != checksum:
        raise GazetteerError("the file is damaged: its checksum differs", file=str(path), remedy=_REBUILD)
    return data


def _array(folder: Path, name: str, manifest: dict[str, Any]) -> NDArray[Any]:
    path = folder / f"{name}.npy"
    if not _read_checked(folder, path.name, manifest).startswith(_ARRAY_MARK):
        raise GazetteerError("the file holds no array", file=str(path), remedy=_REBUILD)
    try:
        array: NDArray[Any] = np.load(path, mmap_mode="r", allow_pickle=False)
    except (OSError, ValueError) as error:
        raise GazetteerError("the file holds no array", file=str(path), remedy=_REBUILD) from error
    if array.dtype.kind not in "iuf" or not array.ndim:
        raise GazetteerError("the file holds no array of numbers", file=str(path), remedy=_REBUILD)
    return array


def read_folder(folder: Path) -> tuple[Records, FormIndex]:
    """Open a compiled gazetteer, checking every file against the manifest.

    If it is replaced meanwhile, so that what was read fits no more, the new one is read.
    """
    for _ in range(_ATTEMPTS - 1):
        before = _manifest_bytes(folder)
        try:
            return _read_edition(folder)
        except GazetteerError:
            if _manifest_bytes(folder) == before:
                raise
    return _read_edition(folder)


def _manifest_bytes(folder: Path) -> bytes:
    try:
        return (folder / MANIFEST).read_bytes()
    except OSError:
        return b""


def _read_edition(folder: Path) -> tuple[Records, FormIndex]:
    manifest = _read_manifest(folder)
    if "folder" in manifest:
        edition = current_edition(manifest)
        if edition is None:
            place = str(folder / MANIFEST)
            raise GazetteerError("it points to no edition", file=place, remedy=_REBUILD)
        folder = folder / edition
        manifest = _read_manifest(folder)
    return _read_records(folder, manifest), _read_index(folder, manifest)


def _read_records(folder: Path, manifest: dict[str, Any]) -> Records:
    data, starts = _read_checked(folder, "entities.jsonl", manifest), _array(folder, "starts", manifest)
    if not _covers(starts, len(data)):
        place = str(folder / "starts.npy")
        raise GazetteerError("the file does not fit entities.jsonl", file=place, remedy=_REBUILD)
    return Records(data, starts)


def _covers(starts: NDArray[Any], size: int) -> bool:
    """Return whether starts of lines are what they should be for a file of so many bytes."""
    if starts.dtype.kind != "u" or starts.ndim != 1 or not starts.size:
        return False
    return starts[0] == 0 and starts[-1] == size and bool(np.all(starts[1:] > starts[:-1]))


def _read_index(folder: Path, manifest: dict[str, Any]) -> FormIndex:
    parts: list[tuple[str, str]] = []
    codes: list[str] = []
    for fold, script, code in _rows(folder, "parts.tsv", manifest, 3):
        parts.append((fold, sys.intern(script)))
        codes.append(code)
    arrays = {name: _array(folder, name, manifest) for name in _ARRAYS}
    identities = [text for (text,) in _rows(folder, "forms.txt", manifest, 1)]
    return FormIndex(parts=parts, codes=codes, identities=identities, **arrays)


def _rows(folder: Path, name: str, manifest: dict[str, Any], columns: int) -> Iterator[list[str]]:
    for number, line in enumerate(io.BytesIO(_read_checked(folder, name, manifest)), start=1):
        try:
            row = line[:-1].decode("utf-8").split("\t")
        except UnicodeDecodeError:
            row = []
        if len(row) != columns:
            message = f"a line of this file has {columns} columns of UTF-8 text"
            raise GazetteerError(message, file=str(folder / name), line=number, remedy=_REBUILD)
        yield row
