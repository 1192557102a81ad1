"""How two parts relate, by which rule, and how much they share."""

from __future__ import annotations

import pytest

from nameresolve import Kind
from nameresolve.model import Role
from nameresolve.scoring.initials import relate_initial
from nameresolve.scoring.pairs import Relating, relate
from nameresolve.scoring.units import Unit, units_of


def last(name: str, kind: Kind = "person") -> Unit:
    return units_of(name, kind).content[-1]


def of_role(name: str, role: Role) -> Unit:
    return next(unit for unit in units_of(name, "person").content if unit.role == role)


@pytest.mark.parametrize(
    ("left", "right", "relation", "share", "rule"),
    [
        # A native part that spells another form of a Latin name, or its nickname.
        ("Джон", "Ioannes", "equivalent", 0.75, "forms of john"),
        ("Тони", "Antonius", "equivalent", 0.5, "nickname of anthony"),
        ("Иван", "Kevin", "contradicting", -1.0, "Cyrl-Latn"),
        # Short parts must be nearly equal.
        ("Ali", "Aly", "licensed", 1.0, "spelling conventions"),
        ("Ali", "Eli", "contradicting", -1.0, "spelling conventions"),
        ("Un", "Hun", "contradicting", -1.0, "spelling conventions"),
        # Endings.
        ("Novák", "Nováková", "licensed", 0.6, "Czech feminine form"),
        ("Otunbajevová", "Otunbayeva", "licensed", 0.6, "Czech feminine form"),
        ("Mario", "Maria", "contradicting", -0.75, "other gender"),
        ("Petrovsky", "Petrovskaya", "contradicting", -0.5, "other gender"),
        ("Ашимжанов", "Әшімжан", "licensed", 0.5, "with and without the Russian ending"),
        # Two names in use, and a servant of God.
        ("Müller", "Möller", "contradicting", -0.2, "two names in use"),
        ("Armen", "Arman", "contradicting", -0.2, "two names in use"),
        ("Keller", "Koller", "contradicting", -0.2, "two names in use"),
        ("Abd al-Aziz", "Aziz", "contradicting", -1.0, "servant of left out"),
        ("Abdulaziz", "Aziz", "contradicting", -1.0, "servant of left out"),
        # East Asian ones.
        ("习", "Xi", "licensed", 0.95, "family name in use"),
        ("楊", "Zhang", "contradicting", -1.0, "another family name"),
        ("Kim Jong", "Kim Yong", "contradicting", -1.0, "different syllables"),
        ("Kim Jong", "Kim Chong", "licensed", 0.7, "spellings of a Korean j"),
        ("Kim Jun", "Kim Jung", "contradicting", -1.0, "different syllables"),
    ],
)
def test_two_parts_of_people(left: str, right: str, relation: str, share: float, rule: str) -> None:
    for found in (relate(last(left), last(right)), relate(last(right), last(left))):
        assert (found.relation, found.rule) == (relation, rule)
        assert found.share == pytest.approx(share)


@pytest.mark.parametrize(
    ("left", "right", "relation", "share", "rule"),
    [
        ("Samruk Banks", "Samruk Bank", "licensed", 0.8, "with and without s"),
        ("Gas", "Gass", "licensed", 1.0, "spelling conventions"),  # three letters take no s
        ("Health Ministry", "Health Министерство", "equivalent", 0.9, "words for ministry"),
        ("Bank Germany", "Bank Deutschland", "equivalent", 0.9, "words for Germany"),
        ("Atlantic Coast", "Atlantic Coastal", "near", 0.5, "words of one stem"),
        ("School 5", "School 5th", "same", 1.0, "number"),
        ("School 5", "School 15", "contradicting", -1.0, "number"),
    ],
)
def test_two_words_of_bodies(left: str, right: str, relation: str, share: float, rule: str) -> None:
    for found in (
        relate(last(left, "organization"), last(right, "organization")),
        relate(last(right, "organization"), last(left, "organization")),
    ):
        assert (found.relation, found.rule) == (relation, rule)
        assert found.share == pytest.approx(share)


@pytest.mark.parametrize(
    ("left", "right", "fault"),
    [
        ("Tokayev", "Tokarev", "slip"),
        ("Abdulaziz", "Aziz", "slip"),
        ("Armen", "Arman", "known_apart"),
        ("Ivanov", "Ivanova", "other_gender"),
        ("Kim Jong", "Kim Yong", "another"),
        ("楊", "Zhang", "another"),
        ("Putin", "Merkel", "contradiction"),
    ],
)
def test_a_contradiction_weighs_by_what_kind_it_is(left: str, right: str, fault: str) -> None:
    found = relate(last(left), last(right))
    assert (found.relation, found.fault) == ("contradicting", fault)


def test_patronymics_of_one_father_are_one_and_of_a_son_and_a_daughter_two() -> None:
    kazakh, russian = "Қасым Кемелұлы Тоқаев", "Касым Кемелевич Токаев"
    one = relate(of_role(kazakh, "patronymic"), of_role(russian, "patronymic"))
    assert one == Relating("equivalent", 0.75, "patronymics of one name")
    son, daughter = "Иван Сергеевич Сидоров", "Анна Сергеевна Сидорова"
    assert relate(of_role(son, "patronymic"), of_role(daughter, "patronymic")).share == -1.0


def test_the_first_written_parts_may_be_spellings_of_one_family_name() -> None:
    bak, park = (units_of(name, "person").content[0] for name in ("Bak Jun", "Park Jun"))
    assert relate(bak, park) == Relating("equivalent", 0.6, "spellings of one family name")
    given = [units_of(name, "person").content[1] for name in ("Zhomart Bak", "Zhomart Park")]
    assert relate(*given).rule != "spellings of one family name"


@pytest.mark.parametrize(
    ("initial", "name", "may"),
    [
        ("K.", "Kassym", True),
        ("Q.", "Kassym", True),
        ("C.", "Kassym", True),
        ("K.", "Касым", True),
        ("Ж.", "Zhomart", True),
        ("W.", "Vladimir", True),
        ("J.", "Жомарт", True),  # Jomart to many, though his letter is zh to others
        ("J.", "Юрий", True),
        ("J.", "Джон", True),
        ("Q.", "Касым", True),
        ("J.", "جمال", True),
        ("Y.", "Евгений", True),
        ("Ye.", "Евгений", True),
        ("Ye.", "Evgeny", True),
        ("E.", "Yevgeny", True),
        ("Y.", "Эдуард", False),  # э is an e, and nobody's ye
        ("Ye.", "Анна", False),
        ("E.", "Yana", False),
        ("Y.", "Edward", False),
        ("J.", "Хасан", False),
        ("J.", "Денис", False),
        ("S.", "Жомарт", False),
        ("B.", "Kassym", False),
        ("Ж.", "Boris", False),
    ],
)
def test_which_name_an_initial_may_stand_for(initial: str, name: str, *, may: bool) -> None:
    short = units_of(f"{initial} Tokayev", "person").content[0]
    assert relate_initial(short, last(name)) is relate_initial(last(name), short) is may
