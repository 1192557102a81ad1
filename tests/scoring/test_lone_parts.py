"""One part alone in two scripts: the nearer spelling comes first, and a word that was cut is one word too."""

from __future__ import annotations

import pytest

from nameresolve import Entity, Gazetteer, NameForm, Resolver, compare
from nameresolve.scoring.joins import as_one
from nameresolve.scoring.units import units_of


def among(query: str, names: tuple[str, ...]) -> str:
    """Return which of some listed people comes first."""
    listed = [
        Entity(id=n, kind="person", name=n, forms=(NameForm(n, None, None, "strong", "test"),)) for n in names
    ]
    return Resolver(Gazetteer.from_entities(listed)).resolve(query, kind="person").candidates[0].entity.id


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("الدجاني", ("dajani", "jani", "dean")),  # the article is left out
        ("توكاييف", ("tokayev", "tokarev")),  # -yev with two ya
        ("쿠바", ("cuba", "cuvier")),
        ("플레처", ("fletcher", "pulitzer", "fuller")),  # a vowel that Hangul writes between consonants
        ("ג'ול", ("jule", "cowell", "dowell")),  # the code of j says another sound
        ("קורזו", ("corzo", "corrado", "corfu")),  # a vav that is a vowel
    ],
)
def test_the_nearest_spelling_comes_first(query: str, names: tuple[str, ...]) -> None:
    assert among(query, tuple(reversed(names))) == names[0]


def test_a_consonant_written_twice_in_an_abjad_has_a_vowel_between() -> None:
    assert compare("مورر", "Moorer", kind="person").score > compare("مور", "Moorer", kind="person").score


def test_a_word_that_was_cut_is_one_part_beside_one_part() -> None:
    one = as_one(units_of("마리", "person"))
    assert one is not None
    assert [unit.form.fold for unit in one.content] == ["마리"]
    assert as_one(units_of("Ma Ri", "person")) is None
    assert as_one(units_of("Marie", "person")) is None


def test_a_cut_name_is_not_the_family_name_alone() -> None:
    bare = compare("김정은", "Kim", kind="person")
    assert bare.score < 0.5
    assert bare.score < compare("김정은", "Kim Jong-un", kind="person").score


@pytest.mark.parametrize(
    ("native", "latin"),
    [("Джон Купер", "Ioannes Cooper"), ("Кевин Купер", "Coemgenus Cooper"), ("Джон Купер", "Džons Cooper")],
)
def test_a_native_given_name_may_spell_the_usual_form(native: str, latin: str) -> None:
    assert compare(native, latin, kind="person").score > 0.5


@pytest.mark.parametrize(
    ("native", "latin"),
    [("Иван Картер", "Kevin Carter"), ("Пол Картер", "Ioannes Carter"), ("Кевин Радд", "Ioannes Rudd")],
)
def test_another_given_name_stays_another(native: str, latin: str) -> None:
    assert compare(native, latin, kind="person").score < 0.5
