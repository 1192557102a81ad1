"""Errors say what happened, where, and what to do; each is also the builtin that fits."""

from __future__ import annotations

import pytest

from nameresolve import (
    FormatError,
    GazetteerError,
    LimitError,
    MissingExtraError,
    NameResolveError,
    SchemeError,
    SettingsError,
)


@pytest.mark.parametrize(
    ("error", "builtin"),
    [
        (GazetteerError, ValueError),
        (FormatError, ValueError),
        (SettingsError, ValueError),
        (LimitError, ValueError),
        (SchemeError, LookupError),
        (MissingExtraError, ImportError),
    ],
)
def test_an_error_is_ours_and_the_builtin_that_fits(error: type[Exception], builtin: type[Exception]) -> None:
    assert issubclass(error, NameResolveError)
    assert issubclass(error, builtin)


@pytest.mark.parametrize(
    ("place", "start"),
    [
        ({}, "wrong"),
        ({"file": "a.yaml"}, "a.yaml: wrong"),
        ({"file": "a.yaml", "line": 3}, "a.yaml, line 3: wrong"),
        ({"file": "a.yaml", "line": 3, "column": 7}, "a.yaml, line 3, column 7: wrong"),
        ({"line": 3}, "line 3: wrong"),
    ],
)
def test_a_message_begins_with_the_place(place: dict[str, object], start: str) -> None:
    assert str(GazetteerError("wrong", **place)) == start  # type: ignore[arg-type]


def test_a_caret_stands_under_the_column() -> None:
    error = GazetteerError(
        "unknown", file="a.yaml", line=1, column=9, source_line="  kind: persn", remedy="Say person."
    )
    _, line, caret, remedy = str(error).splitlines()
    assert line[caret.index("^")] == "p"
    assert remedy == "Say person."


def test_an_error_keeps_its_parts() -> None:
    error = GazetteerError("wrong", file="a", line=1, column=2, source_line="x", remedy="Do it.")
    assert (error.message, error.file, error.line, error.column, error.remedy) == (
        "wrong",
        "a",
        1,
        2,
        "Do it.",
    )


def test_a_missing_package_comes_with_the_command_to_install_it() -> None:
    error = MissingExtraError("pyarrow", extra="parquet")
    assert str(error).endswith("pip install 'nameresolve[parquet]'")
    assert (error.package, error.extra) == ("pyarrow", "parquet")
