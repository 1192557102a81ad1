"""What could not be checked is never told as sound; the lowest versions are those of pyproject.toml."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOUND = {"name": "attrs", "version": "26.1", "vulns": []}
HOLED = {"name": "rich", "version": "13.7", "vulns": [{"id": "PYSEC-1", "fix_versions": ["13.8"]}]}
SKIPPED = {"name": "numpy", "skip_reason": "Dependency not found"}


@pytest.fixture(scope="module")
def audit() -> Iterator[ModuleType]:
    sys.path.insert(0, str(ROOT / "scripts"))
    import audit

    yield audit
    sys.path.remove(str(ROOT / "scripts"))


@pytest.mark.parametrize(
    ("packages", "problem", "code", "said"),
    [
        ([SOUND], "", 0, "1 packages asked about: no known holes."),
        ([SOUND, HOLED], "", 1, "rich 13.7: PYSEC-1, mended in 13.8"),
        ([SOUND, SKIPPED], "", 2, "NOT CHECKED: the advisory database says nothing of 1: numpy."),
        ([HOLED, SKIPPED], "", 1, "NOT CHECKED"),
        ([], "no answer in 600 seconds", 2, "NOT CHECKED: no answer in 600 seconds."),
        ([{"name": "nameresolve", "skip_reason": "editable"}, SOUND], "", 0, "no known holes"),
        ([], "", 2, ""),
    ],
)
def test_what_is_said(
    audit: ModuleType, packages: list[dict[str, object]], problem: str, code: int, said: str
) -> None:
    lines, found = audit.told(packages, problem)
    assert found == code
    assert said in "\n".join(lines)


@pytest.mark.parametrize(
    ("packages", "strict", "lenient"),
    [([SOUND], 0, 0), ([SOUND, HOLED], 1, 1), ([HOLED, SKIPPED], 1, 1), ([SOUND, SKIPPED], 2, 0), ([], 2, 0)],
)
def test_what_cannot_be_asked_about_fails_only_where_everything_must_be(
    audit: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    packages: list[dict[str, object]],
    strict: int,
    lenient: int,
) -> None:
    monkeypatch.setattr(audit, "asked", lambda: (packages, "" if packages else "no answer"))
    assert audit.main([]) == strict
    said = capsys.readouterr().out
    assert audit.main(["--if-reachable"]) == lenient
    assert capsys.readouterr().out == said
    assert ("NOT CHECKED" in said) is (SKIPPED in packages or not packages)


def test_an_audit_that_cannot_start_is_a_problem(audit: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit, "COMMAND", (sys.executable, "-m", "no_such_module"))
    packages, problem = audit.asked()
    assert packages == []
    assert "no_such_module" in problem


def test_an_audit_without_end_is_a_problem(audit: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    def endless(*_: object, **__: object) -> None:
        raise subprocess.TimeoutExpired("pip-audit", audit.SECONDS)

    monkeypatch.setattr(audit.subprocess, "run", endless)
    assert audit.asked() == ([], f"no answer in {audit.SECONDS} seconds")


def test_the_lowest_versions_are_those_of_the_project(audit: ModuleType, tmp_path: Path) -> None:
    import lowest_versions

    found = list(lowest_versions.lowest())
    assert {line.split("==")[0] for line in found} >= {"attrs", "numpy", "rapidfuzz", "hypothesis"}
    project = tmp_path / "pyproject.toml"
    project.write_text('[project]\ndependencies = ["attrs"]\n[project.optional-dependencies]\ntesting = []\n')
    with pytest.raises(SystemExit, match=r"'attrs' in .* has no lower bound"):
        list(lowest_versions.lowest(project))
