"""How far apart two parts of one script are by their letters, in which a different letter is meant."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

__all__ = ["BELARUSIAN_COST", "belarusian_of_russian", "letters_cost"]

BELARUSIAN_COST = 1.0
"""What it costs that of two Cyrillic parts one is the other as Belarusian writes it."""

_LETTER_COST = {"Hang": 6.0, "Hani": 7.0, "Cyrl": 5.0, "Arab": 4.0, "Hebr": 4.0}
_OTHER_LETTER_COST = 4.5
"""What another letter costs, in nats."""

_IN_RUSSIAN = str.maketrans("әғқңөұүһіҝҡҙ", "агкноуухиккз")
_OTHER_LETTER = 0.1
"""What a letter counts that Russian has not and writes so, beside a letter that is another."""


def letters_cost(script: str, left: Sequence[str], right: Sequence[str]) -> float:
    """Return what the letters that differ in two parts of a script cost.

    A name of a Turkic language costs little beside itself as Russians write it. Where both have letters of
    their own, or neither, every letter counts.

    >>> letters_cost("Cyrl", "смағұл", "смагул") < 2 < letters_cost("Cyrl", "смағұл", "смағул")
    True
    """
    edits: float = Levenshtein.distance(left, right)
    if script == "Cyrl" and edits:
        plain = ["".join(part).translate(_IN_RUSSIAN) for part in (left, right)]
        own = [
            sum(a != b for a, b in zip("".join(p), q, strict=True))
            for p, q in zip((left, right), plain, strict=True)
        ]
        if bool(own[0]) is not bool(own[1]):
            edits = min(edits, Levenshtein.distance(*plain) + _OTHER_LETTER * sum(own))
    return edits * _LETTER_COST.get(script, _OTHER_LETTER_COST)


_BELARUSIAN = re.compile(r"^(?=.*(?:ў|[бвгджзклмнпрстфхцчш]э))[^иїєґ]+$")
"""Belarusian shows itself by ў and by э after a consonant; it has no и."""

_VOWELS = str.maketrans("оэёяіы", "аеееии")


def belarusian_of_russian(left: str, right: str) -> bool:
    """Return whether one of two Cyrillic parts is the other, a Russian one, as Belarusian writes it.

    >>> belarusian_of_russian("лукашэнка", "лукашенко"), belarusian_of_russian("машэраў", "машеров")
    (True, True)
    >>> belarusian_of_russian("марков", "морков"), belarusian_of_russian("машэраў", "мишаров")
    (False, False)
    """
    one, other = (_BELARUSIAN.match(part) is not None for part in (left, right))
    return one is not other and _plain(left) == _plain(right)


@lru_cache(maxsize=1 << 14)
def _plain(part: str) -> str:
    """Return a part with one letter for what Belarusian and Russian write with two."""
    found = part.replace("ў", "в").translate(_VOWELS)
    return re.sub("дз(?=[ьеию])", "д", re.sub("ц(?=[ьеию])", "т", found)).replace("й", "")
