"""The names that every plug-in is asked, and the answers they must give."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import nameresolve as nr

Answer = tuple[str, str | None, str | None, float]

FEW, MANY = 240, 1_000
ODD = ["", "   ", "Toqaev", "Tokarev", "\u0000", "x" * 300, "Nursultan Nasarbajew", "'; DROP TABLE x", "王毅"]


def listed_names(count: int) -> list[str]:
    """Return spellings spread over the bundled gazetteer, some of them damaged, and odd ones."""
    forms = [form.text for entity in nr.Gazetteer.bundled() for form in entity.forms]
    chosen = forms[:: max(1, len(forms) // (count - len(ODD)))][: count - len(ODD)]
    damaged = [name[1:] if number % 7 == 3 else name for number, name in enumerate(chosen)]
    return [*ODD, *damaged]


def plain(decision: nr.Decision) -> Answer:
    entity = decision.entity
    return (decision.status, entity and str(entity.id), entity and entity.name, decision.score)


@pytest.fixture(scope="session", params=[FEW, pytest.param(MANY, marks=pytest.mark.long)], ids=str)
def names(request: pytest.FixtureRequest) -> list[str]:
    return listed_names(request.param)


@pytest.fixture(scope="session")
def expected(names: list[str]) -> list[Answer]:
    answers = [plain(decision) for decision in nr.Resolver().resolve_many(names)]
    assert {"match", "ambiguous", "none"} == {answer[0] for answer in answers}
    return answers


@pytest.fixture
def own(tmp_path: Path) -> str:
    """Return the folder of a small compiled gazetteer."""
    listed = [
        nr.Entity("nr:ana-example", "person", "Ana Example", born=1960, countries=("ES",)),
        nr.Entity("nr:example-co", "organization", "Globex Company"),
    ]
    nr.Gazetteer.from_entities(listed).save(tmp_path / "own")
    return str(tmp_path / "own")


@pytest.fixture(scope="session")
def spark() -> Iterator[Any]:
    """Return a local Spark session; skip the test where there is no pyspark or no Java."""
    import os
    import shutil
    import sys

    pytest.importorskip("pyspark", reason="needs the extra 'spark'")
    if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
        pytest.skip("Spark needs a Java runtime")
    os.environ["PYSPARK_PYTHON"] = sys.executable  # else the workers take whatever python3 is on the path
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    builder = builder.config("spark.sql.shuffle.partitions", "2")
    session = builder.config("spark.driver.host", "127.0.0.1").getOrCreate()
    yield session
    session.stop()
