"""Text for people: foreign text made safe to show, and small turns of phrase."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable

__all__ = ["counted", "did_you_mean", "shorten", "shown"]

# A right-to-left override in a name would turn the rest of the terminal line around.
_BIDI_CONTROLS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_HIDDEN_CATEGORIES = frozenset({"Cc", "Cs", "Zl", "Zp"})


def shown(text: str) -> str:
    """Return the text with what could upset a terminal written as an escape.

    Control characters (a name may hold an ESC sequence), line breaks, lone surrogates and
    bidirectional overrides are escaped; all letters, spaces and joiners stay.

    >>> print(shown("Toqaev\\x1b[2J"))
    Toqaev\\x1b[2J
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(_escaped(character) if _is_unsafe(character) else character for character in text)


def _is_unsafe(character: str) -> bool:
    return unicodedata.category(character) in _HIDDEN_CATEGORIES or character in _BIDI_CONTROLS


def _escaped(character: str) -> str:
    # What surrogateescape made of a byte that is not UTF-8 is shown as that byte.
    if "\udc80" <= character <= "\udcff":
        return f"\\x{ord(character) - 0xDC00:02x}"
    return character.encode("unicode_escape").decode("ascii")


def shorten(text: str, limit: int = 60) -> str:
    """Return the text made safe and cut to `limit` characters, the last one ``…`` if it was longer.

    >>> shorten("Nursultan Nazarbayev", limit=10)
    'Nursultan…'
    """
    cut = shown(text[: limit + 1])
    return cut if len(cut) <= limit else cut[: limit - 1] + "…"


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """Return a number with its noun.

    >>> counted(1, "row"), counted(12_000, "row")
    ('1 row', '12,000 rows')
    """
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def did_you_mean(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that `word` was most likely meant to be, or None.

    >>> did_you_mean("nmae", ["Name", "City"])
    'Name'
    """
    words = list(known)
    folded = [each.strip().casefold() for each in words]
    near = difflib.get_close_matches(word.strip().casefold(), folded, n=1, cutoff=0.6)
    return words[folded.index(near[0])] if near else None
