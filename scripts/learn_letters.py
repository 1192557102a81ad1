"""Count the letters that follow each other in names, for the languages that are read back from Latin.

    python scripts/learn_letters.py                # write gazetteer/romanization/letters.tsv

Read are the native forms in the gazetteer (people count four times, organizations not at all) and
the name lists of faker (MIT). A row is a language, a run of three letters (``^`` and ``$`` are the
ends of a word) and how often it was seen. Same sources, same bytes. The languages are those
that ``languages.toml`` marks with `inverse`, and ``west``: names of western Europe in Latin letters, which
are no romanizations.
"""

from __future__ import annotations

import argparse
import re
import sys
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from build_gazetteer import read_entities
from build_name_frequency import read_locale
from nameresolve.romanization.writing import script_of

__all__ = ["count", "main", "native_words", "runs_of"]

ROOT = Path(__file__).resolve().parent.parent
GAZETTEER = ROOT / "gazetteer"
TABLE = GAZETTEER / "romanization" / "letters.tsv"
WEIGHTS = {"person": 4, "place": 1}
LOCALES = {"ru": "ru_RU", "uk": "uk_UA", "bg": "bg_BG", "hy": "hy_AM", "ka": "ka_GE", "el": "el_GR"}
LOCALE_WEIGHT = 2
WEST = "west"
WESTERN = ("en_US", "en_GB", "de_DE", "fr_FR", "es_ES", "it_IT", "nl_NL", "pt_PT", "sv_SE", "da_DK")
LEAST_LETTERS = 3
MOST_ROWS = 4_000  # a language; the rarest runs beyond are left out
_WORD = re.compile(r"[^\W\d_]+")


def runs_of(word: str) -> Iterator[str]:
    """Yield the runs of three of a word and its two ends.

    >>> list(runs_of("абай"))
    ['^аб', 'аба', 'бай', 'ай$']
    """
    whole = f"^{word}$"
    for place in range(len(whole) - 2):
        yield whole[place : place + 3]


def native_words(alphabets: Mapping[str, tuple[str, frozenset[str]]]) -> Counter[tuple[str, str]]:
    """Return the words of each language that are written in its letters, each with its weight."""
    found: dict[tuple[str, str], int] = {}

    def add(language: str, text: str, weight: int) -> None:
        script, letters = alphabets[language]
        for word in _WORD.findall(unicodedata.normalize("NFC", text).lower()):
            own = letters.issuperset(word) if letters else all(script_of(char) == script for char in word)
            if own and len(word) >= LEAST_LETTERS:
                found[language, word] = max(found.get((language, word), 0), weight)

    for entity in read_entities(GAZETTEER):
        for form in entity.forms:
            language = (form.language or "").split("-")[0]
            if language in alphabets and entity.kind in WEIGHTS and form.script == alphabets[language][0]:
                add(language, form.text, WEIGHTS[entity.kind])
    for language, locale in LOCALES.items():
        for name in read_locale(locale) if language in alphabets else ():
            add(language, name, LOCALE_WEIGHT)
    return Counter(found)


def count() -> dict[str, Counter[str]]:
    """Return how often each run of three letters was seen, by language."""
    languages = tomllib.loads((GAZETTEER / "romanization" / "languages.toml").read_text("utf-8"))
    own = {tag: frozenset(r.get("alphabet", "")) | set(r.get("signs", "")) for tag, r in languages.items()}
    alphabets = {
        tag.split("-")[0]: (record["script"], own[tag])
        for tag, record in languages.items()
        if "inverse" in record
    }
    found: dict[str, Counter[str]] = {tag: Counter() for tag in alphabets}
    for (language, word), weight in native_words(alphabets).items():
        for run in runs_of(word):
            found[language][run] += weight
    names = sorted({name for locale in WESTERN for name in read_locale(locale) if len(name) >= LEAST_LETTERS})
    found[WEST] = Counter(run for name in names for run in runs_of(name))
    return found


def main(arguments: list[str] | None = None) -> int:
    """Write the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--output", type=Path, default=TABLE)
    output: Path = parser.parse_args(arguments).output
    lines = ["language\trun\tcount"]
    for language, runs in sorted(count().items()):
        kept = sorted(runs.items(), key=lambda row: (-row[1], row[0]))[:MOST_ROWS]
        lines += [f"{language}\t{run}\t{seen}" for run, seen in sorted(kept)]
        print(f"{language}: {len(kept)} of {len(runs)} runs", file=sys.stderr)
    output.write_text("\n".join(lines) + "\n", "utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
