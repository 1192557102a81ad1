"""Sentences in many languages: what is a mention, whom it means, and what only looks like one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from attrs import frozen

from nameresolve import Resolver
from nameresolve.unicode import script_of

SOURCE = Path(__file__).parent.parent / "cases" / "text" / "sentences.tsv"
MARKED = re.compile(r"\[([^\[\]|]+)\|([^\[\]|]+)\]")
PRECISION, RECALL = 0.97, 0.93


@frozen
class Sentence:
    """A text, the mentions it has (span -> id, or ? for one that stays open) and the spans that are traps."""

    line: int
    language: str
    trap: str
    text: str
    wanted: dict[tuple[int, int], str]
    traps: tuple[tuple[int, int], ...]


def parse(line: int, language: str, trap: str, marked: str) -> Sentence:
    text, wanted, traps = "", {}, []
    marked = marked.replace("\\n", "\n")
    at = 0
    for found in MARKED.finditer(marked):
        text += marked[at : found.start()]
        span = (len(text), len(text) + len(found[1]))
        text += found[1]
        at = found.end()
        if found[2] == "-":
            traps.append(span)
        else:
            wanted[span] = found[2]
    return Sentence(line, language, trap, text + marked[at:], wanted, tuple(traps))


@cache
def sentences() -> tuple[Sentence, ...]:
    lines = SOURCE.read_text("utf-8").splitlines()
    return tuple(parse(number, *line.split("\t")) for number, line in enumerate(lines[1:], 2))


@cache
def resolver() -> Resolver:
    return Resolver()


@cache
def answers(line: int, *, told: bool) -> dict[tuple[int, int], str]:
    """Return what is found in a sentence: span -> id, or ? where it is left open."""
    sentence = next(each for each in sentences() if each.line == line)
    found = resolver().annotate(sentence.text, language=sentence.language if told else None)
    statuses = {"match": "", "ambiguous": "?", "none": "-"}
    return {
        (m.start, m.end): str(m.decision.entity.id) if m.decision.entity else statuses[m.decision.status]
        for m in found
    }


def wrong(sentence: Sentence, *, told: bool) -> Iterator[str]:
    """Yield what is linked and should not be."""
    where = f"line {sentence.line} ({sentence.language}{', ' + sentence.trap if sentence.trap else ''})"
    for (start, end), id_ in answers(sentence.line, told=told).items():
        if id_ not in ("?", "-") and sentence.wanted.get((start, end)) != id_:
            wanted = sentence.wanted.get((start, end), "nobody")
            yield f"{where}: {sentence.text[start:end]!r} is {id_}, wanted {wanted}"


def missed(sentence: Sentence, *, told: bool) -> Iterator[str]:
    """Yield what should be found and is not."""
    found = answers(sentence.line, told=told)
    for (start, end), id_ in sentence.wanted.items():
        if found.get((start, end)) != id_:
            yield f"line {sentence.line} ({sentence.language}): {sentence.text[start:end]!r} is {id_}, found {found.get((start, end))}"


@pytest.mark.parametrize("told", [True, False], ids=["language told", "language not told"])
def test_links_are_right_and_few_are_missing(*, told: bool) -> None:
    faults = [fault for sentence in sentences() for fault in wrong(sentence, told=told)]
    missing = [fault for sentence in sentences() for fault in missed(sentence, told=told)]
    links = sum(
        id_ not in ("?", "-") for each in sentences() for id_ in answers(each.line, told=told).values()
    )
    wanted = sum(len(each.wanted) for each in sentences())
    precision, recall = 1 - len(faults) / links, 1 - len(missing) / wanted
    report = "\n".join([f"precision {precision:.3f}, recall {recall:.3f}", *faults, "missing:", *missing])
    assert precision >= PRECISION, report
    assert recall >= RECALL, report


@pytest.mark.parametrize("sentence", [s for s in sentences() if s.trap], ids=lambda s: f"{s.line} {s.trap}")
def test_a_trap_catches_nothing(sentence: Sentence) -> None:
    for told in (True, False):
        for start, end in sentence.traps:
            caught = [
                (span, id_)
                for span, id_ in answers(sentence.line, told=told).items()
                if span[0] < end and start < span[1] and id_ not in ("?", "-")
            ]
            assert not caught, (
                f"{sentence.trap}: {sentence.text[start:end]!r} in {sentence.text!r} is {caught}"
            )


def test_the_sentences_are_many_and_of_many_kinds() -> None:
    found = sentences()
    scripts = {script_of(char) for each in found for char in each.text} - {"Zyyy"}
    assert len(found) >= 120
    assert len({each.language for each in found}) >= 20
    assert len(scripts) >= 10
    assert sum(len(each.traps) for each in found if each.trap) >= 40


@pytest.mark.parametrize("sentence", sentences(), ids=lambda s: str(s.line))
def test_marks_are_well_formed(sentence: Sentence) -> None:
    assert "|" not in sentence.text
    for id_ in sentence.wanted.values():
        assert id_ == "?" or resolver().gazetteer.get(id_) is not None, id_
