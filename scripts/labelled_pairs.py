"""Make the table of labelled pairs that `learn_weights.py` learns from, out of a folder of name lists.

    python scripts/labelled_pairs.py FOLDER pairs.tsv

The folder holds what it can, each file a tab-separated table with a header:

    pairs.tsv                 left right kind same        pairs judged by people
    ofac_KIND_entities.tsv    id name                     a list of names, and in
    ofac_KIND_queries.tsv     id query                    other names of the same entities
    names_not_listed.txt      names, one a line, of nobody on the list of people
    press_variants.tsv        entity kind form            spellings of listed names
    press_nonmatches.tsv      left right                  look-alikes
    people_multiscript.jsonl  name others                 names in several scripts

A name asked against a list gives one pair with the right entry, if anything of it is alike, and one with each
of the nearest wrong ones.
Beside these stand the project's own golden rows of ``tests/cases``. Rows of one `group` belong into one fold.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from given_paths import existing
from nameresolve import Entity, Gazetteer, Kind, Resolver
from nameresolve.parsing import guess_kind

CASES = Path(__file__).resolve().parent.parent / "tests" / "cases"
COLUMNS = ("left", "right", "kind", "same", "source", "group")
NEAREST = 4
FOUND = 32
QUERIES = 1000
MULTISCRIPT = 700
SEED = 20261121
_ID = re.compile(r"Q[1-9][0-9]*|geonames:.*|nr:.*|\*")

Row = tuple[str, str, str, str, str, str]


def table(path: Path, *, quoted: bool = False) -> list[dict[str, str]]:
    """Return the rows of a table, none if it is not there."""
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as handle:
        if quoted:
            return list(csv.DictReader(handle, delimiter="\t"))
        return list(csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE))


def judged(folder: Path) -> Iterator[Row]:
    """Yield the pairs that people judged, and the look-alikes."""
    for number, row in enumerate(table(folder / "pairs.tsv", quoted=True)):
        yield row["left"], row["right"], row["kind"], row["same"], "pairs", f"pairs {number}"
    for number, row in enumerate(table(folder / "press_nonmatches.tsv")):
        kind = guess_kind(row["left"]) if len(row["left"].split()) > 1 else "place"
        yield row["left"], row["right"], kind, "0", "apart", f"apart {number}"
    for row in table(folder / "press_variants.tsv"):
        if row["form"] != row["entity"]:
            yield row["entity"], row["form"], row["kind"], "1", "press", f"press {row['entity']}"


def golden() -> Iterator[Row]:
    """Yield the project's own golden pairs of names."""
    for number, row in enumerate(table(CASES / "pairs_same.tsv")):
        yield row["left"], row["right"], row["kind"] or "person", "1", "cases", f"same {number}"
    for number, row in enumerate(table(CASES / "must_not_match.tsv")):
        if not _ID.fullmatch(row["against"]):
            yield row["query"], row["against"], row["kind"] or "person", "0", "cases", f"apart {number}"


def multiscript(folder: Path) -> Iterator[Row]:
    """Yield names of one person in two scripts."""
    path = folder / "people_multiscript.jsonl"
    if not path.is_file():
        return
    people = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    drawn = random.Random(SEED)  # noqa: S311 - a sample, no secret
    for person in drawn.sample(people, min(MULTISCRIPT, len(people))):
        for other in drawn.sample(person["others"], min(2, len(person["others"]))):
            yield person["name"], other, "person", "1", "multiscript", f"multiscript {person['name']}"


def asked(folder: Path, kind: Kind) -> Iterator[Row]:
    """Yield the names asked against a list, each with its right entry and the nearest wrong ones."""
    entities = table(folder / f"ofac_{kind}_entities.tsv", quoted=True)
    if not entities:
        return
    right: dict[str, set[str]] = {}
    for row in table(folder / f"ofac_{kind}_queries.tsv", quoted=True):
        right.setdefault(row["query"], set()).add(row["id"])
    queries = sorted(right.items())
    random.Random(SEED).shuffle(queries)  # noqa: S311 - a sample, no secret
    names = {row["id"]: row["name"] for row in entities}
    resolver = Resolver(Gazetteer.from_entities([Entity(i, kind, n) for i, n in names.items()]))
    yield from _answers(resolver, queries[:QUERIES], names, kind, "ofac")
    unlisted = folder / "names_not_listed.txt"
    if kind == "person" and unlisted.is_file():
        nobody = [(name, set[str]()) for name in unlisted.read_text("utf-8").splitlines()]
        yield from _answers(resolver, nobody, names, kind, "unlisted")


def _answers(
    resolver: Resolver,
    queries: Iterable[tuple[str, set[str]]],
    names: dict[str, str],
    kind: Kind,
    source: str,
) -> Iterator[Row]:
    for query, ids in queries:
        group = f"{source} {query}"
        found = [c.entity for c in resolver.resolve(query, kind=kind, limit=FOUND).candidates]
        for entity in found:
            if entity.id in ids:
                yield query, entity.name, kind, "1", source, group
        own = {names[known] for known in ids}
        near = dict.fromkeys(entity.name for entity in found if entity.name not in own)
        for name in list(near)[: NEAREST if ids else NEAREST - 1]:
            yield query, name, kind, "0", source, group


def main(arguments: list[str] | None = None) -> int:
    """Write the table; return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=existing)
    parser.add_argument("output", type=Path)
    options = parser.parse_args(arguments)
    folder: Path = options.folder
    rows = [*judged(folder), *golden(), *multiscript(folder)]
    rows += [*asked(folder, "person"), *asked(folder, "organization")]
    lines = ["\t".join(COLUMNS), *("\t".join(field.replace("\t", " ") for field in row) for row in rows)]
    options.output.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(rows)} pairs written to {options.output}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
