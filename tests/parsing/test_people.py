"""Names of people in parts: order, initials, patronymics, particles, titles."""

from __future__ import annotations

import pytest

from nameresolve import parse
from nameresolve.parsing.lexicon import entries

Parts = list[tuple[str, str]]


def parts(name: str) -> Parts:
    return [(part.text, part.role) for part in parse(name, kind="person").parts]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("", []),
        (" ", []),
        ("...", []),
        ("Tokayev", [("Tokayev", "name")]),
        ("Kemel Tokayev", [("Kemel", "name"), ("Tokayev", "name")]),
        ("Kassym-Jomart Tokayev", [("Kassym", "name"), ("Jomart", "name"), ("Tokayev", "name")]),
    ],
)
def test_plain_names(name: str, expected: Parts) -> None:
    assert parts(name) == expected


@pytest.mark.parametrize(
    ("name", "family", "given"),
    [
        ("Tokayev, Kassym-Jomart", "Tokayev", ["Kassym", "Jomart"]),
        ("Токаев, Кемель", "Токаев", ["Кемель"]),
        ("García Márquez, Gabriel", "García", ["Gabriel"]),
        ("毛泽东", "毛", ["泽东"]),
        ("习近平", "习", ["近平"]),
        ("習近平", "習", ["近平"]),
        ("김정은", "김", ["정은"]),
        ("諸葛亮", "諸葛", ["亮"]),
    ],
)
def test_a_comma_or_the_script_says_which_is_the_family_name(
    name: str, family: str, given: list[str]
) -> None:
    parsed = parse(name, kind="person")
    assert parsed.having("family")[0].text == family
    assert [part.text for part in parsed.having("given")] == given


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("김 정은", ["김", "정은"]),  # 정 is a family name too, but here 김 is
        ("정은 김", ["정은", "김"]),
        ("歐陽 震華", ["歐陽", "震華"]),
        ("김정은 위원장", ["김", "정은", "위원장"]),  # no family name stands by itself
    ],
)
def test_a_family_name_that_stands_by_itself_is_the_only_one(name: str, words: list[str]) -> None:
    assert [part.text for part in parse(name, kind="person").parts] == words


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("K. Tokayev", ["K"]),
        ("K.-J. Tokayev", ["K", "J"]),
        ("Tokayev K.K.", ["K", "K"]),
        ("Токаев К. К.", ["К", "К"]),
        ("J. R. R. Tolkien", ["J", "R", "R"]),
        ("Yu. A. Gagarin", ["Yu", "A"]),
        ("Tokayev", []),
        ("O'Brien", []),
        ("金 正恩", []),
    ],
)
def test_initials(name: str, initials: list[str]) -> None:
    assert [part.text for part in parse(name, kind="person").having("initial")] == initials


def test_a_lone_letter_is_a_name_and_no_initial() -> None:
    assert parts("Ó") == [("Ó", "name")]


@pytest.mark.parametrize(
    ("name", "patronymic"),
    [
        ("Касым-Жомарт Кемелевич Токаев", "Кемелевич"),
        ("Қасым-Жомарт Кемелұлы Тоқаев", "Кемелұлы"),
        ("Дарига Нурсултановна Назарбаева", "Нурсултановна"),
        ("Нурсултан Абишевич Назарбаев", "Абишевич"),
        ("Heydər Əlirza oğlu Əliyev", "Əlirza oğlu"),
    ],
)
def test_the_patronymic_of_a_full_name(name: str, patronymic: str) -> None:
    assert [part.text for part in parse(name, kind="person").having("patronymic")] == [patronymic]


@pytest.mark.parametrize("name", ["Иван Абрамович", "Slobodan Milošević", "Роман Абрамович"])
def test_a_family_name_that_ends_like_a_patronymic_stays_one(name: str) -> None:
    assert not parse(name, kind="person").having("patronymic")


@pytest.mark.parametrize(
    ("name", "particles"),
    [
        ("Ursula von der Leyen", ["von", "der"]),
        ("Mohammed bin Salman", ["bin"]),
        ("Muammar al Gaddafi", ["al"]),
    ],
)
def test_particles(name: str, particles: list[str]) -> None:
    assert [part.text for part in parse(name, kind="person").having("particle")] == particles


