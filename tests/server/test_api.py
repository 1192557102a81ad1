"""The JSON API gives what the library gives, and its document is true."""

from __future__ import annotations

from typing import Any

import pytest

import nameresolve as nr

jsonschema = pytest.importorskip("jsonschema", reason="it is part of the extra 'dev'")
pytest.importorskip("starlette", reason="needs the extra 'server'")

TEXT = "Qasym-Zhomart Toqaev spoke in Almaty. Toqaev's words 😀 were clear."


@pytest.fixture(scope="session")
def document(client: Any) -> Any:
    return client.get("/openapi.json").json()


def fits(value: Any, document: Any, schema: str) -> Any:
    whole = {"$ref": f"#/components/schemas/{schema}", "components": document["components"]}
    jsonschema.Draft202012Validator(whole).validate(value)
    return value


@pytest.mark.parametrize("name", ["Qasym-Zhomart Toqaev", "Tokayev", "Tokarev", "", " ", "\x00"])
def test_resolve_gives_the_decision_of_the_library(client: Any, document: Any, name: str) -> None:
    decision = nr.resolve(name)
    answer = fits(client.get("/api/resolve", name=name).json(), document, "Decision")
    assert (answer["status"], answer["reason"], answer["score"]) == (
        decision.status,
        decision.reason,
        round(decision.score, 6),
    )
    assert [each["id"] for each in answer["candidates"]] == [each.entity.id for each in decision.candidates]
    assert client.post("/api/resolve", {"name": name}).json() == answer


def test_context_changes_the_decision_as_in_the_library(client: Any) -> None:
    known = {"kind": "person", "countries": ["KZ"], "born": 1953, "limit": 2}
    decision = nr.resolve("Toqaev", kind="person", countries=["KZ"], born=1953, limit=2)
    answer = client.post("/api/resolve", {"name": "Toqaev", **known}).json()
    assert (answer["status"], answer["id"], len(answer["candidates"])) == (
        decision.status,
        decision.entity and decision.entity.id,
        2,
    )
    assert client.get("/api/resolve", name="Toqaev", **known).json() == answer
    assert (
        client.get("/api/resolve", name="Toqaev", kind="person", country="kz", born=1953, limit=2).json()
        == answer
    )


def test_explain_adds_evidence_that_adds_up(client: Any, document: Any) -> None:
    answer = fits(
        client.get("/api/resolve", name="Qasym-Zhomart Toqaev", explain="true").json(), document, "Decision"
    )
    for candidate in answer["candidates"]:
        total = sum(each["contribution"] for each in candidate["evidence"])
        assert total == pytest.approx(candidate["log_odds"], abs=1e-9)
    assert any("RFE/RL" in each["rule"] for each in answer["candidates"][0]["evidence"])


def test_many_names_are_answered_in_their_order(client: Any, document: Any) -> None:
    names = ["Almaty", "Tokarev", "Almaty", "Qasym-Zhomart Toqaev"]
    answer = fits(client.post("/api/resolve", {"names": names}).json(), document, "Decisions")
    assert [each["query"] for each in answer["decisions"]] == names
    assert [each["id"] for each in answer["decisions"]] == ["Q35493", None, "Q35493", "Q200881"]


@pytest.mark.parametrize(("left", "right"), [("Toqaev", "Tokayev"), ("Tokayev", "Tokarev"), ("", "x")])
def test_compare_gives_the_comparison_of_the_library(
    client: Any, document: Any, left: str, right: str
) -> None:
    answer = fits(client.get("/api/compare", left=left, right=right).json(), document, "Comparison")
    comparison = nr.compare(left, right)
    assert answer["score"] == round(comparison.score, 6)
    assert [each["rule"] for each in answer["evidence"]] == [each.rule for each in comparison.evidence]


def test_variants_name_their_schemes(client: Any, document: Any) -> None:
    answer = fits(client.get("/api/variants", name="Тоқаев", language="kk").json(), document, "Variants")
    assert [each["text"] for each in answer["variants"]] == [
        each.text for each in nr.variants("Тоқаев", language="kk")
    ]
    assert any(each["title"] for each in answer["variants"])


def test_annotate_counts_code_points(client: Any, document: Any) -> None:
    answer = fits(client.post("/api/annotate", {"text": TEXT}).json(), document, "Mentions")
    ours = nr.Resolver().annotate(TEXT)
    assert [(m["start"], m["end"], m["id"]) for m in answer["mentions"]] == [
        (m.start, m.end, m.decision.entity and m.decision.entity.id) for m in ours
    ]
    assert all(TEXT[m["start"] : m["end"]] == m["text"] for m in answer["mentions"])


