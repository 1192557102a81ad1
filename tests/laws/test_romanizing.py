"""Whatever is romanized: bounded, repeatable, the same in every case, and never lost on the way."""

from __future__ import annotations

import unicodedata
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from law_strategies import any_text, anything, names, real_names

import nameresolve as nr
from nameresolve.romanization.apply import apply_scheme
from nameresolve.romanization.schemes import load_scheme, scheme_records

latin_names = st.one_of(names(("Latn",)), names(("Cyrl",)).map(nr.romanize), real_names)
any_scheme = st.sampled_from(sorted(scheme_records()))
SEVERAL = {"readings": nr.readings, "variants": nr.variants}


def alike(text: str) -> str:
    """Return a spelling without its case; the Turkish dots are a matter of case, too."""
    folded = unicodedata.normalize("NFKD", text).casefold().replace("\u0307", "").replace("ı", "i")
    return unicodedata.normalize("NFC", folded)


def keeps_its_case(text: str) -> bool:
    """Return whether capitals can be taken back: not those of ß, ŉ, և, and not a Greek final sigma."""
    turned = (text.upper().lower(), text.lower(), text.lower().upper().lower())
    return len(set(turned)) == 1 and "ς" not in text and len(text.upper()) == len(text)


class TestBounded:
    """Readings and variants: at least one, at most the limit, the likeliest first, no spelling twice."""

    @pytest.mark.parametrize("call", SEVERAL)
    @given(text=st.one_of(anything, latin_names), limit=st.integers(1, 40))
    def test_bounded_ranked_distinct(self, call: str, text: str, limit: int) -> None:
        found = SEVERAL[call](text, limit=limit)
        assert 1 <= len(found) <= limit
        assert len({unicodedata.normalize("NFC", each.text) for each in found}) == len(found)
        assert [each.cost for each in found] == sorted(each.cost for each in found)
        assert found[0].cost == 0.0

    @pytest.mark.parametrize("call", SEVERAL)
    @given(text=st.one_of(anything, latin_names))
    def test_more_begin_with_the_fewer(self, call: str, text: str) -> None:
        assert SEVERAL[call](text, limit=20)[:5] == SEVERAL[call](text, limit=5)[:5]

    @given(st.one_of(anything, latin_names))
    def test_a_name_is_among_its_variants(self, text: str) -> None:
        """Under the Latin spelling that is best known, at the latest."""
        assert unicodedata.normalize("NFC", text) in {
            unicodedata.normalize("NFC", each.text) for each in nr.variants(text, limit=2)
        }


class TestSameName:
    """NFC, NFD and any case of a text have the same readings and variants, but for the case.

    Exceptions: characters whose capitals are other characters (ß, ŉ, և) or whose small letter hangs on
    the place (a final sigma), since there the case is not all that changes.
    """

    @pytest.mark.parametrize("call", SEVERAL)
    @given(text=st.one_of(names(), latin_names))
    def test_composed_and_decomposed(self, call: str, text: str) -> None:
        forms = [unicodedata.normalize(form, text) for form in ("NFC", "NFD")]
        one, other = ([alike(each.text) for each in SEVERAL[call](form)] for form in forms)
        assert one == other

    @pytest.mark.parametrize("call", SEVERAL)
    @given(text=st.one_of(names(), latin_names).filter(keeps_its_case))
    def test_capitals_and_small_letters_are_read_alike(self, call: str, text: str) -> None:
        """Without a limit: in capitals, Turkish dots apart, two spellings may be one and make room for a third."""
        small, large = (SEVERAL[call](way(text), limit=1_000) for way in (str.lower, str.upper))
        assert {alike(each.text) for each in small} == {alike(each.text) for each in large}


class TestTotal:
    """Every scheme takes every string: no error, the same answer each time, and the way back to the source."""

    @given(any_text, any_scheme)
    def test_every_scheme_takes_every_text(self, text: str, scheme: str) -> None:
        reading = apply_scheme(text, load_scheme(scheme))
        assert reading == apply_scheme(text, load_scheme(scheme))

    @given(st.lists(st.one_of(anything, latin_names), max_size=4))
    def test_identify_takes_every_text(self, texts: list[str]) -> None:
        guesses = nr.identify_scheme(texts, limit=3)
        assert guesses == nr.identify_scheme(iter(texts), limit=3)
        assert all(0.0 < guess.probability <= 1.0 and guess.words <= guess.of for guess in guesses)

    @given(st.one_of(anything, latin_names), any_scheme)
    def test_a_trace_covers_the_source(self, text: str, scheme: str) -> None:
        for reading in (apply_scheme(text, load_scheme(scheme)), *nr.variants(text, limit=8)):
            starts = [start for start, _, _ in reading.trace]
            ends = [end for _, end, _ in reading.trace]
            assert [0, *ends] == [*starts, len(text)] if text else not reading.trace
            assert "".join(latin for _, _, latin in reading.trace) == reading.text

    @given(anything, any_scheme)
    def test_the_work_is_linear(self, text: str, scheme: str) -> None:
        """Each character of the source begins at most one piece, and a piece is bounded."""
        rules = load_scheme(scheme).rules
        longest = max(len(rule.latin) for group in rules.values() for rule in group)
        reading = apply_scheme(text, load_scheme(scheme))
        assert len(reading.trace) <= len(text)
        assert len(reading.text) <= max(longest, 16) * 4 * max(1, len(text))

    @given(names(), any_scheme)
    def test_a_text_twice_is_its_reading_twice(self, text: str, scheme: str) -> None:
        once = apply_scheme(text, load_scheme(scheme)).text
        assert apply_scheme(f"{text}\n{text}", load_scheme(scheme)).text == f"{once}\n{once}"


REVERSIBLE = sorted(scheme for scheme, record in scheme_records().items() if record.get("reversible"))


@cache
def back(scheme: str) -> dict[str, list[str]]:
    """Return what each spelling of a scheme may stand for; all its rules, whatever their context."""
    found: dict[str, list[str]] = {}
    for group in load_scheme(scheme).rules.values():
        for rule in group:
            found.setdefault(unicodedata.normalize("NFC", rule.latin), []).append(rule.source)
    return found


def small(text: str, scheme: str) -> str:
    """Return what a scheme writes, in small letters."""
    return unicodedata.normalize("NFC", apply_scheme(text, load_scheme(scheme)).text.lower())


def natives(latin: str, scheme: str) -> set[str]:
    """Return every text that a scheme may have written so: a textbook search through all ways to cut it."""
    table = back(scheme)
    ways: list[set[str]] = [{""}] + [set() for _ in latin]
    for end in range(1, len(latin) + 1):
        for start in range(end):
            piece = latin[start:end]
            for native in table.get(piece, [piece] if piece in " -" else []):
                ways[end] |= {known + native for known in ways[start]}
    return {way for way in ways[-1] if small(way, scheme) == latin}


@pytest.mark.parametrize("scheme", REVERSIBLE)
@settings(max_examples=settings().max_examples // 8)  # there are many schemes
@given(data=st.data())
def test_what_a_reversible_scheme_writes_can_be_read_back(scheme: str, data: st.DataObject) -> None:
    """One text, and no other, is written so. Each letter of the scheme may stand anywhere."""
    letters = sorted(
        {rule.source for group in load_scheme(scheme).rules.values() for rule in group if rule.latin}
    )
    text = "".join(data.draw(st.lists(st.sampled_from([*letters, " ", "-"]), max_size=6)))
    assert natives(small(text, scheme), scheme) == {text}


def test_there_are_reversible_schemes() -> None:
    assert len(REVERSIBLE) >= 10
