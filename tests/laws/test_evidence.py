"""What is left out, what is contradicted and what is added: laws of the sum over many names."""

from __future__ import annotations

import random

import pytest

from nameresolve import similarity
from nameresolve.scoring.terms import emitted
from nameresolve.scoring.units import units_of
from nameresolve.scoring.weights import weights_for

GIVEN = ("Ivan", "Nikolai", "Aleksey", "Vladimir", "Yevgeny", "Timur", "Bolat", "Rustam", "Oleg", "Mikhail")
PATRONYMICS = ("Sergeevich", "Nikolaevich", "Andreevich", "Borisovich", "Kemelevich", "Maratovich", "Olegovich",
               "Viktorovich", "Timurovich", "Askarovich")  # fmt: skip
FAMILIES = (
    "Petrov",
    "Smirnov",
    "Akhmetov",
    "Lavrov",
    "Suleimenov",
    "Kuznetsov",
    "Tokayev",
    "Karimov",
    "Volkov",
)


def triples() -> list[tuple[str, str, str, str]]:
    """Return 200 names: given name, two patronymics, family name."""
    drawn = random.Random(7)
    return [(drawn.choice(GIVEN), *drawn.sample(PATRONYMICS, 2), drawn.choice(FAMILIES)) for _ in range(200)]


def test_a_patronymic_left_out_is_far_from_one_contradicted() -> None:
    for given, ours, theirs, family in triples():
        full = f"{given} {ours} {family}"
        left_out = similarity(full, f"{given} {family}", kind="person")
        contradicted = similarity(full, f"{given} {theirs} {family}", kind="person")
        assert left_out - contradicted >= 0.25, (full, theirs, left_out, contradicted)


def test_every_amount_has_a_weight() -> None:
    names = [f"{given} {ours} {family}" for given, ours, _, family in triples()][:60]
    names += [
        "K.-J. Tokayev",
        "Abu Ali al-Tokayev",
        "Petrov Jr.",
        "Токаев",
        "習近平",
        "김정은",
        "معمر القذافي",
    ]
    bodies = [
        "Bank of China",
        "Bank of Mexico",
        "WTO",
        "World Trade Organization",
        "School 7",
        "School 17",
        "Vostok LLC",
    ]
    for kind, texts in (("person", names), ("organization", bodies), ("place", bodies)):
        known = weights_for(kind)
        for left in texts:
            for right in texts:
                a, b = units_of(left, kind), units_of(right, kind)  # type: ignore[arg-type]
                if a.content and b.content:
                    assert {name for term in emitted(a, b) for name, _ in term.amounts} <= set(known)


@pytest.mark.parametrize(
    ("near", "far", "query"),
    [
        ("Abu Ali Hasan", "Ali Hasan", "Abu Ali Hasan"),  # the father of Ali is not Ali
        ("Abdulaziz Karimov", "Boris Karimov", "Aziz Karimov"),  # a servant left out
        (
            "Канат Сергеевич Мусин",
            "Канат Борисович Мусин",
            "Қанат Сергейұлы Мусин",
        ),  # one father, two languages
        ("Mykhailo Volodymyrovych Kaurov", "Mykhailo Petrovych Kaurov", "Mikhail Vladimirovich Kaurov"),
        ("Kim Chong-un", "Kim Yong-un", "Kim Jong-un"),
        ("Yusuf Madani", "Yusup Madani", "Yusif Madani"),  # a vowel is read in more ways than a consonant
        ("Nizar Haitham al-Basri", "Haitham al-Basri", "Nizar Haitham Sulayman al-Basri"),  # the son first
    ],
)
def test_a_person_nearer_by_custom_scores_higher(near: str, far: str, query: str) -> None:
    assert similarity(query, near, kind="person") > similarity(query, far, kind="person")


@pytest.mark.parametrize(
    ("left", "right", "most"),
    [
        ("Bank of Fujian (Singapore) Limited", "Bank of Fujian (Australia) Limited", 0.5),
        ("Banco Vostok Chile S.A.", "Banco Vostok México S.A.", 0.5),
        ("S.R.L. Con Transit", "S.R.L. Pro Transit", 0.5),
        ("School No. 7", "School No. 17", 0.2),
        ("WTO", "World Tourism Agency", 0.5),
    ],
)
def test_bodies_that_differ_in_one_word_stay_apart(left: str, right: str, most: float) -> None:
    assert similarity(left, right, kind="organization") < most


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("SiemensAG", "Siemens AG"),
        ("Limited Liability Company Iskra Plus", "Iskra Plus"),
        ("U.S. Department of State", "United States Department of State"),
        ("Islamic Republic of Iran Shipping Lines", "IRISL"),
        ("T.V.G.", "Transport and Vessels Group"),
        ("Deutsche Bank's AG", "Deutsche Bank AG"),
        ("Vostok Zavod", "Vostok Factory"),
    ],
)
def test_one_body_in_two_ways_of_writing(left: str, right: str) -> None:
    assert similarity(left, right, kind="organization") > 0.5


@pytest.mark.parametrize(
    ("left", "right", "most"),
    [
        ("Kim Yong-un", "Kim Jong-un", 0.2),
        ("Kim Jong-il", "Kim Jong-un", 0.2),
        ("김종은", "김정은", 0.5),
        ("楊俊", "Zhang Jun", 0.5),
        ("Mehriban Aliyev", "Mehriban Aliyeva", 0.7),
        ("Dariga Nazarbayeva", "Nursultan Nazarbayev", 0.2),
        ("Kassym-Jomart Tokarev", "Kassym-Jomart Tokayev", 0.7),
        ("Ivan Sergeevich Petrov", "Ivana Sergeevna Petrova", 0.2),
        ("N. N.", "Nursultan Nazarbayev", 0.7),
    ],
)
def test_near_names_of_two_people_stay_apart(left: str, right: str, most: float) -> None:
    assert similarity(left, right, kind="person") < most
