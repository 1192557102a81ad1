"""The compiled form of a gazetteer: a folder of plain files with a manifest.

    records     entities as lines of JSON
    compiled    the files of a folder, since version 3; older reads what versions 1 and 2 wrote
    mapped      files that are read, and checked, where they are touched
    manifest    what the folder is, and what each file must be

Where a gazetteer was replaced, the manifest points to an edition of it, see `nameresolve.editions`; where
it was updated, also to a folder with what was added and removed.
Nothing in it is executed or unpickled. A folder that is damaged, of another kind or newer than
this version is refused with the file's name and what to do.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from attrs import frozen

from nameresolve.editions import (
    MANIFEST,
    current_edition,
    current_update,
    put_beside,
    put_in_place,
    sync_files,
)
from nameresolve.errors import GazetteerError
from nameresolve.index import FormIndex, IndexBuilder, Segment
from nameresolve.storage.compiled import check_files, read_compiled, write_compiled
from nameresolve.storage.manifest import FORMAT, VERSION, damaged, read_manifest, sealed
from nameresolve.storage.older import read_older
from nameresolve.storage.records import Lines, Records, from_json, to_json

__all__ = [
    "FORMAT", "VERSION", "Lines", "Opened", "Records", "from_json", "read_folder", "to_json", "write_folder",
    "write_update",
]  # fmt: skip

_ATTEMPTS = 50


@frozen(slots=True, eq=False)
class Opened:
    """What a folder holds: the entities and their index, and what of it an update goes beside.

    `base` is the fingerprint of the edition without its update.
    """

    records: Records
    index: FormIndex
    folder: Path
    base: str


def write_folder(target: Path, records: Records, segment: Segment) -> None:
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
    (lines,) = records.lines
    with _beside(target) as folder:
        redirects = {"redirects": records.redirects} if records.redirects else {}
        write_compiled(folder, lines, segment, records.fingerprint, redirects)
        sync_files(folder)
        put_in_place(folder, target, records.fingerprint[:16], _pointer)


def write_update(opened: Opened, records: Records, segments: Sequence[Segment]) -> bool:
    """Write what was added to a gazetteer and removed since it was opened, beside it.

    Nothing is written, and False returned, if another edition has taken its place.
    """
    added = records.lines[1] if len(records.lines) > 1 else Lines.of(())
    segment = segments[1] if len(segments) > 1 else IndexBuilder().segment()
    more = {"base": opened.base, "removed": sorted(records.removed), "redirects": records.redirects}
    with _beside(opened.folder) as folder:
        write_compiled(folder, added, segment, records.fingerprint, more)
        sync_files(folder)
        pointing = partial(_pointing_to_update, opened)
        return put_beside(folder, opened.folder, records.fingerprint[:16], pointing)


@contextmanager
def _beside(target: Path) -> Iterator[Path]:
    """Make an empty folder beside the target, which is gone afterwards unless it was moved."""
    beside = Path(tempfile.mkdtemp(prefix=f".{target.name[:100]}-", dir=target.parent))
    try:
        beside.chmod(0o755)
        yield beside
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _pointer(edition: str) -> bytes:
    return sealed({"format": FORMAT, "version": VERSION, "folder": edition})


def _pointing_to_update(opened: Opened, update: str) -> bytes | None:
    manifest = read_manifest(opened.folder)
    if _base_of(opened.folder, manifest)[1].get("fingerprint") != opened.base:
        return None
    return sealed({**manifest, "version": VERSION, "update": update})


def read_folder(folder: Path, *, check: bool = False) -> Opened:
    """Open a compiled gazetteer; what is read of it is checked when it is read, or all now.

    If it is replaced meanwhile, so that what was read fits no more, the new one is read.
    """
    for _ in range(_ATTEMPTS - 1):
        before = _manifest_bytes(folder)
        try:
            return _read_edition(folder, check=check)
        except GazetteerError:
            if _manifest_bytes(folder) == before:
                raise
    return _read_edition(folder, check=check)


def _manifest_bytes(folder: Path) -> bytes:
    try:
        return (folder / MANIFEST).read_bytes()
    except OSError:
        return b""


def _base_of(folder: Path, manifest: dict[str, Any]) -> tuple[Path, dict[str, Any]]:
    """Return the folder with the files of the edition that counts, and its manifest."""
    if "folder" not in manifest:
        return folder, manifest
    edition = current_edition(manifest)
    if edition is None:
        raise damaged("it points to no edition", folder / MANIFEST)
    return folder / edition, read_manifest(folder / edition)


def _read_edition(folder: Path, *, check: bool) -> Opened:
    pointing = read_manifest(folder)
    base, manifest = _base_of(folder, pointing)
    lines, segment = _read_files(base, manifest, check=check)
    fingerprint = str(manifest.get("fingerprint"))
    redirects = _redirects(base, manifest)
    if "update" not in pointing:
        records = Records([lines], (), redirects, fingerprint)
        return Opened(records, FormIndex([segment]), folder, fingerprint)
    update = current_update(pointing)
    if update is None:
        raise damaged("it points to no update", folder / MANIFEST)
    manifest = read_manifest(folder / update)
    added, parts = _read_files(folder / update, manifest, check=check)
    if manifest.get("base") != fingerprint:
        raise damaged("the update belongs to another edition", folder / update / MANIFEST)
    removed = _removed(folder / update, manifest, len(lines))
    redirects = _redirects(folder / update, manifest)
    records = Records([lines, added], removed, redirects, str(manifest.get("fingerprint")))
    index = FormIndex([segment, parts], removed, len(lines))
    return Opened(records, index, folder, fingerprint)


def _read_files(folder: Path, manifest: dict[str, Any], *, check: bool) -> tuple[Lines, Segment]:
    if "arrays" not in manifest:  # also where an old one was updated since
        return read_older(folder, manifest)
    found = read_compiled(folder, manifest)
    if check:
        check_files(folder, manifest)
    return found


def _redirects(folder: Path, manifest: dict[str, Any]) -> dict[str, str]:
    found = manifest.get("redirects", {})
    if not isinstance(found, dict) or not all(isinstance(each, str) for each in found.values()):
        raise damaged("its redirects are none", folder / MANIFEST)
    return found


def _removed(folder: Path, manifest: dict[str, Any], entities: int) -> list[int]:
    found = manifest.get("removed")
    if not isinstance(found, list) or not all(type(n) is int and 0 <= n < entities for n in found):
        raise damaged("it does not say what was removed", folder / MANIFEST)
    return found
