"""Replacing a folder that others may be reading: the old one or the new one, at every moment.

A finished folder that is new gets its name by one `rename`. POSIX has no call that replaces a folder
with files in it, so a later one goes into the folder as an edition of its own, and the small file
`MANIFEST` is replaced by one that points to it:

    customers.nr/
      manifest.json             {"folder": "edition-90b1...", ...}: which edition counts
      edition-90b1.../          a whole gazetteer, with a manifest of its own
      update-77aa.../           what was added to it and removed since, where it was updated

Replacing one file is a single step. A process killed before it leaves the old one in force, one killed
after it the new one; what it left behind is removed by the next that writes there.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

__all__ = ["MANIFEST", "current_edition", "current_update", "put_beside", "put_in_place", "sync_files"]

MANIFEST = "manifest.json"
_PREFIX = "edition-"
_UPDATE = "update-"
_NOT_EMPTY = {errno.ENOTEMPTY, errno.EEXIST, errno.ENOTDIR, errno.EACCES}


def put_in_place(finished: Path, target: Path, stem: str, pointer: Callable[[str], bytes]) -> None:
    """Give a finished folder, which must be on the same disk, the name `target`.

    Where a folder stands there already it becomes its newest edition, named after `stem`; `pointer` makes
    the manifest out of the name of the edition. Several processes may do so at once: the last
    one wins. Raises `OSError` if it cannot be done, and then the old folder is as it was.
    """
    if not target.exists():
        try:
            os.rename(finished, target)
        except OSError as error:
            if error.errno not in _NOT_EMPTY or not (target / MANIFEST).is_file():
                raise
        else:
            _sync(target.parent)
            return  # else another process was quicker
    with _alone_in(target):
        flat = _files_of(target)
        edition = _free_name(target, stem)
        try:
            os.rename(finished, target / edition)
            _point_to(target, edition, pointer(edition))
        finally:
            _tidy(target, flat)


def put_beside(finished: Path, target: Path, stem: str, pointer: Callable[[str], bytes | None]) -> bool:
    """Move the finished folder of an update into `target`, beside the edition that it updates.

    `pointer` makes the manifest out of the name of the update, or returns None if another edition is
    in force by now; then nothing is done, and the answer is False.
    """
    with _alone_in(target):
        update = _free_name(target, stem, _UPDATE)
        manifest = pointer(update)
        if manifest is None:
            return False
        try:
            os.rename(finished, target / update)
            _point_to(target, update, manifest)
        finally:
            _tidy(target, set())
    return True


def current_update(manifest: object) -> str | None:
    """Return the name of the folder of an update that a manifest points to, None if there is none.

    >>> current_update({"folder": "edition-90b1", "update": "update-77aa"})
    'update-77aa'
    """
    return _named(manifest, "update", _UPDATE)


def current_edition(manifest: object) -> str | None:
    """Return the name of the folder a manifest points to, None if it points to none.

    >>> current_edition({"folder": "edition-90b1"})
    'edition-90b1'
    """
    return _named(manifest, "folder", _PREFIX)


def _named(manifest: object, key: str, prefix: str) -> str | None:
    name = manifest.get(key) if isinstance(manifest, dict) else None
    plain = isinstance(name, str) and name.startswith(prefix) and name.isascii()
    return str(name) if plain and not {"/", "\\", "\0"} & set(str(name)) else None


def sync_files(folder: Path) -> None:
    """Wait until the files of a folder are on the disk, so that a power cut cannot undo them."""
    for path in folder.iterdir():
        _sync(path)
    _sync(folder)


def _sync(path: Path) -> None:
    with contextlib.suppress(OSError):  # not every file system can, and none must
        number = os.open(path, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


def _free_name(target: Path, stem: str, prefix: str = _PREFIX) -> str:
    """Return a name no edition has; one with the same content may be there, and be damaged."""
    name, number = f"{prefix}{stem}", 1
    while (target / name).exists():
        number += 1
        name = f"{prefix}{stem}-{number}"
    return name


def _point_to(target: Path, edition: str, manifest: bytes) -> None:
    beside = target / f".{MANIFEST}-{edition}"
    beside.write_bytes(manifest)
    _sync(beside)
    os.replace(beside, target / MANIFEST)
    _sync(target)


def _read(path: Path) -> dict[str, Any]:
    try:
        content = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def _files_of(folder: Path) -> set[str]:
    """Return the names of the files a manifest lists."""
    listed = _read(folder / MANIFEST).get("files")
    return {name for name in listed if Path(name).name == name} if isinstance(listed, dict) else set()


def _tidy(target: Path, flat: set[str]) -> None:
    """Remove what does not count: other editions, and the files that stood beside the manifest before."""
    manifest = _read(target / MANIFEST)
    edition = current_edition(manifest)
    kept = (edition, current_update(manifest))
    for path in target.iterdir():
        if path.name.startswith((_PREFIX, _UPDATE)) and path.name not in kept:
            shutil.rmtree(path, ignore_errors=True)  # a reader on Windows may hold it: next time
        elif path.name.startswith(f".{MANIFEST}-"):
            path.unlink(missing_ok=True)
    for name in (flat | _files_of(target / edition)) if edition else ():
        with contextlib.suppress(OSError):
            (target / name).unlink()


@contextlib.contextmanager
def _alone_in(target: Path) -> Iterator[None]:
    """Wait until no other process writes there; the lock ends with the process that holds it."""
    try:
        import fcntl
    except ImportError:  # Windows has no such lock; there two that write at once are on their own
        yield
        return
    number = os.open(target, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):  # some network disks have no locks
            fcntl.flock(number, fcntl.LOCK_EX)
        yield
    finally:
        os.close(number)
