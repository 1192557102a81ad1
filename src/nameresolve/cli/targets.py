"""Where the rows of a table go, and whether they may go there."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Self

from attrs import frozen

from nameresolve.cli.outputs import check_target
from nameresolve.errors import SettingsError

__all__ = ["Targets"]


@frozen(slots=True)
class Targets:
    """`output` (None: standard output), unreadable rows in `kept` (None: nowhere), answers in `log`."""

    output: str | None
    kept: str | None
    log: Path | None
    force: bool

    @classmethod
    def of(cls, output: str | None, errors: str | None, *, force: bool, resume: bool) -> Self:
        """Return the targets that the options mean.

        Raises `SettingsError` when a run that is to be resumed writes no plain file.
        """
        beside = _beside(output)
        if resume and beside is None:
            raise SettingsError(
                "--resume needs a file to write to.\nName it with --output FILE; notes are kept beside it."
            )
        log = Path(f"{os.path.realpath(output)}.resume") if resume and output else None
        return cls(output, errors or beside, log, force)

    @property
    def temporary(self) -> str | None:
        """Return the name the output has while it is written, if it must be found again."""
        return None if self.output is None else self._hidden(self.output)

    @property
    def temporary_kept(self) -> str | None:
        """Return the name the unreadable rows have meanwhile, if it must be found again."""
        return None if self.kept is None else self._hidden(self.kept)

    def _hidden(self, target: str) -> str | None:
        return None if self.log is None else f".{Path(target).resolve().name[:100]}.resume.part"

    def check(self, file: str) -> None:
        """Raise `FormatError` or `SettingsError` unless all may be written beside the input `file`."""
        for target in filter(None, (self.output, self.kept)):
            check_target(target, force=self.force)
        others = {os.path.realpath(path) for path in (self.output, file) if path}
        if self.kept and os.path.realpath(self.kept) in others:
            raise SettingsError(
                f"--errors is {self.kept}, which is used already.\nGive it a name of its own."
            )


def _beside(output: str | None) -> str | None:
    """Return the errors file that goes with an output, unless that is a device or a pipe."""
    is_plain = output is not None and (Path(output).is_file() or not Path(output).exists())
    return f"{output}.errors" if is_plain else None
