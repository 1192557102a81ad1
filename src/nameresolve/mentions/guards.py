"""What is written like a name and is none: a piece of a longer name, a street, a common word.

Joining what does not belong together is worse than leaving a mention out, so each guard only ever takes
a mention away. The words they go by are data in ``gazetteer/lexicon/``.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cache

from nameresolve.mentions.page import Page, Span, Word
from nameresolve.model import Entity
from nameresolve.parsing.lexicon import entries, given_name_groups
from nameresolve.tables import lines, load
from nameresolve.unicode import fold

__all__ = [
    "called_like_people",
    "is_piece",
    "may_be_a_name",
    "names_a_thing",
    "names_beside",
    "needs_support",
    "neighbors",
]

_STILL_THE_PERSON = frozenset({"government", "relation", "family", "thought", "act", "plan"})
_NATURE = frozenset({"lake", "mountain", "sea", "river", "island", "valley", "cape", "strait", "desert"})
_BEFORE_PLACES = frozenset({"new", "port", "fort", "san", "santa", "saint", "st", "la", "el", "los"})
_WORDS_BETWEEN = 3
_PLACED_BY = frozenset({
    "in", "at", "from", "to", "near", "into", "toward", "towards", "outside", "around", "of", "between",
    "à", "de", "en", "nach", "aus", "bei", "von", "w", "z", "do", "iz", "u", "na", "v",
})  # fmt: skip
_ALSO_DEEDS = frozenset({"order"})
"""Things in capitals only: the Order of Heydar Aliyev, but by order of Heydar Aliyev."""
_CALLED = frozenset({"name", "named", "called", "girl", "boy", "baby", "aunt", "uncle", "sister", "brother"})


def neighbors(page: Page, span: Span) -> tuple[Word | None, Word | None]:
    """Return the words that stand directly before and after a span, if they touch it."""
    before = page.words[span.first - 1] if page.tied(span.first) else None
    after_place = span.last + 1
    touching = page.tied(after_place) and span.end == page.end(span.last)
    return before, page.words[after_place] if touching else None


def names_beside(page: Page, span: Span, taken: Collection[int]) -> bool:
    """Return whether a capitalized word that is no title touches a span, as part of a longer name.

    `taken` are the places of words that belong to other mentions.
    """
    before, after = neighbors(page, span)
    follows = after is not None and after.name_like and span.last + 1 not in taken
    if after is not None and follows and (_capital_tells(page, span, after) or may_be_a_name(after)):
        return True
    if before is None or not before.name_like or span.first - 1 in taken:
        return False
    if before.fold in entries("titles") or before.bare in entries("titles"):
        return False
    if len(before.fold) == 1 and not page.gap(span.first).startswith("."):
        return False
    opens = page.opens_sentence(span.first - 1) or page.nouns_are_capital
    return not opens or may_be_a_name(before) or len(before.fold) == 1


def _capital_tells(page: Page, span: Span, after: Word) -> bool:
    """Return whether a capital makes the word after a span a name: not in a headline, nor in German."""
    headline = after.upper and len(after.fold) > 1 and page.words[span.last].upper
    return not page.nouns_are_capital and not headline


def is_piece(page: Page, span: Span, entities: Sequence[Entity], taken: Collection[int]) -> bool:
    """Return whether a hit is a piece of somebody's longer name (Timur Tokayev, Jack London)."""
    word = page.words[span.first]
    if not entities:
        return False
    if not word.cased and span.last == span.first and word.fold in entries("particles"):
        return True  # بن is Bonn, and far more often the son of somebody
    kinds = {entity.kind for entity in entities}
    if not word.cased or span.last > span.first:
        return kinds == {"person"} and _goes_on(page, span, taken)
    if kinds == {"person"}:
        return names_beside(page, span, taken)
    return "place" in kinds and _place_in_a_name(page, span, entities, taken)


def _goes_on(page: Page, span: Span, taken: Collection[int]) -> bool:
    """Return whether a hyphen ties another family name to a full name: Boris Johnson-Whitby."""
    after = neighbors(page, span)[1]
    if after is None or span.last + 1 in taken or page.gap(span.last + 1) not in ("-", "‐", "‑"):
        return False
    return after.name_like and not after.opens


