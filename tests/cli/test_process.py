"""The command as a process of its own: streams, signals, locale, start-up."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path
from typing import Any

import pytest

SRC = Path(__file__).resolve().parents[2] / "src"
COMMAND = [sys.executable, "-m", "nameresolve"]


def environment(**changes: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(SRC), "COLUMNS": "80", **changes}


def run(*arguments: str | Path, **options: Any) -> subprocess.CompletedProcess[bytes]:
    env = options.pop("env", environment())
    return subprocess.run(
        [*COMMAND, *map(str, arguments)], env=env, capture_output=True, timeout=60, check=False, **options
    )


def start(*arguments: str | Path, **options: Any) -> subprocess.Popen[bytes]:
    if (
        signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    ):  # as in the background of a shell; children inherit it
        options["preexec_fn"] = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    return subprocess.Popen(
        [*COMMAND, *map(str, arguments)],
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        **options,
    )


def test_help_and_version() -> None:
    assert b"normalize" in run("--help").stdout
    version = run("--version").stdout.decode()
    assert version.startswith("nameresolve ")
    assert version.count("\n") == 1


def test_no_command_shows_the_help() -> None:
    result = run()
    assert result.returncode == 2
    assert b"romanize" in result.stdout + result.stderr


def test_setting_up_the_commands_loads_nothing_for_tables() -> None:
    code = (
        "import sys, nameresolve.cli\n"
        "print(sorted({'rich.console', 'rich.table', 'rich.progress'} & set(sys.modules)))"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], env=environment(), capture_output=True, text=True, check=True
    )
    assert result.stdout == "[]\n"


@pytest.mark.parametrize("locale", [{"LC_ALL": "C"}, {"PYTHONIOENCODING": "ascii"}, {"PYTHONUTF8": "0"}])
def test_output_into_a_pipe_is_utf8_whatever_the_locale(locale: dict[str, str]) -> None:
    result = run("resolve", "Қасым-Жомарт Тоқаев", env=environment(**locale))
    assert (result.returncode, result.stderr) == (0, b"")
    assert "Қасым-Жомарт Тоқаев" in result.stdout.decode()


def test_when_the_reader_goes_away_it_ends_quietly(tmp_path: Path) -> None:
    names = tmp_path / "names.txt"
    names.write_text("Toqaev\n" * 50_000, encoding="utf-8")
    with start("normalize", names, "--format", "lines") as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert process.wait(60) == 141
        assert process.stderr.read() == b""


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_leaves_no_half_written_file(tmp_path: Path, number: signal.Signals, code: int) -> None:
    with start("normalize", "-", "--format", "lines", "--output", tmp_path / "out.tsv") as process:
        assert process.stdin
        assert process.stderr
        process.stdin.write(b"Toqaev\n" * 100_000)
        process.stdin.flush()
        deadline = time.monotonic() + 30
        while not list(tmp_path.iterdir()) and time.monotonic() < deadline:
            time.sleep(0.02)
        assert list(tmp_path.iterdir()), "the file beside the target was never made"
        process.send_signal(number)
        assert process.wait(30) == code
        message = process.stderr.read().decode()
    assert list(tmp_path.iterdir()) == []
    assert "Traceback" not in message


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere processes do not start as copies")
def test_processes_that_are_being_started_end_with_the_one_that_starts_them(
    tmp_path: Path,
) -> None:
    """Starting many takes seconds; a signal in the middle of it left all of them waiting for one another."""
    table = tmp_path / "names.csv"
    given = ("Kassym", "Jomart", "Dariga", "Nikol", "Wiktor", "Oksana", "Marat", "Timur")
    family = ("Tokayev", "Nazarbayev", "Petrenko", "Kowalski", "Karimov", "Bekova", "Demir", "Shevchuk")
    names = [
        f"{first} {second}{letter}ov" for first in given for second in family for letter in "abdgklmnrst"
    ]
    table.write_text("\n".join(["name", *names]), encoding="utf-8")
    with start("normalize", table, "--workers", "100") as process:
        begun = Path(f"/proc/{process.pid}/task/{process.pid}/children")
        deadline = time.monotonic() + 60
        while len(children := begun.read_text().split()) < 2 and time.monotonic() < deadline:
            time.sleep(0.005)
        process.send_signal(signal.SIGTERM)
        try:
            assert process.wait(30) == 143
        finally:
            process.kill()
    assert 2 <= len(children) < 100
    assert not [child for child in children if Path(f"/proc/{child}").exists()]


def test_progress_is_drawn_on_a_terminal_only(tmp_path: Path) -> None:
    pty = pytest.importorskip("pty", reason="there are no pseudo-terminals here")
    table = tmp_path / "names.csv"
    table.write_text("name\n" + "Toqaev\n" * 5_000, encoding="utf-8")
    quiet = run("normalize", table, "--column", "name", "--output", tmp_path / "one.csv")
    assert quiet.stderr.count(b"\n") == 1
    assert b"\x1b" not in quiet.stderr

    ours, theirs = pty.openpty()
    arguments = ["normalize", str(table), "--column", "name", "--output", str(tmp_path / "two.csv")]
    subprocess.run(
        [*COMMAND, *arguments], env=environment(TERM="xterm"), stderr=theirs, timeout=60, check=True
    )
    os.close(theirs)
    drawn = os.read(ours, 100_000).decode()
    os.close(ours)
    assert "5,000 rows" in drawn
    assert "\x1b" in drawn


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_shells_get_a_completion_script(shell: str) -> None:
    variables = {
        "_NAMERESOLVE_COMPLETE": f"source_{shell}",
        "_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1",
    }
    result = run(env=environment(**variables))
    assert result.returncode == 0
    assert b"nameresolve" in result.stdout


ALL = {
    "resolve": ["resolve", "Tokayev"],
    "resolve as JSON": ["resolve", "--json", "Tokayev"],
    "explain": ["resolve", "--explain", "Tokayev"],
    "normalize": ["normalize", "names.txt"],
    "annotate": ["annotate", "names.txt"],
    "annotate as JSON": ["annotate", "--json", "names.txt"],
    "compare": ["compare", "a", "b"],
    "romanize": ["romanize", "а"],
    "schemes": ["romanize", "--schemes"],
    "info": ["gazetteer", "info"],
    "help": ["--help"],
    "version": ["--version"],
}


@pytest.fixture
def names(tmp_path: Path) -> Path:
    """Return a folder with a file of names."""
    (tmp_path / "names.txt").write_text("Kassym-Jomart Tokayev\n", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(("closed", "remedy"), [(">&-", "is closed"), (">/dev/full", "Free some space")])
@pytest.mark.parametrize("arguments", ALL.values(), ids=ALL)
def test_output_that_cannot_be_written_is_told(
    arguments: list[str], closed: str, remedy: str, names: Path
) -> None:
    if "full" in closed and not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    line = f"{shlex.join([*COMMAND, *arguments])} {closed}"
    result = subprocess.run(
        ["sh", "-c", line], cwd=names, env=environment(), capture_output=True, text=True, check=False
    )
    assert result.returncode == 2
    assert result.stderr.startswith("Error: ")
    assert remedy in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    "arguments", [["resolve", "-"], ["normalize", "-"], ["annotate", "-"], ["romanize", "-"]]
)
def test_closed_standard_input_is_told(arguments: list[str], names: Path) -> None:
    line = f"{shlex.join([*COMMAND, *arguments])} <&-"
    result = subprocess.run(
        ["sh", "-c", line], cwd=names, env=environment(), capture_output=True, text=True, check=False
    )
    assert result.returncode == 2
    assert "is closed" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("closed", ["2>&-", "2>/dev/full"])
def test_without_standard_error_the_code_still_says_it(closed: str, names: Path) -> None:
    line = f"{shlex.join([*COMMAND, 'annotate', 'nothing.txt'])} {closed}"
    result = subprocess.run(
        ["sh", "-c", line], cwd=names, env=environment(), capture_output=True, text=True, check=False
    )
    assert (result.returncode, result.stdout) == (2, "")


@pytest.mark.parametrize("pause", [0.1, 0.2, 0.3, 0.4])
def test_an_interrupt_while_it_starts_shows_no_traceback(pause: float) -> None:
    with start("resolve", "-") as process:
        time.sleep(pause)
        process.send_signal(signal.SIGINT)
        assert process.wait(30) in (130, -signal.SIGINT)
        assert process.stderr
        shown = process.stderr.read()
    assert b"nameresolve" not in shown, "Python itself may complain while it starts, we do not"
