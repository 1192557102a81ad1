"""The smaller cities: found when a place is asked for, and never otherwise."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from nameresolve import Entity, Gazetteer, GazetteerError, Resolver

ROOT = Path(__file__).resolve().parent.parent
WORDS = ("Of", "Most", "Reading", "Orange", "Batman", "Bar", "Man", "Ham", "Hope", "Same")


@pytest.fixture(scope="module")
def resolver() -> Resolver:
    return Resolver()


@pytest.mark.parametrize(
    ("name", "identifier"),
    [("Most", "geonames:3070291"), ("Мост", "geonames:3070291"), ("Loma Plata", None), ("Ditzingen", None)],
)
def test_a_town_is_found_when_a_place_is_asked_for(
    resolver: Resolver, name: str, identifier: str | None
) -> None:
    decision = resolver.resolve(name, kind="place")
    assert decision.status == "match"
    assert decision.entity is not None
    assert identifier in (None, decision.entity.id)
    assert resolver.replay(resolver.explain(name, kind="place")) == decision
    assert list(resolver.resolve_many([name], kind="place", limit=5)) == [decision]


@pytest.mark.parametrize("name", WORDS)
@pytest.mark.parametrize("kind", [None, "person", "organization"])
def test_a_word_that_is_a_town_too_is_no_town_otherwise(resolver: Resolver, name: str, kind: object) -> None:
    decision = resolver.resolve(name, kind=kind)  # type: ignore[arg-type]
    towns = {entity.id for entity in Gazetteer.towns() if entity.name == name}
    assert not towns & {candidate.entity.id for candidate in decision.candidates}


def test_no_town_is_found_in_running_text(resolver: Resolver) -> None:
    text = "Most of us like Reading. Of course the Same Man had Hope, and Batman ate an Orange in the Bar."
    named = {c.entity.id for mention in resolver.annotate(text) for c in mention.decision.candidates}
    assert named.isdisjoint(entity.id for entity in Gazetteer.towns())


def test_a_listed_city_goes_before_a_town_of_its_name(resolver: Resolver) -> None:
    for city in ("Paris", "London", "Moscow", "Almaty", "Алматы"):
        entity = resolver.resolve(city, kind="place").entity
        assert entity is not None
        assert Gazetteer.bundled().get(entity.id) is not None


def test_towns_of_one_name_stay_undecided_until_the_country_is_known(resolver: Resolver) -> None:
    assert resolver.resolve("Reading", kind="place").status == "ambiguous"
    found = resolver.resolve("Reading", kind="place", countries=["GB"]).entity
    assert found is not None
    assert found.id == "geonames:2639577"


def test_what_is_no_place_is_not_made_a_town(resolver: Resolver) -> None:
    for name in ("Tokayev", "Putingrad", "Xyzzyville", "Macron"):
        assert resolver.resolve(name, kind="place").status == "none"


def test_a_gazetteer_of_ones_own_has_no_towns() -> None:
    own = Resolver(Gazetteer.from_entities([Entity("a", "place", "Almaty")]))
    assert own.resolve("Ditzingen", kind="place").status == "none"


def test_no_town_is_a_listed_city_under_another_id() -> None:
    listed = {entity.identifiers.get("geonames") for entity in Gazetteer.bundled()} - {None}
    assert listed.isdisjoint(entity.identifiers["geonames"] for entity in Gazetteer.towns())


@pytest.fixture
def script() -> Iterator[ModuleType]:
    sys.path.insert(0, str(ROOT / "scripts"))
    yield importlib.import_module("build_towns")
    sys.path.remove(str(ROOT / "scripts"))


HEAD = "geonames\tcountry\tpopulation\tname\tspellings\n"


def test_a_line_becomes_a_town_unless_it_is_listed(script: ModuleType, tmp_path: Path) -> None:
    path = tmp_path / "towns.tsv"
    path.write_text(HEAD + "1\tCZ\t63\tMost\tМост\n2\tKZ\t20\tOther\t\n", encoding="utf-8")
    (town,) = script.read_towns(path, frozenset({"2"}))
    assert (town.id, town.countries, [form.text for form in town.forms]) == (
        "geonames:1", ("CZ",), ["Most", "Мост"],
    )  # fmt: skip


@pytest.mark.parametrize("content", ["a\tb\n", HEAD + "1\tCZ\n", HEAD + "x\tCZ\t63\tMost\t\n"])
def test_what_is_no_town_is_told_with_its_line(script: ModuleType, tmp_path: Path, content: str) -> None:
    path = tmp_path / "towns.tsv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(GazetteerError, match=r"towns\.tsv, line [12]"):
        list(script.read_towns(path, frozenset()))
