"""How a command ends: its exit codes, and errors told in a few plain lines.

0    done (a name that is not found is an answer, not an error)
1    done, but some rows, names or files could not be read; they were reported
2    nothing done: wrong usage, bad input, or a file that cannot be read or written
3    the library could not go on, for instance because of a damaged gazetteer
130  interrupted (Ctrl-C)
141  whoever read the output went away (``| head``)
"""

from __future__ import annotations

import contextlib
import errno
import functools
import os
import sys
from collections.abc import Callable
from enum import IntEnum
from typing import ParamSpec

import typer

from nameresolve.cli.phrases import shown
from nameresolve.cli.streams import silence_stdout
from nameresolve.errors import GazetteerError, NameResolveError

__all__ = ["ExitCode", "describe_os_error", "guarded", "say"]

P = ParamSpec("P")


class ExitCode(IntEnum):
    """What the command tells the shell."""

    OK = 0
    SOME_UNREADABLE = 1
    BAD_INPUT = 2
    LIBRARY_ERROR = 3
    INTERRUPTED = 130
    BROKEN_PIPE = 141


# Wrong options and wrong input are the caller's to mend; anything else is a fault of an installation.
_LIBRARY_FAULTS = (GazetteerError,)


def guarded(command: Callable[P, ExitCode]) -> Callable[P, None]:
    """Return the command with every error that a user can cause told as a message.

    The wrapped command ends in ``typer.Exit`` with the right code; it leaves no traceback.
    """

    @functools.wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        code = _code_of(lambda: command(*args, **kwargs))
        if code is not ExitCode.OK:
            raise typer.Exit(int(code))

    return run


def _code_of(command: Callable[[], ExitCode]) -> ExitCode:
    try:
        code = command()
        sys.stdout.flush()  # a broken pipe must show here, not at interpreter exit
        return code
    except BrokenPipeError:
        silence_stdout()
        return ExitCode.BROKEN_PIPE
    except KeyboardInterrupt:
        say("Interrupted. No output was written or changed.")
        return ExitCode.INTERRUPTED
    except NameResolveError as error:
        say(f"Error: {error}")
        return ExitCode.LIBRARY_ERROR if _is_library_fault(error) else ExitCode.BAD_INPUT
    except OSError as error:
        silence_stdout()  # what could not be written is not to be tried again at exit
        say(f"Error: {describe_os_error(error)}")
        return ExitCode.BAD_INPUT


def _is_library_fault(error: NameResolveError) -> bool:
    return type(error) is NameResolveError or isinstance(error, _LIBRARY_FAULTS)


def say(message: str) -> None:
    """Print a message on standard error; each line of it is made safe for a terminal."""
    with contextlib.suppress(OSError):  # who closed or filled standard error does not want to know
        for line in message.split("\n"):
            print(shown(line), file=sys.stderr)
        sys.stderr.flush()


def describe_os_error(error: OSError) -> str:
    """Return what went wrong with which file, and what to do, in one or two lines.

    >>> print(describe_os_error(PermissionError(13, "Permission denied", "names.csv")))
    names.csv: permission denied.
    Check who may write into the folder with: ls -ld .
    """
    name = os.fsdecode(error.filename) if isinstance(error.filename, (str, bytes, os.PathLike)) else ""
    what = (error.strerror or str(error) or type(error).__name__).lower()
    first = f"{name}: {what}." if name else f"{what.capitalize()}."
    remedy = _remedy(error, name)
    return f"{first}\n{remedy}" if remedy else first


def _remedy(error: OSError, name: str) -> str:
    if isinstance(error, PermissionError) and name:
        if os.path.lexists(name):
            return f"Check who may use the file with: ls -l {name}"
        return f"Check who may write into the folder with: ls -ld {os.path.dirname(name) or '.'}"
    if error.errno == errno.EBADF:
        return (
            "Standard input or output is closed: leave it open, or name files, e.g. < names.txt > answers.txt"
        )
    if error.errno == errno.ENOSPC:
        return "Free some space or write to another disk; no half-written file was left behind."
    return ""
