"""Limits, headers, counts and logs: what happens around every request."""

from __future__ import annotations

import asyncio
import json
import logging
from typing import Any

import pytest

pytest.importorskip("starlette", reason="needs the extra 'server'")

import nameresolve as nr
from nameresolve.server.engine import Engine, Question
from nameresolve.server.limits import Limits
from nameresolve.server.logs import JsonLines, log_config
from nameresolve.server.metrics import Metrics
from nameresolve.server.problems import ProblemError


def test_a_body_over_the_limit_is_refused_by_its_length_alone(make_client: Any) -> None:
    client = make_client(body=1000)

    async def never() -> Any:
        raise AssertionError("the body was read")

    headers = {"content-type": "application/json", "content-length": "1001"}
    assert client.ask("POST", "/api/resolve", headers=headers, receive=never).status == 413


def test_a_body_without_a_length_is_refused_where_it_goes_over(make_client: Any) -> None:
    client = make_client(body=1000)
    taken = []

    async def endless() -> Any:
        taken.append(1)
        return {"type": "http.request", "body": b"x" * 100, "more_body": True}

    assert (
        client.ask(
            "POST", "/api/resolve", headers={"content-type": "application/json"}, receive=endless
        ).status
        == 413
    )
    assert len(taken) == 11


def test_a_body_that_does_not_come_is_refused(make_client: Any) -> None:
    client = make_client(reading=0.05)

    async def silent() -> Any:
        await asyncio.sleep(30)

    assert (
        client.ask(
            "POST", "/api/resolve", headers={"content-type": "application/json"}, receive=silent
        ).status
        == 408
    )


def test_a_caller_who_leaves_is_no_failure(make_client: Any) -> None:
    async def gone() -> Any:
        return {"type": "http.disconnect"}

    reply = make_client().ask(
        "POST", "/api/resolve", headers={"content-type": "application/json"}, receive=gone
    )
    assert reply.status == 400


