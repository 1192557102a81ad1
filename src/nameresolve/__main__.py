"""``python -m nameresolve`` is the command ``nameresolve``, and this is where both begin."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Iterator

__all__ = ["main"]


def main() -> None:
    """Load the command line and run it."""
    with _killed_by_interrupt():
        from nameresolve.cli import main as run
    run()


@contextlib.contextmanager
def _killed_by_interrupt() -> Iterator[None]:
    """Let Ctrl-C end the process at once while modules are loaded.

    There is nothing to clean up yet, and an exception in the midst of an import shows its traceback.
    """
    usual = signal.getsignal(signal.SIGINT)
    if usual is not signal.default_int_handler or threading.current_thread() is not threading.main_thread():
        yield
        return
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    yield
    signal.signal(signal.SIGINT, usual)


if __name__ == "__main__":
    main()
