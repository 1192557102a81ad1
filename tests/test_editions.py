"""A folder that is replaced: the old one or the new one is whole, whenever somebody looks or the power fails."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from nameresolve import Entity, Gazetteer, editions, storage
from nameresolve.editions import MANIFEST, current_edition

OLD = (Entity("nr:old", "person", "Kemel Tokayev"),)
NEW = (Entity("nr:new", "person", "Angela Merkel"), Entity("nr:new-too", "place", "Almaty"))

needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder as every version has written it: the files beside the manifest."""
    place = tmp_path / "compiled"
    Gazetteer.from_entities(OLD).save(place)
    return place


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def manifest(folder: Path) -> dict[str, object]:
    content: dict[str, object] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    return content


def test_a_new_folder_is_plain(folder: Path) -> None:
    assert manifest(folder)["version"] == storage.VERSION
    assert names(folder) == {MANIFEST, *manifest(folder)["files"]}  # type: ignore[misc]


def test_a_replaced_one_is_an_edition(folder: Path) -> None:
    Gazetteer.from_entities(NEW).save(folder)
    pointer = manifest(folder)
    assert pointer["version"] == storage.VERSION
    assert names(folder) == {MANIFEST, pointer["folder"]}, "what was replaced is gone"
    assert tuple(Gazetteer.open(folder)) == NEW


def test_an_edition_is_a_whole_gazetteer_of_its_own(folder: Path) -> None:
    Gazetteer.from_entities(NEW).save(folder)
    edition = folder / str(manifest(folder)["folder"])
    assert tuple(Gazetteer.open(edition)) == NEW
    assert (edition.stat().st_mode & 0o777) == 0o755


def test_replacing_again_and_again_keeps_one_edition(folder: Path) -> None:
    for entities in (NEW, OLD, OLD, NEW, NEW):
        Gazetteer.from_entities(entities).save(folder)
        assert tuple(Gazetteer.open(folder)) == entities
        assert len(names(folder)) == 2


def test_saving_the_same_again_mends_a_damaged_edition(folder: Path) -> None:
    Gazetteer.from_entities(NEW).save(folder)
    (folder / str(manifest(folder)["folder"]) / "arrays.bin").write_bytes(b"damaged")
    Gazetteer.from_entities(NEW).save(folder)
    assert tuple(Gazetteer.open(folder)) == NEW


def test_files_of_others_in_the_folder_stay(folder: Path) -> None:
    (folder / "README.txt").write_text("ours", encoding="utf-8")
    Gazetteer.from_entities(NEW).save(folder)
    assert (folder / "README.txt").read_text(encoding="utf-8") == "ours"


def test_a_gazetteer_can_be_saved_over_the_folder_it_was_opened_from(folder: Path) -> None:
    opened = Gazetteer.open(folder)
    opened.save(folder)
    assert tuple(opened) == tuple(Gazetteer.open(folder)) == OLD
    assert len(opened.index) == len(Gazetteer.open(folder).index)


