"""A gazetteer that was updated is the gazetteer that would have been built."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from nameresolve import Entity, Gazetteer, GazetteerError, NameForm, Resolver
from nameresolve.contents import LateContents
from nameresolve.editions import MANIFEST
from nameresolve.gazetteer import forms_of
from nameresolve.index import collecting, nearest, parts
from nameresolve.scoring.units import Units, units_of

GIVEN = ("Ali", "Hassan", "Muhammad", "Mohamed", "Kassym-Jomart", "En-lai", "Nursultan", "Xi")
FAMILY = ("Tokayev", "Tokaev", "Tokarev", "Zhou", "Jinping", "Nazarbayev", "Hussein", "Ali")
NATIVE = ("Касым-Жомарт Токаев", "习近平", "حسن علي", "Нурсултан Назарбаев", "周恩来")
QUERIES = (
    "Qasym-Zhomart Toqaev", "Muhamad Ali", "Hasan Husain", "Zhou Enlai", "习近平", "Tokarew", "Ali", "Xi Jinping",
)  # fmt: skip

numbers = st.integers(0, 9)


@st.composite
def entities(draw: st.DrawFn, number: int | None = None) -> Entity:
    """Return a person whose parts many others have."""
    name = f"{draw(st.sampled_from(GIVEN))} {draw(st.sampled_from(FAMILY))}"
    forms = tuple(NameForm(text) for text in draw(st.lists(st.sampled_from(NATIVE), max_size=2, unique=True)))
    family = draw(st.sampled_from(("last", "first")))
    return Entity(f"nr:{draw(numbers) if number is None else number}", "person", name, forms, family=family)


class Updating(RuleBasedStateMachine):
    """Whatever was added, replaced, removed, saved and opened: the same as a rebuild of what is left."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.listed: dict[str, Entity] = {}
        self.gazetteer = Gazetteer.from_entities(())

    def teardown(self) -> None:
        shutil.rmtree(self.folder)

    @initialize(first=st.lists(entities(), max_size=6, unique_by=lambda entity: entity.id))
    def begin(self, first: list[Entity]) -> None:
        self.listed = {str(entity.id): entity for entity in first}
        self.gazetteer = Gazetteer.from_entities(first)
        self.gazetteer.save(self.folder / "saved")

    @rule(new=st.lists(entities(), max_size=3, unique_by=lambda entity: entity.id))
    def add(self, new: list[Entity]) -> None:
        if any(entity.id in self.listed for entity in new):
            with pytest.raises(GazetteerError, match="is listed already"):
                self.gazetteer.add(new)
            return
        self.gazetteer = self.gazetteer.add(new)
        self.listed |= {str(entity.id): entity for entity in new}

    @rule(new=entities())
    def replace(self, new: Entity) -> None:
        if new.id not in self.listed:
            with pytest.raises(GazetteerError, match="there is no entity"):
                self.gazetteer.replace([new])
            return
        self.gazetteer = self.gazetteer.replace([new])
        del self.listed[str(new.id)]
        self.listed[str(new.id)] = new

    @rule(number=numbers)
    def remove(self, number: int) -> None:
        if f"nr:{number}" not in self.listed:
            with pytest.raises(GazetteerError, match="there is no entity"):
                self.gazetteer.remove([f"nr:{number}"])
            return
        self.gazetteer = self.gazetteer.remove([f"nr:{number}"])
        del self.listed[f"nr:{number}"]

    @rule()
    def compact(self) -> None:
        self.gazetteer = self.gazetteer.compact()
        assert not self.gazetteer.updated

    @rule()
    def save_and_open(self) -> None:
        self.gazetteer.save(self.folder / "saved")
        self.gazetteer = Gazetteer.open(self.folder / "saved", check=True)

    @invariant()
    def equals_a_rebuild(self) -> None:
        rebuilt = Gazetteer.from_entities(self.listed.values())
        assert list(self.gazetteer) == list(rebuilt)
        assert len(self.gazetteer) == len(rebuilt)
        assert self.gazetteer.fingerprint == rebuilt.fingerprint
        for number in range(10):
            assert self.gazetteer.get(f"nr:{number}") == self.listed.get(f"nr:{number}")
        assert set(self.gazetteer.index.by_identity) == set(rebuilt.index.by_identity)
        ours, theirs = Resolver(self.gazetteer), Resolver(rebuilt)
        for query in QUERIES:
            assert ours.resolve(query) == theirs.resolve(query)
        for entity in self.listed.values():  # found without a search, where no other has the same letters
            assert ours.resolve(entity.name, limit=1) == theirs.resolve(entity.name, limit=1)

    @invariant()
    def holds_what_its_forms_say(self) -> None:
        assert_contents(self.gazetteer)


