from __future__ import annotations

import contextlib
import os
from pathlib import Path

import pytest

from nameresolve.cli.outputs import PendingFile, check_target, open_output
from nameresolve.errors import FormatError


def test_the_target_appears_only_at_the_end(tmp_path: Path) -> None:
    target = tmp_path / "out"
    with PendingFile(str(target)) as pending:
        pending.write(b"one")
        assert not target.exists()
        assert len(list(tmp_path.iterdir())) == 1
    assert target.read_bytes() == b"one"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_an_error_leaves_the_old_file_as_it_was(tmp_path: Path) -> None:
    target = tmp_path / "out"
    target.write_bytes(b"old")
    with contextlib.suppress(TypeError), open_output(str(target)) as out:
        out.write(b"new")
        out.write("not bytes")  # type: ignore[arg-type]
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_file_that_is_never_written_is_never_made(tmp_path: Path) -> None:
    with PendingFile(str(tmp_path / "out")) as pending:
        assert not pending.started
    assert list(tmp_path.iterdir()) == []


def test_an_output_is_made_even_if_it_stays_empty(tmp_path: Path) -> None:
    with open_output(str(tmp_path / "out")):
        pass
    assert (tmp_path / "out").read_bytes() == b""


def test_when_renaming_fails_nothing_stays_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(PermissionError), open_output(str(tmp_path / "out")) as out:
        out.write(b"new")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_may_not_be_written_is_named_by_the_target(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(**_: object) -> None:
        raise PermissionError(13, "Permission denied", ".hidden.part")

    monkeypatch.setattr("tempfile.mkstemp", refuse)
    with pytest.raises(PermissionError) as caught, open_output(str(tmp_path / "out")):
        pass
    assert caught.value.filename == str(tmp_path / "out")


def test_targets_are_checked_first(tmp_path: Path) -> None:
    (tmp_path / "there").write_text("x")
    check_target(str(tmp_path / "new"), force=False)
    check_target(str(tmp_path / "there"), force=True)
    check_target(os.devnull, force=False)
    for target in (tmp_path, tmp_path / "there", tmp_path / "no" / "out"):
        with pytest.raises(FormatError):
            check_target(str(target), force=False)
