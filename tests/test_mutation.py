"""A change is made in the code that runs, is seen by whoever imported it, and is one place only."""

from __future__ import annotations

import gc
import importlib
import importlib.util
import sys
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCE = """
from __future__ import annotations
from fractions import Fraction
from functools import cache, cached_property
LEAST = 2
TABLE = {"a": 1}
FULL = Fraction(1, 3)

def enough(count: int, *, least: int = 5) -> bool:
    return count >= least

@cache
def double(number: int) -> int:
    return number * 2

class Box:
    @property
    def size(self) -> int:
        return 3
    @cached_property
    def full(self) -> bool:
        return not self.size
"""


@pytest.fixture(scope="module")
def scripts() -> Iterator[tuple[ModuleType, ModuleType, ModuleType]]:
    place = str(ROOT / "scripts")
    sys.path.insert(0, place)
    import grafting
    import mutants
    import mutation

    yield mutants, grafting, mutation
    sys.path.remove(place)


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    path = tmp_path / "small_module.py"
    path.write_text(SOURCE, encoding="utf-8")
    spec = importlib.util.spec_from_file_location("small_module", path)
    assert spec
    assert spec.loader
    made = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "small_module", made)
    spec.loader.exec_module(made)
    return made


def test_the_places_are_those_that_do_something(scripts: tuple[ModuleType, ...], module: ModuleType) -> None:
    mutants, *_ = scripts
    made = [mutants.mutant(place) for place in mutants.places(Path(str(module.__file__)))]
    assert sorted((each.before, each.after) for each in made) == sorted(
        [
            ("2", "3"),
            ("1", "2"),
            ("1", "2"),
            ("3", "4"),
            ("5", "6"),
            ("count >= least", "count > least"),
            ("number * 2", "number / 2"),
            ("2", "3"),
            ("3", "4"),
            ("not self.size", "self.size"),
        ]
    )


def test_a_change_is_seen_by_whoever_imported_it(
    scripts: tuple[ModuleType, ...], module: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    mutants, grafting, _ = scripts
    importer = ModuleType("importer")
    vars(importer).update(
        LEAST=module.LEAST, FULL=module.FULL, double=module.double, Box=module.Box, enough=module.enough
    )
    monkeypatch.setitem(sys.modules, "importer", importer)
    for place in list(mutants.places(Path(str(module.__file__)))):
        made = mutants.mutant(place)
        assert grafting.graft(module, made.plain, made.source) > 0, made
    module.double.cache_clear()
    assert (importer.LEAST, module.TABLE) == (3, {"a": 2})
    assert Fraction(1, 4) == importer.FULL  # the last change holds of a value that is no plain constant, too
    assert importer.double(4) in (2.0, 12)  # the last change of the function holds
    assert importer.Box().size == 4
    assert importer.enough(5, least=6) is False
    assert importer.enough.__kwdefaults__ == {"least": 6}


def test_what_is_known_to_mean_the_same_is_a_place_in_the_code_and_has_a_reason(
    scripts: tuple[ModuleType, ...],
) -> None:
    mutants, _, mutation = scripts
    rows = [line.split("\t") for line in mutation.SAME.read_text(encoding="utf-8").splitlines()[1:]]
    known = mutation.known_same()
    assert {tuple(row[:5]) for row in rows} == known
    assert len(known) == len(rows)
    assert all(row[5] for row in rows)
    found = set()
    for module in {key[0] for key in known}:
        path = Path(str(importlib.import_module(module).__file__))
        lines = [line.strip() for line in path.read_text(encoding="utf-8").splitlines()]
        texts = {key[1] for key in known if key[0] == module}
        there = (place for place in mutants.places(path) if lines[place.line - 1] in texts)
        found |= {mutation.key_of(place, mutants.mutant(place)) for place in there}
    assert not known - found, "the code has changed: take these rows out, or mend them"


def test_places_alike_in_one_line_are_told_apart(scripts: tuple[ModuleType, ...], tmp_path: Path) -> None:
    mutants, _, mutation = scripts
    path = mutation.PACKAGE / "decision.py"
    line = next(n for n, text in enumerate(path.read_text().splitlines(), 1) if "if apart == 0 else" in text)
    keys = [
        mutation.key_of(place, mutants.mutant(place)) for place in mutants.places(path) if place.line == line
    ]
    assert [key[2:] for key in keys if key[2].isdigit()] == [("0", "1", ""), ("1", "2", "")]
    line = next(n for n, text in enumerate(path.read_text().splitlines(), 1) if "return (-round(" in text)
    keys = [
        mutation.key_of(place, mutants.mutant(place)) for place in mutants.places(path) if place.line == line
    ]
    assert len(set(keys)) == len(keys)


def test_only_who_imports_a_changed_module_forgets(scripts: tuple[ModuleType, ...]) -> None:
    _, grafting, _ = scripts
    import nameresolve as nr
    from nameresolve.distance.forms import part_form
    from nameresolve.scoring.units import units_of

    nr.compare("Kassym Tokayev", "Qasym Toqaev")
    gc.freeze()  # as a service does when it starts
    grafting.empty_caches("nameresolve.scoring.units")
    assert part_form.cache_info().currsize > 0
    assert units_of.cache_info().currsize == 0
    nr.compare("Kassym Tokayev", "Qasym Toqaev")
    grafting.empty_caches("nameresolve.distance.costs")
    assert part_form.cache_info().currsize == units_of.cache_info().currsize == 0


def test_survivors_of_an_earlier_run_are_found_again(scripts: tuple[ModuleType, ...], tmp_path: Path) -> None:
    mutants, _, mutation = scripts
    known = list(mutants.places(mutation.PACKAGE / "decision.py"))
    made = mutants.mutant(known[3])
    where = f"{known[3].path.relative_to(mutation.ROOT)}:{known[3].line}"
    log = tmp_path / "log"
    log.write_text(f"noticed   x.py:1: 1  ->  2\nsurvived  {where}: {made.before}  ->  {made.after}\n")
    assert known[3] in mutation.survivors(log, known)
    assert len(mutation.survivors(log, known)) < len(known)


@pytest.mark.parametrize("sample", ["0", "-1", "many", ""])
def test_a_sample_of_nothing_is_refused_with_a_sentence(
    sample: str, scripts: tuple[ModuleType, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        scripts[2].main([f"--sample={sample}"])
    assert f"{sample!r} is no number of changes to try: give 1 or more" in capsys.readouterr().err
