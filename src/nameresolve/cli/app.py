"""The typer application: which commands there are, and how the process is set up for them."""

from __future__ import annotations

import contextlib
import signal
import sys
from types import FrameType
from typing import Annotated

import typer

from nameresolve.cli.annotate import annotate_command
from nameresolve.cli.cluster import cluster_command
from nameresolve.cli.compare import compare_command
from nameresolve.cli.eval import eval_command
from nameresolve.cli.exits import ExitCode, describe_os_error, guarded, say
from nameresolve.cli.gazetteer import gazetteer_app
from nameresolve.cli.identify import identify_command
from nameresolve.cli.link import link_command
from nameresolve.cli.mcp import mcp_command
from nameresolve.cli.normalize import normalize_command
from nameresolve.cli.resolve import resolve_command
from nameresolve.cli.romanize import romanize_command
from nameresolve.cli.serve import serve_command
from nameresolve.cli.streams import set_up_streams, silence_stdout
from nameresolve.cli.variants import variants_command

__all__ = ["app", "main"]

_TERMINATED = 143

app = typer.Typer(
    name="nameresolve",
    help="Map spellings of a name, in any script and romanization, to one canonical id.",
    no_args_is_help=True,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

app.command("resolve")(guarded(resolve_command))
app.command("normalize")(guarded(normalize_command))
app.command("annotate")(guarded(annotate_command))
app.command("compare")(guarded(compare_command))
app.command("romanize")(guarded(romanize_command))
app.command("variants")(guarded(variants_command))
app.command("identify")(guarded(identify_command))
app.command("cluster")(guarded(cluster_command))
app.command("link")(guarded(link_command))
app.command("eval")(guarded(eval_command))
app.command("serve")(guarded(serve_command))
app.command("mcp")(guarded(mcp_command))
app.add_typer(gazetteer_app, name="gazetteer")


def _print_version(wanted: bool) -> None:
    if wanted:
        import nameresolve as nr

        print(f"nameresolve {nr.__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool,
        typer.Option(
            "--version", "-V", callback=_print_version, is_eager=True, help="Show the version and stop."
        ),
    ] = False,
) -> None:
    """Map spellings of a name, in any script and romanization, to one canonical id."""


def main() -> None:
    """Run the command line; this is the entry point ``nameresolve``."""
    set_up_streams()
    with contextlib.suppress(ValueError):  # signals belong to the main thread alone
        signal.signal(signal.SIGTERM, _terminate)
    try:
        _run()
    except KeyboardInterrupt:
        say("Interrupted.")
        sys.exit(ExitCode.INTERRUPTED)
    except OSError as error:  # the help itself may not be printable: nobody reads, the disk is full
        silence_stdout()
        if isinstance(error, BrokenPipeError):
            sys.exit(ExitCode.BROKEN_PIPE)
        say(f"Error: {describe_os_error(error)}")
        sys.exit(ExitCode.BAD_INPUT)


def _run() -> None:
    try:
        app(prog_name="nameresolve")
    finally:
        _end_processes()
        sys.stdout.flush()


def _end_processes() -> None:
    """End the processes that are still there: those that a signal cut off while they were being started.

    Nobody has told them to end, and Python waits for them before it ends itself.
    """
    started = sys.modules.get("multiprocessing")
    for process in started.active_children() if started else ():
        process.kill()


def _terminate(_number: int, _frame: FrameType | None) -> None:
    # An exception, unlike the signal itself, lets half-written files be removed on the way out.
    raise SystemExit(_TERMINATED)
