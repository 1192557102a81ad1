"""The spellings to search an archive for: golden names in both directions, and what must not come."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable

import pytest

from nameresolve.errors import SettingsError
from nameresolve.model import Reading
from nameresolve.romanization import readings, schemes, variants
from nameresolve.romanization.chinese import HONG_KONG, PINYIN, SIMPLIFIED, WADE_GILES
from nameresolve.romanization.readings import AS_WRITTEN, LAST_RESORT
from nameresolve.romanization.schemes import scheme_records
from nameresolve.romanization.variants import NATIVE


def texts(found: Iterable[Reading]) -> list[str]:
    return [reading.text for reading in found]


@pytest.mark.parametrize(
    ("name", "spellings"),
    [
        (
            "Қасым-Жомарт Тоқаев",
            ("Kassym-Jomart Tokayev|Qasym-Zhomart Toqaev|Qassym-Schomart Toqajew|Kassym-Schomart Tokajew|"
            "Kassym-Jomart Tokaïev|Kasym-Żomart Tokajew|Kasım-Comart Tokayev|Kasym-Žomart Tokajev|"
            "Kaszim-Zsomart Tokajev|Kasym-Zjomart Tokajev|Касым-Жомарт Токаев|Қасым-Жомарт Тоқаев"),
        ),
        ("Kassym-Jomart Tokayev", "Қасым-Жомарт Тоқаев|Qasym-Zhomart Toqaev|Kassym-Schomart Tokajew"),
        ("Toqaev", "Тоқаев|Токаев|Tokayev|Tokajew|Tokaïev|Toqayev|Tokaev|Tokajev"),
        ("Tokajew", "Тоқаев|Токаев|Tokayev|Tokaïev|Toqaev"),
        ("Nursultan Nasarbajew", "Нұрсұлтан Назарбаев|Nursultan Nazarbayev|Noursoultan Nazarbaïev"),
        ("Сергей Лавров", "Sergei Lavrov|Sergej Lawrow|Siergiej Ławrow|Sergueï Lavrov|Szergej Lavrov|Сергей Лавров"),
        ("Vladimir Poutine", "Владимир Путин|Vladimir Putin|Władimir Putin|Vladimir Poetin"),
        ("Volodymyr Zelenskyy", "Володимир Зеленський|Wolodymyr Selenskyj|Wołodymyr Zełenski|Volodimir Zelenszkij"),
        ("Chruschtschow", "Хрущёв|Khrushchev|Khrouchtchiov"),
        ("Boris Jelzin", "Борис Ельцин|Boris Yeltsin|Boris Eltsine"),
        ("Sadyr Japarov", "Садыр Жапаров|Sadyr Zhaparov|Sadyr Dschaparow"),
        ("Nikol Pashinyan", "Նիկոլ Փաշինյան|Nikol Paschinjan"),
        ("Mikheil Saakashvili", "მიხეილ სააკაშვილი|Micheil Saakaschwili"),
        ("Alexander Lukaschenko", "Alexander Lukashenko|Alexander Loukachenko"),
        ("Володимир Зеленський", "Володимир Зеленский"),
        ("Эмомалӣ Раҳмон", "Эмомали Рахмон"),
        ("习近平", "Xi Jinping|Hsi Chin-p’ing|Hsi Chin-ping"),
        ("習近平", "Xi Jinping|习近平"),
        ("Mao Zedong", "Mao Tse-tung"),
        ("Mao Tse-tung", "Mao Zedong"),
        ("欧阳自远", "Ouyang Ziyuan"),
        ("김정은", "Kim Jeong-eun|Gim Jeongeun|Kim Chŏngŭn"),
        ("남궁민", "Namgung Min"),
        ("محمد", "Mohammed|Mohamed|Muhammed"),
        ("מיכאל", "Michael"),
        ("Μητσοτάκης", "Mitsotakis|Mitsotákis"),
        ("たなか", "Tanaka"),
    ],
)  # fmt: skip
def test_golden_variants(name: str, spellings: str) -> None:
    assert set(spellings.split("|")) <= {name, *texts(variants(name, limit=60))}


def test_the_best_known_spelling_comes_first() -> None:
    assert texts(variants("Володимир", language="uk"))[0] == "Volodymyr"
    assert texts(variants("Қасым-Жомарт Тоқаев"))[0] == "Kassym-Jomart Tokayev"
    assert texts(variants("Toqaev"))[:2] == ["Toqaev", "Тоқаев"]
    assert texts(variants("김정은"))[0] == "Kim Jeong-eun"


@pytest.mark.parametrize(
    "name",
    ["John Smith", "Angela Merkel", "Gerhard Schröder", "Boris Johnson", "Emmanuel Macron", "David Cameron", "Xyzzy", "Qwrtp", "", " ", "-.,", "123", "Recep Tayyip Erdogan"],
)  # fmt: skip
def test_a_name_that_no_scheme_wrote_stands_alone(name: str) -> None:
    assert texts(variants(name)) == [name]


def test_a_look_alike_is_no_variant() -> None:
    for name in ("Tokayev", "Тоқаев", "Tokajew", "Kassym-Jomart Tokayev"):
        found = " ".join(texts(variants(name, limit=200))).lower()
        assert "tokar" not in found
        assert "токар" not in found


def test_each_variant_names_its_scheme_and_language() -> None:
    known = {*scheme_records(), AS_WRITTEN, LAST_RESORT, NATIVE, PINYIN, WADE_GILES, SIMPLIFIED, HONG_KONG}
    for name in ("Toqaev", "Тоқаев", "習近平", "Xi Jinping", "김정은", "Sergej Lawrow"):
        for reading in variants(name):
            assert reading.scheme in known
            assert reading.language or reading.scheme in (AS_WRITTEN, LAST_RESORT)
    spelled = {reading.text: reading for reading in variants("Tokajew")}
    assert (spelled["Тоқаев"].scheme, spelled["Тоқаев"].language) == (NATIVE, "kk")
    assert spelled["Токаев"].scheme == "rus-kaz-Cyrl-Cyrl"


def test_all_readings_are_among_the_variants() -> None:
    for name in ("Қасым-Жомарт Тоқаев", "Иван", "محمد", "Щукин"):
        assert set(texts(readings(name, limit=60))) <= set(texts(variants(name, limit=200)))


def test_the_language_may_be_given() -> None:
    assert {each.language for each in variants("Tokayev", language="ru")} == {None, "ru"}
    assert "Тоқаев" in texts(variants("Tokayev", language="kk-KZ"))
    assert texts(variants("Tokayev", language="xx")) == ["Tokayev"]
    assert "Mao Tse-tung" not in texts(variants("Mao Zedong", language="ru"))


def test_a_name_keeps_its_case_and_its_signs() -> None:
    assert "ТОҚАЕВ" in texts(variants("TOKAYEV"))
    assert "тоқаев" in texts(variants("tokayev"))
    found = texts(variants("Tokayev, K.-J. (1953)", limit=60))
    assert "Тоқаев, К.-Ж. (1953)" in found
    assert "Tokajew, K.-Sch. (1953)" in found


def test_a_variant_of_a_latin_name_maps_back_part_by_part() -> None:
    spelled = {reading.text: reading for reading in variants("Sergei Lavrov")}
    assert spelled["Siergiej Ławrow"].trace == ((0, 6, "Siergiej"), (6, 7, " "), (7, 13, "Ławrow"))
    parted = {reading.text: reading for reading in variants("김정은")}
    assert parted["Gim Jeongeun"].trace == ((0, 1, "Gim "), (1, 2, "Jeong"), (2, 3, "eun"))


def test_long_names_are_not_read_back() -> None:
    text = "Tokayev " * 7
    assert texts(variants(text)) == [text]
    word = "tokayev" * 5
    assert texts(variants(word)) == [word]


@pytest.mark.parametrize("limit", [0, -3])
def test_a_limit_below_one_is_refused(limit: int) -> None:
    with pytest.raises(SettingsError, match="limit"):
        variants("Иван", limit=limit)


def test_no_gazetteer_is_loaded() -> None:
    code = (
        "import sys, nameresolve as nr; nr.variants('Toqaev'); nr.variants('Тоқаев');"
        "print([m for m in sys.modules if m.startswith('nameresolve.') and m.split('.')[1] in"
        " ('gazetteer', 'index', 'resolver', 'bundled', 'storage')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_respellings_are_no_romanizations() -> None:
    assert not [scheme for scheme in schemes() if scheme_records()[scheme].get("target", "Latn") != "Latn"]
    assert all("Токаев" not in reading.text for reading in readings("Тоқаев", limit=60))
