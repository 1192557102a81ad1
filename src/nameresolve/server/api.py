"""The JSON API: five questions, each by GET with a query and by POST with a JSON object."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

import nameresolve as nr
from nameresolve.server.answers import (
    comparison_as_json,
    decision_as_json,
    mention_as_json,
    reading_as_json,
)
from nameresolve.server.engine import Engine, Question
from nameresolve.server.fields import Fields, read_fields
from nameresolve.server.notes import note_decisions
from nameresolve.server.problems import ProblemError
from nameresolve.server.web import BaseRoute, JSONResponse, Request, Route

__all__ = ["FIELDS", "Endpoint", "api_routes"]

Endpoint = Callable[[Request], Awaitable[JSONResponse]]

FIELDS: dict[str, frozenset[str]] = {
    "resolve": frozenset({"name", "names", "kind", "country", "countries", "born", "limit", "explain"}),
    "compare": frozenset({"left", "right", "kind", "language"}),
    "variants": frozenset({"name", "language", "limit"}),
    "annotate": frozenset({"text", "language", "demonyms"}),
    "romanize": frozenset({"text", "language", "scheme", "limit"}),
}


def api_routes(engine: Engine) -> list[BaseRoute]:
    """Return the routes of the API under ``/api``."""
    endpoints: dict[str, Endpoint] = {
        "resolve": partial(_resolve, engine),
        "compare": partial(_compare, engine),
        "variants": partial(_variants, engine),
        "annotate": partial(_annotate, engine),
        "romanize": partial(_romanize, engine),
    }
    return [
        Route(f"/api/{name}", endpoint, methods=["GET", "POST"], name=name)
        for name, endpoint in endpoints.items()
    ]


async def _resolve(engine: Engine, request: Request) -> JSONResponse:
    fields = await read_fields(request, engine.limits, FIELDS["resolve"])
    if fields.has("name") == fields.has("names"):
        raise ProblemError("invalid", "Give either 'name' or 'names'.")
    several = fields.has("names")
    names = fields.texts("names") if several else [fields.text("name")]
    decisions = await engine.resolve_all(_questions(names, fields, engine))
    note_decisions(request, decisions)
    explain = fields.flag("explain")

    def as_json() -> list[dict[str, Any]]:
        return [decision_as_json(decision, explain=explain) for decision in decisions]

    answers = await engine.run(as_json) if explain else as_json()  # conventions are looked up in a thread
    return JSONResponse({"decisions": answers} if several else answers[0])


def _questions(names: list[str], fields: Fields, engine: Engine) -> list[Question]:
    kind, born = fields.kind(), fields.born()
    countries = fields.countries("countries") or fields.countries("country")
    limit = fields.number("limit", 5, least=1, most=engine.limits.candidates)
    return [Question(name, kind, countries, born, limit) for name in names]


async def _compare(engine: Engine, request: Request) -> JSONResponse:
    fields = await read_fields(request, engine.limits, FIELDS["compare"])
    work = partial(
        nr.compare,
        fields.text("left"),
        fields.text("right"),
        kind=fields.kind(),
        language=fields.language(),
    )
    return JSONResponse(comparison_as_json(await engine.run(work), engine.resolver.settings))


async def _variants(engine: Engine, request: Request) -> JSONResponse:
    fields = await read_fields(request, engine.limits, FIELDS["variants"])
    name = fields.text("name")
    limit = fields.number("limit", 32, least=1, most=engine.limits.variants)
    found = await engine.run(partial(nr.variants, name, language=fields.language(), limit=limit))
    return JSONResponse({"query": name, "variants": [reading_as_json(reading) for reading in found]})


async def _annotate(engine: Engine, request: Request) -> JSONResponse:
    fields = await read_fields(request, engine.limits, FIELDS["annotate"])
    text = fields.text("text", engine.limits.text)
    work = partial(
        engine.resolver.annotate, text, language=fields.language(), demonyms=fields.flag("demonyms")
    )
    mentions = await engine.run(work, long=True)
    note_decisions(request, [mention.decision for mention in mentions])
    return JSONResponse({"mentions": [mention_as_json(mention) for mention in mentions]})


async def _romanize(engine: Engine, request: Request) -> JSONResponse:
    fields = await read_fields(request, engine.limits, FIELDS["romanize"])
    text, language = fields.text("text"), fields.language()
    scheme = fields.text("scheme") if fields.has("scheme") else None
    limit = fields.number("limit", 20, least=1, most=engine.limits.variants)

    def work() -> dict[str, object]:
        readings = () if scheme else nr.readings(text, language=language, limit=limit)
        return {
            "query": text,
            "text": nr.romanize(text, language=language, scheme=scheme),
            "scheme": scheme,
            "language": language,
            "readings": [reading_as_json(reading) for reading in readings],
        }

    return JSONResponse(await engine.run(work))
