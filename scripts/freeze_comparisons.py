"""Write down how 2,300 pairs of names compare, and how 3,800 names are parsed, to see what a change does.

    python scripts/freeze_comparisons.py            compare and parse again, show what changed, write
    python scripts/freeze_comparisons.py --check    the same, but write nothing; ends with 1 on a change
    python scripts/freeze_comparisons.py --new      draw pairs and names anew as well

The decisions of `freeze_decisions.py` say who is found. This says why: each term of a comparison with what
it adds, each part of a name with its role. Pairs and names are drawn from the golden rows, from the frozen
decisions, and from the rows of `tests/frozen/rules.tsv`, one or more for every rule of comparing.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import cast

from attrs import astuple, evolve, fields, frozen

import nameresolve as nr
from nameresolve.model import Evidence
from nameresolve.parsing import guess_kind
from nameresolve.unicode import script_of

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "tests" / "frozen"
CASES = ROOT / "tests" / "cases"
NEAR = 0.0011
"""Contributions are kept to three decimals; less than this apart is rounding."""
EVERY = 4
"""One in so many of the frozen decisions gives a pair: the name asked for and the one it was asked of."""
SHOWN = 40


@frozen(slots=True)
class Row:
    """A pair, or a name whose `right` is empty, with the kind it is asked with, and what came out."""

    left: str
    right: str
    kind: str
    found: str = ""


def compared(row: Row) -> str:
    """Return the terms of a comparison in one line.

    >>> compared(Row("Kemel Tokayev", "KEMEL TOKAYEV", "person"))
    'bias: any two names -1.440 | same: the whole name (Kemel Tokayev = KEMEL TOKAYEV) +41.440'
    """
    evidence = nr.compare(row.left, row.right, kind=_kind(row)).evidence
    return " | ".join(sorted(map(_term, evidence)))


def _term(term: Evidence) -> str:
    between = f" ({term.left} = {term.right})" if term.left or term.right else ""
    return f"{term.relation}: {term.rule}{between} {term.contribution:+.3f}"


def parsed(row: Row) -> str:
    """Return the parts of a name with their roles in one line; before them its kind, where that is guessed.

    >>> parsed(Row("Dr. Kemel Tokayev", "", "person"))
    'title Dr | name Kemel | name Tokayev'
    >>> parsed(Row("Kazakhstan National Bank", "", ""))
    'as organization | word Kazakhstan | generic National | generic Bank'
    """
    name = nr.parse(row.left, kind=_kind(row))
    guessed = [] if row.kind else [f"as {guess_kind(row.left)}"]
    return " | ".join([*guessed, *(f"{part.role} {part.text}" for part in name.parts)])


def _kind(row: Row) -> nr.Kind | None:
    return cast("nr.Kind", row.kind) if row.kind else None


TABLES: tuple[tuple[str, Callable[[Row], str]], ...] = (("comparisons", compared), ("parses", parsed))


# ------------------------------------------------------------------ drawing


def _table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE))


def _golden() -> Iterator[Row]:
    for case in _table(CASES / "pairs_same.tsv"):
        yield Row(case["left"], case["right"], case["kind"])
    gazetteer = nr.Gazetteer.bundled()
    for case in _table(CASES / "must_not_match.tsv"):
        listed = gazetteer.get(case["against"])
        yield Row(case["query"], listed.name if listed else case["against"].strip("*"), case["kind"])
    for case in _table(CASES / "in_the_wild.tsv"):
        entity = gazetteer.get(case["id"])
        if entity:
            yield Row(case["query"], entity.name, case["kind"])
            yield Row(case["query"], _in_its_script(case["query"], entity), case["kind"])


def _in_its_script(name: str, entity: nr.Entity) -> str:
    """Return the first form of an entity in the script that a name begins in, or its name."""
    script = script_of(name[0])
    return next((form.text for form in entity.forms if script_of(form.text[0]) == script), entity.name)


def _decided() -> Iterator[Row]:
    gazetteer = nr.Gazetteer.bundled()
    answers = _table(FOLDER / "decisions.tsv")[::EVERY]
    for answer, other in zip(answers, [*answers[1:], answers[0]], strict=True):
        entity = gazetteer.get(answer["id"]) if answer["id"] else None
        yield Row(answer["query"], entity.name if entity else other["query"], answer["kind"])


def _rules() -> Iterator[Row]:
    for rule in _table(FOLDER / "rules.tsv"):
        yield Row(rule["left"], rule["right"], rule["kind"])


def drawn(table: str) -> list[Row]:
    """Return the pairs, or the names, that are asked."""
    rows = [
        row for row in (*_rules(), *_golden(), *_decided()) if not set(row.left + row.right) & set('\t\r\n"')
    ]
    if table == "comparisons":
        return list(dict.fromkeys(row for row in rows if row.right))
    names = (Row(row.left, "", kind) for row in rows for kind in dict.fromkeys((row.kind, "")))
    return list(dict.fromkeys(names))


# ------------------------------------------------------------------ reading, writing, comparing


def read(table: str, folder: Path = FOLDER) -> list[Row]:
    """Return the rows that a file holds, none if there is no file."""
    path = folder / f"{table}.tsv"
    return [Row(**row) for row in _table(path)] if path.is_file() else []


def write(table: str, rows: Sequence[Row], folder: Path = FOLDER) -> None:
    """Write rows to a file, one a line."""
    lines = ["\t".join(field.name for field in fields(Row)), *("\t".join(astuple(row)) for row in rows)]
    (folder / f"{table}.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def same(old: str, new: str) -> bool:
    """Return whether two lines say the same, but for the last decimal of a contribution."""
    before, after = old.split(" | "), new.split(" | ")
    return old == new or (len(before) == len(after) and all(map(_same_term, before, after)))


def _same_term(old: str, new: str) -> bool:
    (said, _, number), (said_now, _, number_now) = old.rpartition(" "), new.rpartition(" ")
    if said != said_now or not (number[:1] in "+-" and number_now[:1] in "+-"):
        return old == new
    return abs(float(number) - float(number_now)) < NEAR


def changes(rows: Iterable[Row], find: Callable[[Row], str]) -> list[tuple[Row, Row]]:
    """Return the rows of which something else is found today, before and after."""
    pairs = ((row, evolve(row, found=find(row))) for row in rows)
    return [(old, new) for old, new in pairs if not same(old.found, new.found)]


def told(changed: Sequence[tuple[Row, Row]]) -> Iterator[str]:
    """Yield what changed, the names in one line, before and after in the next two."""
    for old, new in changed[:SHOWN]:
        yield "  ".join(filter(None, (old.left, old.right, f"[{old.kind}]")))
        yield f"  - {old.found}"
        yield f"  + {new.found}"
    if len(changed) > SHOWN:
        yield f"and {len(changed) - SHOWN} more"


def main(arguments: list[str] | None = None) -> int:
    """Compare and parse again, show and write; return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing, end with 1 if something changed")
    parser.add_argument("--new", action="store_true", help="draw pairs and names anew")
    parser.add_argument("--folder", type=Path, default=FOLDER)
    options = parser.parse_args(arguments)
    count = 0
    for table, find in TABLES:
        old = read(table, options.folder)
        if options.check and not (options.folder / f"{table}.tsv").is_file():
            parser.error(f"there is no {table}.tsv in {options.folder}, so nothing to compare with")
        changed = changes(old, find)
        count += len(changed)
        print("\n".join([f"{table}: {len(changed)} of {len(old):,} changed", *told(changed)]))
        if not options.check:
            rows = drawn(table) if options.new or not old else old
            write(table, [evolve(row, found=find(row)) for row in rows], options.folder)
    return int(options.check and count > 0)


if __name__ == "__main__":
    sys.exit(main())
