"""Where a mention begins and ends: possessives, breaks, titles, capitals, runs without spaces."""

from __future__ import annotations

import pytest

from nameresolve import Entity, Gazetteer, NameForm, Resolver

RESOLVER = Resolver(
    Gazetteer.from_entities([
        Entity(
            "tokayev", "person", "Kassym-Jomart Tokayev", (NameForm("托卡耶夫", "zh", "Hani"),), countries=("KZ",)
        ),
        Entity("merkel", "person", "Angela Merkel", countries=("DE",)),
        Entity("wto", "organization", "World Trade Organization", (NameForm("WTO", "en", "Latn", "weak"),)),
        Entity("petropavlovsk", "place", "Petropavlovsk", countries=("KZ",)),
        Entity("who", "organization", "World Health Organization", (NameForm("WHO", "en", "Latn", "weak"),)),
        Entity(
            "kazakhstan", "place", "Kazakhstan", (NameForm("Kazakh", "en", "Latn", "weak", "demonym"),),
            countries=("KZ",),
        ),
    ])
)  # fmt: skip


def mentions(text: str, *, language: str | None = None, demonyms: bool = False) -> list[tuple[str, str]]:
    found = RESOLVER.annotate(text, language=language, demonyms=demonyms)
    assert all(text[each.start : each.end] == each.text for each in found)
    return [(each.text, str(each.decision.entity.id) if each.decision.entity else "") for each in found]


@pytest.mark.parametrize("apostrophe", ["'", "’", "ʼ"])
def test_a_possessive_is_not_part_of_the_mention(apostrophe: str) -> None:
    text = f"Kassym-Jomart Tokayev{apostrophe}s visit, and Tokayev{apostrophe}s words"
    assert mentions(text) == [("Kassym-Jomart Tokayev", "tokayev"), ("Tokayev", "tokayev")]


@pytest.mark.parametrize("gap", ["\n", "  ", " \n ", "\r\n", "\u00a0"])
def test_a_name_may_run_over_a_line_break(gap: str) -> None:
    assert mentions(f"So Angela{gap}Merkel spoke.") == [(f"Angela{gap}Merkel", "merkel")]


def test_a_paragraph_ends_a_name() -> None:
    assert ("Angela\n\nMerkel", "merkel") not in mentions("They met Angela\n\nMerkel spoke.")


def test_the_document_says_who_a_family_name_is() -> None:
    assert mentions("Tokayev spoke.") == []
    text = "Qasym-Zhomart Toqaev spoke. Then Toqaev left."
    assert mentions(text) == [("Qasym-Zhomart Toqaev", "tokayev"), ("Toqaev", "tokayev")]


def test_a_relative_who_is_not_listed_is_not_linked() -> None:
    text = "Kassym-Jomart Tokayev came. His son Timur Tokayev left."
    assert mentions(text) == [("Kassym-Jomart Tokayev", "tokayev")]


def test_an_acronym_is_written_in_capitals() -> None:
    text = "The World Health Organization (WHO) knows who has it. Who? The WHO."
    assert mentions(text) == [("World Health Organization", "who"), ("WHO", "who"), ("WHO", "who")]
    assert mentions("the who agreed, and the wto") == []


def test_a_name_is_found_within_a_run_without_spaces() -> None:
    assert mentions("总统托卡耶夫访问德国") == [("托卡耶夫", "tokayev")]


@pytest.mark.parametrize("name", ["Kassym-Jomart Tokayev", "Qasym-Zhomart Toqaev"])
def test_a_title_is_not_part_of_the_mention(name: str) -> None:
    assert mentions(f"Then President {name} left.") == [(name, "tokayev")]


def test_words_in_small_letters_are_no_names() -> None:
    assert mentions("kassym-jomart tokayev, angela merkel and kazakhstan") == []


def test_every_german_noun_has_a_capital() -> None:
    text = "Heute, Petropawlowsk betreffend: nichts."
    assert mentions(text) == mentions(text, language="en") == [("Petropawlowsk", "petropavlovsk")]
    assert mentions(text, language="de") == mentions(text, language="de-AT") == []


@pytest.mark.parametrize("text", ["", " \n", "...", "7 8 9", "’s"])
def test_a_text_without_names_has_no_mentions(text: str) -> None:
    assert mentions(text) == []
