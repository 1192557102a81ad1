"""Names in running text: where they stand, and whom each means.

Three passes. Listed forms are found first, the longest at every place. Then runs of capitalized
words are read as names that no one listed in this spelling. Last, what is still open (a bare family
name, an acronym, a name of several) is settled by what else the document names, or left open.
"""

from __future__ import annotations

from collections.abc import Callable

from attrs import field, frozen

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
    entities: tuple[Entity, ...]
    sure: bool = field(default=False, kw_only=True)


def annotate(
    text: str, gazetteer: Gazetteer, resolve: Resolve, *, language: str | None, demonyms: bool
) -> list[Mention]:
    """Return the mentions in a text, in order; ``mention.text == text[mention.start:mention.end]``."""
    tokens = tokens_of(text)
    listed = ListedForms(gazetteer, demonyms=demonyms)
    found = [_from_hit(text, hit, resolve) for hit in listed.find(tokens)]
    found = [item for item in found if not _part_of_other_name(tokens, item, found)]
    free = [True] * len(tokens)
    for item in found:
        free[item.span.first : item.span.last + 1] = [False] * (item.span.last - item.span.first + 1)
    found += _unlisted(text, tokens, free, resolve, lone=_capitals_mean_names(language))
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
        return _Found(hit.span, settled(decision, strong[0], reason), strong, sure=True)
    return _Found(hit.span, decision, strong or every)


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


def _unlisted(
    text: str, tokens: list[Token], free: list[bool], resolve: Resolve, *, lone: bool
) -> list[_Found]:
    """Read runs of capitalized words as names in spellings that are not listed; mark them taken.

    `lone` says that a single capitalized word may be one too.
    """
    lower = {token.fold for token in tokens if not token.capital}
    found = []
    waiting = list(capital_runs(tokens, free))
    while waiting:
        first, last = waiting.pop()
        item = _best_name(text, tokens, first, last, lower if lone else None, resolve)
        if item is None:
            continue
        found.append(item)
        span = item.span
        free[span.first : span.last + 1] = [False] * (span.last + 1 - span.first)
        rest = ((first, span.first - 1), (span.last + 1, last))
        waiting += [(a, b) for a, b in rest if a <= b]
    return found


def _best_name(
    text: str, tokens: list[Token], first: int, last: int, lower: set[str] | None, resolve: Resolve
) -> _Found | None:
    """Return the words of a run that fit a listed name best; of two that fit alike, the longer."""
    best: tuple[float, int, _Found] | None = None
    for start in range(first, last + 1):
        for end in range(start, min(last, start + _LONGEST_NAME - 1) + 1):
            item = _as_name(text, tokens, start, end, lower, resolve)
            if item is None:
                continue
            fit = (round(item.decision.score, 3), end - start)
            if best is None or fit > best[:2]:
                best = (*fit, item)
    return best[2] if best else None


def _as_name(
    text: str, tokens: list[Token], first: int, last: int, lower: set[str] | None, resolve: Resolve
) -> _Found | None:
    """Return what some words in a row name in a spelling that is not listed, or None."""
    token = tokens[last]
    if first < last and any(tokens[place].fold in entries("titles") for place in (first, last)):
        return None  # a title is context, not a part of the mention
    if first == last and not _may_stand_alone(token, lower):
        return None
    span = Span(tokens[first].start, token.bare_end, first, last)
    decision = resolve(text[span.start : span.end])
    entity = decision.entity
    if entity is None or (entity.kind != "person" and decision.score < _UNLISTED_SCORE):
        return None
    if first == last and (entity.kind == "person" or _names_beside(tokens, span, set())):
        return None  # a family name alone is left to what the document says
    return _Found(span, decision, (entity,), sure=True)


def _capitals_mean_names(language: str | None) -> bool:
    """Return whether a capital within a sentence makes a word a name; German nouns have one too."""
    return language is None or language.split("-")[0] not in {"de", "lb", "nds"}


def _may_stand_alone(token: Token, lower: set[str] | None) -> bool:
    """Return whether a single capitalized word may be an unlisted spelling of a name."""
    if lower is None:
        return False
    return len(token.bare) >= _LEAST_UNLISTED and not token.starts and token.bare not in lower


def _family_names(
    text: str,
    tokens: list[Token],
    free: list[bool],
    found: list[_Found],
    document: Document,
    resolve: Resolve,
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
            more.append(_Found(span, resolve(text[span.start : span.end]), tuple(people)))
    return more


def _settle(item: _Found, document: Document) -> _Found:
    """Settle an open mention by the document, where it speaks of one of the entities only."""
    if item.sure or not item.entities:
        return item
    chosen = document.choose(item.entities)
    if chosen is None:
        return item
    reason = f"In this text it can only be {chosen.name}."
    return _Found(item.span, settled(item.decision, chosen, reason), (chosen,), sure=True)
