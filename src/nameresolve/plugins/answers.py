"""What every plug-in gives back for a name: the same four fields, from the same calls."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any, NamedTuple

import nameresolve as nr

__all__ = [
    "NOTHING",
    "Answer",
    "answer_of",
    "bundled_resolver",
    "chosen_resolver",
    "listed",
    "resolve_values",
    "resolver_for",
]


class Answer(NamedTuple):
    """The answer for one name; only a match has an id and a name, the score is the best candidate's."""

    nr_status: str
    nr_id: str | None
    nr_name: str | None
    nr_score: float


NOTHING = Answer("none", None, None, 0.0)
"""The answer for a missing value."""


def answer_of(decision: nr.Decision) -> Answer:
    """Return the four fields of a decision.

    >>> answer_of(nr.resolve("Nursultan Nasarbajew"))[:3]
    ('match', 'Q57394', 'Nursultan Nazarbayev')
    """
    entity = decision.entity
    if entity is None:
        return Answer(decision.status, None, None, decision.score)
    return Answer(decision.status, str(entity.id), entity.name, decision.score)


def resolve_values(
    values: Iterable[str | None],
    resolver: nr.Resolver | None = None,
    *,
    kind: nr.Kind | None = None,
    workers: int = 1,
) -> list[Answer]:
    """Return the answer for each value, in order; each distinct one is asked once, None is nothing.

    Raises `FormatError` for a value that is neither a text nor None, and whatever
    `Resolver.resolve_many` raises.

    >>> [answer.nr_status for answer in resolve_values(["Nursultan Nasarbajew", None])]
    ['match', 'none']
    """
    chosen = chosen_resolver(resolver)
    kept = [None if value is None else _text(value) for value in listed(values)]
    asked = [value for value in dict.fromkeys(kept) if value is not None]
    decisions = chosen.resolve_many(asked, kind=kind, workers=workers)
    known: dict[str | None, Answer] = dict(zip(asked, map(answer_of, decisions), strict=True))
    return [known.get(value, NOTHING) for value in kept]


def listed(values: Iterable[Any]) -> Iterable[Any]:
    """Return several values as they are; raises `TextError` for a single one."""
    given: object = values
    if isinstance(given, (str, bytes)) or not isinstance(given, Iterable):
        raise nr.TextError(f"{repr(given)[:60]} is one value, but several are wanted. Give a list.")
    return values


def chosen_resolver(resolver: nr.Resolver | None) -> nr.Resolver:
    """Return the resolver, the bundled one for None; raises `SettingsError` for anything else."""
    if resolver is None:
        return bundled_resolver()
    given: object = resolver
    if not isinstance(given, nr.Resolver):
        raise nr.SettingsError(f"resolver is {repr(given)[:60]}, but must be a Resolver or None.")
    return given


def _text(value: object) -> str:
    if isinstance(value, str):
        return str(value)
    raise nr.FormatError(
        f"A name must be a text, but {value!r} is of the type {type(value).__name__}.\n"
        "Choose the column that holds the names, or turn its values into texts first."
    )


@cache
def bundled_resolver() -> nr.Resolver:
    """Return the resolver over the bundled gazetteer, made once a process."""
    return nr.Resolver()


def resolver_for(gazetteer: str | None = None, threshold: float | None = None) -> nr.Resolver:
    """Return the resolver over a compiled gazetteer, opened once a process; None means the bundled one.

    Raises `GazetteerError` and `SettingsError` as `Gazetteer.open` and `Settings` do.
    """
    settings = None if threshold is None else nr.Settings(match_threshold=threshold)
    return _resolver_for(None if gazetteer is None else str(gazetteer), settings)


@cache
def _resolver_for(gazetteer: str | None, settings: nr.Settings | None) -> nr.Resolver:
    listed = nr.Gazetteer.bundled() if gazetteer is None else nr.Gazetteer.open(gazetteer)
    return nr.Resolver(listed, settings)
