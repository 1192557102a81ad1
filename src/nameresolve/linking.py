"""Two lists of names joined: for each name of the left one, the name of the right one that it stands for.

The right list is a gazetteer made for the occasion, so that a name is searched for, compared and decided on
as everywhere else: a match must be likely and clear of the next best, and a part of a name only suggests.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attrs import evolve, frozen

from nameresolve.arguments import checked_kind
from nameresolve.decision import suggests_only
from nameresolve.errors import one_by_one, text_of
from nameresolve.gazetteer import Gazetteer
from nameresolve.model import Candidate, Decision, Entity, Kind, Settings, Status
from nameresolve.parsing import guess_kind, parse
from nameresolve.resolver import Resolver

__all__ = ["Link", "link"]

REVIEWED = 0.3
"""From this probability on, a name of the right list is worth a look."""

CLEAR_AHEAD = 0.85
"""Log-odds by which one of two names must fit better to be given what both fit: 70 to 30."""

LISTED = 5

Rated = tuple[str, float]


@frozen(slots=True)
class Link:
    """What became of a name of the left list.

    ``"match"``: `right` is the name it stands for. ``"ambiguous"``: something fits but does not decide;
    ``"none"``: nothing fits. `score` is the probability of the best. `review` lists the other names of the
    right list that a person should look at, with their probabilities, best first.
    """

    left: str
    right: str | None
    score: float
    status: Status
    review: tuple[Rated, ...] = ()


def link(
    left: Iterable[str],
    right: Iterable[str],
    *,
    kind: Kind | None = None,
    threshold: float | None = None,
    one_to_one: bool = False,
    workers: int = 1,
) -> list[Link]:
    """Return a link for each name of the left list, in its order; blank names match nothing.

    A match has at least the probability `threshold` (None: that of `Settings`). With `one_to_one` a name
    of the right list is given once, to the name that fits it clearly best; where two fit about as
    well, neither gets it. `kind` says of what kind all names are. A name that occurs twice counts once.
    Raises `SettingsError` for a threshold outside 0 to 1 or an unknown kind, `LimitError` for a name over
    10,000 characters.

    >>> left = ["Qasym-Zhomart Toqaev", "Kemel"]
    >>> found = link(left, ["Kassym-Jomart Tokayev", "John Smith"], kind="person")
    >>> [(each.status, each.right) for each in found]
    [('match', 'Kassym-Jomart Tokayev'), ('none', None)]
    """
    checked_kind(kind)
    settings = Settings() if threshold is None else Settings(match_threshold=threshold)
    asked = [text_of(name) for name in one_by_one(left)]
    distinct = list(dict.fromkeys(name for name in asked if name.strip()))
    resolver = Resolver(_listed(right, kind), settings)
    found = resolver.resolve_many(distinct, kind=kind, limit=LISTED, workers=workers)
    decisions = dict(zip(distinct, found, strict=True))
    links = {name: _link(decision) for name, decision in decisions.items()}
    if one_to_one:
        links |= _given_once(links, decisions)
    return [links.get(name) or Link(name, None, 0.0, "none") for name in asked]


def _listed(names: Iterable[str], kind: Kind | None) -> Gazetteer:
    """Return a gazetteer of the distinct names; sorted, so that their order changes nothing."""
    distinct = sorted({name for name in one_by_one(names) if text_of(name).strip()})
    for name in distinct:
        parse(name, kind=kind)  # a name that is too long is told before the work begins
    return Gazetteer.from_entities(
        Entity(f"{number:09}", kind or guess_kind(name), name) for number, name in enumerate(distinct)
    )


def _link(decision: Decision) -> Link:
    best = decision.entity.name if decision.entity else None
    status = decision.status
    # A kind that is known lets a bare family name decide in a gazetteer of known people; a list is none.
    if best is not None and suggests_only(decision.candidates[0]):
        best, status = None, "ambiguous"
    review = tuple(_rated(each) for each in decision.candidates if _worth_a_look(each, best))
    return Link(decision.query, best, decision.score, status, review)


def _rated(candidate: Candidate) -> Rated:
    return candidate.entity.name, candidate.score


def _worth_a_look(candidate: Candidate, match: str | None) -> bool:
    return candidate.score >= REVIEWED and candidate.entity.name != match


def _given_once(links: dict[str, Link], decisions: dict[str, Decision]) -> dict[str, Link]:
    """Return the links that change when each name of the right list is given to one alone."""
    wanting: dict[str, list[str]] = {}
    for name, each in links.items():
        if each.right is not None:
            wanting.setdefault(each.right, []).append(name)
    changed = {}
    for right, names in wanting.items():
        for name in _losing(names, decisions):
            mine = links[name]
            review = ((right, mine.score), *mine.review)
            changed[name] = evolve(mine, right=None, status="ambiguous", review=review)
    return changed


def _losing(names: Sequence[str], decisions: dict[str, Decision]) -> list[str]:
    """Return those of names that want one and the same which do not get it."""

    def fit(name: str) -> float:
        return decisions[name].candidates[0].comparison.log_odds

    ordered = sorted(names, key=lambda name: (-fit(name), name))
    if len(ordered) > 1 and fit(ordered[0]) - fit(ordered[1]) < CLEAR_AHEAD:
        return ordered
    return ordered[1:]
