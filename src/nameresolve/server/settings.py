"""What a service is started with, in a form that its worker processes can be told."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from attrs import asdict, field, frozen

from nameresolve.server.limits import Limits

__all__ = ["ServerSettings"]


@frozen(slots=True, kw_only=True)
class ServerSettings:
    """What a service answers from and how.

    `gazetteer` is a compiled folder (None: the bundled one) and `threshold` the least probability of a
    match. `url` is the address that the world sees, where that is not the one a request names.
    `origins` are the web sites whose scripts may ask (``*``: all). With `log_names` the names that are
    asked for are logged. `counters` is a folder in which the workers put their counts together.

    >>> ServerSettings.from_json(ServerSettings(threshold=0.8).as_json()).threshold
    0.8
    """

    gazetteer: str | None = None
    threshold: float | None = None
    limits: Limits = field(factory=Limits)
    url: str | None = None
    origins: tuple[str, ...] = ("*",)
    log_names: bool = False
    counters: str | None = None

    def as_json(self) -> str:
        """Return the settings as JSON text."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> ServerSettings:
        """Return the settings that `as_json` wrote."""
        fields: Mapping[str, Any] = json.loads(text)
        own = {"limits": Limits(**fields["limits"]), "origins": tuple(fields["origins"])}
        return cls(**{**fields, **own})
