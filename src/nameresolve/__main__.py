"""``python -m nameresolve`` is the command ``nameresolve``."""

from __future__ import annotations

from nameresolve.cli import main

if __name__ == "__main__":
    main()
