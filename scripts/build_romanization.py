"""Compile gazetteer/romanization/*.toml into the one table that the library loads.

    python scripts/build_romanization.py [SOURCE] [TARGET]

Every file is checked, and every example in it must hold. The output depends on the files alone:
the same sources give the same bytes.
"""

from __future__ import annotations

import argparse
import difflib
import json
import re
import sys
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from nameresolve.errors import GazetteerError
from nameresolve.romanization.apply import apply_scheme
from nameresolve.romanization.schemes import FORMAT, inherit, scheme_from_record

__all__ = ["build", "main", "read_languages", "read_schemes"]

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "gazetteer" / "romanization"
TARGET = ROOT / "src" / "nameresolve" / "data" / "romanization.json"
LANGUAGES = "languages.toml"

_KEYS: Mapping[str, type | tuple[type, ...]] = {
    "id": str,
    "title": str,
    "authority": str,
    "year": int,
    "language": str,
    "script": str,
    "source": str,
    "note": str,
    "cost": (int, float),
    "reversible": bool,
    "base": str,
    "target": str,
    "form": str,
    "capitalize": str,
    "dotted": bool,
    "classes": dict,
    "rules": dict,
    "contextual": list,
    "doubling": dict,
    "abugida": dict,
    "syllabary": dict,
    "examples": list,
}
_REQUIRED = ("id", "title", "authority", "language", "script", "source", "examples")
_CONTEXT = ("rules", "after", "before", "initial", "final")
_LANGUAGE_KEYS = ("name", "script", "alphabet", "signs", "clues", "prior", "inverse", "scheme")
_SCRIPT = re.compile("[A-Z][a-z]{3}")
_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)")


def build(source: Path, target: Path) -> None:
    """Read all scheme files of a folder, check them, and write the compiled table.

    Raises `GazetteerError` with the file and the line for the first thing that is wrong; the
    target is then left as it was.
    """
    records = read_schemes(source)
    languages = read_languages(source, records)
    for scheme, record in records.items():
        _check_examples(source / f"{scheme}.toml", scheme, record, records)
    shipped = {scheme: _without(record, ("id", "examples", "note")) for scheme, record in records.items()}
    data = {"format": FORMAT, "languages": languages, "schemes": shipped}
    text = json.dumps(data, ensure_ascii=False, sort_keys=False, separators=(",", ":"))
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text + "\n", "utf-8", newline="\n")


def read_schemes(source: Path) -> dict[str, dict[str, Any]]:
    """Return the records of all scheme files by id, sorted, each checked by itself."""
    files = sorted(path for path in source.glob("*.toml") if path.name != LANGUAGES)
    if not files:
        raise GazetteerError("no romanization schemes found", file=str(source))
    known = _source_keys(source.parent)
    records: dict[str, dict[str, Any]] = {}
    for path in files:
        record = _read(path)
        _check(path, record, known)
        records[record["id"]] = record
    return records


def _read(path: Path) -> dict[str, Any]:
    text = path.read_text("utf-8")
    if not unicodedata.is_normalized("NFC", text):
        rows = enumerate(text.splitlines(), 1)
        bad = next(number for number, row in rows if not unicodedata.is_normalized("NFC", row))
        raise GazetteerError("not in Unicode normal form NFC", file=str(path), line=bad)
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = _PLACE.search(str(error))
        line, column = (int(place[1]), int(place[2])) if place else (None, None)
        raise GazetteerError(
            _PLACE.sub("", str(error)).strip(), file=str(path), line=line, column=column
        ) from error


def _fail(path: Path, message: str, needle: str = "", remedy: str | None = None) -> GazetteerError:
    """Return the error for a file, at the first line that holds the needle."""
    rows = path.read_text("utf-8").splitlines()
    line = next((n for n, row in enumerate(rows, 1) if needle and needle in row), None)
    row = rows[line - 1] if line else None
    column = row.index(needle) + 1 if row else None
    return GazetteerError(message, file=str(path), line=line, column=column, source_line=row, remedy=remedy)


