"""The drawings of the documentation are what the library says, and are sound SVG."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree as ET

import pytest

from nameresolve.distance import cost_table, part_distance, part_form

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def drawing() -> Iterator[ModuleType]:
    """Return the script that draws."""
    place = str(ROOT / "scripts")
    sys.path.insert(0, place)
    import draw_figures

    yield draw_figures
    sys.path.remove(place)


def test_the_drawings_are_what_the_library_says_today(drawing: ModuleType) -> None:
    """If not: python scripts/draw_figures.py."""
    assert drawing.main(["--check"]) == 0


def test_a_drawing_that_is_old_is_noticed(drawing: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "pipeline.svg").write_text("<svg/>", encoding="utf-8")
    assert drawing.main(["--check", "--folder", str(tmp_path)]) == 1


@pytest.mark.parametrize("path", sorted((ROOT / "docs").rglob("*.svg")), ids=lambda path: path.name)
def test_every_drawing_is_sound_and_says_what_it_shows(path: Path) -> None:
    root = ET.fromstring(path.read_text(encoding="utf-8"))
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert root.get("aria-label")
    assert "script" not in {element.tag.split("}")[-1] for element in root.iter()}


@pytest.mark.parametrize(
    ("left", "right"), [("tokaev", "tokayev"), ("toqaev", "tokaev"), ("lavrov", "lavrow")]
)
def test_a_drawn_alignment_costs_what_the_library_counts(drawing: ModuleType, left: str, right: str) -> None:
    parts = [part_form(text, "Latn") for text in (left, right)]
    steps = drawing.aligned(*(str(part.symbols) for part in parts))
    assert sum(cost for _, _, cost in steps) == pytest.approx(part_distance(*parts).cost)


def test_costs_of_a_step_come_from_the_table(drawing: ModuleType) -> None:
    ((_, _, cost),) = [step for step in drawing.aligned("toqaev", "tokaev") if step[2]]
    assert cost == cost_table("Latn").substitute["q"]["k"]


FIGURES = {
    "people": {"recall@1_by_script": {"GREEK": [0.5, 10]}},
    "crossscript": {"russian": {"recall@1": 0.25, "pool": 4000}},
}


class TestWrittenFigures:
    @pytest.fixture
    def writing(self, drawing: ModuleType) -> ModuleType:
        import write_figures

        return write_figures

    def test_a_page_gets_the_figures_of_its_scripts(self, writing: ModuleType) -> None:
        page = "a\n<!-- figures: Greek, Cyrillic, Thai -->\nold\n<!-- end of figures -->\nb\n"
        once = writing.filled(page, FIGURES)
        assert "| Greek | 0.500 of 10 |  |" in once
        assert "| Cyrillic |  | 0.250 among 4,000 |" in once
        assert "Thai |" not in once
        assert "old" not in once
        assert writing.filled(once, FIGURES) == once

    def test_nothing_measured_leaves_the_page_without_a_table(self, writing: ModuleType) -> None:
        page = "<!-- figures: Thai -->\n<!-- end of figures -->\n"
        assert writing.filled(page, FIGURES) == page

    def test_check_writes_nothing(self, writing: ModuleType, tmp_path: Path) -> None:
        import json

        page, figures = tmp_path / "a.md", tmp_path / "figures.json"
        page.write_text("<!-- figures: Greek -->\n<!-- end of figures -->\n", encoding="utf-8")
        figures.write_text(json.dumps(FIGURES), encoding="utf-8")
        arguments = [str(figures), "--pages", str(tmp_path)]
        assert writing.main([*arguments, "--check"]) == 1
        assert "|" not in page.read_text(encoding="utf-8")
        assert writing.main(arguments) == 0
        assert writing.main([*arguments, "--check"]) == 0

    def test_every_page_on_scripts_has_a_place_for_figures(self, writing: ModuleType) -> None:
        pages = [path for path in writing.PAGES.glob("*.md") if path.stem != "index"]
        assert pages
        assert all(writing.BLOCK.search(path.read_text(encoding="utf-8")) for path in pages)
