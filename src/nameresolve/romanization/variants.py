"""The spellings of a name that an archive may hold: under other schemes, and in its own letters."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from operator import itemgetter
from typing import TypeAlias

from attrs import evolve

from nameresolve.arguments import language_of, whole
from nameresolve.errors import text_of
from nameresolve.model import Reading
from nameresolve.romanization.apply import apply_scheme
from nameresolve.romanization.chinese import chinese_from_hanzi, chinese_from_latin
from nameresolve.romanization.korean import family_size
from nameresolve.romanization.languages import likely_languages, neighbor_schemes
from nameresolve.romanization.natives import NativeName, name_parts, native_names
from nameresolve.romanization.readings import AS_WRITTEN, conventions, readings
from nameresolve.romanization.respelling import respellings
from nameresolve.romanization.schemes import Scheme, language_records, load_scheme
from nameresolve.romanization.writing import main_script

__all__ = ["NATIVE", "variants"]

Bounds: TypeAlias = tuple[list[int], list[int]]  # where parts begin and end in the source and the native name
Spelling: TypeAlias = tuple[float, Callable[[], Reading]]  # made only if it is wanted

NATIVE = "native"
"""Scheme of a spelling in the letters of its own language, found from a Latin one."""

_ALSO = 0.3  # what it costs to take a native name for one of another language with the same letters
_FEW = 3  # languages: letters that more of them share tell nothing
_MANY = 64  # so many spellings of one native name are looked at, whatever the limit


def variants(text: str, *, language: str | None = None, limit: int = 32) -> tuple[Reading, ...]:
    """Return the spellings of a name to search an archive for, the best known first, at most `limit`.

    Each names its scheme and language; the cost is 0 for the best known and grows with how
    unusual the scheme is and how unlikely the language. No spelling comes twice.

    A name in its native script is written under all schemes of its likely languages, and in the
    letters of a neighbor language where these follow from it (Тоқаев: Токаев). A name in Latin
    letters is read back into the native names it may stand for, and these are written
    out under the other schemes. The language is guessed from the spelling, or the one that is
    given. The text itself is always among the spellings, under the scheme ``as-written``. A name
    that no scheme explains has itself as its one variant. Nothing is looked up in a gazetteer.
    No string raises an error; a limit of less than 1 raises `SettingsError`.

    >>> [variant.text for variant in variants("Toqaev", limit=4)]
    ['Toqaev', 'Тоқаев', 'Tokayev', 'Токаев']
    """
    whole(limit, "limit")
    language_of(language)
    of_latin = main_script(text_of(text)) in ("Latn", "Zyyy")
    found = _of_latin(text, language) if of_latin else _of_native(text, language)
    kept: dict[str, Reading] = {}
    for cost, spell in sorted(found, key=itemgetter(0)):
        reading = spell()
        kept.setdefault(unicodedata.normalize("NFC", reading.text), evolve(reading, cost=cost))
        if len(kept) == limit:
            break
    return tuple(kept.values())


def _as_it_is(readings: Iterable[Reading]) -> Iterator[Spelling]:
    for reading in readings:
        yield reading.cost, partial(_same, reading)


def _same(reading: Reading) -> Reading:
    return reading


def _as_written(text: str) -> Reading:
    return Reading(text, AS_WRITTEN, trace=((0, len(text), text),) if text else ())


def _of_native(text: str, language: str | None) -> Iterator[Spelling]:
    known = [*chinese_from_hanzi(text), *readings(text, language=language, limit=_MANY), *_parted(text)]
    yield from _as_it_is(known[:1])
    yield from _as_it_is((_as_written(text),))
    yield from _as_it_is(known)
    yield from _as_it_is(respellings(text, language))


def _parted(text: str) -> Iterator[Reading]:
    """Yield the readings of a Korean name in one word with a space behind the family name."""
    composed = unicodedata.normalize("NFC", text)
    family = composed[: family_size(composed)]
    size = len(family if text == composed else unicodedata.normalize("NFD", family))
    if not size:
        return
    spaced = f"{text[:size]} {text[size:]}"
    for cost, scheme in list(conventions(spaced, "Hang", None))[
        1:
    ]:  # the usual scheme parts a name by itself
        if scheme is not None:
            reading = apply_scheme(spaced, scheme)
            yield evolve(reading, cost=cost, trace=_without_space(reading.trace, size))


def _without_space(trace: tuple[tuple[int, int, str], ...], place: int) -> tuple[tuple[int, int, str], ...]:
    """Take a space that was put into the source out of a trace; what it became joins what is before it."""
    kept: list[tuple[int, int, str]] = []
    for start, end, latin in trace:
        if start == place:
            kept[-1] = (kept[-1][0], kept[-1][1], kept[-1][2] + latin)
        else:
            shift = int(start > place)
            kept.append((start - shift, end - shift, latin))
    return tuple(kept)


def _of_latin(text: str, language: str | None) -> Iterator[Spelling]:
    yield from _as_it_is((_as_written(text),))
    spans = name_parts(text)
    if language is None or language.lower().startswith("zh"):
        yield from _as_it_is(chinese_from_latin(text, [text[start:end] for start, end in spans]))
    for native in native_names(text, language):
        whole, places = _put_in(text, spans, native.parts)
        bounds = _bounds(spans, len(text)), _bounds(places, len(whole))
        for cost, scheme in _schemes_for(whole, native):
            yield round(native.cost + cost, 6), partial(_spelled, whole, native.language, scheme, bounds)


def _schemes_for(text: str, native: NativeName) -> Iterator[tuple[float, Scheme | None]]:
    """Yield the schemes a native name may be written under, each with its cost; None: in its own letters."""
    script = language_records()[native.language]["script"]
    if native.whole:
        yield 0.0, None
    yield from conventions(text, script, native.language)
    if not native.whole:
        return
    for cost, scheme in neighbor_schemes(native.language, script):
        yield cost, load_scheme(scheme)
    if len(likely_languages(text, script)) <= _FEW:
        for cost, other in conventions(text, script, None):
            yield cost + _ALSO, other


def _spelled(
    native: str, language: str, scheme: Scheme | None, bounds: tuple[list[int], list[int]]
) -> Reading:
    if scheme is None:
        letters = tuple((place, place + 1, letter) for place, letter in enumerate(native))
        reading = Reading(native, NATIVE, language=language, trace=letters)
    else:
        reading = apply_scheme(native, scheme)
    return evolve(reading, trace=_through(reading, *bounds))


def _put_in(
    text: str, spans: list[tuple[int, int]], parts: tuple[str, ...]
) -> tuple[str, list[tuple[int, int]]]:
    """Return the text with other parts in place of its own, and where they stand."""
    whole, end = "", 0
    places: list[tuple[int, int]] = []
    for (start, stop), part in zip(spans, parts, strict=True):
        whole += text[end:start]
        places.append((len(whole), len(whole) + len(part)))
        whole += part
        end = stop
    return whole + text[end:], places


def _bounds(spans: list[tuple[int, int]], size: int) -> list[int]:
    return [0, *(place for span in spans for place in span), size]


def _through(reading: Reading, source: list[int], native: list[int]) -> tuple[tuple[int, int, str], ...]:
    """Map a reading of a native name back to the Latin one, part by part."""
    written = [""] * (len(source) - 1)
    for start, _, latin in reading.trace:
        written[bisect_right(native, start, hi=len(native) - 1) - 1] += latin
    return tuple(
        (start, end, latin)
        for start, end, latin in zip(source, source[1:], written, strict=False)
        if start < end
    )
