"""Answers are remembered from block to block, whoever gave them, and never more than a bounded number."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

import nameresolve as nr
from nameresolve.cli import asking
from nameresolve.cli.answers import Added, Answer, Question
from nameresolve.cli.asking import Asker, answers_for


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
            assert len(ask._recent) + len(ask._older) <= 2 * max(remembered, len(block))


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