def test_a_servant_of_god_is_one_name() -> None:
    folds = [part.fold for part in parse("Abd al-Rahman Nasser", kind="person").parts]
    assert folds == ["abdalrahman", "nasser"]


@pytest.mark.parametrize(
    ("name", "titles"),
    [
        ("President Kassym-Jomart Tokayev", ["President"]),
        ("Dr. Ashraf Ghani", ["Dr"]),
        ("Präsident Emmanuel Macron", ["Präsident"]),
        ("Президент Касым-Жомарт Токаев", ["Президент"]),
        ("Tokayev", []),
    ],
)
def test_titles(name: str, titles: list[str]) -> None:
    assert [part.text for part in parse(name, kind="person").having("title")] == titles


@pytest.mark.parametrize(
    ("name", "titles"),
    [
        ("Tokayev, Kassym-Jomart (President)", ["President"]),
        ("Kassym-Jomart Tokayev, President", ["President"]),
        ("Kassym-Jomart Tokayev (Prime Minister)", ["Prime", "Minister"]),
        ("Tokayev, President", []),  # one word before the comma: the second may be his given name
        ("Tokayev, Kassym-Jomart (Astana)", []),
        ("Stephen King (King)", []),
        ("Mary, Major Tom", []),
        ("Anna Lindholm, President of Finland", ["President", "of", "Finland"]),
        ("Марат Есимов, президент Казахстана", ["президент", "Казахстана"]),
        ("Anna Roux, ministre de la Justice", ["ministre", "de", "la", "Justice"]),
        ("Al Mansoor, Sheikh Rashid", []),
        ("Santos Lima, Minister Santiago", []),  # a city, and his given name
    ],
)
def test_an_office_told_after_the_name_is_a_title(name: str, titles: list[str]) -> None:
    assert [part.text for part in parse(name, kind="person").having("title")] == titles


def test_one_word_at_least_stays_a_name() -> None:
    assert parse("President", kind="person").having("name")
    assert parse("Dr. President", kind="person").having("name")


def test_a_suffix_is_not_part_of_the_name() -> None:
    assert [part.text for part in parse("Heydar Aliyev Jr.", kind="person").having("suffix")] == ["Jr"]


def test_look_alike_letters_of_another_script_are_read_as_the_word_is_written() -> None:
    part = parse("Tоkаyеv", kind="person").parts[0]  # three of its letters are Cyrillic
    assert (part.fold, part.script) == ("tokayev", "Latn")


def test_a_word_in_two_scripts_is_cut_where_the_script_changes() -> None:
    assert [part.script for part in parse("毛泽东Mao", kind="person").parts] == [
        "Hani",
        "Hani",
        "Latn",
    ]


@pytest.mark.parametrize(
    ("name", "scripts"),
    [
        ("Тоқаев", {"Cyrl"}),
        ("توكاييف", {"Arab"}),
        ("トカエフ", {"Kana"}),
        ("नरेन्द्र मोदी", {"Deva"}),
        ("שלום", {"Hebr"}),
    ],
)
def test_every_part_knows_its_script(name: str, scripts: set[str]) -> None:
    assert {part.script for part in parse(name, kind="person").parts} == scripts


def test_titles_alone_are_a_name_however_often_they_stand() -> None:
    """Pasha, Sahib and Khan stand after a name too; one word always stays."""
    for title in entries("titles"):
        for name in (title, f"{title} {title}", f"{title} {title} {title}"):
            assert any(part.role != "title" for part in parse(name, kind="person").parts), name


def test_what_a_comma_ends_is_a_family_name_and_no_title() -> None:
    assert [part.role for part in parse("Khan, Behnam", kind="person").parts] == ["family", "given"]
    assert [part.role for part in parse("Dr. Khan, Behnam", kind="person").parts] == [
        "title",
        "family",
        "given",
    ]


def test_a_family_name_in_characters_that_a_comma_ends_is_not_cut() -> None:
    parts = parse("王小明, 华", kind="person").parts
    assert [(part.role, part.text) for part in parts] == [("family", "王小明"), ("given", "华")]


