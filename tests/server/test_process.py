"""The service as a process: it starts, bears rough callers, and stops well."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

pytest.importorskip("uvicorn", reason="needs the extra 'server'")

import nameresolve as nr

LITTLE = 32 << 20
"""So many bytes a process may grow by under callers that are refused."""


def get(port: int, path: str) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path)
    reply = connection.getresponse()
    found = reply.status, reply.read()
    connection.close()
    return found


def raw(port: int, data: bytes) -> bytes:
    """Send bytes; return what comes back before the other side closes or says no more."""
    with socket.create_connection(("127.0.0.1", port), timeout=30) as plug:
        try:
            plug.sendall(data)
            return plug.recv(65536)
        except (ConnectionResetError, BrokenPipeError):
            return b""


def test_it_serves_and_ends_well(serving: Callable[..., Any]) -> None:
    service = serving()
    status, body = get(service.port, "/api/resolve?name=Qasym-Zhomart+Toqaev")
    assert (status, json.loads(body)["id"]) == (200, "Q200881")
    assert service.stop() == 0
    assert not any("Toqaev" in line for line in service.lines)
    assert any('"event": "request"' in line for line in service.lines)


def test_an_address_that_is_no_http_is_told_as_a_problem(serving: Callable[..., Any]) -> None:
    request = "GET /api/resolve?name=Тоқаев HTTP/1.1\r\nHost: x\r\n\r\n".encode()
    with socket.create_connection(("127.0.0.1", serving().port), timeout=30) as plug:
        plug.sendall(request)
        head, _, body = b"".join(iter(lambda: plug.recv(65536), b"")).partition(b"\r\n\r\n")
    assert b" 400 " in head.splitlines()[0]
    assert b"application/problem+json" in head
    problem = json.loads(body)
    assert (problem["type"], problem["status"]) == ("/problems/malformed", 400)
    assert "%D0%A2" in problem["detail"]


@pytest.mark.skipif(sys.platform == "win32", reason="signals a group of processes")
@pytest.mark.parametrize("seconds", [0.1, 0.5, 1.5])
def test_interrupted_while_it_starts_it_says_nothing_of_where(seconds: float) -> None:
    command = [sys.executable, "-m", "nameresolve", "serve", "--port", "0", "--workers", "2"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True) as service:
        assert service.stderr is not None
        said = service.stderr.readline()  # where it will listen
        time.sleep(seconds)
        os.killpg(service.pid, signal.SIGINT)
        said += service.stderr.read()
    assert service.returncode in (0, 130)
    assert "Traceback" not in said, said


def test_an_answer_does_not_wait_for_its_headers_to_be_confirmed(serving: Callable[..., Any]) -> None:
    """With Nagle's algorithm each answer on a kept connection takes 40 ms, whatever it costs."""
    port = serving().port
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    waited = []
    for _ in range(60):
        begun = time.perf_counter()
        connection.request("GET", "/health")
        connection.getresponse().read()
        waited.append(time.perf_counter() - begun)
    connection.close()
    assert min(waited[10:]) < 0.02
    assert statistics.median(waited[10:]) < 0.035


def test_a_request_that_has_begun_is_finished(serving: Callable[..., Any]) -> None:
    service = serving()
    names = [f"Nobody Number{number}" for number in range(60)]
    body = json.dumps({"names": names}).encode()
    connection = http.client.HTTPConnection("127.0.0.1", service.port, timeout=60)
    connection.request("POST", "/api/resolve", body, {"Content-Type": "application/json"})
    stopping = threading.Timer(0.2, service.stop)
    stopping.start()
    reply = connection.getresponse()
    assert (reply.status, len(json.loads(reply.read())["decisions"])) == (200, 60)
    connection.close()
    stopping.join()
    assert service.process.returncode == 0


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads memory from /proc")
def test_rough_callers_are_refused_without_a_crash_or_growth(serving: Callable[..., Any]) -> None:
    service = serving()
    port = service.port
    post = b"POST /api/resolve HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
    large = 10 << 20
    declared = post + b"Content-Length: %d\r\n\r\n" % large + b"x" * large
    chunked = post + b"Transfer-Encoding: chunked\r\n\r\n" + (b"10000\r\n" + b"x" * 65536 + b"\r\n") * 160
    flood = b"GET / HTTP/1.1\r\nHost: x\r\n" + b"X-Filler: " + b"y" * 200_000 + b"\r\n\r\n"
    many = b"GET / HTTP/1.1\r\nHost: x\r\n" + b"".join(b"X-%d: y\r\n" % i for i in range(20_000)) + b"\r\n"
    for data, statuses in (
        (declared, {b"413"}), (chunked, {b"413"}), (flood, {b"400", b"431"}), (many, {b"400", b"431"}),
        (post + b"Content-Length: 9\r\n\r\n{\"name\": ", {b"400"}), (b"\x00\xff" * 100 + b"\r\n\r\n", {b"400"}),
    ):  # fmt: skip
        found = raw(port, data)
        assert not found or found.split()[1] in statuses, found[:100]
    before = service.resident()
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda data: raw(port, data), [declared, chunked, flood, many] * 8))
    slow = [socket.create_connection(("127.0.0.1", port)) for _ in range(100)]
    for plug in slow:
        plug.sendall(b"GET / HTTP/1.1\r\nHost:")
    assert get(port, "/health")[0] == 200
    assert service.resident() - before < LITTLE
    for plug in slow:
        plug.close()
    assert service.stop() == 0