def assert_contents(gazetteer: Gazetteer) -> None:
    """What the index holds of the parts of each form is what its text says."""
    index = gazetteer.index

    def read(number: int) -> Units:
        posting = index.posting(number)
        entity = gazetteer.entity(posting.entity)
        return units_of(forms_of(entity)[posting.ordinal].text, entity.kind, entity.family == "first")

    forms = np.flatnonzero(index.living_forms())
    stored, said = index.contents, LateContents(len(index), read, index.part_number)
    assert stored is not None
    assert stored.kinds(forms).tolist() == said.kinds(forms).tolist()
    ours, theirs = stored.rows(forms), said.rows(forms)
    for one, other in (
        (ours.numbers, theirs.numbers),
        (ours.heads, theirs.heads),
        (ours.scripts, theirs.scripts),
    ):
        assert one.tolist() == other.tolist()
    assert ours.names.roles.tolist() == theirs.names.roles.tolist()
    assert ours.names.weights.tolist() == theirs.names.weights.tolist()


def test_an_index_holds_what_the_forms_of_the_bundled_gazetteer_say() -> None:
    assert_contents(Gazetteer.from_entities(list(Gazetteer.bundled())[::5]))


TestUpdating = Updating.TestCase
TestUpdating.settings = settings(
    max_examples=25, stateful_step_count=8, deadline=None, suppress_health_check=list(HealthCheck)
)

OLD = (Entity("nr:a", "person", "Kemel Tokayev"), Entity("nr:b", "person", "Kassym-Jomart Tokayev"))
NEW = Entity("nr:c", "person", "Angela Merkel")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "compiled"
    Gazetteer.from_entities(OLD).save(place)
    return place


def test_a_small_update_is_written_beside_the_edition(folder: Path) -> None:
    before = (folder / "entities.jsonl").read_bytes()
    Gazetteer.open(folder).add([NEW]).save(folder)
    assert (folder / "entities.jsonl").read_bytes() == before
    assert len(list(folder.glob("update-*"))) == 1
    assert Gazetteer.open(folder).get("nr:c") == NEW


def test_a_second_update_takes_the_place_of_the_first(folder: Path) -> None:
    Gazetteer.open(folder).add([NEW]).save(folder)
    Gazetteer.open(folder).remove(["nr:a", "nr:c"]).save(folder)
    assert len(list(folder.glob("update-*"))) == 1
    assert list(Gazetteer.open(folder)) == [OLD[1]]


def test_compacting_leaves_one_edition(folder: Path) -> None:
    Gazetteer.open(folder).add([NEW]).save(folder)
    Gazetteer.open(folder).compact().save(folder)
    assert {path.name.partition("-")[0] for path in folder.iterdir()} == {MANIFEST, "edition"}
    assert not Gazetteer.open(folder).updated


def test_an_update_of_an_edition_that_was_replaced_meanwhile_is_written_whole(folder: Path) -> None:
    opened = Gazetteer.open(folder)
    Gazetteer.from_entities([NEW]).save(folder)
    opened.remove(["nr:a"]).save(folder)
    found = Gazetteer.open(folder)
    assert list(found) == [OLD[1]]
    assert not found.updated


def test_an_update_saved_elsewhere_is_whole(folder: Path, tmp_path: Path) -> None:
    Gazetteer.open(folder).add([NEW]).save(tmp_path / "other")
    assert not Gazetteer.open(tmp_path / "other").updated
    assert list(Gazetteer.open(tmp_path / "other")) == [*OLD, NEW]
    assert list(Gazetteer.open(folder)) == list(OLD)


def test_a_gazetteer_that_is_updated_stays_as_it_was(folder: Path) -> None:
    old = Gazetteer.open(folder)
    old.add([NEW])
    old.remove(["nr:a"])
    assert list(old) == list(OLD)


