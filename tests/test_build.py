"""Compiling what people edit: every mistake is told with its file and line, all of them at once."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from nameresolve import Gazetteer, GazetteerError

ROOT = Path(__file__).resolve().parent.parent
GOOD = """\
- id: Q200881
  kind: person
  name: Kassym-Jomart Tokayev
  countries: [KZ]
  born: 1953
  prominence: 0.9
  roles: [President of Kazakhstan since 2019]
  forms:
    kk: [Қасым-Жомарт Тоқаев]
    en: [Kassym-Jomart Tokayev]
  weak:
    en: [KJT]
  sources: [register]
"""


@pytest.fixture(scope="module")
def scripts() -> Iterator[Path]:
    """Let the scripts be imported, as they import each other."""
    place = ROOT / "scripts"
    sys.path.insert(0, str(place))
    yield place
    sys.path.remove(str(place))


@pytest.fixture
def gazetteer_script(scripts: Path) -> ModuleType:
    """Return the script that compiles entities."""
    return importlib.import_module("build_gazetteer")


@pytest.fixture
def tables_script(scripts: Path) -> ModuleType:
    """Return the script that compiles tables."""
    return importlib.import_module("build_tables")


def source(folder: Path, people: str = GOOD) -> Path:
    """Write a small gazetteer source."""
    for name in ("people", "places", "organizations", "sources"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    (folder / "sources" / "registers.toml").write_text('[register]\ntitle = "A register"\n', encoding="utf-8")
    (folder / "people" / "people.yaml").write_text(people, encoding="utf-8")
    return folder


# ------------------------------------------------------------------ entities


def test_a_right_block_becomes_an_entity(gazetteer_script: ModuleType, tmp_path: Path) -> None:
    (entity,) = gazetteer_script.read_entities(source(tmp_path))
    assert (entity.id, entity.kind, entity.name) == ("Q200881", "person", "Kassym-Jomart Tokayev")
    assert [(form.text, form.language, form.script, form.strength) for form in entity.forms] == [
        ("Қасым-Жомарт Тоқаев", "kk", "Cyrl", "strong"),
        ("Kassym-Jomart Tokayev", "en", "Latn", "strong"),
        ("KJT", "en", "Latn", "weak"),
    ]


def test_a_folder_compiles_to_one_that_opens(gazetteer_script: ModuleType, tmp_path: Path) -> None:
    entities = gazetteer_script.build(source(tmp_path / "source"), tmp_path / "compiled")
    assert list(Gazetteer.open(tmp_path / "compiled")) == list(entities)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("kind: person", "knd: person", "unknown key 'knd'; did you mean 'kind'?"),
        ("kind: person", "kind: persn", "unknown kind 'persn'; kinds are person, organization, place, other"),
        ("  name: Kassym-Jomart Tokayev\n", "", "'name' is missing"),
        ("id: Q200881", "id: Q0123", "neither Q..., geonames:... nor nr:<slug>"),
        ("id: Q200881", "id: nr:Not_A_Slug", "neither Q..., geonames:... nor nr:<slug>"),
        ("prominence: 0.9", "prominence: 9", "prominence is not from 0 to 1"),
        ("sources: [register]", "sources: [hearsay]", "the source 'hearsay' is declared in no file"),
        ("kk: [", "Kazakh: [", "'Kazakh' is no BCP 47 language tag"),
        ("[Қасым-Жомарт Тоқаев]", "Қасым-Жомарт Тоқаев", "are not a list of texts"),
        ("en: [KJT]", "en: [no]", "are not a list of texts"),
        ("[KJT]", '["KJT "]', "has spaces around it"),
        ("[KJT]", '["Toka\u0308yev"]', "is not in NFC"),
        (
            "  sources: [register]\n",
            "  sources: [register]\n  identifiers: {wikidata: Q1}\n",
            "identifier differ",
        ),
    ],
)
def test_a_mistake_is_told_with_file_and_line(
    gazetteer_script: ModuleType, tmp_path: Path, old: str, new: str, message: str
) -> None:
    text = GOOD.replace(old, new, 1)
    changed = new.strip().splitlines()[-1:] or ["- id"]
    line = next(number for number, each in enumerate(text.splitlines(), start=1) if changed[0] in each)
    folder = source(tmp_path, text)
    with pytest.raises(GazetteerError) as caught:
        gazetteer_script.read_entities(folder)
    assert message in str(caught.value)
    assert f"{folder / 'people' / 'people.yaml'}, line {line}, column " in str(caught.value)


def test_all_mistakes_are_told_at_once(gazetteer_script: ModuleType, tmp_path: Path) -> None:
    wrong = GOOD.replace("kind: person", "kind: persn").replace("0.9", "9")
    other = GOOD.replace("Q200881", "Q15031").replace("name:", "nam:")
    with pytest.raises(GazetteerError) as caught:
        gazetteer_script.read_entities(source(tmp_path, wrong + other))
    text = str(caught.value)
    assert all(
        part in text for part in ("persn", "prominence", "unknown key 'nam'", "'name' is missing", "line 14")
    )


def test_an_id_that_is_used_twice_is_told_with_both_places(
    gazetteer_script: ModuleType, tmp_path: Path
) -> None:
    with pytest.raises(GazetteerError, match=r"Q200881 is already used in .*line 1"):
        gazetteer_script.read_entities(source(tmp_path, GOOD + GOOD))


def test_broken_yaml_is_told_with_line_and_column(gazetteer_script: ModuleType, tmp_path: Path) -> None:
    with pytest.raises(GazetteerError) as caught:
        gazetteer_script.read_entities(source(tmp_path, "- id: Q1\n  forms: [a, b\n  kind: person\n"))
    assert caught.value.line is not None
    assert caught.value.column is not None


@pytest.mark.parametrize("content", ["id: Q1\n", "just text\n", ""])
def test_a_file_that_is_no_list_is_told(gazetteer_script: ModuleType, tmp_path: Path, content: str) -> None:
    with pytest.raises(GazetteerError, match="not a list of entities"):
        gazetteer_script.read_entities(source(tmp_path, content))


def test_a_source_that_is_declared_twice_is_told(gazetteer_script: ModuleType, tmp_path: Path) -> None:
    folder = source(tmp_path)
    (folder / "sources" / "again.toml").write_text("[register]\n", encoding="utf-8")
    with pytest.raises(GazetteerError, match="the source 'register' is already in"):
        gazetteer_script.read_sources(folder / "sources")


def test_entities_come_sorted_whatever_the_file(gazetteer_script: ModuleType, tmp_path: Path) -> None:
    second = GOOD.replace("Q200881", "Q15031").replace("Tokayev", "Nazarbayev")
    ids = [entity.id for entity in gazetteer_script.read_entities(source(tmp_path, GOOD + second))]
    assert ids == sorted(ids)


@pytest.mark.long
def test_the_bundled_source_has_no_mistake(gazetteer_script: ModuleType) -> None:
    ids = {entity.id for entity in gazetteer_script.read_entities(ROOT / "gazetteer")}
    assert ids == {entity.id for entity in Gazetteer.bundled()}


# ------------------------------------------------------------------ tables


def test_rows_of_a_table(tables_script: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "t.tsv").write_text("a\tb\n1\t2\nx\t\n", encoding="utf-8")
    assert tables_script.read_tsv(tmp_path / "t.tsv") == [{"a": "1", "b": "2"}, {"a": "x", "b": ""}]


@pytest.mark.parametrize("row", ["1", "1\t2\t3", ""])
def test_a_row_with_too_few_or_too_many_fields_is_told(
    tables_script: ModuleType, tmp_path: Path, row: str
) -> None:
    (tmp_path / "t.tsv").write_text(f"a\tb\n1\t2\n{row}\n", encoding="utf-8")
    with pytest.raises(GazetteerError) as caught:
        tables_script.read_tsv(tmp_path / "t.tsv")
    assert (caught.value.file, caught.value.line) == (str(tmp_path / "t.tsv"), 3)
    assert "one tab" in str(caught.value.remedy)


def test_a_json_table_is_written_whole_and_sorted(tables_script: ModuleType, tmp_path: Path) -> None:
    tables_script.write_json(tmp_path / "t.json", {"b": 1, "a": "қ"})
    assert (tmp_path / "t.json").read_text(encoding="utf-8") == '{"a":"қ","b":1}\n'
    assert [path.name for path in tmp_path.iterdir()] == ["t.json"]


def test_lines_are_written_in_order_of_their_bytes(tables_script: ModuleType, tmp_path: Path) -> None:
    tables_script.write_lines(tmp_path / "t.txt", {"қ": ["1", ""], "b": ["2", "3"], "a b": ["4", "5"]})
    assert (tmp_path / "t.txt").read_text("utf-8") == "a b\t4\t5\nb\t2\t3\nқ\t1\t\n"


@pytest.mark.parametrize("row", [{"": ["1"]}, {"a\tb": ["1"]}, {"a": ["1\n2"]}])
def test_what_is_no_line_is_refused(
    tables_script: ModuleType, tmp_path: Path, row: dict[str, list[str]]
) -> None:
    with pytest.raises(GazetteerError, match="one line"):
        tables_script.write_lines(tmp_path / "t.txt", row)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Dr.", "dr"),
        ("O'Brien", "obrien"),
        ("von  der", "von der"),
        ("Vice-President", "vice president"),
        ("ООО", "ооо"),
    ],
)
def test_a_word_is_listed_as_the_parser_looks_it_up(tables_script: ModuleType, text: str, key: str) -> None:
    assert tables_script.lexicon_key(text) == key


def test_compiling_again_gives_the_packaged_tables(tables_script: ModuleType, tmp_path: Path) -> None:
    tables_script.build(ROOT / "gazetteer", tmp_path)
    packaged = ROOT / "src" / "nameresolve" / "data"
    made = [path.relative_to(tmp_path) for path in tmp_path.rglob("*") if path.is_file()]
    different = [name for name in made if (tmp_path / name).read_bytes() != (packaged / name).read_bytes()]
    assert different == []
