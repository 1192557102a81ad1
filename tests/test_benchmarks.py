"""What the benchmarks reckon and write: the figures of matchers side by side, and the page of results."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent
SPELLINGS = "name\tkind\tspelling\nKassym-Jomart Tokayev\tperson\tQasym-Zhomart Toqaev\nXi Jinping\tperson\tHsi Chin-p'ing\n"
TRAPS = "name\tother\tkind\nKassym-Jomart Tokayev\tKemel Tokayev\tperson\n"


@pytest.fixture(scope="module")
def run() -> Iterator[ModuleType]:
    place = str(ROOT / "benchmarks")
    sys.path.insert(0, place)
    import run

    yield run
    sys.path.remove(place)
    for name in ("run", "given", "peers", "plot"):
        sys.modules.pop(name, None)


def test_equal_scores_count_as_one_step(run: ModuleType) -> None:
    """No order among equals can make precision better than it is."""
    tied = [(0.5, True), (0.5, False), (0.2, True)]
    assert (
        run.average_precision(tied) == run.average_precision(tied[::-1]) == pytest.approx((1 / 2 + 2 / 3) / 2)
    )
    assert run.steps(tied) == [(0.5, 0.5, 0.5), (0.2, pytest.approx(2 / 3), 1.0)]
    assert run.average_precision([]) == 0.0


def test_what_is_found_when_so_many_look_alikes_may_be_joined(run: ModuleType) -> None:
    same, other = [0.9, 0.8, 0.5], [0.7, 0.85]
    assert [run.found_when(same, other, joined) for joined in (0, 1, 2)] == [
        pytest.approx(x / 3) for x in (1, 2, 3)
    ]
    assert run.found_when([0.7], [0.7], 0) == 0.0  # a tie is joined


def test_a_run_writes_the_newest_section_first_and_draws_it(
    run: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "s.tsv").write_text(SPELLINGS, encoding="utf-8")
    (tmp_path / "t.tsv").write_text(TRAPS, encoding="utf-8")
    page = tmp_path / "RESULTS.md"
    page.write_text("# Results\n\nNewest first.\n\n## Older\n\nFigures.\n", encoding="utf-8")
    given = ["--spellings", str(tmp_path / "s.tsv"), "--look-alikes", str(tmp_path / "t.tsv")]
    assert run.main([*given, "--only", "nameresolve", "--results", str(page)]) == 0
    text = page.read_text(encoding="utf-8")
    assert text.startswith("# Results\n\nNewest first.\n\n## Side by side, ")
    assert (
        text.index("## Side by side")
        < text.index("| nameresolve | 1.000 |")
        < text.index("## Older\n\nFigures.\n")
    )
    (drawing,) = tmp_path.glob("side-by-side-*.svg")
    assert f"]({drawing.name})" in text
    assert drawing.read_text(encoding="utf-8").count("<polyline") == 1
    assert "| nameresolve | 1.000 |" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (b"a\tb\n1\t2\n", "has no column name and no kind and no spelling"),
        (b"name\tkind\tspelling\n", "has no rows"),
        (b"\xb2\xff\xfe", "cannot be read"),
    ],
)
def test_a_table_that_is_none_ends_the_run_with_what_is_wanted(
    run: ModuleType, tmp_path: Path, table: bytes, said: str
) -> None:
    (tmp_path / "s.tsv").write_bytes(table)
    with pytest.raises(SystemExit, match=said):
        run.main(["--spellings", str(tmp_path / "s.tsv"), "--only", "nameresolve"])


def test_nothing_is_measured_that_cannot_be_written(
    run: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for given in (["--json", str(tmp_path / "none" / "f.json")], ["--spellings", str(tmp_path / "none.tsv")]):
        with pytest.raises(SystemExit):
            run.main(given)
        assert "there is no" in capsys.readouterr().err
    with pytest.raises(SystemExit, match="no matcher has 'zzz' in its name: nameresolve"):
        run.main(["--only", "zzz"])


def test_the_names_and_texts_that_are_asked_can_be_made() -> None:
    """Each is made in a process of its own, as the benchmark makes it."""
    code = """
import random, annotate, serve
import nameresolve as nr
names = serve.spellings(12)
assert len(set(names)) == 12, names
article = next(annotate.News(nr.Gazetteer.bundled(), 1).articles())
assert len(article.split()) > 20, article
"""
    subprocess.run([sys.executable, "-c", code], cwd=ROOT / "benchmarks", check=True)
