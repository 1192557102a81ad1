"""How names are written in Latin letters: named schemes, and readings under them.

    schemes()                 the ids of all romanization schemes
    romanize(text)            the likeliest Latin spelling, or that of a named scheme
    readings(text)            several spellings, each with the scheme and its cost
    variants(text)            the spellings to search an archive for, from any script
    identify_scheme(names)    the schemes that a column of Latin names most likely follows

The tables are loaded when a function is first called, not on import.
"""

from __future__ import annotations

from nameresolve.romanization.identify import Clue, SchemeGuess, identify_scheme
from nameresolve.romanization.readings import readings, romanize
from nameresolve.romanization.schemes import schemes
from nameresolve.romanization.variants import variants

__all__ = ["Clue", "SchemeGuess", "identify_scheme", "readings", "romanize", "schemes", "variants"]
