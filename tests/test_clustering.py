from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

import nameresolve as nr
from nameresolve.clustering import CONTRADICTS, REVIEWED

TOKAYEV = ["Kassym-Jomart Tokayev", "Qasym-Zhomart Toqaev", "Касым-Жомарт Токаев"]
NAMES = [
    *TOKAYEV, "Tokayev", "Toqaev", "K. Tokayev", "Kemel Tokayev", "Kemel Tokaev", "Tokarev", "John Smith",
    "Jane Smith", "J. Smith", "Nursultan Nazarbayev", "Nursultan Nasarbajew", "Nazarbayev, Nursultan",
]  # fmt: skip


def grouped(names: list[str], **options: object) -> set[tuple[str, ...]]:
    return {each.members for each in nr.cluster(names, kind="person", **options)}  # type: ignore[arg-type]


def test_spellings_of_one_name_are_together_and_namesakes_are_not() -> None:
    found = grouped(NAMES)
    assert tuple(sorted(TOKAYEV)) in found
    assert ("Kemel Tokaev", "Kemel Tokayev") in found
    assert ("Nazarbayev, Nursultan", "Nursultan Nasarbajew", "Nursultan Nazarbayev") in found
    assert ("Tokarev",) in found


def test_what_fits_two_that_contradict_each_other_goes_to_neither() -> None:
    assert {("J. Smith",), ("John Smith",), ("Jane Smith",)} <= grouped(NAMES)
    (initial,) = [each for each in nr.cluster(NAMES, kind="person") if each.name == "J. Smith"]
    assert {doubt.other for doubt in initial.review} == {"John Smith", "Jane Smith"}


@pytest.mark.parametrize("part", ["Tokayev", "K. Tokayev", "Toqaev"])
def test_a_part_of_a_name_is_joined_with_no_whole_one(part: str) -> None:
    assert (part,) in grouped([part, *TOKAYEV])


def test_bare_names_are_joined_with_bare_names() -> None:
    assert ("Tokayev", "Toqaev") in grouped(["Tokayev", "Toqaev", "Tokarev"])


def test_a_chain_of_likely_pairs_joins_no_two_that_contradict() -> None:
    for each in nr.cluster(NAMES, kind="person"):
        for place, one in enumerate(each.members):
            for other in each.members[place + 1 :]:
                assert nr.compare(one, other, kind="person").score >= CONTRADICTS


def test_forms_of_two_entities_are_hardly_ever_together() -> None:
    """Of the people in the bundled gazetteer; the few that are share a spelling or nearly so."""
    people = [entity for entity in nr.Gazetteer.bundled() if entity.kind == "person"][:60]
    owners: dict[str, set[str]] = {}
    for entity in people:
        for form in entity.forms:
            if form.strength == "strong":
                owners.setdefault(form.text, set()).add(str(entity.id))
    found = nr.cluster(owners, kind="person")
    mixed = [each for each in found if len(set.union(*(owners[name] for name in each.members))) > 1]
    assert len(mixed) <= 0.02 * len(found), [each.members for each in mixed]
    assert len(found) < len(owners)


@given(st.randoms(use_true_random=False), st.lists(st.sampled_from(NAMES), max_size=20))
def test_order_and_repetition_change_nothing(random: Random, names: list[str]) -> None:
    shuffled = [*names, *names[:3]]
    random.shuffle(shuffled)
    assert nr.cluster(shuffled, kind="person") == nr.cluster(names, kind="person")


@given(st.lists(st.text(max_size=12), max_size=8))
def test_every_name_is_in_one_cluster(names: list[str]) -> None:
    found = nr.cluster(names)
    members = [member for each in found for member in each.members]
    assert sorted(members) == sorted({name for name in names if name.strip()})
    for each in found:
        assert each.name in each.members
        assert 0.0 <= each.score <= 1.0
        assert all(doubt.name in each.members and doubt.score >= REVIEWED for doubt in each.review)
        assert not {doubt.other for doubt in each.review} & set(each.members)


def test_a_pair_to_review_is_listed_on_both_sides() -> None:
    found = nr.cluster(NAMES, kind="person")
    pairs = {(doubt.name, doubt.other) for each in found for doubt in each.review}
    assert pairs
    assert pairs == {(other, name) for name, other in pairs}


def test_a_higher_threshold_joins_less() -> None:
    assert len(grouped(NAMES, threshold=0.999)) > len(grouped(NAMES))


@pytest.mark.parametrize("wrong", [{"threshold": 0.4}, {"threshold": 1.1}, {"kind": "persn"}])
def test_wrong_settings_are_told(wrong: dict[str, object]) -> None:
    with pytest.raises(nr.SettingsError):
        nr.cluster(["a"], **wrong)  # type: ignore[arg-type]


def test_the_name_of_a_cluster_is_the_fullest() -> None:
    found = nr.cluster(
        ["Nursultan Nazarbayev", "Nursultan Abishuly Nazarbayev", "Нурсултан Назарбаев"], kind="person"
    )
    assert [each.name for each in found] == ["Nursultan Abishuly Nazarbayev"]
