"""Foreign names in Hangul: how they are searched, and which words are no Korean names."""

from __future__ import annotations

from pathlib import Path

import pytest

from nameresolve import Entity, Gazetteer, Resolver, parse
from nameresolve.blocking import codes_of
from nameresolve.symbols import coded, latin_symbols, sound
from nameresolve.symbols.hangul import foreign_sound
from nameresolve.symbols.syllables import in_korean_names


@pytest.mark.parametrize(
    ("hangul", "latin"),
    [
        ("베이커", "beiker"),
        ("애셔", "asher"),
        ("부시", "busi"),
        ("켈리", "keli"),
        ("조지", "djodj"),
        ("러쉬", "rersh"),
    ],
)
def test_a_foreign_name_is_read_without_what_hangul_adds(hangul: str, latin: str) -> None:
    assert foreign_sound(hangul) == latin_symbols(latin)


@pytest.mark.parametrize("hangul", ["", "김", "미란", "abc", "한국1"])
def test_a_part_without_fitted_letters_reads_as_it_is_written(hangul: str) -> None:
    assert foreign_sound(hangul) == sound(hangul, "Hang")


def test_a_name_is_searched_by_both_readings() -> None:
    codes = codes_of("베이커", "Hang", sound("베이커", "Hang"))
    assert {coded(sound("베이커", "Hang")), coded(foreign_sound("베이커"))} <= set(codes)


@pytest.mark.parametrize("given", ["정은", "하늘", "빛나", "기쁨", "구", "덕홍"])
def test_korean_given_names_are_made_of_korean_syllables(given: str) -> None:
    assert in_korean_names(given)
    assert [part.role for part in parse(f"박{given}", kind="person").parts] == ["family", "given"]


@pytest.mark.parametrize("word", ["우카시", "이고르", "마이크", "주트로", "오르테"])
def test_a_word_with_other_syllables_is_not_cut(word: str) -> None:
    assert not in_korean_names(word[1:])
    assert [part.text for part in parse(word, kind="person").parts] == [word]


def test_a_whole_word_is_nearer_than_a_piece_of_it() -> None:
    names = ("Hahn", "Hanna", "Moon", "Munson")
    resolver = Resolver(Gazetteer.from_entities(Entity(name, "person", name) for name in names))
    for query, meant in (("한나", "Hanna"), ("문슨", "Munson")):
        assert resolver.resolve(query, kind="person").candidates[0].entity.id == meant


def test_what_counts_for_nothing_is_a_reading_of_the_characters_named() -> None:
    """Each row tells where it comes from: a Korean word with the syllable, or the characters read so."""
    root = Path(__file__).parents[2] / "gazetteer" / "symbols"
    lines = (root / "syllables.tsv").read_text("utf-8").splitlines()[1:]
    readings = {sign: korean.split() for sign, _, korean in (line.split("\t") for line in lines)}
    rows = [line.split("\t") for line in (root / "hangul_given.tsv").read_text("utf-8").splitlines()[1:]]
    for syllable, kind, told_by in rows:
        if kind == "foreign":
            assert set(told_by) == {sign for sign, ways in readings.items() if syllable in ways}, syllable
        assert in_korean_names(syllable) is (kind == "word"), syllable
    assert {kind for _, kind, _ in rows} == {"word", "foreign"}