def test_a_link_to_a_folder_stays_a_link(folder: Path, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(folder, target_is_directory=True)
    Gazetteer.from_entities(NEW).save(link)
    assert link.is_symlink()
    assert tuple(Gazetteer.open(folder)) == NEW


def test_what_a_killed_process_left_is_removed_by_the_next(folder: Path) -> None:
    (folder / "edition-dead").mkdir()
    (folder / "edition-dead" / "arrays.bin").write_bytes(b"half")
    (folder / f".{MANIFEST}-edition-dead").write_bytes(b"{")
    assert tuple(Gazetteer.open(folder)) == OLD
    Gazetteer.from_entities(NEW).save(folder)
    assert names(folder) == {MANIFEST, manifest(folder)["folder"]}


@pytest.mark.parametrize("step", ["_point_to", "_free_name"])
def test_a_failure_leaves_the_old_one_alone_in_force(
    folder: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def failing(*_: object) -> None:
        raise OSError("no space left on device")

    before = names(folder)
    monkeypatch.setattr(editions, step, failing)
    with pytest.raises(OSError, match="no space left"):
        Gazetteer.from_entities(NEW).save(folder)
    assert names(folder) == before
    assert names(folder.parent) == {"compiled"}
    assert tuple(Gazetteer.open(folder)) == OLD


def test_a_reader_that_was_overtaken_reads_the_new_one(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    original = storage.read_manifest
    overtaken: list[int] = []

    def slow(place: Path) -> dict[str, object]:
        found: dict[str, object] = original(place)
        if len(overtaken) < 2:
            overtaken.append(1)
            Gazetteer.from_entities(NEW if len(overtaken) == 2 else OLD).save(folder)
        return found

    monkeypatch.setattr(storage, "read_manifest", slow)
    assert tuple(Gazetteer.open(folder)) == NEW
    assert len(overtaken) == 2


@pytest.mark.parametrize("name", ["", "edition-", "edition-x"])
def test_the_pointer_of_no_manifest_is_none(name: str) -> None:
    assert current_edition({"folder": name}) == (name if name.startswith("edition-") else None)
    assert current_edition([name]) is None


def test_readers_and_writers_at_once_see_whole_gazetteers_only(folder: Path) -> None:
    stop = threading.Event()
    failures: list[Exception] = []
    old, new = Gazetteer.from_entities(OLD), Gazetteer.from_entities(NEW)

    def write() -> None:
        try:
            while not stop.is_set():
                new.save(folder)
                old.save(folder)
        except Exception as error:  # noqa: BLE001  # whatever it is, the test must see it
            failures.append(error)

    writers = [threading.Thread(target=write) for _ in range(2)]
    for writer in writers:
        writer.start()
    try:
        for _ in range(60):
            assert tuple(Gazetteer.open(folder)) in (OLD, NEW)
    finally:
        stop.set()
        for writer in writers:
            writer.join()
    assert not failures
    assert len(names(folder)) == 2


KILLED_AT_EACH_STEP = """
import os, signal, sys
from pathlib import Path
from nameresolve import Entity, Gazetteer

target, kinds = Path(sys.argv[1]), ("open", "os.", "shutil.", "fcntl.", "tempfile.")
old = Gazetteer.from_entities([Entity("nr:old", "person", "Kemel Tokayev")])
new = Gazetteer.from_entities([Entity("nr:new", "person", "Angela Merkel")])

def save_and_die(gazetteer, step):
    count = 0
    def hook(event, _):
        nonlocal count
        if event.startswith(kinds) and event != "os.kill":
            count += 1
            if count > step:
                os.kill(os.getpid(), signal.SIGKILL)
    sys.addaudithook(hook)
    gazetteer.save(target)
    os._exit(0)

stride, step, done, kept, changed = int(sys.argv[2]), 0, set(), 0, 0
while len(done) < 2:
    for gazetteer in (new, old):
        before = [entity.id for entity in Gazetteer.open(target)]
        child = os.fork()
        if not child:
            save_and_die(gazetteer, step)
        _, status = os.waitpid(child, 0)
        assert status in (0, signal.SIGKILL), status
        after = [entity.id for entity in Gazetteer.open(target)]
        wanted = [entity.id for entity in gazetteer]
        assert after in (before, wanted), (step, before, after)
        if before != wanted:
            kept, changed = kept + (after == before), changed + (after == wanted)
        if not status:
            assert after == wanted
            done.add(wanted[0])
    step += stride
for left in target.parent.iterdir():
    assert left == target or left.name.startswith("."), left
print(step, kept, changed)
"""


@needs_fork
@pytest.mark.parametrize("stride", [5, pytest.param(1, marks=pytest.mark.long)])
def test_killed_before_each_step_the_old_or_the_new_one_is_whole(folder: Path, stride: int) -> None:
    call = [sys.executable, "-c", KILLED_AT_EACH_STEP, str(folder), str(stride)]
    run = subprocess.run(call, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    steps, kept, changed = map(int, run.stdout.split())
    assert steps > 30, "every file that is opened, renamed or removed is a step"
    assert kept > 3, "some were killed before the change"
    assert changed > 1, "and some after it"
    Gazetteer.from_entities(NEW).save(folder)
    assert len(names(folder)) == 2


SAVING_FOR_EVER = """
import sys
from nameresolve import Entity, Gazetteer
old = Gazetteer.from_entities([Entity("nr:old", "person", "Kemel Tokayev")])
new = Gazetteer.from_entities([Entity("nr:new", "person", "Angela Merkel")])
print("ready", flush=True)
while True:
    new.save(sys.argv[1])
    old.save(sys.argv[1])
"""


@pytest.mark.long
def test_killed_at_any_time_the_old_or_the_new_one_is_whole(folder: Path) -> None:
    for round_ in range(40):
        with subprocess.Popen(
            [sys.executable, "-c", SAVING_FOR_EVER, str(folder)], stdout=subprocess.PIPE
        ) as run:
            assert run.stdout is not None
            run.stdout.readline()
            time.sleep(0.013 * round_ % 0.1)
            run.send_signal(signal.SIGKILL)
        assert [entity.id for entity in Gazetteer.open(folder)] in (["nr:old"], ["nr:new"])
