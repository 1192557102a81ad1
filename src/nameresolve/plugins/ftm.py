"""``annotate(entities)``: FollowTheMoney entities in and out, as the dictionaries their JSON lines hold.

    with open("entities.ftm.json") as lines:
        for entity in ftm.annotate(map(json.loads, lines)):
            print(json.dumps(entity))

An ``EntityProxy`` of the package followthemoney is taken too; nothing here imports that package.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import nameresolve as nr
from nameresolve.plugins.answers import NOTHING, Answer, answer_of, chosen_resolver, listed

__all__ = ["annotate", "from_entity", "to_entity"]

KIND_OF: dict[str, nr.Kind] = {"Person": "person", "Address": "place"}
KIND_OF |= dict.fromkeys(("Organization", "Company", "PublicBody"), "organization")
SCHEMA_OF = {"person": "Person", "organization": "Organization", "place": "Address", "other": "Thing"}
"""`LegalEntity` is left out on purpose: it is a person or a company, nobody knows which."""

_WIKIDATA = re.compile(r"Q[1-9]\d*")
_COUNTRIES = ("country", "nationality", "citizenship", "jurisdiction")
_STRONG = ("name", "alias", "previousName")


def to_entity(entity: Any) -> nr.Entity:
    """Return a FollowTheMoney entity as an entity for a gazetteer.

    Its names, aliases and former names become strong forms, weak aliases weak ones. Raises
    `FormatError` for what is no entity or has no name.

    >>> person = {"id": "a-1", "schema": "Person", "properties": {"name": ["Ana Example"]}}
    >>> to_entity(person).kind, to_entity(person).name
    ('person', 'Ana Example')
    """
    data = _data(entity)
    names = _values(data, "name")
    if not names:
        raise nr.FormatError(f"The entity {data['id']!r} has no name. Leave it out, or give it one.")
    strong = dict.fromkeys(text for field in _STRONG for text in _values(data, field))
    weak = [text for text in dict.fromkeys(_values(data, "weakAlias")) if text not in strong]
    forms = [nr.NameForm(text, source="ftm") for text in strong]
    return nr.Entity(
        id=data["id"],
        kind=KIND_OF.get(data["schema"], "other"),
        name=names[0],
        forms=(*forms, *(nr.NameForm(text, strength="weak", source="ftm") for text in weak)),
        countries=_countries(data),
        born=_born(data),
        identifiers=dict(zip(["wikidata"], _values(data, "wikidataId"), strict=False)),
    )


def from_entity(entity: nr.Entity) -> dict[str, Any]:
    """Return an entity of a gazetteer as a FollowTheMoney dictionary.

    >>> from_entity(nr.Entity("nr:ana", "person", "Ana Example"))
    {'id': 'nr:ana', 'schema': 'Person', 'properties': {'name': ['Ana Example']}}
    """
    others = [form for form in entity.forms if form.text != entity.name]
    properties = {
        "name": [entity.name],
        "alias": [form.text for form in others if form.strength == "strong"],
        "weakAlias": [form.text for form in others if form.strength == "weak"],
        "country": [code.lower() for code in entity.countries],
        "birthDate": [str(entity.born)] if entity.born is not None and entity.kind == "person" else [],
        "wikidataId": [str(entity.id)] if _WIKIDATA.fullmatch(str(entity.id)) else [],
    }
    filled = {name: values for name, values in properties.items() if values}
    return {"id": str(entity.id), "schema": SCHEMA_OF[entity.kind], "properties": filled}


def annotate(entities: Iterable[Any], resolver: nr.Resolver | None = None) -> Iterator[dict[str, Any]]:
    """Yield the entities as dictionaries with nr_status, nr_id, nr_name and nr_score beside `schema`.

    Their kind, countries and year of birth are evidence. Of several names the best answer counts, but
    names that match different entities make the entity ambiguous; without a name it is ``"none"``.
    """
    chosen = chosen_resolver(resolver)
    for data in map(_data, listed(entities)):
        kind, countries, born = KIND_OF.get(data["schema"]), _countries(data), _born(data)
        answers = [
            answer_of(chosen.resolve(name, kind=kind, countries=countries, born=born, limit=1))
            for name in _values(data, "name")
        ]
        yield {**data, **_together(answers)._asdict()}


def _together(answers: Sequence[Answer]) -> Answer:
    matched = {answer.nr_id for answer in answers if answer.nr_status == "match"}
    best = max(answers, key=lambda answer: (answer.nr_id is not None, answer.nr_score), default=NOTHING)
    return Answer("ambiguous", None, None, best.nr_score) if len(matched) > 1 else best


def _data(entity: Any) -> dict[str, Any]:
    found = entity.to_dict() if hasattr(entity, "to_dict") else entity
    if isinstance(found, Mapping) and found.get("id") and isinstance(found.get("properties"), Mapping):
        return {"schema": "Thing", **found}
    raise nr.FormatError(f"No FollowTheMoney entity: {found!r:.80}\nIt needs an id, a schema and properties.")


def _values(data: Mapping[str, Any], field: str) -> list[str]:
    found = data["properties"].get(field, ())
    return [str(value) for value in ([found] if isinstance(found, str) else found) if str(value).strip()]


def _countries(data: Mapping[str, Any]) -> tuple[str, ...]:
    codes = (code.upper() for field in _COUNTRIES for code in _values(data, field))
    return tuple(dict.fromkeys(c for c in codes if len(c) == 2 and c.isascii() and c.isalpha()))


def _born(data: Mapping[str, Any]) -> int | None:
    years = {date[:4] for date in _values(data, "birthDate") if date[:4].isdigit() and date.isascii()}
    return int(years.pop()) if len(years) == 1 else None
