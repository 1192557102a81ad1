"""What an endpoint tells about its request for counters and logs, kept in the scope of the request."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from attrs import define, field

import nameresolve as nr
from nameresolve.server.web import Request, Scope

__all__ = ["Notes", "note_decisions", "notes_of"]

_KEY = "nameresolve.notes"


@define
class Notes:
    """What was decided in one request; the names are logged only where that is turned on."""

    decided: Counter[str] = field(factory=Counter)
    names: list[str] = field(factory=list)


def notes_of(scope: Scope) -> Notes:
    """Return the notes of the request with this scope."""
    notes: Notes = scope.setdefault(_KEY, Notes())
    return notes


def note_decisions(request: Request, decisions: Iterable[nr.Decision]) -> None:
    """Note how some names were decided."""
    notes = notes_of(request.scope)
    for decision in decisions:
        notes.decided[decision.status] += 1
        notes.names.append(decision.query)
