"""How likely a native word is as a name of a language, judged by the letters that follow each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from math import log

from attrs import define, field

__all__ = ["LetterModel"]

_EVEN = 1 / 40  # any letter, before anything is known: an alphabet has about so many
# ё is mostly printed as е, so it is not counted by itself: it is so much rarer, but not in Хрущёв.
_YO, _YO_BEHIND_HUSHING = -3.0, -0.7
_HUSHING = "чшщ"
_TRUST = 3.0  # how many sightings of what stands before weigh as much as the shorter run


@define(slots=True)
class LetterModel:
    """Log-probabilities of letters behind two others, from counts of runs of three.

    ``^`` and ``$`` are the ends of a word. Runs that were never seen fall back on two letters, on
    one, and at last on any letter at all.
    """

    runs: Mapping[str, int]
    _counts: dict[str, int] = field(init=False, repr=False)
    _contexts: dict[str, int] = field(init=False, repr=False)
    _known: dict[str, float] = field(factory=dict, init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        """Add up the counts of the shorter runs."""
        counts: dict[str, int] = defaultdict(int)
        contexts: dict[str, int] = defaultdict(int)
        for run, seen in self.runs.items():
            whole = run.replace("ё", "е")
            before, letter = whole[:2], whole[2:]
            counts[whole] += seen
            counts[whole[1:]] += seen
            counts[letter] += seen
            contexts[before] += seen
            contexts[before[1:]] += seen
            contexts[""] += seen
        self._counts, self._contexts = dict(counts), dict(contexts)

    def chance(self, before: str, letter: str) -> float:
        """Return the natural logarithm of the probability of a letter behind two others.

        >>> model = LetterModel({"^то": 3, "тоқ": 2, "ток": 1})
        >>> model.chance("то", "қ") > model.chance("то", "к") > model.chance("то", "ж")
        True
        """
        run = before + letter
        known = self._known.get(run)
        if known is None:
            known = log(self._share(run.replace("ё", "е")))
            if letter == "ё":
                known += _YO_BEHIND_HUSHING if before[-1:] in _HUSHING else _YO
            self._known[run] = known
        return known

    def word(self, word: str) -> float:
        """Return the log-probability of a whole word in lower case."""
        total, before = 0.0, "^"
        for letter in f"{word}$":
            total += self.chance(before, letter)
            before = (before + letter)[-2:]
        return total

    def _share(self, run: str) -> float:
        if not run:
            return _EVEN
        shorter = self._share(run[1:]) if len(run) > 1 else _EVEN
        seen = self._counts.get(run, 0)
        return (seen + _TRUST * shorter) / (self._contexts.get(run[:-1], 0) + _TRUST)
