"""The OpenAPI 3.1 document of the service."""

from __future__ import annotations

from typing import Any

import nameresolve as nr
from nameresolve.model import KINDS
from nameresolve.server import schemas
from nameresolve.server.limits import Limits
from nameresolve.server.problems import PROBLEMS
from nameresolve.server.schemas import JsonObject, array, integer, ref, text

__all__ = ["openapi_document"]

IN_A_QUERY = 500
"""Characters of a text that surely fit into an address; longer ones are posted."""

_TITLES = {
    "resolve": ("Which listed entity does a name stand for?", "Decision"),
    "compare": ("Can two names belong to one entity, and why?", "Comparison"),
    "variants": ("The spellings of a name to search an archive for.", "Variants"),
    "annotate": ("The names in a text, each with its place and decision.", "Mentions"),
    "romanize": ("A text in Latin letters.", "Romanization"),
}
_REQUIRED = {
    "resolve": ["name"],
    "compare": ["left", "right"],
    "variants": ["name"],
    "annotate": ["text"],
    "romanize": ["text"],
}


def openapi_document(limits: Limits) -> dict[str, Any]:
    """Return the document; the bounds in it are those that the service enforces.

    >>> openapi_document(Limits(name=80))["openapi"]
    '3.1.0'
    """
    paths: JsonObject = {}
    for name, fields in _fields(limits).items():
        paths[f"/api/{name}"] = _question(name, fields)
    paths["/health"] = {"get": _answered("Is the service up, and with what?", "Health")}
    paths["/metrics"] = {"get": _plain("Counters for Prometheus.", "text/plain")}
    paths.update(_reconciliation())
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "nameresolve",
            "version": nr.__version__,
            "summary": "Which person, organization or place a written name stands for.",
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "servers": [{"url": "/"}],
        "paths": paths,
        "components": {"schemas": schemas.ANSWERS},
    }


def _fields(limits: Limits) -> dict[str, JsonObject]:
    """Return the fields of each question, by name."""
    name, kind = text(limits.name), {"enum": list(KINDS)}
    language = text(None, pattern="^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,4}$")
    country = text(None, pattern="^[A-Za-z]{2}$")
    return {
        "resolve": {
            "name": name,
            "kind": kind,
            "countries": array(country, limits.batch),
            "born": integer(-9999, 9999),
            "limit": integer(1, limits.candidates),
            "explain": {"type": "boolean"},
            "names": array(name, limits.batch),
        },
        "compare": {"left": name, "right": name, "kind": kind, "language": language},
        "variants": {"name": name, "language": language, "limit": integer(1, limits.variants)},
        "annotate": {"text": text(limits.text), "language": language, "demonyms": {"type": "boolean"}},
        "romanize": {
            "text": name,
            "language": language,
            "scheme": text(limits.name),
            "limit": integer(1, limits.variants),
        },
    }


def _question(name: str, fields: JsonObject) -> JsonObject:
    title, answer = _TITLES[name]
    required = _REQUIRED[name]
    body: JsonObject = {"type": "object", "properties": fields, "additionalProperties": False}
    if name == "resolve":  # one name or several
        body["oneOf"] = [{"required": ["name"]}, {"required": ["names"]}]
    else:
        body["required"] = required
    asked = {**fields, "text": text(IN_A_QUERY)} if "text" in fields else fields
    parameters = [
        {"name": key, "in": "query", "required": key in required, "schema": schema}
        for key, schema in asked.items()
        if key != "names"
    ]
    several = {"oneOf": [ref(answer), ref("Decisions")]} if name == "resolve" else ref(answer)
    posted = _responses(several)
    return {
        "get": {
            "operationId": f"{name}Get",
            "summary": title,
            "parameters": parameters,
            "responses": _responses(ref(answer)),
        },
        "post": {
            "operationId": name,
            "summary": title,
            "requestBody": {"required": True, "content": {"application/json": {"schema": body}}},
            "responses": posted,
        },
    }


def _responses(schema: JsonObject, media: str = "application/json") -> JsonObject:
    problem = {"application/problem+json": {"schema": ref("Problem")}}
    refused: JsonObject = {}
    for each in PROBLEMS.values():
        refused[str(each.status)] = {"description": each.title, "content": problem}
    return {"200": {"description": "The answer.", "content": {media: {"schema": schema}}}, **refused}


def _answered(summary: str, schema: str) -> JsonObject:
    return {"summary": summary, "responses": _responses(ref(schema))}


def _plain(summary: str, media: str) -> JsonObject:
    return {"summary": summary, "responses": _responses({"type": "string"}, media)}


def _query(*parameters: tuple[str, JsonObject, bool]) -> list[JsonObject]:
    return [
        {"name": name, "in": "query", "required": required, "schema": schema}
        for name, schema, required in parameters
    ]


def _of_either_version(root: str) -> JsonObject:
    """Return the routes that both versions have under their root."""
    paths: JsonObject = {}
    for what in ("entity", "type", "property"):
        parameters = _query(
            ("prefix", {"type": "string", "maxLength": 200}, False),
            ("cursor", integer(0, 10_000), False),
        )
        paths[f"{root}/suggest/{what}"] = {
            "get": {**_answered(f"Suggest: {what}.", "Any"), "parameters": parameters}
        }
    paths[f"{root}/extend/propose"] = {
        "get": {
            **_answered("Properties of a type.", "Any"),
            "parameters": _query(("type", text(200), False)),
        }
    }
    paths[f"{root}/preview"] = {
        "get": {**_plain("A small page.", "text/html"), "parameters": _query(("id", text(200), True))}
    }
    return paths


def _reconciliation() -> JsonObject:
    """Return the routes of the Reconciliation Service API, which has documents of its own."""
    form = {
        "type": "object",
        "properties": {"queries": {"type": "string"}, "extend": {"type": "string"}},
        "additionalProperties": False,
    }
    old, draft = "/reconcile/0.2", "/reconcile/1.0-draft"
    listed = _query(("queries", {"type": "string"}, False), ("extend", {"type": "string"}, False))
    paths: JsonObject = {
        old: {
            "get": {**_answered("Manifest, queries or values (0.2).", "Any"), "parameters": listed},
            "post": {
                **_answered("Queries or values (0.2).", "Any"),
                "requestBody": {
                    "required": True,
                    "content": {"application/x-www-form-urlencoded": {"schema": form}},
                },
            },
        },
        draft: {"get": _answered("Manifest (1.0-draft).", "Any")},
    }
    for path, schema in (("match", schemas.DRAFT_QUERIES), ("extend", schemas.EXTENSION)):
        paths[f"{draft}/{path}"] = {
            "post": {
                **_answered(f"{path.capitalize()} (1.0-draft).", "Any"),
                "requestBody": {"required": True, "content": {"application/json": {"schema": schema}}},
            }
        }
    for root in (old, draft):
        paths |= _of_either_version(root)
    return paths
