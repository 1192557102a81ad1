"""Finding an entity by any of its ids: its own, or one of another register."""

from __future__ import annotations

from nameresolve.curation.differences import Entities
from nameresolve.model import Entity

__all__ = ["find_entity"]


def find_entity(entities: Entities, wanted: str) -> Entity | None:
    """Return the entity with this id, else the one with this identifier, or None.

    An identifier is written as scheme and number (``geonames:1526384``, ``ofac:306``); a Wikidata
    number stands alone. An identifier that several entities have finds none of them.

    >>> from nameresolve.gazetteer import Gazetteer
    >>> find_entity(Gazetteer.bundled(), "geonames:1526384").name
    'Almaty'
    """
    found = entities.get(wanted)
    if found is not None:
        return found
    scheme, colon, number = wanted.partition(":")
    if not colon:
        scheme, number = "wikidata", wanted
    having = [each for each in entities if each.identifiers.get(scheme) == number]
    return having[0] if len(having) == 1 else None
