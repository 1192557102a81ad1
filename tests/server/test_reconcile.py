"""The Reconciliation Service API, both versions: every reply fits its schema and says what we decided."""

from __future__ import annotations

import importlib.util
import math
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import nameresolve as nr

jsonschema = pytest.importorskip("jsonschema", reason="it is part of the extra 'dev'")
pytest.importorskip("starlette", reason="needs the extra 'server'")

OLD, DRAFT = "/reconcile/0.2", "/reconcile/1.0-draft"


def _schemas() -> ModuleType:
    place = Path(__file__).with_name("reconciliation_schemas.py")
    spec = importlib.util.spec_from_file_location("reconciliation_schemas", place)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


SCHEMAS = _schemas()


def fits(value: Any, schema: Any) -> Any:
    jsonschema.Draft202012Validator(schema).validate(value)
    return value


def old(client: Any, **queries: Any) -> Any:
    reply = client.form(OLD, queries=queries)
    assert reply.status == 200, reply.body
    return fits(reply.json(), SCHEMAS.OLD["results"])


def draft(client: Any, *queries: Any) -> list[list[Any]]:
    reply = client.post(f"{DRAFT}/match", {"queries": list(queries)})
    assert reply.status == 200, reply.body
    found = fits(reply.json(), SCHEMAS.DRAFT["results"])
    return [each["candidates"] for each in found["results"]]


def named(name: str, **more: Any) -> dict[str, Any]:
    return {"conditions": [{"matchType": "name", "propertyValue": name}], **more}


def given(property_id: str, value: Any, **more: Any) -> dict[str, Any]:
    return {"matchType": "property", "propertyId": property_id, "propertyValue": value, **more}


def test_the_schemas_refuse_what_is_wrong() -> None:
    """A check that lets everything pass would be worth nothing."""
    for wrong in ({"q0": {"result": [{"id": "", "name": "x", "score": 1}]}}, {"q0": []}, []):
        with pytest.raises(jsonschema.ValidationError):
            fits(wrong, SCHEMAS.OLD["results"])
    with pytest.raises(jsonschema.ValidationError):
        fits({"versions": ["0.2"], "name": "x"}, SCHEMAS.OLD["manifest"])


@pytest.mark.parametrize(("root", "schema"), [(OLD, SCHEMAS.OLD), (DRAFT, SCHEMAS.DRAFT)])
def test_the_manifest(client: Any, root: str, schema: Any) -> None:
    manifest = fits(client.get(root).json(), schema["manifest"])
    assert [each["id"] for each in manifest["defaultTypes"]] == ["person", "organization", "place", "other"]
    assert manifest["versions"] == [root.rpartition("/")[2]]
    assert manifest["view"]["url"].startswith("http://names.test/entity/")


def test_the_manifest_names_the_public_address(make_client: Any) -> None:
    client = make_client({"url": "https://names.example.org/nr/"})
    manifest = fits(client.get(OLD).json(), SCHEMAS.OLD["manifest"])
    assert manifest["preview"]["url"].startswith("https://names.example.org/nr/reconcile/0.2/preview")


NAMES = ["Qasym-Zhomart Toqaev", "Tokayev", "Tokarev", "Алматы", "托卡耶夫", "KazMunayGas", ""]


@pytest.mark.parametrize("name", NAMES)
def test_match_is_true_exactly_for_the_entity_that_was_decided(client: Any, name: str) -> None:
    entity = nr.resolve(name, limit=5).entity
    for found in (old(client, q0={"query": name})["q0"]["result"], draft(client, named(name))[0]):
        assert [each["id"] for each in found if each["match"]] == ([entity.id] if entity else [])


@pytest.mark.parametrize("name", NAMES)
def test_scores_are_ours_on_the_scale_of_the_api(client: Any, name: str) -> None:
    ours = [
        (str(each.entity.id), round(100 * each.score, 2)) for each in nr.resolve(name, limit=5).candidates
    ]
    assert [(each["id"], each["score"]) for each in draft(client, named(name))[0]] == ours


def test_the_features_are_the_evidence_and_add_up(client: Any) -> None:
    (candidate, *_) = draft(client, named("Qasym-Zhomart Toqaev"))[0]
    features = {each["id"]: each["value"] for each in candidate["features"]}
    assert len(features) == len(candidate["features"])
    for start in ("evidence_", "relation_"):
        total = math.fsum(value for key, value in features.items() if key.startswith(start))
        assert total == pytest.approx(features["log_odds"], abs=1e-9)
    assert any("Toqaev / Tokayev" in each["name"] for each in candidate["features"])


