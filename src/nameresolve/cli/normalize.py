"""``nameresolve normalize FILE``: a column of names, and beside each name its entity."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from nameresolve.cli.answers import Added
from nameresolve.cli.asking import Asker
from nameresolve.cli.batch import BLOCK_ROWS, Ask, Rejects, Tally, normalize_table
from nameresolve.cli.choices import flag, whole
from nameresolve.cli.columns import Columns
from nameresolve.cli.exits import ExitCode, say
from nameresolve.cli.inputs import open_input, source_name
from nameresolve.cli.options import (
    KindOption,
    TableFormatOption,
    ThresholdOption,
    WorkersOption,
    load_resolver,
)
from nameresolve.cli.outputs import open_output
from nameresolve.cli.phrases import counted
from nameresolve.cli.progress import progress
from nameresolve.cli.tables_io import Table, TableOptions, open_table
from nameresolve.cli.targets import Targets
from nameresolve.errors import SettingsError
from nameresolve.model import Kind

if TYPE_CHECKING:
    from nameresolve import Resolver

__all__ = ["normalize_command", "parse_delimiter", "parse_quote"]

# So that each process has its share of a block.
_SHARED_BLOCKS = 3
_NAMED_DELIMITERS = {"tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";", "pipe": "|"}
_NAMED_QUOTES = {"double": '"', "single": "'", "none": "none"}


def _titled(option: str, what: str, *short: str) -> typer.models.OptionInfo:
    info: typer.models.OptionInfo = typer.Option(option, *short, metavar="NAME", help=what)
    return info


FileArgument = Annotated[str, typer.Argument(metavar="FILE", help="A table, or - for standard input.")]
ColumnOption = Annotated[
    str | None, _titled("--column", "The column (or JSON key) that holds the names.", "-c")
]
GivenOption = Annotated[str | None, _titled("--given", "The column that holds the given names.")]
FamilyOption = Annotated[str | None, _titled("--family", "The column that holds the family names.")]
KindColumnOption = Annotated[str | None, _titled("--kind-column", "The column that says the kind.")]
CountryColumnOption = Annotated[
    str | None, _titled("--country-column", "The column that holds codes of countries (ISO 3166-1 alpha-2).")
]
BornColumnOption = Annotated[
    str | None, _titled("--born-column", "The column that holds the year or the date of birth.")
]
OutputOption = Annotated[
    str | None,
    typer.Option("--output", "-o", metavar="FILE", help="Write here, not to standard output."),
]
DelimiterOption = Annotated[
    str | None,
    typer.Option(
        "--delimiter", "-d", metavar="CHAR", help="What separates the columns; tab for a tabulator."
    ),
]
QuoteOption = Annotated[
    str | None,
    typer.Option("--quote", metavar="CHAR", help="What quotes the fields; single, double or none."),
]
EncodingOption = Annotated[
    str | None,
    typer.Option("--encoding", metavar="NAME", help="Encoding of the text.", show_default="UTF-8"),
]
ErrorsOption = Annotated[
    str | None,
    typer.Option("--errors", metavar="FILE", help="Keep unreadable rows here.", show_default="OUTPUT.errors"),
]
ListOption = Annotated[
    str | None,
    typer.Option(
        "--gazetteer",
        "-g",
        metavar="PATH",
        help="A compiled gazetteer, or a CSV or TSV table with the columns id and name.",
        show_default="the bundled one",
    ),
]
ForceOption = Annotated[bool, flag("--force", says="Replace files that exist already.")]
PrefixOption = Annotated[str, typer.Option("--prefix", metavar="TEXT", help="Begins the new column names.")]
LimitOption = Annotated[
    int, whole("--limit", "-n", least=0, metavar="N", says="Add a column with up to N candidates.")
]
ExplainOption = Annotated[bool, flag("--explain", says="Add a column that says why.")]
ResumeOption = Annotated[
    bool, flag("--resume", says="Note down what is done, and go on from there the next time.")
]


def normalize_command(
    file: FileArgument,
    column: ColumnOption = None,
    given: GivenOption = None,
    family: FamilyOption = None,
    kind_column: KindColumnOption = None,
    country_column: CountryColumnOption = None,
    born_column: BornColumnOption = None,
    output: OutputOption = None,
    kind: KindOption = None,
    table_format: TableFormatOption = None,
    delimiter: DelimiterOption = None,
    quote: QuoteOption = None,
    encoding: EncodingOption = None,
    errors: ErrorsOption = None,
    force: ForceOption = False,
    prefix: PrefixOption = "nr_",
    limit: LimitOption = 0,
    explain: ExplainOption = False,
    workers: WorkersOption = 1,
    threshold: ThresholdOption = None,
    gazetteer: ListOption = None,
    resume: ResumeOption = False,
) -> ExitCode:
    """Add the entity of each name to a table: status, id, canonical name and score.

    All columns, their quotes and line breaks stay as they are; the new columns come last.
    Rows that cannot be read are kept aside and reported, never dropped.
    """
    columns = Columns(column, given, family, kind_column, country_column, born_column)
    options = TableOptions(
        columns=columns,
        format=table_format,
        delimiter=parse_delimiter(delimiter),
        quote=parse_quote(quote),
        encoding=encoding,
        kind=kind,
        added=Added(prefix, limit, explain),
    )
    _check_options(options)
    targets = Targets.of(output, errors, force=force, resume=resume)
    targets.check(file)
    with open_input(file, packed=True) as stream:
        table = open_table(stream, file, options)
        resolver = _resolver(gazetteer, threshold, kind)
        tally = _run(table, resolver, options, targets, stream, workers)
    if force and errors is None and targets.kept and not tally.unreadable:
        Path(targets.kept).unlink(missing_ok=True)  # those of an earlier run speak of rows mended since
    return _report(tally, file, targets)


def _resolver(gazetteer: str | None, threshold: float | None, kind: Kind | None) -> Resolver:
    if gazetteer is None or not Path(gazetteer).is_file():
        return load_resolver(gazetteer, threshold)
    import nameresolve as nr
    from nameresolve.cli.listed import gazetteer_of_table
    from nameresolve.cli.options import chosen_settings

    settings = chosen_settings(threshold)  # a wrong threshold is told before anything is loaded
    return nr.Resolver(gazetteer_of_table(gazetteer, kind), settings)


def _run(
    table: Table,
    resolver: Resolver,
    options: TableOptions,
    targets: Targets,
    stream: BinaryIO,
    workers: int,
) -> Tally:
    shared = (
        _SHARED_BLOCKS if workers > 1 and targets.log is None else 1
    )  # notes are the same for all workers
    size = BLOCK_ROWS * table.block_factor * shared
    with Asker(resolver, options.added, workers) as asker, _noted(asker, resolver, options, targets) as ask:
        return _stream(table, ask, targets, stream, size)


@contextlib.contextmanager
def _noted(asker: Ask, resolver: Resolver, options: TableOptions, targets: Targets) -> Iterator[Ask]:
    """Yield who is to be asked: with ``--resume`` one who notes down the answers."""
    if targets.log is None:
        yield asker
        return
    import nameresolve as nr
    from nameresolve.cli.answer_log import open_log

    terms = {
        "version": nr.__version__,
        "gazetteer": resolver.gazetteer.fingerprint,
        "threshold": resolver.settings.match_threshold,
        "limit": options.added.limit,
        "explain": options.added.explain,
    }
    done = False
    try:
        with open_log(targets.log, terms, asker) as log:
            yield log
            done = True
    finally:
        if not done and targets.log.exists():
            say(f"What was answered so far is kept in {targets.log}. Give the same command again to go on.")


def _stream(table: Table, ask: Ask, targets: Targets, stream: BinaryIO, block_rows: int) -> Tally:
    tally = Tally()
    with (
        open_output(targets.output, temporary=targets.temporary) as out,
        Rejects(targets.kept, table.kept_head, temporary=targets.temporary_kept) as rejects,
        progress(stream, hidden=targets.output is None and sys.stdout.isatty()) as advance,
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


def parse_quote(text: str | None) -> str | None:
    """Return the quote meant by the text of the option.

    >>> parse_quote("single"), parse_quote("none")
    ("'", 'none')
    """
    if text is None:
        return None
    quote = _NAMED_QUOTES.get(text.lower(), text)
    if quote != "none" and (len(quote) != 1 or quote.isalnum() or quote.isspace()):
        raise SettingsError(f"--quote is {text!r}, but must be one sign.\nSay none if nothing is quoted.")
    return quote


def _check_options(options: TableOptions) -> None:
    options.columns.check()
    if options.delimiter is not None and options.delimiter == options.quote:
        raise SettingsError("--delimiter and --quote are the same.\nGive each a character of its own.")
    dialect = options.delimiter or options.quote
    if options.format == "lines" and (options.columns.named or dialect):
        raise SettingsError(
            "--format lines takes each line as one name.\nLeave out --column and --delimiter."
        )
    if options.format == "jsonl" and dialect:
        raise SettingsError("--format jsonl has no delimiter.\nLeave out --delimiter and --quote.")


def _report(tally: Tally, file: str, targets: Targets) -> ExitCode:
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
        say("If it is in another encoding, say which, e.g. --encoding windows-1251")
    say(_where_kept(targets.kept))
    return ExitCode.SOME_UNREADABLE


def _where_kept(kept: str | None) -> str:
    if kept:
        return (
            f"The unreadable rows are kept as they were in {kept}: mend them there and normalize that file."
        )
    return "The unreadable rows are not in the output. Keep them with --errors FILE."
