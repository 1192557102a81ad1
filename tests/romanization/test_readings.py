"""The likeliest reading, and the bounded set of the others."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nameresolve.errors import SettingsError
from nameresolve.romanization import readings, romanize, schemes
from nameresolve.romanization.languages import likely_languages
from nameresolve.romanization.readings import AS_WRITTEN, LAST_RESORT

texts = st.one_of(
    st.text(max_size=25),
    st.text(alphabet="абвеёжиқұіїєґўѓњөүңӣ -ABcé김정かな漢字محمد नरे", max_size=25),
)


@pytest.mark.parametrize(
    ("native", "latin"),
    [
        ("Қасым-Жомарт Тоқаев", "Kassym-Jomart Tokayev"),
        ("Касым-Жомарт Токаев", "Kasym-Zhomart Tokayev"),
        ("Нұрсұлтан Назарбаев", "Nursultan Nazarbayev"),
        ("Володимир Зеленський", "Volodymyr Zelenskyi"),
        ("Дмитрий Медведев", "Dmitry Medvedev"),
        ("Михаил Горбачёв", "Mikhail Gorbachev"),
        ("Сергей Шойгу", "Sergei Shoigu"),
        ("Алексей Навальный", "Alexei Navalny"),
        ("Александар Вучић", "Aleksandar Vučić"),
        ("Ѓорге Иванов", "Gjorge Ivanov"),
        ("Ухнаагийн Хүрэлсүх", "Ukhnaagiin Khurelsukh"),
        ("Өмүрбек", "Omurbek"),
        ("Святлана Ціханоўская", "Sviatlana Tsikhanouskaya"),
        ("Αλέξης Τσίπρας", "Alexis Tsipras"),
        ("Նիկոլ Փաշինյան", "Nikol Pashinyan"),
        ("ირაკლი ღარიბაშვილი", "Irakli Gharibashvili"),
        ("بشار الأسد", "Bashar Al-Asad"),
        ("בנימין נתניהו", "Benjamin Netanyahu"),
        ("नरेन्द्र मोदी", "Narendra Modi"),
        ("문재인", "Moon Jae-in"),
        ("たけした のぼる", "Takeshita Noboru"),
        ("习近平", "Xi Jin Ping"),
        ("Kassym-Jomart Tokaïev", "Kassym-Jomart Tokaïev"),
        ("Ирина (Irina) 北京", "Irina (Irina) Bei Jing"),
        ("", ""),
    ],
)
def test_the_usual_spelling(native: str, latin: str) -> None:
    assert romanize(native) == latin


def test_a_language_may_be_given() -> None:
    assert romanize("Володимир", language="uk") == "Volodymyr"
    assert romanize("Иван", language="bg-BG") == "Ivan"
    assert romanize("Садыр Жапаров", language="ky") == "Sadyr Japarov"
    assert romanize("Иван", language="xx") == "Ivan"


@pytest.mark.parametrize(
    ("word", "language"),
    [
        ("Тоқаев", "kk"),
        ("Київ", "uk"),
        ("Быкаў", "be"),
        ("Ќосе", "mk"),
        ("Ђоковић", "sr"),
        ("Раҳмонӣ", "tg"),
        ("Ўзбекистон", "uz"),
        ("Көлбаев", "ky"),
        ("Иванов", "ru"),
        ("Кърджали", "bg"),
        ("Рәҗәп", "tt"),
        ("پزشکیان", "fa"),
        ("نواز ٹوانہ", "ur"),
        ("السيسي", "ar"),
    ],
)
def test_letters_tell_the_language(word: str, language: str) -> None:
    script = "Arab" if ord(word[0]) > 0x600 else "Cyrl"
    cost, likeliest = likely_languages(word, script)[0]
    assert (cost, likeliest.tag) == (0.0, language)


def test_several_languages_are_kept_where_in_doubt() -> None:
    assert {reading.language for reading in readings("Иван Петров", limit=40)} >= {"ru", "uk"}


def test_conventions_of_many_newspapers_are_among_the_readings() -> None:
    found = {reading.text for reading in readings("Қасым-Жомарт Тоқаев", limit=20)}
    assert found >= {
        "Kassym-Jomart Tokayev",
        "Qasym-Zhomart Toqaev",
        "Qassym-Schomart Toqajew",
        "Kassym-Jomart Tokaïev",
        "Kasym-Żomart Tokajew",
        "Kasım-Comart Tokayev",
    }


@pytest.mark.parametrize("limit", [0, -1])
def test_a_limit_below_one_is_refused(limit: int) -> None:
    with pytest.raises(SettingsError, match="limit"):
        readings("Иван", limit=limit)


def test_latin_text_is_read_as_written() -> None:
    (reading,) = readings("Tokaïev")
    assert (reading.text, reading.scheme, reading.cost) == ("Tokaïev", AS_WRITTEN, 0.0)


def test_a_script_without_a_scheme_is_read_somehow() -> None:
    (reading,) = readings("习近平")
    assert (reading.text, reading.scheme) == ("Xi Jin Ping", LAST_RESORT)


class TestLaws:
    """Any text at all."""

    @given(texts, st.integers(1, 20))
    def test_readings_are_bounded_ranked_and_distinct(self, text: str, limit: int) -> None:
        found = readings(text, limit=limit)
        assert 1 <= len(found) <= limit
        assert len({reading.text for reading in found}) == len(found)
        assert [reading.cost for reading in found] == sorted(reading.cost for reading in found)
        assert found[0].cost == 0.0
        known = {*schemes(), AS_WRITTEN, LAST_RESORT}
        assert all(reading.scheme in known for reading in found)

    @given(texts)
    def test_every_reading_maps_back_to_the_whole_source(self, text: str) -> None:
        for reading in readings(text, limit=5):
            assert "".join(latin for _, _, latin in reading.trace) == reading.text
            assert [start for start, _, _ in reading.trace[1:]] == [end for _, end, _ in reading.trace[:-1]]
            assert (
                (reading.trace[0][0], reading.trace[-1][1]) == (0, len(text)) if text else not reading.trace
            )

    @given(texts)
    def test_more_readings_begin_with_the_fewer(self, text: str) -> None:
        assert readings(text, limit=9)[:3] == readings(text, limit=3)

    @given(texts)
    def test_romanize_takes_nfc_and_nfd_alike(self, text: str) -> None:
        forms = {romanize(unicodedata.normalize(form, text)) for form in ("NFC", "NFD")}
        assert len({unicodedata.normalize("NFC", form) for form in forms}) == 1
