"""What one gazetteer has and another has not, entity by entity."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Literal, Protocol

from attrs import frozen

from nameresolve.model import Entity, NameForm

__all__ = ["Change", "Difference", "differences"]

_FIELDS = ("kind", "name", "countries", "born", "identifiers", "prominence", "roles", "family")


class Entities(Protocol):
    """Entities that can be read one by one and asked for by id."""

    def __iter__(self) -> Iterator[Entity]: ...

    def get(self, entity_id: str, /) -> Entity | None:
        """Return the entity with this id, or None."""


@frozen(slots=True)
class Change:
    """A field of an entity before and after."""

    field: str
    old: Any
    new: Any


@frozen(slots=True)
class Difference:
    """An entity that was added, removed or changed; `forms` that are new, `lost_forms` that are gone."""

    status: Literal["added", "removed", "changed"]
    id: str
    name: str
    changes: tuple[Change, ...] = ()
    forms: tuple[NameForm, ...] = ()
    lost_forms: tuple[NameForm, ...] = ()


def differences(old: Entities, new: Entities) -> Iterator[Difference]:
    """Yield what changed from `old` to `new`: removed and changed entities in the old order, then added ones.

    The order of forms does not count; a form whose language, strength or source changed is gone and new.
    """
    for before in old:
        after = new.get(before.id)
        if after is None:
            yield Difference("removed", before.id, before.name, lost_forms=before.forms)
        elif found := _changed(before, after):
            yield found
    for after in new:
        if old.get(after.id) is None:
            yield Difference("added", after.id, after.name, forms=after.forms)


def _changed(before: Entity, after: Entity) -> Difference | None:
    changes = tuple(
        Change(field, getattr(before, field), getattr(after, field))
        for field in _FIELDS
        if getattr(before, field) != getattr(after, field)
    )
    forms, lost = _missing(after.forms, before.forms), _missing(before.forms, after.forms)
    if not (changes or forms or lost):
        return None
    return Difference("changed", after.id, after.name, changes, forms, lost)


def _missing(forms: Iterable[NameForm], others: Iterable[NameForm]) -> tuple[NameForm, ...]:
    known = set(others)
    return tuple(form for form in forms if form not in known)
