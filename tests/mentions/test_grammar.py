"""Endings, particles and clitics come off a word only where a listed word is left."""

from __future__ import annotations

import pytest

from nameresolve import Entity, Gazetteer, NameForm, Resolver
from nameresolve.mentions.grammar import readings_of, tongue_of

KNOWN = {"токаев", "путин", "москва", "tokajew", "moskwa", "بوتين", "토카예프", "პუტინი", "iran"}


def read(word: str, script: str, tongue: str = "") -> set[tuple[str, int, int]]:
    return {(way.fold, way.skip, way.end) for way in readings_of(word, len(word), script, tongue, KNOWN)}


@pytest.mark.parametrize(
    ("word", "script", "tongue", "reading"),
    [
        ("токаеву", "Cyrl", "ru", ("токаев", 0, 7)),
        ("токаевтың", "Cyrl", "kk", ("токаев", 0, 9)),
        ("москве", "Cyrl", "ru", ("москва", 0, 6)),
        ("tokajewem", "Latn", "pl", ("tokajew", 0, 9)),
        ("moskwie", "Latn", "pl", ("moskwa", 0, 7)),
        ("وبوتين", "Arab", "ar", ("بوتين", 1, 6)),
        ("토카예프는", "Hang", "ko", ("토카예프", 0, 4)),
        ("პუტინმა", "Geor", "ka", ("პუტინი", 0, 7)),
    ],
)
def test_a_word_is_read_without_its_ending(
    word: str, script: str, tongue: str, reading: tuple[str, int, int]
) -> None:
    assert reading in read(word, script, tongue)


@pytest.mark.parametrize(
    ("word", "script", "tongue"),
    [
        ("irana", "Latn", "en"),  # English has no such ending
        ("токаевтың", "Cyrl", "ru"),  # nor has Russian that of Kazakh
        ("토카예프집", "Hang", "ko"),  # no particle
        ("وبوتينا", "Arab", "ar"),
        ("вагоне", "Cyrl", "ru"),  # вагон is no word of a name
    ],
)
def test_nothing_is_taken_off_otherwise(word: str, script: str, tongue: str) -> None:
    assert read(word, script, tongue) == set()


@pytest.mark.parametrize(
    ("text", "tongue"),
    [
        ("Spotkanie odbyło się w Moskwie.", "pl"),
        ("The minister said that it was on the table.", "en"),
        ("Президент сказал, что это не так.", "ru"),
        ("Тоқаев", "kk"),
        ("Tokayev", ""),
        ("", ""),
    ],
)
def test_the_language_is_told_by_small_words_and_rare_letters(text: str, tongue: str) -> None:
    assert tongue_of(text) == tongue


RESOLVER = Resolver(
    Gazetteer.from_entities([
        Entity("putin", "person", "Vladimir Putin", (NameForm("Владимир Владимирович Путин", "ru", "Cyrl"),), ("RU",)),
        Entity("agency", "organization", "International Atomic Energy Agency", ()),
        Entity("mali", "place", "Mali", (), ("ML",)),
        Entity("vladimir", "place", "Vladimir", (), ("RU",)),
    ])
)  # fmt: skip


def linked(text: str, language: str | None = None) -> list[tuple[str, str]]:
    found = RESOLVER.annotate(text, language=language)
    return [(each.text, str(each.decision.entity.id)) for each in found if each.decision.entity]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Встреча с Владимиром Путиным.", [("Владимиром Путиным", "putin")]),
        ("Vladimir Putin came; V. Putin left.", [("Vladimir Putin", "putin"), ("V. Putin", "putin")]),
        ("Vladimir Putin came; A. Putin left.", [("Vladimir Putin", "putin")]),
        ("Владимир Путин: Владимир Владимирович устал.",
         [("Владимир Путин", "putin"), ("Владимир Владимирович", "putin")]),
        ("The International Atomic Energy Agency (IAEA) met. The IAEA left.",
         [("International Atomic Energy Agency", "agency"), ("IAEA", "agency"), ("IAEA", "agency")]),
        ("The International Atomic Energy Agency (NATO) met. The NATO left.",
         [("International Atomic Energy Agency", "agency")]),
        ("Malia visits us.", []),  # no case of Mali
        ("Write to Vladimir.Putin@example.org now.", []),
        ("Vladimir said no.", []),
        ("They drove to Vladimir.", [("Vladimir", "vladimir")]),
        ("On Vladimir Putin Avenue it rained.", []),
        ("The frigate Vladimir Putin sank.", []),
        ("He got the Order of Vladimir Putin.", []),
        ("It closed by order of Vladimir Putin.", [("Vladimir Putin", "putin")]),
        ("Vladimir Putin-Smith is a painter.", []),  # a name of two families
        ("The Vladimir Putin-led party won.", [("Vladimir Putin", "putin")]),
        ("Vladimir Putin came; Vladimir Michelson left.", [("Vladimir Putin", "putin")]),  # no patronymic
        ("PUTIN ARRIVES: VLADIMIR PUTIN LANDED", [("PUTIN", "putin"), ("VLADIMIR PUTIN", "putin")]),
        ("OLEG PUTIN ARRIVES: VLADIMIR PUTIN LANDED", [("VLADIMIR PUTIN", "putin")]),
    ],
)  # fmt: skip
def test_short_forms_and_their_counter_examples(text: str, found: list[tuple[str, str]]) -> None:
    assert linked(text) == found
