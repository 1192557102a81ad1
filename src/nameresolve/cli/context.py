"""What else is known of a name, as it is typed: ``--country``, ``--born``; refused with what was meant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from nameresolve.errors import LimitError, SettingsError

if TYPE_CHECKING:
    from nameresolve import Gazetteer

__all__ = ["country_codes", "year_of"]

_YEAR = re.compile(r"-?\d{1,4}", re.ASCII)
_YEAR_WITHIN = re.compile(r"(?<!\d)\d{4}(?!\d)", re.ASCII)


def year_of(text: str | None) -> int | None:
    """Return the year meant by ``--born``.

    Raises `SettingsError` for what is no year, with the year that stands in it if one does.

    >>> year_of("1953"), year_of(None)
    (1953, None)
    """
    if text is None:
        return None
    if _YEAR.fullmatch(text.strip()):
        return int(text)
    within = _YEAR_WITHIN.findall(text)
    remedy = (
        f"Give the year alone: --born {within[0]}" if len(within) == 1 else "Leave it out if it is not known."
    )
    raise SettingsError(f"--born is {text!r}, but must be a year, e.g. --born 1953.\n{remedy}")


def country_codes(texts: Sequence[str], gazetteer: Gazetteer) -> tuple[str, ...]:
    """Return the country codes meant by ``--country``, in capitals.

    A code is known if something in the gazetteer, or in the bundled one, has it. Raises
    `SettingsError` for any other text; one that names a country is answered with its code.
    """
    if not texts:
        return ()
    known = _codes_in(gazetteer)
    codes = tuple(text.strip().upper() for text in texts)
    if not known.issuperset(codes):
        import nameresolve as nr

        known |= _codes_in(nr.Gazetteer.bundled())
    for text, code in zip(texts, codes, strict=True):
        if code not in known:
            raise SettingsError(f"--country is {text!r}, which is no code of a country.\n{_remedy(text)}")
    return codes


def _codes_in(gazetteer: Iterable[object]) -> set[str]:
    return {code for entity in gazetteer for code in getattr(entity, "countries", ())}


def _remedy(text: str) -> str:
    import nameresolve as nr

    try:
        found = nr.resolve(text, kind="place").entity
    except LimitError:
        found = None
    if found is None or len(found.countries) != 1:
        return "Codes have two letters, as ISO 3166-1 has them: KZ for Kazakhstan, DE for Germany."
    code = found.countries[0]
    return f"Did you mean {code} ({found.name})? Say --country {code}"
