"""Which kind an item of Wikidata is, by what it is an instance of (P31).

The numbers were looked up, each with its label, in public mappings of Wikidata classes: the 64 entity
types of the GEUL grammar (parkjunwoo.com, 2026), lists of label-checked organization and place classes
in public repositories, and queries against P31 with their labels. A class that was found under one label
in one place and under another elsewhere is not listed. Classes are taken as they stand, without their
subclasses; more can be given by the caller.
"""

from __future__ import annotations

from collections.abc import Mapping

from nameresolve.model import Kind

__all__ = ["KIND_OF_CLASS"]

_PEOPLE = ("Q5",)  # human
_PLACES = (
    "Q6256",  # country
    "Q3624078",  # sovereign state
    "Q515",  # city
    "Q1549591",  # big city
    "Q5119",  # capital city
    "Q3957",  # town
    "Q532",  # village
    "Q5084",  # hamlet
    "Q486972",  # human settlement
    "Q15284",  # municipality
    "Q10864048",  # first-level administrative division
    "Q35657",  # U.S. state
    "Q23442",  # island
    "Q4022",  # river
    "Q23397",  # lake
    "Q8502",  # mountain
)
_ORGANIZATIONS = (
    "Q43229",  # organization
    "Q4830453",  # business
    "Q783794",  # company
    "Q6881511",  # enterprise
    "Q891723",  # public company
    "Q1589009",  # privately held company
    "Q167037",  # corporation
    "Q22687",  # bank
    "Q46970",  # airline
    "Q7278",  # political party
    "Q7188",  # government
    "Q327333",  # government agency
    "Q2659904",  # government organization
    "Q192350",  # ministry
    "Q35749",  # parliament (Q11204, found as "parliament" and as "legislature", is left out)
    "Q484652",  # international organization
    "Q245065",  # intergovernmental organization
    "Q163740",  # nonprofit organization
    "Q708676",  # charitable organization
    "Q79913",  # non-governmental organization
    "Q3918",  # university
    "Q31855",  # research institute
    "Q11032",  # newspaper
    "Q847017",  # sports club
    "Q476028",  # association football club
)


def _table() -> dict[str, Kind]:
    table: dict[str, Kind] = dict.fromkeys(_ORGANIZATIONS, "organization")
    return table | dict.fromkeys(_PLACES, "place") | dict.fromkeys(_PEOPLE, "person")


KIND_OF_CLASS: Mapping[str, Kind] = _table()
