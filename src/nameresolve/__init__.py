"""Map the spellings of a name, in any script and any romanization, to one canonical id.

>>> import nameresolve as nr
>>> nr.resolve("Qasym-Zhomart Toqaev").entity.name
'Kassym-Jomart Tokayev'
>>> nr.compare("Tokayev", "Tokarev").score < 0.2
True
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from nameresolve._version import __version__
from nameresolve.errors import (
    FormatError,
    GazetteerError,
    LimitError,
    MissingExtraError,
    NameResolveError,
    SchemeError,
    SettingsError,
)
from nameresolve.gazetteer import Gazetteer
from nameresolve.keys import keys
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
from nameresolve.romanization import readings, romanize, schemes
from nameresolve.scoring import compare, similarity

__all__ = [
    "Candidate",
    "Comparison",
    "Decision",
    "Entity",
    "EntityId",
    "Evidence",
    "Explanation",
    "FormatError",
    "Gazetteer",
    "GazetteerError",
    "Key",
    "Kind",
    "LimitError",
    "Mention",
    "MissingExtraError",
    "Name",
    "NameForm",
    "NameResolveError",
    "Part",
    "Reading",
    "Resolver",
    "SchemeError",
    "Settings",
    "SettingsError",
    "__version__",
    "compare",
    "keys",
    "parse",
    "readings",
    "resolve",
    "romanize",
    "schemes",
    "similarity",
]


@cache
def _bundled() -> Resolver:
    return Resolver()


def resolve(
    name: str,
    *,
    kind: Kind | None = None,
    countries: Sequence[str] = (),
    born: int | None = None,
    limit: int = 5,
) -> Decision:
    """Return the decision for a name by the bundled gazetteer; see `Resolver.resolve`.

    >>> resolve("Nursultan Nasarbajew").entity.id
    'Q57394'
    """
    return _bundled().resolve(name, kind=kind, countries=countries, born=born, limit=limit)
