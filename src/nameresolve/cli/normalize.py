"""``nameresolve normalize FILE``: a column of names, and beside each name its entity."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Annotated, BinaryIO

import typer
from attrs import frozen

from nameresolve.cli.batch import BLOCK_ROWS, AskMany, Rejects, Tally, normalize_table
from nameresolve.cli.exits import ExitCode, say
from nameresolve.cli.inputs import open_input, source_name, utf8_remedy
from nameresolve.cli.options import GazetteerOption, KindOption, ThresholdOption, load_resolver
from nameresolve.cli.outputs import check_target, open_output
from nameresolve.cli.phrases import counted
from nameresolve.cli.tables_io import Table, TableFormat, TableOptions, open_table
from nameresolve.errors import SettingsError

__all__ = ["normalize_command", "parse_delimiter"]

# Processes are started anew for each block, so a block must be worth it.
_SHARED_BLOCK_ROWS = 50_000
_NAMED_DELIMITERS = {"tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";", "pipe": "|"}


FileArgument = Annotated[str, typer.Argument(metavar="FILE", help="A table, or - for standard input.")]
ColumnOption = Annotated[
    str | None,
    typer.Option("--column", "-c", metavar="NAME", help="The column (or JSON key) that holds the names."),
]
OutputOption = Annotated[
    str | None,
    typer.Option("--output", "-o", metavar="FILE", help="Write here, not to standard output."),
]
FormatOption = Annotated[
    TableFormat | None,
    typer.Option("--format", "-f", help="Format of the table.", show_default="by file name and content"),
]
DelimiterOption = Annotated[
    str | None,
    typer.Option(
        "--delimiter", "-d", metavar="CHAR", help="What separates the columns; tab for a tabulator."
    ),
]
ErrorsOption = Annotated[
    str | None,
    typer.Option("--errors", metavar="FILE", help="Keep unreadable rows here.", show_default="OUTPUT.errors"),
]
ForceOption = Annotated[bool, typer.Option("--force", help="Replace files that exist already.")]
PrefixOption = Annotated[str, typer.Option("--prefix", metavar="TEXT", help="Begins the new column names.")]
WorkersOption = Annotated[int, typer.Option("--workers", min=1, help="Processes to work with.")]


@frozen(slots=True)
class _Targets:
    """Where the rows go: `output` (None: standard output), unreadable ones to `kept` (None: nowhere)."""

    output: str | None
    kept: str | None
    force: bool


def normalize_command(
    file: FileArgument,
    column: ColumnOption = None,
    output: OutputOption = None,
    kind: KindOption = None,
    table_format: FormatOption = None,
    delimiter: DelimiterOption = None,
    errors: ErrorsOption = None,
    force: ForceOption = False,
    prefix: PrefixOption = "nr_",
    workers: WorkersOption = 1,
    threshold: ThresholdOption = None,
    gazetteer: GazetteerOption = None,
) -> ExitCode:
    """Add the entity of each name to a table: status, id, canonical name and score.

    All columns, their quotes and line breaks stay as they are; the new columns come last.
    Rows that cannot be read are kept aside and reported, never dropped.
    """
    options = TableOptions(column, table_format, parse_delimiter(delimiter), prefix)
    _check_options(options)
    targets = _Targets(output, errors or _beside(output), force)
    _check_targets(file, targets)
    with open_input(file) as stream:
        table = open_table(stream, file, options)
        resolver = load_resolver(gazetteer, threshold)
        ask = partial(resolver.resolve_many, kind=kind, workers=workers)
        tally = _stream(table, ask, targets, stream, BLOCK_ROWS if workers == 1 else _SHARED_BLOCK_ROWS)
    if force and errors is None and targets.kept and not tally.unreadable:
        Path(targets.kept).unlink(missing_ok=True)  # those of an earlier run speak of rows mended since
    return _report(tally, file, targets)


def _stream(table: Table, ask: AskMany, targets: _Targets, stream: BinaryIO, block_rows: int) -> Tally:
    tally = Tally()
    with (
        open_output(targets.output) as out,
        Rejects(targets.kept, table.head) as rejects,
        _progress(stream, to_terminal=targets.output is None and sys.stdout.isatty()) as advance,
    ):
        for rows in normalize_table(table, ask, out, rejects, tally, block_rows):
            advance(rows)
    return tally


def parse_delimiter(text: str | None) -> str | None:
    r"""Return the delimiter meant by the text of the option.

    >>> parse_delimiter("tab"), parse_delimiter(";")
    ('\t', ';')
    """
    if text is None:
        return None
    delimiter = _NAMED_DELIMITERS.get(text.lower(), text)
    if len(delimiter) != 1 or delimiter in '"\r\n':
        raise SettingsError(f"--delimiter is {text!r}, but must be one character.\nSay tab for a tabulator.")
    return delimiter


def _check_options(options: TableOptions) -> None:
    if options.format == "lines" and (options.column or options.delimiter):
        raise SettingsError(
            "--format lines takes each line as one name.\nLeave out --column and --delimiter."
        )
    if options.format == "jsonl" and options.delimiter:
        raise SettingsError("--format jsonl has no delimiter.\nLeave out --delimiter.")


def _beside(output: str | None) -> str | None:
    """Return the errors file that goes with an output, unless that is a device or a pipe."""
    is_plain = output is not None and (Path(output).is_file() or not Path(output).exists())
    return f"{output}.errors" if is_plain else None


def _check_targets(file: str, targets: _Targets) -> None:
    for target in filter(None, (targets.output, targets.kept)):
        check_target(target, force=targets.force)
    others = {os.path.realpath(path) for path in (targets.output, file) if path}
    if targets.kept and os.path.realpath(targets.kept) in others:
        raise SettingsError(f"--errors is {targets.kept}, which is used already.\nGive it a name of its own.")


@contextlib.contextmanager
def _progress(stream: BinaryIO, *, to_terminal: bool) -> Iterator[Callable[[int], None]]:
    """Yield a function that takes the number of rows done; it draws a bar on a terminal only."""
    if to_terminal or not sys.stderr.isatty():
        yield _ignore
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(file=sys.stderr), transient=True) as progress:
        task = progress.add_task("0 rows", total=_size(stream))

        def advance(rows: int) -> None:
            place = stream.tell() if stream.seekable() else 0
            progress.update(task, completed=place, description=counted(rows, "row"))

        yield advance


def _ignore(_rows: int) -> None:
    pass


def _size(stream: BinaryIO) -> int | None:
    size = os.fstat(stream.fileno()).st_size if stream.seekable() else 0
    return size or None


def _report(tally: Tally, file: str, targets: _Targets) -> ExitCode:
    target = f", written to {targets.output}" if targets.output else ""
    say(f"{source_name(file)}: {tally}{target}")
    if not tally.unreadable:
        return ExitCode.OK
    for line, problem in tally.first_problems:
        say(f"  line {line}: {problem}")
    more = tally.unreadable - len(tally.first_problems)
    if more:
        say(f"  ... and {counted(more, 'row')} more")
    if any("UTF-8" in problem for _, problem in tally.first_problems):
        say(utf8_remedy(file))
    say(_where_kept(targets.kept))
    return ExitCode.SOME_UNREADABLE


def _where_kept(kept: str | None) -> str:
    if kept:
        return (
            f"The unreadable rows are kept as they were in {kept}: mend them there and normalize that file."
        )
    return "The unreadable rows are not in the output. Keep them with --errors FILE."
