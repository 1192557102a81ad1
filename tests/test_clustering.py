from __future__ import annotations

from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import nameresolve as nr
from nameresolve.clustering import REVIEWED
from nameresolve.clustering.blocks import MOST_IN_BLOCK, MOST_IN_SINGLE, Outline, outline_of, pairs_in_blocks
from nameresolve.clustering.fitting import CONTRADICTS
from nameresolve.clustering.promise import COVERED, INSIDE, LEAST_PROMISE, Glance

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


PARTS = {
    "given": [
        "Kassym-Jomart",
        "Qasym-Zhomart",
        "Kemel",
        "K.",
        "Nursultan",
        "Jane",
        "John",
        "Muhammad",
        "Mohamed",
        "Ali",
    ],
    "family": [
        "Tokayev",
        "Toqaev",
        "Tokarev",
        "Nazarbayev",
        "Nasarbajew",
        "Smith",
        "Ali",
        "al-Ahmad",
        "Ahmed",
    ],
}
built = st.builds(
    " ".join,
    st.tuples(st.sampled_from(PARTS["given"]), st.sampled_from(PARTS["family"]))
    | st.tuples(
        st.sampled_from(PARTS["given"]), st.sampled_from(PARTS["given"]), st.sampled_from(PARTS["family"])
    )
    | st.tuples(st.sampled_from(PARTS["family"])),
)


@given(st.lists(built, max_size=14, unique=True))
def test_no_two_members_of_a_cluster_contradict(names: list[str]) -> None:
    for each in nr.cluster(names, kind="person"):
        for place, one in enumerate(each.members):
            for other in each.members[place + 1 :]:
                assert nr.compare(one, other, kind="person").score >= CONTRADICTS - 1e-9


@given(st.lists(built, max_size=12, unique=True))
def test_pairs_found_elsewhere_give_the_same_clusters(names: list[str]) -> None:
    sides = pairs_in_blocks([outline_of(name, "person") for name in names])
    pairs = [
        (names[one], names[other]) for one, other in zip(*(side.tolist() for side in sides), strict=True)
    ]
    likely = [(found.other, found.name) for found in nr.likely_pairs(pairs, kind="person")]
    assert nr.cluster(names, kind="person", pairs=likely) == nr.cluster(names, kind="person")


def test_pairs_that_are_given_are_the_only_ones_joined() -> None:
    names = [*TOKAYEV, "Kemel Tokayev", "Kemel Tokaev"]
    found = nr.cluster(names, kind="person", pairs=[("Kemel Tokayev", "Kemel Tokaev"), ("nobody", "else")])
    assert [each.members for each in found if len(each.members) > 1] == [("Kemel Tokaev", "Kemel Tokayev")]


def test_processes_change_nothing() -> None:
    assert nr.cluster(NAMES, kind="person", workers=2) == nr.cluster(NAMES, kind="person")


def test_what_differs_in_case_and_marks_alone_is_one_spelling() -> None:
    same = ["Nursultan NAZARBAYEV", "nursultan nazarbayev", "Nursultan  Nazarbayev"]
    assert len({nr.outline(name).spelling for name in same}) == 1
    (found,) = nr.cluster(same, kind="person")
    assert (found.members, found.score) == (tuple(sorted(same)), 1.0)


def slow_promise(one: Outline, other: Outline) -> float:
    """Return the promise of two whole names as its definition has it."""
    from rapidfuzz.distance import Levenshtein

    def alike(a: int, b: int) -> float:
        if one.parts[a] == other.parts[b]:
            return 1.0
        ours, theirs = one.codes[a], other.codes[b]
        plain = Levenshtein.normalized_similarity(ours[0], theirs[0])
        ways = (
            [(ours[0], way) for way in theirs] + [(way, theirs[0]) for way in ours] if plain >= 0.25 else []
        )
        best = max([plain, *(Levenshtein.normalized_similarity(*way) for way in ways)])
        return max(best, 0.8) if one.groups[a] and one.groups[a] == other.groups[b] else best

    sides, leasts = [], []
    for mine, yours, turned in ((one, other, False), (other, one, True)):
        best = [
            max(alike(j, i) if turned else alike(i, j) for j in range(len(yours.parts)))
            for i in range(len(mine.parts))
        ]
        sides.append(sum(w * b for w, b in zip(mine.weights, best, strict=True)) / sum(mine.weights))
        leasts.append(min(best))
    lengths = len(one.parts), len(other.parts)
    inside = sides[lengths[0] > lengths[1]] if lengths[0] != lengths[1] else 0.0
    return COVERED * max(min(sides), INSIDE * inside) + (1.0 - COVERED) * max(leasts)


@given(st.lists(built, min_size=2, max_size=6, unique=True))
def test_the_glance_over_arrays_agrees_with_its_definition(names: list[str]) -> None:
    outlines = [outline_of(name, "person") for name in names]
    whole = [each for each in outlines if len(each.parts) > 1 and not each.initials]
    pairs = [(i, j) for i in range(len(whole)) for j in range(i + 1, len(whole))]
    if not pairs:
        return
    left, right = (np.array(side) for side in zip(*pairs, strict=True))
    found = Glance(whole).promises(left, right)
    assert found == pytest.approx([slow_promise(whole[i], whole[j]) for i, j in pairs], abs=1e-5)


def test_blocks_are_what_a_plain_loop_over_keys_finds() -> None:
    outlines = [outline_of(name, "person") for name in NAMES]
    found = set(zip(*(side.tolist() for side in pairs_in_blocks(outlines)), strict=True))
    expected = set()
    for key in set().union(*(each.keys for each in outlines)):
        sharing = [number for number, each in enumerate(outlines) if key in each.keys]
        assert len(sharing) <= Outline.most(key)  # so few names fill no block
        for i in sharing:
            for j in sharing:
                if i < j and (not Outline.for_initials(key) or outlines[i].initials or outlines[j].initials):
                    expected.add((i, j))
    assert found == expected


def test_a_key_that_many_share_says_nothing() -> None:
    crowd = [f"Anna {chr(97 + n % 26)}{chr(97 + n // 26)}xsto" for n in range(MOST_IN_BLOCK + 2)]
    outlines = [outline_of(name, "person") for name in crowd]
    shared = set.intersection(*(set(each.keys) for each in outlines))
    assert any(key.startswith("1 ") for key in shared)
    assert len(crowd) > MOST_IN_SINGLE
    left, _ = pairs_in_blocks(outlines)
    assert len(left) < len(crowd) * (len(crowd) - 1) // 2


def test_a_name_inside_a_longer_one_is_compared_with_it() -> None:
    found = nr.cluster(["Victor Petrovich Ivanov", "Viktor Ivanov"], kind="person")
    assert [len(each.members) for each in found] == [2]


def test_where_each_name_has_a_part_of_its_own_too_little_is_promised() -> None:
    outlines = [
        outline_of(name, "person") for name in ("Artur Hasegawa", "Wilson Hasegawa", "Arthur Hasegava")
    ]
    apart, near = Glance(outlines).promises(np.array([0, 0]), np.array([1, 2]))
    assert apart < LEAST_PROMISE < near
