"""What `nameresolve compare --json` prints is what docs/comparison.schema.json promises."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, get_args

import pytest

from nameresolve import compare
from nameresolve.cli.as_json import comparison_as_json
from nameresolve.cli.compare import verdict_of
from nameresolve.model import Relation, Settings

SCHEMA = json.loads(
    (Path(__file__).resolve().parents[2] / "docs" / "comparison.schema.json").read_text("utf-8")
)
TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "number": (int, float),
}
KNOWN = {"$schema", "$id", "title", "description", "type", "additionalProperties", "required", "properties", "enum",
         "minimum", "maximum", "minItems", "items"}  # fmt: skip

NAMES = [
    ("Qasym-Zhomart Toqaev", "Kassym-Jomart Tokayev"),
    ("Tokayev", "Tokarev"),
    ("", "Tokayev"),
    ("ООО Ромашка", "Romashka LLC"),
    ("K.-J. Tokayev", "Токаев"),
    ("習近平", "Xi Jinping"),
    ("WTO", "World Trade Organization"),
    ("a\ud800b", "b"),
]


def faults(value: Any, schema: dict[str, Any], at: str = "$") -> Iterator[str]:
    """Yield where a value breaks a schema of the few words that ours uses."""
    assert set(schema) <= KNOWN, set(schema) - KNOWN
    if "type" in schema and (not isinstance(value, TYPES[schema["type"]]) or isinstance(value, bool)):
        yield f"{at} is no {schema['type']}"
        return
    if "enum" in schema and value not in schema["enum"]:
        yield f"{at} is {value!r}"
    if isinstance(value, int | float) and not schema.get("minimum", value) <= value <= schema.get(
        "maximum", value
    ):
        yield f"{at} is out of range"
    if isinstance(value, list):
        if len(value) < schema.get("minItems", 0):
            yield f"{at} is too short"
        for number, item in enumerate(value):
            yield from faults(item, schema["items"], f"{at}[{number}]")
    if isinstance(value, dict):
        yield from (f"{at}.{name} is missing" for name in set(schema["required"]) - set(value))
        yield from (f"{at}.{name} is not known" for name in set(value) - set(schema["properties"]))
        for name in set(value) & set(schema["properties"]):
            yield from faults(value[name], schema["properties"][name], f"{at}.{name}")


@pytest.mark.parametrize(("left", "right"), NAMES)
def test_a_comparison_is_as_the_schema_says(left: str, right: str) -> None:
    comparison = compare(left, right)
    value = comparison_as_json(comparison, verdict_of(comparison.score, Settings()))
    assert list(faults(json.loads(json.dumps(value)), SCHEMA)) == []


def test_the_command_prints_it(run: Callable[..., Any]) -> None:
    assert list(faults(json.loads(run("compare", "Toqaev", "Tokayev", "--json").stdout), SCHEMA)) == []


def test_the_schema_knows_every_relation_and_verdict() -> None:
    properties = SCHEMA["properties"]
    assert properties["evidence"]["items"]["properties"]["relation"]["enum"] == list(get_args(Relation))
    verdicts = {verdict_of(score / 100, Settings()) for score in range(101)}
    assert set(properties["verdict"]["enum"]) == verdicts


@pytest.mark.parametrize(
    ("path", "wrong"),
    [("score", 1.5), ("score", "0.9"), ("verdict", "perhaps"), ("evidence", []), ("left", None), ("more", 1)],
)
def test_the_checker_finds_what_is_wrong(path: str, wrong: object) -> None:
    comparison = compare("Toqaev", "Tokayev")
    value = comparison_as_json(comparison, "same") | {path: wrong}
    assert list(faults(value, SCHEMA))
