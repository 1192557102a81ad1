"""Hypothesis strategies: names to try laws on, spellings of one name, names of somebody else.

from hypothesis import given
from nameresolve.testing import names

@given(names(scripts=("Cyrl",)))
def test_my_import_keeps_every_name(name): ...
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from nameresolve.errors import MissingExtraError, SettingsError, text_of
from nameresolve.gazetteer import Gazetteer
from nameresolve.model import KINDS, Entity, Kind, Name, NameForm, Part
from nameresolve.parsing import parse
from nameresolve.romanization import romanize, variants
from nameresolve.scoring.units import CONTENT
from nameresolve.testing.letters import CASED, GIVEN_NAMES, LETTERS, TYPINGS, titled

try:
    from hypothesis import strategies as st
except ModuleNotFoundError as error:
    raise MissingExtraError("hypothesis", extra="testing") from error

__all__ = ["contradictions", "entities", "gazetteers", "kinds", "names", "spellings", "typings"]

_SYLLABIC = frozenset({"Hang", "Hani"})
_FAR = 0.4
"""A part takes the place of another only if their romanizations are less alike than this, from 0 to 1."""


def kinds() -> st.SearchStrategy[Kind | None]:
    """Return a strategy for the kinds of names, None (unknown) among them."""
    return st.sampled_from((*KINDS, None))


@st.composite
def names(draw: st.DrawFn, *, scripts: Sequence[str] | None = None, most_parts: int = 4) -> str:
    """Return a strategy for names of one to `most_parts` words, each name in one script.

    They look like names (letters of the script, capitals, hyphens) and are nobody's. `scripts` are
    ISO 15924 codes. Raises `SettingsError` for a script without letters here, when a name is drawn.
    """
    unknown = [script for script in scripts or () if script not in LETTERS]
    if unknown:
        raise SettingsError(
            f"There are no letters for the script {unknown[0]!r}; use some of {', '.join(LETTERS)}."
        )
    script = draw(st.sampled_from(tuple(scripts or LETTERS)))
    shortest, longest = (1, 3) if script in _SYLLABIC else (2, 9)
    word = st.text(alphabet=LETTERS[script], min_size=shortest, max_size=longest)
    words = draw(st.lists(word, min_size=1, max_size=most_parts))
    if script in CASED and draw(st.booleans()):
        words = [titled(each) for each in words]
    joints = draw(st.lists(st.sampled_from((" ", " ", " ", "-")), min_size=len(words), max_size=len(words)))
    return "".join(part + joint for part, joint in zip(words, joints, strict=True))[:-1]


def spellings(name: str, *, language: str | None = None, limit: int = 16) -> st.SearchStrategy[str]:
    """Return a strategy for spellings of one name under named schemes, as `nr.variants` yields them.

    The best known come first, and Hypothesis shrinks toward them; the name itself is among them.

    >>> from hypothesis import find
    >>> find(spellings("Тоқаев", language="kk"), lambda text: text.startswith("Toq"))
    'Toqaev'
    """
    return st.sampled_from([variant.text for variant in variants(name, language=language, limit=limit)])


def typings(name: str) -> st.SearchStrategy[str]:
    """Return a strategy for ways to type one name: composed, in capitals, with other hyphens.

    What differs is no spelling, and no answer of the library depends on it.
    """
    text_of(name)
    return st.sampled_from(list(dict.fromkeys(typing(name) for typing in TYPINGS.values())))


@lru_cache(maxsize=1024)
def _others(part: str, script: str) -> tuple[str, ...]:
    ours = romanize(part).casefold()
    pool = GIVEN_NAMES.get(script, GIVEN_NAMES["Latn"])
    return tuple(
        other for other in pool if Levenshtein.normalized_similarity(ours, romanize(other).casefold()) < _FAR
    )


def _replaceable(name: Name) -> list[tuple[Part, tuple[str, ...]]]:
    parts = [part for part in name.parts if part.role in CONTENT and part.role != "initial"]
    return [(part, others) for part in parts if (others := _others(part.text, part.script))]


@st.composite
def contradictions(draw: st.DrawFn, name: str, *, kind: Kind = "person") -> str:
    """Return a strategy for names of somebody else: one part of the name is another name altogether.

    The other part is of the same script and far from the one it takes the place of. Raises
    `SettingsError`, when a name is drawn, for one that has no part to take the place of.

    >>> from hypothesis import find
    >>> find(contradictions("Vladimir Putin"), lambda text: text.endswith("Putin"))
    'Viktor Putin'
    """
    found = _replaceable(parse(name, kind=kind))
    if not found:
        raise SettingsError(f"{name!r} has no part that another could take the place of; give a whole name.")
    part, others = draw(st.sampled_from(found))
    return name[: part.start] + draw(st.sampled_from(others)) + name[part.end :]


@st.composite
def entities(
    draw: st.DrawFn,
    *,
    id: str = "nr:drawn",  # noqa: A002 - the name of the field
    kind: Kind | None = None,
    scripts: Sequence[str] | None = None,
) -> Entity:
    """Return a strategy for entities with one to three forms, some with a country and a year of birth."""
    texts = draw(st.lists(names(scripts=scripts), min_size=1, max_size=3, unique_by=str.casefold))
    what: Kind = draw(st.sampled_from((kind,) if kind else KINDS))
    countries = draw(st.sampled_from(((), ("KZ",), ("RU", "UA"), ("CN",))))
    born = draw(st.none() | st.integers(1900, 2010)) if what == "person" else None
    forms = tuple(NameForm(text) for text in texts)
    return Entity(id, what, texts[0], forms, countries=countries, born=born)


@st.composite
def gazetteers(
    draw: st.DrawFn,
    *,
    least: int = 1,
    most: int = 6,
    kind: Kind | None = "person",
    scripts: Sequence[str] | None = None,
) -> Gazetteer:
    """Return a strategy for gazetteers of `least` to `most` entities with the ids ``nr:drawn-0`` and on."""
    size = draw(st.integers(least, most))
    each = [draw(entities(id=f"nr:drawn-{number}", kind=kind, scripts=scripts)) for number in range(size)]
    return Gazetteer.from_entities(each)