@pytest.fixture
def impatient() -> Iterator[int]:
    """Yield the port of a service that waits half a second for the headers of a request."""
    import uvicorn

    from nameresolve.server.protocol import PatientProtocol
    from nameresolve.server.run import open_socket

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]})
        await send({"type": "http.response.body", "body": b"ok"})

    protocol = type("Impatient", (PatientProtocol,), {"patience": 0.5})
    server = uvicorn.Server(uvicorn.Config(app, http=protocol, ws="none", lifespan="off", log_config=None))
    with open_socket("127.0.0.1", 0) as listening:
        thread = threading.Thread(target=server.run, args=([listening],))
        thread.start()
        yield listening.getsockname()[1]
        server.should_exit = True
        thread.join()


def test_a_caller_who_never_finishes_his_headers_is_cut_off(impatient: int) -> None:
    with socket.create_connection(("127.0.0.1", impatient), timeout=20) as plug:
        plug.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n")
        assert plug.recv(1000) == b""
    with socket.create_connection(
        ("127.0.0.1", impatient), timeout=4
    ) as plug:  # less than a kept connection has
        plug.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        assert plug.recv(65536).startswith(b"HTTP/1.1 200")
        plug.sendall(b"GET /")  # a second one, begun and never finished
        while plug.recv(65536):
            pass


def test_workers_share_the_port_and_add_their_counts(
    serving: Callable[..., Any], own_gazetteer: str, until: Callable[..., Any]
) -> None:
    service = serving("--workers", "2", "--gazetteer", own_gazetteer)
    until(lambda: get(service.port, "/health")[0] == 200)
    for _ in range(40):
        assert get(service.port, "/api/resolve?name=Ana+Example")[0] == 200

    def counted() -> bool:
        text = get(service.port, "/metrics")[1].decode()
        return 'requests_total{route="/api/resolve",method="GET",status="200"} 40' in text

    until(counted)
    assert service.stop() == 0


def test_a_port_in_use_is_told(run_cli: Callable[..., Any]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        code, message = run_cli("serve", "--port", str(taken.getsockname()[1]))
    assert code == 2
    assert "--port" in message


@pytest.mark.parametrize(
    ("options", "said"),
    [(["--gazetteer", "/nowhere"], "/nowhere"), (["--threshold", "2"], "--threshold"), (["--url", "names"], "--url"),
     (["--max-seconds", "0"], "seconds"), (["--host", "no such host"], "--host")],
)  # fmt: skip
def test_wrong_options_are_told(run_cli: Callable[..., Any], options: list[str], said: str) -> None:
    code, message = run_cli("serve", "--port", "0", *options)
    assert (code, said in message) == (2, True)


@pytest.fixture
def run_cli(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str]]:
    from typer.testing import CliRunner

    from nameresolve.cli import app

    def run(*arguments: str) -> tuple[int, str]:
        done = CliRunner().invoke(app, list(arguments))
        return done.exit_code, done.output + capsys.readouterr().err

    return run


def test_a_missing_library_is_answered_by_the_install_command(monkeypatch: pytest.MonkeyPatch) -> None:
    import importlib

    for module, extra, part in (
        ("starlette.applications", "server", "web"), ("uvicorn", "server", "run"), ("mcp.server", "mcp", "tools"),
    ):  # fmt: skip
        monkeypatch.setitem(sys.modules, module.split(".")[0], None)
        monkeypatch.setitem(sys.modules, module, None)
        monkeypatch.delitem(sys.modules, f"nameresolve.server.{part}", raising=False)
        with pytest.raises(nr.MissingExtraError) as caught:
            importlib.import_module(f"nameresolve.server.{part}")
        assert str(caught.value).endswith(f"pip install 'nameresolve[{extra}]'")
        monkeypatch.undo()