def test_a_retired_id_redirects_through_updates_and_compacting(folder: Path) -> None:
    merged = Gazetteer.open(folder).remove(["nr:a"], redirects={"nr:a": "nr:b", "nr:older": "nr:a"})
    merged.save(folder)
    for gazetteer in (merged, merged.compact(), Gazetteer.open(folder)):
        assert gazetteer.get("nr:a") == gazetteer.get("nr:older") == OLD[1]
    Gazetteer.open(folder).compact().save(folder)
    assert Gazetteer.open(folder).get("nr:older") == OLD[1]


def test_a_redirect_to_nobody_is_refused(folder: Path) -> None:
    with pytest.raises(GazetteerError, match="'nr:a' redirects to no entity"):
        Gazetteer.open(folder).remove(["nr:a"], redirects={"nr:a": "nr:x"})


def test_redirects_in_a_circle_end(folder: Path) -> None:
    gazetteer = Gazetteer.open(folder).remove(["nr:a"], redirects={"nr:a": "nr:b"})
    with pytest.raises(GazetteerError, match="redirects to no entity"):
        gazetteer.remove(["nr:b"], redirects={"nr:b": "nr:a"})


def test_an_updated_gazetteer_answers_the_same_by_sketches(monkeypatch: pytest.MonkeyPatch) -> None:
    """As a large one is searched: codes by their sketches, common parts after the rare ones."""
    monkeypatch.setattr(nearest, "SCANNED_WHOLE", 0)
    monkeypatch.setattr(collecting, "GATHERED", 3)
    _compare_updated_and_rebuilt()


def test_an_updated_gazetteer_answers_the_same_by_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "KEYED_FROM", 0)
    monkeypatch.setattr(collecting, "GATHERED", 3)
    _compare_updated_and_rebuilt()


def _compare_updated_and_rebuilt() -> None:
    people = [Entity(f"nr:{g}-{f}", "person", f"{g} {f}") for g in GIVEN for f in FAMILY]
    gazetteer = Gazetteer.from_entities(people[::2]).add(people[1::2]).remove([people[0].id])
    rebuilt = Gazetteer.from_entities([*people[2::2], *people[1::2]])
    for query in QUERIES:
        assert Resolver(gazetteer).resolve(query).candidates, query
        assert Resolver(gazetteer.compact()).resolve(query) == Resolver(rebuilt).resolve(query)


KILLED_AT_EACH_STEP = """
import os, signal, sys
from pathlib import Path
from nameresolve import Entity, Gazetteer

target, kinds = Path(sys.argv[1]), ("open", "os.", "shutil.", "fcntl.", "tempfile.")
new = Entity("nr:new", "person", "Angela Merkel")
turns = (
    lambda found: found.add([new]), lambda found: found.remove(["nr:new"]), lambda found: found.add([new]),
    lambda found: found.compact(), lambda found: found.remove(["nr:new"]).compact(),
)

def save_and_die(gazetteer, step):
    count = 0
    def hook(event, _):
        nonlocal count
        if event.startswith(kinds) and event != "os.kill":
            count += 1
            if count > step:
                os.kill(os.getpid(), signal.SIGKILL)
    sys.addaudithook(hook)
    gazetteer.save(target)
    os._exit(0)

kept = changed = 0
for turn in turns:
    step, status = 0, -1
    while status:
        opened = Gazetteer.open(target, check=True)
        before, wanted = [[entity.id for entity in each] for each in (opened, turn(opened))]
        child = os.fork()
        if not child:
            save_and_die(turn(opened), step)
        _, status = os.waitpid(child, 0)
        assert status in (0, signal.SIGKILL), status
        after = [entity.id for entity in Gazetteer.open(target, check=True)]
        assert after in (before, wanted), (step, before, after)
        kept, changed = kept + (after == before), changed + (after == wanted)
        if status and after == wanted != before:
            break  # killed after the change: it is done
        step += int(sys.argv[2])
    else:
        assert after == wanted
print(kept, changed)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
@pytest.mark.parametrize("stride", [7, pytest.param(1, marks=pytest.mark.long)])
def test_killed_before_each_step_the_gazetteer_is_as_before_or_updated(folder: Path, stride: int) -> None:
    call = [sys.executable, "-c", KILLED_AT_EACH_STEP, str(folder), str(stride)]
    run = subprocess.run(call, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    kept, changed = map(int, run.stdout.split())
    assert kept > 3
    assert changed > 3
