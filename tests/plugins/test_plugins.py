"""What each plug-in adds to the answers: indexes, missing values, pipelines, storage, errors."""

from __future__ import annotations

import json
import pickle
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

import nameresolve as nr
from nameresolve.plugins.answers import NOTHING, resolve_values, resolver_for

FIELDS = ["nr_status", "nr_id", "nr_name", "nr_score"]
NAME = "Nursultan Nasarbajew"


def needs(module: str, extra: str | None = None) -> Any:
    return pytest.importorskip(module, reason=f"needs the extra {extra or module!r}")


class Counting(nr.Resolver):
    """Notes what it is asked."""

    asked: list[str]

    def resolve_many(self, names: Iterable[str], **context: Any) -> Iterator[nr.Decision]:
        names = list(names)
        self.asked += names
        return super().resolve_many(names, **context)


# --------------------------------------------------------------------------------------------- shared


def test_distinct_values_are_asked_once_and_none_not_at_all() -> None:
    resolver = Counting()
    resolver.asked = []
    answers = resolve_values([NAME, None, NAME, "Toqaev"] * 600, resolver)
    assert len(answers) == 2_400
    assert answers[1] == NOTHING
    assert resolver.asked == [NAME, "Toqaev"]


@pytest.mark.parametrize("value", [7, b"Toqaev", ["Toqaev"], float("nan")])
def test_a_value_that_is_no_text_is_refused_by_its_type(value: Any) -> None:
    with pytest.raises(nr.FormatError, match=type(value).__name__):
        resolve_values([value])


def test_a_gazetteer_is_opened_once(own: str) -> None:
    assert resolver_for(own, None) is resolver_for(own, None)
    assert resolver_for(own, 0.9).settings.match_threshold == 0.9
    with pytest.raises(nr.GazetteerError):
        resolver_for(own + "-not-there")


# --------------------------------------------------------------------------------------------- pandas


def test_pandas_keeps_the_index_and_takes_missing_values_for_none(own: str) -> None:
    pd = needs("pandas")
    import nameresolve.plugins.pandas  # noqa: F401  # registers the accessor

    names = pd.Series(["Ana Example", None, float("nan"), pd.NA, "Nobody Atall"], index=[9, 7, 7, "a", 0])
    frame = names.nr.resolve(nr.Resolver(nr.Gazetteer.open(own)), kind="person")
    assert list(frame.columns) == FIELDS
    assert list(frame.index) == [9, 7, 7, "a", 0]
    assert list(frame["nr_status"]) == ["match", "none", "none", "none", "none"]
    assert frame["nr_id"].isna().tolist() == [False, True, True, True, True]
    assert str(frame["nr_score"].dtype) == "float64"
    assert pd.Series([], dtype="object").nr.resolve().dtypes.equals(frame.dtypes)
    assert pd.Series(pd.Categorical([NAME, None, NAME])).nr.resolve()["nr_id"].nunique() == 1
    with pytest.raises(nr.FormatError, match="int"):
        pd.Series([1, 2]).nr.resolve()


# --------------------------------------------------------------------------------------------- Polars


def test_polars_waits_until_the_query_runs() -> None:
    pl = needs("polars")
    from nameresolve.plugins.polars import ANSWER

    resolver = Counting()
    resolver.asked = []
    lazy = pl.LazyFrame({"name": [NAME, None, NAME]}).with_columns(nr=pl.col("name").nr.resolve(resolver))
    assert lazy.collect_schema()["nr"] == ANSWER
    assert resolver.asked == []
    assert lazy.collect().unnest("nr")["nr_status"].to_list() == ["match", "none", "match"]
    assert resolver.asked == [NAME]
    empty = pl.Series("name", [], dtype=pl.String).nr.resolve()
    assert (empty.name, empty.dtype, len(empty)) == ("name", ANSWER, 0)


# --------------------------------------------------------------------------------------------- DuckDB


def test_duckdb_functions_take_null_and_can_be_registered_again(own: str) -> None:
    duckdb = needs("duckdb")
    needs("pyarrow", "duckdb")
    from nameresolve.plugins import duckdb as plugin

    connection = duckdb.connect()
    plugin.register(connection)
    plugin.register(connection, nr.Resolver(nr.Gazetteer.open(own)), kind="person")
    query = "SELECT nr_resolve(n).nr_id, nr_keys(n), nr_similarity(n, 'Ana') FROM (VALUES ('Ana Example'), (NULL)) t(n)"
    (first, second) = connection.execute(query).fetchall()
    assert first[0] == "nr:ana-example"
    assert second == (None, None, None)
    assert connection.execute("SELECT nr_resolve(NULL).nr_status").fetchall() == [("none",)]
    assert connection.execute("SELECT nr_resolve(x) FROM (SELECT 'a' x WHERE false)").fetchall() == []


