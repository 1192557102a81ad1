"""Latin words read back: what is found was written so, and looks like a name of its language."""

from __future__ import annotations

import pytest

from nameresolve.romanization import romanize
from nameresolve.romanization.inverse import (
    LONGEST_WORD,
    as_read,
    inverse_languages,
    origins,
    plainly,
    western,
)
from nameresolve.romanization.letters import LetterModel
from nameresolve.romanization.natives import latin_words, native_names

WORDS = {
    "ru": "Лавров Медведев Жуков Чехов Достоевский Ельцин Булгаков Зюганов Щукин Хрущёв Шойгу Песков",
    "uk": "Зеленський Порошенко Тимошенко Янукович Кличко Єрмак Шмигаль",
    "kk": "Тоқаев Назарбаев Смайылов Қошанов Әшімбаев Сапарбаев Бектенов Мәсімов",
    "bg": "Борисов Радев Първанов Георгиев",
    "hy": "Փաշինյան Սարգսյան Քոչարյան",
    "ka": "სააკაშვილი ივანიშვილი ზურაბიშვილი",
}
USUAL = {
    "ru": "news-rus-Cyrl-Latn-en", "uk": "ua-ukr-Cyrl-Latn-2010", "kk": "news-kaz-Cyrl-Latn-en",
    "bg": "bg-bul-Cyrl-Latn-2009", "hy": "news-hye-Armn-Latn-en", "ka": "news-kat-Geor-Latn-en",
}  # fmt: skip


@pytest.mark.parametrize(
    ("language", "word"), [(tag, word) for tag, row in WORDS.items() for word in row.split()]
)
def test_a_native_word_is_found_again(language: str, word: str) -> None:
    latin = as_read(romanize(word, scheme=USUAL[language]))
    found = origins(latin, language)
    assert word.lower() in [origin.native for origin in found]


@pytest.mark.parametrize("word", ["toqaev", "schukow", "poutine", "zelensky", "lukasenka", "djokovic"])
def test_what_is_found_was_written_so(word: str) -> None:
    found = origins(word)
    assert found
    for origin in found:
        for scheme in origin.schemes:
            latin = as_read(romanize(origin.native, scheme=scheme))
            assert word in (latin, plainly(latin))


def test_letters_that_a_language_cannot_write_rule_it_out() -> None:
    assert {origin.language for origin in origins("toqaev")} <= {"kk", "uz", "ky"}
    assert origins("toqaev", "ru") == ()
    assert origins("tokaïev", "sr") == ()


@pytest.mark.parametrize("word", ["", "a" * (LONGEST_WORD + 1), "xqzj", "§", "johnson"])
def test_nothing_is_found_where_nothing_is(word: str) -> None:
    assert origins(word) == ()


def test_every_language_reads_something_back() -> None:
    for language in inverse_languages():
        assert origins("marat", language), language


def test_letters_fall_back_on_fewer_of_them() -> None:
    model = LetterModel({"^аб": 2, "аба": 2, "баж": 1})
    assert model.chance("аб", "а") > model.chance("аб", "ж") > model.chance("аб", "щ")
    assert model.word("аба") > model.word("абщ")
    assert model.chance("рч", "ё") > model.chance("рт", "ё")


def test_western_names_are_known_as_such() -> None:
    assert western("johnson") > western("tokajew")
    assert western("j") == -float("inf")


def test_parts_and_case() -> None:
    assert latin_words("Тоқаев TOKAYEV, K.-J. İlham") == ["tokayev", "k", "j", "ilham"]
    (best, *_) = native_names("toqaev")
    assert (best.parts, best.language, best.whole) == (("тоқаев",), "kk", True)
    assert native_names("Alexander Lukaschenko")[0].whole is False
    assert native_names("Saakashvili")[0].parts == ("სააკაშვილი",)


def test_a_part_is_left_only_beside_one_that_is_clear() -> None:
    """Boris alone may be Russian or English, so it does not carry Johnson along."""
    assert native_names("Boris Johnson") == ()
    assert native_names("John Smith Tokayev") == ()
