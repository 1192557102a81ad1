"""Resolving: the three answers, context, limits, and refusals that say what to do."""

from __future__ import annotations

from functools import cache

import pytest
from attrs import evolve

import nameresolve as nr
from nameresolve import Entity, Gazetteer, LimitError, NameForm, Resolver, Settings, SettingsError

ENTITIES = (
    Entity("Q200881", "person", "Kassym-Jomart Tokayev", (NameForm("Қасым-Жомарт Тоқаев"),), ("KZ",), 1953, prominence=0.9),
    Entity("Q65251218", "person", "Kemel Tokayev", (), ("KZ",), 1923, prominence=0.3),
    Entity("nr:ivan-petrov-1950", "person", "Ivan Petrov", (), ("RU",), 1950),
    Entity("nr:ivan-petrov-1980", "person", "Ivan Petrov", (), ("BG",), 1980),
    Entity("Q318693", "organization", "Collective Security Treaty Organization", (NameForm("CSTO", strength="weak"),), ("RU", "KZ")),
    Entity("Q35493", "place", "Almaty", (NameForm("Alma-Ata"),), ("KZ",)),
    Entity("Q12501", "person", "김정은", (NameForm("Kim Jong-un"),), ("KP",), family="first"),
)  # fmt: skip


@cache
def resolver() -> Resolver:
    return Resolver(Gazetteer.from_entities(ENTITIES))


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("Kassym-Jomart Tokayev", "match"),
        ("Qasym-Zhomart Toqaev", "match"),
        ("Kemel Tokajew", "match"),
        ("Toqaev", "ambiguous"),
        ("Ivan Petrov", "ambiguous"),
        ("CSTO", "ambiguous"),
        ("Angela Merkel", "none"),
        ("Tokarev", "none"),
    ],
)
def test_the_three_answers(name: str, status: str) -> None:
    assert resolver().resolve(name).status == status


def test_a_bare_family_name_ranks_the_better_known_first_and_says_why() -> None:
    decision = resolver().resolve("Toqaev")
    assert decision.entity is None
    assert [candidate.entity.id for candidate in decision.candidates[:2]] == ["Q200881", "Q65251218"]
    assert "family name" in decision.reason


def test_candidates_are_told_even_where_nothing_matches() -> None:
    decision = resolver().resolve("Kassym Merkel")
    assert decision.status == "none"
    assert decision.candidates


def test_a_kind_keeps_to_entities_of_that_kind() -> None:
    assert resolver().resolve("Almaty", kind="place").entity is not None
    assert all(c.entity.kind == "person" for c in resolver().resolve("Almaty", kind="person").candidates)


def test_countries_and_year_of_birth_tell_namesakes_apart() -> None:
    by_country = resolver().resolve("Ivan Petrov", countries=["BG"])
    assert by_country.candidates[0].entity.id == "nr:ivan-petrov-1980"
    by_year = resolver().resolve("Ivan Petrov", born=1950)
    assert by_year.entity is not None
    assert by_year.entity.id == "nr:ivan-petrov-1950"
    assert any(e.relation == "context" for e in by_year.candidates[0].comparison.evidence)


def test_context_is_evidence_that_adds_up() -> None:
    best = resolver().resolve("Ivan Petrov", countries=["BG"], born=1980).candidates[0].comparison
    assert sum(e.contribution for e in best.evidence) == pytest.approx(best.log_odds, abs=1e-9)


def test_context_lets_a_weak_form_decide() -> None:
    decision = resolver().resolve("CSTO", kind="organization")
    assert decision.entity is not None
    assert decision.entity.id == "Q318693"


def test_a_native_name_that_differs_is_not_matched_by_its_sound() -> None:
    assert resolver().resolve("김정은").status == "match"
    assert resolver().resolve("김종은").entity is None


@pytest.mark.parametrize("limit", [1, 2, 3])
def test_the_limit_is_kept(limit: int) -> None:
    assert len(resolver().resolve("Ivan Petrov", limit=limit).candidates) <= limit


@pytest.mark.parametrize("limit", [0, -1])
def test_a_limit_under_one_is_refused(limit: int) -> None:
    with pytest.raises(SettingsError, match=f"limit is {limit}"):
        resolver().resolve("Tokayev", limit=limit)


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(SettingsError, match="person, organization, place, other"):
        resolver().resolve("Tokayev", kind="persn")  # type: ignore[arg-type]


