from __future__ import annotations

import errno
from pathlib import Path

import pytest
import typer

from nameresolve.cli.exits import ExitCode, describe_os_error, guarded
from nameresolve.errors import (
    FormatError,
    GazetteerError,
    LimitError,
    MissingExtraError,
    NameResolveError,
    SchemeError,
    SettingsError,
)


def code_after(error: BaseException) -> int:
    @guarded
    def command() -> ExitCode:
        raise error

    with pytest.raises(typer.Exit) as caught:
        command()
    return caught.value.exit_code


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (FormatError("x"), 2),
        (SettingsError("x"), 2),
        (SchemeError("x"), 2),
        (LimitError("x"), 2),
        (MissingExtraError("polars", extra="polars"), 2),
        (GazetteerError("x"), 3),
        (NameResolveError("x"), 3),
        (FileNotFoundError(errno.ENOENT, "No such file", "x"), 2),
        (BrokenPipeError(), 141),
        (KeyboardInterrupt(), 130),
    ],
)
def test_every_error_has_its_code(error: BaseException, code: int) -> None:
    assert code_after(error) == code


def test_a_clean_end_raises_nothing() -> None:
    @guarded
    def command(answer: int) -> ExitCode:
        assert answer == 42
        return ExitCode.OK

    command(answer=42)


def test_a_fault_of_our_own_is_not_hidden() -> None:
    @guarded
    def command() -> ExitCode:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        command()


def test_a_message_is_safe_for_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    code_after(FormatError("bad \x1b[2J name\nsecond line"))
    assert capsys.readouterr().err == "Error: bad \\x1b[2J name\nsecond line\n"


@pytest.mark.parametrize(
    ("error", "text"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "No space left on device.\nFree some space"),
        (PermissionError(errno.EACCES, "Permission denied", "a.csv"), "a.csv: permission denied.\nCheck who"),
        (OSError("odd"), "Odd."),
        (OSError(errno.EIO, "Input/output error", b"a"), "a: input/output error."),
    ],
)
def test_system_errors_are_told_in_words(error: OSError, text: str) -> None:
    assert describe_os_error(error).startswith(text)


def test_where_a_file_cannot_be_made_the_folder_is_what_to_look_at(tmp_path: Path) -> None:
    path = tmp_path / "names.csv"
    error = PermissionError(13, "Permission denied", str(path))
    assert describe_os_error(error).endswith(f"ls -ld {tmp_path}")
    path.touch()
    assert describe_os_error(error).endswith(f"ls -l {path}")
