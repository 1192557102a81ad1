"""Answers are remembered from block to block, whoever gave them, and never more than a bounded number."""

from __future__ import annotations

import sys
import tracemalloc
from collections.abc import Iterator
from typing import Any

import pytest

import nameresolve as nr
from nameresolve.cli import asking, workers
from nameresolve.cli.answers import Added, Answer, Question
from nameresolve.cli.asking import Asker
from nameresolve.cli.remembered import Remembered
from nameresolve.cli.workers import answers_for
from nameresolve.warming import warm


class Counting(nr.Resolver):
    """A resolver that notes what it was asked."""

    def __init__(self) -> None:
        entities = [nr.Entity("a", "person", "Ana Example"), nr.Entity("b", "person", "Boris Example")]
        super().__init__(nr.Gazetteer.from_entities(entities))
        self.asked: list[str] = []

    def resolve_many(self, names: Any, **options: Any) -> Iterator[nr.Decision]:
        listed = list(names)
        self.asked += listed
        return super().resolve_many(listed, **options)


def questions(*names: str) -> list[Question]:
    return [Question(name, "person") for name in names]


def test_what_was_asked_in_an_earlier_block_is_not_asked_again() -> None:
    resolver = Counting()
    with Asker(resolver, Added()) as ask:
        first = ask(questions("Ana Example", "Nobody"))
        second = ask(questions("Nobody", "Boris Example", "Ana Example"))
    assert resolver.asked == ["Ana Example", "Nobody", "Boris Example"]
    assert [answer.id for answer in second] == ["", "b", "a"]
    assert second[2] == first[0]


def test_a_question_with_other_context_is_another_question() -> None:
    resolver = Counting()
    with Asker(resolver, Added()) as ask:
        ask(questions("Ana Example"))
        assert ask([Question("Ana Example", "organization")])[0].status == "none"


@pytest.mark.parametrize("remembered", [0, 1, 3, 1_000])
def test_however_little_is_remembered_the_answers_are_the_same(
    remembered: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "_REMEMBERED", remembered)
    names = ["Ana Example", "Boris Exampel", "Ana", "Nobody", "B. Example"]
    blocks = [questions(*names[start : start + 2]) for start in (0, 1, 2, 3, 0, 2, 1)]
    resolver = Counting()
    with Asker(resolver, Added()) as ask:
        for block in blocks:
            assert ask(block) == answers_for(Counting(), block, Added())
            assert len(ask._remembered) <= 2 * max(remembered, len(block))


def test_processes_answer_only_what_is_new(monkeypatch: pytest.MonkeyPatch) -> None:
    with Asker(Counting(), Added(), workers=2) as ask:
        first = ask(questions("Ana Example", "Nobody"))
        monkeypatch.setattr(ask, "_asked", lambda new: [Answer("asked")] * len(new))
        again = ask(questions("Nobody", "Someone", "Ana Example"))
    assert again == [first[1], Answer("asked"), first[0]]


def test_caches_are_emptied_only_when_they_hold_much(monkeypatch: pytest.MonkeyPatch) -> None:
    from nameresolve.cli import forgetting
    from nameresolve.distance import part_form

    forgetting.forget()
    form = part_form("toqaev", "Latn")
    monkeypatch.setattr(forgetting, "MOST_HELD", 1_000_000)
    assert forgetting.forget() >= 1
    assert part_form("toqaev", "Latn") is form
    monkeypatch.setattr(forgetting, "MOST_HELD", 0)
    assert forgetting.forget() >= 1
    assert part_form.cache_info().currsize == 0
    assert part_form("toqaev", "Latn") is not form


def test_a_piece_is_asked_of_processes_that_were_not_asked_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "FRESH_AFTER", 4)
    names = questions(*(f"Nobody {number}" for number in range(11)))
    at_work = workers.Workers(Counting(), Added(), 2)
    pools: list[_Here] = []

    def start(*args: Any) -> _Here:
        pools.append(_Here(*args))
        return pools[-1]

    monkeypatch.setattr(workers, "ProcessPoolExecutor", start)
    try:
        found = list(at_work.answers([names[:2], names[2:4], names[4:7], names[7:]]))
        found += at_work.answers([names[:1]])
    finally:
        at_work.end()
    assert found == answers_for(Counting(), [*names, names[0]], Added())
    assert len(pools) == (4 if sys.platform == "linux" else 1)


class _Here:
    """Answers as processes do, in this one."""

    def __init__(self, _count: int, _context: Any, _start: Any, of: tuple[nr.Resolver, Added]) -> None:
        workers._known[:] = [of]

    def submit(self, function: Any) -> None:
        function()

    def map(self, function: Any, pieces: Any) -> Any:
        return map(function, pieces)

    def shutdown(self, **_how: Any) -> None:
        pass


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a process reads the tables itself")
def test_processes_that_are_replaced_give_the_same_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "FRESH_AFTER", 30)
    names = questions(*(f"Ana Exampel {number}" for number in range(70)), "Boris Example")
    with Asker(Counting(), Added(), workers=2) as ask:
        assert ask(names) == answers_for(Counting(), names, Added())
    assert not workers._known


def test_what_is_remembered_has_a_bound_in_room_too() -> None:
    remembered = Remembered(100)
    long = [Answer("none", explanation=f"{number} " * 1_000) for number in range(20)]
    for number, answer in enumerate(long):
        remembered.keep({questions(f"name {number}")[0]: answer})
    assert 0 < len(remembered) <= 2 * 100 / (2_000 / 200)
    assert remembered.get(questions("name 19")[0]) == long[19]


def test_sixty_thousand_answers_are_remembered_in_fifteen_megabytes() -> None:
    remembered = Remembered(30_000)
    tracemalloc.start()
    for start in range(0, 60_000, 1_000):
        block = {
            Question(f"Some Name {number}"): Answer("match", f"Q{number % 10_000}", "Its Name", number / 7)
            for number in range(start, start + 1_000)
        }
        remembered.keep(block)
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(remembered) == 60_000
    assert held < 15_000_000
    for number in (0, 59_999):
        expected = Answer("match", f"Q{number % 10_000}", "Its Name", number / 7)
        assert remembered.get(Question(f"Some Name {number}")) == expected
        assert remembered.get(Question(f"Some Name {number}", "place")) is None


def test_after_warming_no_table_is_read_for_another_script() -> None:
    from nameresolve.distance.batch import cost_arrays, pack_units
    from nameresolve.distance.costs import COSTED_SCRIPTS, cost_table

    warm(nr.Resolver())
    arrays, read = cost_arrays(), cost_table.cache_info().misses
    for script in COSTED_SCRIPTS:
        pack_units([], script)
    assert cost_arrays() is arrays
    assert cost_table.cache_info().misses == read
