"""The values that the properties of an entity have."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import nameresolve as nr

__all__ = ["property_values", "texts_of"]

Value = dict[str, Any]
_RIGHT_TO_LEFT = frozenset({"Arab", "Hebr", "Syrc", "Thaa"})


def property_values(
    entity: nr.Entity, property_id: str, language: str | None = None, *, tagged: bool = False
) -> list[Value]:
    """Return the values of a property; an unknown one has none.

    `language` keeps the forms of one language. With `tagged` a form tells its language and, where it
    is from right to left, its direction; version 0.2 has no place for either.
    """
    match property_id:
        case "born":
            return [] if entity.born is None else [{"int": entity.born}]
        case "forms":
            return [_form(form, tagged=tagged) for form in _forms(entity, language)]
        case _:
            return [{"str": text} for text in texts_of(entity, property_id)]


def texts_of(entity: nr.Entity, property_id: str) -> Sequence[str]:
    """Return the values of a property as texts, as a condition compares them."""
    found: dict[str, Sequence[str]] = {
        "country": entity.countries,
        "born": [] if entity.born is None else [str(entity.born)],
        "name": [entity.name],
        "forms": [form.text for form in entity.forms],
        "kind": [entity.kind],
        "role": entity.roles,
        "identifiers": [f"{key}:{value}" for key, value in entity.identifiers.items()],
    }
    named = entity.identifiers.get(property_id)
    return found.get(property_id, [] if named is None else [named])


def _forms(entity: nr.Entity, language: str | None) -> list[nr.NameForm]:
    if not language:
        return list(entity.forms)
    wanted = language.lower()
    return [
        form
        for form in entity.forms
        if form.language
        and (form.language.lower() == wanted or form.language.lower().startswith(f"{wanted}-"))
    ]


def _form(form: nr.NameForm, *, tagged: bool) -> Value:
    value: Value = {"str": form.text}
    if tagged and form.language:
        value["lang"] = form.language
    if tagged and form.script in _RIGHT_TO_LEFT:
        value["dir"] = "rtl"
    return value
