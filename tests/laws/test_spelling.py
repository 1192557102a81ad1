"""One name under many conventions stays one name; another person's name stays another's."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from law_strategies import TYPINGS, any_names, names

import nameresolve as nr
from nameresolve import Resolver
from nameresolve.testing import contradictions, small_gazetteer, spellings

PEOPLE = tuple(entity for entity in small_gazetteer() if entity.kind == "person")
FULL_NAMES = (
    ("Қасым-Жомарт Тоқаев", "kk"),
    ("Владимир Путин", "ru"),
    ("Володимир Зеленський", "uk"),
    ("Юлия Тимошенко", "ru"),
    ("Нұрсұлтан Назарбаев", "kk"),
    ("Шавкат Мирзиёев", "uz"),
    ("Бойко Борисов", "bg"),
    ("Александар Вучић", "sr"),
    ("Κυριάκος Μητσοτάκης", "el"),
    ("Ռոբերտ Քոչարյան", "hy"),
    ("მიხეილ სააკაშვილი", "ka"),
    ("나경원", "ko"),
    ("नरेन्द्र मोदी", "hi"),
)


@cache
def resolver() -> Resolver:
    return Resolver(small_gazetteer())


@given(st.sampled_from(FULL_NAMES), st.data())
def test_a_spelling_under_a_scheme_is_nearer_than_another_persons_name(
    named: tuple[str, str], data: st.DataObject
) -> None:
    name, language = named
    ours = data.draw(spellings(name, language=language))
    theirs = data.draw(contradictions(name))
    assert nr.similarity(name, ours, kind="person") > nr.similarity(name, theirs, kind="person")


@given(st.sampled_from(FULL_NAMES), st.data())
def test_two_spellings_of_one_name_are_likelier_one_than_two(
    named: tuple[str, str], data: st.DataObject
) -> None:
    """Exceptions: Uzbek yo and ë; a Korean given name cut in Latin letters only; Serbian ć, bare here and tsch there."""
    name, language = named
    assume(language not in ("uz", "ko", "sr"))
    either = spellings(name, language=language, limit=8)
    assert nr.similarity(data.draw(either), data.draw(either), kind="person") > 0.5


@given(st.sampled_from(FULL_NAMES), st.data())
def test_another_persons_name_is_no_match(named: tuple[str, str], data: st.DataObject) -> None:
    theirs = data.draw(contradictions(named[0]))
    assert nr.similarity(named[0], theirs, kind="person") < nr.Settings().match_threshold


@given(st.sampled_from(PEOPLE), st.data())
def test_every_spelling_under_a_scheme_names_its_entity_first(person: nr.Entity, data: st.DataObject) -> None:
    spelling = data.draw(spellings(person.forms[0].text))
    decision = resolver().resolve(spelling, kind="person")
    assert decision.candidates[0].entity == person


@given(st.sampled_from(PEOPLE), st.data())
def test_nobody_listed_is_found_for_another_persons_name(person: nr.Entity, data: st.DataObject) -> None:
    """Exception: where the other name is again one that is listed."""
    theirs = data.draw(contradictions(person.name))
    assume(all(theirs.casefold() != other.name.casefold() for other in PEOPLE))
    assert resolver().resolve(theirs, kind="person").status != "match"


@given(st.sampled_from(PEOPLE), st.sampled_from(sorted(TYPINGS)), st.data())
def test_how_a_spelling_is_typed_changes_no_decision(
    person: nr.Entity, typing: str, data: st.DataObject
) -> None:
    spelling = data.draw(spellings(person.forms[0].text))
    plain, typed = (resolver().resolve(text) for text in (spelling, TYPINGS[typing](spelling)))
    assert (plain.status, plain.entity) == (typed.status, typed.entity)
    assert typed.score == pytest.approx(plain.score)


@given(names(("Latn", "Cyrl")), st.data())
def test_a_name_is_one_of_its_spellings(name: str, data: st.DataObject) -> None:
    assert name in {reading.text for reading in nr.variants(name, limit=16)}


@given(any_names)
def test_romanizing_twice_is_romanizing_once(name: str) -> None:
    once = nr.romanize(name)
    assert nr.romanize(once) == once


@given(st.sampled_from(sorted(nr.schemes())), names())
def test_a_scheme_named_is_the_scheme_applied(scheme: str, name: str) -> None:
    assert nr.romanize(name, scheme=scheme) == nr.romanize(name, scheme=scheme)
    assert isinstance(nr.romanize(name, scheme=scheme), str)


@given(st.sampled_from(FULL_NAMES))
def test_a_name_and_its_spellings_share_a_key(named: tuple[str, str]) -> None:
    """Exception: a Korean name in one word, which the search cuts, and its keys do not."""
    name, language = named
    assume(language != "ko")
    for reading in nr.variants(name, language=language, limit=6):
        assert nr.keys(reading.text, kind="person") & nr.keys(name, kind="person"), reading.text
