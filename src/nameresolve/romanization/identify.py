"""Which romanization scheme a column of Latin names most likely follows, and what tells it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, islice
from math import exp, log

from attrs import frozen

from nameresolve.arguments import whole
from nameresolve.errors import one_by_one, text_of
from nameresolve.romanization.apply import apply_scheme
from nameresolve.romanization.inverse import Origin, origins, prior_of, schemes_of, usualness
from nameresolve.romanization.natives import latin_words
from nameresolve.romanization.schemes import load_scheme

__all__ = ["Clue", "SchemeGuess", "identify_scheme"]

_MOST_WORDS = 400  # different words that are looked at: more of them would hardly tell more
_CANNOT = -8.0  # log-units: what a word counts against a scheme that cannot have written it
_PRIOR = 1.5  # what one unit of the cost of a scheme, or of a language, is in log-units
_LANGUAGE = 0.5  # how far the looks of the native words are trusted to tell the language
_CLUES = 4
_COMMON = 0.6  # what more than this share of the schemes of a language write alike is no clue
_LEAST = 0.01  # less likely schemes are left out

Found = Mapping[str, Mapping[str, Origin]]  # word -> scheme -> the likeliest native word it writes so


@frozen(slots=True)
class Clue:
    """A spelling that tells a scheme from others: `latin` written for the native letters `native`.

    `example` is a word with it, `words` in how many words it was seen, and `schemes` how many schemes
    of the language write so, of `of` in all.
    """

    latin: str
    native: str
    example: str
    words: int
    schemes: int
    of: int

    def __str__(self) -> str:
        """Return the clue as a phrase."""
        written = f"{self.latin} for {self.native}" if self.latin else f"{self.native} left out"
        more = f" and {self.words - 1} more" if self.words > 1 else ""
        return f"{written} in {self.example}{more}, as in {self.schemes} of {self.of} schemes"


@frozen(slots=True)
class SchemeGuess:
    """A scheme that names may follow.

    `scheme` is its id, `title` says what it is, `language` is a BCP 47 tag. `probability` is the
    share of this scheme among all; the shares of all schemes add up to 1. The scheme
    explains `words` of the `of` words that any scheme explains. `evidence` are the spellings that
    speak for it, the most telling first.
    """

    scheme: str
    title: str
    language: str
    probability: float
    words: int
    of: int
    evidence: tuple[Clue, ...]


def identify_scheme(names: str | Iterable[str], *, limit: int = 5) -> tuple[SchemeGuess, ...]:
    """Return the schemes that a name, or a column of them, most likely follows, best first, at most `limit`.

    Each word is read back into the native words it may stand for; a scheme is likely if it
    writes likely native words just so. Words that all schemes of a language write alike tell nothing about
    the scheme. Where the names do not tell, the probabilities are low and close together (a first one
    under one half is no answer), and nothing comes back where no name looks romanized.
    Known are the schemes of the languages that names are read back into: Cyrillic ones, Armenian, Georgian.
    The first 400 different words are looked at. A limit of less than 1 raises `SettingsError`.

    >>> best = identify_scheme(["Qasym-Zhomart Toqaev", "Nursultan Nazarbaev", "Mukhtar Qul-Mukhammed"])[0]
    >>> best.scheme, str(best.evidence[0])[:8]
    ('rferl-kaz-Cyrl-Latn', 'q for қ ')
    """
    whole(limit, "limit")
    texts = [names] if isinstance(names, str) else one_by_one(names)
    words = dict.fromkeys(chain.from_iterable(map(latin_words, map(text_of, texts))))
    found = {word: written for word in islice(words, _MOST_WORDS) if (written := _by_scheme(word))}
    if not found:
        return ()
    shares = _shares(found)
    best = sorted(shares, key=lambda scheme: (-shares[scheme], scheme))[:limit]
    return tuple(_guess(scheme, shares[scheme], found) for scheme in best if shares[scheme] >= _LEAST)


def _by_scheme(word: str) -> dict[str, Origin]:
    if len(word) == 1:  # an initial
        return {}
    best: dict[str, Origin] = {}
    for origin in origins(word):
        for scheme in origin.schemes:
            if scheme not in best or best[scheme].likely < origin.likely:
                best[scheme] = origin
    return best


def _shares(found: Found) -> dict[str, float]:
    """Return the probability of each scheme that explains a word."""
    languages = {origin.language for written in found.values() for origin in written.values()}
    scores: dict[str, float] = {}
    for language in sorted(languages):
        own = schemes_of(language)
        looks = _LANGUAGE * sum(_looks(written, own) for written in found.values())
        for scheme in own:
            fits = sum(_fit(written, scheme, own) for written in found.values())
            scores[scheme] = looks + fits - _PRIOR * (usualness(scheme)[0] + prior_of(language))
    top = max(scores.values())
    weights = {scheme: exp(score - top) for scheme, score in scores.items()}
    total = sum(weights.values())
    return {scheme: weight / total for scheme, weight in weights.items()}


def _best(written: Mapping[str, Origin], schemes: Iterable[str]) -> float | None:
    return max((written[scheme].likely for scheme in schemes if scheme in written), default=None)


def _looks(written: Mapping[str, Origin], own: Sequence[str]) -> float:
    """Return how the best native word of a language compares with that of any."""
    here, best = _best(written, own), _best(written, written)
    return _CANNOT if here is None or best is None else max(_CANNOT, here - best)


def _fit(written: Mapping[str, Origin], scheme: str, own: Sequence[str]) -> float:
    """Return how a scheme explains a word, against the best of its language."""
    best = _best(written, own)
    if best is None:
        return 0.0
    return max(_CANNOT, written[scheme].likely - best) if scheme in written else _CANNOT


def _guess(scheme: str, share: float, found: Found) -> SchemeGuess:
    loaded = load_scheme(scheme)
    explained = {word: written[scheme].native for word, written in found.items() if scheme in written}
    return SchemeGuess(
        scheme=scheme,
        title=loaded.title,
        language=loaded.language,
        probability=round(share, 6),
        words=len(explained),
        of=len(found),
        evidence=_clues(scheme, explained),
    )


def _clues(scheme: str, explained: Mapping[str, str]) -> tuple[Clue, ...]:
    """Return the pieces that few schemes of the language write as this one does, the most telling first."""
    rivals = schemes_of(load_scheme(scheme).language.split("-")[0])
    seen: Counter[tuple[str, str]] = Counter()
    shared: dict[tuple[str, str], int] = {}
    examples: dict[tuple[str, str], str] = {}
    for word, native in explained.items():
        pieces = _written(native, scheme)
        others = [_written(native, rival) for rival in rivals]
        for piece in pieces:
            seen[piece] += 1
            alike = sum(piece in other for other in others)
            shared[piece] = min(alike, shared.get(piece, alike))
            examples.setdefault(piece, word.capitalize())
    telling = {piece: seen[piece] * log(len(rivals) / shared[piece]) for piece in seen}
    rare = (piece for piece in telling if shared[piece] <= _COMMON * len(rivals))
    best = sorted(rare, key=lambda piece: (-telling[piece], piece))
    return tuple(
        Clue(latin, native, examples[native, latin], seen[native, latin], shared[native, latin], len(rivals))
        for native, latin in best[:_CLUES]
    )


def _written(native: str, scheme: str) -> frozenset[tuple[str, str]]:
    """Return what a scheme writes for which letters of a native word."""
    trace = apply_scheme(native, load_scheme(scheme)).trace
    return frozenset((native[start:end], latin.lower()) for start, end, latin in trace)