def _check(path: Path, record: Mapping[str, Any], sources: set[str]) -> None:
    for key in _REQUIRED:
        if key not in record:
            raise _fail(path, f"the key '{key}' is missing")
    for key, value in record.items():
        if key not in _KEYS:
            raise _fail(path, f"unknown key '{key}'", key, _near(key, _KEYS))
        if not isinstance(value, _KEYS[key]):
            raise _fail(path, f"'{key}' has the wrong type", key)
    if record["id"] != path.stem:
        raise _fail(path, f"the id '{record['id']}' is not the name of the file", record["id"])
    target = record.get("target", "Latn")
    if record["id"].split("-")[3:4] != [target] or not _SCRIPT.fullmatch(record["script"]):
        raise _fail(path, f"the id must hold {target}, and script be an ISO 15924 code", "script")
    if record["source"] not in sources:
        remedy = _near(record["source"], sources)
        raise _fail(path, f"unknown source '{record['source']}'", record["source"], remedy)
    if record.get("form", "NFC") not in ("NFC", "NFD"):
        raise _fail(path, "form is NFC or NFD", "form")
    _check_rules(path, record)


def _check_rules(path: Path, record: Mapping[str, Any]) -> None:
    contexts = record.get("contextual", [])
    for context in contexts:
        for key in context:
            if key not in _CONTEXT:
                raise _fail(path, f"unknown key '{key}' in a context", key, _near(key, _CONTEXT))
        if "rules" not in context or len(context) < 2:
            raise _fail(path, "a context needs rules and a condition", "[[contextual]]")
    for table in (record.get("rules", {}), *(context["rules"] for context in contexts)):
        for source, latin in table.items():
            _check_rule(path, source, latin)
    if not record["examples"]:
        raise _fail(path, "a scheme needs an example", "examples")
    for example in record["examples"]:
        if set(example) != {"from", "to"}:
            raise _fail(path, "an example has 'from' and 'to'", "[[examples]]")


def _check_rule(path: Path, source: str, latin: object) -> None:
    if not source or not isinstance(latin, str):
        raise _fail(path, f"the rule for '{source}' is not a text", f'"{source}"')
    if source != source.lower() and len(source.lower()) == len(source):
        raise _fail(path, f"the rule for '{source}' is not in lower case", f'"{source}"')


def _near(word: str, known: Iterable[str]) -> str | None:
    near = difflib.get_close_matches(word, list(known), n=1)
    return f"Did you mean '{near[0]}'?" if near else None


def _source_keys(gazetteer: Path) -> set[str]:
    files = [gazetteer / "SOURCES.toml", *sorted((gazetteer / "sources").glob("*.toml"))]
    return {key for path in files if path.is_file() for key in _read(path)}


def read_languages(source: Path, records: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the record of each language, checked against the schemes."""
    path = source / LANGUAGES
    languages = _read(path) if path.is_file() else {}
    for tag, record in languages.items():
        for key in record:
            if key not in _LANGUAGE_KEYS:
                raise _fail(path, f"unknown key '{key}' of '{tag}'", key, _near(key, _LANGUAGE_KEYS))
        if record.get("scheme") not in records:
            raise _fail(path, f"'{tag}' has no scheme of ours: {record.get('scheme')!r}", f"[{tag}]")
    return languages


def _check_examples(path: Path, scheme: str, record: Mapping[str, Any], records: Mapping[str, Any]) -> None:
    try:
        compiled = scheme_from_record(scheme, inherit(scheme, records))
    except (KeyError, ValueError, re.error) as error:
        raise _fail(path, f"the scheme does not hold together: {error}", "base") from error
    for example in record["examples"]:
        got = apply_scheme(example["from"], compiled).text
        if got != example["to"]:
            message = f"'{example['from']}' gives '{got}', not '{example['to']}'"
            raise _fail(path, message, f'"{example["from"]}"')


def _without(record: Mapping[str, Any], keys: Iterable[str]) -> dict[str, Any]:
    return {key: value for key, value in record.items() if key not in keys}


def main(arguments: list[str] | None = None) -> int:
    """Build from the command line; print what is wrong and return 1 if something is."""
    parser = argparse.ArgumentParser(description="Compile the romanization schemes.")
    parser.add_argument("source", nargs="?", type=Path, default=SOURCE)
    parser.add_argument("target", nargs="?", type=Path, default=TARGET)
    asked = parser.parse_args(arguments)
    try:
        build(asked.source, asked.target)
    except GazetteerError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
