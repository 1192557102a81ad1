"""Every scheme file holds together, and every example in it is a test."""

from __future__ import annotations

import csv
import json
import tomllib
import unicodedata
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nameresolve.errors import GazetteerError, SchemeError
from nameresolve.romanization import romanize, schemes
from nameresolve.romanization.apply import apply_scheme
from nameresolve.romanization.schemes import inherit, load_scheme, scheme_records

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "gazetteer" / "romanization"
FILES = sorted(path for path in FOLDER.glob("*.toml") if path.name != "languages.toml")


def record(path: Path) -> dict[str, object]:
    return tomllib.loads(path.read_text("utf-8"))


def test_every_file_is_a_scheme_and_every_scheme_a_file() -> None:
    assert tuple(sorted(path.stem for path in FILES)) == tuple(sorted(scheme_records()))


def test_the_listed_schemes_are_those_that_lead_to_latin_letters() -> None:
    others = set(scheme_records()) - set(schemes())
    assert others == {scheme for scheme in scheme_records() if "-Latn" not in scheme}
    assert "rus-kaz-Cyrl-Cyrl" in others


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_example_holds(path: Path) -> None:
    scheme = load_scheme(path.stem)
    examples = record(path)["examples"]
    assert isinstance(examples, list)
    for example in examples:
        assert apply_scheme(example["from"], scheme).text == example["to"]


@pytest.mark.parametrize(
    ("scheme", "native", "latin"),
    [
        ("bgnpcgn-kaz-Cyrl-Latn-1979", "Қасым-Жомарт Тоқаев", "Qasym-Zhomart Toqaev"),
        ("kz-kaz-Cyrl-Latn-2021", "Қасым-Жомарт Тоқаев", "Qasym-Jomart Toqaev"),
        ("rferl-kaz-Cyrl-Latn", "Қасым-Жомарт Тоқаев", "Qasym-Zhomart Toqaev"),
        ("news-kaz-Cyrl-Latn-en", "Қасым-Жомарт Тоқаев", "Kassym-Jomart Tokayev"),
        ("news-kaz-Cyrl-Latn-de", "Қасым-Жомарт Тоқаев", "Qassym-Schomart Toqajew"),
        ("rus-kaz-Cyrl-Latn-de", "Қасым-Жомарт Тоқаев", "Kassym-Schomart Tokajew"),
        ("news-kaz-Cyrl-Latn-fr", "Қасым-Жомарт Тоқаев", "Kassym-Jomart Tokaïev"),
        ("news-kaz-Cyrl-Latn-pl", "Қасым-Жомарт Тоқаев", "Kasym-Żomart Tokajew"),
        ("news-rus-Cyrl-Latn-de", "Михаил Горбачёв", "Michail Gorbatschow"),
        ("news-rus-Cyrl-Latn-fr", "Владимир Путин", "Vladimir Poutine"),
        ("news-rus-Cyrl-Latn-pl", "Сергей Лавров", "Siergiej Ławrow"),
        ("news-rus-Cyrl-Latn-nl", "Путин", "Poetin"),
        ("news-rus-Cyrl-Latn-hu", "Хрущёв", "Hruscsov"),
        ("ua-ukr-Cyrl-Latn-2010", "Згорани", "Zghorany"),
        ("bg-bul-Cyrl-Latn-2009", "София", "Sofia"),
        ("bgnpcgn-ell-Grek-Latn-1996", "Λευκωσία", "Lefkosía"),
        ("din-grc-Grek-Latn-31634-2011-t1", "Ἡρόδοτος", "Hērodotos"),
        ("var-kor-Hang-Latn-mr-1939", "신라", "Silla"),
        ("rr-kor-Hang-Latn-2000", "독립문", "Dongnimmun"),
        ("bgnpcgn-jpn-Hrkt-Latn-1976", "まっちゃ", "Matcha"),
        ("bgnpcgn-ara-Arab-Latn-1956", "الرِّيَاض", "Ar Riyāḑ"),
    ],
)
def test_golden_spellings(scheme: str, native: str, latin: str) -> None:
    assert romanize(native, scheme=scheme) == latin


REVERSIBLE = [s for s in schemes() if scheme_records()[s].get("reversible") and s.startswith("iso-")]


@pytest.mark.parametrize("scheme", [s for s in REVERSIBLE if s.endswith("-9-1995")])
def test_a_reversible_scheme_keeps_letters_apart(scheme: str) -> None:
    rules = inherit(scheme, scheme_records())["rules"]
    latin = [unicodedata.normalize("NFC", text) for text in rules.values()]
    assert len(set(latin)) == len(latin)


@given(st.text(alphabet="абвгдежзийклмнопрстуфхцчшщъыьэюяё -", max_size=30))
def test_iso_9_can_be_read_back(text: str) -> None:
    rules = inherit("iso-rus-Cyrl-Latn-9-1995", scheme_records())["rules"]
    back = {unicodedata.normalize("NFC", latin): native for native, latin in rules.items()}
    latin = romanize(text, scheme="iso-rus-Cyrl-Latn-9-1995")
    assert "".join(back.get(char, char) for char in latin) == text


def test_an_unknown_scheme_names_near_ones() -> None:
    with pytest.raises(SchemeError, match="bgnpcgn-kaz-Cyrl-Latn-1979"):
        romanize("Тоқаев", scheme="bgnpcgn-kaz-Cyrl-Latn-1978")


def test_a_scheme_that_is_its_own_base_is_refused() -> None:
    with pytest.raises(ValueError, match="a <- b <- a"):
        inherit("a", {"a": {"base": "b"}, "b": {"base": "a"}})


def test_missing_tables_say_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    module = import_module("nameresolve.romanization.schemes")  # the function of this name hides it
    monkeypatch.setattr(module, "_FILE", "not-there.json")
    module._data.cache_clear()
    try:
        with pytest.raises(GazetteerError, match=r"build_romanization\.py"):
            module.schemes()
    finally:
        monkeypatch.undo()
        module._data.cache_clear()


def test_published_test_words_are_written_as_published(shared: Path) -> None:
    def fold(text: str) -> str:
        return unicodedata.normalize("NFC", text).casefold()

    with (shared / "bench" / "data" / "romanization_tests.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    asked = [row for row in rows if row["scheme"] in set(schemes())]
    good = sum(fold(romanize(row["native"], scheme=row["scheme"])) == fold(row["latin"]) for row in asked)
    assert len({row["scheme"] for row in asked}) >= 80
    assert good / len(asked) >= 0.97


def test_the_compiled_table_is_what_the_files_say() -> None:
    shipped = json.loads((ROOT / "src/nameresolve/data/romanization.json").read_text("utf-8"))["schemes"]
    for path in FILES:
        source = record(path)
        for key in ("id", "examples", "note"):
            source.pop(key, None)
        assert shipped[path.stem] == source
