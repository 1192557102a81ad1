"""`compare` and `similarity`: two names in, a probability and its reasons out."""

from __future__ import annotations

import math

import pytest
from rapidfuzz import process

import nameresolve as nr
from nameresolve import Kind


@pytest.mark.parametrize("contradiction", ["Ivan Nikolaevich Petrov", "Ivan Andreevich Petrov"])
def test_a_patronymic_left_out_is_not_one_contradicted(contradiction: str) -> None:
    full = "Ivan Sergeevich Petrov"
    assert nr.similarity(full, "Ivan Petrov") - nr.similarity(full, contradiction) >= 0.25


@pytest.mark.parametrize(
    ("left", "right", "most"),
    [
        ("Dariga Nazarbayeva", "Nursultan Nazarbayev", 0.2),
        ("Dariga Nazarbayev", "Nursultan Nazarbayev", 0.2),
        ("Ivan Petrov", "Ivana Petrova", 0.5),
        ("Kim Jong-un", "Kim Jong-il", 0.2),
        ("김정은", "김정일", 0.2),
        ("Tokayev", "Tokarev", 0.2),
        ("John Smith III", "John Smith II", 0.5),
        ("George Bush Jr.", "George Bush Sr.", 0.5),
        ("K. Tokayev", "Nursultan Tokayev", 0.5),
    ],
)
def test_different_people_are_kept_apart(left: str, right: str, most: float) -> None:
    assert nr.similarity(left, right, kind="person") < most


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("K.-J. Tokayev", "Kassym-Jomart Tokayev"),
        ("Tokayev, Kassym-Jomart", "Kassym-Jomart Tokayev"),
        ("President Kassym-Jomart Tokayev", "Қасым-Жомарт Тоқаев"),
        ("Vladimirs Putins", "Vladimir Putin"),  # Latvian
        ("Vladimiras Putinas", "Vladimir Putin"),  # Lithuanian
        ("Sergejs Lavrovs", "Sergey Lavrov"),
        ("習近平", "习近平"),
        ("Chou En-lai", "Zhou Enlai"),
    ],
)
def test_one_person_in_two_spellings_is_found(left: str, right: str) -> None:
    assert nr.similarity(left, right, kind="person") > 0.7


def test_a_baltic_ending_is_no_license_to_lengthen_a_lone_name() -> None:
    assert nr.similarity("Putinas", "Putin") < nr.similarity("Vladimiras Putinas", "Vladimir Putin")


@pytest.mark.parametrize(
    ("acronym", "name", "other"),
    [
        ("WTO", "World Trade Organization", "World Health Organization"),
        ("SCO", "Shanghai Cooperation Organization", "North Atlantic Treaty Organization"),
    ],
)
def test_an_acronym_stands_for_its_words_only(acronym: str, name: str, other: str) -> None:
    found = nr.compare(acronym, name, kind="organization")
    assert found.score > 0.7
    assert "acronym" in {term.relation for term in found.evidence}
    assert nr.similarity(acronym, other, kind="organization") < 0.2


def test_a_legal_form_left_out_costs_less_than_another_one() -> None:
    bare, other = nr.similarity("Siemens AG", "Siemens"), nr.similarity("Siemens AG", "Siemens GmbH")
    assert bare > 0.7
    assert other < bare
    assert nr.similarity("ООО Ромашка", "Romashka LLC") > 0.7, "one form in two languages"


@pytest.mark.parametrize(
    ("left", "right", "kind"),
    [("4th Army", "5th Army", "organization"), ("North Korea", "South Korea", "place")],
)
def test_numbers_and_points_of_the_compass_tell_apart(left: str, right: str, kind: Kind) -> None:
    assert nr.similarity(left, right, kind=kind) < 0.2


@pytest.mark.parametrize(
    ("left", "right", "convention"),
    [
        ("Toqaev", "Tokayev", "RFE/RL"),
        ("Schewtschenko", "Shevchenko", "German"),
        ("Loekasjenko", "Lukashenko", "Dutch"),
        ("Chou Enlai", "Zhou Enlai", "Wade-Giles"),
    ],
)
def test_a_license_names_its_convention(left: str, right: str, convention: str) -> None:
    rules = [term.rule for term in nr.compare(left, right).evidence if term.relation == "licensed"]
    assert any(convention in rule for rule in rules)


def test_a_contradiction_says_that_no_convention_has_it() -> None:
    rules = [t.rule for t in nr.compare("Tokayev", "Tokarev").evidence if t.relation == "contradicting"]
    assert len(rules) == 1
    assert "no convention" in rules[0]


def test_the_evidence_adds_up() -> None:
    for left, right in (("Kassym-Jomart Tokayev", "Tokajew"), ("ООО Ромашка", "Romashka LLC")):
        found = nr.compare(left, right)
        assert math.isclose(sum(t.contribution for t in found.evidence), found.log_odds, abs_tol=1e-9)
        assert math.isclose(found.score, 1 / (1 + math.exp(-found.log_odds)))


def test_the_order_of_a_language_is_honored() -> None:
    family = nr.compare("Nagy Imre", "Nagy István", language="hu").score
    given = nr.compare("Nagy Imre", "Kiss Imre", language="hu").score
    assert max(family, given) < 0.5


def test_rapidfuzz_takes_it_as_a_scorer() -> None:
    names = ["Merkel", "Tokarev", "Tokayev"]
    assert process.extract("Tokajew", names, scorer=nr.similarity)[0][0] == "Tokayev"
    assert [
        name for name, _, _ in process.extract("Tokajew", names, scorer=nr.similarity, score_cutoff=0.5)
    ] == ["Tokayev"]
    best = process.extractOne("TOKAJEW!", names, scorer=nr.similarity, processor=lambda text: text.strip("!"))
    assert best[0] == "Tokayev"


def test_a_score_under_the_cutoff_is_nothing() -> None:
    score = nr.similarity("Tokajew", "Tokayev")
    assert nr.similarity("Tokajew", "Tokayev", score_cutoff=score) == score
    assert nr.similarity("Tokajew", "Tokayev", score_cutoff=min(1.0, score + 0.01)) == 0.0
