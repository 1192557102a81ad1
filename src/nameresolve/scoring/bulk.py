"""Many comparisons at once: arrays of parts in, log-odds out.

This is the arithmetic of `nameresolve.scoring.terms` on arrays, without its words: what agrees,
contradicts, is left out or stands in another order. It knows how alike two parts are from an array
and nothing of what only the parts themselves tell (a slip of the pen, genders, legal forms, acronyms).
So it ranks candidates; what is decided is compared with care.
"""

from __future__ import annotations

from typing import cast

import numpy as np
from attrs import define, frozen
from numpy.typing import NDArray

from nameresolve.model import Kind
from nameresolve.scoring.weights import SATURATION, weights_for

__all__ = [
    "GENERIC",
    "INITIAL",
    "LOCATED_PLACE",
    "MOST_COMPARED",
    "NAME",
    "NOTHING",
    "NUMERAL",
    "PATRONYMIC_NAME",
    "WIDTH",
    "Opposite",
    "PartsOfNames",
    "log_odds_of_many",
]

Floats = NDArray[np.float32]
Bools = NDArray[np.bool_]
Bytes = NDArray[np.uint8]

NOTHING, NAME, PATRONYMIC_NAME, INITIAL, GENERIC, NUMERAL, LOCATED_PLACE = range(7)
"""What a part is: no part at all, a name or word, and those that are left out or contradicted at a price
of their own."""

WIDTH = 6
"""So many parts of a name are looked at here."""

MOST_COMPARED = 1 << 14
"""Names compared in one go, so that memory stays bounded."""

_INITIAL_WORTH = 0.8
_LEAST_FAULT = 0.15
_FULL_FAULT = 2.0
_OTHER_ROLE = np.float32(-0.9)
_AGREEMENTS = ("agreement", "agreement_abjad", "agreement_syllabic")
_CONTRADICTIONS = ("contradiction", "contradiction_abjad", "contradiction_syllabic")
_PAIRED = ((PATRONYMIC_NAME, "patronymic"), (NUMERAL, "number"), (GENERIC, "generic"))
_OMITTED = (
    (PATRONYMIC_NAME, "omitted_patronymic"),
    (INITIAL, "omitted_initial"),
    (GENERIC, "omitted_generic"),
    (NUMERAL, "omitted_number"),
    (LOCATED_PLACE, "omitted_place"),
)


@frozen(slots=True)
class PartsOfNames:
    """The parts of N names, one side of a comparison: (N, W) arrays, or (1, W) for one name opposite all.

    `roles` says what each part is, `weights` what it is worth in nats when it agrees.
    """

    roles: Bytes
    weights: Floats


@frozen(slots=True)
class Opposite:
    """The parts of N left names opposite those of N right ones: (N, Q, M) arrays.

    `shares` says how well two parts agree, 1 the same, 0 neutral, -1 contradicting; `initials` where an
    initial can stand for the other; `across` between what scripts they stand: 0 two alphabets or one
    script, 1 with an abjad, 2 with a syllabary.
    """

    shares: Floats
    initials: Bools
    across: Bytes


@define(slots=True)
class _Matched:
    """What the parts that found a partner add up to, and which did."""

    total: Floats
    proved: Floats
    weakest: Floats
    edges: NDArray[np.int64]
    agreeing: NDArray[np.int64]
    partner: NDArray[np.int64]  # (N, Q): the place of the right part, or -1
    left: Bools
    right: Bools


def log_odds_of_many(left: PartsOfNames, right: PartsOfNames, opposite: Opposite, kind: Kind) -> Floats:
    """Return the log-odds of N comparisons of names of one kind, nearly those of `terms`.

    >>> one = PartsOfNames(np.array([[NAME, NAME]], np.uint8), np.array([[5, 6]], np.float32))
    >>> same, other = np.eye(2, dtype=np.float32), np.array([[1, -1], [-1, -1]], np.float32)
    >>> shares = np.array([same, other])
    >>> opposite = Opposite(shares, np.zeros((2, 2, 2), np.bool_), np.zeros((2, 2, 2), np.uint8))
    >>> good, bad = log_odds_of_many(one, one, opposite, "person")
    >>> bool(good > 4), bool(bad < 0)
    (True, True)
    """
    weights = weights_for(kind)
    shape = opposite.shares.shape
    left, right = (
        PartsOfNames(
            np.broadcast_to(names.roles, (shape[0], size)), np.broadcast_to(names.weights, (shape[0], size))
        )
        for names, size in ((left, shape[1]), (right, shape[2]))
    )
    found = _match(left, right, opposite, kind)
    ours, theirs = (left.roles != NOTHING) & ~found.left, (right.roles != NOTHING) & ~found.right
    complete = ~ours.any(axis=1) & ~theirs.any(axis=1)
    faults = _contradicted(left, right, opposite, ours, theirs, kind)
    total = found.total + faults
    total += _left_out(left, ours, found, right, kind, mine=True)
    total += _left_out(right, theirs, found, left, kind, mine=False)
    swapped, mixed = _disorder(found.partner)
    total += weights["swapped_order"] * swapped + weights["mixed_order"] * mixed
    if kind == "person":
        single = ((left.roles != NOTHING).sum(axis=1) == 1) & ((right.roles != NOTHING).sum(axis=1) == 1)
        complete &= ~single
    complete &= found.agreeing > 0
    total += complete * (weights["nothing_left_over"] + weights["weakest"] * np.minimum(found.weakest, 1.0))
    return np.asarray(total + np.float32(weights["bias"]), dtype=np.float32)


