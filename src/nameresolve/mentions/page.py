"""Running text as words. What is known of a written word is made once and shared by all its places."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator

from attrs import evolve, frozen

from nameresolve.mentions.grammar import Reading, elided, readings_of, stems_of
from nameresolve.parsing.lexicon import ends_like_patronymic, part_fold
from nameresolve.parsing.tokens import Word as Cut
from nameresolve.parsing.tokens import words_of
from nameresolve.unicode import is_cased

__all__ = ["Page", "Reader", "Span", "Word"]

_CHUNK = re.compile(r"\S+")
# Between two words of one name: spaces and at most one line break, a hyphen, a dot, an apostrophe.
_WITHIN_NAME = re.compile(r"[^\S\n]*(?:\n[^\S\n]*)?|\s?[-‐‑–·・.'’]\s?")
# Blanks are begun once, before the first: a page of empty lines would be read again from each of them.
_SENTENCE_END = re.compile(r"(?:[.!?…:;“\"«(\[—。！？]|(?<!\s)[^\S\n]*\n)\s*$")
_SUFFIX = re.compile(r"(?<=\w\w)'[^\W\d_]{0,4}$")
# E-mail and web addresses, handles: what is spelled in them is no mention.
_HOST_LABEL = re.compile(r"[\w-]+", re.ASCII)
_TOP_LEVEL = re.compile(r"[a-z]{2,12}")
_AROUND_WORDS = "\"'“”„‘’«»()[]{}<>.,;:!?…"
_LONGEST_OF_ABBREVIATION = 2
_NOUNS_ARE_CAPITAL = frozenset({"de", "lb", "nds"})
_LONGEST_KEPT = 64
_MOST_KEPT = 1 << 17
_WITHOUT_SPACES = frozenset({"Hani", "Kana", "Hira", "Thai", "Khmr", "Laoo", "Mymr"})


@frozen(slots=True)
class Span:
    """Some words in a row: places in the text, and places among the words (last one included)."""

    start: int
    end: int
    first: int
    last: int


@frozen(slots=True, eq=False)
class Word:
    """A written word, wherever it stands.

    `fold` is its cleaned form; `bare` that without a possessive or a case ending after an apostrophe,
    which ends at `bare_end`. `capital` says that it is written like a name (always so where the script
    has no capitals); `name_like` says that the script has them and this is one, `may_name` that it may be
    a part of a name by its looks. `readings` are the words of listed names it may be; `opens` says that
    one of them begins a listed name; `stems` are what it may be without an ending, listed or not, `plain`
    what it is without a possessive. `patronymic` says that it ends like one.
    """

    fold: str
    bare: str
    size: int
    bare_end: int
    script: str
    cased: bool
    capital: bool
    upper: bool
    unspaced: bool
    address: bool
    readings: tuple[Reading, ...]
    stems: tuple[Reading, ...]
    opens: bool
    name_like: bool
    may_name: bool
    plain: Reading
    patronymic: bool


class Page:
    """A text, its language if that is known, and its words in order; `starts` has the place of each."""

    def __init__(self, text: str, tongue: str, starts: list[int], words: list[Word]) -> None:
        self.text = text
        self.tongue = tongue
        self.starts = starts
        self.words = words

    def __len__(self) -> int:
        return len(self.words)

    def end(self, place: int) -> int:
        """Return where a word ends in the text."""
        return self.starts[place] + self.words[place].size

    def gap(self, place: int) -> str:
        """Return what stands between a word and the one before."""
        return self.text[self.end(place - 1) : self.starts[place]] if place else ""

    def tied(self, place: int) -> bool:
        """Return whether nothing but a space or a hyphen stands before a word."""
        if place == 0 or place >= len(self.words):
            return False
        gap = self.gap(place)
        if gap in (" ", "-"):
            return True
        ends_sentence = gap.strip() == "." and gap.endswith((" ", "\n")) and self.words[place - 1].size > 1
        return not ends_sentence and (_WITHIN_NAME.fullmatch(gap) is not None or gap == ". ")

    def opens_sentence(self, place: int) -> bool:
        """Return whether a word may be the first of a sentence."""
        return place == 0 or _SENTENCE_END.search(self.gap(place)) is not None

    def bare_span(self, first: int, last: int) -> Span:
        """Return the span of some words, without a possessive at the end."""
        return Span(self.starts[first], self.starts[last] + self.words[last].bare_end, first, last)

    @property
    def nouns_are_capital(self) -> bool:
        """Return whether every noun has a capital in the language, as in German."""
        return self.tongue in _NOUNS_ARE_CAPITAL

    def slice(self, span: Span) -> str:
        """Return the text of a span."""
        return self.text[span.start : span.end]


_Pieces = tuple[tuple[int, Word], ...]


class Reader:
    """Cuts texts of one language into words; what it learns of a word it keeps.

    `known` holds the words of listed names, `opens` says whether a word that may be capitalized begins one,
    `listed` whether a whole address is a listed name (Kaspi.kz).
    """

    def __init__(
        self,
        tongue: str,
        known: Collection[str],
        opens: Callable[[str, bool], bool],
        listed: Callable[[str], bool],
    ) -> None:
        self._tongue = tongue
        self._known = known
        self._opens = opens
        self._listed = listed
        self._chunks: dict[str, _Pieces] = {}

    def read(self, text: str) -> Page:
        """Return a text as words."""
        starts: list[int] = []
        words: list[Word] = []
        chunks = self._chunks
        if len(chunks) > _MOST_KEPT:
            chunks.clear()
        for found in _CHUNK.finditer(text):
            chunk = found.group()
            pieces = chunks.get(chunk)
            if pieces is None:
                pieces = tuple(self._pieces(chunk))
                if len(chunk) <= _LONGEST_KEPT:
                    chunks[chunk] = pieces
            at = found.start()
            for offset, word in pieces:
                starts.append(at + offset)
                words.append(word)
        return Page(text, self._tongue, starts, words)

    def _pieces(self, chunk: str) -> Iterator[tuple[int, Word]]:
        address = self._is_address(chunk)
        for whole in words_of(chunk, dotted=True):
            for cut in self._apart(chunk, whole):
                yield cut.start, self._word(chunk[cut.start : cut.end], cut, address=address)

    def _apart(self, chunk: str, cut: Cut) -> tuple[Cut, ...]:
        """Return a word, or the two that a sign makes one: d’Ilham; but L’Aquila is a listed name."""
        source = chunk[cut.start : cut.end]
        stretched = cut.script == "Arab"  # the sign is a letter drawn long there, which cleaning takes out
        if not (stretched or ("'" in cut.text and len(source) == len(cut.text))):
            return (cut,)
        length = elided(source if stretched else cut.text, cut.script, self._tongue)
        if not length or not (stretched or source[length].isupper()):
            return (cut,)
        if part_fold(cut.text, cut.script) in self._known:
            return (cut,)
        middle = cut.start + length
        after = cut.text[length - stretched :]
        return evolve(cut, end=middle - 1, text=cut.text[: length - 1]), evolve(cut, start=middle, text=after)

    def _is_address(self, chunk: str) -> bool:
        if "://" in chunk or "@" in chunk.rstrip("@"):
            return True
        return "." in chunk and _is_host(chunk.strip(_AROUND_WORDS)) and not self._listed(chunk)

    def _word(self, source: str, cut: Cut, *, address: bool) -> Word:
        script = cut.script
        fold = part_fold(cut.text, script) or cut.text
        suffix = _SUFFIX.search(cut.text) if len(source) == len(cut.text) else None
        bare_text = cut.text[: suffix.start()] if suffix else cut.text
        bare = part_fold(bare_text, script) or bare_text
        bare_end = suffix.start() if suffix else len(source)
        cased = is_cased(script)
        capital = not cased or source[:1].isupper()
        readings = [Reading(fold, 0, len(source))]
        if suffix:
            readings.append(Reading(bare, 0, bare_end))
        unspaced = script in _WITHOUT_SPACES
        may_name = capital and not unspaced and not address and script != "Zyyy"
        if not unspaced:
            readings += readings_of(fold, len(source), script, self._tongue, self._known)
        stems = stems_of(bare, bare_end, script, self._tongue) if may_name else ()
        opens = not address and any(self._opens(way.fold, capital) for way in readings)
        return Word(
            fold=fold,
            bare=bare,
            size=len(source),
            bare_end=bare_end,
            script=script,
            cased=cased,
            capital=capital,
            upper=cased and source.isupper(),
            unspaced=unspaced,
            address=address,
            readings=tuple(readings),
            stems=stems,
            opens=opens,
            name_like=cased and capital and not address,
            may_name=may_name,
            plain=Reading(bare, 0, bare_end),
            patronymic=may_name
            and any(ends_like_patronymic(way) for way in (bare, *(s.fold for s in stems))),
        )


def _is_host(text: str) -> bool:
    """Return whether a text is written as the name of a host, with a path or without; U.S. is none.

    >>> [_is_host(text) for text in ("www.example.org", "example.org/a?b", "U.S.", "St.Petersburg")]
    [True, True, False, False]
    """
    labels = text.partition("/")[0].split(".")
    if len(labels) == 1 or not all(map(_HOST_LABEL.fullmatch, labels)):
        return False
    if labels[0] == "www":
        return True
    short = all(len(label) <= _LONGEST_OF_ABBREVIATION for label in labels[:-1])
    return not short and _TOP_LEVEL.fullmatch(labels[-1]) is not None
