"""Answers as JSON: one object a line, the keys always the same and in the same order.

Lines are written as UTF-8 bytes whatever the locale is, because JSON is UTF-8. Scores are
rounded to six digits; the contributions of a comparison are not, because they add up.
Nothing is left out: a value that is not known is ``null``.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from typing import Any

from nameresolve.model import Candidate, Comparison, Decision, Mention, Reading

__all__ = [
    "comparison_as_json",
    "decision_as_json",
    "mention_as_json",
    "reading_as_json",
    "write_json",
]

_DIGITS = 6


def write_json(value: Mapping[str, Any]) -> None:
    """Write one JSON object and a line break on standard output."""
    line = json.dumps(value, ensure_ascii=False)
    sys.stdout.flush()
    # A lone surrogate (from an argument that is not UTF-8) becomes "\udcff", which is JSON still.
    sys.stdout.buffer.write(line.encode("utf-8", "backslashreplace") + b"\n")


def decision_as_json(decision: Decision) -> dict[str, Any]:
    """Return a decision with its ranked candidates as a JSON object."""
    entity = decision.entity
    return {
        "query": decision.query,
        "status": decision.status,
        "id": entity.id if entity else None,
        "name": entity.name if entity else None,
        "kind": entity.kind if entity else None,
        "score": round(decision.score, _DIGITS),
        "reason": decision.reason,
        "candidates": [_candidate_as_json(candidate) for candidate in decision.candidates],
    }


def _candidate_as_json(candidate: Candidate) -> dict[str, Any]:
    return {
        "id": candidate.entity.id,
        "name": candidate.entity.name,
        "kind": candidate.entity.kind,
        "form": candidate.form.text,
        "language": candidate.form.language,
        "score": round(candidate.score, _DIGITS),
    }


def comparison_as_json(comparison: Comparison, verdict: str) -> dict[str, Any]:
    """Return a comparison with all its evidence as a JSON object."""
    return {
        "left": comparison.left,
        "right": comparison.right,
        "verdict": verdict,
        "score": round(comparison.score, _DIGITS),
        "log_odds": comparison.log_odds,
        "evidence": [
            {
                "relation": item.relation,
                "left": item.left,
                "right": item.right,
                "rule": item.rule,
                "contribution": item.contribution,
            }
            for item in comparison.evidence
        ],
    }


def reading_as_json(reading: Reading) -> dict[str, Any]:
    """Return one reading of a text as a JSON object."""
    return {
        "text": reading.text,
        "scheme": reading.scheme,
        "language": reading.language,
        "cost": round(reading.cost, _DIGITS),
    }


def mention_as_json(mention: Mention, file: str) -> dict[str, Any]:
    """Return a mention with the file it stands in as a JSON object."""
    decision = decision_as_json(mention.decision)
    del decision["query"]
    return {
        "file": file,
        "start": mention.start,
        "end": mention.end,
        "text": mention.text,
        **decision,
    }
