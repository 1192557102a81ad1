"""JSON Schemas of what the service takes and gives, for the OpenAPI document."""

from __future__ import annotations

from typing import Any, get_args

from nameresolve.model import KINDS, Relation, Status

__all__ = ["ANSWERS", "DRAFT_QUERIES", "EXTENSION", "JsonObject", "array", "integer", "ref", "text"]

JsonObject = dict[str, Any]

_STRING: JsonObject = {"type": "string"}
_MAYBE: JsonObject = {"type": ["string", "null"]}
_SCORE: JsonObject = {"type": "number", "minimum": 0, "maximum": 1}
_NUMBER: JsonObject = {"type": "number"}
_KIND: JsonObject = {"enum": list(KINDS)}
_STATUS: JsonObject = {"enum": list(get_args(Status))}


def ref(name: str) -> JsonObject:
    """Return a reference to a schema of the document."""
    return {"$ref": f"#/components/schemas/{name}"}


def text(most: int | None, *, pattern: str | None = None) -> JsonObject:
    """Return the schema of a text of at most so many characters."""
    schema: JsonObject = {"type": "string"}
    if most is not None:
        schema["maxLength"] = most
    if pattern is not None:
        schema["pattern"] = pattern
    return schema


def integer(least: int, most: int) -> JsonObject:
    """Return the schema of a whole number within bounds."""
    return {"type": "integer", "minimum": least, "maximum": most}


def array(items: JsonObject, most: int | None = None) -> JsonObject:
    """Return the schema of a list."""
    schema: JsonObject = {"type": "array", "items": items}
    if most is not None:
        schema["maxItems"] = most
    return schema


def _record(fields: JsonObject, optional: JsonObject | None = None) -> JsonObject:
    return {
        "type": "object",
        "required": list(fields),
        "properties": {**fields, **(optional or {})},
        "additionalProperties": False,
    }


def _evidence() -> JsonObject:
    return _record(
        {
            "relation": {"enum": list(get_args(Relation))},
            "left": _STRING,
            "right": _STRING,
            "rule": _STRING,
            "contribution": _NUMBER,
        }
    )


def _candidate() -> JsonObject:
    return _record(
        {
            "id": _STRING,
            "name": _STRING,
            "kind": _KIND,
            "countries": array(_STRING),
            "born": {"type": ["integer", "null"]},
            "roles": array(_STRING),
            "identifiers": {"type": "object", "additionalProperties": _STRING},
            "form": _STRING,
            "language": _MAYBE,
            "script": _MAYBE,
            "strength": {"enum": ["strong", "weak"]},
            "score": _SCORE,
            "log_odds": _NUMBER,
        },
        {"evidence": array(ref("Evidence"))},
    )


_FOUND: JsonObject = {
    "status": _STATUS,
    "id": _MAYBE,
    "name": _MAYBE,
    "kind": {"enum": [*KINDS, None]},
    "score": _SCORE,
    "reason": _STRING,
    "candidates": array(ref("Candidate")),
}

ANSWERS: JsonObject = {
    "Any": {"type": "object"},
    "Candidate": _candidate(),
    "Comparison": _record(
        {
            "left": _STRING,
            "right": _STRING,
            "verdict": {"enum": ["same", "uncertain", "different"]},
            "score": _SCORE,
            "log_odds": _NUMBER,
            "evidence": array(ref("Evidence")),
        }
    ),
    "Decision": _record({"query": _STRING, **_FOUND}),
    "Decisions": _record({"decisions": array(ref("Decision"))}),
    "Evidence": _evidence(),
    "Health": _record(
        {
            "status": {"const": "ok"},
            "version": _STRING,
            "gazetteer": _STRING,
            "entities": {"type": "integer"},
        }
    ),
    "Mention": _record(
        {
            "start": {"type": "integer"},
            "end": {"type": "integer"},
            "text": _STRING,
            **_FOUND,
        }
    ),
    "Mentions": _record({"mentions": array(ref("Mention"))}),
    "Problem": _record({"type": _STRING, "title": _STRING, "status": {"type": "integer"}, "detail": _STRING}),
    "Reading": _record(
        {
            "text": _STRING,
            "scheme": _STRING,
            "title": _MAYBE,
            "language": _MAYBE,
            "cost": _NUMBER,
        }
    ),
    "Romanization": _record(
        {
            "query": _STRING,
            "text": _STRING,
            "scheme": _MAYBE,
            "language": _MAYBE,
            "readings": array(ref("Reading")),
        }
    ),
    "Variants": _record({"query": _STRING, "variants": array(ref("Reading"))}),
}
"""The schemas of all answers by name."""

_VALUE: JsonObject = {"type": ["string", "number", "boolean"]}
_VALUES: JsonObject = {"anyOf": [_VALUE, array(_VALUE, 50)]}

DRAFT_QUERIES: JsonObject = {
    "type": "object",
    "required": ["queries"],
    "properties": {
        "queries": array(
            {
                "type": "object",
                "required": ["conditions"],
                "properties": {
                    "type": _STRING,
                    "limit": {"type": "integer", "minimum": 1},
                    "conditions": {
                        **array(
                            {
                                "type": "object",
                                "required": ["matchType", "propertyValue"],
                                "properties": {
                                    "matchType": {"enum": ["name", "property"]},
                                    "propertyId": _STRING,
                                    "propertyValue": _VALUES,
                                    "required": {"type": "boolean"},
                                    "matchQuantifier": {"enum": ["any", "all", "none"]},
                                    "matchQualifier": _STRING,
                                },
                            }
                        ),
                        "minItems": 1,
                    },
                },
            },
            100,
        )
    },
}
"""A query batch of the Reconciliation Service API, 1.0-draft."""

EXTENSION: JsonObject = {
    "type": "object",
    "required": ["ids", "properties"],
    "properties": {
        "ids": array(_STRING),
        "properties": array({"type": "object", "required": ["id"], "properties": {"id": _STRING}}, 50),
    },
}
"""A data extension query of the same."""