@pytest.mark.parametrize(
    ("name", "role"),
    [("K. Petrov", "initial"), ("Yu. Petrov", "initial"), ("Kas. Petrov", "name"), ("Alex. Petrov", "name")],
)
def test_two_letters_at_most_are_an_initial(name: str, role: str) -> None:
    assert parse(name, kind="person").parts[0].role == role


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        # Titles: before and after a name, several of them; one word at least stays a name.
        ("Dr. Kim", "title name"),
        ("President", "name"),
        ("Mr. President", "title name"),
        ("Dr. Dr. Hans Müller", "title title name name"),
        ("Hans Müller PhD MD", "name name title title"),
        ("Ayatollah Seyyed Ali Khamenei", "title title name name"),
        ("Kassym Tokayev President", "name name name"),
        ("Kassym Tokayev (President)", "name name title"),
        ("Kassym Tokayev, President", "name name title"),
        ("Tokayev (President)", "name name"),
        ("Tokayev, President", "family given"),
        # A title that may be a name is one beside two others.
        ("King Charles", "name name"),
        ("King Charles Windsor", "title name name"),
        ("Khan, Behnam", "family given"),
        ("Sheikh, Anna Maria", "family given given"),
        ("Mr. President, Kassym Tokayev", "title title name name"),  # the first is none, so no family name
        ("Pak Joko Widodo", "name name name"),
        ("Pak Joko Widodo Sastro", "title name name name"),
        # Initials: one letter, two with a full stop; a lone one is a name.
        ("KJ. Tokayev", "initial name"),
        ("KJ Tokayev", "name name"),
        ("KJL. Tokayev", "name name"),
        ("K.", "name"),
        ("Juan Carlos I", "name name initial"),
        ("Jr. Martin", "initial name"),
        # Particles: never the last name, unless they tell of a father left out.
        ("Ibn Khaldun", "particle name"),
        ("Khaldun ibn", "name name"),
        ("Ali Mohammed bin", "name name particle"),
        ("Le Pen", "name name"),
        ("Marine Le Pen", "name particle name"),
        ("Kim Il-sung", "name name name"),
        ("Kim Il Sung Leehan Park", "name particle name name name"),  # which is no syllable
        ("Kim Jong Un Il", "name name name name"),
        ("Jong Un Kim", "name name name"),  # whichever end the family name stands at
        ("Nguyen Thi An Binh", "name name name name"),
        ("Kim El Hassan Lee", "name particle name name"),  # but Hassan is no syllable
        ("Ali Un Hassan", "name particle name"),
        ("Un Jong Hassan Lee", "particle name name name"),
        ("Charles de Gaulle", "name particle name"),
        ("de", "name"),
        # Servants of: one name with its article.
        ("Abd al-Rahman ibn Khalid", "name particle name"),
        ("Abd el Rahman", "name"),
        ("Abd ibn Rahman", "particle particle name"),
        ("Abdullah Abd al al Rahman", "name name"),
        ("Abd al", "name name"),
        ("Abd", "name"),
        # Patronymics: of three names, the first that can be one but for the first name.
        ("Ivan Petrovich Sidorov", "name patronymic name"),
        ("Ivan Sidorov Petrovich", "name name patronymic"),
        ("Petrovich Ivan", "name name"),
        ("Sidorov, Ivan Petrovich", "family given patronymic"),
        ("Ivan al-Mosuli Petrov", "name particle name name"),
        ("Kemel uly Tokayev", "patronymic name"),
        ("oğlu Aliyev", "particle name"),
        ("Ab Ab Ina", "particle particle name"),  # nothing but particles: the last is the name
        # Commas: one tells the family name; that before a suffix tells nothing.
        ("Tokayev,", "name"),
        ("Tokayev, Kassym, Jr.", "family given suffix"),
        ("Kassym Tokayev, Jr.", "name name suffix"),
        ("Tokayev, Kassym, Boris", "name name name"),
        # Characters: a family name of two or one, and two after it at most.
        ("欧阳震华", "family given"),
        ("欧阳", "name"),
        ("习", "name"),
        ("司马懿之之", "name"),
        ("Xi 近平", "name name"),
        ("Xi Jinping Thought", "name name generic"),
    ],
)  # fmt: skip
def test_what_plays_which_part(name: str, expected: str) -> None:
    assert " ".join(role for _, role in parts(name)) == expected
