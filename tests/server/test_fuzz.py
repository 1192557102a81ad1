"""Thousands of requests made after the OpenAPI document, right and wrong ones: none may end in a 5xx.

Run with `make fuzz-server`, which installs schemathesis; it takes some minutes. NAMERESOLVE_FUZZ sets how many requests there
are in all (10,000); with `-k` one operation can be run alone.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest

pytest.importorskip("starlette", reason="needs the extra 'server'")
from hypothesis import HealthCheck, given, settings

from nameresolve.server.limits import Limits
from nameresolve.server.openapi import openapi_document

pytestmark = [pytest.mark.fuzz, pytest.mark.filterwarnings("ignore")]

REQUESTS = int(os.environ.get("NAMERESOLVE_FUZZ", "10000"))
DOCUMENT = openapi_document(Limits())
OPERATIONS = [(path, method) for path, methods in DOCUMENT["paths"].items() for method in methods]
ASKING = 24
"""So many of the operations take something; each gets as many requests as the others."""

EACH = -(-REQUESTS // ASKING)
SENT: dict[tuple[str, str], int] = {}


@pytest.fixture(scope="module")
def service(own_gazetteer: str) -> Iterator[Any]:
    """Yield a service over a few entities: many requests matter here, names are tried by tests/laws."""
    pytest.importorskip("uvicorn", reason="needs the extra 'server'")
    from importlib.util import module_from_spec, spec_from_file_location
    from pathlib import Path

    spec = spec_from_file_location("server_conftest", Path(__file__).with_name("conftest.py"))
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    started = module.Serving("--gazetteer", own_gazetteer)
    yield started
    assert started.stop() == 0
    started.process.stderr.close()
    failed = [line for line in started.lines if '"status": 5' in line]
    assert not failed, failed[:3]


@pytest.mark.parametrize(("path", "method"), OPERATIONS, ids=lambda value: value.strip("/").replace("/", "-"))
def test_no_request_makes_the_service_fail(
    service: Any, path: str, method: str, record_property: Callable[[str, object], None]
) -> None:
    schemathesis = pytest.importorskip("schemathesis", reason="pip install schemathesis")
    from schemathesis import GenerationMode
    from schemathesis.checks import not_a_server_error
    from schemathesis.specs.openapi.checks import (
        content_type_conformance,
        response_schema_conformance,
        status_code_conformance,
    )

    operation = schemathesis.openapi.from_dict(DOCUMENT)[path][method.upper()]
    checks = [
        not_a_server_error,
        status_code_conformance,
        content_type_conformance,
        response_schema_conformance,
    ]
    sent = 0
    wrong = [GenerationMode.NEGATIVE] if list(operation.iter_parameters()) or operation.body else []
    for mode in (GenerationMode.POSITIVE, *wrong):

        @settings(
            max_examples=-(-EACH // 2),
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
            derandomize=True,
        )
        @given(case=operation.as_strategy(generation_mode=mode))
        def send(case: Any) -> None:
            nonlocal sent
            sent += 1
            response = case.call(base_url=service.url, timeout=60)
            case.validate_response(response, checks=checks)

        run: Callable[[], None] = send
        run()
    record_property("requests", sent)
    SENT[path, method] = sent
    assert sent


def test_as_many_requests_were_made_as_were_wanted() -> None:
    if len(SENT) < len(OPERATIONS):
        pytest.skip("some operations were not tried in this run")
    assert sum(SENT.values()) >= REQUESTS
