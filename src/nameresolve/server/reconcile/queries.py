"""Query batches of both versions, read into one form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Literal, get_args

from attrs import frozen

from nameresolve.server.fields import whole_number
from nameresolve.server.limits import Limits
from nameresolve.server.problems import ProblemError

__all__ = ["Condition", "Query", "draft_batch", "old_batch", "year_in"]

Quantifier = Literal["any", "all", "none"]
_QUANTIFIERS: tuple[Quantifier, ...] = get_args(Quantifier)
_YEAR = re.compile(r"(?<!\d)(-?\d{4})(?!\d)", re.ASCII)
USUAL = 5
"""So many candidates a query without a limit gets."""
MOST_VALUES = 50


@frozen(slots=True)
class Condition:
    """What is known of a property; a `required` one excludes entities, others are evidence."""

    property: str
    values: tuple[str, ...]
    required: bool = False
    quantifier: Quantifier = "any"


@frozen(slots=True)
class Query:
    """One name to be found; `types` None means any."""

    name: str
    types: tuple[str, ...] | None = None
    limit: int = USUAL
    conditions: tuple[Condition, ...] = ()


def old_batch(batch: object, limits: Limits) -> dict[str, Query]:
    """Return the queries of version 0.2 by their keys."""
    queries = _mapping(batch, "The query batch")
    _check_size(len(queries), limits)
    return {key: _old_query(_mapping(query, f"The query {key!r}"), limits) for key, query in queries.items()}


def _old_query(query: Mapping[str, Any], limits: Limits) -> Query:
    name = query.get("query", "")
    if not isinstance(name, str):
        raise ProblemError("invalid", "A query's 'query' must be a text.")
    properties = query.get("properties", [])
    if not isinstance(properties, list) or ("query" not in query and not properties):
        raise ProblemError("invalid", "A query must have a 'query' or a list of 'properties'.")
    kinds = query.get("type")
    listed = kinds if isinstance(kinds, list) else [] if kinds is None else [kinds]
    if not all(isinstance(kind, str) for kind in listed):
        raise ProblemError("invalid", "A query's 'type' must be a text or a list of texts.")
    if query.get("type_strict", "any") not in ("any", "should", "all"):
        raise ProblemError("invalid", "A query's 'type_strict' must be any, should or all.")
    conditions = tuple(_condition(_mapping(each, "A property"), "pid", "v") for each in properties)
    return Query(name, tuple(listed) or None, _limit(query, limits), conditions)


def draft_batch(batch: object, limits: Limits) -> list[Query]:
    """Return the queries of version 1.0-draft, in order."""
    queries = _mapping(batch, "The query batch").get("queries")
    if not isinstance(queries, list):
        raise ProblemError("invalid", "The query batch must have a list of 'queries'.")
    _check_size(len(queries), limits)
    return [_draft_query(_mapping(query, "A query"), limits) for query in queries]


def _draft_query(query: Mapping[str, Any], limits: Limits) -> Query:
    given = query.get("conditions")
    if not isinstance(given, list) or not given:
        raise ProblemError("invalid", "A query must have at least one of 'conditions'.")
    kind = query.get("type")
    if kind is not None and not isinstance(kind, str):
        raise ProblemError("invalid", "A query's 'type' must be one text.")
    names: list[str] = []
    conditions = []
    for each in given:
        condition = _mapping(each, "A condition")
        match condition.get("matchType"):
            case "name":
                names += _values(_first(condition, "propertyValue", "v"))
            case "property":
                keys = ("propertyId", "propertyValue") if "propertyId" in condition else ("pid", "v")
                conditions.append(_condition(condition, *keys))
            case _:
                raise ProblemError("invalid", "A condition's 'matchType' must be name or property.")
    return Query(" ".join(names[:1]), (kind,) if kind else None, _limit(query, limits), tuple(conditions))


def _condition(given: Mapping[str, Any], id_key: str, value_key: str) -> Condition:
    property_id = given.get(id_key)
    if not isinstance(property_id, str) or value_key not in given:
        raise ProblemError("invalid", f"A property must have {id_key!r}, a text, and {value_key!r}.")
    required = given.get("required", False)
    quantifier = given.get("matchQuantifier", "any")
    if not isinstance(required, bool):
        raise ProblemError("invalid", "A condition's 'required' must be true or false.")
    for known in _QUANTIFIERS:
        if quantifier == known:
            return Condition(property_id, tuple(_values(given[value_key])), required, known)
    raise ProblemError("invalid", "A condition's 'matchQuantifier' must be any, all or none.")


def _first(condition: Mapping[str, Any], *keys: str) -> object:
    """Return the value under the first of the keys that is there: drafts have renamed them."""
    for key in keys:
        if key in condition:
            return condition[key]
    raise ProblemError("invalid", f"A condition must have a {keys[0]!r}.")


def _values(given: object) -> list[str]:
    listed = given if isinstance(given, list) else [given]
    if len(listed) > MOST_VALUES:
        raise ProblemError("too-large", f"A property may have at most {MOST_VALUES} values.")
    return list(_texts(listed))


def _texts(values: list[Any]) -> Iterator[str]:
    for value in values:
        if isinstance(value, dict) and isinstance(value.get("id"), str):
            yield str(value.get("name") or value["id"])
        elif isinstance(value, (str, int, float)):
            yield str(value)
        else:
            raise ProblemError("invalid", "A value must be a text, a number, true, false or an entity.")


def year_in(text: str) -> int | None:
    """Return the year that a text holds, or None.

    >>> year_in("1953-05-17"), year_in("17 May 1953"), year_in("in the fifties")
    (1953, 1953, None)
    """
    found = _YEAR.findall(text)
    return int(found[0]) if len(set(found)) == 1 else None


def _limit(query: Mapping[str, Any], limits: Limits) -> int:
    given = query.get("limit")
    if given is None:
        return USUAL
    limit = whole_number(given, texts=False)
    if limit is None or limit < 1:
        raise ProblemError("invalid", "A query's 'limit' must be a positive whole number.")
    return min(limit, limits.candidates)


def _mapping(value: object, what: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise ProblemError("invalid", f"{what[:80]} must be a JSON object.")
    return value


def _check_size(count: int, limits: Limits) -> None:
    if count > limits.batch:
        raise ProblemError("too-large", f"The batch has {count:,} queries; {limits.batch} are allowed.")
