"""The build refuses what is wrong, with the place, and writes the same bytes for the same files."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from nameresolve.errors import GazetteerError

ROOT = Path(__file__).resolve().parents[2]

GOOD = """\
id = "test-rus-Cyrl-Latn-2000"
title = "Test"
authority = "Test"
year = 2000
language = "ru"
script = "Cyrl"
source = "somewhere"

[rules]
"а" = "a"
"б" = "b"

[[examples]]
from = "баба"
to = "baba"
"""


@pytest.fixture(scope="module")
def script() -> ModuleType:
    place = ROOT / "scripts" / "build_romanization.py"
    spec = importlib.util.spec_from_file_location("build_romanization", place)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def source(tmp_path: Path) -> Path:
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "some.toml").write_text('[somewhere]\ntitle = "Somewhere"\n', "utf-8")
    folder = tmp_path / "romanization"
    folder.mkdir()
    (folder / "test-rus-Cyrl-Latn-2000.toml").write_text(GOOD, "utf-8")
    return folder


def change(folder: Path, old: str, new: str) -> None:
    file = folder / "test-rus-Cyrl-Latn-2000.toml"
    assert old in GOOD
    file.write_text(GOOD.replace(old, new), "utf-8")


def test_the_same_files_give_the_same_bytes(script: ModuleType, source: Path, tmp_path: Path) -> None:
    one, two = tmp_path / "one.json", tmp_path / "two.json"
    script.build(source, one)
    script.build(source, two)
    assert one.read_bytes() == two.read_bytes()


def test_the_shipped_table_is_built_from_the_shipped_files(script: ModuleType, tmp_path: Path) -> None:
    target = tmp_path / "again.json"
    script.build(ROOT / "gazetteer" / "romanization", target)
    assert target.read_bytes() == (ROOT / "src/nameresolve/data/romanization.json").read_bytes()


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"а" = "a"', '"а" = "a', r"line 10, column \d+: "),
        ('"а" = "a"', '"а" = 1', "line 10, column 1: the rule for 'а' is not a text"),
        ('"а" = "a"', '"А" = "a"', "line 10, column 1: the rule for 'А' is not in lower case"),
        ('to = "baba"', 'to = "papa"', "line 14, column 8: 'баба' gives 'baba', not 'papa'"),
        ('source = "somewhere"', 'source = "somwhere"', "Did you mean 'somewhere'"),
        ('title = "Test"', 'titel = "Test"', "the key 'title' is missing"),
        ("year = 2000", "yaer = 2000", "unknown key 'yaer'"),
        ("year = 2000", 'year = "2000"', "'year' has the wrong type"),
        ("year = 2000", 'year = 2000\nbase = "nowhere"', "does not hold together"),
        ("year = 2000", 'year = 2000\nform = "NFKC"', "form is NFC or NFD"),
        ('script = "Cyrl"', 'script = "cyrillic"', "ISO 15924"),
        ("test-rus", "tset-rus", "is not the name of the file"),
        ("[[examples]]", '[[contextual]]\nbefor = "а"\nrules = {}\n[[examples]]', "Did you mean 'before'"),
        ("[[examples]]", '[[contextual]]\nrules = { "а" = "o" }\n[[examples]]', "a condition"),
        ("[[examples]]", '[[contextual]]\nafter = "("\nrules = { "а" = "o" }\n[[examples]]', "together"),
        ('"б" = "b"', '"е\u0308" = "yo"', "line 11: not in Unicode normal form NFC"),
    ],
)
def test_what_is_wrong_is_shown_with_its_place(
    script: ModuleType, source: Path, tmp_path: Path, old: str, new: str, message: str
) -> None:
    change(source, old, new)
    target = tmp_path / "out.json"
    with pytest.raises(GazetteerError, match=message):
        script.build(source, target)
    assert not target.exists()


def test_a_language_needs_a_scheme_of_ours(script: ModuleType, source: Path, tmp_path: Path) -> None:
    (source / "languages.toml").write_text('[ru]\nscript = "Cyrl"\nprior = 0.0\nscheme = "x"\n', "utf-8")
    with pytest.raises(GazetteerError, match="'ru' has no scheme of ours"):
        script.build(source, tmp_path / "out.json")


def test_an_empty_folder_is_refused(script: ModuleType, tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match="no romanization schemes"):
        script.build(tmp_path, tmp_path / "out.json")


def test_the_command_reports_and_returns_one(
    script: ModuleType, source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "out.json"
    assert script.main([str(source), str(target)]) == 0
    change(source, 'to = "baba"', 'to = "papa"')
    assert script.main([str(source), str(target)]) == 1
    assert "'баба' gives 'baba'" in capsys.readouterr().err


@pytest.fixture
def spellings(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(ROOT / "scripts"))
    return importlib.import_module("build_spellings")


def test_the_shipped_spellings_are_built_from_the_shipped_files(
    spellings: ModuleType, tmp_path: Path
) -> None:
    target = tmp_path / "again.json"
    spellings.build(ROOT / "gazetteer" / "romanization", target)
    assert target.read_bytes() == (ROOT / "src/nameresolve/data/spellings.json").read_bytes()


def test_a_row_of_letters_that_is_wrong_is_shown_with_its_place(
    spellings: ModuleType, tmp_path: Path
) -> None:
    folder = tmp_path / "romanization"
    folder.mkdir()
    for file in (ROOT / "gazetteer" / "romanization").glob("*.toml"):
        (folder / file.name).write_bytes(file.read_bytes())
    (tmp_path / "sources").mkdir()
    sources = (ROOT / "gazetteer" / "sources" / "romanization.toml").read_bytes()
    (tmp_path / "sources" / "romanization.toml").write_bytes(sources)
    (folder / "letters.tsv").write_text("language\trun\tcount\nru\t^а\t3\n", "utf-8")
    with pytest.raises(GazetteerError, match="line 2: not a language, three letters and a count"):
        spellings.build(folder, tmp_path / "out.json")


def test_a_scheme_to_other_letters_says_so_in_its_id(
    script: ModuleType, source: Path, tmp_path: Path
) -> None:
    change(source, "year = 2000", 'year = 2000\ntarget = "Cyrl"')
    with pytest.raises(GazetteerError, match="the id must hold Cyrl"):
        script.build(source, tmp_path / "out.json")
