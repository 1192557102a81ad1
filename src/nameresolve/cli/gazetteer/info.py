"""``nameresolve gazetteer info``: what a gazetteer holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Annotated, Any

import typer
from attrs import Factory, define

from nameresolve.cli.as_json import write_json
from nameresolve.cli.choices import flag
from nameresolve.cli.exits import ExitCode
from nameresolve.cli.gazetteer.loading import load_any
from nameresolve.cli.options import JsonOption
from nameresolve.model import Entity

__all__ = ["Contents", "contents_of", "info_command"]

_UNKNOWN = "not stated"
_SHOWN = 20


@define(slots=True)
class Contents:
    """What a gazetteer holds, counted: entities by kind, forms by language, script, source."""

    entities: int = 0
    forms: int = 0
    weak_forms: int = 0
    kinds: Counter[str] = Factory(Counter)
    languages: Counter[str] = Factory(Counter)
    scripts: Counter[str] = Factory(Counter)
    sources: Counter[str] = Factory(Counter)


def info_command(
    path: Annotated[
        str | None,
        typer.Argument(
            metavar="PATH", help="A compiled gazetteer, or source files.", show_default="the bundled one"
        ),
    ] = None,
    check: Annotated[
        bool,
        flag("--check", says="Read all files of a compiled gazetteer and compare their checksums."),
    ] = False,
    as_json: JsonOption = False,
) -> ExitCode:
    """Show how many entities and forms a gazetteer holds: by kind, language, script and source."""
    gazetteer = load_any(path, check=check)
    contents = contents_of(gazetteer)
    summary = {"path": path, "fingerprint": gazetteer.fingerprint, **_as_json(contents)}
    if as_json:
        write_json(summary)
    else:
        _print_contents(contents, path or "bundled gazetteer", gazetteer.fingerprint)
    return ExitCode.OK


def contents_of(entities: Iterable[Entity]) -> Contents:
    """Return the counts over the entities, read one by one."""
    contents = Contents()
    for entity in entities:
        contents.entities += 1
        contents.kinds[entity.kind] += 1
        contents.forms += len(entity.forms)
        for form in entity.forms:
            contents.weak_forms += form.strength == "weak"
            contents.languages[form.language or _UNKNOWN] += 1
            contents.scripts[form.script or _UNKNOWN] += 1
            contents.sources[form.source or _UNKNOWN] += 1
    return contents


def _as_json(contents: Contents) -> dict[str, Any]:
    return {
        "entities": contents.entities,
        "forms": contents.forms,
        "weak_forms": contents.weak_forms,
        **{title: dict(_ranked(counts)) for title, counts in _groups(contents)},
    }


def _groups(contents: Contents) -> tuple[tuple[str, Counter[str]], ...]:
    return (
        ("kinds", contents.kinds),
        ("languages", contents.languages),
        ("scripts", contents.scripts),
        ("sources", contents.sources),
    )


def _ranked(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def _print_contents(contents: Contents, name: str, fingerprint: str) -> None:
    from nameresolve.cli.console import Column, print_lines, print_table

    forms = f"{contents.forms:,} forms ({contents.weak_forms:,} weak)"
    print_lines([f"{name}: {contents.entities:,} entities, {forms}", f"fingerprint {fingerprint}"])
    for title, counts in _groups(contents):
        noun = "Entities" if title == "kinds" else "Forms"
        rows = list(_shown_rows(_ranked(counts)))
        print_lines([""])
        print_table((Column(title.removesuffix("s").capitalize()), Column(noun, "right", keep=True)), rows)


def _shown_rows(ranked: list[tuple[str, int]]) -> Iterator[tuple[str, str]]:
    """Yield the largest counts for people; all of them are in the JSON."""
    shown_in_full = _SHOWN if len(ranked) > _SHOWN + 1 else len(ranked)
    for key, count in ranked[:shown_in_full]:
        yield key, f"{count:,}"
    rest = ranked[shown_in_full:]
    if rest:
        yield f"{len(rest)} more", f"{sum(count for _, count in rest):,}"
