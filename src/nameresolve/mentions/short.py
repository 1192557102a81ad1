"""Short forms that a document introduces: family names, given name with patronymic, initials, acronyms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from nameresolve.mentions.document import Document, strong_texts
from nameresolve.mentions.grammar import Reading
from nameresolve.mentions.guards import names_beside
from nameresolve.mentions.page import Page, Span, Word
from nameresolve.model import Entity
from nameresolve.parsing.lexicon import entries
from nameresolve.parsing.tokens import phrase_of

__all__ = ["acronyms_introduced", "short_names"]

_LEAST_FAMILY = 3
_ACRONYM = range(2, 9)
_IN_BRACKETS = re.compile(r"\s?[(\[]\s?[\"“”']?")
_MOST_GIVEN = 2
_ICELANDIC = ("son", "dottir", "dóttir")
_INITIAL_GAP = re.compile(r"\.?[\s-]?|\.-")

Short = tuple[Span, str, tuple[Entity, ...]]
"""Where a short form stands, the name in it without an ending, and whom it may mean."""


def acronyms_introduced(page: Page, found: Sequence[tuple[Span, Entity]]) -> dict[str, Entity]:
    """Return the acronyms that a text introduces in brackets behind the name of a body: (CSTO)."""
    acronyms: dict[str, Entity] = {}
    for span, entity in found:
        place = span.last + 1
        if entity.kind == "person" or span.first == span.last or place >= len(page):
            continue
        word = page.words[place]
        if not (word.upper and len(word.fold) in _ACRONYM and _IN_BRACKETS.fullmatch(page.gap(place))):
            continue
        initials = "".join(page.words[i].fold[:1] for i in range(span.first, span.last + 1))
        if _within(word.fold, initials):
            acronyms[word.fold] = entity
    return acronyms


def _within(letters: str, initials: str) -> bool:
    """Return whether letters are initials in their order, the first among them."""
    rest = iter(initials)
    return letters[:1] == initials[:1] and all(letter in rest for letter in letters)


def short_names(
    page: Page, free: list[bool], document: Document, acronyms: Mapping[str, Entity]
) -> Iterator[Short]:
    """Yield the short forms among the free words, with whom each may mean."""
    taken = {place for place, is_free in enumerate(free) if not is_free}
    if not (acronyms or document.names_people):
        return
    by_patronymic = [i for i, word in enumerate(page.words) if free[i] and word.patronymic]
    found = [_by_patronymic(page, place, document) for place in by_patronymic]
    for place in [i for i, word in enumerate(page.words) if free[i] and word.may_name]:
        word = page.words[place]
        if word.upper and word.fold in acronyms:
            span = page.bare_span(place, place)
            found.append((span, page.slice(span), (acronyms[word.fold],)))
        else:
            found.append(_by_family(page, place, document, taken))
    for short in [each for each in found if each is not None]:
        places = range(short[0].first, short[0].last + 1)
        if taken.isdisjoint(places):
            taken.update(places)
            yield short


def _by_family(page: Page, place: int, document: Document, taken: set[int]) -> Short | None:
    """Return a bare family name, or one with initials that agree, of somebody named in full."""
    word = page.words[place]
    if len(word.bare) < _LEAST_FAMILY:
        return None
    way, people = _bearers(word, document)
    if not people:
        return None
    first = _first_initial(page, place)
    start, end = page.starts[first] + (way.skip if first == place else 0), page.starts[place] + way.end
    if first < place:
        letters = [page.words[i].fold for i in range(first, place)]
        people = [entity for entity in people if _has_initials(entity, letters)]
        initials = Span(start, end, first, place)
        return (initials, page.slice(initials), tuple(people)) if people else None
    first = _first_particle(page, place, people)
    span = Span(page.starts[first] if first < place else start, end, first, place)
    if word.cased and names_beside(page, span, taken):
        return None
    return span, way.fold if way.ended else page.slice(span), tuple(people)


def _bearers(word: Word, document: Document) -> tuple[Reading, list[Entity]]:
    """Return how a word must be read to be a family name of people named in full, and these."""
    ways = (word.plain, *word.stems)
    for way in (*(way for way in ways if document.has_family(way.fold)), *ways):
        people = document.named_before(way.fold, word.script) if len(way.fold) >= _LEAST_FAMILY else []
        if people:
            return way, people
    return word.plain, []


def _first_particle(page: Page, place: int, people: Sequence[Entity]) -> int:
    """Return where the particles of a family name begin: von der Leyen."""
    first = place
    while page.tied(first) and page.words[first - 1].fold in entries("particles"):
        first -= 1
    for start in range(first, place):
        phrase = " ".join(page.words[i].fold for i in range(start, place + 1))
        if any(f" {phrase}" in f" {phrase_of(text)}" for entity in people for text in strong_texts(entity)):
            return start
    return place


def _first_initial(page: Page, place: int) -> int:
    """Return where the initials before a word begin; the place of the word if there are none."""
    first = place
    while first and place - first < _MOST_GIVEN:
        word = page.words[first - 1]
        if not (
            word.cased and word.upper and len(word.fold) == 1 and _INITIAL_GAP.fullmatch(page.gap(first))
        ):
            break
        first -= 1
    return first


def _has_initials(entity: Entity, letters: Sequence[str]) -> bool:
    """Return whether some form of a name has words that begin with the letters, in that order."""
    for text in strong_texts(entity):
        heads = iter(word[:1] for word in phrase_of(text).split(" "))
        if all(letter in heads for letter in letters):
            return True
    return False


def _may_be_child_of(entity: Entity, word: Word) -> bool:
    """Return whether a patronymic may be that of a person: Michelson is a family name, but in Iceland."""
    if not word.bare.endswith(_ICELANDIC):
        return True
    return any(word.bare in phrase_of(text).split(" ") for text in strong_texts(entity))


def _by_patronymic(page: Page, last: int, document: Document) -> Short | None:
    """Return a patronymic with the given name before it, of somebody named in full."""
    if page.tied(last + 1) and page.words[last + 1].name_like:
        return None
    for count in range(_MOST_GIVEN, 0, -1):
        first = last - count
        if first < 0 or not all(page.tied(i + 1) and page.words[i].name_like for i in range(first, last)):
            continue
        folds = [page.words[i].bare for i in range(first, last)]
        people = document.given_before(folds, page.words[first].script)
        people = [entity for entity in people if _may_be_child_of(entity, page.words[last])]
        if people:
            span = page.bare_span(first, last)
            return span, page.slice(span), tuple(people)
    return None
