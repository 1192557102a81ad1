"""From ranked candidates to an answer: match, ambiguous or none, with the reason in words."""

from __future__ import annotations

import math
from collections.abc import Sequence

from nameresolve.model import Candidate, Decision, Evidence, Settings, Status

__all__ = ["context_evidence", "decide", "posterior", "rank", "suggests_only"]

COUNTRY_AGREES = 1.5
COUNTRY_DIFFERS = -1.5
BORN_AGREES = 2.5
BORN_NEAR = 0.5
BORN_DIFFERS = -5.0
_ONLY_A_PART = ("only the family name", "only a given name")
NOT_NEAR = 0.02
"""Under this no listed name is worth naming as the nearest."""


def context_evidence(
    countries: Sequence[str], born: int | None, entity_countries: Sequence[str], entity_born: int | None
) -> list[Evidence]:
    """Return what the caller's context says for or against an entity.

    Nothing is said where either side does not know.
    """
    found = []
    if countries and entity_countries:
        shared = sorted(set(countries) & set(entity_countries))
        weight = COUNTRY_AGREES if shared else COUNTRY_DIFFERS
        found.append(Evidence("context", ",".join(countries), ",".join(entity_countries), "country", weight))
    if born is not None and entity_born is not None:
        apart = abs(born - entity_born)
        weight = BORN_AGREES if apart == 0 else BORN_NEAR if apart == 1 else BORN_DIFFERS
        found.append(Evidence("context", str(born), str(entity_born), "year of birth", weight))
    return found


def rank(candidates: Sequence[Candidate], nearness: Sequence[float] = ()) -> tuple[Candidate, ...]:
    """Return candidates best first; where names fit equally well, the better known entity first.

    Of two that are known equally well, the one comes first that is listed as the name is written: with
    its family name and a comma first, or without; then the one that the search found nearer, as
    `nearness` says for each.
    """

    def order(found: tuple[Candidate, float]) -> tuple[float, float, bool, float, str]:
        candidate, near = found
        comparison, entity = candidate.comparison, candidate.entity
        turned = ("," in comparison.left) != ("," in comparison.right)
        return (-round(comparison.log_odds, 6), -entity.prominence, turned, -round(near, 4), entity.id)

    near = nearness or [0.0] * len(candidates)
    return tuple(candidate for candidate, _ in sorted(zip(candidates, near, strict=True), key=order))


def posterior(candidates: Sequence[Candidate]) -> list[float]:
    """Return the probability of each candidate, given that exactly one of them is meant."""
    if not candidates:
        return []
    top = max(candidate.comparison.log_odds for candidate in candidates)
    shares = [math.exp(max(candidate.comparison.log_odds - top, -700.0)) for candidate in candidates]
    return [share / math.fsum(shares) for share in shares]


def suggests_only(candidate: Candidate) -> str:
    """Return why a candidate may be suggested but not decided on; an empty text if it may.

    That is so for a weak form, and where nothing but one part of a longer name was written.
    """
    if candidate.form.strength == "weak":
        return "a weak form (an acronym, a demonym or a part of a name)"
    if _one_initial(candidate.comparison.evidence):
        return "a family name with an initial"
    for term in candidate.comparison.evidence:
        if term.relation == "omitted" and term.rule in _ONLY_A_PART:
            return term.rule
    return ""


def _says_more(candidate: Candidate) -> bool:
    """Return whether the query has a given or family name beside the one part that agrees.

    Yitzhak Gandhi is not Mahatma (a title) Gandhi, whatever the context.
    """
    return any(
        term.relation == "omitted" and term.rule in _ONLY_A_PART and term.left
        for term in candidate.comparison.evidence
    )


def _one_initial(evidence: Sequence[Evidence]) -> bool:
    """Return whether a single initial is all that tells one bearer of a family name from another."""
    initials = sum(term.relation == "initial" for term in evidence)
    agreeing = sum(term.relation in ("same", "licensed", "near", "equivalent") for term in evidence)
    return initials == 1 and agreeing <= 1


def decide(
    query: str, ranked: Sequence[Candidate], settings: Settings, *, limit: int, in_context: bool
) -> Decision:
    """Return the decision for a query from its ranked candidates (all of them, best first).

    `in_context` says that the caller knows more than the name (a document, a country, a kind),
    which lets a part or a weak form decide when only one entity fits.
    """
    kept = tuple(ranked[:limit])
    if not ranked:
        return Decision(query, "none", None, 0.0, (), "No listed name shares enough with it.")
    best = ranked[0]
    if best.score < settings.floor or (best.score < settings.match_threshold and len(ranked) == 1):
        return Decision(query, "none", None, best.score, kept, _too_low(best, settings))
    shares = posterior(ranked)
    rival = ranked[1] if len(ranked) > 1 else None
    lead = shares[0] - shares[1] if rival is not None else 1.0
    clear = rival is None or rival.score < settings.floor or lead >= settings.margin
    status, reason = _answer(best, rival, settings, clear=clear, in_context=in_context)
    entity = best.entity if status == "match" else None
    return Decision(query, status, entity, best.score, kept, reason)


def _answer(
    best: Candidate, rival: Candidate | None, settings: Settings, *, clear: bool, in_context: bool
) -> tuple[Status, str]:
    """Return status and reason for a best candidate that is worth naming."""
    name = best.entity.name
    if best.score < settings.match_threshold:
        return "none", _too_low(best, settings)
    if not clear and rival is not None:
        weak = suggests_only(best)
        also = f"It fits {name} ({best.score:.2f}) and {rival.entity.name} ({rival.score:.2f})"
        return "ambiguous", f"{also}{'; it is ' + weak if weak else ''}."
    weak = suggests_only(best)
    against = any(term.relation == "context" and term.contribution < 0 for term in best.comparison.evidence)
    if weak and (not in_context or against or _says_more(best)):
        return (
            "ambiguous",
            f"It may be {name} ({best.score:.2f}), but it is {weak}; that alone does not decide.",
        )
    runner = f", next best {rival.entity.name} {rival.score:.2f}" if rival is not None else ""
    return "match", f"{name}: {best.score:.2f}, over {settings.match_threshold:.2f}{runner}."


def _too_low(best: Candidate, settings: Settings) -> str:
    if best.score < NOT_NEAR:
        return "No listed name comes near it."
    return (
        f"The nearest, {best.entity.name}, reaches {best.score:.2f}, "
        f"under the threshold of {settings.match_threshold:.2f}."
    )
