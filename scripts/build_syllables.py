"""Write how the syllables of Chinese and Korean names are spelled in Latin letters, whatever the tradition.

    pip download --no-deps hanja==0.15.1 cantonese-romanisation==1.0.5      # then unpack both wheels
    python scripts/build_syllables.py --korean hanja/table.yml --cantonese cantoroman/data/charToRoman.json

健 is Jian in Peking, Kin in Hong Kong, Kian in Singapore, Geon or Kun in Seoul: no rule leads from one
to the other. A name of two characters whose Latin spelling has two syllables tells how each is spelled;
the names are those of ``data/names/persons.txt`` of rigour 1.8.1 (MIT, made from Wikidata, CC0). The
readings of single characters come from hanja 0.15.1 (Korean) and cantonese-romanisation 1.0.5 (Hong Kong
government, MIT).

Written is ``gazetteer/symbols/syllables.tsv``: a Hangul syllable or a simplified character, its
spellings, the most usual first, and for a character its Korean readings. Everything is deterministic.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from itertools import chain
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from given_paths import existing
from name_part_pairs import groups, persons
from nameresolve.romanization import romanize
from nameresolve.symbols import coded, latin_symbols, simplified, sound
from nameresolve.tables import lines as read_lines
from nameresolve.unicode import strip_marks

TARGET = Path(__file__).resolve().parent.parent / "gazetteer" / "symbols" / "syllables.tsv"
MOST = 14
LONGEST = 6
LEAST_LIKENESS = 0.4
_NATIVE = re.compile(r"[一-鿿]{1,2}|[가-힣]{1,2}")
_LATIN = re.compile(r"[a-z]+(?:[- ][a-z]+)?")
_TONE = re.compile(r"[0-9⁰¹²³⁴⁵⁶⁷⁸⁹ˊˋˇʻʼ'’]")
_HANGUL = re.compile(r"[가-힣]")
# An r or n that begins a word is not spoken in the South: 용 for 룡, 이 for 리, 나 for 라.
_SILENT = {"ᄅ": ("ᄋ", "ᄂ"), "ᄂ": ("ᄋ",)}
_HEADS = ("gk", "gk", "n", "dt", "dt", "rln", "m", "bp", "bp", "s", "s", "aeiouyw", "jcz", "jcz", "jcz", "k",
          "dt", "bp", "h")  # fmt: skip
"""What the spellings of a Hangul syllable begin with, by its first consonant."""

_SILENT_HEAD = 11
Counts = dict[str, Counter[str]]


def spelled(group: Iterable[str]) -> tuple[set[str], set[tuple[str, ...]]]:
    """Return the native spellings of a group and the syllables of its Latin ones."""
    words = list(group)
    natives = {simplified(word) for word in words if _NATIVE.fullmatch(word)}
    latins = {_TONE.sub("", strip_marks(word)) for word in words}
    return natives, {tuple(re.split("[- ]", word)) for word in latins if _LATIN.fullmatch(word)}


def count(found: Iterable[Iterable[str]]) -> Counts:
    """Return how often each syllable is spelled how."""
    counts: Counts = defaultdict(Counter)
    for group in found:
        natives, latins = spelled(group)
        pairs = [zip(n, latin, strict=True) for n in natives for latin in latins if len(latin) == len(n)]
        for sign, spelling in chain.from_iterable(pairs):
            if len(spelling) <= LONGEST and fits(sign, spelling):
                counts[sign][spelling] += 1
    return counts


def fits(sign: str, spelling: str) -> bool:
    """Return whether a spelling may be that of a sign; Hangul says how it sounds, a character does not.

    A Korean j and a y are two sounds, also where a language spells y with a j: Jong is no spelling of 영.
    """
    if not _HANGUL.match(sign):
        return True
    if spelling[0] not in _HEADS[(ord(sign) - 0xAC00) // 588]:
        return False
    spoken = re.sub("^j", "dj", spelling)  # elsewhere a j may be a y
    codes = coded(sound(sign, "Hang")), coded(latin_symbols(spoken))
    return Levenshtein.normalized_similarity(*codes) >= LEAST_LIKENESS


def korean_readings(path: Path) -> dict[str, list[str]]:
    """Return the Korean reading of each character and, where its r or n may be silent, the other one."""
    found: dict[str, list[str]] = {}
    for line in path.read_text("utf-8").splitlines():
        sign, _, reading = json.loads(f"[{line.replace(': ', ',null,')}]") if line.startswith('"') else "   "
        if _HANGUL.match(reading):
            known = found.setdefault(simplified(sign), [])
            known += [way for way in (reading, *unspoken(reading)) if way not in known]
    return found


def unspoken(reading: str) -> list[str]:
    """Return the ways to write a syllable whose first r or n is not spoken."""
    place = ord(reading) - 0xAC00
    head, rest = chr(0x1100 + place // 588), place % 588
    return [chr(0xAC00 + (ord(other) - 0x1100) * 588 + rest) for other in _SILENT.get(head, ())]


def rows(counts: Counts, korean: Mapping[str, list[str]], cantonese: Mapping[str, list[str]]) -> list[str]:
    """Return the lines of the table: the signs that names have, or that any list of characters has."""
    signs = {simplified(sign) for sign in read_lines("pinyin", str)} | counts.keys()
    hong_kong: dict[str, list[str]] = {}
    for sign, ways in cantonese.items():
        hong_kong.setdefault(simplified(sign), []).extend(ways)
    lines = []
    for sign in sorted(signs):
        ways = [way for way, _ in sorted(counts.get(sign, Counter()).items(), key=lambda w: (-w[1], w[0]))]
        more = [romanize(sign).lower()] if _HANGUL.match(sign) else hong_kong.get(sign, [])
        known = list(dict.fromkeys([*ways[: MOST - len(more[:2])], *more[:2]]))
        if any((ord(way) - 0xAC00) // 588 == _SILENT_HEAD for way in korean.get(sign, ())):
            known = [way for way in known if not way.startswith("j")]
        readings = " ".join(korean.get(sign, [])[:3])
        if known or readings:
            lines.append(f"{sign}\t{' '.join(known)}\t{readings}\n")
    return lines


def main() -> int:
    """Read the sources, write the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--korean", type=existing, required=True, help="table.yml of hanja")
    parser.add_argument("--cantonese", type=existing, required=True, help="charToRoman.json of cantoroman")
    args = parser.parse_args()
    cantonese = json.loads(args.cantonese.read_text("utf-8"))
    lines = rows(count(groups(persons())), korean_readings(args.korean), cantonese)
    TARGET.write_text("native\tspellings\tkorean\n" + "".join(lines), "utf-8", newline="\n")
    print(f"{TARGET}: {len(lines)} rows", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
