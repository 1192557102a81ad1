"""Data extension: the values of some properties for entities that were found before."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import nameresolve as nr
from nameresolve.server.limits import Limits
from nameresolve.server.problems import ProblemError
from nameresolve.server.reconcile.values import property_values
from nameresolve.server.reconcile.vocabulary import PROPERTIES, properties_for

__all__ = ["Extension", "draft_rows", "extension_of", "metadata", "old_rows", "proposals"]

MOST_PROPERTIES = 50
IDS_A_QUERY = 10
"""A data extension may name so many times as many ids as a batch may have queries; they cost less."""


class Extension:
    """A data extension query: entity ids, and properties with the language each is wanted in."""

    def __init__(self, ids: list[str], properties: list[tuple[str, str | None]]) -> None:
        self.ids = ids
        self.properties = properties


def extension_of(query: object, limits: Limits) -> Extension:
    """Return a data extension query; raises `ProblemError` for anything else."""
    if not isinstance(query, dict):
        raise ProblemError("invalid", "The data extension query must be a JSON object.")
    ids, properties = query.get("ids"), query.get("properties")
    if not isinstance(ids, list) or not all(isinstance(each, str) for each in ids):
        raise ProblemError("invalid", "A data extension query must have 'ids', a list of texts.")
    if not isinstance(properties, list):
        raise ProblemError("invalid", "A data extension query must have a list of 'properties'.")
    if len(ids) > limits.batch * IDS_A_QUERY or len(properties) > MOST_PROPERTIES:
        raise ProblemError(
            "too-large",
            f"At most {limits.batch * IDS_A_QUERY} ids and {MOST_PROPERTIES} properties are allowed.",
        )
    return Extension(list(dict.fromkeys(ids)), [_property(each) for each in properties])


def _property(given: object) -> tuple[str, str | None]:
    if not isinstance(given, dict) or not isinstance(given.get("id"), str):
        raise ProblemError("invalid", "A property must be a JSON object with an 'id'.")
    settings = given.get("settings") or {}
    language = settings.get("language") if isinstance(settings, dict) else None
    return given["id"], language if isinstance(language, str) else None


def metadata(extension: Extension) -> list[dict[str, Any]]:
    """Return the properties of an extension, each with its name."""
    return [
        {"id": key, "name": PROPERTIES[key].name if key in PROPERTIES else key or "?"}
        for key, _ in extension.properties
    ]


def old_rows(gazetteer: nr.Gazetteer, extension: Extension) -> Mapping[str, Any]:
    """Return the rows of version 0.2: by id, then by property."""
    return {
        key: {each: _values(entity, each, language) for each, language in extension.properties}
        for key, entity in ((key, gazetteer.get(key)) for key in extension.ids)
    }


def draft_rows(gazetteer: nr.Gazetteer, extension: Extension) -> list[dict[str, Any]]:
    """Return the rows of version 1.0-draft: a list of entities, each with a list of properties."""
    return [
        {
            "id": key,
            "properties": [
                {"id": each, "values": _values(entity, each, language, tagged=True)}
                for each, language in extension.properties
            ],
        }
        for key, entity in ((key, gazetteer.get(key)) for key in extension.ids)
    ]


def _values(
    entity: nr.Entity | None, property_id: str, language: str | None, *, tagged: bool = False
) -> list[dict[str, Any]]:
    return [] if entity is None else property_values(entity, property_id, language, tagged=tagged)


def proposals(kind: str | None, limit: int | None) -> dict[str, Any]:
    """Return the properties that may be asked for entities of a type.

    >>> [each["id"] for each in proposals("person", 2)["properties"]]
    ['country', 'born']
    """
    found = [{"id": key, "name": each.name} for key, each in properties_for(kind).items()]
    answer: dict[str, Any] = {"properties": found[:limit]}
    if kind is not None:
        answer["type"] = kind
    if limit is not None:
        answer["limit"] = limit
    return answer
