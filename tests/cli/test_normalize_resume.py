"""A run that is killed goes on, and its result is byte for byte that of a run nobody disturbed."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result

from nameresolve.cli.answer_log import open_log
from nameresolve.cli.answers import Answer, Question
from nameresolve.errors import FormatError, SettingsError

Run = Callable[..., Result]
SRC = Path(__file__).resolve().parents[2] / "src"
ROWS = 1_500
NAMES = ["Nursultan Nasarbajew", "Qasym-Zhomart Toqaev", "Toqaev", "Nikol Paschinjan", "", "Tokarev"]


def arguments(table: Path, out: Path, *more: str) -> list[str]:
    return ["normalize", str(table), "-c", "name", "-o", str(out), "--resume", *more]


def environment() -> dict[str, str]:
    # Small blocks: a run passes many points at which it can be killed.
    return {**os.environ, "PYTHONPATH": str(SRC)}


def start(command: list[str]) -> subprocess.Popen[bytes]:
    code = (
        "import nameresolve.cli.normalize as n; n.BLOCK_ROWS = 100; from nameresolve.cli import main; main()"
    )
    return subprocess.Popen(
        [sys.executable, "-c", code, *command],
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


@pytest.fixture
def table(tmp_path: Path) -> Path:
    rows = [
        f"{number},{NAMES[number % 6]}{' ' * (number % 90 % 3)}{number // 600 or ''}"
        for number in range(ROWS)
    ]
    rows[50] = "50"
    rows[-7] = '"never closed'
    path = tmp_path / "names.csv"
    path.write_text("\n".join(["id,name", *rows]), encoding="utf-8")
    return path


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no SIGKILL here")
@pytest.mark.parametrize(
    ("workers", "times"), [("1", 3), ("2", 2), pytest.param("2", 25, marks=pytest.mark.long)]
)
def test_killed_at_any_moment_it_goes_on_to_the_same_bytes(
    table: Path, tmp_path: Path, workers: str, times: int
) -> None:
    whole, out = tmp_path / "whole.csv", tmp_path / "out.csv"
    begun = time.monotonic()
    with start(arguments(table, whole)) as undisturbed:
        assert undisturbed.wait(120) == 1
    lasted = time.monotonic() - begun
    moments, killed = random.Random(times), 0
    for _ in range(times):
        with start(arguments(table, out, "--workers", workers)) as process:
            time.sleep(moments.uniform(0.3, 0.9) * lasted)
            if process.poll() is None:
                assert not out.exists()
                process.send_signal(signal.SIGKILL)
                killed += 1
        if out.exists():
            break
    if not out.exists():
        with start(arguments(table, out, "--workers", workers)) as process:
            assert process.wait(120) == 1
    assert killed
    assert out.read_bytes() == whole.read_bytes()
    assert (tmp_path / "out.csv.errors").read_bytes() == (tmp_path / "whole.csv.errors").read_bytes()
    left = sorted(path.name for path in tmp_path.iterdir())
    assert left == ["names.csv", "out.csv", "out.csv.errors", "whole.csv", "whole.csv.errors"]


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no SIGKILL here")
def test_the_processes_of_a_killed_run_end_too(table: Path, tmp_path: Path) -> None:
    if not Path("/proc/self/stat").exists():
        pytest.skip("children are looked up in /proc")
    with start(arguments(table, tmp_path / "out.csv", "--workers", "2")) as process:
        deadline = time.monotonic() + 30
        while len(children(process.pid)) < 2 and time.monotonic() < deadline:
            time.sleep(0.02)
        workers = children(process.pid)
        process.kill()
    assert len(workers) == 2
    deadline = time.monotonic() + 10
    while any(Path(f"/proc/{worker}").exists() for worker in workers) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert [worker for worker in workers if is_running(worker)] == []


def children(process: int) -> list[str]:
    try:
        return Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()
    except FileNotFoundError:
        return []


def is_running(process: str) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


# ------------------------------------------------------------------------- in this process, in detail


def interrupted_run(run: Run, library: Any, monkeypatch: pytest.MonkeyPatch, command: list[str]) -> Result:
    """Run with blocks of ten rows, and interrupt in the third."""
    monkeypatch.setattr("nameresolve.cli.normalize.BLOCK_ROWS", 10)
    real, calls = library.resolve_many, []

    def failing(self: Any, names: list[str], **context: Any) -> Any:
        calls.append(names)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return real(self, names, **context)

    monkeypatch.setattr(library, "resolve_many", failing)
    result = run(*command)
    monkeypatch.setattr(library, "resolve_many", real)
    return result


@pytest.fixture
def small(tmp_path: Path) -> Path:
    path = tmp_path / "names.csv"
    path.write_text("name\n" + "".join(f"name {number}\n" for number in range(35)), encoding="utf-8")
    return path


def test_only_what_is_missing_is_asked(
    run: Run, small: Path, library: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = small.parent / "out.csv"
    first = interrupted_run(run, library, monkeypatch, arguments(small, out, "--limit", "2", "--explain"))
    assert first.exit_code == 130
    assert "Give the same command again to go on" in first.stderr
    assert sorted(path.name for path in small.parent.iterdir()) == ["names.csv", "out.csv.resume"]
    library.asked.clear()
    assert run(*arguments(small, out, "--limit", "2", "--explain")).exit_code == 0
    assert [name for name, _ in library.asked] == [f"name {number}" for number in range(20, 35)]
    whole = run("normalize", small, "-c", "name", "--limit", "2", "--explain")
    assert out.read_bytes() == whole.stdout_bytes
    assert sorted(path.name for path in small.parent.iterdir()) == ["names.csv", "out.csv"]


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (["--limit", "9"], "another limit"),
        (["--explain"], "another explain"),
        (["-t", "0.9"], "another threshold"),
    ],
)
def test_other_options_are_refused(
    run: Run, small: Path, library: Any, monkeypatch: pytest.MonkeyPatch, more: list[str], says: str
) -> None:
    command = arguments(small, small.parent / "out.csv", "-t", "0.8")
    interrupted_run(run, library, monkeypatch, command)
    result = run(*command, *more)
    assert result.exit_code == 2
    assert says in result.stderr
    assert not (small.parent / "out.csv").exists()


def test_another_table_is_refused(
    run: Run, small: Path, library: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    command = arguments(small, small.parent / "out.csv")
    interrupted_run(run, library, monkeypatch, command)
    small.write_text(small.read_text("utf-8").replace("name 3\n", "name three\n"), encoding="utf-8")
    result = run(*command)
    assert result.exit_code == 2
    assert "The table is not what it was" in result.stderr
    assert not (small.parent / "out.csv").exists()


@pytest.mark.parametrize("size", range(0, 900, 90))
def test_a_log_that_was_cut_anywhere_is_used_as_far_as_it_goes(
    run: Run, small: Path, library: Any, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    command = arguments(small, small.parent / "out.csv")
    interrupted_run(run, library, monkeypatch, command)
    log = small.parent / "out.csv.resume"
    log.write_bytes(log.read_bytes()[:size])
    assert run(*command).exit_code == 0
    assert (small.parent / "out.csv").read_bytes() == run("normalize", small, "-c", "name").stdout_bytes


def test_without_a_file_there_is_nothing_to_go_on_with(run: Run, small: Path) -> None:
    for more in ([], ["-o", os.devnull]):
        result = run("normalize", small, "-c", "name", "--resume", *more)
        assert (result.exit_code, "--output FILE" in result.stderr) == (2, True)


def ask(questions: Any) -> list[Answer]:
    return [Answer("match", question.name, candidates=(("a", "b", 0.1),)) for question in questions]


def test_answers_come_back_as_they_were(tmp_path: Path) -> None:
    questions = [Question("Toqaev\ud800", "person", ("KZ",), 1953), Question("x")]
    first: list[Answer] = []

    def interrupted() -> None:
        with open_log(tmp_path / "log", {"a": 1}, ask) as log:
            first.extend(log(questions))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    with open_log(tmp_path / "log", {"a": 1}, lambda _: []) as log:
        assert log(questions) == first
        assert log.taken == 2
    assert not (tmp_path / "log").exists()


@pytest.mark.parametrize("content", [b"precious\n", b"precious", b"[1]\n", b'{"a": 1}\n'])
def test_a_file_that_is_no_log_is_left_alone(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "log").write_bytes(content)
    with pytest.raises(FormatError, match="no log of answers"), open_log(tmp_path / "log", {"a": 1}, ask):
        pass
    assert (tmp_path / "log").read_bytes() == content


def test_two_runs_do_not_share_a_log(tmp_path: Path) -> None:
    pytest.importorskip("fcntl", reason="files are not locked here")
    with open_log(tmp_path / "log", {}, ask):
        with pytest.raises(SettingsError, match="Another run"), open_log(tmp_path / "log", {}, ask):
            pass
        assert (tmp_path / "log").exists()
