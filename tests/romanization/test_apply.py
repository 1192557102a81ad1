"""Applying a scheme never fails, keeps its place in the source, and cares for case and context."""

from __future__ import annotations

import time
import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nameresolve.romanization.apply import apply_scheme
from nameresolve.romanization.schemes import Scheme, load_scheme, scheme_from_record

SAMPLE = [
    "bgnpcgn-rus-Cyrl-Latn-1947",
    "news-kaz-Cyrl-Latn-en",
    "news-rus-Cyrl-Latn-tr",
    "elot-ell-Grek-Latn-743-1982-ts",
    "news-kor-Hang-Latn-en",
    "bgnpcgn-jpn-Hrkt-Latn-1976",
    "bgnpcgn-ara-Arab-Latn-1956",
    "news-hin-Deva-Latn-en",
    "un-amh-Ethi-Latn-2016",
    "rtgs-tha-Thai-Latn-1999",
]
LETTERS = (
    "абвгдежзийклмнопрстуфхцчшщъыьэюяёіїєґқғңұү αβγδάέίου 김정은한국 かきっんー محمدِّ नरेन्द्र ไทย አዲስ abc -'.́"
)
texts = st.one_of(st.text(max_size=30), st.text(alphabet=LETTERS, max_size=30))


def made(**record: Any) -> Scheme:
    whole = {"title": "", "authority": "", "language": "ru", "script": "Cyrl", "source": "", **record}
    return scheme_from_record("made", whole)


class TestLaws:
    """Any text, any scheme."""

    @given(texts, st.sampled_from(SAMPLE))
    def test_the_trace_covers_the_source_and_joins_to_the_text(self, text: str, scheme: str) -> None:
        reading = apply_scheme(text, load_scheme(scheme))
        assert "".join(latin for _, _, latin in reading.trace) == reading.text
        places = [0]
        for start, end, _ in reading.trace:
            assert start == places[-1]
            assert end > start
            places.append(end)
        assert places[-1] == len(text)

    @given(texts, st.sampled_from(SAMPLE))
    def test_nfc_and_nfd_give_one_text(self, text: str, scheme: str) -> None:
        loaded = load_scheme(scheme)
        composed = apply_scheme(unicodedata.normalize("NFC", text), loaded).text
        assert apply_scheme(unicodedata.normalize("NFD", text), loaded).text == composed

    @given(texts, st.sampled_from(SAMPLE))
    def test_the_same_text_gives_the_same_reading(self, text: str, scheme: str) -> None:
        assert apply_scheme(text, load_scheme(scheme)) == apply_scheme(text, load_scheme(scheme))

    @given(st.text(alphabet="абвгдежзийклмнопрстуфхцчшщъыьэюяё -", max_size=30))
    def test_case_changes_nothing_but_case(self, text: str) -> None:
        scheme = load_scheme("bgnpcgn-rus-Cyrl-Latn-1947")
        small = apply_scheme(text, scheme).text
        assert apply_scheme(text.upper(), scheme).text.casefold() == small.casefold()

    @given(st.text(alphabet="abcdefghijklmnopqrstuvwxyzäöüßéñ 0123456789-.,'", max_size=30))
    def test_latin_text_stays(self, text: str) -> None:
        assert apply_scheme(text, load_scheme("news-rus-Cyrl-Latn-en")).text == text


@pytest.mark.parametrize(
    ("native", "latin"),
    [("Щукин", "Shchukin"), ("ЩУКИН", "SHCHUKIN"), ("Щ.", "Shch."), ("щ", "shch"), ("И. Щ.", "I. Shch.")],
)
def test_case_is_carried_over(native: str, latin: str) -> None:
    assert apply_scheme(native, load_scheme("bgnpcgn-rus-Cyrl-Latn-1947")).text == latin


def test_a_dotted_i_stays_dotted_in_turkish() -> None:
    assert apply_scheme("Ирина ИРИНА", load_scheme("news-rus-Cyrl-Latn-tr")).text == "İrina İRİNA"


def test_the_longest_rule_wins() -> None:
    scheme = made(rules={"с": "s", "х": "kh", "сх": "s-h"})
    assert apply_scheme("сх", scheme).text == "s-h"


def test_contexts_are_tried_in_the_order_written() -> None:
    scheme = made(
        classes={"vowel": "[ае]"},
        rules={"е": "e", "а": "a", "т": "t"},
        contextual=[
            {"initial": True, "rules": {"е": "ye"}},
            {"after": "{vowel}", "rules": {"е": "ie"}},
            {"final": True, "rules": {"т": "th"}},
            {"initial": False, "final": False, "rules": {"а": "ah"}},
        ],
    )
    assert apply_scheme("ет ает тат та", scheme).text == "yeth aieth tahth ta"


def test_an_apostrophe_inside_a_word_is_no_boundary() -> None:
    scheme = load_scheme("ua-ukr-Cyrl-Latn-2010")
    assert apply_scheme("Знам'янка 'Яна'", scheme).text == "Znamianka 'Yana'"


def test_a_doubling_sign_repeats_the_first_letter() -> None:
    assert (
        apply_scheme("きって まっちゃ", load_scheme("var-jpn-Hrkt-Latn-hepburn-1954")).text == "Kitte Matcha"
    )


def test_a_mark_on_the_letter_before_shares_its_place() -> None:
    reading = apply_scheme("こう", load_scheme("bgnpcgn-jpn-Hrkt-Latn-1976"))
    assert reading.trace == ((0, 2, "Kō"),)


def test_unknown_letters_fall_back() -> None:
    scheme = load_scheme("bgnpcgn-rus-Cyrl-Latn-1947")
    assert apply_scheme("Ѝ", scheme).text == "I"  # by its parts
    assert apply_scheme("გ", scheme).text == "g"  # as the last resort has it
    assert apply_scheme("\ud800 7 €", scheme).text == "\ud800 7 €"  # no letters: they stay


def test_time_grows_with_the_length_only() -> None:
    scheme = load_scheme("news-kor-Hang-Latn-en")
    apply_scheme("김정은", scheme)

    def spent(times: int) -> float:
        start = time.perf_counter()
        apply_scheme("김정은 " * times, scheme)
        return time.perf_counter() - start

    short = min(spent(100) for _ in range(3))
    assert min(spent(1000) for _ in range(3)) < 40 * short


def test_a_pile_of_marks_takes_no_longer() -> None:
    start = time.perf_counter()
    reading = apply_scheme("a" + "\u0301" * 20_000, load_scheme("bgnpcgn-rus-Cyrl-Latn-1947"))
    assert time.perf_counter() - start < 5
    assert reading.trace[-1][1] == 20_001
