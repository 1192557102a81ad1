"""5,000 names and what is answered to them: a change of scores is seen, and reviewed, before it is released."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from attrs import evolve

from nameresolve import Gazetteer, Resolver
from nameresolve.testing import small_gazetteer

ROOT = Path(__file__).resolve().parent.parent
PARTS = 8
REMEDY = "\nIf the change is meant: python scripts/freeze_decisions.py, and review the difference."


@pytest.fixture(scope="module")
def freezing() -> Iterator[ModuleType]:
    """Return the script that writes the file."""
    place = str(ROOT / "scripts")
    sys.path.insert(0, place)
    import freeze_decisions

    yield freeze_decisions
    sys.path.remove(place)


def compared(freezing: ModuleType, part: slice) -> str:
    """Return what changed among some of the names, nothing if nothing did."""
    old = freezing.read()[part]
    found = freezing.changes(old, freezing.answered(old, Resolver()))
    return "\n".join([*freezing.told(found), REMEDY]) if found else ""


@pytest.mark.parametrize("part", range(2))
def test_every_eighth_name_is_answered_as_before(freezing: ModuleType, part: int) -> None:
    """All of them are asked by `make frozen` and by the long tests."""
    assert compared(freezing, slice(part * PARTS, None, 2 * PARTS)) == ""


@pytest.mark.long
@pytest.mark.parametrize("part", range(PARTS))
def test_every_name_is_answered_as_before(freezing: ModuleType, part: int) -> None:
    assert compared(freezing, slice(part, None, PARTS)) == ""


def test_the_file_holds_5000_names_and_all_kinds_of_answers(freezing: ModuleType) -> None:
    answers = freezing.read()
    assert len({answer.question for answer in answers}) == len(answers) == freezing.COUNT
    assert {answer.status for answer in answers} == {"match", "ambiguous", "none"}
    assert {answer.way for answer in answers} == {way for way, _, _ in freezing.WAYS}
    assert all((answer.status == "match") == bool(answer.id) for answer in answers)


def test_every_entity_in_the_file_is_listed(freezing: ModuleType) -> None:
    gazetteers = (Gazetteer.bundled(), Gazetteer.towns())
    ids = {answer.id for answer in freezing.read() if answer.id}
    assert sorted(id_ for id_ in ids if not any(each.get(id_) for each in gazetteers)) == []


class TestMechanism:
    def test_the_same_seed_draws_the_same_names(self, freezing: ModuleType) -> None:
        one, again, other = (freezing.questions(small_gazetteer(), 40, seed) for seed in (1, 1, 2))
        assert one == again
        assert one != other

    def test_what_is_written_is_read_again(self, freezing: ModuleType, tmp_path: Path) -> None:
        asked = freezing.questions(small_gazetteer(), 30)
        answers = list(freezing.answered(asked, Resolver(small_gazetteer())))
        freezing.write(answers, tmp_path / "new" / "decisions.tsv")
        assert freezing.read(tmp_path / "new" / "decisions.tsv") == answers

    def test_changed_statuses_come_first_then_entities_then_scores(self, freezing: ModuleType) -> None:
        old = [
            freezing.Answer(name, "listed", "person", "match", "x:1", "0.900")
            for name in ("A", "B", "C", "D", "E")
        ]
        new = [
            old[0],
            evolve(old[1], score="0.950"),
            evolve(old[2], id="x:2"),
            evolve(old[3], status="none", id="", score="0.100"),
            evolve(old[4], score="0.901"),
        ]
        found = freezing.changes(old, new)
        assert [pair[1].query for pair in (*found.statuses, *found.entities, *found.scores)] == [
            "D",
            "C",
            "B",
        ]
        text = "\n".join(freezing.told(found))
        assert text.startswith(
            "5 names: 1 changed their status, 1 their entity, 1 only their score\n  match -> none: 1"
        )
        assert "D [person] (listed): match x:1 0.900 -> none 0.100" in text
        assert text.index("another status") < text.index("another entity") < text.index("another score")

    def test_no_change_is_none(self, freezing: ModuleType) -> None:
        old = [freezing.Answer("A", "listed", "", "none", "", "0.000")]
        assert not freezing.changes(old, old)

    def test_check_writes_nothing_and_ends_with_1(
        self, freezing: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        place = tmp_path / "decisions.tsv"
        freezing.write([freezing.Answer("Qasym-Zhomart Toqaev", "listed", "", "none", "", "0.000")], place)
        before = place.read_bytes()
        assert freezing.main(["--check", "--file", str(place)]) == 1
        assert place.read_bytes() == before
        assert "none -> match: 1" in capsys.readouterr().out
        assert freezing.main(["--file", str(place)]) == 0
        assert freezing.main(["--check", "--file", str(place)]) == 0
