"""A table of readings, for people."""

from __future__ import annotations

from collections.abc import Sequence

from nameresolve.cli.console import Column, print_table
from nameresolve.model import Reading

__all__ = ["print_readings"]


def print_readings(readings: Sequence[Reading], *, title: str, heading: str) -> None:
    """Print readings one a row under a title, `heading` over the spellings."""
    columns = (Column(heading), Column("Scheme"), Column("Language"), Column("Cost", "right", keep=True))
    rows = [(each.text, each.scheme, each.language or "", f"{each.cost:.2f}") for each in readings]
    print_table(columns, rows, title=title)
