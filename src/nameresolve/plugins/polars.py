"""``pl.col("name").nr.resolve()``: names in Polars, eager and lazy.

    import nameresolve.plugins.polars
    lazy.with_columns(pl.col("name").nr.resolve(kind="person").alias("nr")).unnest("nr")

Importing the module registers the namespace ``nr`` on Series and on expressions.
"""

from __future__ import annotations

import nameresolve as nr
from nameresolve.plugins.answers import Answer, resolve_values

try:
    import polars as pl
except ModuleNotFoundError as error:
    raise nr.MissingExtraError("polars", extra="polars") from error

__all__ = ["ANSWER", "NameExpr", "NameSeries"]

ANSWER = pl.Struct(dict(zip(Answer._fields, (pl.String, pl.String, pl.String, pl.Float64), strict=True)))
"""The data type of an answer: a struct of nr_status, nr_id, nr_name and nr_score."""


@pl.api.register_series_namespace("nr")
class NameSeries:
    """The methods of the library on a Series of names."""

    def __init__(self, series: pl.Series) -> None:
        self._series = series

    def resolve(
        self, resolver: nr.Resolver | None = None, *, kind: nr.Kind | None = None, workers: int = 1
    ) -> pl.Series:
        """Return a Series of structs; ``.struct.unnest()`` makes four columns of it.

        A null has the status ``"none"``; where there is no match the id and the name are null.
        Raises `FormatError` for a column that is no text.
        """
        answers = resolve_values(self._series.to_list(), resolver, kind=kind, workers=workers)
        rows = [answer._asdict() for answer in answers]
        return pl.Series(self._series.name, rows, dtype=ANSWER)


@pl.api.register_expr_namespace("nr")
class NameExpr:
    """The methods of the library on an expression."""

    def __init__(self, expression: pl.Expr) -> None:
        self._expression = expression

    def resolve(
        self, resolver: nr.Resolver | None = None, *, kind: nr.Kind | None = None, workers: int = 1
    ) -> pl.Expr:
        """Return an expression of structs; nothing is resolved until the query runs."""

        def answer(series: pl.Series) -> pl.Series:
            return NameSeries(series).resolve(resolver, kind=kind, workers=workers)

        return self._expression.map_batches(answer, return_dtype=ANSWER)
