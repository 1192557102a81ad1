"""Thousands of broken inputs: each is answered or refused with an error of ours, soon, and memory stays.

`make fuzz SECONDS=60` runs every target so long. Each input that was not borne is written to a file, and goes to
`found/`, where every run of the tests tries it again.
"""

from __future__ import annotations

import contextlib
import gc
import os
import random
import signal
import sys
import time
import tracemalloc
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from byte_mutation import mutated  # noqa: E402
from fuzz_targets import TARGETS, Target  # noqa: E402

from nameresolve import NameResolveError  # noqa: E402

SECONDS = float(os.environ.get("NAMERESOLVE_FUZZ_SECONDS", "20"))
SEED = int(os.environ.get("NAMERESOLVE_FUZZ_SEED", "1"))
QUICK = 12
LONGEST_CALL = 30
MOST_GROWTH = 40 * 1_048_576
FOUND = sorted((HERE / "found").glob("*--*"))


class TooLongError(Exception):
    """An input kept its target busy beyond all reason."""


def _stop(*_: object) -> None:
    raise TooLongError


def borne(target: Target, data: bytes) -> None:
    """Call the target; only errors of ours may come out, and soon."""
    before = signal.signal(signal.SIGALRM, _stop)
    signal.setitimer(signal.ITIMER_REAL, LONGEST_CALL)
    try:
        with contextlib.suppress(NameResolveError):
            target.call(data)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def tried(name: str, data: bytes, folder: Path) -> None:
    """Call a target; keep the input if it is not borne."""
    try:
        borne(TARGETS[name], data)
    except BaseException:
        (folder / f"{name}--input").write_bytes(data)
        print(f"the input is in {folder}/{name}--input; seed {SEED}: {data[:300]!r}")
        raise


@pytest.mark.parametrize("name", TARGETS)
def test_sound_inputs_and_a_few_broken_ones_are_borne(name: str, tmp_path: Path) -> None:
    target, drawn = TARGETS[name], random.Random(name)
    for seed in target.seeds[:4]:
        tried(name, seed, tmp_path)
    for _ in range(QUICK):
        tried(name, mutated(target.seeds, drawn), tmp_path)


@pytest.mark.fuzz
@pytest.mark.parametrize("name", TARGETS)
def test_broken_inputs_are_borne_for_a_while(name: str, tmp_path: Path) -> None:
    target, drawn = TARGETS[name], random.Random(f"{name} {SEED}")
    end, count = time.monotonic() + SECONDS, 0
    while time.monotonic() < end:
        tried(name, mutated(target.seeds, drawn), tmp_path)
        count += 1
    print(f"{name}: {count:,} inputs")
    assert count


@pytest.mark.fuzz
@pytest.mark.parametrize("name", TARGETS)
def test_memory_does_not_grow_with_the_inputs(name: str) -> None:
    """After the caches are warm. They are bounded, so that what is left is a leak."""
    target, drawn = TARGETS[name], random.Random(f"{name} {SEED} memory")
    inputs = [mutated(target.seeds, drawn) for _ in range(60)]
    for data in inputs:
        borne(target, data)
    tracemalloc.start()
    for data in inputs * 2:
        borne(target, data)
    gc.collect()
    grown, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert grown < MOST_GROWTH


@pytest.mark.parametrize("path", FOUND, ids=lambda path: path.name)
def test_what_fuzzing_found_is_borne(path: Path) -> None:
    borne(TARGETS[path.name.split("--")[0]], path.read_bytes())


def test_a_target_that_breaks_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(data: bytes) -> None:
        if b"\xff" in data:
            raise ZeroDivisionError

    monkeypatch.setitem(TARGETS, "breaks", Target((b"abc",), breaks))  # type: ignore[misc]
    drawn = random.Random(1)
    inputs = (mutated((b"abc",), drawn) for _ in range(2_000))
    with pytest.raises(ZeroDivisionError):
        tried("breaks", next(data for data in inputs if b"\xff" in data), tmp_path)
    assert b"\xff" in (tmp_path / "breaks--input").read_bytes()


READERS = {
    "import-" + source
    for source in ("csv", "tsv", "jsonl", "ftm", "un", "ofac", "geonames", "popolo", "wikidata")
}


@pytest.mark.parametrize("name", sorted(READERS))
def test_the_inputs_to_begin_with_are_read(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Otherwise only refusals would be tried."""
    import fuzz_targets

    seen: list[object] = []
    plain = fuzz_targets.read_entities

    def remembered(*arguments: object) -> list[object]:
        seen[:] = plain(*arguments)
        return seen

    monkeypatch.setattr(fuzz_targets, "read_entities", remembered)
    for data in TARGETS[name].seeds:
        seen.clear()
        TARGETS[name].call(data)
        assert seen
