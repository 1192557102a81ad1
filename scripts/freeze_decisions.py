"""Write down what the library answers to 5,000 names, and show what a change does to the answers.

    python scripts/freeze_decisions.py              answer again, show what changed, write the file
    python scripts/freeze_decisions.py --check      the same, but write nothing; ends with 1 on a change
    python scripts/freeze_decisions.py --new        draw the names anew as well

The names are drawn by a seed from the bundled gazetteer: forms as listed, spellings under named schemes,
letters that look alike, slips of the pen, parts left out, initials, names of other people. They stay when
schemes change, so that a difference is one of answers and not of questions. What changed is shown with the
statuses first, since those are what users act on, then other entities, then scores, the largest difference
first. The summary belongs into the CHANGELOG, under "Scores".
"""

from __future__ import annotations

import argparse
import csv
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from attrs import astuple, evolve, fields, frozen

from nameresolve import Entity, Gazetteer, Kind, Resolver, variants
from nameresolve.gazetteer import forms_of
from nameresolve.testing.letters import GIVEN_NAMES

ROOT = Path(__file__).resolve().parent.parent
FROZEN = ROOT / "tests" / "frozen" / "decisions.tsv"
COUNT, SEED = 5_000, 2022
NEAR = 0.0011
"""Scores are kept to three decimals; less than this apart is rounding."""
SHOWN = 40
_LOOKALIKES = str.maketrans("aceopxyKMTBHаесорхуКМТВН", "асеорхуКМТВНaceopxyKMTBH")
_KINDS = ("person", "person", "person", "place", "organization")


@frozen(slots=True)
class Answer:
    """One name with the way it was drawn, the kind it is asked with, and what was answered."""

    query: str
    way: str
    kind: str
    status: str = ""
    id: str = ""
    score: str = ""

    @property
    def question(self) -> tuple[str, str]:
        """The name and the kind: what is asked."""
        return self.query, self.kind


# ------------------------------------------------------------------ drawing names


def _listed(text: str, _: random.Random) -> str:
    return text


def _lookalike(text: str, drawn: random.Random) -> str:
    """Return the text with one letter of another script that looks the same."""
    places = [place for place, char in enumerate(text) if char.translate(_LOOKALIKES) != char]
    if not places:
        return text
    place = drawn.choice(places)
    return text[:place] + text[place].translate(_LOOKALIKES) + text[place + 1 :]


def _slip(text: str, drawn: random.Random) -> str:
    """Return the text with a letter lost, doubled, or changed places with the next."""
    places = [place for place in range(1, len(text) - 1) if text[place : place + 2].isalpha()]
    if not places:
        return text
    place = drawn.choice(places)
    here, after = text[place], text[place + 1 :]
    return text[:place] + drawn.choice((after, here + here + after, after[:1] + here + after[1:]))


def _shorter(text: str, drawn: random.Random) -> str:
    words = text.split()
    lost = drawn.randrange(len(words))
    return " ".join(words[:lost] + words[lost + 1 :]) or text


def _initial(text: str, _: random.Random) -> str:
    first, *rest = text.split()
    return " ".join([f"{first[0]}.", *rest]) if rest else text


def _turned(text: str, _: random.Random) -> str:
    *first, last = text.split()
    return f"{last}, {' '.join(first)}" if first else text


def _other_given(text: str, drawn: random.Random) -> str:
    """Return the text with the given name of somebody else before the rest."""
    _, *rest = text.split()
    script = "Cyrl" if any("а" <= char <= "я" for char in text.casefold()) else "Latn"
    return " ".join([drawn.choice(GIVEN_NAMES[script]), *rest])


def _spelled(text: str, drawn: random.Random) -> str:
    return drawn.choice(variants(text, limit=12)).text


WAYS: tuple[tuple[str, int, Callable[[str, random.Random], str]], ...] = (
    ("listed", 3, _listed),
    ("spelled", 6, _spelled),
    ("look-alike", 1, _lookalike),
    ("slip", 3, _slip),
    ("shorter", 2, _shorter),
    ("initial", 1, _initial),
    ("turned", 1, _turned),
    ("capitals", 1, lambda text, _: text.upper()),
    ("other given name", 2, _other_given),
)


def questions(gazetteer: Iterable[Entity], count: int = COUNT, seed: int = SEED) -> list[Answer]:
    """Return so many different names to ask for, drawn by the seed."""
    drawn = random.Random(seed)  # noqa: S311 - for repeating, not for secrets
    by_kind: dict[str, list[Entity]] = {kind: [] for kind in _KINDS}
    for entity in gazetteer:
        by_kind.setdefault(entity.kind, []).append(entity)
    found: dict[tuple[str, str], Answer] = {}
    while len(found) < count:
        entity = drawn.choice(by_kind[drawn.choice(_KINDS)])
        [(way, _, write)] = drawn.choices(WAYS, [weight for _, weight, _ in WAYS])
        text = write(drawn.choice(forms_of(entity)).text, drawn)
        asked = entity.kind if drawn.random() < 0.5 else ""
        if text.strip() and not set(text) & set('\t\r\n"'):
            found.setdefault((text, asked), Answer(text, way, asked))
    return list(found.values())


