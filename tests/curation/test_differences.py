"""What changed between two gazetteers."""

from __future__ import annotations

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from nameresolve import Entity, Gazetteer, NameForm
from nameresolve.curation import differences

FORM = NameForm("Yulia Petrova", "en")
OLD = Entity("a", "person", "Yulia Petrova", (FORM, NameForm("Юлия Петрова", "ru")), ("KZ",), 1990)


def listed(*entities: Entity) -> Gazetteer:
    return Gazetteer.from_entities(entities)


def test_added_removed_and_changed() -> None:
    new = evolve(OLD, born=1991, forms=(FORM, NameForm("Julia Petrova", "de")))
    other, third = Entity("b", "place", "Osh"), Entity("c", "place", "Uzgen")
    changed, removed, added = differences(listed(OLD, other), listed(new, third))
    assert (changed.status, changed.id) == ("changed", "a")
    assert [(each.field, each.old, each.new) for each in changed.changes] == [("born", 1990, 1991)]
    assert [form.text for form in changed.forms] == ["Julia Petrova"]
    assert [form.text for form in changed.lost_forms] == ["Юлия Петрова"]
    assert (removed.status, removed.id, added.status, added.id) == ("removed", "b", "added", "c")


def test_the_order_of_forms_is_no_change_but_their_strength_is() -> None:
    assert not list(differences(listed(OLD), listed(evolve(OLD, forms=OLD.forms[::-1]))))
    weaker = evolve(OLD, forms=(evolve(FORM, strength="weak"), OLD.forms[1]))
    (change,) = differences(listed(OLD), listed(weaker))
    assert (change.forms, change.lost_forms) == ((weaker.forms[0],), (FORM,))


ENTITIES = st.lists(
    st.builds(Entity, st.sampled_from("abcd"), st.just("place"), st.sampled_from(["Osh", "Uzgen"])),
    unique_by=lambda entity: entity.id,
)


@given(ENTITIES, ENTITIES)
def test_the_way_back_is_the_way_there_reversed(old: list[Entity], new: list[Entity]) -> None:
    there = {(each.id, each.status) for each in differences(listed(*old), listed(*new))}
    back = {(each.id, each.status) for each in differences(listed(*new), listed(*old))}
    turned = {"added": "removed", "removed": "added", "changed": "changed"}
    assert {(each, turned[status]) for each, status in back} == there


@given(ENTITIES)
def test_a_gazetteer_does_not_differ_from_itself(entities: list[Entity]) -> None:
    assert not list(differences(listed(*entities), listed(*entities)))
