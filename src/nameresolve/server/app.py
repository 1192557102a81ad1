"""The application: all routes, what is told of errors, and what begins and ends with it."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Callable
from functools import partial

import nameresolve as nr
from nameresolve.server.api import api_routes
from nameresolve.server.engine import Engine
from nameresolve.server.guard import Guard
from nameresolve.server.metrics import Metrics
from nameresolve.server.openapi import openapi_document
from nameresolve.server.pages import page_routes
from nameresolve.server.problems import problem_of, problem_page, problem_response
from nameresolve.server.reconcile import reconcile_routes
from nameresolve.server.settings import ServerSettings
from nameresolve.server.sweeping import swept_when_idle
from nameresolve.server.web import (
    ASGIApp,
    BaseRoute,
    HTTPException,
    JSONResponse,
    Request,
    Response,
    Route,
    Starlette,
)

__all__ = ["build_app"]

_STATUS_KINDS = {404: "not-found", 405: "method-not-allowed", 400: "malformed", 413: "too-large"}


def build_app(settings: ServerSettings) -> ASGIApp:
    """Return the application for the settings, with its gazetteer opened and its tables loaded."""
    gazetteer = (
        nr.Gazetteer.bundled() if settings.gazetteer is None else nr.Gazetteer.open(settings.gazetteer)
    )
    chosen = None if settings.threshold is None else nr.Settings(match_threshold=settings.threshold)
    engine = Engine(nr.Resolver(gazetteer, chosen), settings.limits)
    engine.warm()
    metrics = Metrics(settings.counters)
    routes = [
        *page_routes(),
        *api_routes(engine),
        *reconcile_routes(engine, settings),
        *_own_routes(engine, metrics),
    ]
    inner = Starlette(
        routes=routes,
        exception_handlers={
            nr.NameResolveError: _refused,
            HTTPException: _http_refused,
            500: _failed,
        },
        lifespan=_lifespan(engine, metrics),
    )
    return Guard(inner, engine, metrics, settings)


def _own_routes(engine: Engine, metrics: Metrics) -> list[BaseRoute]:
    return [
        Route("/openapi.json", partial(_document, openapi_document(engine.limits))),
        Route("/health", partial(_health, engine)),
        Route("/metrics", partial(_metrics, metrics)),
        Route("/problems/{kind}", problem_page),
    ]


async def _document(document: dict[str, object], _request: Request) -> Response:
    return JSONResponse(document)


async def _health(engine: Engine, _request: Request) -> Response:
    gazetteer = engine.resolver.gazetteer
    return JSONResponse(
        {
            "status": "ok",
            "version": nr.__version__,
            "gazetteer": gazetteer.fingerprint,
            "entities": len(gazetteer),
        }
    )


async def _metrics(metrics: Metrics, _request: Request) -> Response:
    return Response(metrics.text(), media_type="text/plain; version=0.0.4; charset=utf-8")


async def _refused(request: Request, error: Exception) -> Response:
    if not isinstance(error, nr.NameResolveError):
        raise error
    problem = problem_of(error)
    return problem_response(request, problem.kind, problem.detail)


async def _http_refused(request: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        raise error
    kind = _STATUS_KINDS.get(error.status_code, "invalid")
    return problem_response(request, kind, _what_is_refused(request, error), error.headers)


def _what_is_refused(request: Request, error: HTTPException) -> str:
    path = request.url.path
    if error.status_code == 404:
        there = (
            "the versions are 0.2 and 1.0-draft"
            if "/reconcile" in path
            else "/openapi.json says what there is"
        )
        return f"There is nothing at {path}; {there}."
    if error.status_code == 405:
        offered = ", ".join(sorted((error.headers or {}).get("Allow", "").split(", ")))
        return f"{path} does not take {request.method}; it takes {offered}."
    return f"{error.detail}."


async def _failed(request: Request, _error: Exception) -> Response:
    return problem_response(request, "internal", "The answer could not be made; the log says where.")


def _lifespan(
    engine: Engine, metrics: Metrics
) -> Callable[[Starlette], contextlib.AbstractAsyncContextManager[None]]:
    @contextlib.asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        async with swept_when_idle(lambda: engine.waiting):
            yield
        engine.close()
        metrics.share(now=True)

    return lifespan
