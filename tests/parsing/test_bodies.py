"""Names of organizations and places in parts: legal forms, generic words, numbers."""

from __future__ import annotations

import pytest

from nameresolve import parse
from nameresolve.model import Role
from nameresolve.parsing import guess_kind


def of_role(name: str, role: Role, kind: str = "organization") -> list[str]:
    return [part.text for part in parse(name, kind=kind).having(role)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "forms"),
    [
        ("Siemens AG", ["AG"]),
        ("ПАО «Газпром»", ["ПАО"]),
        ("ООО Ромашка", ["ООО"]),
        ("JSC KazMunayGas", ["JSC"]),
        ("Tesla Inc.", ["Inc"]),
        ("Toyota", []),
    ],
)
def test_legal_forms(name: str, forms: list[str]) -> None:
    assert of_role(name, "legal_form") == forms


def test_a_legal_form_alone_is_a_word() -> None:
    assert of_role("AG", "legal_form") == []
    assert of_role("AG", "word") == ["AG"]


@pytest.mark.parametrize(
    ("name", "numbers"), [("School No. 17", ["17"]), ("Школа № 12", ["12"]), ("Gazprom", [])]
)
def test_numbers(name: str, numbers: list[str]) -> None:
    assert of_role(name, "number") == numbers


def test_generic_words_are_told_from_the_name_itself() -> None:
    assert "Ministry" in of_role("Ministry of Health of Kazakhstan", "generic")
    assert "Kazakhstan" in of_role("Ministry of Health of Kazakhstan", "word")
    assert of_role("Ministry of Health of Kazakhstan", "stop") == ["of", "of"]


@pytest.mark.parametrize(
    ("name", "words"),
    [("Almaty Region", ["Almaty"]), ("Алматинская область", ["Алматинская"]), ("Almaty", ["Almaty"])],
)
def test_the_words_of_a_place(name: str, words: list[str]) -> None:
    assert of_role(name, "word", kind="place") == words


@pytest.mark.parametrize(
    ("name", "roles"),
    [
        ("Pro Traffic", ["word", "word"]),
        ("Pro Traffic GmbH", ["word", "word", "legal_form"]),
        ("DEL International", ["word", "generic"]),
        ("The Company", ["word", "legal_form"]),
    ],
)
def test_a_small_word_that_begins_a_short_name_is_a_part_of_it(name: str, roles: list[str]) -> None:
    assert [part.role for part in parse(name, kind="organization").parts] == roles


@pytest.mark.parametrize(
    ("name", "roles"),
    [
        ("The Hague", ["stop", "word"]),
        ("City of London", ["generic", "stop", "word"]),
        ("Khotyn 5", ["word", "number"]),
        ("The", ["word"]),
        ("Republic of the Congo", ["generic", "stop", "stop", "word"]),
        ("District of Columbia", ["generic", "stop", "word"]),
    ],
)
def test_the_parts_of_a_place(name: str, roles: list[str]) -> None:
    assert [part.role for part in parse(name, kind="place").parts] == roles


@pytest.mark.parametrize("name", ["City", "область", "Region"])
def test_a_generic_word_alone_is_a_name(name: str) -> None:
    assert of_role(name, "word", kind="place") == [name]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Siemens AG", "organization"),
        ("ООО Ромашка", "organization"),
        ("Ministry of Health", "organization"),
        ("Kemel Tokayev", "person"),
        ("Tokayev", "person"),
        ("AG", "person"),
        ("", "person"),
    ],
)
def test_the_kind_of_a_name_of_unknown_kind_is_guessed(name: str, kind: str) -> None:
    assert guess_kind(name) == kind


@pytest.mark.parametrize("kind", ["person", "organization", "place", "other", None])
def test_the_kind_that_was_asked_for_is_kept(kind: str | None) -> None:
    assert parse("Siemens AG", kind=kind).kind == kind  # type: ignore[arg-type]


