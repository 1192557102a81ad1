"""Country codes from what sources call a country: a Wikidata item, an English name, a code."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from nameresolve.gazetteer import Gazetteer
from nameresolve.model import Entity
from nameresolve.unicode import fold

__all__ = ["code_of_item", "code_of_name", "valid_code"]

_FORMER = {"suhh": "SU", "yucs": "YU", "csxx": "CS", "cshh": "CS", "ddde": "DD"}
_NO_COUNTRY = frozenset({"EU", "UN", "ZZ", "XX"})


def _listed() -> Iterator[tuple[str, Entity]]:
    for entity in Gazetteer.bundled():
        code = entity.identifiers.get("iso3166")
        if code and entity.kind == "place":
            yield code, entity


@cache
def _by_item() -> dict[str, str]:
    return {entity.id: code for code, entity in _listed()}


@cache
def _by_name() -> dict[str, str]:
    # A name that several languages share is listed under the first: Uganda is not only English.
    names: dict[str, str] = {}
    shared: set[str] = set()
    for code, entity in _listed():
        for form in entity.forms:
            is_name = form.script == "Latn" and form.source != "demonym" and form.strength == "strong"
            if is_name and names.setdefault(fold(form.text), code) != code:
                shared.add(fold(form.text))
    return {name: code for name, code in names.items() if name not in shared}


def code_of_item(item: str) -> str | None:
    """Return the ISO 3166-1 alpha-2 code of a Wikidata item of a country of today, or None.

    >>> code_of_item("Q232")
    'KZ'
    """
    return _by_item().get(item)


def code_of_name(name: str) -> str | None:
    """Return the ISO 3166-1 alpha-2 code of a country by its name in Latin letters, or None.

    Names with the article behind them (``Congo, Democratic Republic of the``) are understood.

    >>> code_of_name("Iran"), code_of_name("Kazakhstan"), code_of_name("Atlantis")
    ('IR', 'KZ', None)
    """
    first, _, rest = name.partition(",")
    turned = f"{rest.strip()} {first.strip()}"
    return _by_name().get(fold(name.strip())) or (_by_name().get(fold(turned)) if rest else None)


def valid_code(code: object) -> str | None:
    """Return a country code in capitals, None for what is none (``eu``, ``zz``).

    >>> valid_code("kz"), valid_code("suhh"), valid_code("eu"), valid_code("Kazakhstan")
    ('KZ', 'SU', None, None)
    """
    if not isinstance(code, str):
        return None
    bare = code.strip()
    if bare.lower() in _FORMER:
        return _FORMER[bare.lower()]
    upper = bare.upper()
    is_code = len(upper) == 2 and upper.isascii() and upper.isalpha()
    return upper if is_code and upper not in _NO_COUNTRY else None
