"""Answers from the gazetteer that ships with the library."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from nameresolve.model import Decision, Kind
from nameresolve.resolver import Resolver

__all__ = ["resolve"]


@cache
def _resolver() -> Resolver:
    return Resolver()


def resolve(
    name: str,
    *,
    kind: Kind | None = None,
    countries: Sequence[str] = (),
    born: int | None = None,
    limit: int = 5,
) -> Decision:
    """Return the decision for a name by the bundled gazetteer, loaded on first use.

    The arguments and errors are those of `Resolver.resolve`.

    >>> resolve("Nursultan Nasarbajew").entity.id
    'Q57394'
    """
    return _resolver().resolve(name, kind=kind, countries=countries, born=born, limit=limit)
