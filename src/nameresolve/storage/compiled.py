"""The compiled form, since version 3: entities as lines of JSON, and all arrays in one file.

manifest.json    what it is, where each array stands in arrays.bin, checksums of the files and of itself
entities.jsonl   an entity a line
arrays.bin       the arrays of `Lines` and `Segment`, one after another, little-endian
checksums.bin    a CRC-32 for each block of the two files
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from nameresolve.contents import FormParts
from nameresolve.editions import MANIFEST
from nameresolve.errors import GazetteerError
from nameresolve.index import KeyTable, Segment
from nameresolve.packed import Column, HashTable, Texts
from nameresolve.storage.manifest import FORMAT, VERSION, checksum_of, damaged, sealed, wanted
from nameresolve.storage.mapped import BLOCK, MappedFile, Window, sums_of
from nameresolve.storage.records import Lines

__all__ = ["check_files", "read_compiled", "write_compiled"]

ENTITIES, ARRAYS, SUMS = "entities.jsonl", "arrays.bin", "checksums.bin"
_TYPES = {"u1": np.uint8, "u2": np.uint16, "u4": np.uint32, "u8": np.uint64, "f4": np.float32}
_ALIGNED = 64

_FIRST = "buckets"
_TABLE = {_FIRST: "u4", "hashes": "u8", "values": "u4"}
_TEXTS = ("parts", "codes", "sounds", "identities")
_TABLES = ("part_table", "identity_table")
_COLUMNS = {
    "weights": "f4", "shapes": "u8", "outlines": "u8", "offsets": "u8", "postings": "u4",
    "entities": "u4", "ordinals": "u2",
}  # fmt: skip
_CONTENT = {
    "kinds": "u1", "starts": "u8", "parts": "u4", "roles": "u1", "weights": "f4", "heads": "u1",
    "scripts": "u1",
}  # fmt: skip
_LETTERS = "letter_table"
_KEYS = "key_table"
_KEYED = {"starts": "u4", "parts": "u4"}
_LAYOUT = {
    "lines.starts": "u8",
    **{f"lines.ids.{name}": kind for name, kind in _TABLE.items()},
    **{f"{text}.{name}": kind for text in _TEXTS for name, kind in (("data", "u1"), ("starts", "u8"))},
    **{f"{table}.{name}": kind for table in _TABLES for name, kind in _TABLE.items()},
    **_COLUMNS,
    **{f"{_LETTERS}.{name}": kind for name, kind in _TABLE.items()},
    **{f"content.{name}": kind for name, kind in _CONTENT.items()},
    **{f"{_KEYS}.{name}": kind for name, kind in _KEYED.items()},
}
"""The arrays by name and type; those of letters and contents are there since version 4, those of keys only
where there are many parts."""


def _type(name: str) -> np.dtype[Any]:
    return np.dtype(_TYPES[_LAYOUT[name]]).newbyteorder("<")


class _Sink:
    """A file being written, with its size, its checksum and those of its blocks."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._digest = hashlib.sha256()
        self._rest = b""
        self._sums: list[int] = []
        self.size = 0

    def write(self, data: bytes | memoryview) -> None:
        """Write some bytes."""
        self._file.write(data)
        self._digest.update(data)
        self.size += len(data)
        if len(self._rest) + len(data) < BLOCK:
            self._rest += data
            return
        start = BLOCK - len(self._rest)
        self._sums.extend(sums_of(memoryview(self._rest + bytes(data[:start]))))
        end = start + (len(data) - start) // BLOCK * BLOCK
        self._sums.extend(sums_of(memoryview(data)[start:end]))
        self._rest = bytes(data[end:])

    def close(self) -> tuple[dict[str, Any], list[int]]:
        """Return what the manifest says of the file, and the checksums of its blocks."""
        if self._rest:
            self._sums.extend(sums_of(memoryview(self._rest)))
        return {"bytes": self.size, "sha256": self._digest.hexdigest()}, self._sums