def _match(left: PartsOfNames, right: PartsOfNames, opposite: Opposite, kind: Kind) -> _Matched:
    """Pair the parts that agree, the weightiest first, in all comparisons together."""
    shares = opposite.shares
    n, q, m = shares.shape
    worth = shares * np.minimum(left.weights[:, :, None], right.weights[:, None, :])
    np.maximum(worth, 0.0, out=worth)
    worth[opposite.initials] = _INITIAL_WORTH
    worth[(left.roles == NOTHING)[:, :, None] | (right.roles == NOTHING)[:, None, :]] = 0.0
    apart = np.abs(np.arange(q)[:, None] - np.arange(m)[None, :]).astype(np.float32)
    worth -= np.where(worth > 0.0, apart * np.float32(1e-4), np.float32(0.0))  # nearer places break ties
    zeros = np.zeros(n, dtype=np.float32)
    found = _Matched(
        zeros, zeros.copy(), np.full(n, 9.0, np.float32), np.zeros(n, np.int64), np.zeros(n, np.int64),
        np.full((n, q), -1, np.int64), np.zeros((n, q), np.bool_), np.zeros((n, m), np.bool_),
    )  # fmt: skip
    rows = np.arange(n)
    for _ in range(min(q, m)):
        best = worth.reshape(n, q * m)[rows].argmax(axis=1)
        i, j = np.divmod(best, m)
        some = worth[rows, i, j] > 0.0
        rows, i, j = rows[some], i[some], j[some]
        if not len(rows):
            break
        _take(found, rows, i, j, worth[rows, i, j], opposite, kind)
        worth[rows, i, :] = 0.0
        worth[rows, :, j] = 0.0
    return found


def _take(
    found: _Matched,
    rows: NDArray[np.int64],
    i: NDArray[np.int64],
    j: NDArray[np.int64],
    worth: Floats,
    opposite: Opposite,
    kind: Kind,
) -> None:
    """Note one more pair of agreeing parts in some of the comparisons."""
    weights = weights_for(kind)
    initial = opposite.initials[rows, i, j]
    fresh = np.where(initial, 0.0, worth * np.maximum(0.0, 1.0 - found.proved[rows] / SATURATION))
    by_script = np.array([weights[name] for name in _AGREEMENTS], dtype=np.float32)
    gain = by_script[opposite.across[rows, i, j]] * fresh
    found.total[rows] += np.where(initial, weights["initial_agrees"], gain).astype(np.float32)
    found.proved[rows] += fresh.astype(np.float32)
    share = np.where(initial, np.float32(9.0), opposite.shares[rows, i, j])
    found.weakest[rows] = np.minimum(found.weakest[rows], share)
    found.edges[rows] += 1
    found.agreeing[rows] += ~initial
    found.partner[rows, i] = j
    found.left[rows, i] = True
    found.right[rows, j] = True


def _contradicted(
    left: PartsOfNames, right: PartsOfNames, opposite: Opposite, ours: Bools, theirs: Bools, kind: Kind
) -> Floats:
    """Return what the parts without partner on both sides say against one name, and take them off."""
    weights = weights_for(kind)
    total = np.zeros(len(ours), dtype=np.float32)
    for role, name in _PAIRED:
        both = (ours & (left.roles == role)).any(axis=1) & (theirs & (right.roles == role)).any(axis=1)
        if both.any():
            total[both] += np.float32(weights[f"{name}_contradicts"])
            ours[both] &= left.roles[both] != role
            theirs[both] &= right.roles[both] != role
    rows = np.flatnonzero(ours.any(axis=1) & theirs.any(axis=1))
    first = np.ones(len(total), dtype=np.bool_)
    while len(rows):
        open_pairs = ours[rows][:, :, None] & theirs[rows][:, None, :]
        other = (_other_role(left.roles[rows])[:, :, None]) | (_other_role(right.roles[rows])[:, None, :])
        near = np.where(other, _OTHER_ROLE, np.minimum(opposite.shares[rows], 0.0))
        best = np.where(open_pairs, near, -np.inf).reshape(len(rows), -1).argmax(axis=1)
        i, j = np.divmod(best, opposite.shares.shape[2])
        total[rows] += _faults(left, right, opposite, (rows, i, j), first[rows], kind)
        ours[rows, i] = False
        theirs[rows, j] = False
        first[rows] &= _other_role(left.roles[rows, i]) | _other_role(right.roles[rows, j])
        rows = rows[ours[rows].any(axis=1) & theirs[rows].any(axis=1)]
    return total


