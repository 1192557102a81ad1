"""Write which spellings are known for one name part, from a list of name parts in many scripts.

    python scripts/build_known_names.py            # write gazetteer/lexicon/known_names.tsv

The source is ``data/names/persons.txt`` of rigour 1.8.1 (MIT): 156,000 groups of spellings of one name
part across scripts, made from Wikidata (CC0). It is needed at build time only.

A row is a name part, cleaned, a Latin one without marks; the Latin spellings listed for the same name that
sound enough like it; and, for a Latin one, further Latin names that share a spelling in another script with
it: Mayer and Meyer are two names, but both are ماير in Arabic. A star stands for more than are kept. A group
also says what a name is called in other languages (Ivan beside Johannes), hence the look at the sounds.
Where a script leaves vowels unwritten, its consonants decide that. Left out are spellings that the letters
give anyway, and Chinese and Korean parts as short as native ones, whose syllables have a table of their own,
but for those of names that are in use in other scripts too (마이크, 乔治). Latin parts of which the table
would tell nothing else are kept if they are known in several scripts: such a name is one that people bear.

Everything is deterministic.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from name_part_pairs import groups, persons, script_of_word
from nameresolve.index.nearest import consonants_of
from nameresolve.symbols import coded, latin_symbols, sound
from nameresolve.symbols.known import MORE
from nameresolve.symbols.syllables import LONGEST_SYLLABIC
from nameresolve.unicode import strip_marks

TARGET = Path(__file__).resolve().parent.parent / "gazetteer" / "lexicon" / "known_names.tsv"
LEAST_LIKENESS = {"Latn": 0.5}
LEAST_ACROSS = 0.4
LEAST_BARE = 0.6
"""The same of the consonants alone, where a script leaves vowels unwritten."""
LEAST_LETTERS = 2
MOST_SPELLINGS = 7
MOST_LINKED = 5
LEAST_SCRIPTS = 3
LEAST_SCRIPTS_OF_FOREIGN = 4
PLAINLY = 0.8
"""Spellings so much like what the letters of an alphabet with vowels give need no table."""

VOWELS_UNWRITTEN = frozenset({"Arab", "Hebr"})
SYLLABIC = frozenset({"Hani", "Hang"})
EAST_ASIAN = frozenset({"Latn", "Hani", "Hang", "Kana"})
SHORTEST_FOREIGN = 2
SCRIPTS = (
    "Latn",
    "Cyrl",
    "Arab",
    "Hebr",
    "Grek",
    "Armn",
    "Geor",
    "Deva",
    "Beng",
    "Taml",
    "Thai",
    "Kana",
    "Hani",
    "Hang",
)
_LAST_A = {"Latn": ("a",), "Cyrl": ("а", "я"), "Grek": ("α", "ά"), "Geor": ("ა",), "Armn": ("ա",)}
_NOT_A_PART = re.compile(r"[\d⁰¹²³⁴⁵⁶⁷⁸⁹ˊˋˇʻʼ'’ \-]")

Spellings = dict[str, set[str]]  # by script


def by_script(group: Iterable[str]) -> Spellings:
    """Return the spellings of a group that are one part in one script, Latin ones without marks."""
    found: Spellings = defaultdict(set)
    for word in group:
        script = script_of_word(word)
        short = len(word) < LEAST_LETTERS and script not in SYLLABIC
        if script in SCRIPTS and not short and not _NOT_A_PART.search(word):
            found[script].add(strip_marks(word) if script == "Latn" else word)
    return found


def code_of(word: str, script: str) -> str:
    """Return how a word sounds, as codes that can be compared."""
    return coded(latin_symbols(word) if script == "Latn" else sound(word, script))


def told(word: str, script: str, latin: Iterable[str], *, foreign: bool = False) -> set[str]:
    """Return the Latin spellings that sound enough like a word to be its own, but do not follow from it.

    `foreign` says that the name is no Chinese, Korean or Japanese one.
    """
    if (
        script in SYLLABIC
        and len(word) <= LONGEST_SYLLABIC
        and not (foreign and len(word) >= SHORTEST_FOREIGN)
    ):
        return set()
    code, least = code_of(word, script), LEAST_LIKENESS.get(script, LEAST_ACROSS)
    found = {}
    for spelling in sorted(latin):
        other = code_of(spelling, "Latn")
        likeness = Levenshtein.normalized_similarity(code, other)
        plain = likeness >= (1.0 if script == "Latn" else PLAINLY) and script not in VOWELS_UNWRITTEN
        near = likeness >= least or (
            script in VOWELS_UNWRITTEN and bare_likeness(word, script, spelling) >= LEAST_BARE
        )
        if spelling != word and near and not plain and of_one_gender(word, script, spelling):
            found[spelling] = likeness
    return cut(found, MOST_SPELLINGS)


def bare_likeness(word: str, script: str, spelling: str) -> float:
    """Return how alike the consonants of two spellings are; a g may be soft, a j no y, an h silent."""
    bare = consonants_of(coded(sound(word, script).replace("j", "J")))
    symbols = latin_symbols(spelling)
    ways = {symbols, symbols.replace("j", "J"), symbols.replace("2", "J").replace("j", "J")}
    ways |= {way[0] + way[1:].replace("h", "") for way in ways if way}
    return max(Levenshtein.normalized_similarity(bare, consonants_of(coded(way))) for way in ways)


def of_one_gender(word: str, script: str, spelling: str) -> bool:
    """Return whether both end in a, as most names of women do, or neither: Zelinskis is not Zielińska."""
    ending = _LAST_A.get(script)
    return ending is None or word.endswith(ending) == spelling.endswith("a")


def cut(likeness: dict[str, float], most: int) -> set[str]:
    """Return the spellings most alike, and `MORE` if there are too many to keep all."""
    ordered = sorted(likeness, key=lambda spelling: (-likeness[spelling], spelling))
    return {*ordered[:most], *((MORE,) if len(ordered) > most else ())}


def of_syllables(group: Spellings) -> bool:
    """Return whether a group is of a Chinese or Korean name, whose Latin spellings are several readings."""
    return any(len(word) <= LONGEST_SYLLABIC for script in SYLLABIC for word in group.get(script, ()))


def is_foreign(group: Spellings) -> bool:
    """Return whether a group is of a name in use in so many scripts that it is no Chinese or Korean one."""
    return len(group) >= LEAST_SCRIPTS_OF_FOREIGN and not group.keys() <= EAST_ASIAN


def rows(all_groups: Iterable[Spellings]) -> Iterator[tuple[str, str, str]]:
    """Yield the rows of the table in order."""
    spelled: dict[str, dict[str, int]] = defaultdict(dict)
    shared: dict[str, set[str]] = defaultdict(set)
    known: set[str] = set()
    for group in all_groups:
        latin = group.get("Latn", set())
        for script, word in ((script, word) for script, words in group.items() for word in words):
            if script != "Latn" or not of_syllables(group):
                ways, known_so = told(word, script, latin, foreign=is_foreign(group)), spelled[word]
                known_so |= {way: max(len(group), known_so.get(way, 0)) for way in ways}
            if script not in ("Latn", *SYLLABIC):
                shared[word] |= latin
        if len(group) >= LEAST_SCRIPTS:
            known |= latin
    linked: dict[str, set[str]] = defaultdict(set)
    for latin in shared.values():
        for word in latin:
            linked[word] |= latin
    for word in sorted({word for word, ways in spelled.items() if ways} | known):
        ways = few(spelled[word])
        yield word, " ".join(sorted(ways)), " ".join(sorted(alike(word, linked[word] - ways)))


def few(ways: dict[str, int]) -> set[str]:
    """Return spellings out of several groups, and `MORE` if there are too many to keep all.

    Kept are those of the names in use in most scripts.
    """
    plain = sorted(ways.keys() - {MORE}, key=lambda way: (-ways[way], way))
    return set(ways) if len(plain) <= MOST_SPELLINGS else {*plain[:MOST_SPELLINGS], MORE}


def alike(word: str, others: set[str]) -> set[str]:
    """Return the Latin spellings nearest to a Latin one, if near enough to be asked for beside it."""
    code = code_of(word, "Latn")
    likeness = {
        other: Levenshtein.normalized_similarity(code, code_of(other, "Latn")) for other in others - {word}
    }
    near = {other: share for other, share in likeness.items() if share >= LEAST_LIKENESS["Latn"]}
    return cut(near, MOST_LINKED)


def main() -> int:
    """Write the table beside the target and rename it."""
    found = list(rows(map(by_script, groups(persons()))))
    beside = TARGET.with_suffix(".tmp")
    with beside.open("w", encoding="utf-8", newline="\n") as handle:
        handle.write("name\tspellings\tlinked\n")
        handle.writelines(f"{name}\t{spellings}\t{linked}\n" for name, spellings, linked in found)
    beside.replace(TARGET)
    print(f"{len(found)} name parts, {TARGET.stat().st_size:,} bytes", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
