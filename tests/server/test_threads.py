"""One resolver asked by several threads at once: each gets the answer that it would get alone."""

from __future__ import annotations

import asyncio
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

import nameresolve as nr
from nameresolve.model import Entity

pytest.importorskip("starlette", reason="needs the extra 'server'")

NAMES = [
    "Qasym-Zhomart Toqaev", "Токаев Қасым-Жомарт", "托卡耶夫", "توكاييف", "Schawkat Mirsijojew", "Nobody Inparticular",
    "Ῥόζα Ὀτουνμπάγιεβα", "윤석열", "習近平", "Wladimir Putin", "Almaty", "KazMunayGas", "Ursula fon der Lejen", "Tokayev",
    "בנימין נתניהו", "नरेन्द्र मोदी", "სალომე ზურაბიშვილი", "Նիկոլ Փաշինյան", "プーチン", "Recep Erdogan", "Bank of Nowhere",
]  # fmt: skip
TEXT = "Qasym-Zhomart Toqaev met Wladimir Puttin in Astana; Toqaev left. Президент Токаев говорил с Путиным. 托卡耶夫来了。"


@pytest.fixture
def impatient() -> Iterator[None]:
    """Let threads take turns far more often than usual, in the middle of anything."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(usual)


@pytest.fixture(scope="module")
def fresh() -> Callable[[], nr.Resolver]:
    """Return a function that makes a resolver over a gazetteer that nobody has looked into."""
    bundled = nr.Gazetteer.bundled()
    listed = [entity for entity in bundled if entity.kind == "person" or entity.countries == ("KZ",)][::3]
    listed += [bundled.get(key) for key in ("Q200881", "Q7747", "Q35493", "Q57808")]
    kept = {entity.id: entity for entity in listed if isinstance(entity, Entity)}
    return lambda: nr.Resolver(nr.Gazetteer.from_entities(kept.values()))


@pytest.mark.usefixtures("impatient")
def test_threads_get_the_answers_of_one(fresh: Callable[[], nr.Resolver]) -> None:
    alone = fresh()
    decisions = [alone.resolve(name) for name in NAMES]
    mentions = alone.annotate(TEXT)
    shared, start = fresh(), threading.Barrier(6)

    def work(number: int) -> tuple[list[Any], list[Any]]:
        turned = NAMES[number:] + NAMES[:number]
        start.wait()
        if number % 3 == 0:
            return list(shared.resolve_many(turned, limit=5)), shared.annotate(TEXT)
        if number % 3 == 1:
            found = shared.annotate(TEXT)
            return [shared.resolve(name) for name in turned], found
        return [shared.resolve(name) for name in turned], shared.annotate(TEXT)

    with ThreadPoolExecutor(6) as pool:
        for number, (resolved, annotated) in enumerate(pool.map(work, range(6))):
            assert resolved == decisions[number:] + decisions[:number]
            assert annotated == mentions


@pytest.mark.usefixtures("impatient")
def test_requests_at_once_get_the_answers_of_one(fresh: Callable[[], nr.Resolver]) -> None:
    from nameresolve.server.engine import Engine, Question
    from nameresolve.server.limits import Limits

    alone = fresh()
    decisions, mentions = [alone.resolve(name) for name in NAMES], alone.annotate(TEXT)
    engine = Engine(fresh(), Limits(remembered=4))  # hardly anything comes from memory

    async def ask() -> None:
        names = [engine.resolve(Question(name)) for name in NAMES * 3]
        texts = [engine.run(lambda: engine.resolver.annotate(TEXT), long=True) for _ in range(4)]
        *found, one, two, three, four = await asyncio.gather(*names, *texts)
        assert found == decisions * 3
        assert one == two == three == four == mentions

    asyncio.run(ask())
    engine.close()


def test_the_answers_differ_so_that_a_mix_up_would_show(fresh: Callable[[], nr.Resolver]) -> None:
    resolver = fresh()
    found = [resolver.resolve(name) for name in NAMES]
    assert len({each.query for each in found}) == len(NAMES)
    assert {each.status for each in found} >= {"match", "none"}
    assert len({each.entity.id for each in found if each.entity}) > 5
