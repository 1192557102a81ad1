"""Rebuild ``gazetteer/lexicon/name_frequency.tsv`` from the name lists of faker (MIT).

    python scripts/build_name_frequency.py            # write the table
    python scripts/build_name_frequency.py --check    # exit 1 if the table is not what it would be

How: every locale gives a distribution of given names and one of family names (weights where
faker has them, else all names alike); a name of several words counts for each word. The two are
pooled half and half, locales are averaged within a language, languages among each other. Hand-set
figures of ``name_frequency_overrides.tsv`` then replace what was counted. The most frequent
12,000 rows stay. Same faker version, same bytes.
"""

from __future__ import annotations

import argparse
import importlib
import pkgutil
import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

import faker
from faker.providers import person

LEXICON = Path(__file__).resolve().parent.parent / "gazetteer" / "lexicon"
TABLE = LEXICON / "name_frequency.tsv"
OVERRIDES = LEXICON / "name_frequency_overrides.tsv"
ROWS = 12_000
LEAST = 10  # a list with fewer names is a placeholder such as John and Jane Doe
DROPPED = re.compile("[.,/'’‘ʼʻ`´ʹ\"\u05f3\u05f4\u0307\u0640\u064b-\u065f\u0670]")  # README.md of the lexicon
GIVEN = ("first_names_male", "first_names_female", "first_names_nonbinary", "first_names_unisex")
FAMILY = ("last_names_male", "last_names_female", "last_names_nonbinary", "last_names_unisex")

Shares = dict[str, float]


def fold(text: str) -> str:
    """Return the text as the lexicon writes it: NFKC, case-folded, no dots, apostrophes, vowel signs, NFC.

    >>> fold("O’Neill")
    'oneill'
    """
    kept = unicodedata.normalize("NFKC", text).casefold()
    kept = "".join(mark for mark in kept if not DROPPED.match(mark) and unicodedata.category(mark) != "Cf")
    return unicodedata.normalize("NFC", kept)


def words(name: str) -> list[str]:
    """Return the folded words of a name, split at spaces and hyphens.

    >>> words("Jean-Luc")
    ['jean', 'luc']
    """
    split = fold(name).replace("-", " ").split()
    return [word for word in split if any(mark.isalpha() for mark in word)]


def weigh(names: object) -> Shares:
    """Return what share each word has in one list of faker, weighted or not.

    >>> weigh(("Ann", "Bo"))
    {'ann': 0.5, 'bo': 0.5}
    """
    shares: Shares = defaultdict(float)
    if isinstance(names, Mapping):
        weighted = [(str(name), float(weight)) for name, weight in names.items()]
    else:
        weighted = [(str(name), 1.0) for name in names if isinstance(name, str)]  # type: ignore[attr-defined]
    total = sum(weight for _, weight in weighted)
    for name, weight in weighted:
        for word in words(name):
            shares[word] += weight / total
    return dict(shares)


def average(many: Iterable[Shares]) -> Shares:
    """Return the mean of several distributions; a word missing from one counts as 0 there.

    >>> average([{"a": 1.0}, {"a": 0.5, "b": 0.5}])
    {'a': 0.75, 'b': 0.25}
    """
    listed = list(many)
    mean: Shares = defaultdict(float)
    for shares in listed:
        for word, share in shares.items():
            mean[word] += share / len(listed)
    return dict(mean)


def collect(provider: type, split: tuple[str, ...], whole: str) -> Shares:
    """Return the shares of the lists named in `split` (by sex), or else of the list `whole`."""
    lists = [getattr(provider, attribute, None) for attribute in split]
    found = [weigh(names) for names in lists if names and len(names) >= LEAST]
    single = getattr(provider, whole, None) or ()
    if not found and len(single) >= LEAST:
        found = [weigh(single)]
    return average(found) if found else {}


def read_locale(locale: str) -> Shares:
    """Return the pooled shares of given and family names of one locale; empty without lists."""
    provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
    given = collect(provider, GIVEN, "first_names")
    family = collect(provider, FAMILY, "last_names")
    return average(part for part in (given, family) if part) if given or family else {}


def count() -> Shares:
    """Return how many in a million name parts of the world are the given word."""
    languages: dict[str, list[Shares]] = defaultdict(list)
    for module in sorted(pkgutil.iter_modules(person.__path__), key=lambda found: found.name):
        shares = read_locale(module.name)
        if shares:
            languages[module.name.partition("_")[0]].append(shares)
    mean = average(average(languages[language]) for language in sorted(languages))
    return {word: share * 1_000_000 for word, share in mean.items()}


def read_overrides() -> dict[str, tuple[float, str]]:
    """Return the hand-set figures: word -> (per million, source)."""
    lines = OVERRIDES.read_text(encoding="utf-8").splitlines()[1:]
    cells = [line.split("\t") for line in lines]
    return {word: (float(figure), source) for word, figure, source in cells}


def make_table() -> str:
    """Return the whole table as text, most frequent rows kept, sorted by name."""
    source = f"faker-{faker.VERSION}"
    figures = {word: (figure, source) for word, figure in count().items()}
    figures.update(read_overrides())
    ranked = sorted(figures.items(), key=lambda row: (-row[1][0], row[0]))[:ROWS]
    rows = sorted((word, f"{figure:.3g}", origin) for word, (figure, origin) in ranked)
    lines = ["name\tper_million\tsource", *("\t".join(row) for row in rows)]
    return "\n".join(lines) + "\n"


def main(arguments: list[str] | None = None) -> int:
    """Write the table, or with ``--check`` compare it; return the exit code."""
    parser = argparse.ArgumentParser(description="Rebuild gazetteer/lexicon/name_frequency.tsv.")
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    check = parser.parse_args(arguments).check
    table = make_table()
    if check:
        same = TABLE.is_file() and TABLE.read_text(encoding="utf-8") == table
        print("up to date" if same else f"{TABLE} differs: run {Path(__file__).name}")
        return 0 if same else 1
    TABLE.write_text(table, encoding="utf-8")
    print(f"{table.count(chr(10)) - 1} rows written to {TABLE}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