# --------------------------------------------------------------------------------------- scikit-learn


def test_the_transformer_works_in_a_pipeline(own: str) -> None:
    pd = needs("pandas", "sklearn and pandas")
    needs("sklearn")
    from sklearn.base import clone
    from sklearn.compose import make_column_transformer

    from nameresolve.plugins.sklearn import NameResolver

    made = make_column_transformer(
        (clone(NameResolver(gazetteer=own, kind="person")), ["author"]), remainder="passthrough"
    ).set_output(transform="pandas")
    table = pd.DataFrame({"author": ["Ana Example", None], "year": [1990, 1991]}, index=["a", "b"])
    frame = pickle.loads(pickle.dumps(made.fit(table))).transform(table)
    assert list(frame.columns) == [f"nameresolver__author_{f}" for f in FIELDS] + ["remainder__year"]
    assert list(frame.index) == ["a", "b"]
    assert list(frame.iloc[:, 0]) == ["match", "none"]


def test_the_transformer_tells_wrong_use() -> None:
    needs("sklearn")
    from sklearn.exceptions import NotFittedError

    from nameresolve.plugins.sklearn import NameResolver

    with pytest.raises(NotFittedError):
        NameResolver().transform([["Ana"]])
    with pytest.raises(nr.GazetteerError):
        NameResolver(gazetteer="not/there").fit([["Ana"]])
    with pytest.raises(ValueError, match="1 features"):
        NameResolver().fit([["Ana"]]).transform([["Ana", "Bea"]])
    names = NameResolver().fit([["Ana", "Bea"]]).get_feature_names_out()
    assert list(names[:5]) == ["x0_nr_status", "x0_nr_id", "x0_nr_name", "x0_nr_score", "x1_nr_status"]


# --------------------------------------------------------------------------------------------- Splink


@pytest.mark.filterwarnings("ignore")  # of Splink and of what it rests on
def test_splink_puts_pairs_on_the_levels_of_their_probability() -> None:
    splink = needs("splink")
    duckdb, pa = needs("duckdb", "splink"), needs("pyarrow", "splink")
    from nameresolve.plugins import duckdb as plugin
    from nameresolve.plugins.splink import THRESHOLDS, NameComparison

    names = ["Nursultan Nazarbayev", NAME, "Kemel Tokayev", "Kemel Tokarev", "Toqaev", None]
    connection = duckdb.connect()
    plugin.register(connection, kind="person")
    table = pa.table({"unique_id": range(len(names)), "full name": names, "all": ["x"] * len(names)})
    settings = splink.SettingsCreator(
        link_type="dedupe_only",
        comparisons=[NameComparison("full name")],
        blocking_rules_to_generate_predictions=[splink.block_on("all")],
        retain_intermediate_calculation_columns=True,
    )
    backend = splink.DuckDBAPI(connection=connection)
    if splink.__version__.startswith("4."):
        linker = splink.Linker(table, settings, backend)
    else:
        linker = splink.Linker(backend.register(table), settings)
    predicted = linker.inference.predict().physical_name
    query = f'SELECT "full name_l", "full name_r", gamma_full_name FROM {predicted}'
    pairs = connection.execute(query).fetchall()
    assert len(pairs) == len(names) * (len(names) - 1) // 2
    for left, right, gamma in pairs:
        assert gamma == level(left, right, THRESHOLDS)


def level(left: Any, right: Any, thresholds: tuple[float, ...]) -> int:
    if not isinstance(left, str) or not isinstance(right, str):
        return -1
    if left == right:
        return len(thresholds) + 1
    score = nr.similarity(left, right, kind="person")
    return sum(score >= threshold for threshold in thresholds)


@pytest.mark.parametrize("thresholds", [(), (0.5, 0.9), (0.9, 0.9), (1.5, 0.5), (0.5, 0.0)])
def test_thresholds_of_splink_must_fall(thresholds: tuple[float, ...]) -> None:
    needs("splink")
    from nameresolve.plugins.splink import NameComparison

    with pytest.raises(nr.SettingsError, match="thresholds"):
        NameComparison("name", thresholds)


