"""Names in spellings that are not listed: read by rule, from the words that are written like names.

Only runs of words that may name somebody are looked at (capitalized ones, where the script has capitals),
and of those only the words between two that one entity has parts like; each distinct run is judged once.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator

from attrs import evolve, frozen

from nameresolve.mentions.bearers import Bearers
from nameresolve.mentions.grammar import Reading
from nameresolve.mentions.guards import may_be_a_name, names_beside
from nameresolve.mentions.page import Page, Span, Word
from nameresolve.model import Decision
from nameresolve.parsing.lexicon import entries

__all__ = ["Answers", "Unlisted", "name_runs"]

Asked = tuple[Span, str]

_LONGEST_NAME = 5
_FURTHEST = 4
_FURTHEST_UNCASED = 2
_LEAST_ALONE = 5
_SURE_SCORE = 0.9
_SHORT = 4
_MOST_PARTICLES = 2
_MOST_KEPT = 1 << 16


class Answers:
    """The decisions for names, each asked for once; what is asked together costs less."""

    def __init__(self, resolve_many: Callable[[Iterable[str]], Iterable[Decision]]) -> None:
        self._resolve_many = resolve_many
        self._known: dict[str, Decision] = {}

    def __call__(self, name: str) -> Decision:
        """Return the decision for a name."""
        if name not in self._known:
            self.ready([name])
        return self._known[name]

    def ready(self, names: Iterable[str]) -> None:
        """Have the decisions for some names ready."""
        if len(self._known) > _MOST_KEPT:
            self._known.clear()
        new = [name for name in names if name not in self._known]
        self._known.update(zip(new, self._resolve_many(new), strict=True))


@frozen(slots=True)
class Unlisted:
    """Finds names in unlisted spellings.

    `lower` are the words that the text also writes small; None where a capital does not make a single word
    a name, as in German. `not_alone` are the places of words that may only be parts of longer names.
    """

    bearers: Bearers
    resolve: Answers
    lower: frozenset[str] | None
    not_alone: Collection[int] = ()

    def find(self, page: Page, free: list[bool]) -> Iterator[tuple[Span, Decision]]:
        """Yield the spans that name somebody listed, with the decision; they hold free words only."""
        asked = [self._worth_asking(page, *run) for run in name_runs(page, free)]
        self.resolve.ready(dict.fromkeys(name for run in asked for _, name in run))
        for run in filter(None, asked):
            taken: set[int] = set()
            found = sorted(
                self._decided(page, run),
                key=lambda item: (-round(item[1].score, 3), item[0].first - item[0].last, item[0].first),
            )
            for span, decision in found:
                places = range(span.first, span.last + 1)
                if taken.isdisjoint(places):
                    taken.update(places)
                    yield span, decision

    def _decided(self, page: Page, run: list[Asked]) -> Iterator[tuple[Span, Decision]]:
        for span, asked in run:
            alone = span.first == span.last
            decision = self.resolve(asked)
            entity = decision.entity
            sure = decision.score >= _SURE_SCORE
            if entity is None or not (sure or (entity.kind == "person" and page.words[span.first].cased)):
                continue
            if alone and entity.kind == "person":
                continue  # a family name alone is left to what the document says
            text = page.slice(span)
            yield span, decision if asked == text else evolve(decision, query=text)

    def _worth_asking(self, page: Page, first: int, last: int) -> list[Asked]:
        """Return the spans of a run that may name somebody, each with the name to ask for."""
        found: dict[Asked, None] = {}
        for place in range(first, last + 1):
            span = page.bare_span(place, place)
            if self._may_stand_alone(page, place) and not names_beside(page, span, ()):
                found[span, page.slice(span)] = None
        if first < last:
            for entity, places in self._shared(page, first, last).items():
                found.update(dict.fromkeys(self._spans_of(page, entity, places)))
        return list(found)

    def _may_stand_alone(self, page: Page, place: int) -> bool:
        """Return whether a single capitalized word may be an unlisted spelling of a place or body."""
        word = page.words[place]
        if self.lower is None or not word.cased or len(word.bare) < _LEAST_ALONE or word.bare in self.lower:
            return False
        if place in self.not_alone or page.opens_sentence(place) or may_be_a_name(word):
            return False  # Milana is a given name, whatever is spelled like Milan
        return self.bearers.may_be_whole(word.bare, word.script)

    def _shared(self, page: Page, first: int, last: int) -> dict[int, set[int]]:
        """Return the entities that two neighbors may both name in part, with the places of such words."""
        named = {place: self._named(page.words[place]) for place in range(first, last + 1)}
        shared: dict[int, set[int]] = {}
        furthest = _FURTHEST if page.words[first].cased else _FURTHEST_UNCASED
        for place in range(first, last):
            for other in range(place + 1, min(last, place + furthest) + 1):
                _note(shared, named[place] & named[other], (place, other))
            joined = self._joined(page, place)
            for other in range(max(first, place - 2), min(last, place + 3) + 1) if joined else ():
                if other not in (place, place + 1):
                    _note(shared, joined & named[other], (place, place + 1, other))
        return shared

    def _named(self, word: Word) -> frozenset[int]:
        if len(word.bare) < 2 or word.bare in entries("titles"):
            return frozenset()
        return self.bearers.named_by(word)

    def _joined(self, page: Page, place: int) -> frozenset[int]:
        """Return whom two neighbors name as one word: Jin Ping is Jinping."""
        left, right = page.words[place], page.words[place + 1]
        short = left.cased and max(len(left.bare), len(right.bare)) <= _SHORT
        if left.script != right.script or not (short or page.gap(place + 1) == "-"):
            return frozenset()
        return frozenset(self.bearers.near(left.bare + right.bare, left.script))

    def _spans_of(self, page: Page, entity: int, places: set[int]) -> Iterator[Asked]:
        """Yield the spans of words that an entity has parts like, when looked at with care."""
        alike: dict[int, Reading] = {}
        for place in sorted(places):
            word = page.words[place]
            way = self.bearers.reading_like(entity, word)
            if way is not None:
                alike[place] = way
            elif place + 1 in places and entity in self._joined(page, place):
                alike |= {place: word.plain, place + 1: page.words[place + 1].plain}
        for start in sorted(alike):
            ends = [end for end in alike if start < end < start + _LONGEST_NAME]
            if ends and not self._titled(page, start, max(ends)):
                yield self._asked(page, start, max(ends), alike)

    @staticmethod
    def _asked(page: Page, first: int, last: int, alike: dict[int, Reading]) -> Asked:
        """Return a span and its name, with what the words are without their endings."""
        start = page.starts[first] + alike[first].skip
        end = page.starts[last] + alike[last].end
        while page.tied(last + 1) and page.words[last + 1].patronymic:
            last += 1
            end = page.starts[last] + page.words[last].bare_end
        span = Span(start, end, first, last)
        if not any(way.ended for way in alike.values()):
            return span, page.slice(span)
        name = ""
        for place in range(first, last + 1):
            gap = page.gap(place) if place > first else ""
            name += gap + alike.get(place, page.words[place].plain).fold
        return span, name

    @staticmethod
    def _titled(page: Page, first: int, last: int) -> bool:
        """Return whether a title stands at an end: it is context, not a part of the mention."""
        return any(page.words[place].fold in entries("titles") for place in (first, last))


def _note(shared: dict[int, set[int]], entities: frozenset[int], places: tuple[int, ...]) -> None:
    for entity in entities:
        shared.setdefault(entity, set()).update(places)


def _particles_between(page: Page, last: int, place: int, free: list[bool]) -> bool:
    """Return whether only particles stand between two words of a name: Ursula fon der Lejen."""
    between = range(last + 1, place)
    return all(free[i] and page.words[i].fold in entries("particles") for i in between) and all(
        page.tied(i) for i in range(last + 1, place + 1)
    )


def name_runs(page: Page, free: list[bool]) -> Iterator[tuple[int, int]]:
    """Yield the first and last place of each run of words that may be a name and touch each other.

    `free` says which words are not part of a mention yet; a run holds free words only.
    """
    first = last = -2
    for place in [i for i, word in enumerate(page.words) if free[i] and word.may_name]:
        if place == last + 1 and page.tied(place):
            last = place
            continue
        if first >= 0 and place <= last + 1 + _MOST_PARTICLES and _particles_between(page, last, place, free):
            last = place
            continue
        if first >= 0:
            yield first, last
        first = last = place
    if first >= 0:
        yield first, last