def _place_in_a_name(page: Page, span: Span, entities: Sequence[Entity], taken: Collection[int]) -> bool:
    """Return whether the name of a place is a part of a person's, a lake's or a new town's name."""
    before, after = neighbors(page, span)
    sort = _sort(page.words[span.first]) or ("name" if any(map(called_like_people, entities)) else "")
    follows = after is not None and after.name_like and span.last + 1 not in taken
    if after is not None and follows and (_generic(after) in _NATURE or (sort and not _is_common(after))):
        return True
    if before is None or span.first - 1 in taken:
        return False
    if not before.name_like:
        return bool(sort) and any(
            word.fold in _CALLED for word in page.words[max(0, span.first - 2) : span.first]
        )
    if before.fold in _BEFORE_PLACES or _generic(before) in _NATURE or page.gap(span.first) == "-":
        return True
    return _is_given_name(page, span.first - 1, sort)


def _is_given_name(page: Page, place: int, sort: str) -> bool:
    """Return whether a capitalized word before the name of a place makes it a person's name."""
    word = page.words[place]
    if given_name_groups(word.fold):
        return word.fold not in entries("titles")
    if page.opens_sentence(place) or word.fold in entries("titles") or _is_common(word):
        return False
    return bool(sort) and not word.upper


def _generic(word: Word) -> str:
    entry = entries("place_generics").get(word.fold)
    return entry[0] if entry else ""


def _sort(word: Word) -> str:
    """Return what else the name of a place may be: a word, a person's name, a given name beside others."""
    entry = entries("homonyms").get(word.bare) if word.script == "Latn" else None
    return entry[0] if entry else ""


def _is_common(word: Word) -> bool:
    """Return whether a capitalized word is one that bodies, places or offices are called by."""
    lists = ("org_words", "place_generics", "titles", "named_things", "place_words")
    return any(word.fold in entries(name) or word.bare in entries(name) for name in lists)


@cache
def _after_words(position: str) -> dict[str, frozenset[str]]:
    """Return the words that say that something is named after a person, with their languages."""
    return {
        word: frozenset(languages)
        for word, where, languages in load("grammar")["named_after"]
        if where == position
    }


def names_a_thing(page: Page, span: Span, tongue: str) -> bool:
    """Return whether what is found is the name of a street, an airport, a prize called after a person."""
    return _thing_after(page, span) or _thing_before(page, span, tongue)


def _thing_after(page: Page, span: Span) -> bool:
    """Return whether a word such as Airport follows, other words of the thing's name between."""
    place = span.last + 1
    for _ in range(_WORDS_BETWEEN):
        if not page.tied(place):
            return False
        word = page.words[place]
        if _makes_a_thing(word, "after"):
            return True
        if not word.name_like:
            return False
        place += 1
    return False


def _thing_before(page: Page, span: Span, tongue: str) -> bool:
    place = span.first - 1
    for _ in range(_WORDS_BETWEEN):
        if place < 0 or (not page.tied(place + 1) and page.gap(place + 1) not in (". ", " «", ' "')):
            return False
        word = page.words[place]
        languages = _after_words("before").get(word.fold, frozenset())
        if tongue in languages or (languages and not tongue):
            return True
        if _makes_a_thing(word, "before"):
            return True
        if word.fold not in entries("particles") and word.fold not in _LINKS:
            return False
        place -= 1
    return False


_LINKS = frozenset({"de", "of", "des", "du", "the", "der", "von"})


def _makes_a_thing(word: Word, position: str) -> bool:
    """Return whether a word, in any case, makes a name beside it that of a thing."""
    if word.fold in _ALSO_DEEDS and not word.name_like:
        return False
    if word.name_like or position == "before" or not word.cased or word.script != "Latn":
        found = (entries("named_things").get(way.fold) for way in word.readings if not way.loose)
        return any(
            entry is not None and entry[0] not in _STILL_THE_PERSON and entry[2] in (position, "both")
            for entry in found
        )
    return False


def needs_support(page: Page, span: Span) -> bool:
    """Return whether a hit is a common word or a person's name, with no word of place before it."""
    word = page.words[span.first]
    if span.last > span.first or _sort(word) not in ("word", "name"):
        return False
    before = page.words[span.first - 1] if span.first else None
    opens = page.opens_sentence(span.first)
    return before is None or opens or not page.tied(span.first) or before.fold not in _PLACED_BY


def may_be_a_name(word: Word) -> bool:
    """Return whether people are called by a word, so that it may be a part of a longer name."""
    return bool(_sort(word) or given_name_groups(word.bare)) or word.bare in lines("frequency", float)


def called_like_people(entity: Entity) -> bool:
    """Return whether people have the name of a place or a body: the city of Vladimir."""
    return fold(entity.name) in entries("homonyms")
