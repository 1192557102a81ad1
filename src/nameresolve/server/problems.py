"""Everything the service refuses, as problem details (RFC 9457); each kind has a page of its own."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from attrs import frozen

from nameresolve.errors import LimitError, NameResolveError
from nameresolve.server.web import JSONResponse, Request, Response

__all__ = ["PROBLEMS", "Problem", "ProblemError", "problem_of", "problem_page", "problem_response"]


@frozen(slots=True)
class Problem:
    """A kind of refusal: its status code, its title, and what the caller can do."""

    status: int
    title: str
    remedy: str


PROBLEMS: Mapping[str, Problem] = {
    "malformed": Problem(400, "The request cannot be read", "Send well-formed JSON in UTF-8."),
    "not-found": Problem(404, "There is nothing here", "See /openapi.json for what there is."),
    "unknown-entity": Problem(404, "No such entity", "Ask for an id that an answer of this service gave."),
    "method-not-allowed": Problem(405, "This method is not offered here", "See the header Allow."),
    "too-slow": Problem(408, "The request did not arrive in time", "Send it again, without pauses."),
    "too-large": Problem(
        413, "The request is over a limit", "Send less at once; the limit is in the detail."
    ),
    "media-type": Problem(415, "This media type is not read here", "Send application/json."),
    "invalid": Problem(422, "A value is not what it should be", "Mend the value that the detail names."),
    "internal": Problem(500, "The service failed", "Report it with the request id; the log has the place."),
    "busy": Problem(503, "Too much is being asked at once", "Try again after a pause."),
    "timeout": Problem(503, "The answer took too long", "Send fewer or shorter names at once."),
}
"""The kinds of problems by the last part of their type, a path of this service."""


class ProblemError(NameResolveError):
    """A request that is refused: `kind` is a key of `PROBLEMS`, `detail` says what and where."""

    def __init__(self, kind: str, detail: str) -> None:
        self.kind = kind
        self.detail = detail
        super().__init__(detail)


def problem_of(error: NameResolveError) -> ProblemError:
    """Return the problem that an error of the library is for the caller.

    >>> problem_of(LimitError("too long")).kind
    'too-large'
    """
    if isinstance(error, ProblemError):
        return error
    return ProblemError("too-large" if isinstance(error, LimitError) else "invalid", str(error))


def problem_response(
    request: Request | None, kind: str, detail: str, headers: Mapping[str, str] | None = None
) -> JSONResponse:
    """Return the response that tells a problem."""
    problem = PROBLEMS[kind]
    prefix = request.scope.get("root_path", "") if request is not None else ""
    content: dict[str, Any] = {
        "type": f"{prefix}/problems/{kind}",
        "title": problem.title,
        "status": problem.status,
        "detail": detail,
    }
    extra = dict(headers or {})
    if problem.status == 503:
        extra["Retry-After"] = "1"
    return JSONResponse(
        content, status_code=problem.status, headers=extra, media_type="application/problem+json"
    )


async def problem_page(request: Request) -> Response:
    """Answer ``GET /problems/{kind}``: what the type of a problem means."""
    kind = request.path_params["kind"]
    problem = PROBLEMS.get(kind)
    if problem is None:
        raise ProblemError("not-found", "There is no kind of problem with this name.")
    text = f"{problem.title} ({problem.status})\n\n{problem.remedy}\n"
    return Response(escape(text, quote=False), media_type="text/plain")
