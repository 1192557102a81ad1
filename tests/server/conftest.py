"""A client that asks the application in this process, and one that starts it as a process."""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from attrs import frozen

import nameresolve as nr

ROOT = Path(__file__).resolve().parents[2]
ADDRESS = re.compile(r"http://127\.0\.0\.1:(\d+)/")
PATIENCE = 90.0


@frozen
class Reply:
    status: int
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)


class Client:
    """Asks an ASGI application without a network; one event loop a request."""

    def __init__(self, app: Any) -> None:
        self.app = app

    def get(self, path: str, headers: Mapping[str, str] | None = None, **query: Any) -> Reply:
        return self.ask("GET", path, query=urlencode(query, doseq=True), headers=headers)

    def post(self, path: str, value: Any, headers: Mapping[str, str] | None = None) -> Reply:
        body = value if isinstance(value, bytes) else json.dumps(value).encode()
        return self.ask(
            "POST", path, body=body, headers={"content-type": "application/json", **(headers or {})}
        )

    def form(self, path: str, **fields: Any) -> Reply:
        body = urlencode({key: json.dumps(value) for key, value in fields.items()}).encode()
        return self.ask(
            "POST", path, body=body, headers={"content-type": "application/x-www-form-urlencoded"}
        )

    def ask(
        self,
        method: str,
        path: str,
        *,
        query: str = "",
        body: bytes = b"",
        headers: Mapping[str, str] | None = None,
        receive: Callable[[], Any] | None = None,
    ) -> Reply:
        return asyncio.run(self._ask(method, path, query, body, headers or {}, receive))

    async def _ask(
        self, method: str, path: str, query: str, body: bytes, headers: Mapping[str, str], receive: Any
    ) -> Reply:
        given = [(b"host", b"names.test"), *((k.lower().encode(), v.encode()) for k, v in headers.items())]
        scope = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "scheme": "http",
            "path": path, "raw_path": path.encode(), "query_string": query.encode(), "root_path": "",
            "headers": given, "server": ("names.test", 80), "client": ("127.0.0.1", 1),
        }  # fmt: skip
        sent: list[dict[str, Any]] = []

        async def whole() -> dict[str, Any]:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: dict[str, Any]) -> None:
            sent.append(message)

        await self.app(scope, receive or whole, send)
        head = sent[0]
        found = {key.decode(): value.decode("latin-1") for key, value in head["headers"]}
        return Reply(head["status"], found, b"".join(each.get("body", b"") for each in sent[1:]))


@pytest.fixture(scope="session")
def client() -> Client:
    """Return a client of a service over the bundled gazetteer."""
    pytest.importorskip("starlette", reason="needs the extra 'server'")
    from nameresolve.server import create_app

    return Client(create_app())


@pytest.fixture(scope="session")
def own_gazetteer(tmp_path_factory: pytest.TempPathFactory) -> str:
    entities = [
        nr.Entity("nr:ana", "person", "Ana Example", born=1960, countries=("ES",), identifiers={"list": "7"}),
        nr.Entity("nr:ana-b", "person", "Ana Example", born=1990, countries=("PT",)),
        nr.Entity("nr:a/b?c=<d>", "organization", "Odd <b>Id</b> & Company"),
    ]
    folder = tmp_path_factory.mktemp("own") / "gazetteer"
    nr.Gazetteer.from_entities(entities).save(folder)
    return str(folder)


@pytest.fixture(scope="session")
def make_client(own_gazetteer: str) -> Callable[..., Client]:
    """Return a function that makes a client of a small service with the given limits and settings."""
    pytest.importorskip("starlette", reason="needs the extra 'server'")
    from nameresolve.server import Limits, ServerSettings, create_app

    def make(settings: Mapping[str, Any] | None = None, **limits: Any) -> Client:
        given = {"gazetteer": own_gazetteer, "limits": Limits(**limits), **(settings or {})}
        return Client(create_app(ServerSettings(**given)))

    return make


class Serving:
    """A service in a process of its own."""

    def __init__(self, *options: str) -> None:
        environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
        command = [sys.executable, "-m", "nameresolve", "serve", "--port", "0", *options]
        self.process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment)
        self.lines: list[str] = []
        assert self.process.stderr is not None
        self.port = 0
        for line in self.process.stderr:
            self.lines.append(line)
            if found := ADDRESS.search(line):
                self.port = int(found[1])
            if "startup complete" in line:
                break
        # A service whose log nobody reads stops when the pipe is full, some thousand requests later.
        self._reader = threading.Thread(target=self.lines.extend, args=(self.process.stderr,), daemon=True)
        self._reader.start()
        assert self.port, self.lines
        self.url = f"http://127.0.0.1:{self.port}"

    def stop(self) -> int:
        """Ask the service to stop; return its exit code, and keep what it logged."""
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(timeout=PATIENCE)
        self._reader.join(PATIENCE)
        return code

    def resident(self) -> int:
        """Return the memory of the process in bytes."""
        pages = Path(f"/proc/{self.process.pid}/statm").read_text("ascii").split()[1]
        return int(pages) * os.sysconf("SC_PAGE_SIZE")


@pytest.fixture
def serving() -> Iterator[Callable[..., Serving]]:
    """Return a function that starts a service; all are stopped at the end."""
    pytest.importorskip("uvicorn", reason="needs the extra 'server'")
    started: list[Serving] = []

    def start(*options: str) -> Serving:
        started.append(Serving(*options))
        return started[-1]

    yield start
    for each in started:
        if each.process.poll() is None:
            each.stop()
        if each.process.stderr is not None:
            each.process.stderr.close()


@pytest.fixture
def until() -> Callable[[Callable[[], Any]], Any]:
    """Return a function that waits until something is so."""

    def wait(condition: Callable[[], Any]) -> Any:
        end = time.monotonic() + PATIENCE
        while not (found := condition()):
            assert time.monotonic() < end, "it did not come true"
            time.sleep(0.05)
        return found

    return wait
