"""What agrees adds, what contradicts takes away, what is left out costs little: by meaning, not by digits."""

from __future__ import annotations

import pytest

from nameresolve import Evidence, Kind, compare, similarity


def term(left: str, right: str, relation: str, kind: Kind = "person") -> Evidence:
    """Return the one term of a relation in a comparison."""
    found = [each for each in compare(left, right, kind=kind).evidence if each.relation == relation]
    assert len(found) == 1, found
    return found[0]


def relations(left: str, right: str, kind: Kind = "person") -> list[str]:
    return [each.relation for each in compare(left, right, kind=kind).evidence]


def test_every_comparison_begins_with_the_bias() -> None:
    for right in ("Tokayev", "Merkel", ""):
        first = compare("Tokayev", right).evidence[0]
        assert first.relation == "bias"
        assert first.contribution < 0


def test_the_same_name_is_one_term() -> None:
    assert relations("Kemel Tokayev", "KEMEL TOKAYEV") == ["bias", "same"]


def test_a_licensed_difference_names_its_rule() -> None:
    found = term("Qasym", "Kasym", "licensed")
    assert found.contribution > 0
    assert found.rule


def test_a_contradiction_takes_more_than_an_omission() -> None:
    contradiction = term("Kemel Tokayev", "Boris Tokayev", "contradicting")
    omission = term("Kemel Tokayev", "Tokayev", "omitted")
    assert contradiction.contribution < omission.contribution < 0
    assert (contradiction.left, contradiction.right) == ("Kemel", "Boris")
    assert {omission.left, omission.right} == {"Kemel", ""}


def test_a_rare_family_name_proves_more_than_a_common_one() -> None:
    assert similarity("Kim", "Kim Minjun", kind="person") < similarity(
        "Tokayev", "Kemel Tokayev", kind="person"
    )


@pytest.mark.parametrize(
    ("near", "far", "query"),
    [
        ("K. Tokayev", "B. Tokayev", "Kassym Tokayev"),
        ("Касым-Жомарт Кемелевич Токаев", "Касым-Жомарт Борисович Токаев", "Касым-Жомарт Кемелевич Токаев"),
        ("Kassym Tokayev", "Kassym Merkel", "Kasym Tokaev"),
        ("Tokayev Kassym", "Boris Kassym", "Kassym Tokayev"),
        ("Aleksandr Petrov", "Aleksey Petrov", "Oleksandr Petrov"),
        ("Petrov Ivan", "Petrova Ivanna", "Ivan Petrov"),
    ],
)
def test_what_fits_is_nearer_than_what_contradicts(near: str, far: str, query: str) -> None:
    assert similarity(query, near, kind="person") > similarity(query, far, kind="person")


def test_an_initial_can_stand_for_a_name_in_another_script() -> None:
    assert "initial" in relations("K. Tokayev", "Касым Токаев")
    assert "initial" in relations("Ж. Токаев", "Zhomart Tokayev")
    assert "contradicting" in relations("B. Tokayev", "Касым Токаев")


def test_a_patronymic_left_out_costs_less_than_a_given_name_left_out() -> None:
    full = "Нурсултан Абишевич Назарбаев"
    assert similarity(full, "Нурсултан Назарбаев", kind="person") > similarity(
        full, "Назарбаев", kind="person"
    )


def test_forms_of_one_given_name_are_equivalent() -> None:
    assert "equivalent" in relations("Oleksandr Ivanenko", "Aleksandr Ivanenko") or "licensed" in relations(
        "Oleksandr Ivanenko", "Aleksandr Ivanenko"
    )


def test_swapped_order_costs_a_little() -> None:
    natural = similarity("Kemel Tokayev", "Kemel Toqaev", kind="person")
    swapped = similarity("Kemel Tokayev", "Toqaev Kemel", kind="person")
    assert 0.9 < swapped <= natural


def test_parts_written_as_one_are_found() -> None:
    assert similarity("Zhou En-lai", "Zhou Enlai", kind="person") > 0.9
    assert similarity("von der Leyen", "Vonderleyen", kind="person") > 0.7


@pytest.mark.parametrize(
    ("left", "right"),
    [("School No. 7", "School No. 17"), ("Channel 1", "Channel 5"), ("Школа № 12", "Школа № 21")],
)
def test_other_numbers_are_other_bodies(left: str, right: str) -> None:
    assert similarity(left, right, kind="organization") < 0.5


def test_equal_legal_forms_add_and_other_ones_take_away() -> None:
    same = similarity("Vostok LLC", "Vostok Trade LLC", kind="organization")
    none = similarity("Vostok", "Vostok Trade", kind="organization")
    assert same >= none
    assert similarity("Vostok AG", "Vostok LLC", kind="organization") <= similarity(
        "Vostok AG", "Vostok", kind="organization"
    )


def test_an_acronym_stands_for_the_name_it_is_made_of() -> None:
    found = term("CSTO", "Collective Security Treaty Organization", "acronym", "organization")
    assert found.contribution > 0
    assert "acronym" not in relations("CSTX", "Collective Security Treaty Organization", "organization")


def test_no_name_is_compared_beyond_a_dozen_parts() -> None:
    long = " ".join(f"Part{chr(97 + i)}" for i in range(20))
    assert 0.0 <= similarity(long, long + " Tail", kind="person") <= 1.0
    assert len(compare(long, "Kemel Tokayev", kind="person").evidence) < 30


@pytest.mark.parametrize("kind", ["person", "organization", "place", "other"])
def test_every_kind_is_compared(kind: Kind) -> None:
    assert similarity("Almaty", "Almaty", kind=kind) == 1.0
    assert similarity("Almaty", "Merkel", kind=kind) < 0.1


def test_the_accepted_shape_of_a_rapidfuzz_scorer() -> None:
    from rapidfuzz import process

    best = process.extractOne("Toqaev", ["Merkel", "Tokayev", "Tokarev"], scorer=similarity, score_cutoff=0.5)
    assert best is not None
    assert best[0] == "Tokayev"


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Kim Jong Un", "Kim Jong"),
        ("Jong Un Kim", "Jong Kim"),
        ("Park Chan Il Ho", "Park Chan Ho"),
        ("Lee Jun Ho", "Lee Jun"),
    ],
)
def test_a_syllable_of_a_korean_given_name_is_not_left_out(left: str, right: str) -> None:
    assert term(left, right, "omitted").rule == "syllable of a given name left out"
    assert similarity(left, right, kind="person") < 0.5


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Kim Jong Un", "Jong Un"),  # the family name
        ("Kim Jong Un", "Kim"),
        ("Lee Jong Suk", "Jong Suk"),  # though Suk is a family name too, and Jong
        ("Jong Suk Lee", "Jong Suk"),
        ("Kim Maria Jun", "Kim Jun"),  # Maria is no syllable
        ("Jun Ho Lee Min", "Jun Ho Min"),  # neither end is a family name that agrees
    ],
)
def test_other_parts_of_such_names_are_left_out_as_any(left: str, right: str) -> None:
    omitted = [
        each.rule for each in compare(left, right, kind="person").evidence if each.relation == "omitted"
    ]
    assert omitted
    assert "syllable of a given name left out" not in omitted
