"""Whatever is given as an argument, what comes back is an answer or an error of ours that says what to give.

Each argument of each public function is given every value of `WRONG`, the others being right. A value may be
taken (a name may be any string), but no error that is not a `NameResolveError` may come out. What Python
itself says of an argument that is missing or not known is left to Python, and what the disk refuses to the
disk (`OSError`).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

import nameresolve as nr
from nameresolve import importers, testing
from nameresolve.plugins import answers, ftm, scorer

NAME = "Kassym-Jomart Tokayev"
LONGEST_MESSAGE = 600
_FTM = {"id": "a", "schema": "Person", "properties": {"name": [NAME]}}
WRONG: Mapping[str, Any] = {
    "nothing": None,
    "true": True,
    "zero": 0,
    "negative": -1,
    "small": 3,
    "huge": 2**70,
    "a half": 0.5,
    "one and a half": 1.5,
    "not a number": math.nan,
    "infinite": math.inf,
    "complex": 1j,
    "empty text": "",
    "digits": "3",
    "text": "a",
    "half a surrogate pair": "\ud800",
    "null": "a\0b",
    "bytes": b"a",
    "empty list": [],
    "list of texts": ["a"],
    "list of numbers": [1],
    "list of nothing": [None],
    "list of surrogates": ["\ud800"],
    "nested lists": [["a", "b"]],
    "pairs": [("a", None)],
    "mapping": {"a": 1},
    "set": {1},
    "object": SimpleNamespace(),
    "class": nr.Entity,
    "function": len,
    "path": Path("no/such/folder"),
}


@cache
def _gazetteer() -> nr.Gazetteer:
    return testing.small_gazetteer()


@cache
def _resolver() -> nr.Resolver:
    return nr.Resolver(_gazetteer())


def _updated(method: str) -> Callable[..., object]:
    return getattr(_gazetteer(), method)  # type: ignore[no-any-return]


def _entity(**given: Any) -> nr.Gazetteer:
    return nr.Gazetteer.from_entities([nr.Entity(**{"id": "nr:a", "kind": "person", "name": NAME} | given)])


def _form(**given: Any) -> nr.Gazetteer:
    form = nr.NameForm(**{"text": NAME} | given)
    return nr.Gazetteer.from_entities([nr.Entity("nr:a", "person", NAME, (form,))])


def _setting(**given: Any) -> nr.Decision:
    return nr.Resolver(_gazetteer(), nr.Settings(**given)).resolve(NAME)


def _made(**given: Any) -> nr.Decision:
    return nr.Resolver(**given).resolve(NAME)


def _labeled(**given: Any) -> nr.Report:
    return nr.evaluate([nr.Labeled(**{"left": NAME, "right": NAME, "same": True} | given)])


def _named(**given: Any) -> nr.Report:
    return nr.evaluate([nr.Named(**{"name": NAME, "id": "Q200881"} | given)], resolver=_resolver())


def _scored(**given: Any) -> object:
    return scorer.Scorer(**given)(NAME, NAME)


def _table(tmp: str, **given: Any) -> object:
    return importers.read_table(Path(tmp) / "names.csv", **given)


def _filtered(tmp: str, **given: Any) -> object:
    return importers.read_table(Path(tmp) / "names.csv", filters=importers.Filters(**given))


def _laid_out(tmp: str, **given: Any) -> object:
    return importers.read_table(Path(tmp) / "names.csv", layout=importers.Layout(**given))


@cache
def _functions() -> dict[str, tuple[Callable[..., object], dict[str, Any]]]:
    """Return what is asked, and with which right arguments; those may be changed one by one."""
    kind: dict[str, Any] = {"kind": "person"}
    question = {"name": NAME, "countries": ("KZ",), "born": 1953, "limit": 2} | kind
    entity = nr.Entity("nr:b", "person", "Kemel Tokayev")
    known = next(iter(_gazetteer()))
    return {
        "resolve": (_resolver().resolve, question),
        "resolve of the bundled": (nr.resolve, question),
        "explain": (_resolver().explain, question),
        "resolve_many": (_resolver().resolve_many, {"names": [NAME], "limit": 1, "workers": 1} | kind),
        "annotate": (_resolver().annotate, {"text": NAME, "language": "en", "demonyms": True, "unlisted": True}),
        "replay": (_resolver().replay, {"explanation": _resolver().explain(NAME)}),
        "compare": (nr.compare, {"left": NAME, "right": NAME, "language": "kk"} | kind),
        "similarity": (
            nr.similarity,
            {"left": NAME, "right": NAME, "processor": None, "score_cutoff": 0.5} | kind,
        ),
        "romanize": (nr.romanize, {"text": NAME, "language": "kk"}),
        "romanize under a scheme": (nr.romanize, {"text": NAME, "scheme": "bgnpcgn-kaz-Cyrl-Latn-1979"}),
        "readings": (nr.readings, {"text": "Тоқаев", "language": "kk", "limit": 3}),
        "variants": (nr.variants, {"text": "Тоқаев", "language": "kk", "limit": 3}),
        "identify_scheme": (nr.identify_scheme, {"names": [NAME], "limit": 3}),
        "parse": (nr.parse, {"name": NAME} | kind),
        "keys": (nr.keys, {"name": NAME} | kind),
        "outline": (nr.outline, {"name": NAME} | kind),
        "cluster": (
            nr.cluster,
            {"names": [NAME, "Toqaev"], "threshold": 0.5, "workers": 1, "pairs": None} | kind,
        ),
        "likely_pairs": (nr.likely_pairs, {"pairs": [(NAME, "Toqaev")], "least": 0.3} | kind),
        "link": (
            nr.link,
            {"left": [NAME], "right": [NAME], "threshold": 0.5, "one_to_one": True, "workers": 1} | kind,
        ),
        "evaluate": (
            nr.evaluate,
            {"rows": [nr.Labeled(NAME, NAME, same=True)], "threshold": 0.5, "resolver": None, "seed": 1} | kind,
        ),
        "Labeled": (_labeled, {"left": NAME, "right": NAME, "same": True}),
        "Named": (_named, {"name": NAME, "id": "Q200881"}),
        "Settings": (_setting, {"match_threshold": 0.7, "margin": 0.4, "floor": 0.3}),
        "Resolver": (_made, {"gazetteer": _gazetteer(), "settings": nr.Settings()}),
        "Entity": (
            _entity,
            {
                "id": "nr:a", "name": NAME, "forms": (), "countries": ("KZ",), "born": 1953,
                "identifiers": {"isni": "1"}, "prominence": 0.5, "roles": ("president",), "family": "last",
            } | kind,
        ),
        "NameForm": (
            _form,
            {"text": NAME, "language": "kk", "script": "Latn", "strength": "weak", "source": "a"},
        ),
        "Gazetteer.open": (nr.Gazetteer.open, {"path": "no/such/folder", "check": True}),
        "Gazetteer.save": (_updated("save"), {"path": "no/such/folder"}),
        "Gazetteer.from_entities": (nr.Gazetteer.from_entities, {"entities": [entity]}),
        "Gazetteer.add": (_updated("add"), {"entities": [entity]}),
        "Gazetteer.replace": (_updated("replace"), {"entities": [known]}),
        "Gazetteer.remove": (_updated("remove"), {"ids": [known.id], "redirects": None}),
        "Gazetteer.get": (_updated("get"), {"entity_id": known.id}),
        "Gazetteer.listing": (_updated("listing"), {"ids": [known.id]}),
        "check_gazetteer": (testing.check_gazetteer, {"gazetteer": _gazetteer(), "sample": 1, "seed": 1}),
        "testing.names": (testing.names, {"scripts": ["Latn"], "most_parts": 2}),
        "testing.entities": (testing.entities, {"id": "nr:a", "scripts": ["Latn"]} | kind),
        "testing.gazetteers": (testing.gazetteers, {"least": 1, "most": 2, "scripts": ["Latn"]} | kind),
        "testing.spellings": (testing.spellings, {"name": NAME, "language": "en", "limit": 2}),
        "testing.typings": (testing.typings, {"name": NAME}),
        "testing.contradictions": (testing.contradictions, {"name": NAME} | kind),
        "checked_kinds": (importers.checked_kinds, {"kinds": ["person"]}),
        "read_entities": (importers.read_entities, {"source": "csv", "path": "no/such/file.csv"}),
        "resolve_values": (
            answers.resolve_values,
            {"values": [NAME], "resolver": _resolver(), "workers": 1} | kind,
        ),
        "resolver_for": (answers.resolver_for, {"gazetteer": None, "threshold": 0.5}),
        "ftm.annotate": (ftm.annotate, {"entities": [_FTM], "resolver": _resolver()}),
        "ftm.to_entity": (ftm.to_entity, {"entity": _FTM}),
        "Scorer": (_scored, dict(kind)),
    } | {
        f"read_{source}": (getattr(importers, f"read_{source}"), {"path": "no/such/file"})
        for source in ("ftm", "geonames", "ofac", "popolo", "table", "un", "wikidata")
    }  # fmt: skip


def _with_files(tmp: Path) -> dict[str, tuple[Callable[..., object], dict[str, Any]]]:
    (tmp / "names.csv").write_text(f"id,name,kind\n1,{NAME},person\n", encoding="utf-8")
    return {
        "read_table": (partial(_table, str(tmp)), {"format": "csv", "encoding": "utf-8"}),
        "Filters": (
            partial(_filtered, str(tmp)),
            {"kinds": ["person"], "countries": ["KZ"], "sitelinks": 0, "population": 0},
        ),
        "Layout": (
            partial(_laid_out, str(tmp)),
            {"columns": (), "fixed": (), "separator": ";", "delimiter": ","},
        ),
    }


_TOLD = [
    (lambda: nr.resolve(NAME, kind="persn"), "person, organization, place, other or None"),  # type: ignore[arg-type]
    (lambda: nr.compare(NAME, NAME, kind=["person"]), "person, organization, place, other or None"),  # type: ignore[arg-type]
    (lambda: nr.parse(["a"]), "a name must be str"),  # type: ignore[arg-type]
    (lambda: nr.resolve(NAME, limit="3"), "limit is '3', but must be a whole number from 1 up"),  # type: ignore[arg-type]
    (lambda: nr.resolve(NAME, limit=True), "limit is True"),
    (lambda: nr.resolve(NAME, countries="KZ"), "one or more in a list"),
    (lambda: nr.resolve(NAME, born=math.nan), "but must be a year"),  # type: ignore[arg-type]
    (lambda: nr.Settings(match_threshold="a"), "match_threshold is 'a', but must be a probability"),  # type: ignore[arg-type]
    (lambda: nr.Settings(margin=math.nan), "margin is nan, but must be a probability"),
    (lambda: nr.Resolver("my.nr"), "Give a gazetteer: Resolver(Gazetteer.open(path))"),  # type: ignore[arg-type]
    (lambda: nr.Gazetteer.open("\ud800"), "half of a surrogate pair. Give the path"),
    (lambda: nr.Gazetteer.open("a\0b"), "null character. Give the path"),
    (lambda: nr.Gazetteer.from_entities(["a"]), "Make one: Entity("),  # type: ignore[list-item]
    (lambda: nr.cluster([NAME], workers=10**9), "from 1 to 256"),
    (lambda: nr.cluster([NAME], pairs=["ab"]), "Give a list of pairs"),  # type: ignore[list-item]
    (lambda: nr.romanize(NAME, language=3), "a language must be str"),  # type: ignore[arg-type]
    (lambda: nr.link(3, [NAME]), "several names are wanted. Give a list"),  # type: ignore[arg-type]
]  # fmt: skip


@pytest.mark.parametrize(("ask", "remedy"), _TOLD)
def test_a_refusal_says_what_was_given_and_what_to_give(ask: Callable[[], object], remedy: str) -> None:
    with pytest.raises(nr.NameResolveError) as caught:
        ask()
    assert remedy in str(caught.value)


@pytest.mark.parametrize("born", [1953, 1953.0, None, np.int64(1953), np.float64(1953)])
def test_a_year_may_come_out_of_a_table(born: Any) -> None:
    assert _resolver().resolve(NAME, born=born).status == _resolver().resolve(NAME, born=born and 1953).status


@pytest.mark.parametrize("limit", [np.int64(2), np.uint8(2)])
def test_a_whole_number_may_be_one_of_numpy(limit: Any) -> None:
    assert nr.readings("Жуков", limit=limit) == nr.readings("Жуков", limit=2)


@pytest.mark.parametrize("threshold", [np.float32(0.5), np.float64(0.5), 0.5])
def test_a_probability_may_be_one_of_numpy(threshold: Any) -> None:
    assert nr.similarity("Toqaev", "Tokayev", score_cutoff=threshold) > 0.5
    assert nr.Settings(match_threshold=threshold).match_threshold == 0.5


def _drained(answer: object) -> None:
    if isinstance(answer, Iterator):
        for _ in answer:
            pass


def _wrongly_ended(ask: Callable[..., object], right: Mapping[str, Any], argument: str) -> Iterator[str]:
    """Yield a line for each wrong value of an argument that ends in an error of others, or a poor one."""
    for what, value in WRONG.items():
        if argument == "processor" and callable(value):
            continue  # what a function of the caller's raises is the caller's
        try:
            _drained(ask(**{**right, argument: value}))
        except nr.NameResolveError as error:
            if not str(error).strip() or len(str(error)) > LONGEST_MESSAGE:
                yield f"{argument} = {what}: {len(str(error))} characters of message"
        except Exception as error:  # noqa: BLE001 - that is what is looked for
            yield f"{argument} = {what} ({value!r:.30}): {type(error).__name__}: {error!s:.80}"


def _cases() -> list[tuple[str, str]]:
    return [(name, argument) for name, (_, right) in _functions().items() for argument in right]


@pytest.mark.parametrize(("name", "argument"), _cases())
def test_a_wrong_argument_is_taken_or_refused_with_an_error_of_ours(
    name: str, argument: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    ask, right = _functions()[name]
    assert not list(_wrongly_ended(ask, right, argument))


def test_so_are_those_of_a_table(tmp_path: Path) -> None:
    found = [
        f"{name}: {line}"
        for name, (ask, right) in _with_files(tmp_path).items()
        for argument in right
        for line in _wrongly_ended(ask, right, argument)
    ]
    assert not found, "\n".join(found)
