"""Nothing is imported before it is named, and what is missing is named with its remedy."""

from __future__ import annotations

import importlib
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import nameresolve as nr

ROOT = Path(__file__).resolve().parents[2]
# Plug-in, the module it cannot do without, the package and the extra that bring it.
NEEDS = [
    ("pandas", "pandas", "pandas", "pandas"),
    ("polars", "polars", "polars", "polars"),
    ("duckdb", "duckdb", "duckdb", "duckdb"),
    ("sklearn", "sklearn", "scikit-learn", "sklearn"),
    ("splink", "splink", "splink", "splink"),
    ("spacy", "srsly", "srsly", "spacy"),
    ("spark", "pyspark", "pyspark", "spark"),
]
EXTRAS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"][
    "optional-dependencies"
]


@pytest.mark.parametrize(("plugin", "module", "package", "extra"), NEEDS)
def test_a_missing_library_is_answered_by_the_install_command(
    plugin: str, module: str, package: str, extra: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for known in [name for name in sys.modules if name.split(".")[0] == module]:
        monkeypatch.delitem(sys.modules, known)
    monkeypatch.setitem(sys.modules, module, None)
    monkeypatch.delitem(sys.modules, f"nameresolve.plugins.{plugin}", raising=False)
    with pytest.raises(nr.MissingExtraError) as caught:
        importlib.import_module(f"nameresolve.plugins.{plugin}")
    assert str(caught.value).endswith(f"pip install 'nameresolve[{extra}]'")
    assert extra in EXTRAS


@pytest.mark.parametrize("extra", [extra for *_, extra in NEEDS] + ["parquet", "plot"])
def test_the_extra_all_has_each_extra(extra: str) -> None:
    (everything,) = EXTRAS["all"]
    assert extra in everything.removeprefix("nameresolve[").removesuffix("]").split(",")


def test_importing_and_using_the_library_imports_none_of_them() -> None:
    code = (
        "import sys, nameresolve as nr, nameresolve.plugins; nr.resolve('Toqaev');"
        "print(sorted({name.split('.')[0] for name in sys.modules}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    others = {module for _, module, _, _ in NEEDS} | {"pyarrow", "followthemoney", "spacy", "scipy"}
    assert others.isdisjoint(eval(done.stdout))


def test_no_plug_in_is_over_120_lines() -> None:
    folder = ROOT / "src" / "nameresolve" / "plugins"
    lengths = {path.name: len(path.read_text(encoding="utf-8").splitlines()) for path in folder.glob("*.py")}
    assert {name: length for name, length in lengths.items() if length > 120} == {}


@pytest.mark.parametrize(
    "path", sorted((ROOT / "src/nameresolve/plugins").glob("*.py")), ids=lambda path: path.stem
)
def test_a_plug_in_stays_short(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) < 120
