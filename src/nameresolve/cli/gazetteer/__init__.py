"""``nameresolve gazetteer ...``: making a gazetteer, and looking into one."""

from __future__ import annotations

import typer

from nameresolve.cli.exits import guarded
from nameresolve.cli.gazetteer.build import build_command
from nameresolve.cli.gazetteer.diff import diff_command
from nameresolve.cli.gazetteer.export import export_command
from nameresolve.cli.gazetteer.get import get_command
from nameresolve.cli.gazetteer.importing import import_command
from nameresolve.cli.gazetteer.info import info_command
from nameresolve.cli.gazetteer.lint import lint_command
from nameresolve.cli.gazetteer.update import compact_command, update_command

__all__ = ["gazetteer_app"]

gazetteer_app = typer.Typer(no_args_is_help=True, help="Make a gazetteer of your own, or look into one.")

gazetteer_app.command("import")(guarded(import_command))
gazetteer_app.command("build")(guarded(build_command))
gazetteer_app.command("info")(guarded(info_command))
gazetteer_app.command("get")(guarded(get_command))
gazetteer_app.command("lint")(guarded(lint_command))
gazetteer_app.command("diff")(guarded(diff_command))
gazetteer_app.command("update")(guarded(update_command))
gazetteer_app.command("compact")(guarded(compact_command))
gazetteer_app.command("export")(guarded(export_command))
