"""Clusters past one machine: those of one machine, and nothing brought to the driver."""

from __future__ import annotations

import random
from itertools import pairwise
from typing import Any

import pytest

import nameresolve as nr

NAMES = [
    "Kassym-Jomart Tokayev", "Qasym-Zhomart Toqaev", "QASYM-ZHOMART TOQAEV", "Касым-Жомарт Токаев", "Kemel Tokayev",
    "Kemel Tokaev", "Tokayev", "Toqaev", "J. Smith", "John Smith", "Jane Smith", "Nursultan Nazarbayev",
    "Nazarbayev, Nursultan", "Nursultan Nasarbajew", "Xi Jinping", "习近平", "Angela Merkel",
]  # fmt: skip

pytestmark = pytest.mark.filterwarnings("ignore")  # of Spark's workers and its Java bridge


def on_one_machine(names: list[str]) -> dict[str, tuple[str, float]]:
    found = nr.cluster(names, kind="person")
    return {member: (each.name, each.score) for each in found for member in each.members}


def on_spark(spark: Any, names: list[str | None]) -> dict[str | None, tuple[str, float]]:
    from nameresolve.plugins import spark as plugin

    table = spark.createDataFrame(list(enumerate(names)), "row int, name string")
    rows = plugin.cluster(table, "name", kind="person").collect()
    assert sorted(row["row"] for row in rows) == list(range(len(names)))
    return {row["name"]: (row["nr_cluster"], row["nr_cluster_score"]) for row in rows}


def test_clusters_are_those_of_one_machine(spark: Any) -> None:
    found = on_spark(spark, [*NAMES, None, " ", *NAMES[:3]])
    assert found.pop(None) == found.pop(" ") == (None, None)
    assert found == on_one_machine(NAMES)


@pytest.mark.parametrize("wrong", [{"kind": "persn"}, {"threshold": 1.5}, {"threshold": "high"}])
def test_what_is_wrong_is_told_before_a_job_runs(spark: Any, wrong: dict[str, Any]) -> None:
    from nameresolve.plugins import spark as plugin

    table = spark.createDataFrame([("Tokayev",)], "name string")
    for ask in (plugin.resolve, plugin.cluster):
        with pytest.raises(nr.SettingsError):
            ask(table, "name", **wrong)


@pytest.mark.long
def test_clusters_of_many_names_are_those_of_one_machine(spark: Any) -> None:
    people = [entity for entity in nr.Gazetteer.bundled() if entity.kind == "person"][::8]
    names = [*NAMES, *sorted({form.text for entity in people for form in entity.forms[:8]} - set(NAMES))]
    assert on_spark(spark, [*names]) == on_one_machine(names)


def test_labels_spread_to_the_end_of_a_chain(spark: Any) -> None:
    from nameresolve.plugins.spark_clusters import _components

    names = [f"n{number}" for number in range(5)]
    shuffled = random.Random(3).sample(names, len(names))
    labels = spark.createDataFrame([(name, name) for name in [*names, "alone"]], "name string, label string")
    chain = spark.createDataFrame(list(pairwise(shuffled)), "one string, other string")
    found = {row["name"]: row["label"] for row in _components(labels, chain).collect()}
    assert found == {**dict.fromkeys(names, "n0"), "alone": "alone"}


def test_nothing_is_brought_to_the_driver(spark: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from nameresolve.plugins import spark as plugin

    table = spark.createDataFrame(list(enumerate(NAMES[:6])), "row int, name string")

    def refuse(*_: Any, **__: Any) -> Any:
        raise AssertionError("rows were brought to the driver")

    for method in ("collect", "toPandas", "toLocalIterator", "take", "head", "first", "toArrow"):
        monkeypatch.setattr(type(table), method, refuse, raising=False)
    plan = plugin.cluster(table, "name", kind="person")._jdf.queryExecution().toString()
    assert "MapInArrow" in plan
    assert "CollectLimit" not in plan


def test_wrong_columns_are_refused(spark: Any) -> None:
    from nameresolve.plugins import spark as plugin

    table = spark.createDataFrame([(1, "Ana Example")], "row int, name string")
    for frame, column in (
        (table, "nome"),
        (table, "row"),
        (table.withColumnRenamed("row", "nr_cluster"), "name"),
    ):
        with pytest.raises(nr.FormatError, match=r"nome|row|nr_cluster"):
            plugin.cluster(frame, column)


@pytest.mark.long
def test_two_hundred_thousand_names_have_the_ids_of_resolve_many(
    spark: Any, names: list[str], expected: list[Any]
) -> None:
    from nameresolve.plugins import spark as plugin

    known = {name: answer for name, answer in zip(names, expected, strict=True) if "\0" not in name}
    rows = random.Random(1).choices(sorted(known), k=200_000)
    answered = plugin.resolve(spark.createDataFrame([(row,) for row in rows], "name string"), "name")
    found = {
        (row["name"], row["nr_status"], row["nr_id"], row["nr_name"]) for row in answered.distinct().collect()
    }
    assert found == {(name, *known[name][:3]) for name in set(rows)}
    assert answered.count() == len(rows)
