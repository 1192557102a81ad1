"""What is known besides the name: understood, or refused with what was meant."""

from __future__ import annotations

import pytest

from nameresolve import Entity, Gazetteer, SettingsError
from nameresolve.cli.context import country_codes, year_of

OURS = Gazetteer.from_entities([Entity("nr:x", "place", "Atlantis", countries=("QX",))])


@pytest.mark.parametrize(
    ("text", "year"), [("1953", 1953), (" 1953 ", 1953), ("-44", -44), ("0800", 800), (None, None)]
)
def test_a_year_is_a_year(text: str | None, year: int | None) -> None:
    assert year_of(text) == year


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("abc", "Leave it out"), ("", "Leave it out"), ("19530", "Leave it out"), ("1_953", "Leave it out"), ("١٩٥٣", "Leave it out"),
        ("1953-05-17", "--born 1953"), ("17 May 1953", "--born 1953"), ("1953-1954", "Leave it out"), ("1953.0", "--born 1953"),
    ],
)  # fmt: skip
def test_what_is_no_year_is_refused_with_the_option_and_the_remedy(text: str, remedy: str) -> None:
    with pytest.raises(SettingsError) as caught:
        year_of(text)
    assert str(caught.value).startswith(f"--born is {text!r}, but must be a year")
    assert remedy in str(caught.value)


def test_codes_are_taken_in_any_case_from_either_gazetteer() -> None:
    assert country_codes(["kz", " ru ", "QX"], OURS) == ("KZ", "RU", "QX")
    assert country_codes([], OURS) == ()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Kazakhstan", "KZ"),
        ("kazakhstan", "KZ"),
        ("Казахстан", "KZ"),
        ("Kasachstan", "KZ"),
        ("Deutschland", "DE"),
        ("UK", "GB"),
    ],
)
def test_a_country_by_name_is_answered_with_its_code(text: str, code: str) -> None:
    with pytest.raises(SettingsError) as caught:
        country_codes(["KZ", text], OURS)
    assert f"--country is {text!r}" in str(caught.value)
    assert str(caught.value).endswith(f"Say --country {code}")


@pytest.mark.parametrize("text", ["", "-", "XX", "KAZ", "K Z", "nowhere at all", "x" * 20_000])
def test_what_is_no_country_is_refused_with_what_codes_are(text: str) -> None:
    with pytest.raises(SettingsError, match="have two letters, as ISO 3166-1 has them"):
        country_codes([text], OURS)
