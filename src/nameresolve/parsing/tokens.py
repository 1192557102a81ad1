"""Cutting a cleaned text into words, each with its place in the source."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from attrs import evolve, frozen

from nameresolve.model import Part, Role
from nameresolve.parsing.lexicon import part_fold
from nameresolve.unicode import Cleaned, clean, script_of, unify_lookalikes

__all__ = ["Word", "join", "make_part", "phrase_of", "words_of"]

# A word: letters, marks and digits ("w" below), with apostrophes inside or (geresh) at the end; the
# fraction slash ties too, since ¼ is one sign that stands for 1⁄4.
# The patterns run over the classes of the characters, since a vowel sign is no \\w.
_WORD = re.compile(r"w+(?:(?:'+|⁄)w+)*'?")
_DOTTED = re.compile(r"(?:w\.){2,}(?:w(?!w))?")
_KANA = {"Hira", "Kana"}
_PLAIN_WORD = re.compile(r"[a-z0-9]+")
_TYING = frozenset("'.`")
"""What of ASCII may stand inside a word."""


@frozen(slots=True)
class Word:
    """A word of a name: its place in the source, cleaned text, script, and what follows it.

    `dot` says that a full stop follows at once, `tied` that a hyphen ties the next word to it,
    `comma` that a comma ends the segment here.
    """

    start: int
    end: int
    text: str
    script: str
    dot: bool = False
    tied: bool = False
    comma: bool = False


def _script(text: str) -> str:
    """Return the script of a word: that of its first letter."""
    if text.isascii() and text.isalpha():
        return "Latn"
    for char in text:
        script = script_of(char)
        if script != "Zyyy":
            return script
    return "Zyyy"


def _same_run(left: str, right: str) -> bool:
    if left == right or "Zyyy" in (left, right):
        return True
    return {left, right} <= _KANA or {left, right} == {"Latn", "Cyrl"}


def _runs(text: str, start: int) -> Iterator[tuple[int, int]]:
    """Split a word where its script changes (習近平Xi), but not in a look-alike mix."""
    begin, current = 0, "Zyyy"
    for i, char in enumerate(text):
        script = script_of(char)
        if not _same_run(current, script):
            yield start + begin, start + i
            begin = i
        if script != "Zyyy":
            current = script
    yield start + begin, start + len(text)


@lru_cache(maxsize=8192)
def _class(char: str) -> str:
    if char.isalnum() or unicodedata.category(char)[0] == "M":
        return "w"
    return char if char in "'.⁄" else " "


_ASCII_CLASSES = {code: _class(chr(code)) for code in range(128)}


def _spans(text: str, *, dotted: bool) -> Iterator[tuple[int, int]]:
    classes = text.translate(_ASCII_CLASSES) if text.isascii() else "".join(map(_class, text))
    at = 0
    while found := _WORD.search(classes, at):
        if dotted and (run := _DOTTED.match(classes, found.start())):
            yield run.span()
            at = run.end()
            continue
        at = found.end()
        word = text[found.start() : at]
        yield from (found.span(),) if word.isascii() else _runs(word, found.start())


def words_of(source: str, *, dotted: bool) -> list[Word]:
    """Return the words of a text; with `dotted`, ``S.A.`` is one word, else two.

    >>> [word.text for word in words_of("Tokayev, K.-J.", dotted=False)]
    ['tokayev', 'k', 'j']
    """
    cleaned = clean(source)
    spans = list(_spans(cleaned.text, dotted=dotted))
    found = []
    for i, (start, end) in enumerate(spans):
        following = spans[i + 1][0] if i + 1 < len(spans) else len(cleaned.text)
        found.append(_word(cleaned, start, end, cleaned.text[end:following]))
    return found


def _word(cleaned: Cleaned, start: int, end: int, gap: str) -> Word:
    text = unify_lookalikes(cleaned.text[start:end].rstrip("."))
    script = _script(text)
    if script != "Hebr":
        text = text.rstrip("'")
    return Word(
        start=cleaned.starts[start],
        end=cleaned.ends[end - 1],
        text=text.replace(".", ""),
        script=script,
        dot=gap.startswith("."),
        tied=gap.lstrip(".") == "-",
        comma="," in gap or "、" in gap or "،" in gap,
    )


@lru_cache(maxsize=1 << 16)
def phrase_of(text: str) -> str:
    """Return the cleaned words of a text, spaced: what makes two writings of a name the same.

    >>> phrase_of("KASSYM–JOMART  Тоқаев, Jr.")
    'kassym jomart тоқаев jr'
    """
    if text.isascii() and _TYING.isdisjoint(text):
        return " ".join(_PLAIN_WORD.findall(text.lower()))
    words = words_of(text, dotted=True)
    return " ".join(part_fold(word.text, word.script) or word.text for word in words)


def make_part(source: str, word: Word, role: Role) -> Part:
    """Return a word as a part of a name."""
    return Part(
        text=source[word.start : word.end],
        start=word.start,
        end=word.end,
        role=role,
        fold=part_fold(word.text, word.script) or word.text,
        script=word.script,
    )


def join(words: list[Word]) -> Word:
    """Return neighboring words as one: ``Abd al-Rahman`` is one name."""
    first, last = words[0], words[-1]
    return evolve(last, start=first.start, text="".join(word.text for word in words), script=first.script)
