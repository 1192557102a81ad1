"""Map the spellings of a name, in any script and any romanization, to one canonical id.

    >>> import nameresolve as nr
    >>> nr.resolve("Qasym-Zhomart Toqaev").entity.name
    'Kassym-Jomart Tokayev'
    >>> nr.compare("Tokayev", "Tokarev").score < 0.2
    True

Importing the package loads nothing else: each name is fetched when it is first used, so that
command lines and short scripts start at once.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from nameresolve._version import __version__

if TYPE_CHECKING:
    from nameresolve.blocking import keys
    from nameresolve.bundled import resolve
    from nameresolve.clustering import Cluster, Doubt, Outline, cluster, likely_pairs, outline
    from nameresolve.errors import (
        FormatError,
        GazetteerError,
        LimitError,
        MissingExtraError,
        NameResolveError,
        SchemeError,
        SettingsError,
        TextError,
    )
    from nameresolve.evaluation import Labeled, Named, Report, evaluate
    from nameresolve.gazetteer import Gazetteer
    from nameresolve.linking import Link, link
    from nameresolve.model import (
        Candidate,
        Comparison,
        Decision,
        Entity,
        EntityId,
        Evidence,
        Explanation,
        Key,
        Kind,
        Mention,
        Name,
        NameForm,
        Part,
        Reading,
        Settings,
    )
    from nameresolve.parsing import parse
    from nameresolve.resolver import Resolver
    from nameresolve.romanization import (
        Clue,
        SchemeGuess,
        identify_scheme,
        readings,
        romanize,
        schemes,
        variants,
    )
    from nameresolve.scoring import compare, similarity

__all__ = [
    "Candidate",
    "Clue",
    "Cluster",
    "Comparison",
    "Decision",
    "Doubt",
    "Entity",
    "EntityId",
    "Evidence",
    "Explanation",
    "FormatError",
    "Gazetteer",
    "GazetteerError",
    "Key",
    "Kind",
    "Labeled",
    "LimitError",
    "Link",
    "Mention",
    "MissingExtraError",
    "Name",
    "NameForm",
    "NameResolveError",
    "Named",
    "Outline",
    "Part",
    "Reading",
    "Report",
    "Resolver",
    "SchemeError",
    "SchemeGuess",
    "Settings",
    "SettingsError",
    "TextError",
    "__version__",
    "cluster",
    "compare",
    "evaluate",
    "identify_scheme",
    "keys",
    "likely_pairs",
    "link",
    "outline",
    "parse",
    "readings",
    "resolve",
    "romanize",
    "schemes",
    "similarity",
    "variants",
]

_HOME = {
    "blocking": ("keys",),
    "bundled": ("resolve",),
    "clustering": ("Cluster", "Doubt", "Outline", "cluster", "likely_pairs", "outline"),
    "evaluation": ("Labeled", "Named", "Report", "evaluate"),
    "gazetteer": ("Gazetteer",),
    "linking": ("Link", "link"),
    "parsing": ("parse",),
    "resolver": ("Resolver",),
    "romanization": ("Clue", "SchemeGuess", "identify_scheme", "readings", "romanize", "schemes", "variants"),
    "scoring": ("compare", "similarity"),
    "model": (
        "Candidate", "Comparison", "Decision", "Entity", "EntityId", "Evidence", "Explanation", "Key", "Kind",
        "Mention", "Name", "NameForm", "Part", "Reading", "Settings",
    ),
    "errors": (
        "FormatError", "GazetteerError", "LimitError", "MissingExtraError", "NameResolveError", "SchemeError",
        "SettingsError", "TextError",
    ),
}  # fmt: skip
_MODULE_OF = {name: module for module, names in _HOME.items() for name in names}


def __getattr__(name: str) -> object:
    """Fetch a public name from its module on first use."""
    module = _MODULE_OF.get(name)
    if module is None:
        raise AttributeError(f"module 'nameresolve' has no attribute {name!r}")
    value = getattr(importlib.import_module(f"nameresolve.{module}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
