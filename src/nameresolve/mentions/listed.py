"""Listed forms in running text: the longest span that is a form, at every word.

One pass over the words along a trie of all listed forms. A word may be read in several ways (with a case
ending taken off, after a clitic); where the script writes no spaces, the forms are looked for at every
character instead.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

from attrs import frozen

from nameresolve.gazetteer import Gazetteer
from nameresolve.mentions.grammar import Reading
from nameresolve.mentions.page import Page, Span, Word
from nameresolve.mentions.unspaced import Run, UnspacedForms
from nameresolve.model import Entity, NameForm
from nameresolve.parsing.lexicon import ends_like_patronymic, entries
from nameresolve.parsing.tokens import phrase_of

__all__ = ["DEMONYM", "Form", "Hit", "ListedForms"]

DEMONYM = "demonym"
_LONGEST_ACRONYM = 7
_LEAST_ENDED = {"Arab": 4, "Hebr": 3, "Hang": 2, "Geor": 3, "Armn": 3}
_LEAST_ENDED_CASED = 4
_HERE = ""
_Node = dict[str, Any]
Form = tuple[Entity, NameForm]


@frozen(slots=True)
class Hit:
    """A span that is written like some listed forms; `ended` says that it has a case ending."""

    span: Span
    forms: tuple[Form, ...]
    ended: bool = False


class ListedForms:
    """The forms of a gazetteer, looked up in running text."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._known_forms: dict[tuple[int, ...], tuple[Form, ...]] = {}
        self._small: dict[str, bool] = {}
        self._written: dict[tuple[tuple[int, ...], bool, bool, bool, bool], tuple[Form, ...]] = {}

    @cached_property
    def _trie(self) -> _Node:
        root: _Node = {}
        identities = self._gazetteer.index.by_identity
        for phrase, numbers in identities.items():
            words = phrase.split(" ")
            _add(root, words, numbers)
            for shorter in _without_patronymic(words):
                if " ".join(shorter) not in identities and self._are_people(numbers):
                    _add(root, shorter, numbers)
        return root

    def _are_people(self, numbers: tuple[int, ...]) -> bool:
        return all(entity.kind == "person" for entity, _ in self._forms_of(numbers))

    @cached_property
    def known_words(self) -> frozenset[str]:
        """Return the words that may have an ending: those of listed forms, titles, streets and the like."""
        identities = self._gazetteer.index.by_identity
        named = {word for phrase in identities for word in phrase.split(" ")}
        return frozenset(named.union(entries("titles"), entries("named_things")))

    @cached_property
    def _unspaced(self) -> UnspacedForms:
        return UnspacedForms(self._gazetteer.index.by_identity)

    def is_listed(self, text: str) -> bool:
        """Return whether a text is a listed form as it stands."""
        return phrase_of(text) in self._gazetteer.index.by_identity

    def opens(self, fold: str, capital: bool) -> bool:  # noqa: FBT001 - called as a plain function
        """Return whether a word begins a listed form; one in small letters only a form in small letters."""
        node = self._trie.get(fold)
        if node is None:
            return False
        if capital:
            return True
        if fold not in self._small:
            self._small[fold] = any(form.text[:1].islower() for form in self._all_under(node))
        return self._small[fold]

    def _all_under(self, node: _Node) -> Iterator[NameForm]:
        for word, below in node.items():
            if word == _HERE:
                yield from (form for _, form in self._forms_of(below))
            else:
                yield from self._all_under(below)

    def find(self, page: Page, *, demonyms: bool) -> Iterator[Hit]:
        """Yield the longest hits from left to right; none overlap."""
        after = 0
        for place in [i for i, word in enumerate(page.words) if word.opens or word.unspaced]:
            if place < after:
                continue
            hit = self._at(page, place, demonyms=demonyms) if page.words[place].opens else None
            if hit is not None:
                yield hit
                after = hit.span.last + 1
            elif page.words[place].unspaced:
                run = self._unspaced.run(page, place)
                yield from self._within(page, run, demonyms=demonyms)
                after = run.last + 1

    def _at(self, page: Page, at: int, *, demonyms: bool) -> Hit | None:
        """Return the longest hit that begins with a word, the plainest of those."""
        found: list[tuple[int, bool, Reading, Reading, tuple[int, ...]]] = []
        states: list[tuple[_Node, Reading | None, bool]] = [(self._trie, None, False)]
        place = at
        while states and (place == at or page.tied(place)):
            states = list(self._step(page.words[place], states, place, found))
            place += 1
            if place == len(page):
                break
        for last, ended, first, final, numbers in sorted(found, key=lambda item: (-item[0], item[1])):
            words = page.words[at : last + 1]
            forms = self._written_so(numbers, words, demonyms=demonyms)
            if not forms or (
                ended and not _may_be_ended(words, final, forms, loose=first.loose or final.loose)
            ):
                continue
            span = Span(page.starts[at] + first.skip, page.starts[last] + final.end, at, last)
            return self._without_generic(page, span, forms, demonyms=demonyms) or Hit(span, forms, ended)
        return None

    @staticmethod
    def _step(
        word: Word,
        states: Sequence[tuple[_Node, Reading | None, bool]],
        place: int,
        found: list[tuple[int, bool, Reading, Reading, tuple[int, ...]]],
    ) -> Iterator[tuple[_Node, Reading | None, bool]]:
        """Go one word down the trie in all ways; note what is a form as far as that."""
        for node, first, ended in states:
            for way in word.readings:
                below = node.get(way.fold)
                if below is None or (first is not None and way.skip):
                    continue
                if _HERE in below:
                    found.append((place, ended or way.ended, first or way, way, below[_HERE]))
                if way.end == word.size:
                    yield below, first or way, ended or way.ended

    def _without_generic(
        self, page: Page, span: Span, forms: tuple[Form, ...], *, demonyms: bool
    ) -> Hit | None:
        """Return the hit without its last word, if that is a generic word in small letters.

        "Nur Otan party": the party is called Nur Otan, and both may be listed.
        """
        final = page.words[span.last]
        generic = entries("org_words").get(final.fold, ("", ""))[1] == "generic"
        if span.last == span.first or final.capital or not generic:
            return None
        words = page.words[span.first : span.last]
        numbers = self._gazetteer.index.by_identity.get(" ".join(word.fold for word in words), ())
        shorter = self._written_so(numbers, words, demonyms=demonyms)
        if {entity.id for entity, _ in shorter} & {entity.id for entity, _ in forms}:
            return Hit(Span(span.start, page.end(span.last - 1), span.first, span.last - 1), shorter)
        return None

    def _within(self, page: Page, run: Run, *, demonyms: bool) -> Iterator[Hit]:
        """Yield the hits in a run without spaces."""
        for begin, end, numbers in self._unspaced.find(run):
            forms = self._written_so(numbers, (page.words[run.first],), demonyms=demonyms)
            if forms:
                yield Hit(run.span(begin, end), forms)

    def _forms_of(self, numbers: tuple[int, ...]) -> tuple[Form, ...]:
        found = self._known_forms.get(numbers)
        if found is None:
            postings = [self._gazetteer.index.posting(number) for number in numbers]
            found = tuple(
                (self._gazetteer.entity(each.entity), self._gazetteer.form(each.entity, each.ordinal))
                for each in postings
            )
            self._known_forms[numbers] = found
        return found

    def _written_so(
        self, numbers: tuple[int, ...], words: Sequence[Word], *, demonyms: bool
    ) -> tuple[Form, ...]:
        """Return those of some forms that are written like the words, in capitals or not."""
        capital, upper = words[0].capital, all(word.upper for word in words)
        key = (numbers, words[0].cased, capital, upper, demonyms)
        found = self._written.get(key)
        if found is None:
            found = self._written[key] = tuple(
                (entity, form)
                for entity, form in self._forms_of(numbers)
                if (demonyms or form.source != DEMONYM)
                and (not words[0].cased or _written_like(form, capital=capital, upper=upper))
            )
        return found


