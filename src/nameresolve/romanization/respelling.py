"""A native name in the letters of a neighbor language, where these follow from its own: Тоқаев, Токаев."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from nameresolve.model import Reading
from nameresolve.romanization.apply import apply_scheme
from nameresolve.romanization.languages import likely_languages, neighbor_schemes
from nameresolve.romanization.schemes import load_scheme
from nameresolve.romanization.writing import main_script

__all__ = ["respellings"]


def respellings(text: str, language: str | None = None) -> Iterator[Reading]:
    """Yield a text in one script as the neighbors of its likely languages write it.

    The scheme of each ends in its script, as in ``rus-kaz-Cyrl-Cyrl``: Kazakh in Russian letters.
    Nothing comes for a script without such schemes.

    >>> [(reading.text, reading.scheme) for reading in respellings("Тоқаев", "kk")]
    [('Токаев', 'rus-kaz-Cyrl-Cyrl')]
    """
    script = main_script(text)
    for distance, likely in likely_languages(text, script, language):
        for cost, scheme in neighbor_schemes(likely.tag, script):
            yield evolve(apply_scheme(text, load_scheme(scheme)), cost=round(distance + cost, 6))
