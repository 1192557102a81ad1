"""What is doubtful in a gazetteer: what will make it answer wrongly, or not at all.

collision    one strong spelling for several entities of one kind: always ambiguous
duplicate    two entities that are most likely one
native       a Latin spelling of a person that none of the native spellings can be read as
decides      a weak form that the resolver takes for a match all the same
source       entities none of whose forms says where it comes from
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from itertools import chain, pairwise

from attrs import frozen

from nameresolve.gazetteer import Gazetteer, forms_of
from nameresolve.model import Entity, NameForm, Settings
from nameresolve.resolver import Resolver
from nameresolve.scoring import compare

__all__ = ["CHECKS", "Finding", "lint"]

_PHONETIC = frozenset({"Cyrl", "Grek", "Geor", "Armn", "Arab", "Hebr", "Deva"})
"""Scripts that spell sounds and part words; ふくだやすお does not say where the family name ends."""


@frozen(slots=True)
class Finding:
    """Something doubtful: which check saw it, which entities it is about, and what it is, in words."""

    check: str
    entities: tuple[str, ...]
    text: str


def lint(gazetteer: Gazetteer) -> Iterator[Finding]:
    """Yield what is doubtful, check by check in the order of the module's table.

    >>> twice = (Entity(number, "person", "Yusuf Demir", born=2003) for number in "12")
    >>> [finding.check for finding in lint(Gazetteer.from_entities(twice))]
    ['duplicate', 'source']
    """
    return chain.from_iterable(check(gazetteer) for check in CHECKS.values())


def _shared(gazetteer: Gazetteer) -> Iterator[tuple[str, list[Entity]]]:
    """Yield each cleaned spelling that is a strong form of several entities of one kind."""
    index = gazetteer.index
    for phrase, forms in index.by_identity.items():
        if len(forms) < 2 or not phrase:
            continue
        by_kind: dict[str, dict[str, Entity]] = defaultdict(dict)
        for form in forms:
            posting = index.posting(form)
            entity = gazetteer.entity(posting.entity)
            if gazetteer.form(posting.entity, posting.ordinal).strength == "strong":
                by_kind[entity.kind][entity.id] = entity
        yield from ((phrase, list(found.values())) for found in by_kind.values() if len(found) > 1)


def _one_and_the_same(left: Entity, right: Entity, phrase: str) -> bool:
    if left.born and right.born:
        return left.born == right.born and " " in phrase
    same_country = not set(left.countries).isdisjoint(right.countries)
    return left.kind != "person" and same_country


def _collisions(gazetteer: Gazetteer) -> Iterator[Finding]:
    for phrase, entities in _shared(gazetteer):
        first, *others = entities
        if not all(_one_and_the_same(first, other, phrase) for other in others):
            ids = tuple(entity.id for entity in entities)
            yield Finding("collision", ids, f"{phrase!r} is a strong form of {_named(entities)}")


def _duplicates(gazetteer: Gazetteer) -> Iterator[Finding]:
    told: set[frozenset[str]] = set()
    for phrase, entities in _shared(gazetteer):
        for left, right in pairwise(entities):
            pair = frozenset((left.id, right.id))
            if _one_and_the_same(left, right, phrase) and pair not in told:
                told.add(pair)
                yield Finding(
                    "duplicate", (left.id, right.id), f"{_named([left, right])} may be one: {phrase!r}"
                )
    numbers: dict[tuple[str, str, str], Entity] = {}
    for entity in gazetteer:
        for scheme, number in entity.identifiers.items():
            earlier = numbers.setdefault((entity.kind, scheme, number), entity)
            pair = frozenset((earlier.id, entity.id))
            if earlier.id != entity.id and pair not in told:
                told.add(pair)
                text = f"{_named([earlier, entity])} have one number: {scheme} {number}"
                yield Finding("duplicate", (earlier.id, entity.id), text)


def _named(entities: list[Entity]) -> str:
    return " and ".join(f"{entity.name} ({entity.id})" for entity in entities)


def _contradictions(gazetteer: Gazetteer) -> Iterator[Finding]:
    floor = Settings().floor
    for entity in gazetteer:
        if entity.kind != "person":
            continue  # Côte d'Ivoire is translated, and Lemberg is not Львів in other letters
        strong = [form for form in forms_of(entity) if form.strength == "strong"]
        native = [form for form in strong if form.script in _PHONETIC]
        for form in strong if native else ():
            if form.script == "Latn" and not _agrees(form, native, entity, floor):
                listed = ", ".join(each.text for each in native[:3])
                text = f"{form.text!r} cannot be read from {listed} (of {entity.name})"
                yield Finding("native", (entity.id,), text)


def _agrees(form: NameForm, native: list[NameForm], entity: Entity, floor: float) -> bool:
    return any(compare(form.text, each.text, kind=entity.kind).score >= floor for each in native)


def _deciding(gazetteer: Gazetteer) -> Iterator[Finding]:
    resolver = Resolver(gazetteer)
    for entity in gazetteer:
        for form in entity.forms:
            if form.strength == "strong" or form.source == "demonym":
                continue
            decision = resolver.resolve(form.text, limit=1)
            if decision.status == "match" and decision.entity is not None:
                text = f"{form.text!r}, a weak form of {entity.name}, decides for {decision.entity.name}"
                ids = tuple(dict.fromkeys((entity.id, decision.entity.id)))
                yield Finding("decides", ids, text)


def _sourceless(gazetteer: Gazetteer) -> Iterator[Finding]:
    bare = [entity.id for entity in gazetteer if not any(form.source for form in entity.forms)]
    if bare:
        text = f"{len(bare):,} of {len(gazetteer):,} entities do not say where their forms come from"
        yield Finding("source", tuple(bare), text)


CHECKS: Mapping[str, Callable[[Gazetteer], Iterator[Finding]]] = {
    "collision": _collisions,
    "duplicate": _duplicates,
    "native": _contradictions,
    "decides": _deciding,
    "source": _sourceless,
}
"""The checks by name."""
