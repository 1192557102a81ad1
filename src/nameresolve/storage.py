"""The compiled form of a gazetteer: a folder of plain files with a manifest.

    manifest.json     what it is: format, version, counts, and the checksum of every file
    entities.jsonl    an entity a line; entities.npy holds where each line starts
    parts.tsv         a part a line: cleaned text, script, phonetic code
    forms.txt         the cleaned text of each form, a line each
    *.npy             weights, postings, form tables; memory-mapped

Nothing in it is executed or unpickled. A folder that is damaged, of another kind or newer than
this version is refused with the file's name and what to do.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nameresolve.errors import GazetteerError
from nameresolve.index import FormIndex
from nameresolve.model import Entity, EntityId, NameForm

__all__ = ["FORMAT", "VERSION", "Records", "read_folder", "write_folder"]

FORMAT = "nameresolve-gazetteer"
VERSION = 1
_ARRAYS = (
    "weights", "offsets", "postings", "entities", "ordinals", "order", "lengths", "inventories"
)  # fmt: skip
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
    """Return the entity that `to_json` wrote."""
    value = json.loads(line)
    value["forms"] = tuple(NameForm(*form) for form in value["forms"])
    for key in ("countries", "roles"):
        if key in value:
            value[key] = tuple(value[key])
    return Entity(**value)


class Records:
    """The entities of a gazetteer, read one by one when they are asked for."""

    def __init__(self, data: bytes | memoryview, starts: NDArray[np.uint64]) -> None:
        self._data = data
        self._starts = starts
        self._read = lru_cache(maxsize=1 << 14)(self._parse)

    @classmethod
    def of(cls, entities: Sequence[Entity]) -> Records:
        """Return records of entities in memory."""
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
    """Write a compiled gazetteer beside the target and rename it into place."""
    if target.exists() and not (target / "manifest.json").is_file():
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
    beside = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    try:
        _write_files(beside, records, index)
        beside.chmod(0o755)
        _swap(beside, target)
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
        "format": FORMAT, "version": VERSION, "fingerprint": records.fingerprint, "files": files,
        "counts": {"entities": len(records), "forms": len(index), "parts": len(index.parts)},
    }  # fmt: skip
    text = json.dumps(manifest, indent=1, sort_keys=True) + "\n"
    (folder / "manifest.json").write_text(text, encoding="utf-8")


def _swap(beside: Path, target: Path) -> None:
    """Put a finished folder into place; what fails midway puts the old one back."""
    if not target.exists():
        os.rename(beside, target)
        return
    old = target.with_name(f".{target.name}-old-{os.getpid()}")
    os.rename(target, old)
    try:
        os.rename(beside, target)
    except OSError:
        os.rename(old, target)
        raise
    shutil.rmtree(old)


def _checksum(path: Path) -> dict[str, Any]:
    data = path.read_bytes()
    return {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}


def _read_manifest(folder: Path) -> dict[str, Any]:
    path = folder / "manifest.json"
    try:
        manifest = json.loads(path.read_text("utf-8"))
    except FileNotFoundError as error:
        message = "no compiled gazetteer is here: the manifest is missing"
        raise GazetteerError(message, file=str(path), remedy="Give the folder that `save` wrote.") from error
    except (OSError, ValueError) as error:
        raise GazetteerError(
            f"the manifest cannot be read: {error}", file=str(path), remedy=_REBUILD
        ) from error
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise GazetteerError("this is not a compiled gazetteer", file=str(path), remedy=_REBUILD)
    if not isinstance(manifest.get("version"), int) or manifest["version"] > VERSION:
        raise GazetteerError(
            f"its format is version {manifest.get('version')}, this library reads up to {VERSION}",
            file=str(path), remedy="Upgrade: pip install --upgrade nameresolve",
        )  # fmt: skip
    return manifest


def _read_checked(folder: Path, name: str, manifest: dict[str, Any]) -> bytes:
    path = folder / name
    try:
        data = path.read_bytes()
        wanted = manifest["files"][name]
    except (OSError, KeyError, TypeError) as error:
        raise GazetteerError("a file of the gazetteer is missing", file=str(path), remedy=_REBUILD) from error
    if len(data) != wanted["bytes"] or hashlib.sha256(data).hexdigest() != wanted["sha256"]:
        raise GazetteerError("the file is damaged: its checksum differs", file=str(path), remedy=_REBUILD)
    return data


def _array(folder: Path, name: str, manifest: dict[str, Any]) -> NDArray[Any]:
    _read_checked(folder, f"{name}.npy", manifest)
    array: NDArray[Any] = np.load(folder / f"{name}.npy", mmap_mode="r", allow_pickle=False)
    return array


def read_folder(folder: Path) -> tuple[Records, FormIndex]:
    """Open a compiled gazetteer, checking every file against the manifest."""
    manifest = _read_manifest(folder)
    records = Records(_read_checked(folder, "entities.jsonl", manifest), _array(folder, "starts", manifest))
    parts: list[tuple[str, str]] = []
    codes: list[str] = []
    for line in _lines(_read_checked(folder, "parts.tsv", manifest)):
        fold, script, code = line.split("\t")
        parts.append((fold, sys.intern(script)))
        codes.append(code)
    arrays = {name: _array(folder, name, manifest) for name in _ARRAYS}
    index = FormIndex(
        parts=parts,
        codes=codes,
        identities=list(_lines(_read_checked(folder, "forms.txt", manifest))),
        **arrays,
    )
    return records, index


def _lines(data: bytes) -> Iterator[str]:
    return (line[:-1].decode("utf-8") for line in io.BytesIO(data))
