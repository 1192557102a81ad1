"""Listed forms in running text: the longest span that is a form, at every word."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from attrs import frozen

from nameresolve.gazetteer import Gazetteer
from nameresolve.mentions.spans import Span, Token
from nameresolve.model import Entity, NameForm
from nameresolve.parsing.lexicon import entries
from nameresolve.unicode import is_cased

__all__ = ["Hit", "ListedForms"]

_LONGEST_PHRASE = 12
_LONGEST_RUN = 16
_UNSPACED = frozenset({"Hani", "Kana", "Hira", "Hang", "Thai", "Khmr", "Laoo", "Mymr"})
DEMONYM = "demonym"


@frozen(slots=True)
class Hit:
    """A span that is written like some listed forms."""

    span: Span
    forms: tuple[tuple[Entity, NameForm], ...]


class ListedForms:
    """The forms of a gazetteer, looked up in running text."""

    def __init__(self, gazetteer: Gazetteer, *, demonyms: bool) -> None:
        self._gazetteer = gazetteer
        self._demonyms = demonyms

    @cached_property
    def _longest(self) -> dict[str, int]:
        """Return, for each first word of a form, how many words the longest such form has."""
        found: dict[str, int] = {}
        for phrase in self._gazetteer.index.by_identity:
            first, _, rest = phrase.partition(" ")
            size = 1 + rest.count(" ") + bool(rest)
            if size > found.get(first, 0):
                found[first] = min(size, _LONGEST_PHRASE)
        return found

    def find(self, tokens: list[Token]) -> Iterator[Hit]:
        """Yield the longest hits from left to right; none overlap."""
        at = 0
        while at < len(tokens):
            if tokens[at].script in _UNSPACED:
                inside = list(self._unspaced(tokens, at))
                if inside:
                    yield from inside
                    at += 1
                    continue
            hit = self._at(tokens, at)
            if hit is None:
                at += 1
                continue
            yield hit
            at = hit.span.last + 1

    def _at(self, tokens: list[Token], at: int) -> Hit | None:
        first = tokens[at]
        longest = max(self._longest.get(first.fold, 0), self._longest.get(first.bare, 0))
        for size in range(longest, 0, -1):
            last = at + size - 1
            if last >= len(tokens) or not all(token.tied for token in tokens[at + 1 : last + 1]):
                continue
            words = [token.fold for token in tokens[at:last]]
            for final, end in (
                (tokens[last].fold, tokens[last].end),
                (tokens[last].bare, tokens[last].bare_end),
            ):
                forms = self._forms(" ".join([*words, final]), tokens[at : last + 1])
                if forms:
                    return self._without_generic(tokens, at, last, forms) or Hit(
                        Span(first.start, end, at, last), forms
                    )
        return None

    def _without_generic(
        self, tokens: list[Token], at: int, last: int, forms: tuple[tuple[Entity, NameForm], ...]
    ) -> Hit | None:
        """Return the hit without its last word, if that is a generic word in small letters.

        "Nur Otan party": the party is called Nur Otan, and both may be listed.
        """
        final = tokens[last]
        if last == at or final.capital or entries("org_words").get(final.fold, ("", ""))[1] != "generic":
            return None
        shorter = self._forms(" ".join(token.fold for token in tokens[at:last]), tokens[at:last])
        if {entity.id for entity, _ in shorter} & {entity.id for entity, _ in forms}:
            return Hit(Span(tokens[at].start, tokens[last - 1].end, at, last - 1), shorter)
        return None

    def _forms(self, phrase: str, tokens: list[Token]) -> tuple[tuple[Entity, NameForm], ...]:
        """Return the forms a phrase is, given how it is capitalized."""
        index = self._gazetteer.index
        found = []
        for number in index.by_identity.get(phrase, ()):
            posting = index.posting(number)
            form = self._gazetteer.form(posting.entity, posting.ordinal)
            if self._written_like(form, tokens):
                found.append((self._gazetteer.entity(posting.entity), form))
        return tuple(found)

    def _written_like(self, form: NameForm, tokens: list[Token]) -> bool:
        """Return whether a span has the capitals of a form; acronyms must be in capitals."""
        if form.source == DEMONYM and not self._demonyms:
            return False
        if not is_cased(tokens[0].script):
            return True
        if len(form.text) <= _LONGEST_ACRONYM and form.text.isupper() and not form.text.isdigit():
            return all(token.upper for token in tokens)
        if not tokens[0].capital and form.text[:1].isupper():
            return False
        return tokens[0].capital or form.text[:1].islower()

    def _unspaced(self, tokens: list[Token], at: int) -> Iterator[Hit]:
        """Yield the forms inside a run of a script without spaces, the longest at each place."""
        token = tokens[at]
        text = token.fold
        start = 0
        while start < len(text) and token.end - token.start == len(text):
            size = self._longest_inside(text, start, token)
            if size:
                forms = self._forms(text[start : start + size], [token])
                yield Hit(Span(token.start + start, token.start + start + size, at, at), forms)
            start += size or 1

    def _longest_inside(self, text: str, start: int, token: Token) -> int:
        """Return how long the longest form is that begins at a place of a run, two letters at least."""
        for end in range(min(len(text), start + _LONGEST_RUN), start + 1, -1):
            if self._forms(text[start:end], [token]):
                return end - start
        return 0


_LONGEST_ACRONYM = 7
