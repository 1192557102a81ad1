"""Starting and stopping the service: one process, or several on one port."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from multiprocessing import get_context
from multiprocessing.context import SpawnProcess

from attrs import evolve, frozen

import nameresolve as nr
from nameresolve.errors import MissingExtraError, SettingsError
from nameresolve.server.limits import Limits
from nameresolve.server.logs import LOGGER, log_config
from nameresolve.server.settings import ServerSettings
from nameresolve.server.web import ASGIApp

try:
    import uvicorn
except ModuleNotFoundError as error:
    raise MissingExtraError("uvicorn", extra="server") from error

__all__ = ["open_socket", "serve"]

HEADER_BYTES = 16_384
IDLE_SECONDS = 15
GRACE_SECONDS = 20
"""So long may requests that have begun go on after the service was told to stop."""
BACKLOG = 512
_TAKEN_AT_ONCE = 1
"""Callers a worker takes each time it looks who waits."""

LOOKING = 0.5
"""Seconds between two looks after the workers."""

SOON = 5.0
"""A worker that ends before so many seconds would end again."""

SWITCHING = 0.0005
"""Seconds after which a thread that computes lets others run; the usual 5 ms would delay every answer."""


def serve(settings: ServerSettings, listening: socket.socket, workers: int = 1) -> None:
    """Serve on a socket until told to stop by SIGTERM or SIGINT; requests that have begun are finished.

    Raises `MissingExtraError` without the extra ``server``, `GazetteerError` for a gazetteer that
    cannot be opened, and `NameResolveError` if a worker ends as soon as it is started.
    """
    if workers == 1:
        _work(settings.as_json(), listening)
        return
    if settings.gazetteer is not None:
        nr.Gazetteer.open(settings.gazetteer)  # a fault is told once, before there are workers
    stopping = threading.Event()
    with tempfile.TemporaryDirectory(prefix="nameresolve-") as folder, _told_to_stop(stopping.set):
        shared = evolve(settings, counters=folder).as_json()
        begin = partial(_begin, shared, listening)
        team = [begin() for _ in range(workers)]
        try:
            while not stopping.wait(LOOKING):
                team = [each if each.process.is_alive() else _successor(each, begin) for each in team]
        finally:
            _end(team)


@frozen
class _Worker:
    process: SpawnProcess
    started: float


def _begin(settings: str, listening: socket.socket) -> _Worker:
    process = get_context("spawn").Process(target=_work, args=(settings, listening))
    with _interrupts_held_back():
        process.start()
    return _Worker(process, time.monotonic())


@contextlib.contextmanager
def _interrupts_held_back() -> Iterator[None]:
    """Let Ctrl-C wait; a process started meanwhile lets it wait too, until it can end well."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _successor(dead: _Worker, begin: Callable[[], _Worker]) -> _Worker:
    code = dead.process.exitcode
    if time.monotonic() - dead.started < SOON:
        raise nr.NameResolveError(f"A worker ended with code {code} when it was started; the log says why.")
    logging.getLogger(LOGGER).error("A worker ended with code %s; another is started.", code)
    return begin()


def _end(team: Sequence[_Worker]) -> None:
    for each in team:
        each.process.terminate()
    for each in team:
        each.process.join(GRACE_SECONDS + SOON)
        if each.process.is_alive():
            each.process.kill()


def _work(settings: str, listening: socket.socket) -> None:
    """Serve in this process, the only one or a worker."""
    from nameresolve.server.app import build_app
    from nameresolve.server.protocol import PatientProtocol

    chosen = ServerSettings.from_json(settings)
    sys.setswitchinterval(SWITCHING)
    server = _Server(_config(build_app(chosen), chosen.limits, PatientProtocol))

    def stop() -> None:
        server.should_exit = True

    with _told_to_stop(stop):
        if sys.platform != "win32":
            signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGINT])
        server.run(sockets=[listening])


class _Server(uvicorn.Server):
    """A server that takes one caller at a time, so that those who come together are shared among the workers.

    The usual one takes all who wait: the first worker to look would serve everybody, while the others idle.
    How many may wait is another matter, but asyncio has one number for both.
    """

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to listen."""
        await super().startup(sockets)
        for each in sockets or ():
            each.listen(BACKLOG)


def open_socket(host: str, port: int) -> socket.socket:
    """Return a socket that listens; raises `SettingsError` for an address that cannot be had.

    >>> with open_socket("127.0.0.1", 0) as listening:
    ...     listening.getsockname()[0]
    '127.0.0.1'
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Named TCP, without which asyncio leaves Nagle's algorithm on: the body of an answer would wait 40 ms for
    # the caller to confirm its headers.
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        listening.listen(BACKLOG)
    except (OSError, OverflowError, UnicodeError) as error:
        listening.close()
        reason = getattr(error, "strerror", None) or str(error)
        raise SettingsError(
            f"Cannot listen on {host}, port {port}: {reason}.\n"
            "Choose another with --host and --port; --port 0 takes any that is free."
        ) from error
    return listening


def _config(app: ASGIApp, limits: Limits, protocol: type[asyncio.Protocol]) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        http=protocol,
        ws="none",
        lifespan="on",
        log_config=log_config(),
        access_log=False,  # it would hold the names of every query; guard.py writes our own
        server_header=False,
        limit_concurrency=limits.connections,
        backlog=_TAKEN_AT_ONCE,
        timeout_keep_alive=IDLE_SECONDS,
        timeout_graceful_shutdown=GRACE_SECONDS,
        h11_max_incomplete_event_size=HEADER_BYTES,
    )


@contextlib.contextmanager
def _told_to_stop(stop: Callable[[], None]) -> Iterator[None]:
    """Let a signal to stop call `stop`, instead of ending the process: it is how a service ends well.

    A server handles the signals itself while it runs, and raises them once more when it is done.
    """
    numbers = (signal.SIGTERM, signal.SIGINT)
    before = {number: signal.signal(number, lambda *_: stop()) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
