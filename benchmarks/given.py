"""What the benchmarks are given on the command line: checked before anything is measured."""

from __future__ import annotations

import argparse
from pathlib import Path

__all__ = ["existing", "lists_of_people", "positive", "to_write"]


def existing(text: str) -> Path:
    """Return the path of a file or folder that is there.

    Raises `argparse.ArgumentTypeError` if it is not, which ends the command with its usage.

    >>> existing("other/names.tsv")
    Traceback (most recent call last):
    argparse.ArgumentTypeError: there is no other/names.tsv; what belongs there says benchmarks/README.md
    """
    if not (path := Path(text)).exists():
        raise argparse.ArgumentTypeError(f"there is no {path}; what belongs there says benchmarks/README.md")
    return path


def lists_of_people(text: str) -> Path:
    """Return the path of a folder that holds the listed people and the names by which they are asked for.

    >>> lists_of_people("benchmarks")
    Traceback (most recent call last):
    argparse.ArgumentTypeError: benchmarks has no ofac_person_entities.tsv: see benchmarks/README.md
    """
    folder = existing(text)
    for name in ("ofac_person_entities.tsv", "ofac_person_queries.tsv"):
        if not (folder / name).is_file():
            raise argparse.ArgumentTypeError(f"{folder} has no {name}: see benchmarks/README.md")
    return folder


def to_write(text: str) -> Path:
    """Return the path of a file in a folder that is there, so that nothing is measured in vain.

    >>> to_write("other/figures.json")
    Traceback (most recent call last):
    argparse.ArgumentTypeError: there is no folder other to write figures.json into
    """
    path = Path(text)
    if path.is_dir():
        raise argparse.ArgumentTypeError(f"{path} is a folder; name a file")
    if not path.parent.is_dir():
        raise argparse.ArgumentTypeError(f"there is no folder {path.parent} to write {path.name} into")
    return path


def positive(text: str) -> int:
    """Return a whole number from 1.

    >>> positive("0")
    Traceback (most recent call last):
    argparse.ArgumentTypeError: 0 is none: give a whole number from 1
    """
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(f"{text} is none: give a whole number from 1")
    return int(text)
