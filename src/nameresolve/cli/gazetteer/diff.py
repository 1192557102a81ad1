"""``nameresolve gazetteer diff OLD NEW``: what changed between two gazetteers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, nullcontext
from typing import TYPE_CHECKING, Annotated, Any

import typer

from nameresolve.cli.as_json import write_json
from nameresolve.cli.exits import ExitCode, say
from nameresolve.cli.gazetteer.loading import holds_sources, read_files
from nameresolve.cli.options import JsonOption, load_gazetteer

if TYPE_CHECKING:
    from nameresolve.curation import Difference
    from nameresolve.curation.differences import Entities
    from nameresolve.model import NameForm

__all__ = ["diff_command"]

_SIGNS = {"added": "+", "removed": "-", "changed": "~"}


def diff_command(
    old: Annotated[str, typer.Argument(metavar="OLD", help="A compiled gazetteer, or source files.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="A compiled gazetteer, or source files.")],
    as_json: JsonOption = False,
) -> ExitCode:
    """Show which entities were added, removed and changed from one gazetteer to another."""
    from nameresolve.curation import differences

    counts: Counter[str] = Counter()
    with ExitStack() as stack:
        before, after = (stack.enter_context(_entities(path)) for path in (old, new))
        for difference in differences(before, after):
            counts[difference.status] += 1
            if as_json:
                write_json(_as_json(difference))
            else:
                _print(difference)
    told = ", ".join(f"{counts[status]:,} {status}" for status in _SIGNS)
    say(f"{old} -> {new}: {told}")
    return ExitCode.OK


def _entities(path: str) -> AbstractContextManager[Entities]:
    """Return the entities of a path; those of a compiled gazetteer are not indexed again."""
    if not holds_sources(path):
        return nullcontext(load_gazetteer(path))
    from nameresolve.curation import collected

    return collected(read_files([path]))


def _as_json(difference: Difference) -> dict[str, Any]:
    return {
        "status": difference.status,
        "id": difference.id,
        "name": difference.name,
        "changes": {
            each.field: {"old": _plain(each.old), "new": _plain(each.new)} for each in difference.changes
        },
        "forms": {
            "added": [_form(form) for form in difference.forms],
            "removed": [_form(form) for form in difference.lost_forms],
        },
    }


def _plain(value: Any) -> Any:  # noqa: ANN401 - any value of an entity
    return list(value) if isinstance(value, tuple) else dict(value) if hasattr(value, "keys") else value


def _form(form: NameForm) -> dict[str, str | None]:
    return {"text": form.text, "language": form.language, "strength": form.strength, "source": form.source}


def _print(difference: Difference) -> None:
    from nameresolve.cli.console import print_lines

    print_lines(_lines(difference))


def _lines(difference: Difference) -> Iterator[str]:
    yield f"{_SIGNS[difference.status]} {difference.id}  {difference.name}"
    if difference.status != "changed":
        return
    for change in difference.changes:
        yield f"    {change.field}: {_plain(change.old)} -> {_plain(change.new)}"
    for sign, forms in (("-", difference.lost_forms), ("+", difference.forms)):
        for form in forms:
            weak = ", weak" if form.strength == "weak" else ""
            yield f"    {sign} {form.text} ({form.language or 'no language'}{weak})"