def _arrays_of(lines: Lines, segment: Segment) -> Iterator[tuple[str, Column]]:
    """Yield every array by the name it has in the manifest."""
    holders = {"lines": lines}
    for name in _LAYOUT:
        if name.startswith(_KEYS) and segment.key_table is None:
            continue
        found: Any = segment
        first, *rest = name.split(".")
        found = getattr(holders[first], rest.pop(0)) if first in holders else getattr(segment, first)
        for step in rest:
            found = getattr(found, step)
        yield name, found


def write_compiled(
    folder: Path, lines: Lines, segment: Segment, fingerprint: str, more: Mapping[str, Any]
) -> None:
    """Write the files of a compiled gazetteer into an empty folder; `more` is added to the manifest."""
    arrays: dict[str, Any] = {}
    with (folder / ENTITIES).open("wb") as file:
        sink = _Sink(file)
        for run in lines.runs(None):
            sink.write(run)
        entities, entity_sums = sink.close()
    with (folder / ARRAYS).open("wb") as file:
        sink = _Sink(file)
        for name, column in _arrays_of(lines, segment):
            sink.write(b"\0" * (-sink.size % _ALIGNED))
            arrays[name] = {"type": _LAYOUT[name], "start": sink.size, "count": len(column)}
            array = np.ascontiguousarray(column.all(), dtype=_type(name))
            sink.write(array.view(np.uint8).data)
        listed, array_sums = sink.close()
    sums = np.array([*entity_sums, *array_sums], dtype="<u4").tobytes()
    (folder / SUMS).write_bytes(sums)
    own = {"bytes": len(sums), "sha256": hashlib.sha256(sums).hexdigest()}
    manifest = {
        "format": FORMAT, "version": VERSION, "fingerprint": fingerprint, **more, "arrays": arrays,
        "files": {ENTITIES: entities, ARRAYS: listed, SUMS: own},
        "counts": {"entities": len(lines), "forms": len(segment), "parts": len(segment.parts)},
    }  # fmt: skip
    (folder / MANIFEST).write_bytes(sealed(manifest))


