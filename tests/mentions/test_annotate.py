"""Names in running text: where they stand, and whom each means."""

from __future__ import annotations

from functools import cache

import pytest

from nameresolve import Entity, Gazetteer, Mention, NameForm, Resolver

ENTITIES = (
    Entity("Q200881", "person", "Kassym-Jomart Tokayev",
           (NameForm("Қасым-Жомарт Тоқаев", "kk"), NameForm("托卡耶夫", "zh"), NameForm("توكاييف", "ar")), ("KZ",)),
    Entity("Q65251218", "person", "Kemel Tokayev", (), ("KZ",)),
    Entity("Q57394", "person", "Nursultan Nazarbayev", (), ("KZ",)),
    Entity("Q318693", "organization", "Collective Security Treaty Organization",
           (NameForm("CSTO", "en", strength="weak"),), ("RU", "KZ")),
    Entity("Q232", "place", "Kazakhstan", (NameForm("Kazakh", "en", strength="weak", source="demonym"),), ("KZ",)),
    Entity("Q35493", "place", "Almaty", (), ("KZ",)),
    Entity("nr:boris-johnson", "person", "Boris Johnson", (), ("GB",)),
)  # fmt: skip


@cache
def resolver() -> Resolver:
    return Resolver(Gazetteer.from_entities(ENTITIES))


def found(text: str, *, demonyms: bool = False) -> list[tuple[str, str | None]]:
    """Return the texts of the mentions and the ids they are decided to be."""
    return [
        (m.text, m.decision.entity.id if m.decision.entity else None)
        for m in mentions(text, demonyms=demonyms)
    ]


def mentions(text: str, *, demonyms: bool = False) -> list[Mention]:
    result = resolver().annotate(text, demonyms=demonyms)
    assert all(m.text == text[m.start : m.end] for m in result)
    return result


@pytest.mark.parametrize("text", ["", " ", "...", "It rained.", "😀😀", "\ud800", "\n\n\n"])
def test_nobody_is_named(text: str) -> None:
    assert mentions(text) == []


@pytest.mark.parametrize(
    ("text", "name", "id_"),
    [
        ("President Kassym-Jomart Tokayev spoke.", "Kassym-Jomart Tokayev", "Q200881"),
        ("KASSYM-JOMART TOKAYEV SPOKE", "KASSYM-JOMART TOKAYEV", "Q200881"),
        ("Вчера Қасым-Жомарт Тоқаев приехал.", "Қасым-Жомарт Тоқаев", "Q200881"),
        ("We met Qasym-Zhomart Toqaev there.", "Qasym-Zhomart Toqaev", "Q200881"),
        ("They flew to Almaty.", "Almaty", "Q35493"),
        ("Almaty’s mayor left.", "Almaty", "Q35493"),
        ("(Almaty)", "Almaty", "Q35493"),
        ("😀 Almaty 😀", "Almaty", "Q35493"),
    ],
)
def test_a_full_name_is_found_in_its_place(text: str, name: str, id_: str) -> None:
    assert (name, id_) in found(text)


def test_a_family_name_is_settled_by_the_full_name_before_it() -> None:
    result = found("Kassym-Jomart Tokayev spoke in Almaty. Then Tokayev left, and Toqaev's guards with him.")
    assert [id_ for name, id_ in result if name in ("Tokayev", "Toqaev")] == ["Q200881", "Q200881"]


def test_a_family_name_of_two_who_are_both_named_stays_open() -> None:
    result = found("Kassym-Jomart Tokayev wrote about Kemel Tokayev. It was Tokayev who came first.")
    assert ("Kassym-Jomart Tokayev", "Q200881") in result
    assert ("Kemel Tokayev", "Q65251218") in result
    assert all(id_ is None for name, id_ in result if name == "Tokayev")


def test_a_family_name_alone_names_nobody_for_certain() -> None:
    assert all(id_ is None for _, id_ in found("Yesterday Tokayev left."))


def test_demonyms_are_found_when_asked_for() -> None:
    text = "The Kazakh president came from Kazakhstan."
    assert [name for name, _ in found(text)] == ["Kazakhstan"]
    assert [name for name, _ in found(text, demonyms=True)] == ["Kazakh", "Kazakhstan"]


@pytest.mark.parametrize(
    "text",
    [
        "Bakhyt Tokayev spoke.",  # another person of the family name
        "Alexandra Johnson left.",
        "We saw almaty-like streets; boris ran.",
        "Tokarev spoke.",
    ],
)
def test_other_people_are_not_taken_for_listed_ones(text: str) -> None:
    assert all(id_ is None for _, id_ in found(text))


def test_names_in_scripts_without_spaces_are_found() -> None:
    assert ("托卡耶夫", "Q200881") in found("总统托卡耶夫发表讲话")


def test_every_mention_has_its_reason() -> None:
    for mention in mentions("Kassym-Jomart Tokayev met Boris Johnson in Almaty. Tokayev left."):
        assert mention.decision.reason.endswith(".")


def test_a_long_text_takes_seconds_and_not_minutes() -> None:
    text = "Kassym-Jomart Tokayev met Boris Johnson in Almaty, said a Reporter. " * 200
    assert len(mentions(text)) == 600
