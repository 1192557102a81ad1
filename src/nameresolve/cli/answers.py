"""What is asked of the library for a row, and what is appended to the row."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from attrs import frozen

from nameresolve.model import Decision, Kind

__all__ = ["Added", "Answer", "Question", "answer_of"]

_ALWAYS = ("status", "id", "name", "score")
_PLACES = 4


@frozen(slots=True)
class Question:
    """A name and what else the row says of it."""

    name: str
    kind: Kind | None = None
    countries: tuple[str, ...] = ()
    born: int | None = None

    @property
    def is_blank(self) -> bool:
        """Tell whether there is no name to ask for."""
        return not self.name.strip()

    @property
    def has_context(self) -> bool:
        """Tell whether more is known than the name and its kind."""
        return bool(self.countries) or self.born is not None


@frozen(slots=True)
class Answer:
    """The values that are appended to a row; `candidates` are id, name and score, best first."""

    status: str
    id: str = ""
    name: str = ""
    score: float = 0.0
    candidates: tuple[tuple[str, str, float], ...] = ()
    explanation: str = ""


def answer_of(decision: Decision, added: Added) -> Answer:
    """Return the answer for a decision, with as many candidates and as much explanation as is wanted."""
    entity = decision.entity
    return Answer(
        decision.status,
        str(entity.id) if entity else "",
        entity.name if entity else "",
        decision.score,
        tuple(
            (str(each.entity.id), each.entity.name, each.score) for each in decision.candidates[: added.limit]
        ),
        " ".join(_explained(decision)) if added.explain else "",
    )


def _explained(decision: Decision) -> Iterator[str]:
    """Yield the reason and the terms of the best candidate, all for one line."""
    yield decision.reason
    if decision.candidates:
        terms = decision.candidates[0].comparison.evidence
        yield "; ".join(
            f"{' / '.join(filter(None, (term.left, term.right))) or '-'} {term.relation}"
            f" ({term.rule}) {term.contribution:+.2f}"
            for term in terms
        )


@frozen(slots=True)
class Added:
    """The columns that are appended: their names and what stands in them.

    `limit` 0 means no column of candidates.

    >>> Added(limit=3).names
    ('nr_status', 'nr_id', 'nr_name', 'nr_score', 'nr_candidates')
    """

    prefix: str = "nr_"
    limit: int = 0
    explain: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of the columns."""
        more = [("candidates", self.limit), ("explanation", self.explain)]
        return tuple(self.prefix + each for each in (*_ALWAYS, *(name for name, wanted in more if wanted)))

    def values(self, answer: Answer) -> tuple[Any, ...]:
        """Return the values as JSON and Parquet know them: what is not known is None."""
        listed = [
            {"id": each, "name": name, "score": round(score, _PLACES)}
            for each, name, score in answer.candidates[: self.limit]
        ]
        more = [(listed, self.limit), (answer.explanation or None, self.explain)]
        always = (answer.status, answer.id or None, answer.name or None, round(answer.score, _PLACES))
        return (*always, *(value for value, wanted in more if wanted))

    def texts(self, answer: Answer) -> Sequence[str]:
        """Return the values as texts of a table; candidates are JSON."""
        values = list(self.values(answer))
        values[3] = f"{answer.score:.{_PLACES}f}"
        if self.limit:
            values[4] = json.dumps(values[4], ensure_ascii=False)
        return ["" if value is None else " ".join(str(value).splitlines()) for value in values]