def test_romanize_takes_a_scheme(client: Any, document: Any) -> None:
    plain = fits(client.get("/api/romanize", text="Тоқаев").json(), document, "Romanization")
    assert (plain["text"], bool(plain["readings"])) == (nr.romanize("Тоқаев"), True)
    scheme = "bgnpcgn-kaz-Cyrl-Latn-1979"
    named = client.get("/api/romanize", text="Тоқаев", scheme=scheme).json()
    assert named["text"] == nr.romanize("Тоқаев", scheme=scheme)
    assert client.get("/api/romanize", text="Тоқаев", scheme="nobody").status == 422


def test_a_half_of_a_surrogate_pair_comes_back_as_it_came(client: Any) -> None:
    reply = client.post("/api/resolve", b'{"name": "\\ud800x"}')
    assert reply.status == 200
    assert reply.json()["query"] == "\ud800x"


@pytest.mark.parametrize(
    ("question", "fields", "detail"),
    [
        ("resolve", {}, "Give either"),
        ("resolve", {"name": "x", "names": ["y"]}, "Give either"),
        ("resolve", {"nam": "x"}, "did you mean 'name'"),
        ("resolve", {"name": 7}, "'name'"),
        ("resolve", {"names": "x"}, "list of texts"),
        ("resolve", {"name": "x", "kind": "persn"}, "person, organization"),
        ("resolve", {"name": "x", "countries": ["Kazakhstan"]}, "KZ"),
        ("resolve", {"name": "x", "countries": [None]}, "KZ"),
        ("resolve", {"name": "x", "born": "1953"}, "whole number"),
        ("resolve", {"name": "x", "limit": 51}, "from 1 to 50"),
        ("resolve", {"name": "x", "explain": "yes"}, "true or false"),
        ("compare", {"left": "x"}, "'right'"),
        ("variants", {"name": "x", "language": "not a tag"}, "BCP 47"),
        ("annotate", {"text": ["x"]}, "'text'"),
        ("romanize", {"text": "x", "scheme": "nobody"}, "nobody"),
    ],
)
def test_what_is_wrong_is_named_in_problem_details(
    client: Any, document: Any, question: str, fields: Any, detail: str
) -> None:
    reply = client.post(f"/api/{question}", fields)
    problem = fits(reply.json(), document, "Problem")
    assert (reply.status, problem["status"], reply.headers["content-type"]) == (
        422,
        422,
        "application/problem+json",
    )
    assert detail in problem["detail"]
    assert client.get(problem["type"]).status == 200


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/nothing", 404), ("GET", "/assets/nothing.js", 404), ("DELETE", "/api/resolve", 405),
     ("POST", "/", 405), ("GET", "/problems/nothing", 404), ("GET", "/reconcile/1.0-draft/match", 405)],
)  # fmt: skip
def test_what_is_not_there_is_a_problem_too(
    client: Any, document: Any, method: str, path: str, status: int
) -> None:
    reply = client.ask(method, path)
    assert (reply.status, fits(reply.json(), document, "Problem")["status"]) == (status, status)
    assert reply.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    "body", [b"", b"{", b"\xff", b'{"name": NaN}', b"[" * 100_000, b'{"limit": ' + b"1" * 5000 + b"}"]
)
def test_malformed_json_is_400(client: Any, body: bytes) -> None:
    assert client.post("/api/resolve", body).status == 400


@pytest.mark.parametrize(
    ("method", "path", "says"),
    [
        ("GET", "/nothing/here", "There is nothing at /nothing/here; /openapi.json says what there is."),
        ("GET", "/reconcile/0.3", "There is nothing at /reconcile/0.3; the versions are 0.2 and 1.0-draft."),
        ("POST", "/health", "/health does not take POST; it takes GET, HEAD."),
    ],
)
def test_what_is_not_there_is_called_by_its_path(client: Any, method: str, path: str, says: str) -> None:
    assert client.ask(method, path).json()["detail"] == says


def test_json_must_be_called_json(client: Any) -> None:
    reply = client.ask("POST", "/api/resolve", body=b'{"name": "x"}')
    assert reply.status == 415
    assert "application/json" in reply.json()["detail"]
    assert client.post("/api/resolve", [1]).status == 422


def test_the_document_names_all_that_is_there(client: Any, document: Any) -> None:
    for path, methods in document["paths"].items():
        reply = client.ask("OPTIONS", path)
        assert reply.status == 204
        for method in methods:
            assert client.ask(method.upper(), path).status not in {404, 405} or path.endswith("preview")


def test_the_bounds_in_the_document_are_those_enforced(make_client: Any) -> None:
    client = make_client(name=30, batch=3)
    fields = client.get("/openapi.json").json()["paths"]["/api/resolve"]["post"]["requestBody"]["content"]
    schema = fields["application/json"]["schema"]["properties"]
    assert (schema["name"]["maxLength"], schema["names"]["maxItems"]) == (30, 3)
    assert client.post("/api/resolve", {"name": "x" * 30}).status == 200
    assert client.post("/api/resolve", {"name": "x" * 31}).status == 413
    assert client.post("/api/resolve", {"names": ["x"] * 4}).status == 413
