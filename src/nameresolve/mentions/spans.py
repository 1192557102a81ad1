"""Running text as words, and the spans of words that may be a name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import frozen

from nameresolve.parsing.lexicon import part_fold
from nameresolve.parsing.tokens import Word, words_of
from nameresolve.unicode import is_cased

__all__ = ["Span", "Token", "neighbors", "tokens_of"]

# Between two words of one name: spaces and at most one line break, a hyphen, a dot, an apostrophe.
_WITHIN_NAME = re.compile(r"[^\S\n]*\n?[^\S\n]*|\s?[-‐‑–·・.'’]\s?")
_SENTENCE_END = re.compile(r"[.!?…:;\n“\"«(\[—。！？]\s*$")
_SUFFIX = re.compile(r"(?<=\w\w)'[^\W\d_]{0,4}$")


@frozen(slots=True)
class Token:
    """A word of running text.

    `fold` is its cleaned form; `bare` that without a possessive or a case ending after an
    apostrophe, `bare_end` the place where that ends. `capital` says that it is written like a name
    (always so where the script has no capitals), `starts` that it may open a sentence, `tied`
    that nothing but a space or a hyphen stands before it.
    """

    start: int
    end: int
    fold: str
    bare: str
    bare_end: int
    script: str
    capital: bool
    upper: bool
    starts: bool
    tied: bool


@frozen(slots=True)
class Span:
    """Some words in a row: places in the text, and places among the tokens (last one included)."""

    start: int
    end: int
    first: int
    last: int


def tokens_of(text: str) -> list[Token]:
    """Return the words of a text."""
    found: list[Token] = []
    before = 0
    for word in words_of(text, dotted=True):
        gap = text[before : word.start]
        starts = not found or _SENTENCE_END.search(gap) is not None
        tied = bool(found) and _WITHIN_NAME.fullmatch(gap) is not None and not _breaks(gap)
        found.append(_token(text, word, starts=starts, tied=tied))
        before = word.end
    return found


def _breaks(gap: str) -> bool:
    return "." in gap and gap.strip() == "." and gap.endswith((" ", "\n"))


def _token(text: str, word: Word, *, starts: bool, tied: bool) -> Token:
    source = text[word.start : word.end]
    suffix = _SUFFIX.search(word.text)
    bare, bare_end = word.text, word.end
    if suffix and word.end - word.start == len(word.text):
        bare, bare_end = word.text[: suffix.start()], word.start + suffix.start()
    cased = is_cased(word.script)
    return Token(
        start=word.start,
        end=word.end,
        fold=part_fold(word.text, word.script) or word.text,
        bare=part_fold(bare, word.script) or bare,
        bare_end=bare_end,
        script=word.script,
        capital=not cased or source[:1].isupper(),
        upper=cased and source.isupper(),
        starts=starts,
        tied=tied,
    )


def neighbors(tokens: list[Token], span: Span) -> tuple[Token | None, Token | None]:
    """Return the words that stand directly before and after a span, if they touch it."""
    before = tokens[span.first - 1] if span.first and tokens[span.first].tied else None
    after_place = span.last + 1
    touching = after_place < len(tokens) and tokens[after_place].tied and span.end == tokens[span.last].end
    return before, tokens[after_place] if touching else None


def capital_runs(tokens: list[Token], free: list[bool]) -> Iterator[tuple[int, int]]:
    """Yield the first and last place of each run of capitalized words that touch each other.

    `free` says which words are not part of a mention yet; a run holds free words only.
    """
    at = 0
    while at < len(tokens):
        if not (free[at] and tokens[at].capital and is_cased(tokens[at].script)):
            at += 1
            continue
        end = at
        while end + 1 < len(tokens) and free[end + 1] and tokens[end + 1].tied and tokens[end + 1].capital:
            end += 1
        yield at, end
        at = end + 1
