"""Names in running text: where they stand, and whom each means.

Three passes. Listed forms are found first, the longest at every place. Then runs of capitalized
words are read as names that no one listed in this spelling. Last, what is still open (a bare family
name, an acronym, a name of several) is settled by what else the document names, or left open.
"""

from __future__ import annotations

from collections.abc import Callable

from attrs import frozen

from nameresolve.gazetteer import Gazetteer
from nameresolve.mentions.document import Document, settled
from nameresolve.mentions.listed import Hit, ListedForms
from nameresolve.mentions.spans import Span, Token, capital_runs, neighbors, tokens_of
from nameresolve.model import Decision, Entity, Mention
from nameresolve.parsing.lexicon import entries, given_name_groups
from nameresolve.tables import load
from nameresolve.unicode import is_cased

__all__ = ["annotate"]

Resolve = Callable[[str], Decision]

_LONGEST_NAME = 5
_LEAST_UNLISTED = 5
_UNLISTED_SCORE = 0.9


@frozen(slots=True)
class _Found:
    """A span and what is known of it so far; `sure` ones tell about the others."""

    span: Span
    decision: Decision
    sure: bool
    entities: tuple[Entity, ...]


def annotate(text: str, gazetteer: Gazetteer, resolve: Resolve, *, demonyms: bool = False) -> list[Mention]:
    """Return the mentions in a text, in order; ``mention.text == text[mention.start:mention.end]``."""
    tokens = tokens_of(text)
    listed = ListedForms(gazetteer, demonyms=demonyms)
    found = [_from_hit(text, hit, resolve) for hit in listed.find(tokens)]
    found = [item for item in found if not _part_of_other_name(tokens, item, found)]
    free = [True] * len(tokens)
    for item in found:
        free[item.span.first : item.span.last + 1] = [False] * (item.span.last - item.span.first + 1)
    found += _unlisted(text, tokens, free, resolve)
    document = Document(entity for item in found if item.sure for entity in item.entities)
    found += _family_names(text, tokens, free, found, document, resolve)
    ordered = sorted((_settle(item, document) for item in found), key=lambda item: item.span.start)
    return [Mention(i.span.start, i.span.end, text[i.span.start : i.span.end], i.decision) for i in ordered]


def _from_hit(text: str, hit: Hit, resolve: Resolve) -> _Found:
    """Judge a span that is written like a listed form."""
    decision = resolve(text[hit.span.start : hit.span.end])
    strong = tuple({e.id: e for e, form in hit.forms if form.strength == "strong"}.values())
    every = tuple({e.id: e for e, _ in hit.forms}.values())
    if len(strong) == 1:
        reason = f"It is a listed name of {strong[0].name}."
        return _Found(hit.span, settled(decision, strong[0], reason), True, strong)
    return _Found(hit.span, decision, False, strong or every)


def _part_of_other_name(tokens: list[Token], item: _Found, found: list[_Found]) -> bool:
    """Return whether a hit is a piece of somebody else's longer name (Timur Tokayev)."""
    if not is_cased(tokens[item.span.first].script) or item.span.last > item.span.first:
        return False
    if not item.entities or any(entity.kind != "person" for entity in item.entities):
        return False
    taken = {place for other in found for place in range(other.span.first, other.span.last + 1)}
    return _names_beside(tokens, item.span, taken)


def _names_beside(tokens: list[Token], span: Span, taken: set[int]) -> bool:
    """Return whether a capitalized word that is no title touches a span, as part of a longer name."""
    before, after = neighbors(tokens, span)
    if after is not None and after.capital and span.last + 1 not in taken and is_cased(after.script):
        return True
    if before is None or not before.capital or span.first - 1 in taken:
        return False
    return not _is_no_name(before)


def _is_no_name(token: Token) -> bool:
    """Return whether a capitalized word before a name is a title or just opens the sentence."""
    if token.fold in entries("titles") or token.bare in entries("titles"):
        return True
    known = token.fold in load("frequency") or bool(given_name_groups(token.fold)) or len(token.fold) == 1
    return token.starts and not known


def _unlisted(text: str, tokens: list[Token], free: list[bool], resolve: Resolve) -> list[_Found]:
    """Read runs of capitalized words as names in spellings that are not listed; mark them taken."""
    lower = {token.fold for token in tokens if not token.capital}
    found = []
    for first, last in list(capital_runs(tokens, free)):
        at = first
        while at <= last:
            item = _longest_name(text, tokens, at, min(last, at + _LONGEST_NAME - 1), lower, resolve)
            if item is None:
                at += 1
                continue
            found.append(item)
            free[at : item.span.last + 1] = [False] * (item.span.last + 1 - at)
            at = item.span.last + 1
    return found


def _longest_name(
    text: str, tokens: list[Token], first: int, last: int, lower: set[str], resolve: Resolve
) -> _Found | None:
    for end in range(last, first - 1, -1):
        token = tokens[end]
        span = Span(tokens[first].start, token.bare_end, first, end)
        if end == first and not _may_stand_alone(token, lower):
            return None
        decision = resolve(text[span.start : span.end])
        if decision.entity is None or (end == first and decision.score < _UNLISTED_SCORE):
            continue
        if end == first and (decision.entity.kind == "person" or _names_beside(tokens, span, set())):
            continue  # a family name alone is left to what the document says
        return _Found(span, decision, True, (decision.entity,))
    return None


def _may_stand_alone(token: Token, lower: set[str]) -> bool:
    """Return whether a single capitalized word may be an unlisted spelling of a name."""
    return len(token.bare) >= _LEAST_UNLISTED and not token.starts and token.bare not in lower


def _family_names(
    text: str, tokens: list[Token], free: list[bool], found: list[_Found], document: Document, resolve: Resolve
) -> list[_Found]:
    """Find bare family names of people that the document names in full."""
    taken = {place for item in found for place in range(item.span.first, item.span.last + 1)}
    more = []
    for place, token in enumerate(tokens):
        if not (free[place] and token.capital and len(token.bare) > 2):
            continue
        people = document.named_before(token.bare, token.script)
        span = Span(token.start, token.bare_end, place, place)
        if people and not (is_cased(token.script) and _names_beside(tokens, span, taken)):
            more.append(_Found(span, resolve(text[span.start : span.end]), False, tuple(people)))
    return more


def _settle(item: _Found, document: Document) -> _Found:
    """Settle an open mention by the document, where it speaks of one of the entities only."""
    if item.sure or not item.entities:
        return item
    chosen = document.choose(item.entities)
    if chosen is None:
        return item
    reason = f"In this text it can only be {chosen.name}."
    return _Found(item.span, settled(item.decision, chosen, reason), True, (chosen,))
