"""The routes of both versions of the Reconciliation Service API."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs

import nameresolve as nr
from nameresolve.server.engine import Engine
from nameresolve.server.fields import Fields, parse_json, read_body
from nameresolve.server.notes import note_decisions
from nameresolve.server.pages import PREVIEW_POLICY
from nameresolve.server.problems import ProblemError
from nameresolve.server.reconcile.extend import draft_rows, extension_of, metadata, old_rows, proposals
from nameresolve.server.reconcile.manifest import draft_manifest, old_manifest
from nameresolve.server.reconcile.preview import entity_page, flyout
from nameresolve.server.reconcile.queries import draft_batch, old_batch
from nameresolve.server.reconcile.results import describe, results_of
from nameresolve.server.reconcile.suggest import PAGE, Suggestions, suggest_properties, suggest_types
from nameresolve.server.reconcile.vocabulary import PROPERTIES, TYPES
from nameresolve.server.settings import ServerSettings
from nameresolve.server.web import BaseRoute, HTMLResponse, JSONResponse, Request, Response, Route

__all__ = ["reconcile_routes"]

OLD, DRAFT = "/reconcile/0.2", "/reconcile/1.0-draft"
_FORM = "application/x-www-form-urlencoded"
MOST_SKIPPED = 10_000


def reconcile_routes(engine: Engine, settings: ServerSettings) -> list[BaseRoute]:
    """Return all routes of reconciliation, and those of the entities that it links to."""
    service = Reconciliation(engine, settings)
    routes: list[BaseRoute] = [
        Route(OLD, service.old_root, methods=["GET", "POST"]),
        Route(f"{OLD}/flyout/{{what}}", service.flyout),
        Route(DRAFT, service.draft_root),
        Route(f"{DRAFT}/match", service.match, methods=["POST"]),
        Route(f"{DRAFT}/reconcile", service.match, methods=["POST"]),  # its name in earlier drafts
        Route(f"{DRAFT}/extend", service.draft_extend, methods=["POST"]),
        Route("/entity/{id:path}", service.entity),
    ]
    for root in (OLD, DRAFT):
        routes += [
            Route(f"{root}/suggest/{{what}}", service.suggest),
            Route(f"{root}/preview", service.preview),
            Route(f"{root}/extend/propose", service.propose),
        ]
    return routes


class Reconciliation:
    """The endpoints, over one engine."""

    def __init__(self, engine: Engine, settings: ServerSettings) -> None:
        self._engine = engine
        self._settings = settings
        self._suggestions = Suggestions(engine)

    async def old_root(self, request: Request) -> Response:
        """Answer the endpoint of 0.2: its manifest, a query batch or a data extension."""
        form = await self._form(request)
        if "queries" in form:
            batch = old_batch(parse_json(form["queries"], "The query batch"), self._engine.limits)
            results, decisions = await results_of(self._engine, list(batch.values()))
            note_decisions(request, decisions)
            answers = zip(batch, results, strict=True)
            return JSONResponse({key: {"result": result} for key, result in answers})
        if "extend" in form:
            extension = extension_of(parse_json(form["extend"], "The query"), self._engine.limits)
            rows = old_rows(self._engine.resolver.gazetteer, extension)
            return JSONResponse({"meta": metadata(extension), "rows": rows})
        if request.method == "POST":
            raise ProblemError("invalid", "The form must have the field 'queries' or 'extend'.")
        return JSONResponse(old_manifest(self._base(request), self._engine.limits))

    async def draft_root(self, request: Request) -> Response:
        """Answer the endpoint of 1.0-draft: its manifest."""
        return JSONResponse(draft_manifest(self._base(request), self._engine.limits))

    async def match(self, request: Request) -> Response:
        """Answer a query batch of 1.0-draft."""
        queries = draft_batch(await self._json(request), self._engine.limits)
        results, decisions = await results_of(self._engine, queries)
        note_decisions(request, decisions)
        return JSONResponse({"results": [{"candidates": result} for result in results]})

    async def draft_extend(self, request: Request) -> Response:
        """Answer a data extension query of 1.0-draft."""
        extension = extension_of(await self._json(request), self._engine.limits)
        rows = draft_rows(self._engine.resolver.gazetteer, extension)
        return JSONResponse({"meta": metadata(extension), "rows": rows})

    async def suggest(self, request: Request) -> Response:
        """Answer what completes a prefix; `cursor` is what 0.2 calls the `offset` of 1.0-draft."""
        params = dict(request.query_params)
        known = {
            "prefix": params.get("prefix", ""),
            **{k: params[k] for k in ("cursor", "offset", "limit") if k in params},
        }
        fields = Fields(known, self._engine.limits, known, typed=False)
        offset = fields.number("cursor", 0, least=0, most=MOST_SKIPPED) or fields.number(
            "offset", 0, least=0, most=MOST_SKIPPED
        )
        limit = fields.number("limit", PAGE, least=1, most=PAGE)
        prefix = fields.text("prefix")
        match request.path_params["what"]:
            case "entity":
                found = await self._suggestions.entities(prefix, offset, limit)
            case "type":
                found = suggest_types(prefix)[offset : offset + limit]
            case "property":
                found = suggest_properties(prefix)[offset : offset + limit]
            case _:
                raise ProblemError("not-found", "Entity, type and property can be suggested.")
        return JSONResponse({"result": found})

    async def flyout(self, request: Request) -> Response:
        """Answer a short piece of HTML about a suggestion."""
        given = request.query_params.get("id", "")
        found: tuple[str, str] | None = None
        match request.path_params["what"]:
            case "entity":
                entity = self._entity(given)
                found = (entity.name, describe(entity))
            case "type":
                found = next((told for kind, told in TYPES.items() if kind == given), None)
            case "property" if given in PROPERTIES:
                found = (PROPERTIES[given].name, PROPERTIES[given].description)
        if found is None:
            raise ProblemError("not-found", "There is nothing with this id.")
        return JSONResponse({"id": given, "html": flyout(*found)})

    async def preview(self, request: Request) -> Response:
        """Answer a small page about an entity, to be shown within a client."""
        entity = self._entity(request.query_params.get("id", ""))
        return self._page(request, entity, whole=False)

    async def entity(self, request: Request) -> Response:
        """Answer the page at the address of an entity."""
        return self._page(request, self._entity(request.path_params["id"]), whole=True)

    async def propose(self, request: Request) -> Response:
        """Answer the properties that entities of a type may have."""
        values = {key: request.query_params[key] for key in ("type", "limit") if key in request.query_params}
        fields = Fields(values, self._engine.limits, values, typed=False)
        limit = fields.number("limit", 0, least=1, most=MOST_SKIPPED) or None
        return JSONResponse(proposals(fields.text("type") if "type" in values else None, limit))

    def _page(self, request: Request, entity: nr.Entity, *, whole: bool) -> Response:
        style = f"{self._base(request)}/assets/entity.css"
        headers = {"Content-Security-Policy": PREVIEW_POLICY}
        return HTMLResponse(entity_page(entity, style, whole=whole), headers=headers)

    def _entity(self, entity_id: str) -> nr.Entity:
        entity = self._engine.resolver.gazetteer.get(entity_id)
        if entity is None:
            raise ProblemError("unknown-entity", f"No entity has the id {entity_id[:80]!r}.")
        return entity

    def _base(self, request: Request) -> str:
        """Return the address of the service as the caller sees it, without a slash at the end."""
        return (self._settings.url or str(request.base_url)).rstrip("/")

    async def _form(self, request: Request) -> dict[str, str]:
        if request.method != "POST":
            return dict(request.query_params)
        media = request.headers.get("content-type", "").split(";")[0].strip().lower()
        if media != _FORM:
            raise ProblemError("media-type", f"Send {_FORM}, with the field 'queries' or 'extend'.")
        body = await read_body(request, self._engine.limits)
        try:
            form = parse_qs(body.decode("utf-8"), keep_blank_values=True, max_num_fields=20, errors="strict")
        except ValueError:
            raise ProblemError("malformed", "The form cannot be read; it must be UTF-8.") from None
        return {key: values[0] for key, values in form.items()}

    async def _json(self, request: Request) -> Any:  # noqa: ANN401
        media = request.headers.get("content-type", "").split(";")[0].strip().lower()
        if media != "application/json":
            raise ProblemError(
                "media-type", f"The body is {media or 'of no media type'}; send application/json."
            )
        return parse_json(await read_body(request, self._engine.limits))
