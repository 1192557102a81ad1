"""Reading abugidas: scripts whose consonants carry a vowel that signs replace and a virama takes away.

Devanagari, Bengali, Gujarati, Gurmukhi, Odia, Tamil, Telugu, Kannada, Malayalam and Sinhala work
alike. Each has a letter table with the kind of every letter; ``abugidas.tsv`` says which vowel a bare
consonant carries, where speech drops it, and which cost table knows the units of the script: the
tables of scripts that share one name the units of that one (Gujarati ક is the unit क).
"""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import zip_longest

from attrs import frozen

from nameresolve.tables import load

__all__ = ["ABUGIDAS", "Piece", "heard", "read_abugida", "shared_table"]

ABUGIDAS = frozenset({"Beng", "Deva", "Gujr", "Guru", "Knda", "Mlym", "Orya", "Sinh", "Taml", "Telu"})
"""The scripts that this module reads."""

_HARD_AT_THE_END = frozenset("mnrvy")  # after another consonant: Padma, Krishna, Chandra


@frozen(slots=True)
class Piece:
    """A letter as it is read: its symbols, its units (separated by spaces), its kind.

    The kind is that of the table, or "inherent" for a vowel that is not written.
    """

    symbols: str
    units: str
    kind: str


@frozen(slots=True)
class _Script:
    letters: dict[str, Piece]
    longest: int
    inherent: Piece
    dropped: frozenset[str]
    table: str


@cache
def _script(name: str) -> _Script:
    table = load("symbols")["abugidas"][name]
    letters = {native: Piece(*row[:3]) for native, row in table["letters"].items()}
    return _Script(
        letters=letters,
        longest=max(map(len, letters)),
        inherent=Piece(table["symbols"], table["unit"], "inherent"),
        dropped=frozenset(table["dropped"].split()),
        table=table["table"],
    )


def shared_table(script: str) -> str:
    """Return the script whose cost table knows the units of an abugida.

    >>> shared_table("Gujr"), shared_table("Taml")
    ('Deva', 'Taml')
    """
    return _script(script).table


def _letters(part: str, script: _Script) -> list[Piece]:
    """Cut a part into letters, longest first; what the table does not know is left out."""
    found: list[Piece] = []
    at = 0
    while at < len(part):
        width = next((n for n in range(script.longest, 0, -1) if part[at : at + n] in script.letters), 0)
        if width:
            found.append(script.letters[part[at : at + width]])
        at += width or 1
    return found


@lru_cache(maxsize=1 << 15)
def read_abugida(part: str, name: str) -> tuple[Piece, ...]:
    """Return a cleaned part as it is read: with the vowels that bare consonants carry.

    Where speech drops the vowel at the end of a word, it is left out, but for Chandra, Mishra.

    >>> "".join(piece.symbols for piece in read_abugida("राम", "Deva"))
    'ram'
    >>> "".join(piece.symbols for piece in read_abugida("రామ", "Telu"))
    'rama'
    """
    script = _script(name)
    found: list[Piece] = []
    letters = _letters(part, script)
    for letter, after in zip_longest(letters, letters[1:]):
        if letter.kind != "virama":
            found.append(letter)
        if letter.kind == "consonant" and (after is None or after.kind not in {"sign", "virama"}):
            found.append(script.inherent)
    if "final" in script.dropped and len(found) > 2 and found[-1].kind == "inherent" and not _needed(found):
        found.pop()
    return tuple(found)


def _needed(pieces: list[Piece]) -> bool:
    """Return whether the last vowel is spoken all the same, to make the consonants before it heard."""
    before, last, _ = pieces[-3:]
    return before.kind == last.kind == "consonant" and last.symbols in _HARD_AT_THE_END


def heard(pieces: tuple[Piece, ...], name: str) -> str:
    """Return the symbols of what was read, without the vowels that speech drops inside a word.

    A vowel that is not written is dropped between a vowel with one consonant and a consonant with a
    vowel: राजकुमार is Rajkumar.

    >>> heard(read_abugida("राजकुमार", "Deva"), "Deva")
    'rajkumar'
    """
    kept = list(pieces)
    if "medial" in _script(name).dropped:
        for at in range(len(kept) - 3, 1, -1):
            if kept[at].kind == "inherent" and _between_syllables(kept, at):
                del kept[at]
    return "".join(piece.symbols for piece in kept)


_VOWELS = frozenset({"vowel", "sign", "inherent"})


def _between_syllables(pieces: list[Piece], at: int) -> bool:
    kinds = [piece.kind for piece in pieces[at - 2 : at + 3]]
    return kinds[0] in _VOWELS and kinds[1] == kinds[3] == "consonant" and kinds[4] in _VOWELS
