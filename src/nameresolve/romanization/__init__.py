"""How names are written in Latin letters: named schemes, and readings under them.

    schemes()                 the ids of all romanization schemes
    romanize(text)            the likeliest Latin spelling, or that of a named scheme
    readings(text)            several spellings, each with the scheme and its cost

The tables are loaded when a function is first called, not on import.
"""

from __future__ import annotations

from nameresolve.romanization.readings import readings, romanize
from nameresolve.romanization.schemes import schemes

__all__ = ["readings", "romanize", "schemes"]
