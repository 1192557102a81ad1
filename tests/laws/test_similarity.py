"""A comparison is a sum that adds up, the same from both sides, and blind to how a name is typed."""

from __future__ import annotations

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from law_strategies import TYPINGS, any_names, anything, has_content, kinds, names

from nameresolve import Kind, compare, similarity
from nameresolve.parsing.lexicon import entries
from nameresolve.scoring import probability
from nameresolve.unicode import script_of

UNSPACED_NAMES = {"Hang", "Hani"}

rewritings = st.sampled_from(sorted(TYPINGS))


@given(anything, anything, kinds)
def test_similarity_is_symmetric(left: str, right: str, kind: Kind | None) -> None:
    assert similarity(left, right, kind=kind) == similarity(right, left, kind=kind)


@given(any_names, kinds)
def test_a_name_is_wholly_like_itself(name: str, kind: Kind | None) -> None:
    """Exception: what has no part to compare (no letters; a lone particle) is like nothing, not even itself."""
    expected = 1.0 if has_content(name, kind) else 0.0
    assert round(similarity(name, name, kind=kind), 9) == expected


_SMALL = sorted(word for name in ("particles", "titles", "suffixes", "small_words") for word in entries(name))


@given(st.lists(st.sampled_from(_SMALL), min_size=1, max_size=4).map(" ".join), kinds)
def test_small_words_alone_are_a_name_like_itself(name: str, kind: Kind | None) -> None:
    assert similarity(name, name, kind=kind) == 1.0


@given(st.sampled_from(("", " ", "-", "...", "😀", "’’", "\u200b", "\ud800")), anything)
def test_what_has_no_letters_is_like_nothing(empty: str, other: str) -> None:
    assert similarity(empty, other) < 1e-9


@given(names(), rewritings)
def test_a_name_is_wholly_like_itself_however_it_is_typed(name: str, rewriting: str) -> None:
    assert similarity(name, TYPINGS[rewriting](name), kind="person") == 1.0


@given(names(), names(), rewritings)
def test_typing_changes_no_similarity(left: str, right: str, rewriting: str) -> None:
    """Exception: Hangul and Hanzi that are typed decomposed, or with invisible characters, checked below."""
    assume(len(TYPINGS[rewriting](left)) == len(left) or not UNSPACED_NAMES & set(map(script_of, left)))
    plain = similarity(left, right, kind="person")
    assert math.isclose(similarity(TYPINGS[rewriting](left), right, kind="person"), plain, abs_tol=1e-12)


@pytest.mark.parametrize("rewriting", ["NFD", "soft hyphens"])
def test_a_decomposed_korean_name_is_the_same_name(rewriting: str) -> None:
    plain = similarity("김정은", "Kim Jong-un", kind="person")
    assert similarity(TYPINGS[rewriting]("김정은"), "Kim Jong-un", kind="person") == plain


@given(anything, anything, kinds)
def test_contributions_add_up_to_the_log_odds(left: str, right: str, kind: Kind | None) -> None:
    comparison = compare(left, right, kind=kind)
    assert math.isclose(sum(e.contribution for e in comparison.evidence), comparison.log_odds, abs_tol=1e-9)


@given(anything, anything, kinds)
def test_the_score_is_the_probability_of_the_log_odds(left: str, right: str, kind: Kind | None) -> None:
    comparison = compare(left, right, kind=kind)
    assert math.isclose(comparison.score, 1 / (1 + math.exp(-comparison.log_odds)), abs_tol=1e-12)
    assert 0.0 <= comparison.score <= 1.0


@given(anything, anything, kinds)
def test_compare_and_similarity_agree(left: str, right: str, kind: Kind | None) -> None:
    comparison = compare(left, right, kind=kind)
    assert comparison.score == similarity(left, right, kind=kind)
    assert (comparison.left, comparison.right) == (left, right)


@given(any_names, any_names)
def test_the_evidence_of_two_sides_is_mirrored(left: str, right: str) -> None:
    """Exception: the order of the terms follows the order of the parts of one side."""
    here = sorted((e.relation, e.left, e.right, e.contribution) for e in compare(left, right).evidence)
    there = sorted((e.relation, e.right, e.left, e.contribution) for e in compare(right, left).evidence)
    assert here == there


@given(any_names, any_names, st.floats(min_value=0.0, max_value=1.0))
def test_a_score_under_the_cutoff_is_0(left: str, right: str, cutoff: float) -> None:
    free = similarity(left, right)
    assert similarity(left, right, score_cutoff=cutoff) == (free if free >= cutoff else 0.0)


@given(any_names, any_names)
def test_a_processor_is_applied_to_both_names(left: str, right: str) -> None:
    assert similarity(left, right, processor=str.upper) == similarity(left.upper(), right.upper())


@given(st.floats(allow_nan=False))
def test_a_probability_is_between_0_and_1_and_grows(log_odds: float) -> None:
    assert 0.0 <= probability(log_odds) <= 1.0
    assert probability(log_odds) <= probability(log_odds + 1.0)