def test_a_request_that_takes_too_long_is_ended(make_client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    import time

    client = make_client(seconds=0.1)
    monkeypatch.setattr(nr.Resolver, "_decided", lambda *_args, **_known: time.sleep(0.5))
    reply = client.get("/api/resolve", name="nobody asked this before")
    assert (reply.status, reply.json()["type"], reply.headers["retry-after"]) == (
        503,
        "/problems/timeout",
        "1",
    )


def test_more_than_may_wait_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    import time

    engine = Engine(nr.Resolver(), Limits(waiting=2))

    async def crowd() -> list[Any]:
        work = [engine.run(lambda: time.sleep(0.05)) for _ in range(5)]
        return await asyncio.gather(*work, return_exceptions=True)

    refused = [each for each in asyncio.run(crowd()) if isinstance(each, ProblemError)]
    assert [each.kind for each in refused] == ["busy"] * 3
    assert engine.waiting == 0


def test_who_asks_at_once_is_answered_at_once_and_each_by_his_own() -> None:
    engine = Engine(nr.Resolver(), Limits())
    names = ["Qasym-Zhomart Toqaev", "Almaty", "Tokarev", "Almaty", "Toqaev", "王毅"] * 3
    questions = [Question(name, countries=("KZ",) if name == "Toqaev" else ()) for name in names]

    async def crowd() -> list[nr.Decision]:
        return list(await asyncio.gather(*(engine.resolve(question) for question in questions)))

    decisions = asyncio.run(crowd())
    assert decisions == [nr.resolve(question.name, countries=question.countries) for question in questions]
    assert len(engine.memory._known) == 5
    assert not engine._asked


def test_one_name_that_fails_does_not_fail_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = Engine(nr.Resolver(), Limits())
    decide = nr.Resolver._decided

    def fails(self: Any, name: str, *found: Any, **known: Any) -> nr.Decision:
        if name == "bad":
            raise ZeroDivisionError
        return decide(self, name, *found, **known)

    monkeypatch.setattr(nr.Resolver, "_decided", fails)

    async def crowd() -> list[Any]:
        names = ("Almaty", "bad", "x" * 10_001, "Tokarev")
        return list(
            await asyncio.gather(*(engine.resolve(Question(name)) for name in names), return_exceptions=True)
        )

    good, bad, long, other = asyncio.run(crowd())
    assert (good.status, type(bad), type(long), other.status) == (
        "match",
        ZeroDivisionError,
        nr.LimitError,
        "none",
    )
    assert asyncio.run(engine.resolve(Question("Almaty"))).status == "match"


def test_who_leaves_is_not_answered() -> None:
    import time

    engine = Engine(nr.Resolver(), Limits())

    async def leave() -> None:
        busy = asyncio.create_task(engine.run(lambda: time.sleep(0.3)))
        first = asyncio.create_task(engine.resolve(Question("Nobody First")))
        await asyncio.sleep(0.05)  # the first is taken; the second waits behind it
        second = asyncio.create_task(engine.resolve(Question("Nobody Second")))
        await asyncio.sleep(0.05)
        second.cancel()
        await asyncio.gather(busy, first)

    asyncio.run(leave())
    assert [question.name for question in engine.memory._known] == ["Nobody First"]
    assert engine.waiting == 0


def test_an_answer_is_remembered_and_the_same() -> None:
    engine = Engine(nr.Resolver(), Limits())
    question = Question("Qasym-Zhomart Toqaev")
    first, second = (asyncio.run(engine.resolve(question)) for _ in range(2))
    assert first is second
    assert first == nr.resolve("Qasym-Zhomart Toqaev")
    assert (engine.memory.hits, engine.memory.misses) == (1, 1)


def test_the_memory_does_not_grow(make_client: Any) -> None:
    engine = Engine(nr.Resolver(), Limits(remembered=3))
    for number in range(10):
        asyncio.run(engine.resolve(Question(f"Nobody {number}")))
    assert len(engine.memory._known) == 3


@pytest.mark.parametrize("path", ["/", "/api/resolve", "/reconcile/0.2", "/health", "/nothing"])
def test_every_reply_may_be_read_from_elsewhere_and_is_not_sniffed(client: Any, path: str) -> None:
    headers = client.get(path).headers
    assert headers["access-control-allow-origin"] == "*"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-request-id"]


def test_a_preflight_is_answered(client: Any) -> None:
    reply = client.ask("OPTIONS", "/reconcile/1.0-draft/match", headers={"origin": "https://a.example"})
    assert (reply.status, "POST" in reply.headers["access-control-allow-methods"]) == (204, True)
    assert "Content-Type" in reply.headers["access-control-allow-headers"]


def test_other_origins_can_be_kept_out(make_client: Any) -> None:
    client = make_client({"origins": ("https://a.example",)})
    for origin, allowed in (("https://a.example", "https://a.example"), ("https://b.example", None)):
        headers = client.get("/health", headers={"origin": origin}).headers
        assert (headers.get("access-control-allow-origin"), headers["vary"]) == (allowed, "origin")


def test_health_tells_the_gazetteer(client: Any) -> None:
    told = client.get("/health").json()
    assert (told["status"], told["version"]) == ("ok", nr.__version__)
    assert told["gazetteer"] == nr.Gazetteer.bundled().fingerprint


def test_requests_and_decisions_are_counted_by_route(make_client: Any) -> None:
    client = make_client()
    for name in ("Ana Example", "Ana Example", "Nobody Atall"):
        client.get("/api/resolve", name=name)
    client.get("/secret/path")
    text = client.get("/metrics").body.decode()
    assert 'nameresolve_requests_total{route="/api/resolve",method="GET",status="200"} 3' in text
    assert 'nameresolve_requests_total{route="other",method="GET",status="404"} 1' in text
    assert 'nameresolve_request_seconds_count{route="/api/resolve"} 3' in text
    assert 'nameresolve_remembered_total{result="hit"} 1' in text
    assert "nameresolve_in_flight 1" in text
    assert "secret" not in text
    assert "Ana" not in text


def test_the_counts_of_workers_are_added(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    for pid in (1, 2):
        monkeypatch.setattr("os.getpid", lambda pid=pid: pid)
        metrics = Metrics(str(tmp_path))
        metrics.add("decisions_total", {"status": "match"}, 2)
        metrics.share(now=True)
    assert 'nameresolve_decisions_total{status="match"} 4' in metrics.text()


@pytest.mark.parametrize("log_names", [False, True])
def test_names_are_logged_only_where_that_is_turned_on(
    make_client: Any, caplog: pytest.LogCaptureFixture, *, log_names: bool
) -> None:
    client = make_client({"log_names": log_names})
    with caplog.at_level(logging.INFO, "nameresolve.server"):
        client.get("/api/resolve", name="Ana Example")
        client.form("/reconcile/0.2", queries={"q": {"query": "Ana Example"}})
        client.post("/api/annotate", {"text": "Ana Example spoke."})
    lines = [JsonLines().format(record) for record in caplog.records]
    assert len(lines) == 3
    assert all(("Ana Example" in line) is log_names for line in lines)
    told = json.loads(lines[0])
    assert (told["event"], told["route"], told["status"], told["decisions"]) == (
        "request",
        "/api/resolve",
        200,
        {"ambiguous": 1},
    )


def test_an_error_is_logged_by_its_place_not_by_its_words() -> None:
    try:
        int("Ana Example")
    except ValueError as error:
        record = logging.LogRecord(
            "uvicorn.error",
            logging.ERROR,
            "x",
            1,
            "Exception in %s",
            ("x",),
            (type(error), error, error.__traceback__),
        )
    line = JsonLines().format(record)
    assert "Ana" not in line
    assert json.loads(line)["error"] == "ValueError"
    assert "test_guarding.py" in json.loads(line)["places"][0]


def test_an_unexpected_failure_is_a_problem_and_tells_nothing(
    make_client: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = make_client()
    sent: list[Any] = []

    def fail(*_args: Any, **_known: Any) -> Any:
        raise ZeroDivisionError("Ana Example")

    monkeypatch.setattr(nr.Resolver, "_decided", fail)
    ask = client._ask

    async def keep(*args: Any) -> Any:
        app = client.app

        async def wrapped(scope: Any, receive: Any, send: Any) -> None:
            async def both(message: Any) -> None:
                sent.append(message)
                await send(message)

            await app(scope, receive, both)

        client.app = wrapped
        return await ask(*args)

    monkeypatch.setattr(client, "_ask", keep)
    with pytest.raises(ZeroDivisionError):  # for the log; the reply has gone out before
        client.get("/api/resolve", name="x y z")
    assert sent[0]["status"] == 500
    assert b"Ana" not in sent[1]["body"]


def test_a_limit_must_be_over_nothing() -> None:
    with pytest.raises(nr.SettingsError, match="batch"):
        Limits(batch=0)


def test_the_access_log_of_the_server_is_off() -> None:
    """Its lines would hold the query, and so the names."""
    pytest.importorskip("uvicorn", reason="needs the extra 'server'")
    from nameresolve.server.protocol import PatientProtocol
    from nameresolve.server.run import _config

    assert _config(lambda: None, Limits(), PatientProtocol).access_log is False
    assert "lines" in log_config()["handlers"]
