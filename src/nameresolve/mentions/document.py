"""What a document as a whole says about a name in it.

A text that names a person in full may go on with the bare family name, with the given name and
patronymic, or with initials; a body introduced by its name goes by the acronym in brackets behind it.
Who is meant by a short form is read off the names around it: the entities that are named beyond
doubt, and the countries they belong to.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from rapidfuzz.distance import Levenshtein

from nameresolve.blocking import make_keys
from nameresolve.distance import part_form
from nameresolve.mentions.bearers import likeness
from nameresolve.model import Entity, Key
from nameresolve.scoring.units import Unit, units_of

__all__ = ["Document", "family_unit"]

_LIKE_A_FAMILY_NAME = 0.55
_LIKE_A_GIVEN_NAME = 0.55
_COUNTRY_LEAD = 2
_CODES_APART = 0.45
_apart = Levenshtein.normalized_distance


class Document:
    """The entities that a document names beyond doubt, and what follows from them."""

    def __init__(self, anchors: Iterable[Entity]) -> None:
        counted = list(anchors)
        self._anchors = {entity.id: entity for entity in counted}
        self._countries = Counter(country for entity in counted for country in entity.countries)
        self._families: dict[Key, dict[tuple[str, str, str], Entity]] = {}
        self._family_folds: set[str] = set()
        self._named: dict[tuple[str, str], list[Entity]] = {}
        for entity in self._anchors.values():
            if entity.kind == "person":
                self._note_family(entity)

    @property
    def countries(self) -> Mapping[str, int]:
        """Return how often the document names what belongs to a country."""
        return self._countries

    @property
    def names_people(self) -> bool:
        """Return whether the document names somebody in full."""
        return bool(self._families)

    def holds(self, entity: Entity) -> bool:
        """Return whether the document names this entity beyond doubt."""
        return entity.id in self._anchors

    def has_family(self, fold: str) -> bool:
        """Return whether a word is listed as the family name of somebody the document names in full."""
        return fold in self._family_folds

    def _note_family(self, entity: Entity) -> None:
        for text in strong_texts(entity):
            family = family_unit(entity, text)
            if family is None:
                continue
            part = (str(entity.id), family.form.fold, family.form.script)
            self._family_folds.add(family.form.fold)
            for key in make_keys(family.form.symbols):
                self._families.setdefault(key, {})[part] = entity

    def named_before(self, fold: str, script: str) -> list[Entity]:
        """Return the people the document names in full whose family name this word is."""
        known = self._named.get((fold, script))
        if known is None:
            known = self._named[fold, script] = self._bearers(fold, script) if self._families else []
        return known

    def _bearers(self, fold: str, script: str) -> list[Entity]:
        """Return the people whose family name a word is; codes are compared first, which is cheap."""
        ours = part_form(fold, script)
        near: dict[tuple[str, str, str], Entity] = {}
        for key in make_keys(ours.symbols):
            near.update(self._families.get(key, {}))
        found: dict[str, Entity] = {}
        for (id_, other, other_script), entity in near.items():
            code = part_form(other, other_script).codes[0]
            if id_ in found or not any(_apart(way, code) <= _CODES_APART for way in ours.codes):
                continue
            if likeness(fold, script, other, other_script) >= _LIKE_A_FAMILY_NAME:
                found[id_] = entity
        return list(found.values())

    def given_before(self, folds: Sequence[str], script: str) -> list[Entity]:
        """Return the people the document names in full whose given name these words are."""
        return [
            entity
            for entity in self._anchors.values()
            if entity.kind == "person" and _is_given_name(entity, folds, script)
        ]

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


def strong_texts(entity: Entity) -> list[str]:
    """Return the name and the strong forms of an entity, each once."""
    texts = [entity.name, *(form.text for form in entity.forms if form.strength == "strong")]
    return list(dict.fromkeys(texts))


def _is_given_name(entity: Entity, folds: Sequence[str], script: str) -> bool:
    for text in strong_texts(entity):
        family = family_unit(entity, text)
        given = [
            unit for unit in units_of(text, "person").content
            if unit.role not in ("initial", "patronymic") and (family is None or unit.start != family.start)
        ]  # fmt: skip
        if len(given) == len(folds) and all(
            likeness(fold, script, unit.form.fold, unit.form.script) >= _LIKE_A_GIVEN_NAME
            for fold, unit in zip(folds, sorted(given, key=lambda unit: unit.start), strict=True)
        ):
            return True
    return False


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
