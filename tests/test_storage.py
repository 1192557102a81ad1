"""The compiled folder: whole or refused, and never half-written."""

from __future__ import annotations

import hashlib
import io
import json
import pickle
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from nameresolve import Entity, Gazetteer, GazetteerError, NameForm, Resolver, storage
from nameresolve.packed import Column
from nameresolve.storage.manifest import sealed

ENTITIES = (
    Entity(
        "Q200881",
        "person",
        "Kassym-Jomart Tokayev",
        (NameForm("Қасым-Жомарт Тоқаев", "kk", "Cyrl"), NameForm("KJT", "en", "Latn", "weak")),
        countries=("KZ",),
        born=1953,
        identifiers={"wikidata": "Q200881"},
        prominence=0.9,
        roles=("President of Kazakhstan since 2019",),
    ),
    Entity("Q15031", "person", "Xi Jinping", (NameForm("习近平", "zh", "Hani"),), family="first"),
    Entity("nr:name-with-odd-signs", "other", 'A "quoted"\tname\nover\u2028lines'),
)


FILES = ("arrays.bin", "checksums.bin", "entities.jsonl", "manifest.json")
OLD = Path(__file__).parent / "data"


@pytest.fixture
def old_folder(tmp_path: Path) -> Path:
    """Return a copy of a folder that version 1 of the format wrote."""
    return Path(shutil.copytree(OLD / "format-1", tmp_path / "old"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a compiled folder."""
    place = tmp_path / "compiled"
    Gazetteer.from_entities(ENTITIES).save(place)
    return place


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def change_manifest(folder: Path, change: Callable[[dict[str, object]], None]) -> None:
    path = folder / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    change(manifest)
    path.write_bytes(
        sealed(manifest) if manifest.get("version") == storage.VERSION else json.dumps(manifest).encode()
    )


# ------------------------------------------------------------------ round trips


def test_what_is_saved_is_what_is_opened(folder: Path) -> None:
    opened = Gazetteer.open(folder)
    assert tuple(opened) == ENTITIES
    assert opened.get("Q200881") == ENTITIES[0]
    assert opened.fingerprint == Gazetteer.from_entities(ENTITIES).fingerprint


def test_a_gazetteer_of_nobody_can_be_saved_and_searched(tmp_path: Path) -> None:
    Gazetteer.from_entities([]).save(tmp_path / "nobody")
    opened = Gazetteer.open(tmp_path / "nobody")
    assert len(opened) == 0
    assert Resolver(opened).resolve("Tokayev").status == "none"


def test_the_arrays_are_mapped_and_not_read(folder: Path) -> None:
    gazetteer = Gazetteer.open(folder)
    (segment,) = gazetteer.index.segments
    assert segment.postings.mapped
    assert segment.identities.data.mapped
    assert gazetteer._records.lines[0].data.mapped


def test_a_folder_can_be_opened_twice_and_copied(folder: Path, tmp_path: Path) -> None:
    first, second = Gazetteer.open(folder), Gazetteer.open(str(folder))
    first.save(tmp_path / "copy")
    assert files(tmp_path / "copy") == files(folder)
    assert list(first) == list(second)


def test_saving_again_replaces_the_old_folder(folder: Path) -> None:
    Gazetteer.from_entities(ENTITIES[1:]).save(folder)
    assert [entity.id for entity in Gazetteer.open(folder)] == ["Q15031", "nr:name-with-odd-signs"]
    assert [path.name for path in folder.parent.iterdir()] == ["compiled"]


def test_the_manifest_holds_the_checksum_of_every_file(folder: Path) -> None:
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    others = {name: data for name, data in files(folder).items() if name != "manifest.json"}
    assert manifest["counts"]["entities"] == len(ENTITIES)
    assert {name: row["sha256"] for name, row in manifest["files"].items()} == {
        name: hashlib.sha256(data).hexdigest() for name, data in others.items()
    }


def test_nothing_in_the_folder_is_pickled(folder: Path) -> None:
    for path in folder.glob("*.npy"):
        assert np.load(path, allow_pickle=False).dtype != object


# ------------------------------------------------------------------ what is refused


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("how", ["cut short", "one byte changed", "emptied", "lengthened"])
def test_a_damaged_file_is_refused_by_name(folder: Path, name: str, how: str) -> None:
    path = folder / name
    data = path.read_bytes()
    middle = len(data) // 2
    if name == "manifest.json":
        middle = 0  # further on stand counts that are only shown
    damaged = {
        "cut short": data[:-3],
        "one byte changed": data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :],
        "emptied": b"",
        "lengthened": data + b"more",
    }[how]
    path.write_bytes(damaged)
    with pytest.raises(GazetteerError) as caught:
        Gazetteer.open(folder, check=how == "one byte changed")
    assert name in str(caught.value)
    assert caught.value.remedy


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_refused_by_name(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(GazetteerError, match="missing") as caught:
        Gazetteer.open(folder)
    assert caught.value.file == str(folder / name)
    assert caught.value.remedy


def test_a_newer_folder_is_refused_with_how_to_upgrade(folder: Path) -> None:
    change_manifest(folder, lambda manifest: manifest.update(version=storage.VERSION + 1))
    with pytest.raises(
        GazetteerError, match=f"version {storage.VERSION + 1}, this library reads up to"
    ) as caught:
        Gazetteer.open(folder)
    assert caught.value.remedy == "Upgrade: pip install --upgrade nameresolve"


@pytest.mark.parametrize("content", ["[]", "1", "null", '{"format": "something-else", "version": 1}', "{}"])
def test_a_manifest_of_another_kind_is_refused(folder: Path, content: str) -> None:
    (folder / "manifest.json").write_text(content, encoding="utf-8")
    with pytest.raises(GazetteerError, match="not a compiled gazetteer"):
        Gazetteer.open(folder)


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe\x00", b"not json"])
def test_a_manifest_that_cannot_be_read_is_refused(folder: Path, content: bytes) -> None:
    (folder / "manifest.json").write_bytes(content)
    with pytest.raises(GazetteerError, match="the manifest cannot be read"):
        Gazetteer.open(folder)


ROW = {"bytes": 1, "sha256": "0" * 64}


@pytest.mark.parametrize(
    "listing",
    [
        [], None, {}, 3, "entities.jsonl", ["entities.jsonl"], {"entities.jsonl": 3}, {"entities.jsonl": None},
        {"entities.jsonl": []}, {"entities.jsonl": {}}, {"entities.jsonl": {"bytes": 1}},
        {"entities.jsonl": {"sha256": "0"}}, {"entities.jsonl": ROW | {"bytes": "1"}},
        {"entities.jsonl": ROW | {"bytes": True}}, {"entities.jsonl": ROW | {"bytes": -1}},
        {"entities.jsonl": ROW | {"bytes": 1.0}}, {"entities.jsonl": ROW | {"sha256": 0}},
        {"entities.jsonl": ROW | {"sha256": None}}, {"entities.jsonl": ROW},
    ],
)  # fmt: skip
def test_a_manifest_without_its_list_of_files_is_refused(folder: Path, listing: object) -> None:
    change_manifest(folder, lambda manifest: manifest.update(files=listing))
    with pytest.raises(GazetteerError) as caught:
        Gazetteer.open(folder)
    assert caught.value.file in {str(folder / "manifest.json"), str(folder / "entities.jsonl")}
    assert caught.value.remedy


@pytest.mark.parametrize("version", [0, -1, True, "1", 1.0, None, [1]])
def test_what_is_no_format_version_is_refused(folder: Path, version: object) -> None:
    change_manifest(folder, lambda manifest: manifest.update(version=version))
    with pytest.raises(GazetteerError, match="is no format version"):
        Gazetteer.open(folder)


@pytest.mark.parametrize(
    "content", ["[" * 100_000, '{"format": NaN', "\ud800".encode("utf-8", "surrogatepass")]
)
def test_a_manifest_made_to_break_the_reader_is_refused(folder: Path, content: str | bytes) -> None:
    data = content.encode() if isinstance(content, str) else content
    (folder / "manifest.json").write_bytes(data)
    with pytest.raises(GazetteerError, match="the manifest cannot be read"):
        Gazetteer.open(folder)


@pytest.mark.parametrize(
    "pointer",
    [None, "", ".", "..", "edition-/../x", "edition-\\..\\x", "/etc", 3, [], {}, "edition-\0", "elsewhere"],
)
def test_a_manifest_points_to_an_edition_inside_the_folder_or_is_refused(
    folder: Path, pointer: object
) -> None:
    change_manifest(folder, lambda manifest: manifest.update(version=2, folder=pointer))
    with pytest.raises(GazetteerError, match="points to no edition"):
        Gazetteer.open(folder)


def put(folder: Path, name: str, data: bytes) -> None:
    """Write a file of a compiled folder with the checksum it should have."""
    (folder / name).write_bytes(data)
    row = {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
    change_manifest(folder, lambda manifest: manifest["files"].update({name: row}))  # type: ignore[attr-defined]


def array_bytes(array: object) -> bytes:
    stream = io.BytesIO()
    np.save(stream, np.asarray(array), allow_pickle=True)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("parts.tsv", b"one\n"), ("parts.tsv", b"one\ttwo\n"), ("parts.tsv", b"\xff\t\t\n"), ("parts.tsv", b"\n"),
        ("forms.txt", b"\xff\n"), ("forms.txt", b"a\tb\n"),
        ("weights.npy", b""), ("weights.npy", b"no array"), ("weights.npy", array_bytes([{}])),
        ("weights.npy", array_bytes("text")), ("weights.npy", array_bytes(1.0)), ("weights.npy", b"PK\x03\x04"),
        ("starts.npy", array_bytes(np.array([], dtype=np.uint64))), ("starts.npy", array_bytes(np.array([0, 5], dtype=np.uint64))),
        ("starts.npy", array_bytes(np.array([0.0, 5.0]))), ("starts.npy", array_bytes(np.array([[0]], dtype=np.uint64))),
        ("starts.npy", array_bytes(np.array([1], dtype=np.uint64))), ("entities.jsonl", b""), ("entities.jsonl", b"{}\n"),
    ],
)  # fmt: skip
def test_an_old_file_of_another_shape_is_refused_by_name(old_folder: Path, name: str, data: bytes) -> None:
    put(old_folder, name, data)
    with pytest.raises(GazetteerError) as caught:
        Gazetteer.open(old_folder)
    assert str(old_folder) in str(caught.value)
    assert caught.value.remedy


@pytest.mark.parametrize(
    "line", ["{}", "[]", "3", "null", '{"forms": 3}', "{", '{"forms": [[1, 2, 3, 4, 5, 6]], "id": "x"}']
)
def test_an_entity_that_is_none_is_refused_when_it_is_read(old_folder: Path, line: str) -> None:
    data = line.encode() + b"\n"
    put(old_folder, "entities.jsonl", data)
    put(old_folder, "starts.npy", array_bytes(np.array([0, len(data)], dtype=np.uint64)))
    with pytest.raises(GazetteerError, match="this is no entity"):
        list(Gazetteer.open(old_folder))


@pytest.mark.parametrize("line", [b"{}", b"[]", b"3", b"null", b'{"forms": 3}', b"{", b"\xff"])
def test_a_line_that_is_no_entity_is_refused_when_it_is_read(line: bytes) -> None:
    lines = storage.Lines.of(ENTITIES[:1])
    data = np.frombuffer(line + b"\n", dtype=np.uint8)
    wrong = storage.Lines(Column(data), Column(np.array([0, len(data)], dtype=np.uint64)), lines.ids)
    with pytest.raises(GazetteerError, match="entity"):
        list(storage.Records([wrong]))


@pytest.mark.parametrize("name", ["format-1", "format-2", "format-3"])
def test_what_earlier_versions_wrote_opens_and_answers_the_same(name: str, tmp_path: Path) -> None:
    old = Gazetteer.open(OLD / name)
    new = Gazetteer.from_entities(old)
    old.save(tmp_path / "new")
    again = Gazetteer.open(tmp_path / "new", check=True)
    assert old.fingerprint == new.fingerprint == again.fingerprint
    for query in ("Qasym-Zhomart Toqaev", "Xi Jinping", "習近平", "Алматы", "Eurasian Bank for Development"):
        answers = [Resolver(each).resolve(query) for each in (old, new, again)]
        assert answers[0] == answers[1] == answers[2]
        assert answers[0].candidates
    assert old.get("Q200881") is not None
    assert old.get("Q200881") == again.get("Q200881")


@pytest.mark.parametrize("folder_name", ["format-1", "format-2", "format-3"])
def test_an_old_folder_can_be_updated_where_it_stands(folder_name: str, tmp_path: Path) -> None:
    place = Path(shutil.copytree(OLD / folder_name, tmp_path / "old"))
    Gazetteer.open(place).add([Entity("nr:new", "person", "Angela Merkel")]).save(place)
    opened = Gazetteer.open(place, check=True)
    assert [entity.id for entity in opened][-1] == "nr:new"
    assert opened.updated


QUESTIONS = ("Qasym-Zhomart Toqaev", "Xi Jinping", "a quoted name over lines", "Merkel")


def told(folder: Path) -> object:
    """Return all that a folder answers: its entities, ids and decisions."""
    gazetteer = Gazetteer.open(folder)
    resolver = Resolver(gazetteer)
    return (
        gazetteer.fingerprint, len(gazetteer), list(gazetteer), gazetteer.get("Q15031"), gazetteer.get("nr:gone"),
        [resolver.resolve(query) for query in QUESTIONS], sorted(gazetteer.index.by_identity.items()),
    )  # fmt: skip


@pytest.mark.parametrize("stride", [97, pytest.param(1, marks=pytest.mark.long)])
def test_a_flipped_byte_anywhere_is_noticed_or_harmless(folder: Path, stride: int) -> None:
    """Every file, also those of an update; never another answer."""
    opened = Gazetteer.open(folder).remove(["nr:name-with-odd-signs"], redirects={"nr:gone": "Q15031"})
    opened.add([Entity("nr:new", "person", "Angela Merkel")]).save(folder)
    right, told_of, harmless = told(folder), [], 0
    for path in sorted(each for each in folder.rglob("*") if each.is_file()):
        data = path.read_bytes()
        for place in range(stride // 2, len(data), stride):
            path.write_bytes(data[:place] + bytes([data[place] ^ 0x15]) + data[place + 1 :])
            try:
                assert told(folder) == right, (path.name, place)
                harmless += 1
            except GazetteerError as error:
                told_of.append(error)
        path.write_bytes(data)
    assert told(folder) == right
    assert all(error.remedy for error in told_of)
    assert len(told_of) > harmless, "most bytes are read for these questions"


def test_a_block_that_is_damaged_is_noticed_when_it_is_read(folder: Path) -> None:
    path = folder / "entities.jsonl"
    data = path.read_bytes()
    path.write_bytes(data.replace(b"Tokayev", b"Tokarev"))
    gazetteer = Gazetteer.open(folder)
    assert len(gazetteer) == len(ENTITIES)
    with pytest.raises(GazetteerError, match="checksum of block 1 differs") as caught:
        gazetteer.get("Q200881")
    assert caught.value.file == str(path)


def test_what_is_no_gazetteer_is_refused_with_what_to_give(tmp_path: Path) -> None:
    (tmp_path / "a-file").write_text("text", encoding="utf-8")
    for place in (tmp_path, tmp_path / "nowhere", tmp_path / "a-file"):
        with pytest.raises(GazetteerError) as caught:
            Gazetteer.open(place)
        assert str(place) in str(caught.value)
        assert caught.value.remedy


# ------------------------------------------------------------------ writing


def test_something_else_is_never_replaced(tmp_path: Path) -> None:
    target = tmp_path / "thesis"
    target.mkdir()
    (target / "chapter-1.txt").write_text("years of work", encoding="utf-8")
    with pytest.raises(GazetteerError, match="something else stands here"):
        Gazetteer.from_entities(ENTITIES).save(target)
    assert files(target) == {"chapter-1.txt": b"years of work"}


def test_a_file_is_never_replaced(tmp_path: Path) -> None:
    target = tmp_path / "notes.txt"
    target.write_text("notes", encoding="utf-8")
    with pytest.raises(GazetteerError):
        Gazetteer.from_entities(ENTITIES).save(target)
    assert target.read_text(encoding="utf-8") == "notes"


def test_a_missing_parent_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match="does not exist") as caught:
        Gazetteer.from_entities(ENTITIES).save(tmp_path / "no" / "such" / "folder")
    assert caught.value.file == str(tmp_path / "no" / "such")


@pytest.mark.parametrize("broken", FILES)
def test_a_failure_midway_leaves_the_old_folder_whole(
    folder: Path, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    before = files(folder)
    for method in ("write_bytes", "open"):
        original = getattr(Path, method)

        def failing(
            path: Path, *args: object, _original: Callable[..., int] = original, **options: object
        ) -> int:
            if path.name == broken and (args or options) and path.parent.name.startswith("."):
                raise OSError("no space left on device")
            return _original(path, *args, **options)

        monkeypatch.setattr(Path, method, failing)
    with pytest.raises((OSError, GazetteerError), match="no space left"):
        Gazetteer.from_entities(ENTITIES[1:]).save(folder)
    assert files(folder) == before
    assert [path.name for path in folder.parent.iterdir()] == ["compiled"], (
        "nothing half-written stays behind"
    )


def test_an_opened_gazetteer_travels_as_its_folder(folder: Path) -> None:
    gazetteer = Gazetteer.open(folder)
    sent = pickle.dumps(gazetteer)
    assert len(sent) < 1000
    assert pickle.loads(sent).fingerprint == gazetteer.fingerprint
    Gazetteer.from_entities(ENTITIES[1:]).save(folder)
    with pytest.raises(GazetteerError, match="it was replaced after it was opened"):
        pickle.loads(sent)
