"""The pages on plug-ins: their code runs where the library is installed, and each has a page."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

import nameresolve as nr

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted((ROOT / "docs" / "plugins").glob("*.md"))
BLOCK = re.compile(r"^```py\n(.*?)^```$", re.MULTILINE | re.DOTALL)
OTHERS = {"pandas", "polars", "duckdb", "pyspark", "spacy", "splink"}
INNER = {"__init__", "answers", "folders", "spark_clusters"}


@pytest.mark.filterwarnings("ignore")  # of the other libraries
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_code_of_a_page_runs(
    page: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    if page.stem == "spark":
        request.getfixturevalue("spark")
    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    code = "\n".join(BLOCK.findall(page.read_text(encoding="utf-8")))
    assert code
    names: dict[str, object] = {"__name__": "__main__"}
    try:
        exec(compile(code, page.name, "exec"), names)
    except nr.MissingExtraError as error:
        pytest.skip(str(error))
    except ModuleNotFoundError as error:
        if error.name not in OTHERS:
            raise
        pytest.skip(f"needs the package {error.name}")


def test_every_plug_in_has_a_page() -> None:
    plugins = {path.stem for path in (ROOT / "src" / "nameresolve" / "plugins").glob("*.py")} - INNER
    assert {page.stem for page in PAGES} == plugins | {"index"}
