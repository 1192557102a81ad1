"""The shipped cost tables are what their script makes of the pairs that it documents."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "scripts"))

TABLES = ROOT / "gazetteer" / "costs"


def run(monkeypatch: pytest.MonkeyPatch, module: str, *arguments: object) -> None:
    monkeypatch.setattr(sys, "argv", [module, *map(str, arguments)])
    assert __import__(module).main() == 0


@pytest.mark.parametrize(("script", "options"), [("Taml", ()), ("Deva", ("--lean", 100))])
def test_a_table_is_learned_anew_byte_for_byte(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, options: tuple[object, ...]
) -> None:
    pytest.importorskip("rigour", reason="the pairs come from rigour 1.8.1, which is not installed")
    pairs, held_out, table = (tmp_path / name for name in ("pairs.tsv", "held_out.tsv", f"{script}.tsv"))
    run(monkeypatch, "name_part_pairs", "--table", script, "--output", pairs, "--held-out", held_out)
    run(monkeypatch, "learn_costs", pairs, "--script", script, "--letters", 4, *options, "--output", table)
    assert table.read_bytes() == (TABLES / f"{script}.tsv").read_bytes()
