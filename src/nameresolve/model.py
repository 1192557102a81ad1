"""The values that pass between the steps; all immutable, none knows how it was made.

text -> parse -> romanize -> key -> candidates -> score -> decide
str  -> Name  -> Readings -> Keys -> Candidates -> Comparison (Evidence) -> Decision
"""

from __future__ import annotations

from collections.abc import Mapping
from numbers import Real
from typing import Any, Literal, NewType, get_args

from attrs import Attribute, field, frozen

from nameresolve.errors import SettingsError

__all__ = [
    "KINDS",
    "Candidate",
    "Comparison",
    "Decision",
    "Entity",
    "EntityId",
    "Evidence",
    "Explanation",
    "Key",
    "Kind",
    "Mention",
    "Name",
    "NameForm",
    "Part",
    "Reading",
    "Relation",
    "Role",
    "Settings",
    "Status",
    "Strength",
]

Kind = Literal["person", "organization", "place", "other"]
KINDS: tuple[Kind, ...] = get_args(Kind)

Status = Literal["match", "ambiguous", "none"]
Strength = Literal["strong", "weak"]

Role = Literal[
    "name",  # a name part whose place in the name is not known
    "given",
    "family",
    "patronymic",
    "initial",
    "particle",  # von der, bin, al-
    "title",  # President, Dr., Sheikh
    "suffix",  # Jr, III
    "legal_form",  # AG, ООО
    "generic",  # city, oblast, ministry
    "number",
    "word",  # a word of an organization's or a place's name
    "stop",  # of, the, and
]

Relation = Literal[
    "same",  # equal after cleaning
    "licensed",  # differs as conventions differ
    "near",  # a slip of the pen
    "equivalent",  # another form of the same given name or word
    "initial",  # one is the initial of the other
    "acronym",
    "omitted",  # one side leaves the part out
    "contradicting",
    "context",  # country, year of birth: not from the spelling
    "bias",
]

EntityId = NewType("EntityId", str)
"""An opaque id, made only by a gazetteer: ``Q...``, ``geonames:...`` or ``nr:<slug>``."""

Key = NewType("Key", str)
"""A blocking key, made only by :func:`nameresolve.blocking.make_keys`."""


@frozen(slots=True)
class Part:
    """One part of a name, with the place where it stands in the source.

    `text` equals ``source[start:end]``. `fold` is the part cleaned for comparison (NFKC,
    case-folded, marks that carry no meaning removed). `script` is an ISO 15924 code.
    """

    text: str
    start: int
    end: int
    role: Role
    fold: str
    script: str


@frozen(slots=True)
class Name:
    """A parsed name: its source text, its kind if known, and its parts in written order."""

    text: str
    kind: Kind | None
    parts: tuple[Part, ...]

    def having(self, *roles: Role) -> tuple[Part, ...]:
        """Return the parts that play one of the roles, in written order."""
        return tuple(part for part in self.parts if part.role in roles)


@frozen(slots=True)
class Reading:
    """One way to write a text in Latin letters, and the convention behind it.

    `cost` is 0 for the likeliest reading and grows with how unusual the convention is for
    the language. `trace` maps back to the source: ``(start, end, latin)`` triples that cover
    the source in order; their third members joined give `text`.
    """

    text: str
    scheme: str
    cost: float = 0.0
    language: str | None = None
    trace: tuple[tuple[int, int, str], ...] = ()


@frozen(slots=True)
class NameForm:
    """One spelling under which an entity is listed.

    A ``"weak"`` form (a bare family name, an acronym, a demonym) may suggest its entity but
    never decides. `language` is a BCP 47 tag and `script` an ISO 15924 code, both optional.
    """

    text: str
    language: str | None = None
    script: str | None = None
    strength: Strength = "strong"
    source: str = ""


@frozen(slots=True)
class Entity:
    """A person, organization or place that names can stand for.

    `prominence` from 0 to 1 orders candidates that fit equally well; it never changes a
    score. `countries` are ISO 3166-1 alpha-2 codes; `born` is a year; `roles` are words of
    context such as ``"President of Kazakhstan"``. `family` says which end of the written
    name carries the family name, where the order is not the Western one.
    """

    id: EntityId | str
    kind: Kind
    name: str
    forms: tuple[NameForm, ...] = ()
    countries: tuple[str, ...] = ()
    born: int | None = None
    identifiers: Mapping[str, str] = field(factory=dict, hash=False)
    prominence: float = 0.0
    roles: tuple[str, ...] = ()
    family: Literal["first", "last", "none"] = "last"


@frozen(slots=True)
class Evidence:
    """One term of a comparison: what was seen, under which rule, and what it adds.

    `contribution` is in log-odds (natural logarithm); positive speaks for one entity,
    negative against. `rule` names the convention or the rule that was applied.
    """

    relation: Relation
    left: str
    right: str
    rule: str
    contribution: float


@frozen(slots=True)
class Comparison:
    """Two names side by side.

    `score` is the probability, 0 to 1, that the two can belong to one entity;
    ``score == 1 / (1 + exp(-log_odds))``, and the contributions of `evidence` add up to
    `log_odds` (to 1e-9).
    """

    left: str
    right: str
    score: float
    log_odds: float
    evidence: tuple[Evidence, ...]


@frozen(slots=True)
class Candidate:
    """An entity that a name may stand for, with its best form and why."""

    entity: Entity
    form: NameForm
    score: float
    comparison: Comparison


@frozen(slots=True)
class Decision:
    """The answer for one name.

    ``"match"``: `entity` is it. ``"ambiguous"``: several fit, or what is written is too
    little to decide; `entity` is None, the `candidates` are ranked best first. ``"none"``:
    nothing fits well enough. `score` is that of the best candidate, 0.0 without one.
    `reason` is one English sentence.
    """

    query: str
    status: Status
    entity: Entity | None
    score: float
    candidates: tuple[Candidate, ...]
    reason: str


@frozen(slots=True)
class Mention:
    """A name found in running text; ``text == source[start:end]`` always holds."""

    start: int
    end: int
    text: str
    decision: Decision


@frozen(slots=True)
class Explanation:
    """What :meth:`Resolver.resolve` did for one name, step by step.

    `question` holds the arguments, `gazetteer` the fingerprint of the gazetteer and
    `version` that of the library, so that ``Resolver.replay`` can check that it repeats the
    same thing. ``str(explanation)`` is for people.
    """

    question: Mapping[str, Any] = field(hash=False)
    name: Name
    readings: tuple[Reading, ...]
    keys: tuple[Key, ...]
    decision: Decision
    gazetteer: str
    version: str
    text: str

    def __str__(self) -> str:
        return self.text


def _share(_instance: object, attribute: Attribute[float], value: float) -> None:
    number: object = value
    if isinstance(number, bool) or not isinstance(number, Real) or not 0.0 <= value <= 1.0:
        raise SettingsError(f"{attribute.name} is {value!r}, but must be a probability from 0 to 1.")


@frozen(slots=True, kw_only=True)
class Settings:
    """What a caller may turn, all of it.

    `match_threshold` is the least probability of a match. `margin` is how far a match must be ahead
    of the best other entity, in probability given that one of the candidates is meant. A best
    candidate under `floor` does not fit at all.

    >>> Settings(match_threshold=1.5)
    Traceback (most recent call last):
    nameresolve.errors.SettingsError: match_threshold is 1.5, but must be a probability from 0 to 1.
    """

    match_threshold: float = field(default=0.7, validator=_share)
    margin: float = field(default=0.4, validator=_share)
    floor: float = field(default=0.3, validator=_share)
