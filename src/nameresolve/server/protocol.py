"""Connections that do not dawdle: whoever does not send a whole request in time is cut off.

What is no HTTP at all, and so never reaches the application, is told as a problem too.
"""

from __future__ import annotations

import asyncio
from typing import Any

from nameresolve.errors import MissingExtraError
from nameresolve.server.problems import problem_response

try:
    import h11
    from uvicorn.protocols.http.h11_impl import H11Protocol
except ModuleNotFoundError as error:
    raise MissingExtraError("uvicorn", extra="server") from error

__all__ = ["HEADER_SECONDS", "PatientProtocol"]

HEADER_SECONDS = 10.0
"""So long may the first lines of a request take; its body has a limit of its own."""

NO_HTTP = (
    "This is no HTTP request, or its headers are too long. In an address letters beyond ASCII are escaped,"
    " Т as %D0%A2."
)


class PatientProtocol(H11Protocol):
    """HTTP/1.1 as uvicorn has it, which would wait for the headers of a request for ever."""

    patience = HEADER_SECONDS

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self._waiting: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override,unused-ignore]
        """Begin to wait for the first request."""
        super().connection_made(transport)
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Take what was sent; once a request has begun to be answered, the waiting is over."""
        super().data_received(data)
        if self._in_request():
            self._stop_waiting()
        elif self._waiting is None:
            self._wait()  # for the next request on this connection, which has begun

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002 -- uvicorn's words say nothing of what to do
        """Tell what is no request, mostly an address with letters that must be escaped, and hang up."""
        problem = problem_response(None, "malformed", NO_HTTP)
        headers = [(name, value) for name, value in problem.raw_headers]
        answer = h11.Response(
            status_code=400, headers=[*headers, (b"connection", b"close")], reason=b"Bad Request"
        )
        for event in (answer, h11.Data(data=bytes(problem.body)), h11.EndOfMessage()):
            self.transport.write(self.conn.send(event) or b"")
        self.transport.close()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection."""
        self._stop_waiting()
        super().connection_lost(exc)

    def _in_request(self) -> bool:
        return self.cycle is not None and not self.cycle.response_complete

    def _wait(self) -> None:
        self._waiting = self.loop.call_later(self.patience, self._give_up)

    def _stop_waiting(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None

    def _give_up(self) -> None:
        self._waiting = None
        if not self._in_request() and not self.transport.is_closing():
            self.transport.close()
