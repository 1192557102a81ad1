"""What a caller sends, read field by field; whatever is not as it should be is named in a problem."""

from __future__ import annotations

import asyncio
import difflib
import json
import re
from collections.abc import AsyncIterator, Collection, Mapping
from typing import Any, NoReturn

import nameresolve as nr
from nameresolve.model import KINDS
from nameresolve.server.limits import Limits
from nameresolve.server.problems import ProblemError
from nameresolve.server.web import ClientDisconnect, Request

__all__ = ["Fields", "parse_json", "read_body", "read_fields", "whole_number"]

_COUNTRY = re.compile(r"[A-Za-z]{2}", re.ASCII)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,4}", re.ASCII)
_WHOLE = re.compile(r"-?\d{1,9}", re.ASCII)
EARLIEST, LATEST = -9999, 9999


async def read_body(request: Request, limits: Limits) -> bytes:
    """Return the body of a request; raises `ProblemError` if it is too large or comes too slowly."""
    try:
        async with asyncio.timeout(limits.reading):
            return b"".join([part async for part in _parts(request, limits)])
    except TimeoutError:
        raise ProblemError("too-slow", f"The body did not arrive within {limits.reading:g} s.") from None
    except ClientDisconnect:
        raise ProblemError("malformed", "The body was not sent to its end.") from None


async def _parts(request: Request, limits: Limits) -> AsyncIterator[bytes]:
    size = 0
    async for part in request.stream():
        size += len(part)
        if size > limits.body:
            raise ProblemError("too-large", f"The body is over {limits.body:,} bytes.")
        yield part


def parse_json(text: bytes | str, what: str = "The body") -> Any:  # noqa: ANN401
    """Return the value of a JSON text; raises `ProblemError` for anything else."""
    try:
        return json.loads(text, parse_constant=_refuse_constant)
    except RecursionError:
        raise ProblemError("malformed", f"{what} is nested too deeply.") from None
    except ValueError as error:
        raise ProblemError("malformed", f"{what} is no JSON: {error}.") from None


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON value")


async def read_fields(request: Request, limits: Limits, known: Collection[str]) -> Fields:
    """Return the fields of a request: of its query for GET, of its JSON object for POST."""
    values: Mapping[str, object]
    if request.method == "POST":
        media = request.headers.get("content-type", "").split(";")[0].strip().lower()
        if media != "application/json":
            raise ProblemError(
                "media-type", f"The body is {media or 'of no media type'}; send application/json."
            )
        values = parse_json(await read_body(request, limits))
        if not isinstance(values, dict):
            raise ProblemError("invalid", "The body must be a JSON object.")
    else:
        params = request.query_params
        lists = {key: params.getlist(key) for key in params}
        values = {key: found[0] if len(found) == 1 else found for key, found in lists.items()}
    return Fields(values, limits, known, typed=request.method == "POST")


class Fields:
    """The fields of one request.

    `typed` fields come from JSON and have its types; others come from a query and are texts.

    >>> Fields({"limit": "3"}, Limits(), {"limit"}, typed=False).number("limit", 5, least=1, most=50)
    3
    """

    def __init__(
        self, values: Mapping[str, object], limits: Limits, known: Collection[str], *, typed: bool
    ) -> None:
        self._values = values
        self._limits = limits
        self._typed = typed
        unknown = [key for key in values if key not in known]
        if unknown:
            near = difflib.get_close_matches(unknown[0], sorted(known), 1)
            hint = f"did you mean {near[0]!r}?" if near else f"known are {', '.join(sorted(known))}."
            raise ProblemError("invalid", f"There is no field {unknown[0][:80]!r}; {hint}")

    def has(self, key: str) -> bool:
        """Return whether a field was sent, and is not null."""
        return self._values.get(key) is not None

    def text(self, key: str, most: int | None = None) -> str:
        """Return a text that must be there, of at most so many characters (by default those of a name)."""
        value = self._values.get(key)
        if not isinstance(value, str):
            raise ProblemError("invalid", f"The field {key!r} must be there, once, and be a text.")
        return self._bounded(key, value, most or self._limits.name)

    def texts(self, key: str) -> list[str]:
        """Return a list of names, no longer than a batch may be."""
        value = self._values.get(key)
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            raise ProblemError("invalid", f"The field {key!r} must be a list of texts.")
        if len(value) > self._limits.batch:
            raise ProblemError(
                "too-large", f"The field {key!r} has {len(value):,} names; {self._limits.batch} are allowed."
            )
        return [self._bounded(key, each, self._limits.name) for each in value]

    def number(self, key: str, default: int, *, least: int, most: int) -> int:
        """Return a whole number within its bounds, or the default."""
        if not self.has(key):
            return default
        found = whole_number(self._values[key], texts=not self._typed)
        if found is None or not least <= found <= most:
            raise ProblemError("invalid", f"The field {key!r} must be a whole number from {least} to {most}.")
        return found

    def flag(self, key: str) -> bool:
        """Return a yes or no; no by default."""
        value = self._values.get(key)
        known: dict[object, bool] = (
            {} if self._typed else {"true": True, "1": True, "false": False, "0": False}
        )
        if value is None or isinstance(value, bool):
            return bool(value)
        if not isinstance(value, str) or value not in known:
            raise ProblemError("invalid", f"The field {key!r} must be true or false.")
        return known[value]

    def kind(self) -> nr.Kind | None:
        """Return the kind that entities must have, or None."""
        value = self._values.get("kind")
        for kind in KINDS:
            if value == kind:
                return kind
        if value is None:
            return None
        raise ProblemError("invalid", f"The field 'kind' must be one of {', '.join(KINDS)}.")

    def born(self) -> int | None:
        """Return the year of birth, or None."""
        return self.number("born", 0, least=EARLIEST, most=LATEST) if self.has("born") else None

    def countries(self, key: str) -> tuple[str, ...]:
        """Return the codes of countries, in capitals."""
        value = self._values.get(key)
        listed = [] if value is None else value if isinstance(value, list) else [value]
        if len(listed) > self._limits.batch:
            raise ProblemError("too-large", f"The field {key!r} has over {self._limits.batch} codes.")
        codes = [code for code in listed if isinstance(code, str) and _COUNTRY.fullmatch(code)]
        if len(codes) < len(listed):
            raise ProblemError("invalid", f"The field {key!r} must hold codes of two letters such as KZ.")
        return tuple(dict.fromkeys(code.upper() for code in codes))

    def language(self) -> str | None:
        """Return the BCP 47 tag of a language, or None."""
        value = self._values.get("language")
        if value is None:
            return None
        if not isinstance(value, str) or not _LANGUAGE.fullmatch(value):
            raise ProblemError("invalid", "The field 'language' must be a BCP 47 tag such as kk or zh-Hant.")
        return value

    def _bounded(self, key: str, text: str, most: int) -> str:
        if len(text) > most:
            raise ProblemError(
                "too-large", f"The field {key!r} has {len(text):,} characters; {most:,} are allowed."
            )
        return text


def whole_number(value: object, *, texts: bool) -> int | None:
    """Return a whole number as JSON or, with `texts`, a text may hold it, or None.

    >>> whole_number(3.0, texts=False), whole_number("3", texts=True), whole_number(True, texts=True)
    (3, 3, None)
    """
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if texts and isinstance(value, str) and _WHOLE.fullmatch(value.strip()):
        return int(value)
    return None
