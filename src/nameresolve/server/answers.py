"""What the library answers, as JSON values; the keys are always the same, what is not known is null."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import nameresolve as nr
from nameresolve.romanization.schemes import scheme_records
from nameresolve.scoring.describe import described

__all__ = [
    "comparison_as_json",
    "decision_as_json",
    "entity_as_json",
    "mention_as_json",
    "reading_as_json",
    "verdict_of",
]

_DIGITS = 6
DESCRIBED = 5
"""For so many candidates the conventions behind each difference are looked up."""


def decision_as_json(decision: nr.Decision, *, explain: bool = False) -> dict[str, Any]:
    """Return a decision with its ranked candidates; `explain` adds the evidence of each."""
    entity = decision.entity
    return {
        "query": decision.query,
        "status": decision.status,
        "id": str(entity.id) if entity else None,
        "name": entity.name if entity else None,
        "kind": entity.kind if entity else None,
        "score": round(decision.score, _DIGITS),
        "reason": decision.reason,
        "candidates": [
            _candidate_as_json(candidate, explain=explain, rank=rank)
            for rank, candidate in enumerate(decision.candidates)
        ],
    }


def _candidate_as_json(candidate: nr.Candidate, *, explain: bool, rank: int) -> dict[str, Any]:
    form = candidate.form
    answer = {
        **entity_as_json(candidate.entity),
        "form": form.text,
        "language": form.language,
        "script": form.script,
        "strength": form.strength,
        "score": round(candidate.score, _DIGITS),
        "log_odds": candidate.comparison.log_odds,
    }
    if explain:
        evidence = list(candidate.comparison.evidence)
        answer["evidence"] = _evidence_as_json(described(evidence) if rank < DESCRIBED else evidence)
    return answer


def entity_as_json(entity: nr.Entity) -> dict[str, Any]:
    """Return an entity without its forms."""
    return {
        "id": str(entity.id),
        "name": entity.name,
        "kind": entity.kind,
        "countries": list(entity.countries),
        "born": entity.born,
        "roles": list(entity.roles),
        "identifiers": dict(entity.identifiers),
    }


def comparison_as_json(comparison: nr.Comparison, settings: nr.Settings) -> dict[str, Any]:
    """Return a comparison with all its evidence and a verdict in one word."""
    return {
        "left": comparison.left,
        "right": comparison.right,
        "verdict": verdict_of(comparison.score, settings),
        "score": round(comparison.score, _DIGITS),
        "log_odds": comparison.log_odds,
        "evidence": _evidence_as_json(comparison.evidence),
    }


def verdict_of(score: float, settings: nr.Settings) -> str:
    """Return what a score says in one word: ``same``, ``uncertain`` or ``different``.

    >>> [verdict_of(score, nr.Settings()) for score in (0.97, 0.5, 0.02)]
    ['same', 'uncertain', 'different']
    """
    if score >= settings.match_threshold:
        return "same"
    return "uncertain" if score >= settings.floor else "different"


def _evidence_as_json(evidence: Iterable[nr.Evidence]) -> list[dict[str, Any]]:
    return [
        {
            "relation": item.relation,
            "left": item.left,
            "right": item.right,
            "rule": item.rule,
            "contribution": item.contribution,
        }
        for item in evidence
    ]


def reading_as_json(reading: nr.Reading) -> dict[str, Any]:
    """Return one spelling of a text with the title of the scheme behind it."""
    record: Mapping[str, Any] = scheme_records().get(reading.scheme, {})
    return {
        "text": reading.text,
        "scheme": reading.scheme,
        "title": record.get("title"),
        "language": reading.language,
        "cost": round(reading.cost, _DIGITS),
    }


def mention_as_json(mention: nr.Mention) -> dict[str, Any]:
    """Return a mention with its place in the text, in code points."""
    decision = decision_as_json(mention.decision)
    del decision["query"]
    return {"start": mention.start, "end": mention.end, "text": mention.text, **decision}
