"""What those who keep a gazetteer do with it: read its sources, collect, compare and lint entities."""

from __future__ import annotations

from nameresolve.curation.checks import Rules
from nameresolve.curation.collecting import Collected, collected, merged
from nameresolve.curation.differences import Change, Difference, differences
from nameresolve.curation.linting import Finding, lint
from nameresolve.curation.lookup import find_entity
from nameresolve.curation.source_files import read_source, read_sources, source_line

__all__ = [
    "Change",
    "Collected",
    "Difference",
    "Finding",
    "Rules",
    "collected",
    "differences",
    "find_entity",
    "lint",
    "merged",
    "read_source",
    "read_sources",
    "source_line",
]
