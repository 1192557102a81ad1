"""The types and properties that a reconciliation client is told of."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen

import nameresolve as nr
from nameresolve.model import KINDS

__all__ = ["PROPERTIES", "TYPES", "Property", "properties_for", "type_as_json"]

TYPES: Mapping[nr.Kind, tuple[str, str]] = {
    "person": ("Person", "A human being."),
    "organization": ("Organization", "A company, ministry, party, court or another body."),
    "place": ("Place", "A country, region, city or another place."),
    "other": ("Other", "Anything else that has a name."),
}
"""Name and meaning of each type; the id is the kind."""


@frozen(slots=True)
class Property:
    """A property: its name, its meaning, and which kinds have it."""

    name: str
    description: str
    kinds: tuple[nr.Kind, ...] = KINDS


PROPERTIES: Mapping[str, Property] = {
    "country": Property("Country", "ISO 3166-1 alpha-2 code, or a name of the country, in any language."),
    "born": Property("Year of birth", "A year such as 1953, or a date that holds one.", ("person",)),
    "name": Property("Name", "The usual name in Latin letters."),
    "forms": Property("Forms", "All listed names; the setting language keeps those of one language."),
    "kind": Property("Kind", "person, organization, place or other."),
    "role": Property("Role", "What somebody or something is known as."),
    "identifiers": Property("Identifiers", "Ids in other lists, each as list:id."),
    "wikidata": Property("Wikidata id", "The Wikidata item, such as Q200881."),
}
"""Properties by id; country and born also serve as conditions of a query."""


def type_as_json(kind: nr.Kind) -> dict[str, str]:
    """Return a type as the API writes it."""
    return {"id": kind, "name": TYPES[kind][0]}


def properties_for(kind: str | None) -> dict[str, Property]:
    """Return the properties that entities of a type may have; of any type for None or an unknown one.

    >>> "born" in properties_for("place")
    False
    """
    return {key: each for key, each in PROPERTIES.items() if kind not in KINDS or kind in each.kinds}
