"""Source files, YAML and JSON lines: read, written, and their mistakes told with a caret."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nameresolve import Entity, GazetteerError, MissingExtraError, NameForm
from nameresolve.curation import Rules, read_source, read_sources, source_line
from nameresolve.importers.spellings import script_code

YAML = """\
- id: crm:17
  kind: person
  name: Yulia Shcherbakova
  countries: ["NO"]
  born: 1990
  forms:
    en: [Yulia Shcherbakova]
    ru: [Юлия Щербакова]
  weak:
    und: [Yulka]
  demonyms:
    en: [Norwegian]
  sources: [crm]
"""


def entities(path: Path, rules: Rules | None = None) -> list[Entity]:
    return [entity for entity, _ in read_source(path, rules)]


def write(path: Path, text: str | bytes) -> Path:
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return path


def test_yaml(tmp_path: Path) -> None:
    (entity,) = entities(write(tmp_path / "people.yaml", YAML))
    assert (entity.id, entity.countries, entity.born) == ("crm:17", ("NO",), 1990)
    assert [(form.text, form.language, form.strength, form.source) for form in entity.forms] == [
        ("Yulia Shcherbakova", "en", "strong", "crm"),
        ("Юлия Щербакова", "ru", "strong", "crm"),
        ("Yulka", None, "weak", "crm"),
        ("Norwegian", "en", "weak", "demonym"),
    ]


def test_json_lines_take_the_same_keys(tmp_path: Path) -> None:
    value = {
        "id": "crm:17", "kind": "person", "name": "Yulia Shcherbakova", "countries": ["NO"], "born": 1990,
        "forms": {"en": ["Yulia Shcherbakova"], "ru": ["Юлия Щербакова"]}, "weak": {"und": ["Yulka"]},
        "demonyms": {"en": ["Norwegian"]}, "sources": ["crm"],
    }  # fmt: skip
    lines = write(tmp_path / "people.jsonl", json.dumps(value) + "\n\n")
    assert entities(lines) == entities(write(tmp_path / "people.yaml", YAML))


def names() -> st.SearchStrategy[str]:
    return st.sampled_from(["Yulia Petrova", "Юлия Петрова", "יוליה", "李娟", 'O’Neil "Jr"', "a\\b"])


FORMS = st.builds(
    lambda text, language, strength, source: NameForm(text, language, script_code(text), strength, source),
    names(),
    st.sampled_from([None, "en", "kk-Cyrl"]),
    st.sampled_from(["strong", "weak"]),
    st.sampled_from(["", "press"]),
)
ENTITIES = st.builds(
    Entity,
    st.sampled_from(["a", "Q1", "nr:x"]),
    st.sampled_from(["person", "organization", "place", "other"]),
    names(),
    st.lists(FORMS, max_size=4).map(tuple),
    st.lists(st.sampled_from(["KZ", "RU"]), max_size=2).map(tuple),
    st.sampled_from([None, 1990]),
    st.dictionaries(st.sampled_from(["inn", "lei"]), st.just("7"), max_size=2),
    st.sampled_from([0.0, 0.25, 1.0]),
    st.lists(st.just("Chair"), max_size=1).map(tuple),
    st.sampled_from(["first", "last", "none"]),
)


@given(ENTITIES)
def test_what_is_written_is_read_again(tmp_path_factory: pytest.TempPathFactory, entity: Entity) -> None:
    path = write(tmp_path_factory.getbasetemp() / "again.jsonl", source_line(entity) + "\n")
    assert entities(path) == [entity]


@pytest.mark.parametrize(
    ("old", "new", "place", "message"),
    [
        ("kind: person", "kind: persn", (2, 9), "unknown kind 'persn'"),
        ("  born: 1990", "  born: x", (5, 9), "'born' is 'x'"),
        ("  name: Yulia Shcherbakova\n", "", (1, 3), "'name' is missing"),
        ("Юлия Щербакова", "Юлия Щербакова\u00a0", (8, 9), "spaces around it"),
        ('["NO"]', "[NO]", (4, 14), "put NO and the like in quotes"),
        ('["NO"]', "[Norway]", (4, 14), "ISO 3166-1"),
        ("  born:", "  kind:", (5, 3), "'kind' stands twice"),
        ("  weak:", "  waek:", (10, 5), "did you mean 'weak'"),
    ],
)
def test_mistakes_in_yaml_are_told_with_a_caret(
    tmp_path: Path, old: str, new: str, place: tuple[int, int], message: str
) -> None:
    assert old in YAML
    path = write(tmp_path / "people.yaml", YAML.replace(old, new, 1))
    with pytest.raises(GazetteerError) as caught:
        entities(path)
    line, column = place
    told = str(caught.value).splitlines()
    assert told[0].startswith(f"{path}, line {line}, column {column}: ")
    assert message in told[0]
    assert told[2].index("^") - 4 == column - 1


def test_mistakes_in_json_lines_are_told_with_a_caret(tmp_path: Path) -> None:
    good = '{"id":"a","kind":"person","name":"X Y"}'
    path = write(
        tmp_path / "a.jsonl", f'{good}\n{good.replace("person", "persn")}\n{{"id": "b" "kind": 1}}\n'
    )
    with pytest.raises(GazetteerError) as caught:
        entities(path)
    told = str(caught.value)
    assert f"{path}, line 2, column 18: unknown kind 'persn'" in told
    assert f"{path}, line 3, column 12: not JSON" in told


def test_a_long_line_is_shown_around_the_mistake(tmp_path: Path) -> None:
    forms = ",".join(f'"Form number {number}"' for number in range(500))
    line = f'{{"id":"a","name":"X Y","forms":{{"en":[{forms}]}},"kind":"persn"}}'
    with pytest.raises(GazetteerError) as caught:
        entities(write(tmp_path / "a.jsonl", line))
    _, shown, caret = str(caught.value).splitlines()
    assert len(shown) < 120
    assert shown[caret.index("^") :].startswith('"persn"')


@pytest.mark.parametrize("content", [b"- id: \xe9\n", b"- id: a\n  name: \x07\n", b"[1]\n", b"- just text\n"])
def test_other_broken_yaml(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(GazetteerError) as caught:
        entities(write(tmp_path / "a.yaml", content))
    assert "a.yaml" in str(caught.value)


def test_yaml_cannot_make_objects(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match="could not determine a constructor"):
        entities(write(tmp_path / "a.yaml", "- !!python/object/apply:os.system [ls]\n"))


def test_yaml_without_its_package_names_the_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "yaml", None)
    with pytest.raises(MissingExtraError, match=r"nameresolve\[yaml\]"):
        entities(write(tmp_path / "a.yaml", YAML))


def test_an_id_in_two_files_is_told_with_both_places(tmp_path: Path) -> None:
    paths = [write(tmp_path / name, YAML) for name in ("a.yaml", "b.yaml")]
    with pytest.raises(GazetteerError, match=r"b\.yaml, line 1.*already used in .*a\.yaml, line 1"):
        list(read_sources(paths))


def test_strict_rules_want_ids_of_the_project_and_declared_sources(tmp_path: Path) -> None:
    path = write(tmp_path / "a.yaml", YAML)
    with pytest.raises(GazetteerError, match="neither Q"):
        entities(path, Rules(own_ids=True))
    with pytest.raises(GazetteerError, match="the source 'crm' is declared in no file"):
        entities(path, Rules(sources=frozenset({"press"})))
    assert entities(path, Rules(sources=frozenset({"crm"})))
