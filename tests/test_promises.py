"""What CONTRIBUTING promises, and the commands it names for it."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from hypothesis import settings

LAWS = 30
WORDS = 3


def _laws(root: Path) -> list[str]:
    trees = [
        ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted((root / "tests/laws").glob("test_*.py"))
    ]
    functions = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    return [each.name for each in functions if any("given" in ast.unparse(d) for d in each.decorator_list)]


def test_there_are_enough_laws_and_their_names_are_sentences(root: Path) -> None:
    laws = _laws(root)
    assert len(laws) >= LAWS
    assert [name for name in laws if len(name.removeprefix("test_").split("_")) < WORDS] == []


def test_a_law_is_tried_with_200_examples_and_with_2000_by_make_laws(root: Path) -> None:
    assert settings.get_profile("ci").max_examples == 200
    assert settings.get_profile("thorough").max_examples == 2_000
    laws = (root / "Makefile").read_text(encoding="utf-8").partition("\nlaws:")[2].partition("\n\n")[0]
    assert "HYPOTHESIS_PROFILE=thorough" in laws


def test_every_file_that_a_promise_names_is_there(root: Path) -> None:
    page = (root / "CONTRIBUTING.md").read_text(encoding="utf-8")
    table = page.partition("## What is promised")[2].partition("\n## ")[0]
    named = re.findall(r"(?:tests|scripts|benchmarks|docs)/[\w/.-]+", table)
    assert len(named) > 10
    assert [name for name in named if not (root / name).exists()] == []


def test_the_changelog_tells_of_scores_under_a_heading_of_their_own(root: Path) -> None:
    text = (root / "CHANGELOG.md").read_text(encoding="utf-8")
    releases = re.split(r"^## ", text, flags=re.MULTILINE)[1:]
    assert releases
    assert [each.splitlines()[0] for each in releases if "\n### Scores\n" not in each] == []
