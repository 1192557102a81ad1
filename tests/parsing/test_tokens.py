"""Words of a text, each with its place and what follows it."""

from __future__ import annotations

import pytest

from nameresolve.parsing.tokens import phrase_of, words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", []),
        ("--- ...", []),
        ("Tokayev", ["tokayev"]),
        ("Kassym-Jomart", ["kassym", "jomart"]),
        ("O'Brien", ["o'brien"]),
        ("O’Brien", ["o'brien"]),
        ("Ｔｏｋａｙｅｖ", ["tokayev"]),
        ("ナレンドラ・モディ", ["ナレンドラ", "モディ"]),
        ("नरेन्द्र मोदी", ["नरेन्द्र", "मोदी"]),
        ("Tokayev😀Kemel", ["tokayev", "kemel"]),
        ("a\u200bb", ["ab"]),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    assert [word.text for word in words_of(text, dotted=False)] == words


def test_a_word_knows_what_follows_it() -> None:
    family, first, second = words_of("Tokayev, K.-J.", dotted=False)
    assert (family.comma, family.dot, family.tied) == (True, False, False)
    assert (first.comma, first.dot, first.tied) == (False, True, True)
    assert (second.comma, second.dot, second.tied) == (False, True, False)


@pytest.mark.parametrize("comma", [",", "،", "、", "，"])
def test_commas_of_other_scripts_are_commas(comma: str) -> None:
    assert words_of(f"Токаев{comma} Кемель", dotted=False)[0].comma


def test_initials_with_dots_are_two_words_or_one() -> None:
    assert [word.text for word in words_of("S.A. Lavrov", dotted=False)] == ["s", "a", "lavrov"]
    assert [word.text for word in words_of("S.A. Lavrov", dotted=True)] == ["sa", "lavrov"]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("KASSYM–JOMART  Tokayev", "Kassym-Jomart tokayev"),
        ("U.S.A.", "USA"),
        ("القذافى", "القذافي"),
        ("Жаңаөзен", "ЖАҢАӨЗЕН"),
        ("«Газпром»", "Газпром"),
        ("O‘zbekiston", "Oʻzbekiston"),
    ],
)
def test_two_writings_of_one_name_are_one_phrase(left: str, right: str) -> None:
    assert phrase_of(left) == phrase_of(right) != ""


@pytest.mark.parametrize(
    ("left", "right"), [("Tokayev", "Tokaev"), ("Şor", "Sor"), ("Тоқаев", "Токаев"), ("a b", "ab")]
)
def test_two_names_are_two_phrases(left: str, right: str) -> None:
    assert phrase_of(left) != phrase_of(right)