# --------------------------------------------------------------------------------------------- scorer


def test_the_scorer_serves_dedupe() -> None:
    needs("dedupe")
    import dedupe

    from nameresolve.plugins.scorer import Scorer

    variable = dedupe.variables.Custom("name", comparator=Scorer(kind="person").distance)
    assert variable.comparator("Tokayev", "Tokayev") < 0.1
    assert variable.comparator("Tokayev", "Tokarev") > 0.9


def test_the_scorer_keeps_the_shape_of_rapidfuzz() -> None:
    from rapidfuzz import process

    from nameresolve.plugins.scorer import Scorer

    names = ["Tokarev", "Tokaïev", None]
    found = process.extractOne(
        "toqaev", names, scorer=Scorer("person"), processor=str.title, score_cutoff=0.5
    )
    assert found[0] == "Tokaïev"
    assert process.extractOne("Example", ["Tokarev"], scorer=Scorer(), score_cutoff=0.5) is None


# ------------------------------------------------------------------------------------ FollowTheMoney

PERSON = {
    "id": "ftm-1",
    "schema": "Person",
    "caption": "Ana Example",
    "properties": {
        "name": ["Ana Example", "Ana Exampel"],
        "alias": ["A. Example", "Ana Example"],
        "weakAlias": ["Nana", "A. Example"],
        "nationality": ["es", "xxx"],
        "country": ["es"],
        "birthDate": ["1960-05-01", "1960"],
        "wikidataId": ["Q42"],
    },
}


def test_an_ftm_entity_becomes_an_entity() -> None:
    from nameresolve.plugins.ftm import to_entity

    entity = to_entity(PERSON)
    assert (entity.id, entity.kind, entity.name) == ("ftm-1", "person", "Ana Example")
    assert (entity.countries, entity.born, dict(entity.identifiers)) == (("ES",), 1960, {"wikidata": "Q42"})
    assert [(form.text, form.strength) for form in entity.forms] == [
        ("Ana Example", "strong"),
        ("Ana Exampel", "strong"),
        ("A. Example", "strong"),
        ("Nana", "weak"),
    ]
    assert nr.Resolver(nr.Gazetteer.from_entities([entity])).resolve("Ana Example").status == "match"


def test_years_that_contradict_are_no_evidence_and_a_legal_entity_is_of_no_kind() -> None:
    from nameresolve.plugins.ftm import to_entity

    data = {"id": "x", "schema": "LegalEntity", "properties": {"name": "One", "birthDate": ["1960", "1961"]}}
    assert (to_entity(data).born, to_entity(data).kind) == (None, "other")


@pytest.mark.parametrize("wrong", [{}, {"id": "x"}, {"id": "x", "properties": {}}, "text", 7])
def test_what_is_no_ftm_entity_is_refused(wrong: Any) -> None:
    from nameresolve.plugins.ftm import to_entity

    with pytest.raises(nr.FormatError):
        to_entity(wrong)


def test_ftm_entities_are_annotated_with_context(own: str) -> None:
    from nameresolve.plugins.ftm import annotate

    resolver = nr.Resolver(nr.Gazetteer.open(own))
    nameless = {"id": "x", "schema": "Person", "properties": {}}
    both = {"id": "y", "schema": "Thing", "properties": {"name": ["Ana Example", "Globex Company"]}}
    first, second, third = annotate([PERSON, nameless, both], resolver)
    assert (first["nr_status"], first["nr_id"], first["caption"]) == (
        "match",
        "nr:ana-example",
        "Ana Example",
    )
    assert second["nr_status"] == "none"
    assert (third["nr_status"], third["nr_id"]) == ("ambiguous", None)
    json.dumps(first)


def test_entities_come_back_as_ftm() -> None:
    from nameresolve.plugins.ftm import from_entity, to_entity

    data = from_entity(nr.Gazetteer.bundled().get("Q57394"))  # type: ignore[arg-type]
    assert data["properties"]["wikidataId"] == ["Q57394"]
    again = to_entity(data)
    assert (again.id, again.kind, again.name) == ("Q57394", "person", "Nursultan Nazarbayev")
    assert "wikidataId" not in from_entity(nr.Entity("Quux", "other", "Quux"))["properties"]


