"""The library as a service: reconciliation for OpenRefine, a JSON API, a page, and tools for agents.

    nameresolve serve                        # http://127.0.0.1:8000/
    nameresolve mcp                          # the same questions over the Model Context Protocol

Importing this package imports no web framework; `create_app` does, and says how to install it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nameresolve.server.limits import Limits
from nameresolve.server.settings import ServerSettings

if TYPE_CHECKING:
    from starlette.types import ASGIApp

__all__ = ["Limits", "ServerSettings", "create_app"]


def create_app(settings: ServerSettings | None = None) -> ASGIApp:
    """Return the service as an ASGI application, for a server of your own.

    Raises `MissingExtraError` without the extra ``server`` and `GazetteerError` for a gazetteer that
    cannot be opened.

    >>> app = create_app(ServerSettings(limits=Limits(batch=20)))
    >>> callable(app)
    True
    """
    from nameresolve.server.app import build_app

    return build_app(settings or ServerSettings())
