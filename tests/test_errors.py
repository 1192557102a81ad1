"""Errors say what happened, where, and what to do; each is also the builtin that fits."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from nameresolve import (
    FormatError,
    GazetteerError,
    LimitError,
    MissingExtraError,
    NameResolveError,
    Resolver,
    SchemeError,
    SettingsError,
    TextError,
    cluster,
    compare,
    identify_scheme,
    link,
    parse,
    readings,
    resolve,
    romanize,
    similarity,
    variants,
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
        (TextError, TypeError),
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


TAKES_A_NAME: tuple[Callable[..., object], ...] = (
    resolve,
    parse,
    romanize,
    readings,
    variants,
    lambda name: compare("Tokayev", name),
    lambda name: compare(name, "Tokayev"),
    lambda name: similarity("Tokayev", name),
    lambda name: similarity(name, "Tokayev"),
    lambda name: cluster(["Tokayev", name]),
    lambda name: link(["Tokayev"], [name]),
    lambda name: link([name], ["Tokayev"]),
    lambda name: identify_scheme(["Tokayev", name]),
    lambda name: list(Resolver().resolve_many(["Tokayev", name])),
    lambda name: Resolver().explain(name),
    lambda name: Resolver().annotate(name),
)


@pytest.mark.parametrize("ask", TAKES_A_NAME)
@pytest.mark.parametrize(
    ("value", "said"),
    [
        (None, "None is NoneType, but a (name|text) must be str. Leave missing values out"),
        (float("nan"), "nan is float"),
        (5, "5 is int"),
        (b"Tokayev", r'Decode it: .decode\("utf-8"\)'),
    ],
)
def test_what_is_no_string_is_refused_with_what_it_is(
    ask: Callable[..., object], value: object, said: str
) -> None:
    with pytest.raises(TextError, match=said):
        ask(value)


@pytest.mark.parametrize(
    "ask",
    [
        cluster,
        lambda names: link(names, ["Tokayev"]),
        lambda names: link(["Tokayev"], names),
        lambda names: list(Resolver().resolve_many(names)),
        lambda names: list(Resolver().resolve_many(names, workers=2)),
    ],
)
def test_the_letters_of_one_name_are_no_names(ask: Callable[..., object]) -> None:
    with pytest.raises(TextError, match="is one name, but several are wanted"):
        ask("Tokayev")


def test_a_year_of_birth_is_a_number() -> None:
    with pytest.raises(SettingsError, match="born is '1953', but must be a year"):
        resolve("Tokayev", born="1953")  # type: ignore[arg-type]
