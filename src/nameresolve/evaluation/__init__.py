"""How well names are matched on one's own data, by what, and with which threshold.

Either pairs of names that are known to be one name or not, or names with the id they stand for. The rows are
scored once; each threshold is a look at the same scores.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from attrs import frozen

from nameresolve.arguments import checked_kind, of_type, share_of, whole
from nameresolve.errors import FormatError, text_of
from nameresolve.evaluation.figures import Figures, Interval, Judged, figures_of
from nameresolve.model import Comparison, Decision, Kind, Settings
from nameresolve.resolver import Resolver
from nameresolve.romanization import identify_scheme
from nameresolve.scoring import compare
from nameresolve.unicode import script_of

__all__ = ["Figures", "Interval", "Labeled", "Named", "Point", "Report", "Slip", "evaluate"]

THRESHOLDS = (*(round(0.3 + 0.02 * step, 2) for step in range(35)), 0.99)
SURE_OF_SCHEME = 0.5
WORST = 20
_PLAIN = ("bias", "same")


@frozen(slots=True)
class Labeled:
    """Two names, and whether they are one name."""

    left: str
    right: str
    same: bool


@frozen(slots=True)
class Named:
    """A name, and the id of the entity that it stands for; None if that is not listed."""

    name: str
    id: str | None


@frozen(slots=True)
class Point:
    """The figures at a threshold."""

    threshold: float
    precision: float
    recall: float
    f1: float


@frozen(slots=True)
class Slip:
    """A row that came out wrong: a ``"false join"`` of two, or a ``"miss"`` of what should be found."""

    what: str
    left: str
    right: str
    score: float
    why: str


@frozen(slots=True)
class Report:
    """What an evaluation found.

    `by` holds the figures by script, convention and phenomenon; a row counts under each phenomenon that
    it shows. `curve` has the figures at other thresholds, `best` the one with the best F1, `slips` the
    worst errors: the surest false joins first, then the misses that fell furthest short.
    """

    threshold: float
    whole: Figures
    by: Mapping[str, Mapping[str, Figures]]
    curve: tuple[Point, ...]
    best: Point
    slips: tuple[Slip, ...]


@frozen(slots=True)
class _Row:
    """A row with its score: `right` says whether what it found, if the score is enough, is right."""

    left: str
    right_text: str
    wanted: bool
    right: bool
    score: float
    groups: Mapping[str, tuple[str, ...]]
    why: str
    decided: bool = True

    def judged(self, threshold: float) -> Judged:
        found = self.decided and self.score >= threshold
        return Judged(self.wanted, found, found and self.right)


def evaluate(
    rows: Iterable[Labeled | Named],
    *,
    kind: Kind | None = None,
    threshold: float | None = None,
    resolver: Resolver | None = None,
    seed: int = 0,
) -> Report:
    """Return how well the rows come out at a threshold (None: that of the settings).

    Labeled pairs are compared; names with an id are resolved by `resolver` (None: the bundled gazetteer),
    whose own threshold is not used. The same rows and seed give the same report. Raises `SettingsError` for
    a threshold outside 0.3 to 1, where decisions have their floor, or an unknown kind.

    >>> rows = [Labeled("Tokayev", "Toqaev", True), Labeled("Tokayev", "Tokarev", False)]
    >>> evaluate(rows, kind="person").whole.f1.value
    1.0
    """
    chosen = Settings().match_threshold if threshold is None else threshold
    share_of(chosen, "threshold", least=THRESHOLDS[0])
    checked_kind(kind)
    whole(seed, "seed", least=0)
    if resolver is not None:
        of_type(resolver, Resolver, "Give a Resolver, or None for the bundled gazetteer.")
    listed = _checked(rows)
    names = [row for row in listed if isinstance(row, Named)]
    scored = [_compared(row, kind) for row in listed if isinstance(row, Labeled)]
    scored += _resolved(names, kind, resolver) if names else []
    curve = tuple(_point(scored, at) for at in THRESHOLDS)
    return Report(
        chosen,
        figures_of([row.judged(chosen) for row in scored], seed=seed),
        {what: _grouped(scored, what, chosen, seed) for what in ("script", "convention", "phenomenon")},
        curve,
        max(curve, key=lambda point: (round(point.f1, 9), point.threshold)),
        tuple(_slips(scored, chosen))[:WORST],
    )


def _checked(rows: object) -> list[Labeled | Named]:
    listed: list[Any] = list(rows) if isinstance(rows, Iterable) else [rows]
    for row in listed:
        if isinstance(row, Named) and row.id is not None:
            text_of(row.id, "an id")
        if isinstance(row, Labeled) and not isinstance(row.same, (bool, np.bool_)):
            raise FormatError(f"same is {repr(row.same)[:60]}, but must be True or False.")
        if not isinstance(row, (Labeled, Named)):
            raise FormatError(f"{repr(row)[:60]} is no row. Give a list of Labeled pairs or of Named names.")
    return listed


def _compared(row: Labeled, kind: Kind | None) -> _Row:
    found = compare(row.left, row.right, kind=kind)
    groups = _groups(row.left, row.right, found)
    why = _why(found)
    return _Row(row.left, row.right, row.same, row.same, found.score, groups, why)


def _resolved(rows: Sequence[Named], kind: Kind | None, resolver: Resolver | None) -> list[_Row]:
    gazetteer = None if resolver is None else resolver.gazetteer
    settings = Settings() if resolver is None else resolver.settings
    lowest = Settings(match_threshold=THRESHOLDS[0], margin=settings.margin, floor=settings.floor)
    decisions = Resolver(gazetteer, lowest).resolve_many((row.name for row in rows), kind=kind)
    return [_answered(row, decision) for row, decision in zip(rows, decisions, strict=True)]


def _answered(row: Named, decision: Decision) -> _Row:
    best = decision.candidates[0] if decision.candidates else None
    matched = decision.status == "match" and best is not None
    right = matched and best is not None and str(best.entity.id) == row.id
    text = f"{best.entity.name} ({best.entity.id})" if best else ""
    groups = _groups(row.name, best.form.text if best else "", best.comparison if best else None)
    return _Row(row.name, text, row.id is not None, right, decision.score, groups, decision.reason, matched)


def _groups(left: str, right: str, found: Comparison | None) -> dict[str, tuple[str, ...]]:
    """Return under what a row is counted: scripts, the convention of what is not canonical, phenomena."""
    scripts = sorted({_script(text) for text in (left, right) if text.strip()})
    kinds = sorted({term.relation for term in found.evidence} - set(_PLAIN)) if found else []
    return {
        "script": ("-".join(scripts) or "none",),
        "convention": (_convention(left),),
        "phenomenon": tuple(kinds) or ("same",),
    }


def _script(text: str) -> str:
    """Return the script that most letters of a text are in."""
    letters = Counter(script_of(char) for char in text if char.isalpha())
    return letters.most_common(1)[0][0] if letters else "none"


def _convention(name: str) -> str:
    """Return the romanization scheme that a name follows, if it tells."""
    guesses = identify_scheme([name])
    return guesses[0].scheme if guesses and guesses[0].probability >= SURE_OF_SCHEME else "not told"


def _why(found: Comparison) -> str:
    """Return the terms that speak most for or against, in words."""
    told = sorted(found.evidence, key=lambda term: -abs(term.contribution))
    return "; ".join(
        f"{' / '.join(filter(None, (term.left, term.right))) or term.rule} {term.relation}"
        f" {term.contribution:+.1f}"
        for term in told[:3]
    )


def _point(rows: Sequence[_Row], threshold: float) -> Point:
    judged = [row.judged(threshold) for row in rows]
    found, wanted = sum(each.found for each in judged), sum(each.wanted for each in judged)
    right = sum(each.right for each in judged)
    precision = right / found if found else 1.0
    recall = right / wanted if wanted else 1.0
    both = precision + recall
    return Point(threshold, precision, recall, 2 * precision * recall / both if both else 0.0)


def _grouped(rows: Sequence[_Row], what: str, threshold: float, seed: int) -> dict[str, Figures]:
    """Return the figures of each group, the largest first."""
    groups: dict[str, list[Judged]] = {}
    for row in rows:
        for group in row.groups[what]:
            groups.setdefault(group, []).append(row.judged(threshold))
    ordered = sorted(groups.items(), key=lambda item: (-len(item[1]), item[0]))
    return {group: figures_of(judged, seed=seed) for group, judged in ordered}


def _slips(rows: Sequence[_Row], threshold: float) -> list[Slip]:
    joins, misses = [], []
    for row in rows:
        judged = row.judged(threshold)
        if judged.found and not judged.right:
            joins.append(Slip("false join", row.left, row.right_text, row.score, row.why))
        elif judged.wanted and not judged.found:
            misses.append(Slip("miss", row.left, row.right_text, row.score, row.why))
    return [*sorted(joins, key=_by_score, reverse=True), *sorted(misses, key=_by_score)]


def _by_score(slip: Slip) -> tuple[float, str, str]:
    return slip.score, slip.left, slip.right
