"""2,300 pairs and what they are compared to, term by term; 3,800 names and how they are parsed: a change is seen."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from nameresolve import compare, similarity

ROOT = Path(__file__).resolve().parent.parent
PARTS = 8
REMEDY = "\nIf the change is meant: python scripts/freeze_comparisons.py, and review the difference."


@pytest.fixture(scope="module")
def freezing() -> Iterator[ModuleType]:
    """Return the script that writes the files."""
    place = str(ROOT / "scripts")
    sys.path.insert(0, place)
    import freeze_comparisons

    yield freeze_comparisons
    sys.path.remove(place)


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("table", ["parses", "comparisons"])
def test_every_row_is_as_before(freezing: ModuleType, table: str, part: int) -> None:
    find = dict(freezing.TABLES)[table]
    changed = freezing.changes(freezing.read(table)[part::PARTS], find)
    assert not changed, "\n".join([*freezing.told(changed), REMEDY])


@pytest.mark.parametrize("part", range(PARTS))
def test_the_quick_score_is_that_of_the_terms_whichever_name_comes_first(
    freezing: ModuleType, part: int
) -> None:
    for row in freezing.read("comparisons")[part::PARTS]:
        kind = row.kind or None
        score = compare(row.left, row.right, kind=kind).score
        assert similarity(row.left, row.right, kind=kind) == pytest.approx(score, abs=1e-9), row
        assert similarity(row.right, row.left, kind=kind) == pytest.approx(score, abs=1e-9), row


def test_the_files_hold_every_kind_and_every_relation(freezing: ModuleType) -> None:
    rows = freezing.read("comparisons")
    assert len(rows) == len({(row.left, row.right, row.kind) for row in rows}) > 2_300
    assert {row.kind for row in rows} == {"", "person", "organization", "place"}
    seen = {term.split(":")[0] for row in rows for term in row.found.split(" | ")}
    assert seen == {
        "same", "licensed", "near", "equivalent", "initial", "acronym", "omitted", "contradicting", "bias",
    }  # fmt: skip


def test_every_row_of_the_rules_is_compared(freezing: ModuleType) -> None:
    asked = {(row.left, row.right, row.kind) for row in freezing.read("comparisons")}
    lines = (freezing.FOLDER / "rules.tsv").read_text(encoding="utf-8").splitlines()[1:]
    rules = {tuple(line.split("\t")) for line in lines}
    assert len(rules) == len(lines)
    assert {rule for rule in rules if rule[1]} <= asked


class TestMechanism:
    def test_a_changed_term_a_lost_one_and_another_number_are_seen(self, freezing: ModuleType) -> None:
        line = "bias: any two names -1.440 | same: same (Ali = Ali) -0.502"
        assert freezing.same(line, line)
        assert freezing.same(line, line.replace("-0.502", "-0.503"))
        assert not freezing.same(line, line.replace("-0.502", "-0.504"))
        assert not freezing.same(line, line.replace("-0.502", "+0.502"))
        assert not freezing.same(line, line.replace("same (", "near ("))
        assert not freezing.same(line, line.partition(" | ")[0])
        assert not freezing.same("name Ali | name Ahmed", "name Ahmed | name Ali")

    def test_nothing_to_compare_with_is_no_success(
        self, freezing: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        with pytest.raises(SystemExit):
            freezing.main(["--check", "--folder", str(tmp_path)])
        assert f"there is no comparisons.tsv in {tmp_path}" in capsys.readouterr().err

    def test_check_writes_nothing_and_ends_with_1(
        self, freezing: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        row = freezing.Row("Kemel Tokayev", "", "person", "name Kemel | family Tokayev")
        for table in ("parses", "comparisons"):
            freezing.write(table, [row] if table == "parses" else [], tmp_path)
        before = (tmp_path / "parses.tsv").read_bytes()
        asked = ["--folder", str(tmp_path)]
        assert freezing.main([*asked, "--check"]) == 1
        assert (tmp_path / "parses.tsv").read_bytes() == before
        assert "  + name Kemel | name Tokayev" in capsys.readouterr().out
        freezing.write("comparisons", [freezing.Row("Ali", "Ali", "", "")], tmp_path)
        assert freezing.main(asked) == 0
        assert freezing.main([*asked, "--check"]) == 0
        assert [row.found for row in freezing.read("parses", tmp_path)] == ["name Kemel | name Tokayev"]
