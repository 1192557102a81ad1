"""Completion of what a user begins to type: entities, types and properties."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property, partial
from typing import Any

import nameresolve as nr
from nameresolve.server.engine import Engine, Question
from nameresolve.server.reconcile.results import describe
from nameresolve.server.reconcile.vocabulary import PROPERTIES, TYPES, type_as_json

__all__ = ["Suggestions", "suggest_properties", "suggest_types"]

Item = dict[str, Any]
INDEXED = 200_000
"""In larger gazetteers only whole names are found, as the resolver finds them: no list is held of all."""
SEEN = 2_000
"""So many names that begin alike are looked at."""
PAGE = 20


class Suggestions:
    """Entities by the beginning of any word of any of their names.

    >>> import asyncio
    >>> from nameresolve.server.limits import Limits
    >>> suggestions = Suggestions(Engine(nr.Resolver(), Limits()))
    >>> found = asyncio.run(suggestions.entities("Tokay", 0, 5))
    >>> found[0]["name"], found[0]["notable"][0]["id"]
    ('Kassym-Jomart Tokayev', 'person')
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    async def entities(self, prefix: str, offset: int, limit: int = PAGE) -> list[Item]:
        """Return entities that the prefix may be meant for, the best known first."""
        text = prefix.strip()[: self._engine.limits.name]
        if not text:
            return []
        found = await self._engine.run(partial(self._beginning, text))
        if len(found) < offset + limit:
            decision = await self._engine.resolve(
                Question(text, limit=min(10, self._engine.limits.candidates))
            )
            fitting = [each.entity for each in decision.candidates if each.score >= 0.5]
            found = list({entity.id: entity for entity in [*found, *fitting]}.values())
        return [_entity_as_json(entity) for entity in found[offset : offset + limit]]

    def _beginning(self, text: str) -> list[nr.Entity]:
        gazetteer = self._engine.resolver.gazetteer
        given = gazetteer.get(text)
        if len(gazetteer) > INDEXED:
            return [given] if given else []
        folded = _fold(text)
        start = bisect_left(self._words, (folded, -1, False))
        numbers: dict[int, bool] = {}
        for word, number, first in self._words[start : start + SEEN]:
            if not word.startswith(folded):
                break
            numbers[number] = numbers.get(number, False) or first
        found = [(gazetteer.entity(number), first) for number, first in numbers.items()]
        found.sort(key=lambda pair: (-pair[0].prominence, not pair[1], pair[0].name))
        entities = [entity for entity, _ in found if given is None or entity.id != given.id]
        return [given, *entities] if given else entities

    @cached_property
    def _words(self) -> list[tuple[str, int, bool]]:
        """Every name from each of its words on, with the number of its entity, sorted."""
        entries: set[tuple[str, int, bool]] = set()
        for number, entity in enumerate(self._engine.resolver.gazetteer):
            for text in (entity.name, *(form.text for form in entity.forms)):
                entries.update((tail, number, first) for tail, first in _tails(_fold(text)))
        return sorted(entries)


def _fold(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(char for char in decomposed if not unicodedata.combining(char)).split())


def _tails(folded: str) -> Iterator[tuple[str, bool]]:
    """Yield a name from each of its words on, and whether it is the whole."""
    for start, char in enumerate(folded):
        if char.isalnum() and (start == 0 or not folded[start - 1].isalnum()):
            yield folded[start:], start == 0


def _entity_as_json(entity: nr.Entity) -> Item:
    return {
        "id": str(entity.id),
        "name": entity.name,
        "description": describe(entity),
        "notable": [type_as_json(entity.kind)],
    }


def suggest_types(prefix: str) -> list[Item]:
    """Return the types whose name or id begins so; all for nothing.

    >>> [item["id"] for item in suggest_types("pl")]
    ['place']
    """
    return [
        {**type_as_json(kind), "description": meaning}
        for kind, (name, meaning) in TYPES.items()
        if _begins(prefix, kind, name)
    ]


def suggest_properties(prefix: str) -> list[Item]:
    """Return the properties whose name or id begins so; all for nothing.

    >>> [item["id"] for item in suggest_properties("coun")]
    ['country']
    """
    return [
        {"id": key, "name": each.name, "description": each.description}
        for key, each in PROPERTIES.items()
        if _begins(prefix, key, each.name)
    ]


def _begins(prefix: str, *texts: str) -> bool:
    folded = _fold(prefix)
    return any(tail.startswith(folded) for text in texts for tail, _ in _tails(_fold(text)))