def test_an_acronym_with_dots_is_one_word() -> None:
    assert [part.fold for part in parse("B.B.C.", kind="organization").parts] == ["bbc"]


def test_a_legal_form_in_single_letters_is_one() -> None:
    """One letter alone is a word of the name, two in a row that are a legal form are one."""
    roles = [part.role for part in parse("Iskra S A", kind="organization").parts]
    assert roles == ["word", "legal_form", "legal_form"]
    alone = [part.role for part in parse("Iskra S", kind="organization").parts]
    assert "legal_form" not in alone


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        # A legal form: any at the end, at the start a short one or one of several words, none inside.
        ("AG Siemens", "legal_form word"),
        ("Siemens AG Union", "word word generic"),
        ("Siemens GmbH Berlin", "word word word"),
        ("Société Gazprom", "word word"),
        ("Societe Anonyme Gazprom", "legal_form legal_form word"),
        ("Siemens AG Co KG", "word legal_form legal_form legal_form"),
        ("Gazprom Public Joint Stock Company", "word legal_form legal_form legal_form legal_form"),
        ("Public Joint Stock Company Gazprom", "legal_form legal_form legal_form legal_form word"),
        ("Shanghai Co-operation Organization", "word word word generic"),
        ("삼성 주", "word word"),  # one sign is no form by itself
        ("주 삼성", "legal_form word"),
        # Something is left that is a name.
        ("Co Ltd", "word legal_form"),
        ("SA SA", "word word"),
        ("The AG", "word legal_form"),
        ("The", "word"),
        # A small word that begins a name of two words, or stands beside generic ones.
        ("Pro AG", "word legal_form"),
        ("Pro Traffic Union", "stop word generic"),
        ("Le Traffic", "stop word"),
        ("De Beers", "stop word"),
        ("To International", "word generic"),
        ("DEL International", "word generic"),
        # Numbers, and words that many names share.
        ("5 Live", "number word"),
        ("Bank 47th", "generic number"),
        ("Golden Bank", "word generic"),
        ("Bank of China", "generic stop word"),
    ],
)  # fmt: skip
def test_what_plays_which_part_in_a_body(name: str, expected: str) -> None:
    assert " ".join(part.role for part in parse(name, kind="organization").parts) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Lake Balkhash", "generic word"),
        ("South Sudan", "word word"),
        ("City of London 5", "generic stop word number"),
        ("5", "word"),
        ("Republic", "word"),
        ("Republic of Korea", "generic stop word"),
    ],
)
def test_what_plays_which_part_in_a_place(name: str, expected: str) -> None:
    assert " ".join(part.role for part in parse(name, kind="place").parts) == expected


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("AG Siemens", "person"),  # Co, AS and PT begin names of people too
        ("Co Smith", "person"),
        ("Smith Co", "organization"),
        ("Smith Inc Jones", "person"),
        ("Ромашка", "person"),
        ("Kazakhstan National Bank", "organization"),
        ("South Sudan", "place"),
        ("West Kanye", "place"),
        ("Kanye West", "person"),
        ("Papua New Guinea", "place"),
        ("Oliver North Smith", "person"),
        ("Smith New", "person"),
        ("New", "person"),
        ("Corea del Norte", "place"),
        ("Del Norte", "person"),
        ("Guinea Equatorial", "place"),
        ("Guinea-Bissau", "place"),
        ("Kazakhstan", "place"),
        ("Paris Hilton", "person"),
        ("Timur Boqaev", "person"),  # a given name, and Malay for east
        ("Timur Malaysia", "place"),
        ("Timur Tengah", "place"),
        ("Georgia", "person"),
        ("Democratic Republic of the Congo", "place"),
        ("Republic Bank", "organization"),
        ("Republic", "person"),
    ],
)
def test_words_tell_the_kind_of_a_name(name: str, kind: str) -> None:
    assert guess_kind(name) == kind
