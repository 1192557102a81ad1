"""A mention is a slice of its text, whatever the text."""

from __future__ import annotations

import itertools
from functools import cache

from hypothesis import given
from hypothesis import strategies as st
from law_strategies import any_text, names, real_names

from nameresolve import Entity, Gazetteer, NameForm, Resolver


@cache
def resolver() -> Resolver:
    """Return a resolver of a few entities in several scripts."""
    president = Entity(
        "Q200881",
        "person",
        "Kassym-Jomart Tokayev",
        (
            NameForm("Қасым-Жомарт Тоқаев"),
            NameForm("توكاييف"),
            NameForm("托卡耶夫"),
            NameForm("カシムジョマルト・トカエフ"),
        ),
        countries=("KZ",),
    )
    body = Entity(
        "Q318693",
        "organization",
        "Collective Security Treaty Organization",
        (NameForm("CSTO", strength="weak"),),
    )
    return Resolver(Gazetteer.from_entities([president, body, Entity("Q35493", "place", "Almaty")]))


LISTED = (
    "Kassym-Jomart Tokayev", "KASSYM-JOMART TOKAYEV", "Toqaev", "Қасым-Жомарт Тоқаев", "托卡耶夫", "توكاييف", "CSTO",
    "Almaty", "Almaty’s", "Qasym-Zhomart Toqaev", "カシムジョマルト・トカエフ", "Almaty\u0301", "Ａｌｍａｔｙ", "😀Almaty",
)  # fmt: skip
pieces = st.one_of(
    st.sampled_from(LISTED),
    names(),
    real_names,
    any_text,
    st.sampled_from(
        (". ", ", ", "\n\n", "\r\n", " said ", "’s ", "(", "😀", "𐐀", "İ", "ﬁ", "\u0301", "\u202e", "\u00a0")
    ),
    st.sampled_from(
        (
            "d’Almaty",
            "L’ALMATY",
            "d'\u0301Almaty",
            "بـتوكاييف",
            "بِـتوكاييف",
            "وبـ\u0651توكاييف",
            "托卡葉夫",
            "de la ",
            "İd’İAlmaty",
        )
    ),
    st.sampled_from(
        ("وتوكاييف", "Тоқаевтың", "토카예프는", "Almatyﬁ", "İALMATY", "\u202eAlmaty\u202c", "Almaty@x.kz")
    ),
)
texts = st.lists(pieces, max_size=8).map(" ".join) | st.lists(pieces, max_size=8).map("".join)


@given(texts)
def test_offsets_round_trip(text: str) -> None:
    for mention in resolver().annotate(text):
        assert mention.text == text[mention.start : mention.end]
        assert mention.text


@given(texts)
def test_mentions_come_in_order_and_do_not_overlap(text: str) -> None:
    mentions = resolver().annotate(text)
    for before, after in itertools.pairwise(mentions):
        assert before.end <= after.start


@given(texts)
def test_only_a_match_names_an_entity(text: str) -> None:
    for mention in resolver().annotate(text):
        assert (mention.decision.entity is not None) == (mention.decision.status == "match")


@given(texts)
def test_annotating_twice_gives_the_same_mentions(text: str) -> None:
    assert resolver().annotate(text) == resolver().annotate(text)


@given(st.sampled_from(("Almaty", "Kassym-Jomart Tokayev", "Қасым-Жомарт Тоқаев")), texts)
def test_a_listed_name_in_a_sentence_of_its_own_is_found(name: str, after: str) -> None:
    text = f"We saw {name}.\n\n{after}"
    assert any(mention.text == name for mention in resolver().annotate(text))
