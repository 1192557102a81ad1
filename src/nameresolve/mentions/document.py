"""What a document as a whole says about a name in it.

A text that names a person in full may go on with the bare family name; a body introduced by its
name goes by its acronym. Who is meant by a short form is read off the names around it: the entities
that are named beyond doubt, and the countries they belong to.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from attrs import evolve

from nameresolve.distance import part_form
from nameresolve.model import Candidate, Decision, Entity
from nameresolve.scoring.pairs import relate
from nameresolve.scoring.units import Unit, units_of

__all__ = ["Document"]

_LIKE_A_FAMILY_NAME = 0.55
_COUNTRY_LEAD = 2


class Document:
    """The entities that a document names beyond doubt, and what follows from them."""

    def __init__(self, anchors: Iterable[Entity]) -> None:
        counted = list(anchors)
        self._anchors = {entity.id: entity for entity in counted}
        self._countries = Counter(country for entity in counted for country in entity.countries)
        self._families: dict[str, tuple[Unit, ...]] = {}

    def holds(self, entity: Entity) -> bool:
        """Return whether the document names this entity beyond doubt."""
        return entity.id in self._anchors

    def named_before(self, fold: str, script: str) -> list[Entity]:
        """Return the people the document names in full whose family name this word is."""
        word = Unit("", "name", part_form(fold, script), 1.0, 0)
        found = []
        for entity in self._anchors.values():
            if entity.kind != "person":
                continue
            likeness = (relate(word, family).share for family in self._family_units(entity))
            if max(likeness, default=0.0) >= _LIKE_A_FAMILY_NAME:
                found.append(entity)
        return found

    def _family_units(self, entity: Entity) -> tuple[Unit, ...]:
        if entity.id not in self._families:
            texts = [entity.name, *(form.text for form in entity.forms if form.strength == "strong")]
            self._families[entity.id] = tuple(
                family for text in dict.fromkeys(texts) if (family := family_unit(entity, text))
            )
        return self._families[entity.id]

    def choose(self, entities: Sequence[Entity]) -> Entity | None:
        """Return the one of several entities that the document speaks of, or None if it does not say.

        One that it names beyond doubt comes first, then one of the country it is about.
        """
        distinct = list({entity.id: entity for entity in entities}.values())
        if len(distinct) == 1:
            return distinct[0]
        named = [entity for entity in distinct if self.holds(entity)]
        if len(named) == 1:
            return named[0]
        return self._by_country(named or distinct)

    def _by_country(self, entities: Sequence[Entity]) -> Entity | None:
        def weight(entity: Entity) -> int:
            return max((self._countries[country] for country in entity.countries), default=0)

        ranked = sorted(entities, key=weight, reverse=True)
        if not ranked or weight(ranked[0]) < _COUNTRY_LEAD:
            return None
        lead = weight(ranked[0]) >= _COUNTRY_LEAD * max(1, weight(ranked[1])) if len(ranked) > 1 else True
        return ranked[0] if lead else None


def family_unit(entity: Entity, text: str) -> Unit | None:
    """Return the family name within a form of a person's name, ready for comparison."""
    content = [
        unit for unit in units_of(text, "person").content if unit.role not in ("initial", "patronymic")
    ]
    if not content or entity.family == "none":
        return None
    known = [unit for unit in content if unit.role == "family"]
    if known:
        return known[0]
    return content[0] if entity.family == "first" else content[-1]


def settled(decision: Decision, entity: Entity, reason: str) -> Decision:
    """Return a decision that what is around the name has settled for an entity."""
    first = [candidate for candidate in decision.candidates if candidate.entity.id == entity.id]
    rest = [candidate for candidate in decision.candidates if candidate.entity.id != entity.id]
    kept: tuple[Candidate, ...] = (*first, *rest)
    score = first[0].score if first else decision.score
    return evolve(decision, status="match", entity=entity, score=score, candidates=kept, reason=reason)
