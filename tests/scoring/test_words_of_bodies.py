"""What words of bodies weigh: a mere "group" little, a trade more, a word of their own most."""

from __future__ import annotations

import pytest

from nameresolve import similarity
from nameresolve.distance import part_form
from nameresolve.parsing import guess_kind
from nameresolve.scoring.customs import one_stem, other_korean, two_names
from nameresolve.scoring.units import units_of


def alike(left: str, right: str) -> float:
    return similarity(left, right, kind="organization")


def test_a_word_that_only_says_body_may_be_left_out() -> None:
    assert alike("Nordwind Group", "Nordwind") > alike("Nordwind Bank", "Nordwind")
    assert alike("Nordwind Group", "Nordwind Company") > alike("Nordwind Bank", "Nordwind Airlines")


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Korea Mining Development Corporation", "Korea Shipping Development Corporation"),
        ("Golden Star Trading", "Golden Sun Trading"),
        ("Zarechny Cement Plant", "Zarechny Steel Plant"),
        ("Научный центр Восток", "Научный центр Запад"),
        ("First Investment Bank", "Second Investment Bank"),
    ],
)
def test_bodies_that_share_common_words_stay_apart(left: str, right: str) -> None:
    assert alike(left, right) < 0.6


def test_a_company_limited_is_a_limited() -> None:
    assert alike("Nordwind Co. Ltd", "Nordwind Company") >= alike("Nordwind GmbH", "Nordwind JSC")
    assert alike("ООО Нордвинд", "Nordwind Co. LLC") > 0.7


def test_words_that_people_bear_make_no_body() -> None:
    for name in ("Evan Rachel Wood", "Jane Fonda", "Samantha Power", "Tamir Pardo", "Philip Glass"):
        assert guess_kind(name) == "person", name


@pytest.mark.parametrize(
    "name", ["Fake Vladimir Putin", "not Vladimir Putin", "Vladimir Putin 2", "Лже Владимир Путин"]
)
def test_who_is_said_to_be_another_is_another(name: str) -> None:
    known = "Владимир Путин" if name[0] > "z" else "Vladimir Putin"
    assert similarity(name, known, kind="person") < 0.1


def test_a_child_is_not_the_father_it_names() -> None:
    assert similarity("Abu Ali Hassan", "Ali Hassan", kind="person") < 0.7
    assert similarity("Abu Ali Hassan", "Abou Ali Hasan", kind="person") > 0.7


def test_a_junior_is_not_the_senior() -> None:
    assert similarity("Vladimir Putin Jr", "Vladimir Putin", kind="person") < 0.7
    assert similarity("Robert Kennedy Jr", "Robert F. Kennedy Jr.", kind="person") > 0.7


def test_an_initial_before_another_tells_apart() -> None:
    father = similarity("George H. W. Bush", "George W. Bush", kind="person")
    assert father < 0.7 < similarity("George Walker Bush", "George W. Bush", kind="person")


def test_what_is_known_of_two_parts() -> None:
    def two(a: str, b: str) -> bool:
        return two_names(part_form(a, "Latn"), part_form(b, "Latn"))

    for a, b in (("müller", "möller"), ("armen", "arman"), ("wiśniewski", "wiśniowski")):
        assert two(a, b), (a, b)
    for a, b in (("sergey", "sergei"), ("tokayev", "toqaev"), ("abbasov", "abbosov")):
        assert not two(a, b), (a, b)
    assert [one_stem("coast", other) for other in ("coastal", "coasting", "coatings")] == [True, True, False]
    assert [other_korean(*pair) for pair in (("jun", "jung"), ("hyon", "hyun"))] == [True, False]


def test_small_words_that_are_all_a_name_has_are_kept() -> None:
    assert [unit.text for unit in units_of("DEL International", "organization").content] == [
        "DEL",
        "International",
    ]
    assert [unit.text for unit in units_of("The International", "organization").content] == ["International"]


def test_a_body_beside_another_of_its_names_is_not_whom_it_is_named_after() -> None:
    assert alike("Raya Sanat Simin", "Simin Raya Sanat Development Co.") > 0.5
    assert alike("Angela Merkel", "Angela Merkel Foundation") < 0.2


def test_words_that_mean_one_thing_together_answer_one_word() -> None:
    assert alike("Middle East Oil", "Khavarmianeh Oil") > 0.7
    assert alike("Middle East Oil", "East Oil") < 0.5
    assert alike("Islamic State of Iraq and the Levant", "ISIS") > alike("Islamic Party of Iraq", "ISIS")


def test_of_two_words_that_mean_the_same_the_nearer_spelling_agrees_better() -> None:
    assert alike("Jemaah Islamiya", "Jemaa Islamiya") > alike("Gama'a Islamiya", "Jemaa Islamiya")
