"""``SELECT nr_resolve(name) FROM people``: names in DuckDB.

    import duckdb
    from nameresolve.plugins import duckdb as names
    connection = duckdb.connect()
    names.register(connection, kind="person")

The functions work on whole vectors of values, and each distinct value of a vector is asked once.
"""

from __future__ import annotations

from collections.abc import Callable

import nameresolve as nr
from nameresolve.plugins.answers import Answer, resolve_values

try:
    import duckdb
    import pyarrow as pa
except ModuleNotFoundError as error:
    raise nr.MissingExtraError(error.name or "duckdb", extra="duckdb") from error

__all__ = ["ANSWER_TYPE", "register"]

ANSWER_TYPE = "STRUCT(nr_status VARCHAR, nr_id VARCHAR, nr_name VARCHAR, nr_score DOUBLE)"
_ARROW_ANSWER = pa.struct(
    list(zip(Answer._fields, (pa.string(), pa.string(), pa.string(), pa.float64()), strict=True))
)


def register(
    connection: duckdb.DuckDBPyConnection,
    resolver: nr.Resolver | None = None,
    *,
    kind: nr.Kind | None = None,
) -> None:
    """Give a connection the functions nr_keys, nr_similarity and nr_resolve.

    ``nr_keys(name)`` lists the blocking keys, in order; ``nr_similarity(left, right)`` is the
    probability, 0 to 1, that two names can belong to one entity; both are NULL for a NULL.
    ``nr_resolve(name)`` is a struct of nr_status, nr_id, nr_name and nr_score; a NULL has the status
    ``'none'``. `kind` says of what kind all the names are. Registering again replaces them.
    """

    def resolve(names: pa.ChunkedArray) -> pa.Array:
        answers = resolve_values(names.to_pylist(), resolver, kind=kind)
        return pa.array([answer._asdict() for answer in answers], type=_ARROW_ANSWER)

    def keys(names: pa.ChunkedArray) -> pa.Array:
        values = names.to_pylist()
        known = {name: sorted(nr.keys(name, kind=kind)) for name in set(values) if name is not None}
        return pa.array([known.get(name) for name in values], type=pa.list_(pa.string()))

    def similarity(left: pa.ChunkedArray, right: pa.ChunkedArray) -> pa.Array:
        pairs = list(zip(left.to_pylist(), right.to_pylist(), strict=True))
        known = {pair: nr.similarity(*pair, kind=kind) for pair in set(pairs) if None not in pair}
        return pa.array([known.get(pair) for pair in pairs], type=pa.float64())

    _add(connection, "nr_resolve", resolve, ["VARCHAR"], ANSWER_TYPE)
    _add(connection, "nr_keys", keys, ["VARCHAR"], "VARCHAR[]")
    _add(connection, "nr_similarity", similarity, ["VARCHAR", "VARCHAR"], "DOUBLE")


def _add(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    function: Callable[..., pa.Array],
    parameters: list[str],
    result: str,
) -> None:
    query = "SELECT 1 FROM duckdb_functions() WHERE function_name = ?"
    if connection.execute(query, [name]).fetchall():
        connection.remove_function(name)
    # DuckDB leaves NULLs out unless told that they are handled here.
    connection.create_function(name, function, parameters, result, type="arrow", null_handling="special")
