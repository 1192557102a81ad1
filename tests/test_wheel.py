"""The wheel holds what it needs, nothing else, and works where the sources are not."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "nameresolve"
MOST_BYTES = 15_000_000
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def run(*command: str | Path, cwd: Path, extra: dict[str, str] | None = None) -> str:
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"} | (extra or {})
    done = subprocess.run(
        [str(word) for word in command], cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    for package in ("build", "hatchling"):
        pytest.importorskip(package, reason="it is part of the extra 'dev'")
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT, cwd=folder)
    return next(folder.glob("*.whl"))


def contents(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_the_wheel_holds_every_module_and_all_data(wheel: Path) -> None:
    files = (path for path in PACKAGE.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    expected = {path.relative_to(ROOT / "src").as_posix() for path in files}
    assert "nameresolve/py.typed" in expected
    assert expected <= contents(wheel)


def test_the_wheel_stays_under_15_megabytes(wheel: Path) -> None:
    assert wheel.stat().st_size < MOST_BYTES


def test_the_wheel_holds_nothing_but_the_package(wheel: Path) -> None:
    others = {name for name in contents(wheel) if not name.startswith("nameresolve")}
    assert others == set()
    assert any(name.endswith("licenses/LICENSE") for name in contents(wheel))


def test_the_wheel_works_without_the_sources(wheel: Path, tmp_path: Path) -> None:
    """Unpacked elsewhere: the same interpreter, our sources not on its path."""
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    code = (
        f"import sys; sys.path.insert(0, {str(tmp_path)!r}); import nameresolve as nr; "
        "print(nr.__file__); print(nr.resolve('Qasym-Zhomart Toqaev').entity.id)"
    )
    place, answer = run(sys.executable, "-c", code, cwd=tmp_path).splitlines()
    assert Path(place).is_relative_to(tmp_path)
    assert answer == "Q200881"


@pytest.mark.long
@pytest.mark.parametrize("what", ["--wheel", "--sdist"])
def test_the_same_sources_give_the_same_bytes(what: str, tmp_path: Path) -> None:
    """Built twice in two places, with the time that the release was made given as SOURCE_DATE_EPOCH."""
    for package in ("build", "hatchling"):
        pytest.importorskip(package, reason="it is part of the extra 'dev'")
    made = []
    for place in ("one", "two"):
        environment = {"SOURCE_DATE_EPOCH": "1700000000", "PYTHONHASHSEED": str(len(made) + 1)}
        folder = tmp_path / place
        command = (sys.executable, "-m", "build", what, "--no-isolation", "--outdir", folder, ROOT)
        run(*command, cwd=tmp_path, extra=environment)
        made.append({path.name: path.read_bytes() for path in folder.iterdir()})
    assert made[0] == made[1]


def test_the_package_says_what_it_is() -> None:
    classifiers = set(PROJECT["classifiers"])
    assert "Typing :: Typed" in classifiers
    assert {f"Programming Language :: Python :: 3.{minor}" for minor in (11, 12, 13)} <= classifiers
    assert PROJECT["license"] == "MIT"
    assert all(">=" in each for each in PROJECT["dependencies"])


def test_the_citation_is_of_this_version_and_license() -> None:
    import nameresolve as nr

    said = dict(re.findall(r"^([a-z-]+): (.+)$", (ROOT / "CITATION.cff").read_text("utf-8"), re.MULTILINE))
    assert (said["version"], said["license"], said["type"]) == (
        nr.__version__,
        PROJECT["license"],
        "software",
    )


def test_the_version_is_said_once() -> None:
    import nameresolve as nr
    from nameresolve._version import __version__

    assert "version" not in PROJECT  # taken from _version.py
    assert nr.__version__ == __version__
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.findall(r"^## ([\d.]+)", changes, re.MULTILINE)[0] == nr.__version__


def test_the_entry_point_exists() -> None:
    from nameresolve.__main__ import main

    assert PROJECT["scripts"]["nameresolve"] == f"{main.__module__}:{main.__name__}"