def test_both_versions_give_the_same_candidates(client: Any) -> None:
    for name in NAMES:
        assert old(client, q={"query": name})["q"]["result"] == draft(client, named(name))[0]


def test_get_and_post_are_answered_alike(client: Any) -> None:
    batch = '{"q0": {"query": "Toqaev"}, "q1": {"query": "Almaty"}}'
    assert client.get(OLD, queries=batch).json() == old(
        client, q0={"query": "Toqaev"}, q1={"query": "Almaty"}
    )


def test_the_order_and_the_keys_of_a_batch_are_kept(client: Any) -> None:
    found = draft(client, named("Almaty"), named(""), named("Qasym-Zhomart Toqaev"))
    assert [each[0]["id"] if each else None for each in found] == ["Q35493", None, "Q200881"]
    assert list(old(client, b={"query": "x"}, a={"query": "y"})) == ["b", "a"]


@pytest.mark.parametrize("kind", ["person", "organization", "place", "other"])
def test_a_type_keeps_to_its_entities(client: Any, kind: str) -> None:
    found = [
        *old(client, q={"query": "Astana", "type": kind})["q"]["result"],
        *draft(client, named("Astana", type=kind))[0],
    ]
    assert {each["type"][0]["id"] for each in found} <= {kind}


def test_several_types_keep_to_theirs_and_an_unknown_one_to_none(client: Any) -> None:
    query = {"query": "Almaty", "type": ["place", "person"], "type_strict": "any", "limit": 10}
    found = old(client, q=query)["q"]["result"]
    assert found[0]["id"] == "Q35493"
    assert found[0]["match"]
    assert {each["type"][0]["id"] for each in found} <= {"place", "person"}
    assert old(client, q={"query": "Almaty", "type": "Q515"})["q"]["result"] == []


@pytest.mark.parametrize(
    "country", ["ES", "es", " ES ", "Spain", "España", ["ES"], {"id": "ES", "name": "Spain"}]
)
def test_a_country_tells_namesakes_apart(make_client: Any, country: Any) -> None:
    client = make_client()
    plain = old(client, q={"query": "Ana Example"})["q"]["result"]
    known = old(client, q={"query": "Ana Example", "properties": [{"pid": "country", "v": country}]})["q"][
        "result"
    ]
    scores = [{each["id"]: each["features"][0]["value"] for each in found} for found in (plain, known)]
    assert scores[0]["nr:ana"] == scores[0]["nr:ana-b"]
    assert scores[1]["nr:ana"] > scores[1]["nr:ana-b"]


@pytest.mark.parametrize("born", [1960, 1960.0, "1960", "1960-03-01", "1 March 1960"])
def test_a_year_of_birth_tells_namesakes_apart(make_client: Any, born: Any) -> None:
    found = draft(
        make_client(),
        {"conditions": [{"matchType": "name", "propertyValue": "Ana Example"}, given("born", born)]},
    )[0]
    assert (found[0]["id"], found[0]["match"]) == ("nr:ana", True)


def test_what_is_no_country_and_no_year_is_no_evidence(make_client: Any) -> None:
    properties = [
        {"pid": "country", "v": "nowhere at all"},
        {"pid": "born", "v": "long ago"},
        {"pid": "height", "v": 2},
    ]
    client = make_client()
    assert old(client, q={"query": "Ana Example", "properties": properties}) == old(
        client, q={"query": "Ana Example"}
    )


@pytest.mark.parametrize(
    ("condition", "kept"),
    [
        (given("country", "ES", required=True), {"nr:ana"}),
        (given("country", ["ES", "PT"], required=True), {"nr:ana", "nr:ana-b"}),
        (given("country", ["ES", "PT"], required=True, matchQuantifier="all"), set()),
        (given("country", "ES", required=True, matchQuantifier="none"), {"nr:ana-b"}),
        (given("born", 1990, required=True), {"nr:ana-b"}),
        (given("list", "7", required=True), set()),
        (given("identifiers", "list:7", required=True), {"nr:ana"}),
        (given("height", 2, required=True), set()),
        (given("country", "ES"), {"nr:ana", "nr:ana-b"}),
    ],
)
def test_a_required_condition_excludes_and_another_does_not(
    make_client: Any, condition: Any, kept: set[str]
) -> None:
    query = {"conditions": [{"matchType": "name", "propertyValue": "Ana Example"}, condition]}
    assert {each["id"] for each in draft(make_client(), query)[0]} == kept


