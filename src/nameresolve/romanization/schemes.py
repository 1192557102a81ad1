"""The romanization schemes that ship with the library, loaded when first asked for."""

from __future__ import annotations

import difflib
import json
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib import resources
from typing import Any, Literal

from attrs import field, frozen

from nameresolve.errors import GazetteerError, SchemeError, text_of
from nameresolve.romanization.rules import Record, Rules, compile_rules

__all__ = [
    "ALL_SCHEMES",
    "Scheme",
    "inherit",
    "is_latin",
    "language_records",
    "load_scheme",
    "scheme_from_record",
    "scheme_records",
    "schemes",
]

FORMAT = 1
_FILE = "romanization.json"
_OWN = ("title", "authority", "year", "source", "cost", "examples", "note", "reversible", "base", "id")


@frozen(slots=True)
class Scheme:
    """A romanization scheme, ready to be applied.

    `language` is a BCP 47 tag and `script` an ISO 15924 code. `cost`, where there is one, is
    how unusual the scheme is among those for its language (0 the usual one); schemes without
    are applied by name only. `capitalize` says what begins with a capital where the script has
    none: words, or the parts between hyphens too. A `reversible` scheme keeps different letters apart.
    """

    id: str
    title: str
    authority: str
    year: int | None
    language: str
    script: str
    source: str
    cost: float | None
    reversible: bool
    form: Literal["NFC", "NFD"]
    capitalize: Literal["", "words", "parts"]
    dotted: bool
    rules: Rules = field(repr=False, hash=False)


def schemes() -> tuple[str, ...]:
    """Return the ids of all romanization schemes, sorted.

    >>> "bgnpcgn-kaz-Cyrl-Latn-1979" in schemes()
    True
    """
    return tuple(sorted(scheme for scheme, record in scheme_records().items() if is_latin(record)))


ALL_SCHEMES = "nameresolve.schemes() lists them all."
"""The remedy for the name of a scheme that is like no other."""


def is_latin(record: Record) -> bool:
    """Return whether the scheme of a record leads to Latin letters, and not to those of a neighbor."""
    return bool(record.get("target", "Latn") == "Latn")


def scheme_records() -> Mapping[str, Record]:
    """Return the records of all schemes by id, as the data holds them."""
    records: Mapping[str, Record] = _data()["schemes"]
    return records


def language_records() -> Mapping[str, Record]:
    """Return what is known of each language's letters, by BCP 47 tag."""
    records: Mapping[str, Record] = _data()["languages"]
    return records


def load_scheme(scheme: str) -> Scheme:
    """Return one scheme by its id.

    Raises `SchemeError`, naming near ids, if there is none.

    >>> load_scheme("bgnpcgn-kaz-Cyrl-Latn-1979").language
    'kk'
    """
    return _loaded(text_of(scheme, "a scheme"))


@cache
def _loaded(scheme: str) -> Scheme:
    records = scheme_records()
    if scheme not in records:
        near = difflib.get_close_matches(scheme, records, n=3, cutoff=0.5)
        hint = f"Did you mean {' or '.join(near)}?" if near else ALL_SCHEMES
        raise SchemeError(f"There is no romanization scheme {scheme!r}. {hint}")
    return scheme_from_record(scheme, inherit(scheme, records))


def inherit(scheme: str, records: Mapping[str, Record]) -> Record:
    """Return the record of a scheme with what it takes over from its base, and the base's base.

    A letter in the scheme's own ``rules`` loses every context it had in the base; own contexts
    are tried before those of the base. What names a scheme (its title, source, cost, examples)
    is never taken over. Raises `KeyError` for a base that is not there and `ValueError` for
    a scheme that is its own base.
    """
    return _inherit(scheme, records, ())


def _inherit(scheme: str, records: Mapping[str, Record], seen: tuple[str, ...]) -> Record:
    if scheme in seen:
        raise ValueError(f"{scheme} is its own base: {' <- '.join((*seen, scheme))}")
    own = dict(records[scheme])
    base = own.pop("base", None)
    if base is None:
        return own
    below = {k: v for k, v in _inherit(base, records, (*seen, scheme)).items() if k not in _OWN}
    merged: dict[str, Any] = {**below, **own}
    for table in ("rules", "classes", "doubling", "abugida", "syllabary"):
        if table in below and table in own:
            merged[table] = _overlay(below[table], own[table])
    merged["contextual"] = [*own.get("contextual", ()), *_left(below, own.get("rules", {}))]
    return merged


def _overlay(below: Record, own: Record) -> dict[str, Any]:
    return {
        **below,
        **{k: _overlay(below[k], v) if isinstance(v, dict) and k in below else v for k, v in own.items()},
    }


def _left(below: Record, replaced: Mapping[str, str]) -> list[Record]:
    """Return the base's contexts without the letters that the scheme itself gives plainly."""
    left: list[Record] = []
    for context in below.get("contextual", ()):
        rules = {source: latin for source, latin in context["rules"].items() if source not in replaced}
        if rules:
            left.append({**context, "rules": rules})
    return left


def scheme_from_record(scheme: str, record: Record) -> Scheme:
    """Return the scheme that a whole record (after `inherit`) describes."""
    return Scheme(
        id=scheme,
        title=record["title"],
        authority=record["authority"],
        year=record.get("year"),
        language=record["language"],
        script=record["script"],
        source=record["source"],
        cost=record.get("cost"),
        reversible=record.get("reversible", False),
        form=record.get("form", "NFC"),
        capitalize=record.get("capitalize", ""),
        dotted=record.get("dotted", False),
        rules=compile_rules(record),
    )


@lru_cache(maxsize=1)
def _data() -> Mapping[str, Any]:
    file = resources.files("nameresolve").joinpath("data", _FILE)
    remedy = "Install nameresolve again; in a source checkout run: python scripts/build_romanization.py"
    try:
        data: Mapping[str, Any] = json.loads(file.read_text("utf-8"))
    except FileNotFoundError as error:
        raise GazetteerError("the romanization tables are missing", file=str(file), remedy=remedy) from error
    except ValueError as error:
        raise GazetteerError("the romanization tables are damaged", file=str(file), remedy=remedy) from error
    if data.get("format") != FORMAT:
        raise GazetteerError(f"format {data.get('format')!r} is not {FORMAT}", file=str(file), remedy=remedy)
    return data
