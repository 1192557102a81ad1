"""An explanation in words: what was read, what was found, and the sum that decided."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nameresolve.model import Candidate, Decision, Evidence, Key, Name, Reading, Settings
from nameresolve.scoring.describe import described

__all__ = ["render", "term_line"]

_SHOWN_RIVALS = 3


def render(
    name: Name, readings: Sequence[Reading], keys: Sequence[Key], decision: Decision, settings: Settings
) -> str:
    """Return the steps of a decision as lines of text."""
    best = decision.candidates[0] if decision.candidates else None
    label = decision.entity.id if decision.entity else "-"
    lines = [f"Decision {label} ({decision.score:.2f}, {decision.status})"]
    lines.append(f"  parse       {_parts(name)}")
    if readings:
        shown = "; ".join(f"{reading.text} ({reading.scheme})" for reading in readings)
        lines.append(f"  romanize    {shown}")
    lines.append(f"  keys        {' '.join(keys) or '-'}")
    if best is not None:
        lines.extend(_candidate_lines(best))
        lines.extend(f"  also        {_rival(rival)}" for rival in decision.candidates[1 : 1 + _SHOWN_RIVALS])
    lines.append(f"  decide      {decision.reason} (threshold {settings.match_threshold:.2f})")
    return "\n".join(lines)


def _parts(name: Name) -> str:
    return "  ".join(f"{part.role}={part.text}" for part in name.parts) or "no parts"


def _candidate_lines(candidate: Candidate) -> Iterator[str]:
    form = candidate.form
    tag = f", {form.language}" if form.language else ""
    entity = candidate.entity
    yield f"  candidate   {entity.name} [{entity.id}] by {form.text!r} ({form.strength}{tag})"
    for term in described(list(candidate.comparison.evidence)):
        yield f"  score       {term_line(term)}"
    yield f"              {candidate.comparison.log_odds:+7.2f}  log-odds = {candidate.score:.4f}"


def _rival(candidate: Candidate) -> str:
    return f"{candidate.entity.name} [{candidate.entity.id}] {candidate.score:.2f} by {candidate.form.text!r}"


def term_line(term: Evidence) -> str:
    """Return one term of a comparison as a line: contribution, relation, parts, rule.

    >>> term_line(Evidence("licensed", "Toqaev", "Tokayev", "k / q", 4.5))
    '  +4.50  licensed       Toqaev ~ Tokayev: k / q'
    """
    both = term.left and term.right
    parts = f"{term.left} ~ {term.right}" if both else term.left or term.right
    what = f"{parts}: {term.rule}" if parts else term.rule
    return f"{term.contribution:+7.2f}  {term.relation:<13}  {what}"
