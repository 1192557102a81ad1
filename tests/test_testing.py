"""The suite for gazetteers finds what is wrong, and the strategies draw what they promise."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import HealthCheck, find, given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

import nameresolve as nr
from nameresolve import testing
from nameresolve.parsing import parse
from nameresolve.testing import (
    Finding,
    check_gazetteer,
    contradictions,
    entities,
    gazetteers,
    names,
    small_gazetteer,
    spellings,
    typings,
)
from nameresolve.testing.letters import GIVEN_NAMES, LETTERS
from nameresolve.unicode import fold, script_of

TOKAYEV = nr.Entity("x:1", "person", "Kassym-Jomart Tokayev", (nr.NameForm("Қасым-Жомарт Тоқаев"),))


def checks(findings: list[Finding]) -> set[str]:
    return {finding.check for finding in findings}


def of(*listed: nr.Entity) -> nr.Gazetteer:
    return nr.Gazetteer.from_entities(listed)


class TestCheckGazetteer:
    def test_the_bundled_gazetteer_is_in_order(self) -> None:
        assert [str(finding) for finding in check_gazetteer(nr.Gazetteer.bundled(), sample=4)] == []

    def test_an_empty_gazetteer_is_in_order(self) -> None:
        assert check_gazetteer(of()) == []

    @settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
    @given(gazetteers(most=3))
    def test_a_drawn_gazetteer_has_no_error_of_the_library(self, gazetteer: nr.Gazetteer) -> None:
        ours = {"typing", "alias", "deterministic", "saved"}
        assert [str(each) for each in check_gazetteer(gazetteer) if each.check in ours] == []

    def test_two_of_one_name_are_found(self) -> None:
        twice = of(TOKAYEV, evolve(TOKAYEV, id="x:2", name="KASSYM-JOMART TOKAYEV"))
        assert checks(check_gazetteer(twice)) == {"indistinguishable"}

    def test_two_of_one_name_born_in_other_years_are_in_order(self) -> None:
        assert check_gazetteer(of(evolve(TOKAYEV, born=1953), evolve(TOKAYEV, id="x:2", born=1981))) == []

    def test_a_form_that_too_many_share_is_found(self) -> None:
        crowd = of(*(nr.Entity(f"x:{n}", "person", "Kim Min", born=1900 + n) for n in range(60)))
        found = check_gazetteer(crowd)
        assert checks(found) == {"own-spelling"}
        assert all("'Kim Min'" in finding.message for finding in found)

    def test_the_sample_is_drawn_by_the_seed(self) -> None:
        crowd = of(*(nr.Entity(f"x:{n}", "person", "Kim Min", born=1900 + n) for n in range(60)))
        one, again, other = (check_gazetteer(crowd, sample=8, seed=seed) for seed in (1, 1, 2))
        assert one == again
        assert one != other

    def test_a_sample_of_nobody_is_refused(self) -> None:
        with pytest.raises(nr.SettingsError, match="sample is 0"):
            check_gazetteer(of(TOKAYEV), sample=0)


class TestErrorsOfTheLibrary:
    """What only a faulty library can do, done on purpose."""

    def test_an_answer_that_changes_is_found(self, monkeypatch: pytest.MonkeyPatch) -> None:
        plain, asked = nr.Resolver.resolve, iter(range(10_000))

        def moody(self: nr.Resolver, name: str, **options: object) -> nr.Decision:
            decision = plain(self, name, **options)  # type: ignore[arg-type]
            return evolve(decision, score=decision.score / (2 + next(asked)))

        monkeypatch.setattr(nr.Resolver, "resolve", moody)
        assert "deterministic" in checks(check_gazetteer(of(TOKAYEV)))

    def test_an_answer_that_hangs_on_capitals_is_found(self, monkeypatch: pytest.MonkeyPatch) -> None:
        plain = nr.Resolver.resolve

        def proud(self: nr.Resolver, name: str, **options: object) -> nr.Decision:
            decision = plain(self, name, **options)  # type: ignore[arg-type]
            return evolve(decision, status="none", entity=None) if name.isupper() else decision

        monkeypatch.setattr(nr.Resolver, "resolve", proud)
        found = check_gazetteer(of(TOKAYEV))
        assert checks(found) == {"typing"}
        assert "upper case" in found[0].message

    def test_a_name_decided_to_be_anothers_is_found(self, monkeypatch: pytest.MonkeyPatch) -> None:
        plain, other = nr.Resolver.resolve, nr.Entity("x:2", "person", "Kemel Tokayev")

        def fooled(self: nr.Resolver, name: str, **options: object) -> nr.Decision:
            return evolve(plain(self, name, **options), status="match", entity=other)  # type: ignore[arg-type]

        def fooled_many(self: nr.Resolver, names: Iterable[str], **options: object) -> Iterator[nr.Decision]:
            options.pop("workers", None)
            return (self.resolve(name, **options) for name in names)  # type: ignore[arg-type]

        monkeypatch.setattr(nr.Resolver, "resolve", fooled)
        monkeypatch.setattr(nr.Resolver, "resolve_many", fooled_many)
        found = check_gazetteer(of(TOKAYEV, other))
        assert checks(found) == {"own-name"}
        assert found[0].ids == ("x:1", "x:2")

    def test_an_alias_that_lowers_is_found(self, monkeypatch: pytest.MonkeyPatch) -> None:
        plain = nr.Resolver.resolve

        def jealous(self: nr.Resolver, name: str, **options: object) -> nr.Decision:
            decision = plain(self, name, **options)  # type: ignore[arg-type]
            lowered = [
                evolve(each, score=each.score * 2 / len(each.entity.forms)) for each in decision.candidates
            ]
            return evolve(decision, candidates=tuple(lowered))

        two = evolve(TOKAYEV, forms=(nr.NameForm(TOKAYEV.name), *TOKAYEV.forms))
        monkeypatch.setattr(nr.Resolver, "resolve", jealous)
        assert "alias" in checks(check_gazetteer(of(two)))

    def test_what_is_lost_on_the_disk_is_found(self, monkeypatch: pytest.MonkeyPatch) -> None:
        poor = of(evolve(TOKAYEV, forms=()))
        monkeypatch.setattr(nr.Gazetteer, "open", classmethod(lambda cls, path: poor))
        assert checks(check_gazetteer(of(TOKAYEV))) == {"saved"}

    def test_an_opened_one_that_answers_otherwise_is_found(self, monkeypatch: pytest.MonkeyPatch) -> None:
        plain, opened = nr.Resolver.resolve, []

        def remember(cls: type[nr.Gazetteer], path: Path) -> nr.Gazetteer:
            opened.append(of(TOKAYEV))
            return opened[0]

        def forgetful(self: nr.Resolver, name: str, **options: object) -> nr.Decision:
            decision = plain(self, name, **options)  # type: ignore[arg-type]
            return evolve(decision, score=0.0) if self.gazetteer in opened else decision

        monkeypatch.setattr(nr.Gazetteer, "open", classmethod(remember))
        monkeypatch.setattr(nr.Resolver, "resolve", forgetful)
        assert checks(check_gazetteer(of(TOKAYEV))) == {"saved"}


class TestFinding:
    def test_it_reads_as_what_who_and_what_to_do(self) -> None:
        text = str(Finding("own-name", ("x:1", "x:2"), "'A' is decided to be 'B'", "Look."))
        assert text == "own-name: x:1, x:2: 'A' is decided to be 'B'\n    Look."


class TestStrategies:
    @given(names())
    def test_a_name_is_in_one_script(self, name: str) -> None:
        scripts = {script_of(char) for char in fold(name)} - {"Zyyy"}
        assert len(scripts) == 1 or scripts <= {"Hira", "Kana", "Zinh"}

    @given(names(scripts=("Cyrl",), most_parts=1))
    def test_scripts_and_parts_are_kept_to(self, name: str) -> None:
        assert {script_of(char) for char in name} == {"Cyrl"}

    def test_an_unknown_script_is_refused(self) -> None:
        with pytest.raises(nr.SettingsError, match="no letters for the script 'Cyr'"):
            find(names(scripts=("Cyr",)), lambda _: True)

    @given(spellings("Қасым-Жомарт Тоқаев", language="kk"))
    def test_every_spelling_is_a_variant(self, spelling: str) -> None:
        known = nr.variants("Қасым-Жомарт Тоқаев", language="kk", limit=16)
        assert spelling in {each.text for each in known}

    @given(st.data())
    def test_a_typing_is_the_same_name(self, data: st.DataObject) -> None:
        typed = data.draw(typings("Jean-Claude O'Neil"))
        assert nr.similarity(typed, "Jean-Claude O'Neil", kind="person") == 1.0

    @given(st.sampled_from([entity for entity in small_gazetteer() if entity.kind == "person"]), st.data())
    def test_a_contradiction_changes_one_part_into_another(
        self, entity: nr.Entity, data: st.DataObject
    ) -> None:
        other = data.draw(contradictions(entity.name))
        ours, theirs = ({part.fold for part in parse(text).parts} for text in (entity.name, other))
        (lost,), (won,) = ours - theirs, theirs - ours
        assert Levenshtein.normalized_similarity(nr.romanize(lost), nr.romanize(won)) < 0.5

    def test_a_name_without_parts_has_no_contradiction(self) -> None:
        with pytest.raises(nr.SettingsError, match="has no part"):
            find(contradictions("..."), lambda _: True)

    @given(entities(kind="place", scripts=("Grek",)))
    def test_an_entity_is_of_its_kind_and_listed_by_its_name(self, entity: nr.Entity) -> None:
        assert (entity.kind, entity.born) == ("place", None)
        assert entity.name == entity.forms[0].text

    @given(gazetteers(least=2, most=3))
    def test_a_gazetteer_has_as_many_as_asked(self, gazetteer: nr.Gazetteer) -> None:
        assert 2 <= len(gazetteer) <= 3

    def test_there_are_parts_to_take_the_place_of_others_in_every_script(self) -> None:
        assert set(GIVEN_NAMES) == set(LETTERS)


class TestWithoutHypothesis:
    def test_the_suite_works_and_a_strategy_says_what_to_install(self) -> None:
        code = (
            "import sys; sys.modules['hypothesis'] = None\n"
            "from nameresolve.testing import check_gazetteer, small_gazetteer\n"
            "assert check_gazetteer(small_gazetteer(), sample=1) == []\n"
            "from nameresolve.testing import names\n"
        )
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
        assert done.returncode == 1
        assert "pip install 'nameresolve[testing]'" in done.stderr

    def test_an_unknown_name_is_an_attribute_error(self) -> None:
        with pytest.raises(AttributeError, match="has no attribute 'nonesuch'"):
            testing.nonesuch  # noqa: B018
