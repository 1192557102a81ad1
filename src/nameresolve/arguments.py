"""Arguments, checked where they come in: what is of another type or out of range is refused."""

from __future__ import annotations

import math
import operator
import os
import re
from collections.abc import Iterable
from numbers import Real
from pathlib import Path
from typing import Any

from nameresolve.errors import SettingsError, TextError, text_of
from nameresolve.model import KINDS

__all__ = [
    "MOST_WORKERS",
    "checked_kind",
    "checked_path",
    "checked_question",
    "language_of",
    "of_type",
    "pairs_of",
    "share_of",
    "whole",
    "workers_of",
]

MOST_WORKERS = 256
"""More processes are no wish but a slip: the system would be out of them."""

_COUNTRY = re.compile(r"[A-Z]{2}")
_SHOWN = 60


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."


def whole(value: object, what: str, *, least: int = 1, most: int | None = None) -> int:
    """Return a whole number within bounds; raises `SettingsError` for anything else, True and 3.0 too.

    >>> whole(3, "limit")
    3
    >>> whole("3", "limit")
    Traceback (most recent call last):
    nameresolve.errors.SettingsError: limit is '3', but must be a whole number from 1 up.
    """
    bounds = f"from {least:,} up" if most is None else f"from {least:,} to {most:,}"
    try:
        found = operator.index(value)  # type: ignore[arg-type] # whatever has no index is refused
    except TypeError:
        found = None
    if isinstance(value, bool) or found is None or found < least or (most is not None and found > most):
        raise SettingsError(f"{what} is {_shown(value)}, but must be a whole number {bounds}.")
    return found


def share_of(value: object, what: str, *, least: float = 0.0, most: float = 1.0) -> float:
    """Return a probability within bounds; raises `SettingsError` for anything else.

    >>> share_of("0.5", "threshold")
    Traceback (most recent call last):
    nameresolve.errors.SettingsError: threshold is '0.5', but must be a probability from 0 to 1.
    """
    try:
        found = float(value) if not isinstance(value, bool) and isinstance(value, Real) else math.nan
    except OverflowError:
        found = math.inf
    if not least <= found <= most:
        raise SettingsError(
            f"{what} is {_shown(value)}, but must be a probability from {least:g} to {most:g}."
        )
    return found


def workers_of(value: object) -> int:
    """Return a number of processes; raises `SettingsError` for none, and for more than a system has.

    >>> workers_of(10**6)
    Traceback (most recent call last):
    nameresolve.errors.SettingsError: workers is 1000000, but must be a whole number from 1 to 256.
    """
    return whole(value, "workers", most=MOST_WORKERS)


def checked_kind(kind: object) -> None:
    """Raise `SettingsError` for what is no kind of entities and not None.

    >>> checked_kind("person")
    """
    if kind is not None and not (isinstance(kind, str) and kind in KINDS):
        raise SettingsError(f"kind is {_shown(kind)}, but must be one of {', '.join(KINDS)} or None.")


def language_of(language: object) -> str | None:
    """Return a BCP 47 tag or None; raises `TextError` for what is neither."""
    return None if language is None else text_of(language, "a language")


def checked_question(countries: object, born: object, limit: object) -> None:
    """Raise `SettingsError` for context that is none: countries, a year of birth, how many candidates.

    >>> checked_question((), "1953", 5)
    Traceback (most recent call last):
    nameresolve.errors.SettingsError: born is '1953', but must be a year, as a number: 1953.
    """
    whole(limit, "limit")
    listed = list(countries) if isinstance(countries, Iterable) and not isinstance(countries, str) else None
    for code in [countries] if listed is None else listed:
        if listed is None or not (isinstance(code, str) and _COUNTRY.fullmatch(code)):
            raise SettingsError(
                f"{_shown(code)} is no country code; countries are ISO 3166-1 alpha-2 codes such as 'KZ',"
                " one or more in a list."
            )
    year = isinstance(born, (int, float)) or hasattr(born, "__index__")
    if born is not None and (not year or isinstance(born, bool) or not -math.inf < born < math.inf):  # type: ignore[operator]
        raise SettingsError(f"born is {_shown(born)}, but must be a year, as a number: 1953.")


def pairs_of(pairs: object) -> list[tuple[str, str]]:
    """Return pairs of names as a list; raises `TextError` for what is none."""
    listed: list[Any] = (
        list(pairs) if isinstance(pairs, Iterable) and not isinstance(pairs, (str, bytes)) else [pairs]
    )
    for pair in listed:
        if not isinstance(pair, (tuple, list)) or len(pair) != 2:
            raise TextError(
                f"{_shown(pair)} is no pair of names. Give a list of pairs: [('Tokayev', 'Toqaev')]"
            )
    return [(text_of(one), text_of(other)) for one, other in listed]


def of_type(value: object, wanted: type, remedy: str) -> None:
    """Raise `SettingsError` for what is not of a type of ours; the remedy says what is wanted.

    >>> of_type("no/such/folder", Path, "Give a path.")
    Traceback (most recent call last):
    nameresolve.errors.SettingsError: 'no/such/folder' is str. Give a path.
    """
    if not isinstance(value, wanted):
        raise SettingsError(f"{_shown(value)} is {type(value).__name__}. {remedy}")


def checked_path(path: object) -> Path:
    """Return a path; raises `SettingsError` for what is none, or has characters that no path has.

    >>> checked_path(3)
    Traceback (most recent call last):
    nameresolve.errors.SettingsError: 3 is no path: it is int. Give the path of a file or folder.
    """
    fault = ""
    if not isinstance(path, (str, os.PathLike)):
        fault = f"it is {type(path).__name__}"
    elif "\0" in (text := os.fspath(path) if isinstance(path, str) else str(path)):
        fault = "it has a null character"
    else:
        try:
            os.fsencode(text)
        except UnicodeEncodeError:
            fault = "it has half of a surrogate pair"
    if fault:
        raise SettingsError(f"{_shown(path)} is no path: {fault}. Give the path of a file or folder.")
    return Path(path)  # type: ignore[arg-type] # it is one of the two
