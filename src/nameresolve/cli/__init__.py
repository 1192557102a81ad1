"""The command ``nameresolve``: a shell around the library, one small module a command.

A command reads its arguments, calls the library function of the same name and prints. What
it prints for people goes through rich; what it prints for programs (``--json``, tables) is
UTF-8 whatever the locale says.
"""

from __future__ import annotations

from nameresolve.cli.app import app, main

__all__ = ["app", "main"]
