"""``nameresolve annotate FILE...``: the names in running text, where they stand and whose they are."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from nameresolve.cli.as_json import mention_as_json, write_json
from nameresolve.cli.choices import flag
from nameresolve.cli.entity_rows import EntityRow, Found, Spelling, entity_rows
from nameresolve.cli.exits import ExitCode, describe_os_error, say
from nameresolve.cli.inputs import STDIN, read_text, source_name
from nameresolve.cli.options import (
    GazetteerOption,
    JsonOption,
    LanguageOption,
    ThresholdOption,
    load_resolver,
)
from nameresolve.cli.outputs import PendingFile, check_target
from nameresolve.cli.phrases import counted
from nameresolve.cli.text_files import text_files
from nameresolve.errors import FormatError, LimitError, SettingsError
from nameresolve.model import Mention

__all__ = ["annotate_command"]

_CSV_COLUMNS = ("file", "start", "end", "text", "status", "id", "name", "kind", "score", "reason")

FilesArgument = Annotated[
    list[str],
    typer.Argument(metavar="FILE", help="Text files, directories, patterns, or - for standard input."),
]
CsvOption = Annotated[bool, flag("--csv", says="Print the mentions as CSV.")]
HtmlOption = Annotated[
    str | None, typer.Option("--html", metavar="OUT", help="Write a page with the mentions highlighted.")
]
ForceOption = Annotated[bool, flag("--force", says="Replace the page if it exists already.")]
DemonymsOption = Annotated[bool, flag("--demonyms", says='Find words like "Kazakh" too.')]
ListedOption = Annotated[bool, flag("--listed-only", says="Find listed spellings only; faster.")]


def annotate_command(
    files: FilesArgument,
    language: LanguageOption = None,
    demonyms: DemonymsOption = False,
    listed_only: ListedOption = False,
    threshold: ThresholdOption = None,
    gazetteer: GazetteerOption = None,
    as_json: JsonOption = False,
    as_csv: CsvOption = False,
    html: HtmlOption = None,
    force: ForceOption = False,
) -> ExitCode:
    """Find the names in texts: each mention with its offsets, then a table of the entities.

    Offsets count characters from 0, the end not included, so that in Python
    `text[start:end]` is the mention. With --json each mention is one line, with --csv one row, and
    there is no second table. With --html a page with highlighted texts is written.
    """
    if as_json + as_csv + (html is not None) > 1:
        raise SettingsError("--json, --csv and --html are three ways to answer; give one of them.")
    if html is not None:
        check_target(html, force=force)
    resolver = load_resolver(gazetteer, threshold)
    annotate = partial(resolver.annotate, language=language, demonyms=demonyms, unlisted=not listed_only)
    problems: list[str] = []
    names = list(text_files(files, problems))
    found = _annotated(names, annotate, problems)
    if as_json:
        _print_json(found)
    elif as_csv:
        _print_csv(found)
    elif html is not None:
        _write_page(list(found), html)
    else:
        _print_tables(found, several=len(names) > 1)
    for problem in problems:
        say(f"Error: {problem}")
    if not problems:
        return ExitCode.OK
    return ExitCode.BAD_INPUT if len(problems) >= max(len(files), len(names)) else ExitCode.SOME_UNREADABLE


def _annotated(
    files: Sequence[str], annotate: Callable[[str], list[Mention]], problems: list[str]
) -> Iterator[Found]:
    for file in files:
        try:
            text = read_text(file)
            mentions = annotate(text)
        except LimitError as error:
            problems.append(f"{source_name(file)}: {error}")
        except FormatError as error:
            problems.append(str(error))
        except OSError as error:
            problems.append(describe_os_error(error))
        else:
            yield Found(file, text, tuple(mentions))


def _print_json(found: Iterable[Found]) -> None:
    for each in found:
        for mention in each.mentions:
            write_json(mention_as_json(mention, each.file))


def _print_csv(found: Iterable[Found]) -> None:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(_CSV_COLUMNS)
    for each in found:
        for mention in each.mentions:
            values = mention_as_json(mention, each.file)
            writer.writerow("" if values[name] is None else values[name] for name in _CSV_COLUMNS)
        sys.stdout.flush()
        sys.stdout.buffer.write(buffer.getvalue().encode("utf-8", "backslashreplace"))
        buffer.seek(0)
        buffer.truncate()


def _write_page(found: Sequence[Found], target: str) -> None:
    from nameresolve.cli.html_page import html_page

    if not found:
        return
    title = source_name(found[0].file) if len(found) == 1 else counted(len(found), "document")
    if len(found) == 1 and found[0].file != STDIN:
        title = Path(title).name
    with PendingFile(target) as page:
        page.write(html_page(found, title=f"Names in {title}").encode())
    say(f"Wrote {target}: {counted(sum(len(each.mentions) for each in found), 'mention')}.")


def _print_tables(found: Iterable[Found], *, several: bool) -> None:
    from nameresolve.cli.console import print_lines

    read = []
    for each in found:
        read.append(each)
        title = f"{source_name(each.file)}: {counted(len(each.mentions), 'mention')}"
        _print_mentions(each.mentions, title if several else "")
    if any(each.mentions for each in read):
        print_lines([""])
        _print_entities(entity_rows(read), several=several)
    elif read:  # of what could not be read nothing is said but why
        say("No names found.")


def _print_mentions(mentions: Sequence[Mention], title: str) -> None:
    from nameresolve.cli.console import Column, print_lines, print_table

    if not mentions:
        print_lines([title] if title else [])
        return
    columns = (
        Column("Start", "right", keep=True),
        Column("End", "right", keep=True),
        Column("Text"),
        Column("Status", keep=True),
        Column("Id"),
        Column("Score", "right", keep=True),
    )
    print_table(columns, map(_mention_row, mentions), title=title)


def _mention_row(mention: Mention) -> tuple[str, str, str, str, str, str]:
    decision = mention.decision
    id_ = str(decision.entity.id) if decision.entity else ""
    return (
        str(mention.start),
        str(mention.end),
        mention.text,
        decision.status,
        id_,
        f"{decision.score:.2f}",
    )


def _print_entities(rows: Sequence[EntityRow], *, several: bool) -> None:
    from nameresolve.cli.console import Column, print_table

    columns = [Column("Entity"), Column("Id"), Column("Count", "right", keep=True)]
    if several:
        columns.append(Column("Documents", "right", keep=True))
    columns.append(Column("Spellings seen"))
    print_table(columns, [_entity_cells(row, several=several) for row in rows])


def _entity_cells(row: EntityRow, *, several: bool) -> list[str]:
    documents = [str(len(row.documents))] if several else []
    return [row.name, row.id, str(row.count), *documents, ", ".join(map(_spelled, row.spellings))]


def _spelled(spelling: Spelling) -> str:
    """Return a spelling with how often it was seen, if more than once, and its convention."""
    count = f" ×{spelling.count}" if spelling.count > 1 else ""
    return f"{spelling.text}{count}{f' ({spelling.convention})' if spelling.convention else ''}"
