"""What happens around every request: time limit, headers, cross-origin rules, counts, a log line."""

from __future__ import annotations

import asyncio
import secrets
import time
from typing import Any

from attrs import define, field

from nameresolve.server.engine import Engine
from nameresolve.server.logs import log_request
from nameresolve.server.metrics import Metrics
from nameresolve.server.notes import notes_of
from nameresolve.server.problems import problem_response
from nameresolve.server.settings import ServerSettings
from nameresolve.server.web import ASGIApp, Message, Receive, Response, Scope, Send

__all__ = ["Guard"]

_ALWAYS = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-resource-policy", b"cross-origin"),
)
_PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, POST, OPTIONS",
    "Access-Control-Allow-Headers": "Content-Type, Accept-Language",
    "Access-Control-Max-Age": "86400",
}


@define
class _Answer:
    """How one request is answered, as it goes out."""

    id: str
    status: int = 0
    started: float = field(factory=time.perf_counter)


class Guard:
    """Stands before the application: nothing reaches it or leaves it uncounted, or takes too long."""

    def __init__(self, app: ASGIApp, engine: Engine, metrics: Metrics, settings: ServerSettings) -> None:
        self._app = app
        self._engine = engine
        self._metrics = metrics
        self._settings = settings
        self._in_flight = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        answer = _Answer(secrets.token_hex(8))
        notes_of(scope)  # made here, so that inner scopes share it
        self._in_flight += 1
        self._metrics.set("in_flight", {}, self._in_flight)
        try:
            await self._answer(scope, receive, self._sender(scope, send, answer), answer)
        finally:
            self._in_flight -= 1
            self._finish(scope, answer)

    async def _answer(self, scope: Scope, receive: Receive, send: Send, answer: _Answer) -> None:
        limits = self._settings.limits
        if scope["method"] == "OPTIONS":
            await Response(status_code=204, headers=_PREFLIGHT)(scope, receive, send)
            return
        length = _header(scope, b"content-length")
        if length.isdigit() and int(length[:19]) > limits.body:
            detail = f"The body is over {limits.body:,} bytes."
            response = problem_response(None, "too-large", detail, {"Connection": "close"})
            await response(scope, receive, send)
            return
        try:
            async with asyncio.timeout(limits.seconds):
                await self._app(scope, receive, send)
        except TimeoutError:
            if not answer.status:  # else it is too late to say so, and the connection is closed
                detail = f"It was stopped after {limits.seconds:g} s."
                await problem_response(None, "timeout", detail)(scope, receive, send)

    def _sender(self, scope: Scope, send: Send, answer: _Answer) -> Send:
        headers = [*_ALWAYS, *self._cross_origin(scope), (b"x-request-id", answer.id.encode())]

        async def sender(message: Message) -> None:
            if message["type"] == "http.response.start":
                answer.status = message["status"]
                message["headers"] = [*message.get("headers", ()), *headers]
            await send(message)

        return sender

    def _cross_origin(self, scope: Scope) -> list[tuple[bytes, bytes]]:
        allowed = self._settings.origins
        if "*" in allowed:
            return [(b"access-control-allow-origin", b"*")]
        origin = _header(scope, b"origin").decode("latin-1")
        found = [(b"access-control-allow-origin", origin.encode("latin-1"))] if origin in allowed else []
        return [*found, (b"vary", b"origin")]

    def _finish(self, scope: Scope, answer: _Answer) -> None:
        seconds = time.perf_counter() - answer.started
        route = _route_of(scope)
        status = str(answer.status or 499)  # 499: the caller went away first
        metrics, memory = self._metrics, self._engine.memory
        metrics.add("requests_total", {"route": route, "method": _method_of(scope), "status": status})
        metrics.observe(route, seconds)
        notes = notes_of(scope)
        for decided, count in notes.decided.items():
            metrics.add("decisions_total", {"status": decided}, count)
        metrics.set("remembered_total", {"result": "hit"}, memory.hits)
        metrics.set("remembered_total", {"result": "miss"}, memory.misses)
        metrics.set("in_flight", {}, self._in_flight)
        metrics.share()
        told: dict[str, Any] = {
            "id": answer.id,
            "method": _method_of(scope),
            "route": route,
            "status": int(status),
            "seconds": round(seconds, 4),
            "decisions": dict(notes.decided),
        }
        if self._settings.log_names:
            told["names"] = notes.names
        log_request(told)


def _header(scope: Scope, name: bytes) -> bytes:
    found: bytes = next((value for key, value in scope["headers"] if key == name), b"")
    return found


def _route_of(scope: Scope) -> str:
    """Return the pattern of the route, never the path itself, which a caller makes up."""
    route = scope.get("route")
    return getattr(route, "path", None) or "other"


def _method_of(scope: Scope) -> str:
    return scope["method"] if scope["method"] in {"GET", "HEAD", "POST", "OPTIONS"} else "other"