# ------------------------------------------------------------------ answering


def answered(asked: Iterable[Answer], resolver: Resolver) -> Iterator[Answer]:
    """Yield each question with the answer of today, in order."""
    waiting = list(asked)
    kinds: dict[str, Kind | None] = {"person": "person", "organization": "organization", "place": "place"}
    answers: dict[tuple[str, str], Answer] = {}
    for kind in sorted({each.kind for each in waiting}):
        mine = [each for each in waiting if each.kind == kind]
        decisions = resolver.resolve_many((each.query for each in mine), kind=kinds.get(kind))
        for each, decision in zip(mine, decisions, strict=True):
            found = str(decision.entity.id) if decision.entity else ""
            score = f"{decision.score:.3f}"
            answers[each.question] = evolve(each, status=decision.status, id=found, score=score)
    yield from (answers[each.question] for each in waiting)


def read(path: Path = FROZEN) -> list[Answer]:
    """Return the answers that a file holds."""
    with path.open(encoding="utf-8", newline="") as handle:
        rows = csv.reader(handle, delimiter="\t", quoting=csv.QUOTE_NONE)
        next(rows)
        return [Answer(*row) for row in rows]


def write(answers: Sequence[Answer], path: Path = FROZEN) -> None:
    """Write answers to a file, one a line, so that a review shows each that changed."""
    path.parent.mkdir(exist_ok=True)
    names = "\t".join(field.name for field in fields(Answer))
    lines = [names, *("\t".join(astuple(answer)) for answer in answers)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


# ------------------------------------------------------------------ comparing


@frozen(slots=True)
class Changes:
    """What is answered otherwise than before, and how many names were asked."""

    asked: int
    statuses: tuple[tuple[Answer, Answer], ...]
    entities: tuple[tuple[Answer, Answer], ...]
    scores: tuple[tuple[Answer, Answer], ...]

    def __bool__(self) -> bool:
        return bool(self.statuses or self.entities or self.scores)


def _apart(pair: tuple[Answer, Answer]) -> float:
    return abs(float(pair[0].score) - float(pair[1].score))


def changes(old: Iterable[Answer], new: Iterable[Answer]) -> Changes:
    """Return what changed between the answers to the same questions."""
    before = {answer.question: answer for answer in old}
    pairs = [(before[answer.question], answer) for answer in new if answer.question in before]
    statuses = [pair for pair in pairs if pair[0].status != pair[1].status]
    same = [pair for pair in pairs if pair[0].status == pair[1].status]
    entities = [pair for pair in same if pair[0].id != pair[1].id]
    scores = [pair for pair in same if pair[0].id == pair[1].id and _apart(pair) > NEAR]
    return Changes(
        len(pairs), tuple(statuses), tuple(entities), tuple(sorted(scores, key=_apart, reverse=True))
    )


def told(found: Changes) -> Iterator[str]:
    """Yield the lines of a summary for a review: statuses first, then entities, then scores."""
    yield (
        f"{found.asked:,} names: {len(found.statuses)} changed their status, "
        f"{len(found.entities)} their entity, {len(found.scores)} only their score"
    )
    turns = Counter(f"{old.status} -> {new.status}" for old, new in found.statuses)
    yield from (f"  {turn}: {count}" for turn, count in turns.most_common())
    for title, pairs in (("status", found.statuses), ("entity", found.entities), ("score", found.scores)):
        yield from _shown(title, pairs)


def _shown(title: str, pairs: Sequence[tuple[Answer, Answer]]) -> Iterator[str]:
    if pairs:
        yield f"\nanother {title}:"
    for old, new in pairs[:SHOWN]:
        kind = f" [{new.kind}]" if new.kind else ""
        yield f"  {new.query}{kind} ({new.way}): {_said(old)} -> {_said(new)}"
    if len(pairs) > SHOWN:
        yield f"  and {len(pairs) - SHOWN} more"


def _said(answer: Answer) -> str:
    return " ".join(filter(None, (answer.status, answer.id, answer.score)))


def main(arguments: list[str] | None = None) -> int:
    """Answer, compare, show and write; return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing, end with 1 if something changed")
    parser.add_argument("--new", action="store_true", help="draw the names anew")
    parser.add_argument("--file", type=Path, default=FROZEN)
    options = parser.parse_args(arguments)
    old = read(options.file) if options.file.is_file() else []
    if options.check and not options.file.is_file():
        parser.error(f"there is no {options.file}, so nothing to compare with")
    asked = questions(Gazetteer.bundled()) if options.new or not old else old
    new = list(answered(asked, Resolver()))
    found = changes([answer for answer in old if answer.status], new)
    print("\n".join(told(found)))
    if options.check:
        return int(bool(found))
    write(new, options.file)
    print(f"\nwrote {len(new):,} answers to {options.file}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
