"""The paths that the scripts are given on the command line: looked for before any work is done."""

from __future__ import annotations

import argparse
from pathlib import Path

__all__ = ["existing"]


def existing(text: str) -> Path:
    """Return the path of a file or folder that is there; `argparse.ArgumentTypeError` if it is not.

    >>> existing("elsewhere/pairs.tsv")
    Traceback (most recent call last):
    argparse.ArgumentTypeError: there is no elsewhere/pairs.tsv
    """
    path = Path(text)
    if path.exists():
        return path
    raise argparse.ArgumentTypeError(f"there is no {path}")
