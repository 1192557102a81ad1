"""A parsed name is its source, cut: nothing is lost, nothing is invented, everything keeps its place."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import assume, given
from law_strategies import any_names, anything, has_content, kinds, names

from nameresolve import Kind, LimitError, Name, SettingsError, parse, similarity
from nameresolve.parsing import LONGEST_NAME
from nameresolve.unicode import fold


def covered(name: Name) -> set[int]:
    return {place for part in name.parts for place in range(part.start, part.end)}


@given(anything, kinds)
def test_every_part_is_a_slice_of_the_source(text: str, kind: Kind | None) -> None:
    parsed = parse(text, kind=kind)
    assert parsed.text == text
    assert [part.text for part in parsed.parts] == [text[part.start : part.end] for part in parsed.parts]


@given(anything, kinds)
def test_parts_stand_in_written_order_and_do_not_overlap(text: str, kind: Kind | None) -> None:
    """Exception: one character that stands for several words (ﷺ): they all have its place."""
    assume(not any(" " in folded for folded in map(fold, text)))
    parts = parse(text, kind=kind).parts
    for before, after in itertools.pairwise(parts):
        assert before.start < before.end <= after.start < after.end


@pytest.mark.parametrize(
    ("text", "folds"), [("¼", ["1⁄4"]), ("½ Smith", ["1⁄2", "smith"]), ("1⁄4", ["1⁄4"]), ("⁄", [])]
)
def test_a_fraction_is_one_part(text: str, folds: list[str]) -> None:
    assert [part.fold for part in parse(text).parts] == folds


@given(any_names, kinds)
def test_parsing_loses_no_letter(name: str, kind: Kind | None) -> None:
    """Exception, checked below for any text: invisible characters are no letters."""
    letters = {place for place, char in enumerate(name) if char.isalnum()}
    assert letters <= covered(parse(name, kind=kind))


@given(anything, kinds)
def test_parsing_loses_no_letter_of_any_text(text: str, kind: Kind | None) -> None:
    """Exception: a letter that cleaning makes into none (a modifier apostrophe, a kashida) may be left out."""
    letters = {place for place, char in enumerate(text) if any(map(str.isalnum, fold(char)))}
    assert letters <= covered(parse(text, kind=kind))


@given(anything, kinds)
def test_every_part_has_something_to_compare(text: str, kind: Kind | None) -> None:
    assert all(part.fold for part in parse(text, kind=kind).parts)


@given(anything)
def test_a_name_of_unknown_kind_stays_of_unknown_kind(text: str) -> None:
    assert parse(text).kind is None


@given(names(("Latn", "Cyrl", "Grek")), names(("Latn", "Cyrl", "Grek")))
def test_the_comma_form_equals_the_natural_order(given_names: str, family: str) -> None:
    """Exception: where a part is a title, a particle, a suffix or an initial, the order decides what it is."""
    natural, turned = f"{given_names} {family}", f"{family}, {given_names}"
    plain = {"name", "given", "family"}
    assume(all(part.role in plain for text in (natural, turned) for part in parse(text, kind="person").parts))
    assume(not {"-", " "} & set(family))
    assert similarity(natural, turned, kind="person") > 0.99 or not has_content(natural)


@given(kinds)
def test_10_000_characters_are_a_name_and_one_more_are_none(kind: Kind | None) -> None:
    text = "Ab " * (LONGEST_NAME // 3)
    assert parse(text.ljust(LONGEST_NAME, "b"), kind=kind).parts
    with pytest.raises(LimitError, match="10,001 characters, more than the limit of 10,000"):
        parse(text.ljust(LONGEST_NAME + 1, "b"), kind=kind)


@given(anything)
def test_an_unknown_kind_is_refused_with_the_kinds_there_are(text: str) -> None:
    with pytest.raises(SettingsError, match="person, organization, place, other"):
        parse(text, kind="persn")  # type: ignore[arg-type]
