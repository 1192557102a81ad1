"""A clustering is a partition that hangs on the names alone, and holds no contradiction."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st
from law_strategies import any_text, kinds, names, real_names

from nameresolve import Cluster, Kind, cluster, similarity
from nameresolve.clustering.fitting import CONTRADICTS

PEOPLE = (
    "Kassym-Jomart Tokayev", "Qasym-Zhomart Toqaev", "Касым-Жомарт Токаев", "Kemel Tokayev", "Tokayev", "K. Tokayev",
    "Vladimir Putin", "Wladimir Putin", "Владимир Путин", "Lyudmila Putina", "Kim Jong-un", "Kim Jong-il", "김정은",
)  # fmt: skip
lists = st.lists(st.one_of(st.sampled_from(PEOPLE), st.sampled_from(PEOPLE), names(), real_names), max_size=7)


def members(clusters: list[Cluster]) -> set[frozenset[str]]:
    return {frozenset(each.members) for each in clusters}


@given(lists | st.lists(any_text, max_size=5), kinds)
def test_every_name_is_in_one_cluster_and_no_other(texts: list[str], kind: Kind | None) -> None:
    found = [member for each in cluster(texts, kind=kind) for member in each.members]
    assert len(found) == len(set(found))
    assert set(found) == {text for text in texts if text.strip()}


@given(lists, st.randoms(use_true_random=False))
def test_the_order_of_the_names_changes_no_cluster(texts: list[str], drawn: object) -> None:
    turned = sorted(texts, key=lambda _: drawn.random())  # type: ignore[attr-defined]
    assert cluster(turned, kind="person") == cluster(texts, kind="person")


@given(lists)
def test_a_name_given_twice_is_one_name(texts: list[str]) -> None:
    assert cluster(texts * 2, kind="person") == cluster(texts, kind="person")


@given(lists)
def test_no_cluster_holds_a_contradiction(texts: list[str]) -> None:
    for each in cluster(texts, kind="person"):
        for one, other in combinations(each.members, 2):
            assert similarity(one, other, kind="person") >= CONTRADICTS


@given(lists, st.floats(0.5, 0.99), st.floats(0.5, 0.99))
def test_a_higher_threshold_joins_no_more_names(texts: list[str], one: float, other: float) -> None:
    low, high = sorted((one, other))
    loose, strict = (cluster(texts, kind="person", threshold=each) for each in (low, high))
    assert len(strict) >= len(loose)


@given(lists)
def test_the_shown_name_is_a_member_and_members_are_sorted(texts: list[str]) -> None:
    for each in cluster(texts, kind="person"):
        assert each.name in each.members
        assert list(each.members) == sorted(each.members)
        assert 0.0 <= each.score <= 1.0


@given(lists)
def test_what_is_for_review_lies_in_another_cluster(texts: list[str]) -> None:
    for each in cluster(texts, kind="person"):
        for doubt in each.review:
            assert doubt.name in each.members
            assert doubt.other not in each.members
