"""A difference is put down to a convention that the spellings bear out, and costs what it did."""

from __future__ import annotations

import pytest

import nameresolve as nr
from nameresolve.model import Evidence
from nameresolve.scoring.naming import credible, is_syllabic, known_scripts, parts_of


def _rules(left: str, right: str) -> str:
    return " | ".join(term.rule for term in nr.compare(left, right, kind="person").evidence)


@pytest.mark.parametrize(
    ("left", "right", "named"),
    [
        ("Lukashenko", "Lukashenka", "о: Russian o, Belarusian a"),
        ("Alexander Lukashenko", "Aliaksandr Lukashenka", "о: Russian o, Belarusian a"),
        ("Jomart", "Zhomart", "ж: English j, English zh"),
        ("Kassym-Jomart Tokayev", "Kasym-Zhomart Tokayev", "ж: English j, English zh"),
        ("Gorbachov", "Gorbachev", "ё: Russian o, English e"),
        ("Tanaka", "Danaka", "spelling conventions"),
        ("Mao Tse-tung", "Mao Zedong", "Wade-Giles"),
        ("Chou Enlai", "Zhou Enlai", "Wade-Giles / Pinyin"),
        ("Hsi Chin-p'ing", "Xi Jinping", "Wade-Giles / Pinyin"),
        ("Tsai Ing-wen", "Cai Yingwen", "Wade-Giles / Pinyin"),
        ("Tchaïkovski", "Chaikovsky", "French tch"),
        ("Joukov", "Zhukov", "French"),
        ("Prigojine", "Prigozhin", "French"),
        ("Pachinian", "Pashinyan", "French"),
        ("Loekasjenko", "Lukashenko", "Dutch"),
        ("Gorbaciov", "Gorbachev", "Italian and Romanian"),
        ("Schewardnadse", "Shevardnadze", "German"),
        ("Medvegyev", "Medvedev", "Hungarian"),
        ("Caparov", "Japarov", "Turkic Latin"),
    ],
)
def test_the_convention_named_fits_the_names_and_whichever_comes_first(
    left: str, right: str, named: str
) -> None:
    assert named in _rules(left, right)
    assert named.partition(":")[0] in _rules(right, left)


@pytest.mark.parametrize(
    ("left", "right", "wrong"),
    [
        ("Lukashenko", "Lukashenka", "Wade-Giles"),
        ("Tanaka", "Danaka", "Wade-Giles"),
        ("Jomart", "Zhomart", "French"),
        ("Gorbachov", "Gorbachev", "Spanish"),
        ("Gorbaciov", "Gorbachev", "Spanish"),
        ("Tsai Ing-wen", "Cai Yingwen", "Polish"),
        ("Mao Tse-tung", "Mao Zedong", "Arabic"),
        ("Hsi Chin-p'ing", "Xi Jinping", "Spanish"),
        ("Loekasjenko", "Lukashenko", "Arabic"),
        ("Tchaïkovski", "Chaikovsky", "Turkish"),
    ],
)
def test_no_convention_of_other_names_is_named(left: str, right: str, wrong: str) -> None:
    assert wrong not in _rules(left, right)


@pytest.mark.parametrize("pair", [("Chou Enlai", "Zhou Enlai"), ("Caparov", "Japarov"), ("Poutine", "Putin")])
def test_what_the_convention_named_accounts_for_is_not_said_to_have_none(pair: tuple[str, str]) -> None:
    assert "no convention" not in _rules(*pair)


def test_arabic_letters_are_named_unless_the_name_is_known_to_be_written_in_others() -> None:
    assert "و" in _rules("Toka", "Tuka")
    assert "و" not in _rules("Tolebiev", "Tulebiev")
    assert known_scripts(parts_of([Evidence("licensed", "Путин", "Poutine", "French", 1.0)])) == {"Cyrl"}


def test_only_the_name_of_the_rule_is_another() -> None:
    term = Evidence("licensed", "Lukashenko", "Lukashenka", "Wade-Giles, listed as one name", 3.0)
    rule = credible(term.rule, term, parts_of([term]), ["Russian o Belarusian a"])
    assert rule == "spelling conventions, listed as one name"
    assert not is_syllabic(rule)
