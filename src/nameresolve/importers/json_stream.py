"""A large JSON document of arrays, read element by element: ``{"persons": [...], "areas": [...]}``."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any

from attrs import define

from nameresolve.errors import FormatError, LimitError

__all__ = ["members"]

_CHUNK = 1 << 18
_LONGEST = 64 * 1_048_576
_SPACE = " \t\r\n"
_DECODER = json.JSONDecoder()


@define
class _Text:
    """The text not yet read, which grows when a value does not end in it."""

    stream: io.TextIOBase
    name: str
    buffer: str = ""
    at: int = 0
    ended: bool = False

    def grow(self) -> bool:
        """Read on; False at the end of the file."""
        chunk = self.stream.read(max(_CHUNK, len(self.buffer)))
        self.buffer, self.at = self.buffer[self.at :] + chunk, 0
        self.ended = not chunk
        if len(self.buffer) > _LONGEST:
            raise LimitError(f"{self.name}: one value is longer than {_LONGEST:,} characters.")
        return bool(chunk)

    def peek(self) -> str:
        """Return the next character that is no space, the empty text at the end."""
        while True:
            while self.at < len(self.buffer) and self.buffer[self.at] in _SPACE:
                self.at += 1
            if self.at < len(self.buffer) or not self.grow():
                return self.buffer[self.at : self.at + 1]

    def take(self, wanted: str) -> str:
        """Return the next character, which must be one of the wanted."""
        found = self.peek()
        if not found or found not in wanted:
            raise self.broken(f"{' or '.join(wanted)} expected, but {found or 'the end'!r} found")
        self.at += 1
        return found

    def value(self) -> Any:  # noqa: ANN401 - any JSON
        """Return the next whole value."""
        self.peek()
        while True:
            try:
                value, end = _DECODER.raw_decode(self.buffer, self.at)
            except (ValueError, RecursionError) as error:
                if isinstance(error, RecursionError) or self.ended or not self.grow():
                    raise self.broken(str(error)) from error
                continue
            # Behind the buffer a number may go on: 1, 1., 1.5e+ are all read as numbers of one part.
            if end + 2 >= len(self.buffer) and not self.ended and isinstance(value, int | float):
                self.grow()
                continue
            self.at = end
            return value

    def broken(self, what: str) -> FormatError:
        return FormatError(f"{self.name} is no whole JSON document: {what}.\nFetch it again from its source.")


def members(stream: io.TextIOBase, name: str) -> Iterator[tuple[str, Any]]:
    """Yield key and element for every element of every array under the keys of the document.

    Values that are no arrays are yielded whole. An array as the document has the key ``""``. Raises
    `FormatError` for what is broken or cut off.

    >>> list(members(io.StringIO('{"a": [1, {"b": 2}], "c": null}'), "example"))
    [('a', 1), ('a', {'b': 2}), ('c', None)]
    """
    text = _Text(stream, name)
    if text.peek() == "[":
        yield from (("", each) for each in _elements(text))
    else:
        text.take("{")
        yield from _pairs(text)
    if text.peek():
        raise text.broken("something stands behind its end")


def _pairs(text: _Text) -> Iterator[tuple[str, Any]]:
    if text.peek() == "}":
        text.take("}")
        return
    while True:
        key = text.value()
        if not isinstance(key, str):
            raise text.broken(f"a key is {key!r}")
        text.take(":")
        if text.peek() == "[":
            yield from ((key, each) for each in _elements(text))
        else:
            yield key, text.value()
        if text.take(",}") == "}":
            return


def _elements(text: _Text) -> Iterator[Any]:
    text.take("[")
    if text.peek() == "]":
        text.take("]")
        return
    while True:
        yield text.value()
        if text.take(",]") == "]":
            return
