"""The likeliest Latin spelling of a text, and the others under the schemes of its languages."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from nameresolve.arguments import language_of, whole
from nameresolve.errors import text_of
from nameresolve.model import Reading
from nameresolve.romanization.apply import apply_scheme
from nameresolve.romanization.languages import likely_languages, usual_schemes
from nameresolve.romanization.rules import NO_RULES
from nameresolve.romanization.schemes import Scheme, load_scheme
from nameresolve.romanization.writing import COMMON, main_script, script_runs

__all__ = ["AS_WRITTEN", "LAST_RESORT", "conventions", "readings", "romanize"]

AS_WRITTEN = "as-written"
"""Scheme of the reading of a text that is in Latin letters already."""

LAST_RESORT = "last-resort"
"""Scheme of the reading of a text in a script without a scheme."""

_TRIES = 64  # so many schemes are tried for one text, whatever the limit

_FALLBACK = Scheme(
    id=LAST_RESORT,
    title="What can be read without a scheme",
    authority="Unidecode",
    year=None,
    language="und",
    script="Zyyy",
    source="",
    cost=0.0,
    reversible=False,
    form="NFC",
    capitalize="words",
    dotted=False,
    rules=NO_RULES,
)


def romanize(text: str, *, language: str | None = None, scheme: str | None = None) -> str:
    """Return a text in Latin letters: under the named scheme, or as an English newspaper would.

    Without a scheme each run of one script is written under the usual scheme of the language
    that its letters suggest, or of the `language` (a BCP 47 tag) that is given; Latin text
    stays as it is, and a script without a scheme is written as plainly as can be. No string
    raises an error; an unknown scheme raises `SchemeError`, naming near ones.

    >>> romanize("Володимир", language="uk"), romanize("Қасым-Жомарт Тоқаев")
    ('Volodymyr', 'Kassym-Jomart Tokayev')
    >>> romanize("Қасым-Жомарт Тоқаев", scheme="bgnpcgn-kaz-Cyrl-Latn-1979")
    'Qasym-Zhomart Toqaev'
    """
    text_of(text, "a text")
    language_of(language)
    if scheme is not None:
        return apply_scheme(text, load_scheme(scheme)).text
    return "".join(_usual(text[start:end], script, language).text for start, end, script in script_runs(text))


def readings(text: str, *, language: str | None = None, limit: int = 12) -> tuple[Reading, ...]:
    """Return the readings of a text, the likeliest first, at most `limit`, no spelling twice.

    Each names its scheme and language. The cost of the first is 0 and grows with how unusual
    a scheme is and how unlikely a language; where the letters leave several languages open,
    all are kept. A text in Latin letters has itself as its one reading, and the empty text
    the empty one. Raises `SettingsError` if the limit is less than 1.

    >>> [reading.text for reading in readings("Жуков", limit=3)]
    ['Zhukov', 'Schukow', 'Joukov']
    """
    whole(limit, "limit")
    language_of(language)
    script = main_script(text_of(text))
    runs = [(start, text[start:end], own) for start, end, own in script_runs(text)]
    usual = [(start, _usual(run, own, language)) for start, run, own in runs]
    found: dict[str, Reading] = {}
    for cost, scheme in islice(conventions(text, script, language), _TRIES):
        parts = [
            (start, apply_scheme(run, scheme)) if scheme is not None and own == script else plain
            for (start, run, own), plain in zip(runs, usual, strict=True)
        ]
        reading = _joined(parts, scheme, cost)
        found.setdefault(reading.text, reading)
        if len(found) == limit:
            break
    return tuple(found.values())


def conventions(text: str, script: str, asked: str | None) -> Iterator[tuple[float, Scheme | None]]:
    """Yield the schemes a text may be read under, the likeliest first, from cost 0 up."""
    ranked = sorted(
        (round(distance + cost, 6), scheme)
        for distance, language in likely_languages(text, script, asked)
        for cost, scheme in usual_schemes(language.tag, script)
    )
    for cost, scheme in ranked:
        yield round(cost - ranked[0][0], 6), load_scheme(scheme)
    if not ranked:
        yield 0.0, None


def _joined(parts: list[tuple[int, Reading]], scheme: Scheme | None, cost: float) -> Reading:
    """Join the readings of the runs of a text, each with its place in the text."""
    if len(parts) == 1 and scheme is not None:
        reading = parts[0][1]
        return Reading(reading.text, scheme.id, cost, scheme.language, reading.trace)
    named = scheme.id if scheme else parts[0][1].scheme if parts else AS_WRITTEN
    return Reading(
        text="".join(part.text for _, part in parts),
        scheme=named,
        cost=cost,
        language=scheme.language if scheme else None,
        trace=tuple((start + a, start + b, latin) for start, part in parts for a, b, latin in part.trace),
    )


def _usual(run: str, script: str, asked: str | None) -> Reading:
    if script in ("Latn", COMMON):
        return Reading(text=run, scheme=AS_WRITTEN, trace=((0, len(run), run),))
    likely = likely_languages(run, script, asked)
    return apply_scheme(run, load_scheme(likely[0][1].scheme) if likely else _FALLBACK)
