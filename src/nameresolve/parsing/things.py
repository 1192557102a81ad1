"""Things named after people: Xi Jinping Thought, Nazarbayev Avenue, Prix Goncourt are no people."""

from __future__ import annotations

from collections.abc import Sequence

from nameresolve.model import Kind
from nameresolve.parsing.lexicon import entries

__all__ = ["NamedThing", "named_thing"]

NamedThing = tuple[int, int, Kind]
"""Where the word that names the thing stands, how many words it has, and what kind of thing it is."""

_LONGEST = 2
_KINDS: dict[str, Kind] = {"organization": "organization", "place": "place", "other": "other"}


def named_thing(texts: Sequence[str]) -> NamedThing | None:
    """Return the word that makes cleaned words the name of a thing; None if none does.

    It stands at the end of which its language puts it. A word that is a family or given name too
    (Street, Rue) counts only beside two other words: Picabo Street is a skier.

    >>> named_thing(["xi", "jinping", "thought"])
    (2, 1, 'other')
    >>> named_thing(["picabo", "street"]), named_thing(["xi", "jinping"])
    (None, None)
    """
    for count in range(min(_LONGEST, len(texts) - 1), 0, -1):
        for at, position in ((len(texts) - count, "after"), (0, "before")):
            entry = entries("named_things").get(" ".join(texts[at : at + count]))
            if entry is None or entry[2] not in (position, "both"):
                continue
            others = [text for text in (*texts[:at], *texts[at + count :]) if _is_name(text)]
            if len(others) > (entry[3] == "yes"):
                return at, count, _KINDS[entry[1]]
    return None


def _is_name(text: str) -> bool:
    return len(text) > 1 and not text[0].isdigit() and text not in entries("particles")
