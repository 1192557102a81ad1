"""Reading the first two versions of the compiled form, for ever: files of plain text and arrays."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nameresolve.distance import part_form
from nameresolve.errors import GazetteerError
from nameresolve.index import Segment, key_of, segment_of
from nameresolve.packed import Column, HashTable, Texts
from nameresolve.sounds import line_of
from nameresolve.storage.manifest import damaged, wanted
from nameresolve.storage.records import REBUILD, Lines, from_json

__all__ = ["read_older"]

_ARRAY_MARK = b"\x93NUMPY"
_ARRAYS = ("weights", "offsets", "postings", "entities", "ordinals")


def read_older(folder: Path, manifest: dict[str, Any]) -> tuple[Lines, Segment]:
    """Return what a folder of version 1 holds, every file checked against the manifest."""
    return _read_lines(folder, manifest), _read_segment(folder, manifest)


def _read_checked(folder: Path, name: str, manifest: dict[str, Any]) -> bytes:
    path = folder / name
    size, checksum = wanted(manifest, path)
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise GazetteerError("a file of the gazetteer is missing", file=str(path), remedy=REBUILD) from error
    except OSError as error:
        message = f"a file of the gazetteer cannot be read: {error.strerror}"
        raise GazetteerError(message, file=str(path), remedy=REBUILD) from error
    if len(data) != size or hashlib.sha256(data).hexdigest() != checksum:
        raise GazetteerError("the file is damaged: its checksum differs", file=str(path), remedy=REBUILD)
    return data


def _array(folder: Path, name: str, manifest: dict[str, Any]) -> NDArray[Any]:
    path = folder / f"{name}.npy"
    if not _read_checked(folder, path.name, manifest).startswith(_ARRAY_MARK):
        raise GazetteerError("the file holds no array", file=str(path), remedy=REBUILD)
    try:
        array: NDArray[Any] = np.load(path, mmap_mode="r", allow_pickle=False)
    except (OSError, ValueError) as error:
        raise GazetteerError("the file holds no array", file=str(path), remedy=REBUILD) from error
    if array.dtype.kind not in "iuf" or not array.ndim:
        raise GazetteerError("the file holds no array of numbers", file=str(path), remedy=REBUILD)
    return array


def _read_lines(folder: Path, manifest: dict[str, Any]) -> Lines:
    data, starts = _read_checked(folder, "entities.jsonl", manifest), _array(folder, "starts", manifest)
    if not _covers(starts, len(data)):
        raise damaged("the file does not fit entities.jsonl", folder / "starts.npy")
    lines = (data[start:end] for start, end in pairwise(starts.tolist()))
    ids = (from_json(line.decode("utf-8")).id for line in lines)
    column = Column(np.frombuffer(data, dtype=np.uint8))
    return Lines(column, Column(starts.astype(np.uint64)), HashTable.of_texts(ids, len(starts) - 1))


def _covers(starts: NDArray[Any], size: int) -> bool:
    """Return whether starts of lines are what they should be for a file of so many bytes."""
    if starts.dtype.kind != "u" or starts.ndim != 1 or not starts.size:
        return False
    return starts[0] == 0 and starts[-1] == size and bool(np.all(starts[1:] > starts[:-1]))


def _read_segment(folder: Path, manifest: dict[str, Any]) -> Segment:
    rows = list(_rows(folder, "parts.tsv", manifest, 3))
    arrays: dict[str, Any] = {name: np.array(_array(folder, name, manifest)) for name in _ARRAYS}
    return segment_of(
        sounds=(line_of(part_form(fold, script)) for fold, script, _ in rows),
        keys=[key_of(fold, script) for fold, script, _ in rows],
        codes=[code for _, _, code in rows],
        identities=Texts.of(text for (text,) in _rows(folder, "forms.txt", manifest, 1)),
        **arrays,
    )


def _rows(folder: Path, name: str, manifest: dict[str, Any], columns: int) -> Iterator[list[str]]:
    for number, line in enumerate(io.BytesIO(_read_checked(folder, name, manifest)), start=1):
        try:
            row = line[:-1].decode("utf-8").split("\t")
        except UnicodeDecodeError:
            row = []
        if len(row) != columns:
            message = f"a line of this file has {columns} columns of UTF-8 text"
            raise GazetteerError(message, file=str(folder / name), line=number, remedy=REBUILD)
        yield row