def read_compiled(folder: Path, manifest: dict[str, Any]) -> tuple[Lines, Segment]:
    """Map the files of a compiled gazetteer; raises `GazetteerError` if one is missing or of another size.

    Beyond that, what is read is checked when it is read.
    """
    sizes = {name: wanted(manifest, folder / name) for name in (ENTITIES, ARRAYS, SUMS)}
    sums = _sums(folder / SUMS, *sizes[SUMS])
    first = -(-sizes[ENTITIES][0] // BLOCK)
    if len(sums) != first + -(-sizes[ARRAYS][0] // BLOCK):
        raise damaged("the file does not fit the others", folder / SUMS)
    entities = MappedFile(folder / ENTITIES, sizes[ENTITIES][0], sums[:first])
    arrays = _Arrays(MappedFile(folder / ARRAYS, sizes[ARRAYS][0], sums[first:]), manifest, folder)
    data = Column(np.frombuffer(entities.data, dtype=np.uint8), Window(entities, 0))
    lines = Lines(data, arrays.column("lines.starts"), arrays.table("lines.ids"))
    found: dict[str, Any] = {name: arrays.column(name) for name in _COLUMNS}
    found |= {name: arrays.texts(name) for name in _TEXTS}
    found |= {name: arrays.table(name) for name in _TABLES}
    if arrays.listed(f"{_LETTERS}.{_FIRST}"):
        found[_LETTERS] = arrays.table(_LETTERS)
        found["content"] = FormParts(**{name: arrays.column(f"content.{name}") for name in _CONTENT})
    if arrays.listed(f"{_KEYS}.starts"):
        found[_KEYS] = KeyTable(**{name: arrays.column(f"{_KEYS}.{name}") for name in _KEYED})
    segment = Segment(**found)
    _refuse_misfits(folder, manifest, lines, segment)
    return lines, segment


def _sums(path: Path, size: int, checksum: str) -> NDArray[np.uint32]:
    if size > 1 << 31 or not path.is_file():
        raise damaged("a file of the gazetteer is missing", path)
    data = path.read_bytes()
    if len(data) != size or hashlib.sha256(data).hexdigest() != checksum or size % 4:
        raise damaged("the file is damaged: its checksum differs", path)
    return np.frombuffer(data, dtype="<u4")


class _Arrays:
    """The arrays of a file, by the names that the manifest gives them."""

    def __init__(self, file: MappedFile, manifest: dict[str, Any], folder: Path) -> None:
        self._file = file
        self._listed = manifest.get("arrays")
        self._place = folder / MANIFEST

    def listed(self, name: str) -> bool:
        """Return whether the manifest knows an array."""
        return isinstance(self._listed, dict) and name in self._listed

    def column(self, name: str) -> Column:
        """Return one array."""
        entry = self._listed.get(name) if isinstance(self._listed, dict) else None
        entry = entry if isinstance(entry, dict) else {}
        start, count = entry.get("start"), entry.get("count")
        kind = _type(name)
        if type(start) is not int or type(count) is not int or entry.get("type") != _LAYOUT[name]:
            raise damaged(f"the manifest does not say where the array {name} stands", self._place)
        if min(start, count) < 0 or start % _ALIGNED or start + count * kind.itemsize > len(self._file.data):
            raise damaged(f"the array {name} does not fit its file", self._place)
        data = self._file.data[start : start + count * kind.itemsize]
        return Column(np.frombuffer(data, dtype=kind), Window(self._file, start))

    def table(self, name: str) -> HashTable:
        """Return one hash table."""
        return HashTable(*(self.column(f"{name}.{each}") for each in _TABLE))

    def texts(self, name: str) -> Texts:
        """Return one list of texts."""
        return Texts(self.column(f"{name}.data"), self.column(f"{name}.starts"))


def _refuse_misfits(folder: Path, manifest: dict[str, Any], lines: Lines, segment: Segment) -> None:
    """Raise `GazetteerError` where arrays that go together differ in length."""
    parts, forms = len(segment.parts), len(segment.entities)
    tables = (lines.ids, segment.part_table, segment.identity_table)
    same = (
        (len(lines.ids.values), len(lines)), (len(segment.codes), parts), (len(segment.weights), parts),
        (len(segment.sounds), parts),
        (len(segment.shapes), parts), (len(segment.outlines), parts), (len(segment.offsets), parts + 1),
        (len(segment.part_table.values), parts), (len(segment.ordinals), forms),
        (len(segment.identities), forms), (len(segment.identity_table.values), forms),
        *((len(table.hashes), len(table.values)) for table in tables), *_of_forms(segment, forms),
        *_of_keys(segment),
    )  # fmt: skip
    if any(one != other for one, other in same) or not isinstance(manifest.get("fingerprint"), str):
        raise damaged("the arrays do not fit each other", folder / MANIFEST)


def _of_forms(segment: Segment, forms: int) -> Iterator[tuple[int, int]]:
    """Yield the lengths that must be equal among the arrays that version 4 added."""
    table, content = segment.letter_table, segment.content
    if table is None or content is None:
        return
    yield from ((len(table.values), forms), (len(table.hashes), forms), (len(content.kinds), forms))
    yield len(content.starts), forms + 1
    held = (content.roles, content.weights, content.heads, content.scripts)
    yield from ((len(column), len(content.parts)) for column in held)


def _of_keys(segment: Segment) -> Iterator[tuple[int, int]]:
    """Yield what must be equal in the table of keys: it has a power of two of places."""
    if segment.key_table is not None:
        places = len(segment.key_table.starts) - 1
        yield max(places, 2), 1 << max(places - 1, 1).bit_length()


def check_files(folder: Path, manifest: dict[str, Any]) -> None:
    """Read every file and compare its checksum; raises `GazetteerError` for one that differs."""
    for name in (ENTITIES, ARRAYS, SUMS):
        path = folder / name
        try:
            found = checksum_of(path)
        except OSError as error:
            raise GazetteerError(str(error), file=str(path)) from error
        if found != wanted(manifest, path)[1]:
            raise damaged("the file is damaged: its checksum differs", path)
