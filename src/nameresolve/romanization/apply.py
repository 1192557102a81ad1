"""Apply one romanization scheme to a text, keeping the way back to the source."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from nameresolve.fallback import last_resort
from nameresolve.model import Reading
from nameresolve.romanization.rules import Rules, in_context
from nameresolve.romanization.schemes import Scheme
from nameresolve.romanization.writing import COMMON, script_of

__all__ = ["apply_scheme"]

_JAMO_TAIL = range(0x1160, 0x1200)


class _Piece(NamedTuple):
    start: int
    end: int
    latin: str


class _Source(NamedTuple):
    """A normalized text, in lower case too, and for each character its place in the original."""

    text: str
    lower: str
    starts: Sequence[int]
    ends: Sequence[int]


def apply_scheme(text: str, scheme: Scheme) -> Reading:
    """Return the reading of a text under one scheme.

    The longest rule that fits its context wins at every place. Case is carried over: one
    capital gives a capitalized group (Щ: Shch), a word in capitals stays in capitals. NFC and
    NFD give the same text. Letters the scheme does not know are written as plainly as can be
    (see `last_resort`); Latin letters, digits and signs stay. No string raises an error, and
    the time is linear in the length. The cost of the reading is that of the scheme.

    >>> from nameresolve.romanization.schemes import load_scheme
    >>> reading = apply_scheme("Щукин", load_scheme("bgnpcgn-rus-Cyrl-Latn-1947"))
    >>> reading.text, reading.trace[0]
    ('Shchukin', (0, 1, 'Shch'))
    """
    pieces = _pieces(_prepare(text, scheme.form), scheme)
    if scheme.capitalize:
        pieces = _capitalized(pieces, " -" if scheme.capitalize == "parts" else " ")
    joined = _joined(pieces)
    return Reading(
        text="".join(piece.latin for piece in joined),
        scheme=scheme.id,
        cost=scheme.cost or 0.0,
        language=scheme.language,
        trace=tuple((piece.start, piece.end, piece.latin) for piece in joined),
    )


def _prepare(text: str, form: str) -> _Source:
    if unicodedata.is_normalized(form, text):  # type: ignore[arg-type]
        size = len(text)
        return _Source(text, _lower(text), range(size), range(1, size + 1))
    chars: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end in _clusters(text):
        normal = unicodedata.normalize(form, text[start:end])  # type: ignore[arg-type]
        chars.append(normal)
        starts += [start] * len(normal)
        ends += [end] * len(normal)
    whole = "".join(chars)
    return _Source(whole, _lower(whole), starts, ends)


def _clusters(text: str) -> list[tuple[int, int]]:
    """Cut a text so that normalizing the parts is normalizing the whole."""
    cuts = [
        place
        for place, char in enumerate(text)
        if place == 0 or not (unicodedata.category(char)[0] == "M" or ord(char) in _JAMO_TAIL)
    ]
    return list(zip(cuts, [*cuts[1:], len(text)], strict=True))


def _lower(text: str) -> str:
    """Lower each character that has a lower case of one character; the length stays."""
    return "".join(low if len(low := char.lower()) == 1 else char for char in text)


def _pieces(source: _Source, scheme: Scheme) -> list[_Piece]:
    pieces: list[_Piece] = []
    place, size = 0, len(source.text)
    while place < size:
        found = _rewritten(scheme.rules, source.lower, place)
        if found is None:
            end, latin = place + 1, _unknown(source, place, scheme)
        else:
            end, latin = (
                place + found[0],
                _cased(found[1], source, place, place + found[0], dotted=scheme.dotted),
            )
        pieces.append(_Piece(source.starts[place], source.ends[end - 1], latin))
        place = end
    return pieces


def _rewritten(rules: Rules, lower: str, place: int) -> tuple[int, str] | None:
    for rule in rules.get(lower[place], ()):
        if lower.startswith(rule.source, place) and (rule.free or in_context(rule, lower, place)):
            return len(rule.source), rule.latin
    return None


def _unknown(source: _Source, place: int, scheme: Scheme) -> str:
    """Write a character without a rule: by its parts, as it is, or as the last resort has it."""
    char = source.text[place]
    script = script_of(char)
    if script in ("Latn", COMMON):
        return "" if unicodedata.category(char) == "Cf" else char
    if script == "Zinh":
        return "" if place and script_of(source.text[place - 1]) != "Latn" else char
    parts = unicodedata.normalize("NFKD", source.lower[place])
    known = [found[1] for part in parts if (found := _rewritten(scheme.rules, part, 0)) is not None]
    if known:
        return _cased("".join(known), source, place, place + 1, dotted=scheme.dotted)
    latin = last_resort(source.lower[place])
    if script == "Hani":
        follows = place > 0 and script_of(source.text[place - 1]) == "Hani"
        return f" {latin}" if follows and latin else latin
    return _cased(latin, source, place, place + 1, dotted=scheme.dotted)


def _cased(latin: str, source: _Source, start: int, end: int, *, dotted: bool) -> str:
    """Carry the case of the source over to what is written for it."""
    if source.text[start:end] == source.lower[start:end] or not latin:
        return latin
    cased = [char for char in source.text[start:end] if char.lower() != char.upper()]
    if len(cased) == 1 and cased[0].isupper():
        shout = _beside_capital(source.text, start, end)
    else:
        shout = all(char.isupper() for char in cased)
        if not cased[0].isupper():
            return latin
    if dotted:
        latin = latin.replace("i", "İ") if shout else f"İ{latin[1:]}" if latin[0] == "i" else latin
    return latin.upper() if shout else _title(latin)


def _beside_capital(text: str, start: int, end: int) -> bool:
    """Return whether a lone capital stands in a word of capitals: ЩИ, not Щи, not Щ alone."""
    behind = text[end : end + 1]
    if behind.isalpha():
        return behind.isupper()
    before = text[start - 1 : start] if start else ""
    return before.isalpha() and before.isupper()


def _title(latin: str) -> str:
    for place, char in enumerate(latin):
        if char.upper() != char.lower():
            return latin[:place] + char.upper() + latin[place + 1 :]
    return latin


def _capitalized(pieces: list[_Piece], breaks: str) -> list[_Piece]:
    """Begin every word with a capital, for scripts that have none; `breaks` end a word."""
    done: list[_Piece] = []
    fresh = True
    for piece in pieces:
        latin = _title(piece.latin) if fresh else piece.latin
        done.append(_Piece(piece.start, piece.end, latin))
        if latin and (latin[-1].isspace() or latin[-1] in breaks):
            fresh = True
        elif any(char.isdigit() or char.upper() != char.lower() for char in latin):
            fresh = False
    return done


def _joined(pieces: list[_Piece]) -> list[_Piece]:
    """Join pieces that share a source character, and marks with the letter they stand on."""
    groups: list[list[_Piece]] = []
    end = 0
    for piece in pieces:
        if groups and (piece.start < end or _is_mark(piece.latin[:1])):
            groups[-1].append(piece)
        else:
            groups.append([piece])
        end = max(end, piece.end)
    return [group[0] if len(group) == 1 else _one(group) for group in groups]


def _one(group: list[_Piece]) -> _Piece:
    latin = unicodedata.normalize("NFC", "".join(piece.latin for piece in group))
    return _Piece(group[0].start, max(piece.end for piece in group), latin)


def _is_mark(char: str) -> bool:
    return bool(char) and unicodedata.combining(char) > 0
