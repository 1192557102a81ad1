"""Write the pairs of spellings from which the cost table of a script is learned.

    python scripts/name_part_pairs.py --table Deva --output deva.tsv --held-out deva_held_out.tsv

The source is ``data/names/persons.txt`` of rigour 1.8.1 (MIT): 156,000 groups of spellings of one name
part across scripts, made from Wikidata (CC0). It is needed at build time only, and no group of it is kept.

A group also holds what the name is called in other languages (Ivan beside Johannes). Of its Latin
spellings those stay that sound much like the native one, and nearly as much as the best does; several
words pair off one by one where both sides have as many. ``--held-out`` gets one native spelling in
seven, picked by its checksum, with all its pairs; they measure what was learned from the others.
Everything is deterministic.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from zlib import crc32

from rapidfuzz.distance import Levenshtein

from nameresolve.symbols import coded, latin_symbols, sound, units_table
from nameresolve.unicode import fold, script_of

LEAST_LIKENESS = 0.4
NEARLY_BEST = 0.18
MOST_SPELLINGS = 4
HELD_OUT_OF = 20
HELD_OUT = 3


def persons() -> Path:
    """Return the file of spellings in the installed rigour."""
    import rigour

    return Path(str(rigour.__file__)).parent / "data" / "names" / "persons.txt"


def groups(path: Path) -> Iterator[list[str]]:
    """Yield the spellings of each group, cleaned."""
    with path.open(encoding="utf-8") as handle:
        for line in handle:
            spellings, arrow, _ = line.partition("=>")
            if arrow:
                yield [fold(word.strip()) for word in spellings.split(",") if word.strip()]


def script_of_word(word: str) -> str:
    """Return the one script a word is written in, or nothing for a mix."""
    scripts = {script_of(char) for char in word} - {"Zyyy"}
    return scripts.pop() if len(scripts) == 1 else ""


def likeness(native: str, script: str, latin: str) -> float:
    """Return how alike two words sound by the letter tables, 0 to 1."""
    return Levenshtein.normalized_similarity(coded(sound(native, script)), coded(latin_symbols(latin)))


def pairs_of(native: str, script: str, latins: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the native word with each Latin one that renders it."""
    rated = sorted((-likeness(native, script, latin), latin) for latin in latins)
    least = max(LEAST_LIKENESS, -rated[0][0] - NEARLY_BEST) if rated else 1.0
    for minus, latin in rated[:MOST_SPELLINGS]:
        if -minus >= least:
            yield native, latin


def word_pairs(group: list[str], table: str) -> Iterator[tuple[str, str]]:
    """Yield the pairs of native and Latin words of one group for a cost table."""
    latins = [word.split() for word in group if script_of_word(word) == "Latn"]
    for spelling in group:
        script = script_of_word(spelling)
        if not script or units_table(script) != table:
            continue
        words = spelling.split()
        for place, word in enumerate(words):
            fitting = dict.fromkeys(latin[place] for latin in latins if len(latin) == len(words))
            yield from pairs_of(word, script, fitting)


def is_held_out(native: str) -> bool:
    """Return whether a native spelling is kept for measuring."""
    return crc32(native.encode()) % HELD_OUT_OF < HELD_OUT


def write(path: Path, rows: Iterable[tuple[str, str]]) -> None:
    """Write pairs as a table."""
    with path.open("w", encoding="utf-8", newline="\n") as handle:
        handle.write("native\tlatin\n")
        handle.writelines(f"{native}\t{latin}\n" for native, latin in rows)


def main() -> int:
    """Read the groups, write the pairs."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--table", required=True, help="the cost table, by its ISO 15924 code")
    parser.add_argument("--output", required=True, type=Path)
    parser.add_argument("--held-out", type=Path)
    parser.add_argument("--persons", type=Path, help="another file of the same form")
    args = parser.parse_args()
    found = dict.fromkeys(
        pair for group in groups(args.persons or persons()) for pair in word_pairs(group, args.table)
    )
    kept = [pair for pair in found if not (args.held_out and is_held_out(pair[0]))]
    write(args.output, sorted(kept))
    if args.held_out:
        write(args.held_out, sorted(found.keys() - set(kept)))
    print(f"{args.output}: {len(kept)} pairs, {len(found) - len(kept)} held out", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
