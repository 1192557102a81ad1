"""From ranked candidates to an answer."""

from __future__ import annotations

import math

import pytest

from nameresolve import Candidate, Comparison, Entity, Evidence, NameForm, Settings
from nameresolve.decision import context_evidence, decide, posterior, rank, suggests_only
from nameresolve.model import Relation, Strength
from nameresolve.scoring import probability

ONLY = (Evidence("omitted", "", "Kassym", "only the family name", -0.8),)


def candidate(
    id_: str,
    log_odds: float,
    *,
    prominence: float = 0.0,
    strength: Strength = "strong",
    evidence: tuple[Evidence, ...] = (),
) -> Candidate:
    entity = Entity(id_, "person", id_.upper(), prominence=prominence)
    score = probability(log_odds)
    comparison = Comparison("query", id_, score, log_odds, evidence)
    return Candidate(entity, NameForm(id_, strength=strength), score, comparison)


def answer(
    *candidates: Candidate, in_context: bool = False, limit: int = 5, settings: Settings | None = None
) -> str:
    return decide(
        "query", rank(candidates), settings or Settings(), limit=limit, in_context=in_context
    ).status


def test_nobody_fits() -> None:
    decision = decide("query", (), Settings(), limit=5, in_context=False)
    assert (decision.status, decision.entity, decision.score, decision.candidates) == ("none", None, 0.0, ())


@pytest.mark.parametrize(
    ("odds", "status"),
    [
        ((5.0,), "match"),
        ((-5.0,), "none"),
        ((5.0, -5.0), "match"),
        ((5.0, 5.0), "ambiguous"),
        ((-5.0, -5.0), "none"),
    ],
)
def test_the_three_answers(odds: tuple[float, ...], status: str) -> None:
    assert answer(*(candidate(f"e{i}", value) for i, value in enumerate(odds))) == status


def test_a_weak_form_suggests_and_decides_only_in_context() -> None:
    weak = candidate("csto", 5.0, strength="weak")
    assert suggests_only(weak)
    assert answer(weak) == "ambiguous"
    assert answer(weak, in_context=True) == "match"


def test_a_family_name_alone_suggests_and_decides_only_in_context() -> None:
    part = candidate("tokayev", 5.0, evidence=ONLY)
    assert suggests_only(part) == "only the family name"
    assert answer(part) == "ambiguous"
    assert answer(part, in_context=True) == "match"


@pytest.mark.parametrize(("contribution", "status"), [(0.0, "match"), (1.5, "match"), (-1.5, "ambiguous")])
def test_a_context_that_speaks_against_it_keeps_a_weak_form_undecided(
    contribution: float, status: str
) -> None:
    said = (Evidence("context", "KZ", "RU", "country", contribution),)
    assert answer(candidate("csto", 5.0, strength="weak", evidence=said), in_context=True) == status


@pytest.mark.parametrize(
    ("relations", "suggested"),
    [
        (("initial",), True),
        (("initial", "same"), True),
        (("initial", "licensed"), True),
        (("initial", "same", "same"), False),
        (("initial", "near", "equivalent"), False),
        (("initial", "initial", "same"), False),
        (("same",), False),
    ],
)
def test_one_initial_beside_one_part_suggests_only(
    relations: tuple[Relation, ...], *, suggested: bool
) -> None:
    terms = tuple(Evidence(relation, "K", "K", "", 1.0) for relation in relations)
    reason = suggests_only(candidate("a", 5.0, evidence=terms))
    assert reason == ("a family name with an initial" if suggested else "")


@pytest.mark.parametrize(
    ("ours", "theirs", "weight"),
    [(1961, 1961, 2.5), (1961, 1962, 0.5), (1961, 1960, 0.5), (1961, 1963, -5.0)],
)
def test_what_a_year_of_birth_weighs(ours: int, theirs: int, weight: float) -> None:
    """A change of these figures changes what a threshold means; it belongs into the changelog."""
    assert [term.contribution for term in context_evidence((), ours, (), theirs)] == [weight]


@pytest.mark.parametrize(("theirs", "weight"), [(("KZ",), 1.5), (("RU", "KZ"), 1.5), (("RU",), -1.5)])
def test_what_a_country_weighs(theirs: tuple[str, ...], weight: float) -> None:
    assert [term.contribution for term in context_evidence(("KZ",), None, theirs, 1961)] == [weight]


def test_a_lead_as_large_as_the_margin_is_enough() -> None:
    two = (candidate("a", 5.0), candidate("b", 5.0))
    assert answer(*two, settings=Settings(margin=0.0)) == "match"
    assert answer(*two, settings=Settings(margin=0.01)) == "ambiguous"


def test_under_the_floor_nothing_fits_though_it_reaches_the_threshold() -> None:
    settings = Settings(floor=0.99, match_threshold=0.5)
    for others in ((), (candidate("b", 2.0),)):
        decision = decide("query", (candidate("a", 2.0), *others), settings, limit=5, in_context=True)
        assert decision.status == "none"
        assert "under the threshold" in decision.reason


def test_a_score_at_the_bounds_is_enough() -> None:
    even = candidate("a", 0.0)  # probability 0.5
    assert answer(even, settings=Settings(match_threshold=0.5)) == "match"
    assert answer(even, candidate("b", -9.0), settings=Settings(match_threshold=0.5, floor=0.5)) == "match"
    rival = candidate("b", 0.0)
    assert answer(even, rival, settings=Settings(match_threshold=0.5, floor=0.5)) == "ambiguous"
    assert answer(even, rival, settings=Settings(match_threshold=0.5, floor=0.51)) == "none"


