"""Turn the romanization schemes round: which native letters a group of Latin letters may stand for.

    python scripts/build_spellings.py

For each language that ``languages.toml`` marks with `inverse`, the rules of all its schemes are read
from right to left. The contexts of the rules are left out: whoever reads a spelling back with this
table romanizes the result again and compares. Beside it stand the counts of ``letters.tsv``, which say
how native words look.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from build_romanization import SOURCE, read_languages, read_schemes
from nameresolve.errors import GazetteerError
from nameresolve.romanization.inverse import as_read, plainly
from nameresolve.romanization.rules import Rule
from nameresolve.romanization.schemes import Scheme, inherit, is_latin, scheme_from_record

__all__ = ["build", "main"]

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "src" / "nameresolve" / "data" / "spellings.json"

Table = dict[str, dict[str, int]]  # Latin letters -> native letters -> the schemes, a bit each


def build(source: Path, target: Path) -> None:
    """Write the inverse tables and the letter counts of all languages that have them.

    Raises `GazetteerError` for what is wrong in a scheme file or in ``letters.tsv``.
    """
    records = read_schemes(source)
    letters = _letters(source / "letters.tsv")
    languages = {}
    for tag, language in read_languages(source, records).items():
        if "inverse" in language:
            own = [s for s, r in records.items() if _is_of(r, tag, language["script"])]
            compiled = [scheme_from_record(s, inherit(s, records)) for s in own]
            languages[tag] = {
                "prior": language["inverse"],
                "schemes": own,
                "letters": letters.get(tag, {}),
                "inverse": _sorted(_inverse(compiled, letters.get(tag, {}))),
            }
    families = _families(source.parent / "lexicon" / "east_asian_surnames.tsv")
    data = {"languages": languages, "west": letters.get("west", {}), "families": families}
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    target.write_text(text + "\n", "utf-8", newline="\n")


def _families(path: Path) -> list[list[str]]:
    """Return the East Asian family names: characters, spelling, usage."""
    return [line.split("\t") for line in path.read_text("utf-8").splitlines()[1:]]


def _is_of(record: Mapping[str, Any], tag: str, script: str) -> bool:
    return is_latin(record) and bool(record["script"] == script and record["language"].split("-")[0] == tag)


def _letters(path: Path) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for number, line in enumerate(path.read_text("utf-8").splitlines()[1:], 2):
        cells = line.split("\t")
        if len(cells) != 3 or len(cells[1]) != 3 or not cells[2].isdecimal():
            raise GazetteerError(
                "not a language, three letters and a count", file=str(path), line=number, source_line=line
            )
        found.setdefault(cells[0], {})[cells[1]] = int(cells[2])
    return found


def _inverse(schemes: list[Scheme], letters: Mapping[str, int]) -> Table:
    table: Table = defaultdict(lambda: defaultdict(int))
    pairs = frozenset(pair for run in letters for pair in (run[:2], run[1:]))
    for place, scheme in enumerate(schemes):
        for latin, native in _read_back(scheme, pairs):
            table[latin][native] |= 1 << place
            plain = plainly(latin)
            if plain and plain != latin:  # people leave the marks out
                table[plain][native] |= 1 << place
    return table


def _read_back(scheme: Scheme, pairs: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Yield what the rules of a scheme write, and for what: a letter, or one with a silent one behind.

    A silent letter follows only where names of the language have it: ль, but not аь.
    """
    rules = [rule for group in scheme.rules.values() for rule in group if rule.source.isalpha()]
    silent = [rule for rule in rules if not rule.latin and rule.initial is not True]
    for rule in rules:
        latin = as_read(rule.latin)
        if latin:
            yield latin, rule.source
            yield from ((latin, rule.source + mute.source) for mute in silent if _follows(mute, rule, pairs))


def _follows(mute: Rule, rule: Rule, pairs: frozenset[str]) -> bool:
    if mute.source == rule.source or rule.source[-1] + mute.source[0] not in pairs:
        return False
    return mute.after is None or mute.after.search(rule.source) is not None


def _sorted(table: Table) -> dict[str, list[tuple[str, str]]]:
    return {
        latin: [(native, f"{mask:x}") for native, mask in sorted(natives.items())]
        for latin, natives in sorted(table.items())
    }


def main() -> int:
    """Build; print what is wrong and return 1 if something is."""
    try:
        build(SOURCE, TARGET)
    except GazetteerError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
