"""Names whose parts are told from their words: the parser says the same of each."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from nameresolve.index import building
from nameresolve.index.building import IndexBuilder
from nameresolve.index.segment import Segment
from nameresolve.parsing.lexicon import entries
from nameresolve.parsing.plain import PlainName, plain_person
from nameresolve.parsing.tokens import phrase_of, words_of
from nameresolve.scoring.units import units_of

LISTED = sorted(
    word
    for name in ("titles", "particles", "suffixes", "named_things", "patronymic_endings")
    for entry in entries(name)
    for word in entry.split(" ")
)
ORDINARY = (
    "Tokayev", "KASSYM", "Li", "Wei", "O'Neill", "D’Angelo", "Müller", "Weiß", "Ivanovich", "Kemeluly", "Şahin",
    "Ng", "Xi", "Ali", "Ó", "J", "Abd", "İnönü", "Nguyễn", "ǅoker", "Кассым", "Тoкаев", "金", "a\u0301d", "x²", "'Ali",
)  # fmt: skip
words = st.one_of(
    st.sampled_from(ORDINARY),
    st.sampled_from(LISTED).map(str.title),
    st.text(alphabet="abcABCéşİßŉʼ'’-.ａ\u0301\u200b ", min_size=1, max_size=8),
)
gaps = st.sampled_from((" ", " ", " ", ", ", "  ", ",", "-"))


@st.composite
def written(draw: st.DrawFn) -> str:
    """Draw a name of words that mean something to the parser, and of others."""
    text = draw(words)
    for _ in range(draw(st.integers(0, 6))):
        text += draw(gaps) + draw(words)
    return text


@given(text=written(), family_first=st.booleans())
@example(text="Tokayev, Kassym-Jomart Kemeluly", family_first=False)
@example(text="Kemeluly, Ivanovich Petrovich", family_first=True)
def test_a_plain_name_has_the_parts_that_the_parser_finds(text: str, *, family_first: bool) -> None:
    plain = plain_person(text)
    if plain is None:
        return
    units = units_of(text, "person", family_first)
    places = plain.ordered(family_first=family_first)
    assert [unit.form.fold for unit in units.content] == [plain.words[place] for place in places]
    assert {unit.form.script for unit in units.content} == {"Latn"}
    assert len(units.parts) == len(units.content)
    found = [unit.form.fold for unit in units.content if unit.role == "patronymic"]
    assert found == ([plain.words[plain.patronymic]] if plain.patronymic >= 0 else [])
    assert not any(unit.role in ("initial", "generic", "number") for unit in units.content)
    assert phrase_of(text) == " ".join(plain.words)


def indexed(texts: list[str]) -> Segment:
    builder = IndexBuilder()
    for number, text in enumerate(texts):
        builder.add(number, 0, text, "person", family_first=bool(number % 2))
    return builder.segment()


def contents(segment: Segment) -> list[object]:
    """Return all that a segment holds."""
    texts = (segment.parts, segment.codes, segment.sounds, segment.identities)
    content = segment.content
    assert content is not None
    assert segment.letter_table is not None
    columns = (
        segment.weights, segment.offsets, segment.postings, segment.letter_table.values, content.kinds,
        content.starts, content.parts, content.roles, content.weights, content.heads, content.scripts,
    )  # fmt: skip
    return [*(text.all() for text in texts), *(column.all().tolist() for column in columns)]


@given(st.lists(written(), max_size=5))
@example(["Kim, Il Sung", "Kim Il Sung", "Kennedy, John", "Kennedy, John Fitzgerald", "Xi Li, Wei"])
def test_an_index_of_plain_names_is_that_of_parsed_ones(texts: list[str]) -> None:
    quick = contents(indexed(texts))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(building, "plain_person", lambda _: None)
        assert quick == contents(indexed(texts))


def test_most_names_are_plain_and_those_with_more_to_them_are_not() -> None:
    assert plain_person("O'NEILL, Jørgen") == PlainName(["oneill", "jørgen"], 1, -1)
    for text in (
        "Dr Ali Hasan",
        "Ali bin Hasan",
        "A. Hasan",
        "Ali Hasan Jr",
        "Nazarbayev Avenue",
        "",
        "Ali,",
    ):
        assert plain_person(text) is None


@given(st.one_of(written(), st.text(alphabet=st.characters(max_codepoint=127))))
def test_the_words_of_ascii_are_those_of_any_text(text: str) -> None:
    if not set("'.`").isdisjoint(text) or not text.isascii():
        return
    assert phrase_of(text) == " ".join(word.text for word in words_of(text, dotted=True))
