"""A gazetteer small enough to know by heart."""

from __future__ import annotations

from functools import cache

from nameresolve.gazetteer import Gazetteer
from nameresolve.model import Entity, NameForm

__all__ = ["small_gazetteer"]


@cache
def small_gazetteer() -> Gazetteer:
    """Return eight entities: people, two of one family among them, places and organizations.

    The ids are those of the bundled gazetteer. It is the same object each time; a gazetteer is immutable.

    >>> [entity.name for entity in small_gazetteer() if entity.kind == "place"]
    ['Almaty', 'Astana']
    """
    return Gazetteer.from_entities(
        [
            _person("Q200881", "Kassym-Jomart Tokayev", "Қасым-Жомарт Тоқаев", "KZ", 1953),
            _person("Q65251218", "Kemel Tokayev", "Кемел Тоқаев", "KZ", 1923),
            _person("Q57394", "Nursultan Nazarbayev", "Нұрсұлтан Назарбаев", "KZ", 1940),
            _person("Q7747", "Vladimir Putin", "Владимир Путин", "RU", 1952),
            Entity("Q35493", "place", "Almaty", (NameForm("Алматы", language="kk"),), countries=("KZ",)),
            Entity("Q1520", "place", "Astana", (NameForm("Астана", language="kk"),), countries=("KZ",)),
            Entity("Q102673", "organization", "Gazprom", (NameForm("Газпром", language="ru"),)),
            Entity(
                "Q318693",
                "organization",
                "Collective Security Treaty Organization",
                (NameForm("CSTO", strength="weak"),),
            ),
        ]
    )


def _person(id_: str, name: str, native: str, country: str, born: int) -> Entity:
    return Entity(id_, "person", name, (NameForm(native),), countries=(country,), born=born)
