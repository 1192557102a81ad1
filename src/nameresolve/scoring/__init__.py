"""Two names in, a probability and its reasons out.

The score is a sum of log-odds (Fellegi and Sunter, 1969, as Splink has it): a bias, a term for
each part that agrees, contradicts or is left out, a term for order and legal form. What the terms
weigh stands in `nameresolve.scoring.weights`, all on one screen.
"""

from __future__ import annotations

import math

from nameresolve.arguments import checked_kind, language_of, share_of
from nameresolve.errors import SettingsError, text_of
from nameresolve.model import Comparison, Evidence, Kind
from nameresolve.parsing import guess_kind
from nameresolve.scoring.alternatives import named_after
from nameresolve.scoring.describe import described
from nameresolve.scoring.terms import Seen, log_odds_between, seen_between, terms
from nameresolve.scoring.units import Units, units_of

__all__ = [
    "Seen",
    "compare",
    "compare_units",
    "log_odds_between",
    "log_odds_of",
    "probability",
    "seen_between",
    "similarity",
    "units_of",
]


_NAMED_AFTER = -9.0
_FAMILY_FIRST = frozenset({"zh", "yue", "ja", "ko", "vi", "km", "hu"})


def probability(log_odds: float) -> float:
    """Return the probability that log-odds stand for; 0.0 and 1.0 at the far ends.

    >>> probability(0.0), probability(-1000.0)
    (0.5, 0.0)
    """
    if log_odds >= 0:
        return 1.0 / (1.0 + math.exp(-log_odds))
    grown = math.exp(max(log_odds, -700.0))
    return grown / (1.0 + grown) if log_odds > -700.0 else 0.0


def _common_kind(left: str, right: str, kind: Kind | None) -> Kind:
    if kind is not None:
        checked_kind(kind)
        return kind
    guessed = {guess_kind(left), guess_kind(right)}
    return next((known for known in ("organization", "place") if known in guessed), "person")


def _thing_and_patron(left: str, right: str) -> list[Evidence]:
    """Return what it weighs that one name is a person's and the other that of a body named after them."""
    kinds = guess_kind(left), guess_kind(right)
    if "person" not in kinds or "organization" not in kinds:
        return []
    body, person = (left, right) if kinds[1] == "person" else (right, left)
    if not named_after(units_of(body, "organization"), units_of(person, "person")):
        return []
    return [Evidence("contradicting", left, right, "a body and whom it is named after", _NAMED_AFTER)]


def compare_units(left: Units, right: Units) -> list[Evidence]:
    """Return the terms of a comparison of two prepared names; the same whichever comes first."""
    return terms(left, right)


def log_odds_of(evidence: list[Evidence]) -> float:
    """Return the sum of the contributions."""
    return math.fsum(term.contribution for term in evidence)


def compare(left: str, right: str, *, kind: Kind | None = None, language: str | None = None) -> Comparison:
    """Compare two names and say why.

    `score` is the probability, 0 to 1, that both can be names of one entity; the contributions of
    `evidence`, in log-odds, add up to `log_odds`; their rules name the conventions that license a
    difference. The comparison is symmetric. Names without letters are like nothing: the score
    is 0. `language` (BCP 47) says that both names are written in the order of that language: in
    Chinese, Japanese, Korean, Vietnamese, Khmer and Hungarian the family name comes first.

    Raises `LimitError` for a name over 10,000 characters and `TextError` for what is no string.

    >>> compare("Kassym-Jomart Tokayev", "Qasym-Zhomart Toqaev").score > 0.95
    True
    >>> compare("Tokayev", "Tokarev").score < 0.2
    True
    """
    common = _common_kind(text_of(left), text_of(right), kind)
    first = (language_of(language) or "").split("-")[0] in _FAMILY_FIRST
    terms_found = compare_units(units_of(left, common, first), units_of(right, common, first))
    if kind is None:
        terms_found += _thing_and_patron(left, right)
    total = log_odds_of(terms_found)
    return Comparison(left, right, probability(total), total, tuple(described(terms_found)))


def similarity(
    left: str,
    right: str,
    *,
    kind: Kind | None = None,
    processor: object = None,
    score_cutoff: float | None = None,
) -> float:
    """Return the probability, 0 to 1, that two names can belong to one entity.

    The signature follows the scorers of rapidfuzz, so that ``process.extract(query, names,
    scorer=similarity)`` works: `processor` is a function applied to both names first, and a score
    under `score_cutoff` becomes 0.0.

    >>> similarity("Nursultan Nazarbayev", "Nursultan Nasarbajew") > 0.9
    True
    """
    if processor is not None and not callable(processor):
        raise SettingsError(
            f"processor is {repr(processor)[:60]}, but must be a function of a name, or None."
        )
    if score_cutoff is not None:
        share_of(score_cutoff, "score_cutoff")
    if callable(processor):
        left, right = str(processor(left)), str(processor(right))
    common = _common_kind(text_of(left), text_of(right), kind)
    total = log_odds_between(units_of(left, common), units_of(right, common))
    if kind is None:
        total += log_odds_of(_thing_and_patron(left, right))
    score = probability(total)
    return score if score_cutoff is None or score >= score_cutoff else 0.0
