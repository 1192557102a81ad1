"""What a list of names knows of name parts, and that its file is searched rightly."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest

from nameresolve import similarity
from nameresolve.symbols.known import MORE, KnownName, known_apart, known_as_one, known_name
from nameresolve.tables import data_path

LINES = (data_path() / "known_names.txt").read_text("utf-8").splitlines()


def test_every_line_is_found_where_it_lies() -> None:
    names = [line.split("\t")[0] for line in LINES]
    assert names == sorted(names)
    for line in [*random.Random(7).sample(LINES, 3000), LINES[0], LINES[-1]]:
        name, spellings, linked = line.split("\t")
        assert known_name(name) == KnownName(frozenset(spellings.split()), frozenset(linked.split()))


@pytest.mark.parametrize(
    "part", ["", "qwxz", "\t", "kelle", "kellerr", "zzzzzz", "ﷺ", "keller\n", "*", "\ud800"]
)
def test_what_is_not_listed_is_not_found(part: str) -> None:
    assert known_name(part) is None


@pytest.mark.parametrize(
    ("left", "right"),
    [("شميت", "schmidt"), ("sargsyan", "sarkisyan"), ("гулиев", "quliyev"), ("evgueni", "yevgeny")],
)
def test_spellings_of_one_name_are_so_in_either_order(left: str, right: str) -> None:
    assert known_as_one(left, right)
    assert known_as_one(right, left)


@pytest.mark.parametrize(("left", "right"), [("keller", "koller"), ("müller", "keller"), ("patel", "patil")])
def test_names_of_their_own_are_apart_in_either_order(left: str, right: str) -> None:
    assert known_apart(left, right)
    assert known_apart(right, left)
    assert not known_as_one(left, right)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("mayer", "meyer"),  # ماير is both
        ("müller", "muller"),  # marks are none of the list's business
        ("keller", "kelller"),  # nobody is called so
        ("evgeny", "ivan"),  # a name with more spellings than are listed
    ],
)
def test_what_the_list_leaves_open_is_not_apart(left: str, right: str) -> None:
    assert not known_apart(left, right)


def test_that_there_are_more_is_no_spelling_two_names_share() -> None:
    cut = [line.split("\t")[0] for line in LINES if MORE in line.split("\t")[1].split()]
    latin = [name for name in cut if name.isascii()]
    assert len(latin) > 100
    strangers = list(pairwise(random.Random(7).sample(latin, 60)))
    assert sum(known_as_one(a, b) for a, b in strangers) < len(strangers) / 10


def test_vowels_that_one_unwritten_vowel_is_written_with_tell_no_names_apart() -> None:
    assert similarity("Salah Nasri", "Saleh Nasri", kind="person") > similarity(
        "Anna Keller", "Anna Koller", kind="person"
    )
    assert similarity("Anna Keller", "Anna Koller", kind="person") < 0.5 < similarity(
        "Salah Nasri", "Saleh Nasri", kind="person"
    )  # fmt: skip
