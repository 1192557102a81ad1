"""What a user's own tests need: a suite for a gazetteer, and names for laws of one's own.

    check_gazetteer(gazetteer)   what is wrong with a gazetteer, as findings to read
    small_gazetteer()            eight well-known entities, to try code on
    names() kinds() entities() gazetteers()      Hypothesis strategies: names in many scripts, lists of them
    spellings(name) typings(name) contradictions(name)   one name written otherwise; near it, and another's

The suite needs nothing more. The strategies need Hypothesis: ``pip install 'nameresolve[testing]'``.

    >>> check_gazetteer(small_gazetteer())
    []
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from nameresolve.testing.checking import Finding, check_gazetteer
from nameresolve.testing.examples import small_gazetteer

if TYPE_CHECKING:
    from nameresolve.testing.strategies import (
        contradictions,
        entities,
        gazetteers,
        kinds,
        names,
        spellings,
        typings,
    )

__all__ = [
    "Finding",
    "check_gazetteer",
    "contradictions",
    "entities",
    "gazetteers",
    "kinds",
    "names",
    "small_gazetteer",
    "spellings",
    "typings",
]


def __getattr__(name: str) -> object:
    """Fetch a strategy on first use: only they need Hypothesis."""
    if name not in __all__:
        raise AttributeError(f"module 'nameresolve.testing' has no attribute {name!r}")
    return getattr(importlib.import_module("nameresolve.testing.strategies"), name)
