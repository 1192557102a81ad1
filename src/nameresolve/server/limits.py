"""How much one caller may ask for: every bound of the service in one place."""

from __future__ import annotations

from typing import Any

from attrs import Attribute, field, frozen

from nameresolve.errors import SettingsError

__all__ = ["Limits"]


def _positive(_instance: object, attribute: Attribute[Any], value: float) -> None:
    if not value > 0:
        raise SettingsError(f"The limit {attribute.name} is {value!r}, but must be over 0.")


@frozen(slots=True, kw_only=True)
class Limits:
    """The bounds of the service; what is over one is refused before any work is done.

    `body` counts bytes of a request, `name` and `text` characters, `batch` names a request,
    `candidates` and `variants` answers a name. `seconds` is the time for a whole request, and
    `reading` that for receiving it. `waiting` requests may wait for a thread and `connections` be
    open, in each worker; `remembered` answers are kept for names that come again.

    >>> Limits(batch=0)
    Traceback (most recent call last):
    nameresolve.errors.SettingsError: The limit batch is 0, but must be over 0.
    """

    body: int = field(default=1 << 20, validator=_positive)
    batch: int = field(default=100, validator=_positive)
    name: int = field(default=500, validator=_positive)
    text: int = field(default=50_000, validator=_positive)
    candidates: int = field(default=50, validator=_positive)
    variants: int = field(default=200, validator=_positive)
    seconds: float = field(default=15.0, validator=_positive)
    reading: float = field(default=10.0, validator=_positive)
    waiting: int = field(default=128, validator=_positive)
    connections: int = field(default=512, validator=_positive)
    remembered: int = field(default=4096, validator=_positive)
