"""``spark.cluster(df, "name")``: the clusters that `nameresolve.cluster` finds, past one machine.

names -> outlines -> join on keys -> likely pairs -> components by iterated joins -> a component a call

Nothing is brought to the driver but, in each round, whether a label still changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pyarrow as pa
from pyspark.sql import DataFrame
from pyspark.sql import functions as F  # noqa: N812  # as all of Spark's own pages have it

import nameresolve as nr

__all__ = ["clusters"]

Batches = Iterator[pa.RecordBatch]
OfRow = Callable[[dict[str, Any]], list[dict[str, Any]]]

_OUTLINES = (
    "name string, spelling string, initials boolean, keys array<struct<key:string,most:bigint,only:boolean>>"
)
_PAIRS = "one string, other string"
_ANSWERS = "name string, nr_cluster string, nr_cluster_score double"


def clusters(names: DataFrame, *, kind: nr.Kind | None, threshold: float | None) -> DataFrame:
    """Return the distinct names of a table of one column `name`, each with its cluster and score."""
    outlines = names.mapInArrow(_rows(lambda row: _outline(row["name"], kind)), _OUTLINES).localCheckpoint()
    spelled = outlines.groupBy("spelling").agg(
        F.min("name").alias("first"), F.first("keys").alias("keys"), F.first("initials").alias("initials")
    )
    pairs = _in_blocks(spelled).mapInArrow(_likely(kind), _PAIRS).localCheckpoint()
    labels = _components(spelled.select(F.col("first").alias("name"), F.col("first").alias("label")), pairs)
    firsts = outlines.join(spelled.select("spelling", "first"), "spelling").select("name", "first")
    homes = firsts.join(labels.withColumnRenamed("name", "first"), "first")
    members = homes.groupBy("label").agg(F.collect_list("name").alias("names"))
    linked = pairs.join(labels, pairs["one"] == labels["name"]).groupBy("label")
    found = linked.agg(F.collect_list(F.struct("one", "other")).alias("pairs"))
    return members.join(found, "label", "left").mapInArrow(_rows(_clustered(kind, threshold)), _ANSWERS)


def _rows(answer: OfRow) -> Callable[[Batches], Batches]:
    """Return what maps batches row by row, a row to any number of rows."""

    def answers(batches: Batches) -> Batches:
        for batch in batches:
            found = [row for each in batch.to_pylist() for row in answer(each)]
            if found:
                yield pa.RecordBatch.from_pylist(found)

    return answers


def _outline(name: str, kind: nr.Kind | None) -> list[dict[str, Any]]:
    found = nr.outline(name, kind=kind)
    keys = [
        {"key": key, "most": found.most(key), "only": found.for_initials(key)} for key in sorted(found.keys)
    ]
    return [{"name": name, "spelling": found.spelling, "initials": found.initials, "keys": keys}]


def _in_blocks(spelled: DataFrame) -> DataFrame:
    """Return the pairs of spellings that share a key which few enough share."""
    each = spelled.select("first", "initials", F.explode("keys").alias("k")).select(
        "first", "initials", "k.*"
    )
    counts = each.groupBy("key").agg(F.count("*").alias("size"), F.first("most").alias("limit"))
    small = counts.where((F.col("size") > 1) & (F.col("size") <= F.col("limit"))).select("key")
    left = each.join(small, "key").selectExpr("key", "only", "first AS one", "initials AS a")
    right = each.selectExpr("key", "first AS other", "initials AS b")
    useful = (F.col("one") < F.col("other")) & (~F.col("only") | F.col("a") | F.col("b"))
    return left.join(right, "key").where(useful).select("one", "other").distinct()


def _likely(kind: nr.Kind | None) -> Callable[[Batches], Batches]:
    def likely(batches: Batches) -> Batches:
        for batch in batches:
            asked = zip(batch.column(0).to_pylist(), batch.column(1).to_pylist(), strict=True)
            found = nr.likely_pairs(asked, kind=kind)
            columns = [[each.name for each in found], [each.other for each in found]]
            yield pa.RecordBatch.from_arrays(
                [pa.array(c, type=pa.string()) for c in columns], ["one", "other"]
            )

    return likely


def _components(labels: DataFrame, pairs: DataFrame) -> DataFrame:
    """Return each name with the least name of its component: labels spread until none changes."""
    edges = pairs.union(pairs.select("other", "one")).localCheckpoint()
    while True:
        beside = edges.join(labels, edges["other"] == labels["name"]).select("one", "label")
        nearest = beside.groupBy("one").agg(F.min("label").alias("near"))
        spread = labels.join(nearest, labels["name"] == nearest["one"], "left")
        new = F.least("label", F.coalesce("near", "label"))
        following = spread.select("name", new.alias("label"), (new < F.col("label")).alias("new"))
        following = following.localCheckpoint()
        labels = following.select("name", "label")
        if following.where("new").isEmpty():
            return labels


def _clustered(kind: nr.Kind | None, least: float | None) -> OfRow:
    def clustered(row: dict[str, Any]) -> list[dict[str, Any]]:
        pairs = [(pair["one"], pair["other"]) for pair in row["pairs"] or ()]
        found = nr.cluster(row["names"], kind=kind, threshold=least, pairs=pairs)
        return [
            {"name": name, "nr_cluster": each.name, "nr_cluster_score": each.score}
            for each in found
            for name in each.members
        ]

    return clustered