def test_one_part_that_agrees_beside_another_left_out_says_more_than_a_family_name() -> None:
    """The rule is that of the part left out; an omission of another kind says nothing about it."""
    patronymic = (Evidence("omitted", "Kemelevich", "", "the patronymic", -0.8),)
    assert not suggests_only(candidate("a", 5.0, evidence=patronymic))
    weak = candidate("a", 5.0, strength="weak", evidence=patronymic)
    assert answer(weak, in_context=True) == "match"
    more = (Evidence("omitted", "Yitzhak", "", "only the family name", -0.8),)
    assert answer(candidate("a", 5.0, strength="weak", evidence=more), in_context=True) == "ambiguous"


def test_context_does_not_choose_between_two_that_fit_alike() -> None:
    assert answer(candidate("a", 5.0), candidate("b", 5.0), in_context=True) == "ambiguous"


def test_a_form_that_is_only_a_family_name_does_not_decide_for_a_longer_name() -> None:
    """Yitzhak Gandhi is not the one listed as Mahatma (a title) Gandhi."""
    more = (Evidence("omitted", "Yitzhak", "", "only the family name", -0.8),)
    assert suggests_only(candidate("gandhi", 5.0, evidence=more)) == "only the family name"


def test_the_better_known_comes_first_where_names_fit_alike() -> None:
    ranked = rank(
        [candidate("a", 3.0, prominence=0.1), candidate("b", 3.0, prominence=0.9), candidate("c", 4.0)]
    )
    assert [each.entity.id for each in ranked] == ["c", "b", "a"]


def test_prominence_changes_no_score() -> None:
    for prominence in (0.0, 1.0):
        assert decide(
            "q", [candidate("a", 1.0, prominence=prominence)], Settings(), limit=1, in_context=False
        ).score == probability(1.0)


def test_ties_are_broken_by_how_near_the_search_found_them_and_then_by_id() -> None:
    pair = [candidate("b", 1.0), candidate("a", 1.0)]
    assert [each.entity.id for each in rank(pair)] == ["a", "b"]
    assert [each.entity.id for each in rank(pair, [2.0, 1.0])] == ["b", "a"]


def test_the_limit_cuts_the_list_and_not_the_judgement() -> None:
    ranked = rank([candidate("a", 5.0), candidate("b", 5.0)])
    decision = decide("query", ranked, Settings(), limit=1, in_context=False)
    assert decision.status == "ambiguous"
    assert len(decision.candidates) == 1


def test_the_threshold_and_the_margin_can_be_set() -> None:
    one = candidate("a", 2.0)
    assert answer(one, settings=Settings(match_threshold=0.99)) == "none"
    assert answer(one, settings=Settings(match_threshold=0.5)) == "match"
    rivals = (candidate("a", 5.0), candidate("b", 4.0))
    assert answer(*rivals, settings=Settings(margin=0.0)) == "match"
    assert answer(*rivals, settings=Settings(margin=1.0)) == "ambiguous"


@pytest.mark.parametrize("odds", [(0.0,), (5.0, 4.0, -3.0), (1e6, -1e6), (-1e6, -1e6)])
def test_shares_add_up_to_1(odds: tuple[float, ...]) -> None:
    shares = posterior([candidate(str(i), value) for i, value in enumerate(odds)])
    assert math.fsum(shares) == pytest.approx(1.0)
    assert posterior([]) == []


@pytest.mark.parametrize(
    ("asked", "born", "known", "known_born", "sign"),
    [
        (("KZ",), None, ("KZ", "RU"), None, 1),
        (("DE",), None, ("KZ",), None, -1),
        (("DE",), None, (), None, 0),
        ((), None, ("KZ",), 1953, 0),
        ((), 1953, (), 1953, 1),
        ((), 1920, (), 1953, -1),
        ((), 1953, (), None, 0),
    ],
)
def test_context_speaks_for_against_or_not_at_all(
    asked: tuple[str, ...], born: int | None, known: tuple[str, ...], known_born: int | None, sign: int
) -> None:
    total = math.fsum(each.contribution for each in context_evidence(asked, born, known, known_born))
    assert (total > 0) - (total < 0) == sign


def test_a_year_beside_says_less_than_the_year_itself() -> None:
    near = context_evidence((), 1954, (), 1953)[0].contribution
    assert 0 < near < context_evidence((), 1953, (), 1953)[0].contribution


def listed(
    id_: str, name: str, odds: float = 5.0, *, query: str = "Boris Petrov", born: int | None = None
) -> Candidate:
    comparison = Comparison(query, name, probability(odds), odds, ())
    return Candidate(Entity(id_, "person", name, born=born), NameForm(name), probability(odds), comparison)


def test_two_of_one_name_are_never_settled_by_chance() -> None:
    """Nothing is known of either but the name: they may be one, listed twice, or two people."""
    assert answer(listed("a", "Boris Petrov"), listed("b", "PETROV, Boris")) == "ambiguous"
    assert answer(listed("a", "Boris Petrov"), listed("b", "Boris Petrov", born=1950)) == "ambiguous"
    assert answer(listed("a", "Boris Petrov"), listed("b", "Boris Petroff")) == "ambiguous"


@pytest.mark.parametrize(("query", "first"), [("Boris Petrow", "b"), ("Petrow, Boris", "a")])
def test_of_equals_the_one_listed_as_the_name_is_written_comes_first(query: str, first: str) -> None:
    ranked = rank([listed("a", "Petrov, Boris", query=query), listed("b", "Boris Petrov", query=query)])
    assert ranked[0].entity.id == first
