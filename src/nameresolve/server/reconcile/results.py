"""From queries to candidates: what the API calls a result."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

import nameresolve as nr
from nameresolve.model import KINDS
from nameresolve.server.engine import Engine, Question
from nameresolve.server.reconcile.queries import Condition, Query, year_in
from nameresolve.server.reconcile.values import texts_of
from nameresolve.server.reconcile.vocabulary import PROPERTIES, TYPES, type_as_json

__all__ = ["Result", "describe", "results_of"]

Result = list[dict[str, Any]]
SIFTED = 4
"""Where candidates are left out afterwards, so many times as many are asked for."""


async def results_of(engine: Engine, queries: Sequence[Query]) -> tuple[list[Result], list[nr.Decision]]:
    """Return the candidates for each query, in order, and the decisions behind them."""
    questions = {index: await _question(engine, query) for index, query in enumerate(queries)}
    asked = {index: question for index, question in questions.items() if question is not None}
    decisions = dict(zip(asked, await engine.resolve_all(list(asked.values())), strict=True))
    codes = await _required_countries(engine, queries)
    results = [
        _result(query, decisions[index], codes) if index in decisions else _by_id(engine, query)
        for index, query in enumerate(queries)
    ]
    return results, list(decisions.values())


async def _question(engine: Engine, query: Query) -> Question | None:
    """Return what the resolver is asked for a query; None where that is nothing."""
    kinds = _kinds(query)
    if not query.name.strip() or len(query.name) > engine.limits.name or not kinds or _by_id(engine, query):
        return None
    countries: list[str] = []
    born = None
    for condition in query.conditions:
        if condition.quantifier == "none":
            continue
        if condition.property == "country":
            countries += await _codes(engine, condition)
        elif condition.property == "born":
            years = {year for value in condition.values if (year := year_in(value)) is not None}
            born = years.pop() if len(years) == 1 else born
    sifted = 1 < len(kinds) < len(KINDS) or any(condition.required for condition in query.conditions)
    limit = min(query.limit * SIFTED, engine.limits.candidates) if sifted else query.limit
    kind = kinds[0] if len(kinds) == 1 else None
    return Question(query.name, kind, tuple(dict.fromkeys(countries)), born, limit)


def _kinds(query: Query) -> list[nr.Kind]:
    return [kind for kind in KINDS if query.types is None or kind in query.types]


async def _codes(engine: Engine, condition: Condition) -> list[str]:
    """Return the country codes that the values of a condition mean; what means none is left out."""
    return [code for value in condition.values for code in await engine.country_of(value)]


async def _required_countries(engine: Engine, queries: Sequence[Query]) -> dict[Condition, list[str]]:
    conditions = {each for query in queries for each in query.conditions if each.property == "country"}
    return {each: await _codes(engine, each) for each in conditions if each.required}


def _result(query: Query, decision: nr.Decision, codes: dict[Condition, list[str]]) -> Result:
    kinds = _kinds(query)
    kept = [
        candidate
        for candidate in decision.candidates
        if candidate.entity.kind in kinds
        and all(_holds(candidate.entity, each, codes) for each in query.conditions if each.required)
    ]
    matched = decision.entity.id if decision.entity is not None else None
    return [
        {
            **_entity(candidate.entity),
            "score": round(100 * candidate.score, 2),
            "match": candidate.entity.id == matched,
            "features": list(_features(candidate)),
        }
        for candidate in kept[: query.limit]
    ]


def _holds(entity: nr.Entity, condition: Condition, codes: dict[Condition, list[str]]) -> bool:
    """Return whether an entity fulfills a required condition."""
    wanted = codes.get(condition, list(condition.values))
    if condition.property == "born":
        wanted = [str(year_in(value)) for value in wanted]
    if condition.property not in PROPERTIES or not wanted:
        return condition.quantifier == "none"
    found = {text.casefold() for text in texts_of(entity, condition.property)}
    held = [value.strip().casefold() in found for value in wanted]
    return {"any": any(held), "all": all(held), "none": not any(held)}[condition.quantifier]


def _by_id(engine: Engine, query: Query) -> Result:
    """Return the entity whose id was given as the name, if it is one; nothing was decided, so no match."""
    entity = engine.resolver.gazetteer.get(query.name.strip())
    if entity is None or entity.kind not in _kinds(query):
        return []
    feature = {"id": "id_given", "name": "The query is the id of the entity", "value": True}
    return [{**_entity(entity), "score": 100.0, "match": False, "features": [feature]}]


def _entity(entity: nr.Entity) -> dict[str, Any]:
    return {
        "id": str(entity.id),
        "name": entity.name,
        "description": describe(entity),
        "type": [type_as_json(entity.kind)],
    }


def describe(entity: nr.Entity) -> str:
    """Return what tells an entity from its namesakes, in one line.

    >>> describe(nr.Entity("Q200881", "person", "Kassym-Jomart Tokayev", countries=("KZ",), born=1953))
    'Person, born 1953, KZ'
    """
    born = f"born {entity.born}" if entity.born is not None else ""
    first = entity.roles[0] if entity.roles else TYPES[entity.kind][0]
    return ", ".join(filter(None, [first, born, "/".join(entity.countries)]))


def _features(candidate: nr.Candidate) -> Iterator[dict[str, Any]]:
    """Yield the evidence: the total, the sum for each relation, then term by term."""
    comparison = candidate.comparison
    yield {"id": "log_odds", "name": "Log-odds, the sum of the evidence", "value": comparison.log_odds}
    yield {"id": "prominence", "name": "Prominence", "value": candidate.entity.prominence}
    sums: defaultdict[str, float] = defaultdict(float)
    for item in comparison.evidence:
        sums[item.relation] += item.contribution
    for relation, value in sums.items():
        yield {"id": f"relation_{relation}", "name": f"Evidence: {relation}", "value": value}
    for number, item in enumerate(comparison.evidence, start=1):
        parts = " / ".join(filter(None, [item.left, item.right]))
        name = f"{item.relation}: {parts} ({item.rule})" if parts else f"{item.relation}: {item.rule}"
        yield {"id": f"evidence_{number}", "name": name, "value": item.contribution}
