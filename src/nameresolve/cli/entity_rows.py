"""The entities that texts name: how often, in which spellings, under which convention, in which documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from attrs import frozen

from nameresolve import identify_scheme
from nameresolve.model import Decision, Entity, Mention

__all__ = ["EntityRow", "Found", "Spelling", "convention_of", "entity_rows", "subject"]

_LIKELY, _SURE = 0.4, 0.9
"""A scheme is named if it is so likely; under the second figure its share is named too."""

_SPOKEN = {
    "kk": {"KZ"}, "ru": {"RU", "BY", "KZ", "KG"}, "uk": {"UA"}, "be": {"BY"}, "bg": {"BG"},
    "sr": {"RS", "ME", "BA"}, "mk": {"MK"}, "ky": {"KG"}, "uz": {"UZ"}, "tg": {"TJ"}, "tk": {"TM"},
    "mn": {"MN"}, "az": {"AZ"}, "hy": {"AM"}, "ka": {"GE"},
}  # fmt: skip
"""Where the languages are written that schemes are told for: a name from elsewhere follows none of them."""

_MOST_CANDIDATES = 3


@frozen(slots=True)
class Found:
    """The mentions in one file."""

    file: str
    text: str
    mentions: tuple[Mention, ...]


@frozen(slots=True)
class Spelling:
    """A spelling seen, how often, and the convention it follows (empty if that is not clear)."""

    text: str
    count: int
    convention: str


@frozen(slots=True)
class EntityRow:
    """An entity, or those a mention may mean, with all its mentions; `id` is empty if it is not decided."""

    id: str
    name: str
    kind: str
    count: int
    spellings: tuple[Spelling, ...]
    documents: tuple[str, ...]


def subject(decision: Decision) -> tuple[str, str, str]:
    """Return id, name and kind of what a mention is about; no id where it is not decided."""
    if decision.entity:
        return str(decision.entity.id), decision.entity.name, decision.entity.kind
    if decision.status == "ambiguous":
        names = (f"{candidate.entity.name} ?" for candidate in decision.candidates[:_MOST_CANDIDATES])
        return "", " or ".join(names), ""
    return "", f"not known: {decision.query}", ""


def entity_rows(found: Iterable[Found]) -> list[EntityRow]:
    """Return a row for each entity, the most mentioned first.

    Mentions that are not decided are grouped by who they may be.
    """
    texts: dict[tuple[str, str, str], Counter[str]] = {}
    files: dict[tuple[str, str, str], dict[str, None]] = {}
    entities: dict[str, Entity] = {}
    for each in found:
        for mention in each.mentions:
            key = subject(mention.decision)
            texts.setdefault(key, Counter())[mention.text] += 1
            files.setdefault(key, {})[each.file] = None
            if mention.decision.entity:
                entities[key[0]] = mention.decision.entity
    rows = [
        EntityRow(
            *key,
            count=counted.total(),
            spellings=tuple(
                Spelling(text, count, convention_of(text, entities.get(key[0])))
                for text, count in counted.most_common()
            ),
            documents=tuple(files[key]),
        )
        for key, counted in texts.items()
    ]
    return sorted(rows, key=lambda row: (-row.count, row.name, row.id))


@lru_cache(maxsize=4096)
def _scheme(text: str, countries: tuple[str, ...]) -> str:
    """Return the likeliest scheme of a language of the countries, with its share; or nothing."""
    for guess in identify_scheme(text):
        if guess.probability < _LIKELY:
            break
        if _SPOKEN.get(guess.language, frozenset()).intersection(countries):
            share = f" {guess.probability:.0%}" if guess.probability < _SURE else ""
            return f"{guess.scheme}{share}"
    return ""


def convention_of(text: str, entity: Entity | None) -> str:
    """Return the convention that a spelling follows.

    That is the romanization scheme, where the letters tell it; else the language in which the spelling is
    listed; else nothing.
    """
    if entity is None:
        return ""
    languages = [form.language for form in entity.forms if form.text == text and form.language]
    if entity.kind != "organization" and (scheme := _scheme(text, entity.countries)):
        return scheme
    return languages[0] if languages else ""
