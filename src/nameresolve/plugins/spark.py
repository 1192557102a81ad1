"""``resolve(df, "name")`` and ``cluster(df, "name")``: names in Spark.

    from nameresolve.plugins import spark
    spark.resolve(people, "name", kind="person").write.parquet("people-with-ids.parquet")
    spark.cluster(people, "name", kind="person").groupBy("nr_cluster").count()

The rows go through ``mapInArrow``; each Python worker opens the compiled gazetteer once, so its
folder must be at the same path on every machine.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import nameresolve as nr
from nameresolve.plugins.answers import Answer, resolve_values, resolver_for

try:
    import pyarrow as pa
    from pyspark.sql import DataFrame
    from pyspark.sql import functions as F  # noqa: N812  # as all of Spark's own pages have it
    from pyspark.sql.types import DoubleType, StringType, StructField, StructType
except ModuleNotFoundError as error:
    raise nr.MissingExtraError(error.name or "pyspark", extra="spark") from error

from nameresolve.plugins.spark_clusters import clusters

__all__ = ["cluster", "resolve"]

_ARROW_TYPES = (pa.string(), pa.string(), pa.string(), pa.float64())
_SPARK_TYPES = (StringType(), StringType(), StringType(), DoubleType())


def resolve(
    table: DataFrame,
    column: str,
    *,
    gazetteer: str | Path | None = None,
    threshold: float | None = None,
    kind: nr.Kind | None = None,
) -> DataFrame:
    """Return the table with the columns nr_status, nr_id, nr_name and nr_score added, last.

    `gazetteer` is the folder of a compiled gazetteer, None for the bundled one. A null has the status
    ``"none"``. Raises `FormatError` unless the column is there and holds texts and the new ones are not, and
    `SettingsError` for a wrong kind or threshold.
    """
    _check(table, column, Answer._fields)
    nr.parse("", kind=kind)  # a wrong kind or threshold is told here, not by each worker
    if threshold is not None:
        nr.Settings(match_threshold=threshold)
    path = None if gazetteer is None else str(gazetteer)

    def answer(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        resolver = resolver_for(path, threshold)
        for batch in batches:
            names = batch.column(batch.schema.get_field_index(column)).to_pylist()
            yield _extended(batch, resolve_values(names, resolver, kind=kind))

    fields = [StructField(name, type_) for name, type_ in zip(Answer._fields, _SPARK_TYPES, strict=True)]
    return table.mapInArrow(answer, StructType([*table.schema.fields, *fields]))


def cluster(
    table: DataFrame, column: str, *, kind: nr.Kind | None = None, threshold: float | None = None
) -> DataFrame:
    """Return the table with the columns nr_cluster and nr_cluster_score added, last.

    They are the name and the score of the cluster that `nameresolve.cluster` puts each name into, null for
    a null or a blank. Raises what `resolve` raises. Rows may come in another order.
    """
    _check(table, column, ("nr_cluster", "nr_cluster_score"))
    nr.parse("", kind=kind)
    if threshold is not None:
        nr.cluster((), threshold=threshold)
    names = table.select(F.col(f"`{column}`").alias("name")).where(F.trim("name") != "").distinct()
    found = clusters(names, kind=kind, threshold=threshold)
    return table.join(found, table[column] == found["name"], "left").select(
        *(table[each] for each in table.columns), "nr_cluster", "nr_cluster_score"
    )


def _check(table: DataFrame, column: str, added: tuple[str, ...]) -> None:
    if column not in table.columns:
        raise nr.FormatError(f"There is no column {column!r}. The columns are: {', '.join(table.columns)}")
    if table.schema[column].dataType != StringType():
        raise nr.FormatError(f"The column {column!r} holds no texts. Cast it to a string first.")
    clash = [name for name in added if name in table.columns]
    if clash:
        raise nr.FormatError(f"There is already a column {clash[0]!r}. Rename or drop it first.")


def _extended(batch: pa.RecordBatch, answers: list[Answer]) -> pa.RecordBatch:
    columns = list(zip(*answers, strict=True)) or [()] * len(Answer._fields)
    arrays = [pa.array(column, type=type_) for column, type_ in zip(columns, _ARROW_TYPES, strict=True)]
    names = [*batch.schema.names, *Answer._fields]
    return pa.RecordBatch.from_arrays([*batch.columns, *arrays], names=names)