def test_ftm_takes_and_makes_what_followthemoney_itself_does(own: str) -> None:
    followthemoney = needs("followthemoney", "followthemoney (no extra)")
    from nameresolve.plugins.ftm import annotate, from_entity, to_entity

    model = followthemoney.model
    proxy = model.get_proxy(from_entity(to_entity(PERSON)))
    assert set(proxy.get("alias")) == {"A. Example", "Ana Exampel"}
    (annotated,) = annotate([proxy], nr.Resolver(nr.Gazetteer.open(own)))
    assert model.get_proxy(annotated).to_dict()["nr_id"] == "nr:ana-example"


# ---------------------------------------------------------------------------------------------- spaCy

TEXT = "Nursultan Nasarbajew met Qasym-Zhomart Toqaev in Astana. Toqaev left."


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_spacy_finds_the_component_by_its_entry_point() -> None:
    spacy = needs("spacy")
    nlp = spacy.blank("en")
    nlp.add_pipe("nameresolve", config={"add_ents": True})
    doc = nlp(TEXT)
    linked = [(ent.text, ent.label_, ent.kb_id_) for ent in doc.ents]
    assert ("Nursultan Nasarbajew", "PERSON", "Q57394") in linked
    assert ("Toqaev", "PERSON", "Q200881") in linked
    for mention in doc._.nr_mentions:
        assert TEXT[mention["start"] : mention["end"]] == mention["text"]
    again = type(doc)(nlp.vocab).from_bytes(doc.to_bytes())
    assert again._.nr_mentions == doc._.nr_mentions
    assert [ent.kb_id_ for ent in again.ents] == [ent.kb_id_ for ent in doc.ents]


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_spacy_entities_keep_their_ids_and_labels_say_the_kind(own: str) -> None:
    spacy = needs("spacy")
    from spacy.tokens import Span

    nlp = spacy.blank("en")
    nlp.add_pipe("nameresolve", config={"gazetteer": own, "mentions": False})
    docs = [
        nlp.make_doc("Ana Example spoke"),
        nlp.make_doc("Ana Example spoke"),
        nlp.make_doc("Nobody spoke"),
    ]
    docs[0].set_ents([Span(docs[0], 0, 2, label="PERSON")])
    docs[1].set_ents([Span(docs[1], 0, 2, label="ORG")])
    docs[2].set_ents([Span(docs[2], 0, 1, label="PERSON", kb_id="kept")])
    assert [doc.ents[0].kb_id_ for doc in nlp.pipe(docs)] == ["nr:ana-example", "", "kept"]


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("way", ["disk", "bytes"])
def test_a_stored_pipeline_brings_its_gazetteer_along(way: str, own: str, tmp_path: Path) -> None:
    spacy = needs("spacy")
    nlp = spacy.blank("en")
    component = nlp.add_pipe("nameresolve", config={"gazetteer": own, "add_ents": True, "threshold": 0.8})
    again = spacy.blank("en")
    other = again.add_pipe("nameresolve")
    if way == "disk":
        nlp.to_disk(tmp_path / "pipeline")
        other.from_disk(tmp_path / "pipeline" / "nameresolve")
    else:
        content = component.to_bytes()
        assert content == component.to_bytes()
        other.from_bytes(content)
    assert other.resolver.settings.match_threshold == 0.8
    assert other.resolver.gazetteer.fingerprint == component.resolver.gazetteer.fingerprint
    assert [ent.kb_id_ for ent in again("Ana Example spoke.").ents] == ["nr:ana-example"]


# ---------------------------------------------------------------------------------------------- Spark


@pytest.mark.filterwarnings("ignore")  # of Spark's workers and its Java bridge
def test_spark_takes_nulls_an_own_gazetteer_and_refuses_wrong_columns(spark: Any, own: str) -> None:
    from nameresolve.plugins import spark as plugin

    table = spark.createDataFrame([(1, "Ana Example"), (2, None)], "row int, name string")
    rows = plugin.resolve(table, "name", gazetteer=own, kind="person").collect()
    assert [(row["row"], row["nr_status"], row["nr_id"]) for row in rows] == [
        (1, "match", "nr:ana-example"),
        (2, "none", None),
    ]
    for frame, column in ((table, "nome"), (table, "row"), (table.withColumnRenamed("row", "nr_id"), "name")):
        with pytest.raises(nr.FormatError, match=r"nome|row|nr_id"):
            plugin.resolve(frame, column)
