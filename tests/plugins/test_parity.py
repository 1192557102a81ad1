"""The same names through every plug-in: ids and scores are those of `Resolver.resolve_many`."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from typing import Any

import pytest

import nameresolve as nr

Answer = tuple[str, str | None, str | None, float]
FIELDS = ["nr_status", "nr_id", "nr_name", "nr_score"]

pytestmark = pytest.mark.filterwarnings("ignore:::(pyspark|pandas|spacy|duckdb|splink|sklearn|polars)")


def needs(module: str, extra: str | None = None) -> Any:
    return pytest.importorskip(module, reason=f"needs the extra {extra or module!r}")


def ask_pandas(names: list[str]) -> list[Answer]:
    pd = needs("pandas")
    import nameresolve.plugins.pandas  # noqa: F401  # registers the accessor

    frame = pd.Series(names).nr.resolve()
    return [tuple(None if pd.isna(value) else value for value in row) for row in frame.to_numpy()]


def ask_polars_series(names: list[str]) -> list[Answer]:
    pl = needs("polars")
    import nameresolve.plugins.polars  # noqa: F401  # registers the namespace

    return pl.Series("name", names).nr.resolve().struct.unnest().rows()


def ask_polars_lazily(names: list[str]) -> list[Answer]:
    pl = needs("polars")
    import nameresolve.plugins.polars  # noqa: F401  # registers the namespace

    lazy = pl.LazyFrame({"name": names}).select(pl.col("name").nr.resolve().alias("nr"))
    return lazy.unnest("nr").collect().rows()


def ask_duckdb(names: list[str]) -> list[Answer]:
    duckdb, pa = needs("duckdb"), needs("pyarrow", "duckdb")
    from nameresolve.plugins import duckdb as plugin

    connection = duckdb.connect()
    plugin.register(connection)
    connection.register("people", pa.table({"place": range(len(names)), "name": names}))
    rows = connection.execute("SELECT nr_resolve(name) FROM people ORDER BY place").fetchall()
    return [tuple(row[field] for field in FIELDS) for (row,) in rows]


def ask_sklearn(names: list[str]) -> list[Answer]:
    needs("sklearn")
    from nameresolve.plugins.sklearn import NameResolver

    transformer = pickle.loads(pickle.dumps(NameResolver().fit([[name] for name in names])))
    return [tuple(row) for row in transformer.transform([[name] for name in names])]


def ask_ftm(names: list[str]) -> list[Answer]:
    from nameresolve.plugins.ftm import annotate

    entities = [{"id": "x", "schema": "Thing", "properties": {"name": [name]}} for name in names]
    return [tuple(entity[field] for field in FIELDS) for entity in annotate(entities)]


@pytest.mark.parametrize(
    "ask", [ask_pandas, ask_polars_series, ask_polars_lazily, ask_duckdb, ask_sklearn, ask_ftm]
)
def test_a_plug_in_gives_the_answers_of_resolve_many(
    ask: Callable[[list[str]], list[Answer]], names: list[str], expected: list[Answer]
) -> None:
    assert ask(names) == expected


@pytest.mark.filterwarnings("ignore")  # of Spark's workers and its Java bridge
def test_spark_gives_the_answers_of_resolve_many(
    spark: Any, names: list[str], expected: list[Answer]
) -> None:
    from nameresolve.plugins import spark as plugin

    rows = [(place, name) for place, name in enumerate(names) if "\0" not in name]
    table = spark.createDataFrame(rows, "place int, name string")
    answers = {
        row["place"]: tuple(row[field] for field in FIELDS) for row in plugin.resolve(table, "name").collect()
    }
    assert answers == {place: expected[place] for place, _ in rows}


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_spacy_gives_the_ids_of_resolve_many(names: list[str], expected: list[Answer]) -> None:
    spacy = needs("spacy")
    from spacy.tokens import Doc, Span

    nlp = spacy.blank("en")
    nlp.add_pipe("nameresolve", config={"mentions": False})
    asked = [(name, answer) for name, answer in zip(names, expected, strict=True) if name.strip()]
    docs = [Doc(nlp.vocab, words=[name], spaces=[False]) for name, _ in asked]
    for doc in docs:
        doc.set_ents([Span(doc, 0, 1, label="ANY")])
    linked = [doc.ents[0].kb_id_ or None for doc in nlp.pipe(docs)]
    assert linked == [answer[1] for _, answer in asked]


def test_the_scorer_gives_the_scores_of_similarity(names: list[str]) -> None:
    from rapidfuzz import process

    from nameresolve.plugins.scorer import Scorer

    scorer = pickle.loads(pickle.dumps(Scorer()))
    found = process.extract("Nursultan Nasarbajew", names, scorer=scorer, limit=None)
    assert {name: score for name, score, _ in found} == {
        name: nr.similarity("Nursultan Nasarbajew", name) for name in names
    }


def test_duckdb_gives_the_scores_and_keys_of_the_library(names: list[str]) -> None:
    duckdb, pa = needs("duckdb"), needs("pyarrow", "duckdb")
    from nameresolve.plugins import duckdb as plugin

    connection = duckdb.connect()
    plugin.register(connection, kind="person")
    connection.register("people", pa.table({"name": names}))
    query = "SELECT name, nr_similarity(name, 'Nursultan Nasarbajew'), nr_keys(name) FROM people"
    for name, score, keys in connection.execute(query).fetchall():
        assert score == nr.similarity(name, "Nursultan Nasarbajew", kind="person")
        assert keys == sorted(nr.keys(name, kind="person"))
