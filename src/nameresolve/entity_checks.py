"""An entity, checked before it is listed: a wrong value is told with the entity that has it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, get_args

from nameresolve.errors import GazetteerError, TextError, text_of
from nameresolve.model import KINDS, Entity, NameForm, Strength

__all__ = ["check_entity", "entities_of", "ids_of"]

STRENGTHS: tuple[Strength, ...] = get_args(Strength)
FAMILY = ("first", "last", "none")


def entities_of(entities: Iterable[Entity]) -> Iterator[Entity]:
    """Yield entities; raises `GazetteerError` for what is none."""
    given: object = entities
    if isinstance(given, (Entity, str, bytes)) or not isinstance(given, Iterable):
        raise GazetteerError(f"{_shown(given)} is no list of entities", remedy="Give a list: [Entity(...)].")
    for entity in given:
        if not isinstance(entity, Entity):
            raise GazetteerError(
                f"{_shown(entity)} is no entity",
                remedy="Make one: Entity('nr:a', 'person', 'Kemel').",
            )
        yield entity


def ids_of(ids: Iterable[str]) -> Iterator[str]:
    """Yield ids; raises `TextError` for what is none, and for a single text, whose letters are no ids."""
    given: object = ids
    if isinstance(given, (str, bytes)) or not isinstance(given, Iterable):
        raise TextError(f"{_shown(given)} is no list of ids. Give a list: ['nr:a'].")
    for entity_id in given:
        yield text_of(entity_id, "an id")


def _shown(value: object) -> str:
    return repr(value)[:60]


def check_entity(entity: Entity, seen: set[str]) -> None:
    """Raise `GazetteerError` for an entity with a wrong value, or with an id that was seen before."""
    _check_shape(entity)
    _check_texts(entity)
    if entity.id in seen:
        raise GazetteerError(
            f"the id {entity.id!r} occurs twice", remedy="Give each entity an id of its own."
        )
    if entity.kind not in KINDS:
        raise GazetteerError(
            f"entity {entity.id!r} has the unknown kind {entity.kind!r}",
            remedy=f"Kinds are {', '.join(KINDS)}.",
        )
    if not entity.id or not entity.name.strip():
        raise GazetteerError(f"entity {entity.id!r} has no id or no name", remedy="Both are needed.")
    _check_numbers(entity)


def _wrong(entity: Entity, what: str, remedy: str) -> GazetteerError:
    return GazetteerError(f"entity {entity.id!r} {what}", remedy=remedy)


def _check_shape(entity: Entity) -> None:
    """Look whether what should be a list, a mapping or a form is one: all else relies on it."""
    if not isinstance(entity.id, str):
        raise GazetteerError(f"the id {_shown(entity.id)} is no text", remedy="Give a str, such as 'nr:a'.")
    for what, listed in (("forms", entity.forms), ("countries", entity.countries), ("roles", entity.roles)):
        values: object = listed
        if not isinstance(values, (tuple, list)):
            raise _wrong(entity, f"has {what} {_shown(values)}", "Give a tuple, which may be empty.")
    for form in entity.forms:
        given: object = form
        if not isinstance(given, NameForm):
            raise _wrong(entity, f"has the form {_shown(given)}", "Make one: NameForm('Toqaev').")
        if form.strength not in STRENGTHS:
            what = f"its form {form.text!r} has the unknown strength {form.strength!r}"
            raise GazetteerError(
                f"entity {entity.id!r}: {what}", remedy=f"Strengths are {', '.join(STRENGTHS)}."
            )
    identifiers: object = entity.identifiers
    if not isinstance(identifiers, Mapping):
        raise _wrong(entity, f"has identifiers {_shown(identifiers)}", "Give a dict: {'isni': '0000...'}.")
    if entity.family not in FAMILY:
        raise _wrong(entity, f"has the family name {entity.family!r}", f"Say one of {', '.join(FAMILY)}.")


def _check_numbers(entity: Entity) -> None:
    born: Any = entity.born
    if born is not None and (isinstance(born, bool) or not isinstance(born, int)):
        raise _wrong(entity, f"was born in {_shown(born)}", "Give a year as an int, or None.")
    share: Any = entity.prominence
    if isinstance(share, bool) or not isinstance(share, (int, float)) or not 0.0 <= share <= 1.0:
        raise _wrong(entity, f"has the prominence {_shown(share)}", "It must be a number from 0 to 1.")


def _check_texts(entity: Entity) -> None:
    for what, text in _texts_of(entity):
        if isinstance(text, str) and text.isascii():
            continue
        if not isinstance(text, str):
            raise GazetteerError(
                f"entity {entity.id!r}: its {what} is {text!r}, which is no text",
                remedy="Give a str, or leave the entity out.",
            )
        try:
            text.encode("utf-8")
        except UnicodeEncodeError as error:
            raise GazetteerError(
                f"entity {entity.id!r}: its {what} {text!r} holds half of a surrogate pair"
                f" at character {error.start + 1}",
                remedy="It was broken when it was read; decode the source as what it is, UTF-8 or UTF-16.",
            ) from error


def _texts_of(entity: Entity) -> Iterator[tuple[str, object]]:
    """Yield each text of an entity with what it is."""
    yield "id", entity.id
    yield "name", entity.name
    for form in entity.forms:
        yield "form", form.text
        tags = (("language", form.language), ("script", form.script))
        yield from ((what, tag) for what, tag in tags if tag is not None)
        yield "source", form.source
    for what, texts in (("country", entity.countries), ("role", entity.roles)):
        yield from ((what, text) for text in texts)
    for key, value in entity.identifiers.items():
        yield from (("identifier", key), ("identifier", value))
