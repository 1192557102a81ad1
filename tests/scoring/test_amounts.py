"""How much of each thing is seen in two names: the amounts that the weights are multiplied with, whatever these are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pytest

from nameresolve import Kind
from nameresolve.scoring.pairs import relate
from nameresolve.scoring.term import Term
from nameresolve.scoring.terms import emitted, seen_between
from nameresolve.scoring.units import units_of


def seen(left: str, right: str, kind: Kind = "person") -> Sequence[Term]:
    return seen_between(units_of(left, kind), units_of(right, kind)).found


def amounts(left: str, right: str, kind: Kind) -> dict[str, float]:
    """Return the amounts by name, without the bias, what the agreeing parts are worth, and what the sum takes back."""
    found: Counter[str] = Counter()
    for term in seen(left, right, kind):
        for name, amount in term.amounts:
            if not name.startswith(("agreement", "overlap")) and (name, term.rule) != (
                "bias",
                "any two names",
            ):
                found[name] += amount  # type: ignore[assignment]
    return {name: pytest.approx(amount) for name, amount in found.items()}


WHOLE = {"nothing_left_over": 1, "weakest": 1}
PEOPLE: list[tuple[str, str, dict[str, float]]] = [
    ("Kassym Tokayev", "Tokayev", {"bare_family": 1}),
    ("Kassym Tokayev", "Kassym", {"bare_given": 1}),
    ("Kassym Tokayev", "B. Tokayev", {"initial_contradicts": 1}),
    ("김정은", "Kim", {"only_family": 1, "lone_apart": 2 / 3}),  # a piece of a word, and no name alone
    ("Anna Bella Clara Petrova", "Anna", {"bare_given": 1}),  # the others are left out with the first
    ("Kassym Kemeluly Tokayev", "Kassym Tokayev", {"omitted_patronymic": 1}),
    ("Anna Maria Luisa Petrova", "Anna Petrova", {"omitted_part": 2, "omitted_rarity": 2.8587197 + 4.4664008}),
    ("A. B. C. D. E. F. Petrov", "Petrov", {"omitted_initial": 4}),  # so many count
    ("George H. W. Bush", "George W. Bush", {"initial_agrees": 1, "omitted_initial": 3}),
    ("George W. H. Bush", "George W. Bush", {"initial_agrees": 1, "omitted_initial": 1}),
    ("fake Vladimir Putin", "Vladimir Putin", {"denied": 1}),
    ("Matthew Wright", "Al Wright", {"initial_contradicts": 1}),  # Albert, or an article
    ("Albert Wright", "Al Wright", {"bare_family": 1}),
    ("Larry M. Sanderson", "Larry Mercer", {"initial_agrees": 1, "initial_contradicts": 1}),
    ("Boris Petrov", "Boris Merkel", {"contradiction": 1, "unlikeness": 5 / 6}),
    ("Boris Ivan Petrov", "Anna Helga Merkel",
     {"contradiction": 1, "unlikeness": 1, "further_contradiction": 1 + 5 / 6}),
    ("Kassym B. Tokayev", "Kassym D. Tokayev", {"initial_contradicts": 1}),
    ("Kassym B. Tokayev", "Kassym Boris Tokayev", {"initial_agrees": 1, **WHOLE}),
    ("K. Tokayev", "Kassym Tokayev", {"initial_agrees": 1, **WHOLE}),
    ("K. T.", "Kassym Tokayev", {"initial_agrees": 2}),  # initials are all that agrees
    ("Иван Петрович Сидоров", "Иван Сергеевич Сидоров", {"patronymic_contradicts": 1}),
    ("Mohammed bin Salman", "Salman bin Mohammed", {"swapped_filiation": 1}),
    ("Mohammed bin Salman", "Salman Mohammed", {"swapped_order": 1, **WHOLE}),  # one says nothing of fathers
    ("Kim Jong Un", "Kim Un Jong", {"mixed_syllables": 1}),
    ("Anna Maria Petrova", "Maria Petrova Anna", {"swapped_order": 1, **WHOLE}),
    ("Anna Maria Petrova", "Petrova Maria Anna", {"mixed_order": 1, **WHOLE}),
    ("Martin King Jr.", "Martin King III", {"suffix_differs": 1}),
    ("Martin King Jr.", "Martin King", {"omitted_suffix": 1}),
    ("Angela Merkel Jr.", "Merkel Angela Jr.", {"swapped_order": 1, **WHOLE}),
    ("Abu Ali", "Ali", {"kunya_differs": 1}),
    ("Токаев", "Tokayev", {"lone_apart": 0}),
    ("Tokayev", "Tokajew", {}),  # one part proves no more for being all there is
    ("", "Tokayev", {"nothing": 1}),
    ("Kassym Tokayev", "Tokayev, Kassym", {"the_same": 1}),
]  # fmt: skip
BODIES: list[tuple[str, str, dict[str, float]]] = [
    ("Samruk Group", "Samruk", {"omitted_light": 1}),
    ("Samruk Group", "Samruk Holding", {"light_differs": 1, "nothing_left_over": 1, "weakest": 1}),
    ("Samruk Bank", "Samruk University", {"generic_contradicts": 1}),
    ("Alpha Bank Union", "Alpha", {"omitted_generic": 1, "further_generic": 1}),
    ("Samruk 5", "Samruk 6", {"number_contradicts": 1}),
    ("Samruk 5", "Samruk", {"omitted_number": 1}),
    ("Kazakhstan Bank", "Bank", {"omitted_place": 1}),
    ("National Bank of Kazakhstan", "National Bank of Uzbekistan", {"place_contradicts": 1}),
    ("Otan", "Nur Otan", {"omitted_first": 1, "omitted_rarity": 2.0}),
    ("Otan Nur", "Otan", {"omitted_last": 1, "omitted_rarity": 2.0}),
    ("Siemens AG", "Siemens GmbH", {"legal_form_contradicts": 1, **WHOLE}),
    ("Siemens AG", "Siemens Energy AG", {"legal_form_agrees": 1, "omitted_generic": 1}),
    ("Collective Security Treaty Organization", "CSTO", {"acronym_agrees": 4, **WHOLE}),
    ("Collective Security Treaty Organization", "CSTO Staff",
     {"acronym_agrees": 2, "omitted_last": 1, "omitted_rarity": 4.5}),  # among other words it may be a word
    ("Angela Merkel University", "Angela Merkel", {"omitted_generic": 1, "named_after": 1}),
    ("Angela Merkel University", "Merkel", {"omitted_first": 1, "omitted_rarity": 4.0502426, "omitted_generic": 1}),
    ("Samruk Kazyna University", "Samruk Kazyna", {"omitted_generic": 1}),  # nobody's name
]  # fmt: skip


@pytest.mark.parametrize(
    ("left", "right", "kind", "expected"),
    [(*row[:2], "person", row[2]) for row in PEOPLE] + [(*row[:2], "organization", row[2]) for row in BODIES],
)
def test_so_much_is_seen_of_each(left: str, right: str, kind: Kind, expected: dict[str, float]) -> None:
    assert expected == amounts(left, right, kind)
    assert expected == amounts(right, left, kind)


@pytest.mark.parametrize(
    ("left", "right", "kind"),
    [
        ("Kassym-Jomart Tokayev", "Kassym Jomart Tokaev", "person"),
        ("Angela Dorothea Merkel", "Merkel Angela Dorotea", "person"),
        ("Qazaqstan Temir Zholy", "Kazakstan Temir Joly", "organization"),
    ],
)
def test_what_one_part_proved_the_next_proves_less(left: str, right: str, kind: Kind) -> None:
    """All parts together prove no more than 7.5, and each what is left of that, the weightiest first."""
    units = {unit.text: unit for name in (left, right) for unit in units_of(name, kind).content}
    proved, last = 0.0, 99.0
    agreeing = [term for term in seen(left, right, kind) if term.amounts[0][0] == "agreement"]
    assert len(agreeing) > 1
    for term in agreeing:
        most = min(units[term.left].weight, units[term.right].weight)
        whole = term.amounts[0][1] / (1 - proved / 7.5)
        assert 0 < whole <= most + 1e-9
        assert whole <= last + 1e-9
        if term.relation == "same":
            assert whole == pytest.approx(most)
        proved, last = proved + term.amounts[0][1], whole
    assert proved < 7.5


def test_the_only_parts_of_two_names_are_apart_by_what_they_do_not_share() -> None:
    left, right = (units_of(name, "person").content[0] for name in ("Токаев", "Tokajeff"))
    share = relate(left, right).share
    assert 0 < share < 1
    assert amounts("Токаев", "Tokajeff", "person") == {"lone_apart": pytest.approx(1 - share)}


def test_a_kunya_counts_half() -> None:
    own, father = seen("Ali Hasan", "Ali Petrov"), seen("Abu Ali Hasan", "Ali Petrov")
    assert father[1].amounts[0][1] == pytest.approx(own[1].amounts[0][1] / 2)


@pytest.mark.parametrize(
    ("relation", "left", "amounts", "near"),
    [
        ("contradicting", "Tokaev", (("slip", 1.0),), True),
        ("contradicting", "Tokaev", (("slip_vowel", 1.0),), True),
        ("contradicting", "Tokaev", (("contradiction", 0.3), ("unlikeness", 0.15)), True),
        ("contradicting", "Tokaev", (("contradiction", 0.4), ("unlikeness", 0.2)), False),
        ("contradicting", "Tokaev", (("unlikeness", 0.0),), False),
        ("contradicting", "Tokaev", (("slip", 1.0), ("known_apart", 1.0)), False),
        ("contradicting", "", (("slip", 1.0),), False),
        ("omitted", "Tokaev", (("slip", 1.0),), False),
        ("contradicting", "Tokaev", (("generic_contradicts", 1.0),), False),
    ],
)
def test_a_near_miss(relation: str, left: str, amounts: tuple[tuple[str, float], ...], *, near: bool) -> None:
    assert Term(relation, left, "Tokarev", "", amounts).near_miss is near  # type: ignore[arg-type]


def test_a_slip_takes_back_what_the_others_proved_but_the_first_one_only() -> None:
    (term,) = (term for term in seen("Kassym Tokayev", "Kassym Tokarev") if term.relation == "contradicting")
    assert dict(term.amounts) == {"slip": 1.0, "slipped_agreement": pytest.approx(6.0362872)}
    twice = [
        dict(term.amounts)
        for term in seen("Boris Kassym Tokayev", "Boris Kassum Tokarev")
        if term.relation == "contradicting"
    ]
    assert sum("slipped_agreement" in each for each in twice) <= 1


def test_a_weak_link_is_told_within_one_script_only() -> None:
    """What shares less than .42 may be licensed by a rare convention: so the rest proves less."""
    found = emitted(units_of("Boris Gaddafi", "person"), units_of("Boris Qazzafi", "person"))
    weakest = min((value for term in found for name, value in term.amounts if name == "weakest"), default=1.0)
    links = [value for term in found for name, value in term.amounts if name == "weak_link"]
    assert links == ([pytest.approx(1 - weakest / 0.42)] if weakest < 0.42 else [])
