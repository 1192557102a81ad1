"""Listed forms in scripts that write no spaces: looked for at every character of a run."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping

from attrs import frozen

from nameresolve.mentions.page import Page, Span
from nameresolve.parsing.lexicon import entries
from nameresolve.symbols import simplified
from nameresolve.unicode import clean, script_of

__all__ = ["Run", "UnspacedForms"]

_SCRIPTS = frozenset({"Hani", "Kana", "Hira", "Thai", "Khmr", "Laoo", "Mymr"})
_JOINT = re.compile(r"[ ·・･‧•=＝\-‐–]?")
_LEAST = 2
_LONGEST_RUN = 4096
_LONG_VOWEL = "ー"


@frozen(slots=True)
class Run:
    """Words that touch each other, as one string; `starts` and `ends` lead back to the text.

    `plain` is the string with the simplified sign for each traditional one (阿斯塔纳 for 阿斯塔納).
    """

    text: str
    plain: str
    starts: list[int]
    ends: list[int]
    heads: list[int]
    first: int
    last: int

    def span(self, begin: int, end: int) -> Span:
        """Return the span of some characters of the run."""
        head = self.first + bisect_right(self.heads, begin) - 1
        tail = self.first + bisect_right(self.heads, end - 1) - 1
        return Span(self.starts[begin], self.ends[end - 1], head, tail)


class UnspacedForms:
    """The forms of scripts without spaces, by their letters run together."""

    def __init__(self, identities: Mapping[str, tuple[int, ...]]) -> None:
        self._forms: dict[str, tuple[int, ...]] = {}
        for phrase, numbers in identities.items():
            if phrase and script_of(phrase[0]) in _SCRIPTS:
                joined = simplified(phrase.replace(" ", ""))
                self._forms[joined] = (*self._forms.get(joined, ()), *numbers)
        self._longest: dict[str, int] = {}
        self._longer = frozenset(map(simplified, entries("longer_words")))
        for form in (*self._forms, *self._longer):
            self._longest[form[0]] = max(len(form), self._longest.get(form[0], 0))

    def run(self, page: Page, place: int) -> Run:
        """Return the words from a place on that touch each other, as a string with its places."""
        text, starts, ends, heads = "", [], [], []
        at = place
        while at < len(page) and page.words[at].unspaced and len(text) < _LONGEST_RUN:
            if at > place and not _JOINT.fullmatch(page.gap(at)):
                break
            cleaned = clean(page.text[page.starts[at] : page.end(at)])
            heads.append(len(text))
            text += cleaned.text
            starts += [page.starts[at] + start for start in cleaned.starts]
            ends += [page.starts[at] + end for end in cleaned.ends]
            at += 1
        return Run(text, simplified(text), starts, ends, heads, place, at - 1)

    def find(self, run: Run) -> Iterator[tuple[int, int, tuple[int, ...]]]:
        """Yield begin, end and forms of what is found in a run, the longest at each place."""
        at = 0
        while at < len(run.plain):
            size, numbers = self._longest_at(run, at)
            if numbers:
                yield at, at + size, numbers
            at += size or 1

    def _longest_at(self, run: Run, at: int) -> tuple[int, tuple[int, ...]]:
        """Return the size of the longest word known at a place, and the forms it is."""
        text = run.plain
        longest = min(self._longest.get(text[at], 0), len(text) - at)
        for size in range(longest, _LEAST - 1, -1):
            word = text[at : at + size]
            if word in self._longer:
                return size, ()
            numbers = self._forms.get(word)
            if numbers and _stands_alone(run, at, at + size):
                return size, numbers
        return 0, ()


def _stands_alone(run: Run, begin: int, end: int) -> bool:
    """Return whether no letter of a foreign word in katakana goes on beyond a form in katakana."""
    text = run.text
    before = begin > 0 and run.starts[begin] == run.ends[begin - 1]
    after = end < len(text) and run.starts[end] == run.ends[end - 1]
    if before and _is_katakana(text[begin]) and _is_katakana(text[begin - 1]):
        return False
    return not (after and _is_katakana(text[end - 1]) and _is_katakana(text[end]))


def _is_katakana(char: str) -> bool:
    return "ァ" <= char <= "ヺ" or char == _LONG_VOWEL
