"""A part made ready for comparison, and the other ways its script lets it be read."""

from __future__ import annotations

import pytest

from nameresolve.distance import other_ways, part_distance, part_form, spelled_so
from nameresolve.parsing.lexicon import part_fold


def ways(fold: str, script: str = "Arab") -> list[tuple[str, float, str]]:
    """Return the other ways to read a part, cleaned as the parser does."""
    form = part_form(part_fold(fold, script), script)
    return [(each.fold, cost, why) for each, cost, why in other_ways(form)]


@pytest.mark.parametrize(
    ("fold", "read", "cost"),
    [
        ("القذافي", "قذافي", 0.3),
        ("الفرح", "فرح", 0.3),
        ("تام", "توم", 2.5),
        ("سامام", "سومام", 2.5),  # the first alef only, and in five letters at most
        ("لاا", "لوا", 2.5),  # none at the end
        ("علیوا", "عليفا", 0.5),
        ("کریموا", "كريموفا", 0.5),
        ("رحماناف", "رحمانوف", 0.5),
    ],
)
def test_another_way_to_read_an_arabic_part_has_its_price(fold: str, read: str, cost: float) -> None:
    """A change of these figures changes what a threshold means; it belongs into the changelog."""
    assert [way[:2] for way in ways(fold)] == [(read, cost)]


@pytest.mark.parametrize(
    "fold",
    [
        "الفر",  # too little behind an article
        "مارادون",  # too long for an English name with an o
        "حاج",  # a letter that Persian writes no English name with
        "اكي",  # an alef at its head is no o between
        "لوا",  # too little before an ending
        "لوها",
    ],
)  # fmt: skip
def test_what_does_not_fit_is_read_one_way_only(fold: str) -> None:
    assert ways(fold) == []


@pytest.mark.parametrize(
    ("fold", "fits"),
    [("علیوا", True), ("کیوا", False), ("بلکوا", True), ("بلوا", False), ("رحمناف", True), ("رحماف", False)],
)
def test_a_russian_ending_stands_behind_enough_letters(fold: str, *, fits: bool) -> None:
    assert any(why == "Russian ending in Persian" for _, _, why in ways(fold)) is fits


def test_characters_may_be_read_as_koreans_do() -> None:
    assert ways("大中", "Hani") == [("대중", 0.8, "Korean reading")]
    assert ways("대중", "Hang") == ways("tokayev", "Latn") == []


def test_a_part_is_listened_to_for_64_letters() -> None:
    long = part_form("ab" * 40, "Latn")
    assert len(long.symbols) == 64
    assert long.fold == "ab" * 40
    assert part_distance(part_form("a" * 64 + "b", "Latn"), part_form("a" * 64 + "d", "Latn")).cost == 0.0


def test_only_chinese_and_korean_parts_have_spellings_of_syllables() -> None:
    assert "lee" in spelled_so(part_form("李", "Hani"))
    assert "jongun" in spelled_so(part_form("정은", "Hang"))
    assert not spelled_so(part_form("lee", "Latn"))


def test_the_codes_are_those_of_all_readings_each_once() -> None:
    form = part_form("loekasjenko", "Latn")
    assert form.codes[0] == form.code
    assert len(set(form.codes)) == len(form.codes)
    assert part_form("токаев", "Cyrl").readings == ()
