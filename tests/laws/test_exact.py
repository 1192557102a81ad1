"""A name that is listed as it is written is answered without a search, as a search would answer it.

The reason then names no runner-up, since none was looked for.
"""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from law_strategies import anything, entity_lists, kinds

from nameresolve import Candidate, Decision, Entity, Gazetteer, Kind, NameForm, Resolver, resolver
from nameresolve.exact import exact_candidates
from nameresolve.index.segment import letters_of
from nameresolve.parsing.tokens import phrase_of
from nameresolve.scoring.units import units_of


def answers(listed: list[Entity], name: str, kind: Kind | None) -> tuple[Decision, Decision]:
    """Return what is decided without a search where that can be, and with one."""
    asked = Resolver(Gazetteer.from_entities(listed))
    quick = asked.resolve(name, kind=kind, limit=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(resolver, "exact_candidates", lambda *_: [])
        return quick, asked.resolve(name, kind=kind, limit=1)


def told(decision: Decision) -> tuple[object, ...]:
    return decision.query, decision.status, decision.entity, decision.score, decision.candidates


def _exact(listed: Gazetteer, name: str, kind: Kind | None) -> list[Candidate]:
    return dict(exact_candidates(listed, [name], kind)).get(name, [])


def test_many_are_answered_as_one_by_one() -> None:
    people = [
        Entity(f"nr:{n}", "person", f"{'ABCDEFGHIKLM'[n % 12]}a{'bcdfg'[n % 5]}o Tokayev") for n in range(40)
    ]
    listed = Gazetteer.from_entities(people)
    names = [person.name for person in people] + ["Unlisted Name"]
    together = dict(exact_candidates(listed, names, "person"))
    assert together == {name: found for name in names if (found := _exact(listed, name, "person"))}
    assert dict(exact_candidates(listed.remove(["nr:3"]), names, "person")).keys() != together.keys()
    assert not dict(exact_candidates(listed, names, "place"))
    assert list(Resolver(listed).resolve_many(names)) == [
        Resolver(listed).resolve(name, limit=1) for name in names
    ]


@given(entity_lists(), st.data(), kinds)
def test_without_a_search_the_answer_is_that_of_a_search(
    listed: list[Entity], data: st.DataObject, kind: Kind | None
) -> None:
    name = data.draw(st.sampled_from([form.text for entity in listed for form in entity.forms]))
    quick, searched = answers(listed, name, kind)
    assert told(quick) == told(searched)


RIVALS = (
    NameForm("Wei Li"), NameForm("Li, Wei"), NameForm("Li Wei", strength="weak"), NameForm("LI WEI"),
    NameForm("Dr. Li Wei"), NameForm("李伟", "zh", "Hani"), NameForm("Li Wei", "ru", "Cyrl"), NameForm("Lii We"),
    NameForm("Ли Вэй"), NameForm("Liwei"), NameForm("Li Wei Ltd"), NameForm("L. Wei"), NameForm("王質"), NameForm("王植"),
)  # fmt: skip
KINDS: tuple[Kind, ...] = ("person", "organization", "place", "other")


@st.composite
def rivals(draw: st.DrawFn) -> list[Entity]:
    """Draw entities whose forms are nearly the same, in whatever order, script or strength."""
    forms = draw(st.lists(st.lists(st.sampled_from(RIVALS), min_size=1, max_size=3), min_size=1, max_size=4))
    return [
        Entity(f"nr:{n}", draw(st.sampled_from(KINDS)), f[0].text, tuple(f), family=draw(st.sampled_from(("first", "last"))))
        for n, f in enumerate(forms)
    ]  # fmt: skip


@given(rivals(), st.sampled_from(RIVALS), kinds)
@example([Entity("nr:0", "person", "Li Wei"), Entity("nr:1", "person", "Wei, Li")], RIVALS[1], "person")
def test_near_rivals_have_their_say(listed: list[Entity], asked: NameForm, kind: Kind | None) -> None:
    quick, searched = answers(listed, asked.text, kind)
    assert told(quick) == told(searched)


@pytest.mark.parametrize("rival", ["Tokayev Kassym", "Tokayev, Kassym", "KASSYM TOKAYEV", "Kas Symtokayev"])
def test_where_another_has_the_same_letters_it_takes_a_search(rival: str) -> None:
    ours = Entity("nr:a", "person", "Kassym Tokayev")
    alone = Gazetteer.from_entities([ours])
    assert _exact(alone, "Kassym Tokayev", None)
    both = Gazetteer.from_entities([ours, Entity("nr:b", "person", rival)])
    assert not _exact(both, "Kassym Tokayev", None)
    assert _exact(both.remove(["nr:b"]), "Kassym Tokayev", None)
    assert not _exact(alone.add([Entity("nr:b", "person", rival)]), "Kassym Tokayev", None)


def test_one_name_of_two_entities_is_ambiguous_without_a_search() -> None:
    twins = [Entity(f"nr:{n}", "person", "Kassym Tokayev", prominence=n / 10) for n in range(3)]
    assert len(_exact(Gazetteer.from_entities(twins), "Kassym Tokayev", None)) == 3
    quick, searched = answers(twins, "Kassym Tokayev", "person")
    assert told(quick) == told(searched)
    assert (quick.status, quick.candidates[0].entity.id) == ("ambiguous", "nr:2")
    assert not _exact(Gazetteer.from_entities([*twins, replaced(twins[0])]), "Kassym Tokayev", None)


def replaced(person: Entity) -> Entity:
    """Return a place of a person's name."""
    return Entity("nr:place", "place", person.name)


@pytest.mark.parametrize("form", [NameForm("Tokayev", strength="weak"), NameForm("Tokayev", script="Cyrl")])
def test_a_form_that_does_not_decide_alone_takes_a_search(form: NameForm) -> None:
    listed = Gazetteer.from_entities([Entity("nr:a", "person", form.text, (form,))])
    assert not _exact(listed, "Tokayev", "person")


@given(anything, kinds)
def test_the_parts_of_a_name_have_the_letters_of_its_words(text: str, kind: Kind | None) -> None:
    """So names with the same parts, in any order, have the same letters."""
    parts = "".join(units_of(text, kind).identity[1])
    assert letters_of(parts) == letters_of(phrase_of(text))
