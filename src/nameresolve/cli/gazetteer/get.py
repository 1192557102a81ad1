"""``nameresolve gazetteer get ID``: one entity, with all its forms."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Annotated

import typer

from nameresolve.cli.as_json import write_json
from nameresolve.cli.exits import ExitCode
from nameresolve.cli.gazetteer.loading import load_any
from nameresolve.cli.options import GazetteerOption, JsonOption
from nameresolve.errors import FormatError
from nameresolve.model import Entity

__all__ = ["get_command"]


def get_command(
    entity_id: Annotated[
        str, typer.Argument(metavar="ID", help="Its id, or one of another register (geonames:1526384).")
    ],
    gazetteer: GazetteerOption = None,
    as_json: JsonOption = False,
) -> ExitCode:
    """Show the entity with an id, with all its forms; with --json as a line for a source file."""
    from nameresolve.curation import find_entity, source_line

    entity = find_entity(load_any(gazetteer), entity_id)
    if entity is None and gazetteer is None:
        from nameresolve.gazetteer import Gazetteer

        entity = find_entity(Gazetteer.towns(), entity_id)
    if entity is None:
        raise FormatError(
            f"There is no entity {entity_id!r} in {gazetteer or 'the bundled gazetteer'}.\n"
            f"To look a name up: nameresolve resolve {entity_id!r}"
        )
    if as_json:
        write_json(json.loads(source_line(entity)))
    else:
        _print_entity(entity)
    return ExitCode.OK


def _print_entity(entity: Entity) -> None:
    from nameresolve.cli.console import Column, print_lines, print_table

    print_lines([*_facts(entity), ""])
    rows = [
        (form.text, form.language or "", form.script or "", form.strength, form.source)
        for form in entity.forms
    ]
    print_table([Column(title) for title in ("Form", "Language", "Script", "Strength", "Source")], rows)


def _facts(entity: Entity) -> Iterator[str]:
    yield f"{entity.id}  {entity.name} ({entity.kind})"
    facts = {
        "countries": ", ".join(entity.countries),
        "born": str(entity.born or ""),
        "roles": "; ".join(entity.roles),
        "identifiers": ", ".join(f"{scheme} {number}" for scheme, number in entity.identifiers.items()),
        "prominence": f"{entity.prominence:.2f}" if entity.prominence else "",
        "family name": "" if entity.family == "last" else entity.family,
    }
    yield from (f"{title}: {text}" for title, text in facts.items() if text)