def _add(root: _Node, words: Sequence[str], numbers: tuple[int, ...]) -> None:
    node = root
    for word in words:
        node = node.setdefault(word, {})
    node.setdefault(_HERE, numbers)


def _without_patronymic(words: Sequence[str]) -> Iterator[list[str]]:
    """Yield a name without the patronymic in its middle, by which it is listed in full."""
    for place in range(1, len(words) - 1):
        if ends_like_patronymic(words[place]):
            yield [*words[:place], *words[place + 1 :]]


def _written_like(form: NameForm, *, capital: bool, upper: bool) -> bool:
    """Return whether words with a capital, or all in capitals, may be a form."""
    if len(form.text) <= _LONGEST_ACRONYM and form.text.isupper() and not form.text.isdigit():
        return upper
    return capital or form.text[:1].islower()


def _may_be_letters(word: Word, forms: tuple[Form, ...]) -> bool:
    """Return whether a word in capitals may be an acronym: short as one, or of a form that is one.

    АСТАНЕ in a headline is a case of Астана.
    """
    if len(word.fold) <= _LEAST_ENDED_CASED:
        return True
    return len(word.fold) <= _LONGEST_ACRONYM and any(form.text.isupper() for _, form in forms)


def _may_be_ended(words: Sequence[Word], final: Reading, forms: tuple[Form, ...], *, loose: bool) -> bool:
    """Return whether a span may be a form with an ending: no acronym, not too short, in such a language."""
    if all(word.upper for word in words) and _may_be_letters(words[-1], forms):
        return False
    if loose:
        return len(words) > 1 and all(entity.kind == "person" for entity, _ in forms)
    least = _LEAST_ENDED.get(words[0].script, _LEAST_ENDED_CASED)
    return len(words) > 1 or len(final.fold) >= least