def test_names_of_earlier_drafts_are_understood(make_client: Any) -> None:
    client = make_client()
    query = {
        "conditions": [
            {"matchType": "name", "v": "Ana Example"},
            {"matchType": "property", "pid": "born", "v": 1960},
        ]
    }
    reply = client.post(f"{DRAFT}/reconcile", {"queries": [query]})
    assert fits(reply.json(), SCHEMAS.DRAFT["results"])["results"][0]["candidates"][0]["match"]


@pytest.mark.parametrize("limit", [1, 2, 3.0])
def test_a_limit_is_kept(client: Any, limit: float) -> None:
    assert len(draft(client, named("Tokayev", limit=limit))[0]) == limit
    assert len(old(client, q={"query": "Tokayev", "limit": limit})["q"]["result"]) == limit


def test_an_id_finds_its_entity_but_is_no_decision(client: Any) -> None:
    (found,) = draft(client, named("Q200881"))[0]
    assert (found["id"], found["score"], found["match"]) == ("Q200881", 100, False)


def test_a_name_over_the_limit_spoils_no_batch(make_client: Any) -> None:
    found = draft(make_client(name=20), named("x" * 21), named("Ana Example"))
    assert [bool(each) for each in found] == [False, True]


@pytest.mark.parametrize(
    "batch",
    ["[]", "7", '{"q": []}', '{"q": {}}', '{"q": {"query": 7}}', '{"q": {"query": "x", "limit": 0}}',
     '{"q": {"query": "x", "limit": "many"}}', '{"q": {"query": "x", "type": {"id": "person"}}}',
     '{"q": {"query": "x", "type_strict": "never"}}', '{"q": {"query": "x", "properties": {}}}',
     '{"q": {"query": "x", "properties": [{"pid": "born"}]}}', '{"q": {"query": "x", "properties": [{"pid": "born", "v": null}]}}'],
)  # fmt: skip
def test_a_wrong_batch_of_0_2_is_refused(client: Any, batch: str) -> None:
    assert client.get(OLD, queries=batch).status == 422


@pytest.mark.parametrize(
    "batch",
    [[], {"queries": {}}, {"queries": [{}]}, {"queries": [{"conditions": []}]},
     {"queries": [{"conditions": [{"propertyValue": "x"}]}]}, {"queries": [{"conditions": [{"matchType": "name"}]}]},
     {"queries": [named("x", type=["person"])]}, {"queries": [named("x", limit=-1)]},
     {"queries": [{"conditions": [given("born", 1, matchQuantifier="some")]}]},
     {"queries": [{"conditions": [given("born", 1, required="yes")]}]}],
)  # fmt: skip
def test_a_wrong_batch_of_the_draft_is_refused(client: Any, batch: Any) -> None:
    assert client.post(f"{DRAFT}/match", batch).status == 422


def test_a_batch_over_the_limit_is_413(make_client: Any) -> None:
    client = make_client(batch=2)
    assert client.form(OLD, queries={str(i): {"query": "x"} for i in range(3)}).status == 413
    assert client.post(f"{DRAFT}/match", {"queries": [named("x")] * 3}).status == 413
    assert client.get(DRAFT).json()["batchSize"] == 2


def test_other_media_types_are_415(client: Any) -> None:
    assert client.post(OLD, {"q": {"query": "x"}}).status == 415
    assert client.form(f"{DRAFT}/match", queries={}).status == 415


@pytest.mark.parametrize("root", [OLD, DRAFT])
@pytest.mark.parametrize(
    "prefix", ["Kassym", "kassym-jomart tok", "Tokayev", "Тоқаев", "Q200881", "Qasym-Zhomart Toqaev"]
)
def test_an_entity_is_suggested_by_its_names_and_its_id(client: Any, root: str, prefix: str) -> None:
    found = fits(client.get(f"{root}/suggest/entity", prefix=prefix).json(), SCHEMAS.SUGGESTED_ENTITIES)
    assert "Q200881" in [each["id"] for each in found["result"]]


def test_suggestions_go_on_where_the_last_ended(client: Any) -> None:
    page = [client.get(f"{OLD}/suggest/entity", prefix="a", cursor=skip).json()["result"] for skip in (0, 20)]
    rest = client.get(f"{DRAFT}/suggest/entity", prefix="a", offset=5, limit=3).json()["result"]
    assert len(page[0]) == 20
    assert not {each["id"] for each in page[0]} & {each["id"] for each in page[1]}
    assert rest == page[0][5:8]
    assert client.get(f"{OLD}/suggest/entity", prefix="a", cursor="-1").status == 422