def test_a_text_that_is_no_name_is_refused() -> None:
    with pytest.raises(LimitError, match="10,001"):
        resolver().resolve("x" * 10_001)


@pytest.mark.parametrize("name", ["", " ", "...", "\n", "😀", "\ud800", "🇰🇿"])
def test_what_is_no_name_matches_nobody(name: str) -> None:
    assert resolver().resolve(name).status == "none"


def test_settings_are_the_resolvers_own() -> None:
    strict = Resolver(resolver().gazetteer, Settings(match_threshold=1.0))
    assert strict.resolve("Qasym-Zhomart Toqaev").status != "match"
    assert resolver().resolve("Qasym-Zhomart Toqaev").status == "match"


def test_an_explanation_of_another_gazetteer_is_not_replayed() -> None:
    explained = resolver().explain("Toqaev")
    other = Resolver(Gazetteer.from_entities(ENTITIES[:1]))
    with pytest.raises(SettingsError, match="Replay it with the same version and gazetteer"):
        other.replay(explained)


def test_an_explanation_of_another_version_is_not_replayed() -> None:
    explained = evolve(resolver().explain("Toqaev"), version="0.0.0")
    with pytest.raises(SettingsError, match=r"version 0\.0\.0"):
        resolver().replay(explained)


def test_a_name_over_many_lines_is_one_name() -> None:
    decision = resolver().resolve("Kassym-Jomart\n  Tokayev")
    assert decision.entity is not None
    assert decision.entity.id == "Q200881"


def test_the_module_function_asks_the_bundled_gazetteer() -> None:
    decision = nr.resolve("Nursultan Nasarbajew", kind="person", countries=("KZ",), limit=2)
    assert decision.entity is not None
    assert decision.entity.id == "Q57394"
    assert len(decision.candidates) <= 2


@pytest.mark.parametrize("texts", [[], ["Toqaev"], ["Toqaev", "", "Toqaev"]])
def test_as_many_answers_as_questions(texts: list[str]) -> None:
    assert [decision.query for decision in resolver().resolve_many(iter(texts))] == texts


def test_the_figures_the_project_promises() -> None:
    assert nr.similarity("Kassym-Jomart Tokayev", "Qasym-Zhomart Toqaev") >= 0.95
    assert nr.similarity("Tokayev", "Tokarev") < 0.2


def test_a_slip_in_a_short_name_is_compared_though_little_speaks_for_it() -> None:
    decision = Resolver(Gazetteer.bundled()).resolve("Wang Hunng", kind="person", limit=1)
    assert decision.candidates[0].entity.name == "Wang Huning"
    assert decision.score > 0.5


def test_a_form_in_a_third_script_adds_no_doubt() -> None:
    """An alphabet is doubted less than what is written by syllables, and the least doubted form decides."""
    forms = (NameForm("Якутск"), NameForm("Yakutsk"))
    fewer = Entity("nr:city", "place", "Yakutsk", forms)
    more = evolve(fewer, forms=(*forms, NameForm("याकुत्स्क")))
    scores = [
        Resolver(Gazetteer.from_entities([one])).resolve("Якуцк", kind="place").candidates[0].score
        for one in (fewer, more)
    ]
    assert 0.5 < scores[0] <= scores[1]


def test_a_form_in_a_third_script_makes_no_other_family_the_same() -> None:
    forms = tuple(map(NameForm, ("Касым Токаев", "Kassym Tokayev", "कासिम तोकायेव", "קאסים טוקאייב")))
    listed = Gazetteer.from_entities([Entity("nr:one", "person", "Kassym Tokayev", forms)])
    for other in ("Касым Токарев", "Асхат Токаев"):
        assert Resolver(listed).resolve(other, kind="person").entity is None


def test_what_else_is_known_makes_no_other_given_name_the_same() -> None:
    """Bolat Nazarbayev was born in Kazakhstan in 1953; Dariga is somebody else all the same."""
    decision = Resolver().resolve("Dariga Nazarbayev", kind="person", countries=["KZ"], born=1953)
    assert decision.entity is None
    terms = [term.rule for term in decision.candidates[0].comparison.evidence]
    assert "year of birth" in terms
