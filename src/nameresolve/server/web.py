"""The one place that imports the web framework, so that its absence is told once and with the remedy."""

from __future__ import annotations

import json
from typing import Any

from nameresolve.errors import MissingExtraError

try:
    from starlette.applications import Starlette
    from starlette.exceptions import HTTPException
    from starlette.requests import ClientDisconnect, Request
    from starlette.responses import HTMLResponse, RedirectResponse, Response
    from starlette.routing import BaseRoute, Mount, Route
    from starlette.types import ASGIApp, Message, Receive, Scope, Send
except ModuleNotFoundError as error:
    raise MissingExtraError("starlette", extra="server") from error

__all__ = [
    "ASGIApp",
    "BaseRoute",
    "ClientDisconnect",
    "HTMLResponse",
    "HTTPException",
    "JSONResponse",
    "Message",
    "Mount",
    "Receive",
    "RedirectResponse",
    "Request",
    "Response",
    "Route",
    "Scope",
    "Send",
    "Starlette",
]


class JSONResponse(Response):
    """A value as JSON in UTF-8; half a surrogate pair, which a caller may send, stays an escape."""

    media_type = "application/json"

    def render(self, content: Any) -> bytes:  # noqa: ANN401
        """Return the body."""
        text = json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
        return text.encode("utf-8", "backslashreplace")