@pytest.mark.parametrize("root", [OLD, DRAFT])
def test_types_and_properties_are_suggested(client: Any, root: str) -> None:
    for what, prefix, expected in (
        ("type", "org", "organization"),
        ("property", "year", "born"),
        ("property", "cou", "country"),
    ):
        found = fits(client.get(f"{root}/suggest/{what}", prefix=prefix).json(), SCHEMAS.SUGGESTED)
        assert [each["id"] for each in found["result"]] == [expected]
        assert len(client.get(f"{root}/suggest/{what}", prefix="").json()["result"]) > 3
    assert client.get(f"{root}/suggest/color", prefix="x").status == 404


@pytest.mark.parametrize(
    ("what", "key", "text"),
    [("entity", "Q200881", "Tokayev"), ("type", "place", "city"), ("property", "born", "1953")],
)
def test_a_flyout_tells_about_a_suggestion(client: Any, what: str, key: str, text: str) -> None:
    assert text in fits(client.get(f"{OLD}/flyout/{what}", id=key).json(), SCHEMAS.FLYOUT)["html"]
    assert client.get(f"{OLD}/flyout/{what}", id="nothing").status == 404


@pytest.mark.parametrize("path", [f"{OLD}/preview?", f"{DRAFT}/preview?", "/entity/"])
def test_an_entity_has_a_page_in_which_nothing_is_markup(make_client: Any, path: str) -> None:
    client = make_client()
    key = "nr:a/b?c=<d>"
    reply = client.get(path[:-1], id=key) if path.endswith("?") else client.get(path + key)
    page = reply.body.decode()
    assert reply.status == 200
    assert "Odd &lt;b&gt;Id&lt;/b&gt; &amp; Company" in page
    assert "<b>Id" not in page
    assert "<d>" not in page
    assert "script" not in page
    assert "default-src 'none'" in reply.headers["content-security-policy"]
    assert client.get(path + "nobody" if path == "/entity/" else path[:-1]).status == 404


def test_data_extension_of_0_2(client: Any) -> None:
    wanted = [
        {"id": "born"},
        {"id": "country"},
        {"id": "forms", "settings": {"language": "kk"}},
        {"id": "wikidata"},
        {"id": "height"},
    ]
    query = {"ids": ["Q200881", "Q35493", "nobody"], "properties": wanted}
    reply = fits(client.form(OLD, extend=query).json(), SCHEMAS.OLD["extension"])
    row = reply["rows"]["Q200881"]
    assert (row["born"], row["country"], row["wikidata"]) == (
        [{"int": 1953}],
        [{"str": "KZ"}],
        [{"str": "Q200881"}],
    )
    assert row["forms"] == [{"str": "Қасым-Жомарт Кемелұлы Тоқаев"}]
    assert all(values == [] for values in reply["rows"]["nobody"].values())
    assert reply["rows"]["Q200881"]["height"] == []
    assert [each["name"] for each in reply["meta"]][:2] == ["Year of birth", "Country"]


def test_data_extension_of_the_draft_tells_languages_and_directions(client: Any) -> None:
    query = {"ids": ["Q200881"], "properties": [{"id": "forms"}, {"id": "identifiers"}, {"id": "role"}]}
    reply = fits(client.post(f"{DRAFT}/extend", query).json(), SCHEMAS.DRAFT["extension"])
    (row,) = reply["rows"]
    forms, identifiers, roles = (each["values"] for each in row["properties"])
    assert {"str": "قاسم جومارت توكاييف", "lang": "ar", "dir": "rtl"} in forms
    assert {"str": "wikidata:Q200881"} in identifiers
    assert roles


@pytest.mark.parametrize(
    "query",
    [
        [],
        {},
        {"ids": "Q1", "properties": []},
        {"ids": [], "properties": [{}]},
        {"ids": [7], "properties": []},
    ],
)
def test_a_wrong_data_extension_is_refused(client: Any, query: Any) -> None:
    assert client.form(OLD, extend=query).status == 422
    assert client.post(f"{DRAFT}/extend", query).status == 422


def test_a_data_extension_over_the_limit_is_413(make_client: Any) -> None:
    client = make_client(batch=1)
    assert (
        client.post(f"{DRAFT}/extend", {"ids": [str(i) for i in range(11)], "properties": []}).status == 413
    )


@pytest.mark.parametrize("root", [OLD, DRAFT])
def test_properties_are_proposed_for_a_type(client: Any, root: str) -> None:
    for kind, has in (("person", True), ("place", False)):
        found = fits(client.get(f"{root}/extend/propose", type=kind).json(), SCHEMAS.PROPOSAL)
        assert ("born" in [each["id"] for each in found["properties"]]) is has
        assert found["type"] == kind
    assert (
        len(fits(client.get(f"{root}/extend/propose", limit=2).json(), SCHEMAS.PROPOSAL)["properties"]) == 2
    )
