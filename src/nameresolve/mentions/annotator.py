"""The way a text goes: words, listed forms, unlisted spellings, what the document says, mentions."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from attrs import evolve, field, frozen

from nameresolve.gazetteer import Gazetteer
from nameresolve.mentions.bearers import Bearers
from nameresolve.mentions.deciding import decided_among, decided_by_form, settled
from nameresolve.mentions.document import Document
from nameresolve.mentions.grammar import tongue_of
from nameresolve.mentions.guards import (
    called_like_people,
    is_piece,
    may_be_a_name,
    names_a_thing,
    needs_support,
)
from nameresolve.mentions.listed import Hit, ListedForms
from nameresolve.mentions.page import Page, Reader, Span
from nameresolve.mentions.short import acronyms_introduced, short_names
from nameresolve.mentions.unlisted import Answers, Unlisted
from nameresolve.model import Decision, Entity, Mention, Settings

__all__ = ["Annotator"]

_MOST_KEPT = 1 << 16
_GERMAN = frozenset({"de", "lb", "nds"})
_MOST_TONGUES = 64
_ByForm = tuple[Decision, tuple[Entity, ...], bool]


@frozen(slots=True)
class _Found:
    """A span and what is known of it so far.

    `sure` ones tell about the others; `thing` says that it is a street, a prize called after the person.
    """

    span: Span
    decision: Decision
    entities: tuple[Entity, ...]
    sure: bool = field(default=False, kw_only=True)
    thing: bool = field(default=False, kw_only=True)


class Annotator:
    """Finds the names of one gazetteer in texts; what it learns of words it keeps for the next text."""

    def __init__(
        self,
        gazetteer: Gazetteer,
        resolve_many: Callable[[Iterable[str]], Iterable[Decision]],
        settings: Settings,
    ) -> None:
        self._resolve = Answers(resolve_many)
        self._settings = settings
        self._listed = ListedForms(gazetteer)
        self._bearers = Bearers(gazetteer)
        self._readers: dict[str, Reader] = {}
        self._short: dict[tuple[str, str, tuple[str, ...]], Decision] = {}
        self._by_form: dict[tuple[str, int, bool], _ByForm] = {}

    def annotate(self, text: str, *, language: str | None, demonyms: bool, unlisted: bool) -> list[Mention]:
        """Return the mentions in a text, in order; ``mention.text == text[mention.start:mention.end]``."""
        tongue = _base(language) if language else tongue_of(text)
        page = self._reader(tongue).read(text)
        found = self._listed_in(page, tongue, demonyms=demonyms)
        if unlisted:
            found = self._with_unlisted(page, found, tongue, lone=_capitals_mean_names(language))
        found = _supported(page, _without_pieces(page, found))
        free = _free(page, found)
        document = Document(entity for item in found if item.sure for entity in item.entities)
        acronyms = acronyms_introduced(page, [(item.span, item.entities[0]) for item in found if item.sure])
        for span, name, people in short_names(page, free, document, acronyms):
            if not names_a_thing(page, span, tongue):
                found.append(_Found(span, self._among(page.slice(span), name, people), people))
        ordered = sorted((_settle(item, document) for item in found), key=lambda item: item.span.start)
        return [Mention(i.span.start, i.span.end, page.slice(i.span), i.decision) for i in ordered]

    def _reader(self, tongue: str) -> Reader:
        if tongue not in self._readers:
            if len(self._readers) > _MOST_TONGUES:
                self._readers.clear()
            listed = self._listed
            known = listed.known_words
            self._readers[tongue] = Reader(tongue, known, listed.opens, listed.is_listed)
        return self._readers[tongue]

    def _among(self, text: str, name: str, people: tuple[Entity, ...]) -> Decision:
        """Return the decision for a short form of somebody that the text names in full."""
        key = (text, name, tuple(str(entity.id) for entity in people))
        if key not in self._short:
            if len(self._short) > _MOST_KEPT:
                self._short.clear()
            self._short[key] = decided_among(text, name, people, self._settings)
        return self._short[key]

    def _listed_in(self, page: Page, tongue: str, *, demonyms: bool) -> list[_Found]:
        """Return what is written like a listed form, but for the names of streets and the like."""
        found = [self._from_hit(page, hit) for hit in self._listed.find(page, demonyms=demonyms)]
        return [
            evolve(item, thing=True) if _is_person(item) and names_a_thing(page, item.span, tongue) else item
            for item in found
        ]

    def _from_hit(self, page: Page, hit: Hit) -> _Found:
        """Judge a span that is written like a listed form."""
        text = page.slice(hit.span)
        key = (text, id(hit.forms), hit.ended)  # the forms are kept as long as this is
        if key not in self._by_form:
            if len(self._by_form) > _MOST_KEPT:
                self._by_form.clear()
            self._by_form[key] = decided_by_form(text, hit.forms, self._settings, ended=hit.ended)
        decision, entities, sure = self._by_form[key]
        return _Found(hit.span, decision, entities, sure=sure)

    def _with_unlisted(self, page: Page, found: list[_Found], tongue: str, *, lone: bool) -> list[_Found]:
        """Return what is found and what is left over read as names in spellings that are not listed.

        A listed word that may be a part of a person's name gives way to a longer name around it.
        """
        words = dict.fromkeys(page.words)
        lower = frozenset(word.fold for word in words if not word.capital) if lone else None
        free = _free(page, found)
        soft = {item.span.first for item in found if _may_give_way(page, item, free)}
        for place in soft:
            free[place] = True
        search = Unlisted(self._bearers, self._resolve, lower, soft)
        more = [
            _Found(
                span, decision, (decision.entity,), sure=True,
                thing=decision.entity.kind == "person" and names_a_thing(page, span, tongue),
            )
            for span, decision in search.find(page, free)
            if decision.entity is not None
        ]  # fmt: skip
        taken = {place for item in more for place in range(item.span.first, item.span.last + 1)}
        return [item for item in found if item.span.first not in taken or item.span.first not in soft] + more


def _free(page: Page, found: list[_Found]) -> list[bool]:
    """Return for each word whether it is no part of what is found."""
    free = [True] * len(page)
    for item in found:
        free[item.span.first : item.span.last + 1] = [False] * (item.span.last - item.span.first + 1)
    return free


def _may_give_way(page: Page, item: _Found, free: list[bool]) -> bool:
    """Return whether a hit is one word that people are called too, beside a word that may be a name."""
    place = item.span.first
    if item.thing or item.span.last > place:
        return False
    if not (may_be_a_name(page.words[place]) or any(map(called_like_people, item.entities))):
        return False
    before = page.tied(place) and free[place - 1] and page.words[place - 1].may_name
    after = page.tied(place + 1) and free[place + 1] and page.words[place + 1].may_name
    return before or after


def _without_pieces(page: Page, found: list[_Found]) -> list[_Found]:
    """Return what is found without pieces of longer names and what is called after people."""
    taken = {place for item in found for place in range(item.span.first, item.span.last + 1)}
    return [item for item in found if not item.thing and not is_piece(page, item.span, item.entities, taken)]


def _supported(page: Page, found: list[_Found]) -> list[_Found]:
    """Return what is found without common words, unless the text speaks of their country."""
    doubtful = {item.span.start for item in found if needs_support(page, item.span)}
    about = {
        country
        for item in found
        if item.sure and item.span.start not in doubtful
        for entity in item.entities
        for country in entity.countries
    }
    return [
        item
        for item in found
        if item.span.start not in doubtful
        or (
            not page.opens_sentence(item.span.first)
            and any(country in about for entity in item.entities for country in entity.countries)
        )
    ]


def _is_person(item: _Found) -> bool:
    return bool(item.entities) and all(entity.kind == "person" for entity in item.entities)


def _base(language: str) -> str:
    """Return the language as the tables have it: script kept where it matters."""
    parts = language.split("-")
    return "sr-Latn" if parts[0] == "sr" and "Latn" in parts else parts[0].lower()


def _capitals_mean_names(language: str | None) -> bool:
    """Return whether a capital within a sentence makes a word a name; German nouns have one too."""
    return language is None or _base(language) not in _GERMAN


def _settle(item: _Found, document: Document) -> _Found:
    """Settle an open mention by the document, where it speaks of one of the entities only."""
    if item.sure or not item.entities:
        return item
    chosen = document.choose(item.entities)
    if chosen is None:
        return item
    reason = f"In this text it can only be {chosen.name}."
    return evolve(item, decision=settled(item.decision, chosen, reason), entities=(chosen,), sure=True)
