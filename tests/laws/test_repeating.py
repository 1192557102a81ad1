"""The same question has the same answer: explained, in a column, from disk, in another process."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from law_strategies import any_names, any_text, entity_lists, gazetteers, kinds

from nameresolve import Entity, Gazetteer, Kind, Resolver

SMALL = Gazetteer.from_entities(
    [
        Entity("Q200881", "person", "Kassym-Jomart Tokayev", countries=("KZ",), born=1953, prominence=0.9),
        Entity("Q65251218", "person", "Kemel Tokayev", countries=("KZ",), born=1923, prominence=0.3),
        Entity("Q35493", "place", "Almaty"),
        Entity("Q102673", "organization", "Gazprom"),
    ]
)
questions = st.one_of(
    any_names, st.sampled_from(("Toqaev", "K. Tokajew", "Kassym Jomart Tokaïev", "Gazprom PJSC"))
)
years = st.one_of(st.none(), st.integers(min_value=1900, max_value=2010))


@given(questions, kinds, st.sampled_from(((), ("KZ",), ("RU", "KZ"))), years)
def test_replaying_an_explanation_is_resolving(
    name: str, kind: Kind | None, countries: tuple[str, ...], born: int | None
) -> None:
    resolver = Resolver(SMALL)
    explained = resolver.explain(name, kind=kind, countries=countries, born=born)
    assert explained.decision == resolver.resolve(name, kind=kind, countries=countries, born=born)
    assert resolver.replay(explained) == explained.decision


@given(st.one_of(questions, any_text))
def test_replaying_works_with_another_resolver_of_the_same_gazetteer(name: str) -> None:
    explained = Resolver(SMALL).explain(name)
    other = Resolver(Gazetteer.from_entities(SMALL))
    assert other.replay(explained) == explained.decision


@given(st.lists(questions, max_size=12), kinds)
def test_resolving_many_is_resolving_each(texts: list[str], kind: Kind | None) -> None:
    resolver = Resolver(SMALL)
    assert list(resolver.resolve_many(texts, kind=kind)) == [
        resolver.resolve(t, kind=kind, limit=1) for t in texts
    ]


def test_resolving_in_two_processes_is_resolving_in_one() -> None:
    texts = ["Toqaev", "Kassym-Jomart Tokaïev", "", "Almatı"] * 300  # more than a block
    resolver = Resolver(SMALL)
    assert list(resolver.resolve_many(texts, workers=2)) == list(resolver.resolve_many(texts))


def test_resolving_many_reads_no_further_than_a_block() -> None:
    """The input may be endless."""

    def endless() -> Iterator[str]:
        while True:
            yield "Toqaev"

    assert next(Resolver(SMALL).resolve_many(endless())).query == "Toqaev"


@given(st.lists(questions, min_size=2, max_size=8))
def test_earlier_questions_change_no_answer(texts: list[str]) -> None:
    fresh = [Resolver(Gazetteer.from_entities(SMALL)).resolve(text) for text in texts]
    used = Resolver(SMALL)
    assert [used.resolve(text) for text in texts] == fresh
    assert [used.resolve(text) for text in texts[::-1]] == fresh[::-1]


@settings(max_examples=settings().max_examples // 4)  # each writes a folder
@given(gazetteers, any_names)
def test_built_saved_opened_and_searched_is_searched_in_memory(
    tmp_path_factory: pytest.TempPathFactory, gazetteer: Gazetteer, query: str
) -> None:
    place = tmp_path_factory.mktemp("law") / "compiled"
    gazetteer.save(place)
    opened = Gazetteer.open(place)
    assert opened.fingerprint == gazetteer.fingerprint
    assert list(opened) == list(gazetteer)
    for text in (query, *(entity.name for entity in gazetteer)):
        assert Resolver(opened).resolve(text) == Resolver(gazetteer).resolve(text)


@settings(max_examples=settings().max_examples // 4)  # each writes a folder
@given(entity_lists())
def test_the_same_entities_give_the_same_bytes(
    tmp_path_factory: pytest.TempPathFactory, entities: list[Entity]
) -> None:
    folder = tmp_path_factory.mktemp("bytes")
    for name in ("one", "two"):
        Gazetteer.from_entities(entities).save(folder / name)
    assert contents(folder / "one") == contents(folder / "two")


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


QUESTIONS = """
import hashlib, sys
from pathlib import Path
import nameresolve as nr

resolver = nr.Resolver()
texts = ["Toqaev", "Қасым-Жомарт Тоқаев", "Kim Čong-un", "Siemens AG", "توكاييف", "Vladimir Poutine", "托卡耶夫",
         "Georgia", "Kasachstan", "Moammar Gadhafi", "ОДКБ", "S. Lavrov", "Aliyev", "nobody at all", "Xi"]
for text in texts:
    print(repr(resolver.resolve(text, limit=10)), nr.parse(text), sorted(nr.keys(text)), nr.readings(text))
    print(nr.compare(text, "Kassym-Jomart Tokayev"), resolver.explain(text).text)
print(resolver.annotate("Toqaev met Putin in Astana. Қасым-Жомарт Тоқаев spoke; Toqaev left. The CSTO sent troops."))
target = Path(sys.argv[1])
nr.Gazetteer.from_entities(list(resolver.gazetteer)[:200]).save(target)
for path in sorted(target.iterdir()):
    print(path.name, hashlib.sha256(path.read_bytes()).hexdigest())
"""


def test_the_answers_do_not_depend_on_the_hash_seed(tmp_path: Path) -> None:
    answers = []
    for seed in ("1", "4242"):
        command = [sys.executable, "-c", QUESTIONS, str(tmp_path / seed)]
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"}
        done = subprocess.run(command, env=environment, capture_output=True, check=True, timeout=120)
        answers.append(done.stdout)
    assert answers[0]
    assert answers[0] == answers[1]
