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


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("Le discours d’Angela Merkel", "fr", ["Angela Merkel"]),
        ("L'Angela Merkel di oggi", "it", ["Angela Merkel"]),
        ("The speech of d’Angela Merkel", "en", []),  # English has no such small word
        ("Chez d’Angela Merkel", None, ["Angela Merkel"]),
    ],
)
def test_a_small_word_before_an_apostrophe_is_not_part_of_the_name(
    text: str, language: str | None, found: list[str]
) -> None:
    assert [name for name, _ in mentions(text, language=language)] == found


def test_an_arabic_letter_drawn_long_ends_the_small_word_before_it() -> None:
    gazetteer = Gazetteer.from_entities([
        Entity("salman", "person", "Mohammed bin Salman", (NameForm("محمد بن سلمان", "ar", "Arab"),)),
        Entity("bonn", "place", "Bonn", (NameForm("بن", "ar", "Arab"),)),
    ])  # fmt: skip
    found = Resolver(gazetteer).annotate("التقى بـمحمد بن سلمان", language="ar")
    assert [(each.text, each.start) for each in found] == [("محمد بن سلمان", 8)]
    assert not Resolver(gazetteer).annotate("خالد بن وليد", language="ar")  # the son of, not Bonn


@pytest.mark.parametrize("text", ["在阿斯塔纳举行", "在阿斯塔納舉行"])
def test_simplified_and_traditional_signs_are_one(text: str) -> None:
    for listed in ("阿斯塔纳", "阿斯塔納"):
        gazetteer = Gazetteer.from_entities(
            [Entity("astana", "place", "Astana", (NameForm(listed, "zh", "Hani"),))]
        )
        assert [each.text for each in Resolver(gazetteer).annotate(text)] == [text[1:5]]
    assert mentions("在阿斯塔克举行") == []


def test_a_headline_in_capitals_may_have_case_endings() -> None:
    gazetteer = Gazetteer.from_entities([
        Entity("astana", "place", "Astana", (NameForm("Астана", "ru", "Cyrl"),)),
        Entity("un", "organization", "United Nations", (NameForm("ООН", "ru", "Cyrl"), NameForm("ПАСЕ", "ru", "Cyrl"))),
    ])  # fmt: skip
    found = Resolver(gazetteer).annotate("ВСТРЕЧА В АСТАНЕ, А ПАСЕЙ МОЛЧИТ", language="ru")
    assert [each.text for each in found] == ["АСТАНЕ"]


def test_particles_of_a_name_in_an_unlisted_spelling_do_not_end_it() -> None:
    gazetteer = Gazetteer.from_entities([Entity("leyen", "person", "Ursula von der Leyen")])
    resolver = Resolver(gazetteer)
    found = resolver.annotate("Heute sprach Urszula von der Leien zu uns.")
    assert [each.text for each in found] == ["Urszula von der Leien"]
    assert not resolver.annotate("Heute sprach Urszula und Leien.")


def test_words_in_small_letters_are_no_names() -> None:
    assert mentions("kassym-jomart tokayev, angela merkel and kazakhstan") == []


def test_every_german_noun_has_a_capital() -> None:
    text = "Heute, Petropawlowsk betreffend: nichts."
    assert mentions(text) == mentions(text, language="en") == [("Petropawlowsk", "petropavlovsk")]
    assert mentions(text, language="de") == mentions(text, language="de-AT") == []


@pytest.mark.parametrize("text", ["", " \n", "...", "7 8 9", "’s"])
def test_a_text_without_names_has_no_mentions(text: str) -> None:
    assert mentions(text) == []
