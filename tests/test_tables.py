"""The packaged tables: read once, and a broken installation says so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nameresolve import GazetteerError, tables
from nameresolve.tables import Lines

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


_fields = st.text(st.characters(blacklist_characters="\t\n", blacklist_categories=("Cs",)))


@given(st.dictionaries(_fields.filter(bool), _fields, max_size=60), _fields)
def test_lines_have_what_a_dictionary_has(rows: dict[str, str], other: str) -> None:
    ordered = sorted(rows, key=lambda key: key.encode("utf-8"))
    filling = "x" * 40  # so that not all lines are looked through together
    text = "".join(f"{key}\t{rows[key]}{filling}\n" for key in ordered).encode("utf-8")
    table = Lines(text, lambda found: found.removesuffix(filling))
    assert dict(table.items()) == rows
    assert list(table) == ordered
    assert len(table) == len(rows)
    for key in (other, other + "\t", other[:-1], "\ud800", "a\nb"):
        assert table.get(key, "none") == rows.get(key, "none")
        assert (key in table) is (key in rows)


def test_a_key_that_lines_have_not_is_missed_as_a_dictionary_misses_it() -> None:
    with pytest.raises(KeyError, match="almaty"):
        Lines(b"astana\tKZ\n", str)["almaty"]


def test_a_key_is_no_part_of_another_and_no_text() -> None:
    table = Lines(b"ast\t1\nastana\tKZ\tast\n", str)
    assert [table.find(key) for key in ("a", "ast", "asta", "astana", "KZ", "stana", "ast\t1")] == [
        None, "1", None, "KZ\tast", None, None, None,
    ]  # fmt: skip


ROOT = Path(__file__).resolve().parent.parent
ASKED = re.compile(r'\b(load|read_lines|lines|mapped)\(\s*"([a-z_]+)"')


def _tables_asked() -> Iterator[tuple[str, str, Path]]:
    for folder in ("src/nameresolve", "scripts", "benchmarks"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            for how, name in ASKED.findall(path.read_text("utf-8")):
                yield how, name, path.relative_to(ROOT)


def test_every_table_that_code_asks_for_is_there_as_what_it_is_asked_as() -> None:
    asked = list(_tables_asked())
    assert {how for how, _, _ in asked} >= {"load", "lines"}
    missing = [
        f"{path}: {name}"
        for how, name, path in asked
        if not (tables.data_path() / f"{name}.{'json' if how == 'load' else 'txt'}").is_file()
    ]
    assert not missing
