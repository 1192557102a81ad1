"""Everything that can go wrong, as one small tree.

    NameResolveError                 base of all; catch it to catch everything of ours
      GazetteerError (ValueError)    a gazetteer's source or compiled form is wrong: file, line, column
      FormatError    (ValueError)    an input file is not what it should be
      SettingsError  (ValueError)    a setting or argument is outside its range
      SchemeError    (LookupError)   a romanization scheme is not known
      TextError      (TypeError)     something else was given where a name or a text belongs
      LimitError     (ValueError)    an input is longer or larger than the stated limit
      MissingExtraError (ImportError) an optional package is needed; carries the install command

A name that is not found is not an error: it is a `Decision` with the status ``"none"``.
Every message says what happened, where, and what to do next.
"""

from __future__ import annotations

from collections.abc import Iterable

__all__ = [
    "FormatError",
    "GazetteerError",
    "LimitError",
    "MissingExtraError",
    "NameResolveError",
    "SchemeError",
    "SettingsError",
    "TextError",
    "one_by_one",
    "text_of",
]


_SHOWN = 100
"""So many characters of a source line are shown."""


class NameResolveError(Exception):
    """Base class of every error this library raises on purpose."""


class GazetteerError(NameResolveError, ValueError):
    """A gazetteer, as source or compiled, is missing, damaged or wrong.

    `file`, `line` and `column` (both from 1) say where, when that is known; `source_line`
    is the line itself and is shown with a caret under the column.

    >>> print(GazetteerError("unknown kind 'persn'", file="people.yaml", line=3, column=9,
    ...                      source_line="  kind: persn", remedy="Did you mean 'person'?"))
    people.yaml, line 3, column 9: unknown kind 'persn'
          kind: persn
                ^
    Did you mean 'person'?
    """

    def __init__(
        self,
        message: str,
        *,
        file: str | None = None,
        line: int | None = None,
        column: int | None = None,
        source_line: str | None = None,
        remedy: str | None = None,
    ) -> None:
        self.message = message
        self.file = file
        self.line = line
        self.column = column
        self.source_line = source_line
        self.remedy = remedy
        super().__init__(self._render())

    def _render(self) -> str:
        place = [self.file] if self.file else []
        if self.line is not None:
            place.append(f"line {self.line}")
        if self.column is not None:
            place.append(f"column {self.column}")
        lines = [f"{', '.join(place)}: {self.message}" if place else self.message]
        if self.source_line is not None:
            shown, column = _around(self.source_line, self.column)
            lines.append(f"    {shown}")
            if column is not None:
                lines.append("    " + " " * (column - 1) + "^")
        if self.remedy:
            lines.append(self.remedy)
        return "\n".join(lines)


def _around(line: str, column: int | None) -> tuple[str, int | None]:
    """Cut a long line (an entity a line may have thousands of characters) to what is near the column."""
    start = max(0, (column or 1) - 1 - _SHOWN // 2)
    if len(line) <= _SHOWN:
        return line, column
    before = "…" if start else ""
    after = "…" if start + _SHOWN < len(line) else ""
    return f"{before}{line[start : start + _SHOWN]}{after}", column and column - start + len(before)


class FormatError(NameResolveError, ValueError):
    """An input file or value does not have the expected form."""


class SettingsError(NameResolveError, ValueError):
    """A setting or an argument is outside the range it may have."""


class SchemeError(NameResolveError, LookupError):
    """The named romanization scheme does not exist; the message lists near ones."""


class TextError(NameResolveError, TypeError):
    """Something that is not a string was given where a name or a text belongs."""


class LimitError(NameResolveError, ValueError):
    """The input is larger than a stated limit; the message names the limit."""


class MissingExtraError(NameResolveError, ImportError):
    """An optional dependency is not installed.

    >>> print(MissingExtraError("polars", extra="polars"))
    The package 'polars' is needed for this. Install it with: pip install 'nameresolve[polars]'
    """

    def __init__(self, package: str, *, extra: str) -> None:
        self.package = package
        self.extra = extra
        super().__init__(
            f"The package '{package}' is needed for this. Install it with: pip install 'nameresolve[{extra}]'"
        )


def text_of(value: object, what: str = "a name") -> str:
    """Return the value if it is a string, else raise `TextError`: a column may hold nothing, or numbers.

    >>> text_of(None)
    Traceback (most recent call last):
    nameresolve.errors.TextError: None is NoneType, but a name must be str. Leave missing values out.
    >>> text_of(b"Tokayev")
    Traceback (most recent call last):
    nameresolve.errors.TextError: b'Tokayev' is bytes, but a name must be str. Decode it: .decode("utf-8")
    """
    if isinstance(value, str):
        return value
    remedy = 'Decode it: .decode("utf-8")' if isinstance(value, bytes) else "Leave missing values out."
    shown = repr(value)
    shown = shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN]}..."
    raise TextError(f"{shown} is {type(value).__name__}, but {what} must be str. {remedy}")


def one_by_one(names: Iterable[str]) -> Iterable[str]:
    """Return several names as they are; raise `TextError` for a single string, whose letters are no names.

    >>> one_by_one("Tokayev")
    Traceback (most recent call last):
    nameresolve.errors.TextError: 'Tokayev' is one name, but several are wanted. Give a list: ['Tokayev']
    """
    if isinstance(names, str):
        shown = repr(names[:_SHOWN])
        raise TextError(f"{shown} is one name, but several are wanted. Give a list: [{shown}]")
    given: object = names
    if isinstance(given, bytes) or not isinstance(given, Iterable):
        shown = f"{repr(given)[:_SHOWN]} is {type(given).__name__}"
        raise TextError(f"{shown}, but several names are wanted. Give a list.")
    return names
