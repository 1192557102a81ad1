"""The page at ``/`` and its parts: plain files of the package, read once, with a strict policy."""

from __future__ import annotations

import hashlib
from importlib import resources

from nameresolve.server.problems import ProblemError
from nameresolve.server.web import BaseRoute, Request, Response, Route

__all__ = ["PAGE_POLICY", "PREVIEW_POLICY", "page_routes"]

_POLICY = "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'"
PAGE_POLICY = f"{_POLICY}; script-src 'self'; connect-src 'self'; frame-ancestors 'none'"
PREVIEW_POLICY = f"{_POLICY}; frame-ancestors *"
"""A preview is made to be shown within another site, and has no script."""

_MEDIA = {
    "html": "text/html; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
}
_INDEX = "index.html"


def page_routes() -> list[BaseRoute]:
    """Return the routes of the page and its parts."""
    folder = resources.files("nameresolve.server") / "page"
    files = {
        item.name: item.read_bytes() for item in folder.iterdir() if item.name.rsplit(".", 1)[-1] in _MEDIA
    }

    async def index(request: Request) -> Response:
        return _file(request, _INDEX, files[_INDEX])

    async def asset(request: Request) -> Response:
        name = request.path_params["name"]
        if name not in files or name == _INDEX:
            raise ProblemError("not-found", "There is no such file.")
        return _file(request, name, files[name])

    return [Route("/", index), Route("/assets/{name}", asset)]


def _file(request: Request, name: str, content: bytes) -> Response:
    tag = f'"{hashlib.sha256(content).hexdigest()[:24]}"'
    headers = {"ETag": tag, "Cache-Control": "no-cache", "Content-Security-Policy": PAGE_POLICY}
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    return Response(content, headers=headers, media_type=_MEDIA[name.rsplit(".", 1)[-1]])
