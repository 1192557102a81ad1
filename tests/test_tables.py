"""The packaged tables: read once, and a broken installation says so."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from nameresolve import GazetteerError, tables

NAMES = sorted(path.stem for path in tables.data_path().glob("*.json"))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Put another folder in place of the packaged data."""
    monkeypatch.setattr(tables, "data_path", lambda: tmp_path)
    yield tmp_path
    monkeypatch.undo()


@pytest.mark.parametrize("name", NAMES)
def test_every_packaged_table_can_be_read(name: str) -> None:
    assert tables.load(name)


def test_a_table_is_read_once() -> None:
    assert tables.load(NAMES[0]) is tables.load(NAMES[0])


def test_a_missing_table_is_named_with_how_to_reinstall(folder: Path) -> None:
    with pytest.raises(GazetteerError, match="the packaged table cannot be read") as caught:
        tables.load.__wrapped__("absent")
    assert caught.value.file == str(folder / "absent.json")
    assert "pip install --force-reinstall nameresolve" in str(caught.value)


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe"])
def test_a_damaged_table_is_named(folder: Path, content: bytes) -> None:
    (folder / "damaged.json").write_bytes(content)
    with pytest.raises(GazetteerError, match=r"damaged\.json"):
        tables.load.__wrapped__("damaged")
