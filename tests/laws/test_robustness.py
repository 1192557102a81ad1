"""No string breaks the library, and none takes it long."""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Callable
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from law_strategies import any_text, anything

import nameresolve as nr
from nameresolve import Entity, Gazetteer, LimitError, NameResolveError, Resolver
from nameresolve.parsing import LONGEST_NAME


@cache
def resolver() -> Resolver:
    return Resolver(Gazetteer.from_entities([Entity("Q200881", "person", "Kassym-Jomart Tokayev")]))


CALLS: dict[str, Callable[[str], object]] = {
    "parse": nr.parse,
    "parse as organization": lambda text: nr.parse(text, kind="organization"),
    "parse as place": lambda text: nr.parse(text, kind="place"),
    "keys": nr.keys,
    "romanize": nr.romanize,
    "readings": nr.readings,
    "compare": lambda text: nr.compare(text, "Қасым-Жомарт Тоқаев"),
    "compare with itself turned": lambda text: nr.compare(text, text[::-1]),
    "similarity": lambda text: nr.similarity("توكاييف", text),
    "resolve": lambda text: resolver().resolve(text),
    "explain": lambda text: str(resolver().explain(text)),
    "annotate": lambda text: resolver().annotate(text),
}


@pytest.mark.parametrize("call", CALLS)
@given(st.one_of(any_text, any_text, anything))
def test_no_text_raises_anything_but_our_errors(call: str, text: str) -> None:
    with contextlib.suppress(NameResolveError):  # said on purpose, with what to do
        CALLS[call](text)


ODD = {
    "nothing": "",
    "a space": " ",
    "punctuation": "-.,;'’·()[]",
    "an emoji": "😀",
    "a family of emoji": "👩‍👩‍👧‍👦 Kassym 👨🏽‍🚀",
    "a lone high surrogate": "\ud800",
    "a lone low surrogate in a name": "Toka\udc00yev",
    "marks without a letter": "\u0301\u0301\u0302",
    "a null": "Tokayev\x00Kassym",
    "right to left marks": "\u202eTokayev\u202c",
    "a byte order mark": "\ufeffTokayev",
    "private use": "\ue000\ue001",
    "not a character": "\uffff\U0010ffff",
    "digits of four scripts": "123 ١٢٣ १२३ 一二三",
    "ligatures": "ﷺ ﷲ ﬁ ㍻ ㈱",
    "mathematical letters": "𝕋𝕠𝕜𝕒𝕪𝕖𝕧",
    "lines": "Tokayev\r\nKassym\u2028Jomart\u2029",
    "tabs": "\tTokayev\t",
    "titles alone": "Dr. Prof. President",
    "particles alone": "von der bin al",
    "an initial alone": "K.",
    "a comma alone": ",",
    "Tibetan": "བསྟན་འཛིན་རྒྱ་མཚོ",
    "Cuneiform": "𒀭𒂗𒆤",
}


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_odd_texts_are_answered(call: str, text: str) -> None:
    CALLS[call](text)


@pytest.mark.parametrize("call", ["parse", "keys", "compare", "similarity", "resolve", "explain"])
def test_10_001_characters_are_refused_with_the_limit(call: str) -> None:
    with pytest.raises(LimitError, match="10,001 characters, more than the limit of 10,000"):
        CALLS[call]("x" * (LONGEST_NAME + 1))


# ------------------------------------------------------------------ bounded time


class TooLongError(Exception):
    """A call was stopped because it took too long."""


def _stop(*_: object) -> None:
    raise TooLongError


def done_within(seconds: float, call: Callable[[str], object], text: str) -> bool:
    """Return whether a call ends within so many seconds; it is stopped if not."""
    before = signal.signal(signal.SIGALRM, _stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        call(text)
    except TooLongError:
        return False
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    return True


LONG = {
    "one Hanzi over and over": "王",
    "one syllable of kana": "カ",
    "one Hebrew letter over and over": "א",
    "hyphens": "-",
    "combining marks": "\u0301",
    "digits": "1",
    "particles": "bin ",
    "short words": "ab ",
    "hyphenated words": "ab-",
    "apostrophes": "x'",
    "initials": "a.",
    "two-letter words that are no titles": "Aa ",
    "one part without end": "abdulchi",
}
TIMED: tuple[Callable[[str], object], ...] = (
    nr.parse,
    nr.keys,
    nr.romanize,
    lambda text: nr.compare(text, text[1:] + "b"),
    lambda text: resolver().resolve(text),
)
SECONDS = 10  # a hundred times what it takes, for machines that do something else beside


@pytest.mark.parametrize("piece", LONG.values(), ids=LONG)
def test_10_000_characters_take_bounded_time(piece: str) -> None:
    text = (piece * LONGEST_NAME)[:LONGEST_NAME]
    assert all(done_within(SECONDS, call, text) for call in TIMED)