def _other_role(roles: Bytes) -> Bools:
    """Return where a part is an initial or a generic word, which contradict under weights of their own."""
    return cast("Bools", (roles == INITIAL) | (roles == GENERIC))


def _faults(
    left: PartsOfNames,
    right: PartsOfNames,
    opposite: Opposite,
    places: tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]],
    first: Bools,
    kind: Kind,
) -> Floats:
    """Return what one pair of contradicting parts weighs in each comparison."""
    weights = weights_for(kind)
    rows, i, j = places
    roles = (left.roles[rows, i], right.roles[rows, j])
    sounds = np.maximum(_LEAST_FAULT, -np.minimum(opposite.shares[rows, i, j], 0.0))
    by_script = np.array([weights[name] for name in _CONTRADICTIONS], dtype=np.float32)
    whole = by_script[opposite.across[rows, i, j]] * np.minimum(1.0, _FULL_FAULT * sounds)
    fault = np.where(first, whole + weights["unlikeness"] * sounds, weights["further_contradiction"] * sounds)
    fault = np.where(
        (roles[0] == LOCATED_PLACE) & (roles[1] == LOCATED_PLACE), weights["place_contradicts"], fault
    )
    fault = np.where((roles[0] == GENERIC) | (roles[1] == GENERIC), weights["generic_contradicts"], fault)
    initial = (roles[0] == INITIAL) | (roles[1] == INITIAL)
    return np.where(initial, weights["initial_contradicts"], fault).astype(np.float32)


def _left_out(
    names: PartsOfNames, rest: Bools, found: _Matched, others: PartsOfNames, kind: Kind, *, mine: bool
) -> Floats:
    """Return what it costs that the other names leave these parts out."""
    weights = weights_for(kind)
    roles = names.roles
    total = np.zeros(len(rest), dtype=np.float32)
    for role, name in _OMITTED:
        total += np.float32(weights[name]) * (rest & (roles == role)).sum(axis=1)
    last = _last_places(roles)
    plain = rest & (roles == NAME)
    place = np.arange(roles.shape[1])[None, :]
    at_end = place == last[:, None]
    each = np.where(
        at_end,
        weights["omitted_last"],
        np.where(place > 0, weights["omitted_part"], weights["omitted_first"]),
    )
    cost = (plain * (each + weights["omitted_rarity"] * names.weights)).sum(axis=1)
    if kind == "person":
        alone = (found.agreeing == 1) & plain.any(axis=1)
        agreed = found.left if mine else found.right
        family = (agreed & at_end).any(axis=1)
        bare = found.edges == (others.roles != NOTHING).sum(axis=1)
        family_cost = np.where(bare, weights["bare_family"], weights["only_family"])
        given_cost = np.where(bare, weights["bare_given"], weights["only_given"])
        cost = np.where(alone, np.where(family, family_cost, given_cost), cost)
    return np.asarray(total + cost, dtype=np.float32)


def _last_places(roles: Bytes) -> NDArray[np.int64]:
    """Return the place of the family name, if the names are in the usual order."""
    named = (roles != NOTHING) & (roles != PATRONYMIC_NAME)
    size = roles.shape[1]
    return np.where(named.any(axis=1), size - 1 - named[:, ::-1].argmax(axis=1), 0)


def _disorder(partner: NDArray[np.int64]) -> tuple[Bools, Bools]:
    """Return where the parts stand in another order: turned round once, and mixed otherwise."""
    n, q = partner.shape
    before, first = np.full(n, -1), np.full(n, -1)
    descents = np.zeros(n, dtype=np.int64)
    for i in range(q):
        here = partner[:, i]
        known = here >= 0
        descents += known & (before >= 0) & (here < before)
        first = np.where(known & (first < 0), here, first)
        before = np.where(known, here, before)
    swapped = (descents == 1) & (before < first)
    return swapped, (descents > 0) & ~swapped
