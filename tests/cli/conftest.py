"""A stand-in for the library, so that these tests are about the command line alone."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

import nameresolve as nr
from nameresolve.cli import app
from nameresolve.errors import LimitError, SchemeError
from nameresolve.model import (
    Candidate,
    Comparison,
    Decision,
    Entity,
    Evidence,
    Explanation,
    Mention,
    Name,
    NameForm,
    Reading,
    Settings,
)

TOKAYEV = Entity(
    "Q200881",
    "person",
    "Kassym-Jomart Tokayev",
    (NameForm("Қасым-Жомарт Тоқаев", "kk", "Cyrl", source="press"), NameForm("KJT", "en", "Latn", "weak")),
    countries=("KZ", "RU"),
)
KEMEL = Entity("nr:kemel-tokayev", "person", "Kemel Tokayev", (NameForm("Кемел Тоқаев", "kk", "Cyrl"),))
COMPANY = Entity("nr:smith-sons", "organization", 'Smith, "Sons" [and] Co', (NameForm("Smith & Sons", "en"),))

FULL = {
    "Tokayev, K.": TOKAYEV,
    "Kassym-Jomart Tokayev": TOKAYEV,
    "Қасым-Жомарт Тоқаев": TOKAYEV,
    "Smith [red]& Sons[/red]": COMPANY,
}
EVIDENCE = (
    Evidence("bias", "", "", "prior", -4.3333),
    Evidence("licensed", "Toqaev", "Tokayev", "q = k [kazakh]", 6.6667),
    Evidence("same", "K", "K", "same", 1.3333),
)
LIMIT = 10_000


def compare(left: str, right: str, *, kind: Any = None, language: str | None = None) -> Comparison:
    evidence = EVIDENCE if left[0] == right[0] else EVIDENCE[:1]
    log_odds = math.fsum(item.contribution for item in evidence)
    return Comparison(left, right, 1 / (1 + math.exp(-log_odds)), log_odds, evidence)


def candidate(entity: Entity, score: float, query: str) -> Candidate:
    return Candidate(entity, entity.forms[0], score, compare(query or "?", entity.name))


class FakeResolver:
    """Knows three entities; `asked` lists what it was asked, `batches` the sizes of the batches."""

    asked: list[tuple[str, dict[str, Any]]]
    batches: list[int]

    def __init__(self, gazetteer: Any = None, settings: Settings | None = None) -> None:
        self.gazetteer, self.settings = gazetteer or FakeGazetteer(), settings or Settings()

    def resolve(self, name: str, **context: Any) -> Decision:
        type(self).asked.append((name, context))
        parse(name)
        if name in FULL:
            found = FULL[name]
            return Decision(name, "match", found, 0.97, (candidate(found, 0.97, name),), "One entity fits.")
        if name == "Toqaev":
            ranked = (candidate(TOKAYEV, 0.8, name), candidate(KEMEL, 0.78, name))
            return Decision(name, "ambiguous", None, 0.8, ranked, "A family name alone fits two people.")
        return Decision(name, "none", None, 0.0, (), "Nothing fits.")

    def resolve_many(
        self, names: Iterable[str], *, kind: Any = None, limit: int = 1, workers: int = 1
    ) -> Iterator[Decision]:
        listed = list(names)
        type(self).batches.append(len(listed))
        return (self.resolve(name, kind=kind) for name in listed)

    def explain(self, name: str, **context: Any) -> Explanation:
        decision = self.resolve(name, **context)
        text = f"{decision.status} [{decision.score}]\n  parse  {name}"
        return Explanation({}, Name(name, None, ()), (), (), decision, "f00", "0", text)

    def annotate(self, text: str, *, language: str | None = None, **how: bool) -> list[Mention]:
        found = [(text.find(name), name) for name in (*FULL, "Toqaev") if name in text]
        return [Mention(start, start + len(name), name, self.resolve(name)) for start, name in sorted(found)]


def parse(name: str, *, kind: Any = None) -> Name:
    if len(name) > LIMIT:
        raise LimitError(f"The name has {len(name):,} characters, but at most {LIMIT:,} are read.")
    return Name(name, kind, ())


class FakeGazetteer:
    fingerprint = "f00d"

    @classmethod
    def bundled(cls) -> FakeGazetteer:
        return cls()

    @classmethod
    def open(cls, path: str) -> FakeGazetteer:
        return cls()

    def __iter__(self) -> Iterator[Entity]:
        return iter((TOKAYEV, KEMEL, COMPANY))

    def __len__(self) -> int:
        return 3


def romanize(text: str, *, language: str | None = None, scheme: str | None = None) -> str:
    if scheme not in {None, "one", "two"}:
        raise SchemeError(f"There is no scheme {scheme!r}. Did you mean 'one'?")
    return f"{text}-{scheme or 'best'}"


def readings(text: str, *, language: str | None = None, limit: int = 9) -> tuple[Reading, ...]:
    return (Reading(f"{text}1", "one", 0.0, language), Reading(f"{text}2", "two", 1.5, "kk"))[:limit]


@pytest.fixture
def library(monkeypatch: pytest.MonkeyPatch) -> type[FakeResolver]:
    """Put the stand-in in the place of the library's functions; return the resolver's class."""
    FakeResolver.asked, FakeResolver.batches = [], []
    for name, value in {
        "Resolver": FakeResolver,
        "Gazetteer": FakeGazetteer,
        "compare": compare,
        "parse": parse,
        "romanize": romanize,
        "readings": readings,
        "schemes": lambda: ("one", "two"),
        "__version__": "9.8.7",
    }.items():
        monkeypatch.setattr(nr, name, value, raising=False)
    return FakeResolver


Run = Callable[..., Result]


@pytest.fixture
def run(library: type[FakeResolver]) -> Run:
    """Return a function that runs the command over the stand-in, in this process."""

    def invoke(*arguments: str | Path, **options: Any) -> Result:
        result = CliRunner().invoke(app, [str(each) for each in arguments], **options)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
        return result

    return invoke
