"""A large index is searched by keys; here small ones are made to be."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from nameresolve import Candidate, Entity, Gazetteer, NameForm, Resolver, resolver
from nameresolve.distance import part_form
from nameresolve.fits import best_fit
from nameresolve.index import KeyTable, building, keyed, parts
from nameresolve.index.keyed import KeyedCodes
from nameresolve.index.keytable import keys_of
from nameresolve.index.nearest import sketch_of
from nameresolve.index.tally import Tally, summed
from nameresolve.scoring import units_of

GIVEN = ("Kassym-Jomart", "Nursultan", "Mohammed", "Muhammad", "Yusuf", "Angela", "Wladimir", "Xi", "Li")
FAMILY = ("Tokayev", "Nazarbayev", "Al-Rashid", "Merkel", "Putin", "Chruschtschow", "Jinping", "Wei")
PEOPLE = [Entity(f"nr:{g}-{f}", "person", f"{g} {f}") for g in GIVEN for f in FAMILY]
ASKED = ("Qasym-Zhomart Toqaev", "Nursoultan Nazarbaïev", "Muhammed al Rashid", "Khrushchev", "Vladimir Poutine",
         "Hsi Chin-p'ing", "Angela Merckel", "Mehmed Merkel", "محمد توكاييف", "Касым-Жомарт Токаев")  # fmt: skip


@pytest.fixture(autouse=True)
def _large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "KEYED_FROM", 0)
    monkeypatch.setattr(building, "STORED_FROM", 0)


def test_other_spellings_are_found() -> None:
    resolver = Resolver(Gazetteer.from_entities(PEOPLE))
    found = [resolver.resolve(name, kind="person").candidates[0].entity.id for name in ASKED[:3]]
    assert found[:2] == ["nr:Kassym-Jomart-Tokayev", "nr:Nursultan-Nazarbayev"]
    assert found[2] in ("nr:Mohammed-Al-Rashid", "nr:Muhammad-Al-Rashid")


def test_a_part_is_also_looked_for_as_other_conventions_read_it() -> None:
    listed = [Entity("nr:k", "person", "Nikita Khrushchev"), *PEOPLE[:5]]
    index = Gazetteer.from_entities(listed).index
    assert index.search(units_of("Chruschtschow", "person"), 9) == [0]


def test_another_name_is_not() -> None:
    resolver = Resolver(Gazetteer.from_entities(PEOPLE))
    assert resolver.resolve("Nursultan Tokarev").status != "match"
    assert resolver.resolve("Zbigniew Brzezinski").status == "none"


@pytest.mark.parametrize("limit", [1, 5])
def test_a_rival_whose_parts_are_joined_is_not_hidden_by_who_is_beyond_doubt(limit: int) -> None:
    """Of two that fit as well neither is told; the parts of one say little until they are joined."""
    near = ("Jean Piere Dupond", "Jean Pierre Dupon", "Jean-Pierre Dumont")
    names = ("Jean Pierre Dupont", "Jeanpierre Dupont", *near)
    listed = [Entity(f"nr:{place}", "person", name) for place, name in enumerate(names)]
    resolver = Resolver(Gazetteer.from_entities(listed))
    assert resolver.resolve("Jean Piere Dupont", kind="person", limit=limit).status == "ambiguous"
    alone = Resolver(Gazetteer.from_entities([*listed[:1], *listed[2:]]))
    assert alone.resolve("Jean Piere Dupont", kind="person", limit=limit).status == "match"


def test_who_is_far_is_not_compared_where_another_is_beyond_doubt(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = []

    def noted(name: str, entity: Entity, forms: tuple[NameForm, ...]) -> Candidate:
        compared.append(entity.name)
        return best_fit(name, entity, forms)

    monkeypatch.setattr(resolver, "best_fit", noted)
    given = ("Zbigniew", "Mehmed", "Xiu", "Ludwig", "Gustavo", "Bob")
    listed = [Entity(f"nr:{name}", "person", f"{name} Tokayev") for name in ("Kassym-Jomart", *given)]
    found = Resolver(Gazetteer.from_entities(listed)).resolve(
        "Qassym-Schomart Toqajew", kind="person", limit=1
    )
    assert found.status == "match"
    assert len(compared) < len(listed) - 1


def test_answers_do_not_depend_on_what_was_asked_before_or_beside() -> None:
    gazetteer = Gazetteer.from_entities(PEOPLE)
    together = list(Resolver(gazetteer).resolve_many(ASKED, limit=5))
    backwards = Resolver(Gazetteer.from_entities(PEOPLE))
    assert [backwards.resolve(name) for name in reversed(ASKED)][::-1] == together


def test_the_stored_table_answers_as_the_one_made_late(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Gazetteer.from_entities(PEOPLE).save(tmp_path / "keyed")
    monkeypatch.setattr(building, "STORED_FROM", 1 << 16)
    Gazetteer.from_entities(PEOPLE).save(tmp_path / "plain")
    stored, plain = (Gazetteer.open(tmp_path / name) for name in ("keyed", "plain"))
    (segment,), (other,) = stored.index.segments, plain.index.segments
    assert segment.key_table is not None
    assert other.key_table is None
    for name in ASKED:
        assert Resolver(stored).resolve(name) == Resolver(plain).resolve(name)


def test_a_native_form_is_found_by_its_consonants() -> None:
    listed = [Entity("nr:a", "person", "محمد توكاييف"), Entity("nr:b", "person", "انجيلا ميركل")]
    resolver = Resolver(Gazetteer.from_entities(listed))
    assert resolver.resolve("Muhammad Tokayev").candidates[0].entity.id == "nr:a"
    assert resolver.resolve("Angela Merkel").candidates[0].entity.id == "nr:b"


def test_what_is_near_is_found_in_any_order_of_the_parts() -> None:
    codes = [part_form(text.lower(), "Latn").code for name in GIVEN + FAMILY for text in name.split("-")]
    asked = [[part_form("muhamad", "Latn").code], [part_form("toqaev", "Latn").code]]
    order = np.random.default_rng(7).permutation(len(codes))
    shuffled = [codes[place] for place in order]
    for one, other in zip(_codes(codes).nearest(asked, 2), _codes(shuffled).nearest(asked, 2), strict=True):
        assert sorted(one[0].tolist()) == sorted(order[other[0]].tolist())
        assert sorted(one[1].tolist()) == sorted(other[1].tolist())
        assert len(one[0])


def test_names_of_bodies_are_found_by_their_acronyms() -> None:
    banks = [Entity("nr:b", "organization", "Eurasian Development Bank"), *PEOPLE]
    assert Resolver(Gazetteer.from_entities(banks)).resolve("EDB").candidates[0].entity.id == "nr:b"


@pytest.mark.parametrize(
    ("one", "other"),
    [("tokayev", "toqajew"), ("mohammed", "muhamad"), ("li", "lee")],
)
def test_spellings_of_one_name_share_a_key(one: str, other: str) -> None:
    keys = [set(keys_of(part_form(text, "Latn").code)) for text in (one, other)]
    assert keys[0] & keys[1]


def test_other_names_share_none() -> None:
    assert not set(keys_of(part_form("tokayev", "Latn").code)) & set(
        keys_of(part_form("merkel", "Latn").code)
    )


def _codes(codes: list[str]) -> KeyedCodes:
    sketches = np.array([sketch_of(code) for code in codes], dtype=np.uint64)
    tables = [(KeyTable.of(codes), 0)]
    return KeyedCodes(
        lambda: codes, (sketches[:, 0].copy(), sketches[:, 1].copy()), tables, None, lambda n: n >= 0
    )


def test_a_long_block_is_looked_up_in_several_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    gazetteer = Gazetteer.from_entities(PEOPLE)
    expected = [gazetteer.index.search(units_of(name, "person"), 9) for name in ASKED]
    monkeypatch.setattr(keyed, "TOGETHER", 2)
    other = Gazetteer.from_entities(PEOPLE)
    other.index.prepare(units_of(name, "person") for name in ASKED)
    assert [other.index.search(units_of(name, "person"), 9) for name in ASKED] == expected


def test_sorted_sums_are_those_of_a_tally_to_the_last_bit() -> None:
    rng = np.random.default_rng(5)
    for size in (0, 1, 40, 3000):
        lists = [
            (rng.integers(0, 900, size), rng.random(size, dtype=np.float32))
            for _ in range(rng.integers(1, 7))
        ]
        also = rng.integers(900, 905, 2)
        tally = Tally(905)
        nominated = tally.nominate([*(forms for forms, _ in lists), also])
        for forms, worths in lists:
            tally.add(forms, worths)
        expected = dict(zip(nominated.tolist(), tally.take(nominated).tolist(), strict=True))
        forms, sums = summed(lists, also)
        assert dict(zip(forms.tolist(), sums.tolist(), strict=True)) == expected
        assert (np.diff(forms) > 0).all()
