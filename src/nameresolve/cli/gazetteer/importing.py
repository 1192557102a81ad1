"""``nameresolve gazetteer import SOURCE FILE``: what you have into a gazetteer."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from nameresolve.cli.as_json import write_json
from nameresolve.cli.choices import whole
from nameresolve.cli.exits import ExitCode, say
from nameresolve.cli.gazetteer.progress import progress_bar
from nameresolve.cli.gazetteer.targets import ForceOption, OutOption, refuse_target, write_entities
from nameresolve.cli.options import JsonOption
from nameresolve.cli.outputs import PendingFile, check_target
from nameresolve.cli.phrases import counted
from nameresolve.errors import FormatError, SettingsError
from nameresolve.model import KINDS, Kind

if TYPE_CHECKING:
    from nameresolve.importers import Filters, Options, Rejected, Report

__all__ = ["import_command"]

SourceArgument = Annotated[
    str,
    typer.Argument(
        metavar="SOURCE", help="What it is: wikidata, ftm, ofac, un, geonames, popolo, csv, tsv or jsonl."
    ),
]
FileArgument = Annotated[
    str, typer.Argument(metavar="FILE", help="The file, packed or not, or - for standard input.")
]
KindsOption = Annotated[
    list[str] | None,
    typer.Option("--kind", "-k", metavar="KIND", help="Keep only this kind; may be repeated."),
]
CountriesOption = Annotated[
    list[str] | None,
    typer.Option("--country", metavar="CODE", help="Keep only this country (KZ); may be repeated."),
]
SitelinksOption = Annotated[
    int, whole("--sitelinks", least=0, says="Least number of Wikipedia pages (wikidata).")
]
PopulationOption = Annotated[
    int, whole("--population", least=0, says="Least number of inhabitants (geonames).")
]
NamesOption = Annotated[
    str | None,
    typer.Option("--names", metavar="FILE", help="alt.csv (ofac) or alternateNamesV2.txt (geonames)."),
]
MapOption = Annotated[
    list[str] | None,
    typer.Option("--map", metavar="FIELD=COLUMN", help="Which column is what (csv, tsv, jsonl)."),
]
SetOption = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="FIELD=VALUE", help="The same value for all rows, e.g. kind=person."),
]
SeparatorOption = Annotated[
    str | None, typer.Option("--separator", metavar="TEXT", help="What parts several values in one cell.")
]
DelimiterOption = Annotated[
    str | None, typer.Option("--delimiter", metavar="CHAR", help="What parts the columns of a csv file.")
]
EncodingOption = Annotated[
    str, typer.Option("--encoding", metavar="NAME", help="Encoding of a csv, tsv or ofac file.")
]
ClassOption = Annotated[
    list[str] | None,
    typer.Option("--class", metavar="Q...=KIND", help="A further class (P31) and its kind (wikidata)."),
]
ErrorsOption = Annotated[
    str | None,
    typer.Option("--errors", metavar="FILE", help="Keep the rejected records here (JSON lines)."),
]


def import_command(
    source: SourceArgument,
    file: FileArgument,
    output: OutOption,
    kinds: KindsOption = None,
    countries: CountriesOption = None,
    sitelinks: SitelinksOption = 0,
    population: PopulationOption = 0,
    names: NamesOption = None,
    mapped: MapOption = None,
    fixed: SetOption = None,
    separator: SeparatorOption = None,
    delimiter: DelimiterOption = None,
    encoding: EncodingOption = "utf-8",
    classes: ClassOption = None,
    errors: ErrorsOption = None,
    force: ForceOption = False,
    as_json: JsonOption = False,
) -> ExitCode:
    """Make a gazetteer out of a dump, a sanctions list or a table of your own.

    Records of one id become one entity. What was skipped and why, and what could not be read, is told
    at the end. The result is there whole or not at all.
    """
    from nameresolve.importers import Filters, checked_kinds

    refuse_target(output, force=force)
    _refuse_errors_file(errors, (file, output), force=force)
    filters = Filters(
        kinds=checked_kinds(kinds or ()),
        countries=countries or (),
        sitelinks=sitelinks,
        population=population,
    )
    table = (mapped or [], fixed or [], separator, _delimiter(delimiter))
    options = _options(names, encoding, classes, table)
    with _keeping(errors) as keep:
        report = _run(source, file, output, filters, options, keep)
    if as_json:
        write_json(_as_json(report, output))
    return _tell(report, output, errors)


def _delimiter(text: str | None) -> str | None:
    from nameresolve.cli.normalize import parse_delimiter

    return parse_delimiter(text)


def _options(
    names: str | None,
    encoding: str,
    classes: Sequence[str] | None,
    table: tuple[list[str], list[str], str | None, str | None],
) -> Options:
    from nameresolve.importers import Layout, Options

    mapped, fixed, separator, delimiter = table
    layout = Layout.of(mapped, fixed, separator=separator, delimiter=delimiter) if any(table) else None
    return Options(
        names=names, layout=layout, encoding=encoding, classes=_classes(classes) if classes else None
    )


def _classes(given: Sequence[str]) -> dict[str, Kind]:
    from nameresolve.importers.wikidata_classes import KIND_OF_CLASS

    classes = dict(KIND_OF_CLASS)
    for text in given:
        number, _, word = text.partition("=")
        kind = next((each for each in KINDS if each == word.strip()), None)
        if kind is None or not number.strip().removeprefix("Q").isdigit():
            raise SettingsError(
                f"--class is {text!r}, but must be like Q11424=other.\nKinds are {', '.join(KINDS)}."
            )
        classes[number.strip()] = kind
    return classes


def _refuse_errors_file(errors: str | None, others: tuple[str, str], *, force: bool) -> None:
    if errors is None:
        return
    check_target(errors, force=force)
    if os.path.realpath(errors) in map(os.path.realpath, others):
        raise SettingsError(f"--errors is {errors}, which is used already.\nGive it a name of its own.")


@contextlib.contextmanager
def _keeping(errors: str | None) -> Iterator[PendingFile | None]:
    if errors is None:
        yield None
        return
    with PendingFile(errors) as pending:
        yield pending


def _keep(pending: PendingFile, rejected: Rejected) -> None:
    value = {"line": rejected.line or None, "problem": rejected.problem, "raw": rejected.raw}
    line = json.dumps(value, ensure_ascii=False) + "\n"
    try:
        pending.write(line.encode("utf-8"))
    except UnicodeEncodeError:  # bytes that are not UTF-8 are written as escapes, so that none is lost
        pending.write(json.dumps(value).encode("ascii") + b"\n")


def _run(
    source: str, file: str, output: str, filters: Filters, options: Options, pending: PendingFile | None
) -> Report:
    from nameresolve.curation import collected
    from nameresolve.importers import Report, read_entities
    from nameresolve.importers.opening import size_of

    report = Report(keep_rejected=partial(_keep, pending) if pending else None)
    with contextlib.ExitStack() as stack:
        with progress_bar(f"reading {file}", size_of(file)) as report.on_progress:
            found = read_entities(source, file, filters=filters, report=report, options=options)
            entities = stack.enter_context(collected(found, report))
        if not len(entities):
            raise FormatError("\n".join(_nothing_kept(file, report)))
        passed = stack.enter_context(progress_bar("compiling", len(entities)))
        write_entities(entities, output, passed)
    return report


def _summary(report: Report) -> str:
    parts = [f"{report.kept:,} kept"]
    parts += [f"{report.merged:,} joined to others of their id"] if report.merged else []
    parts += [f"{report.skipped.total():,} skipped"] if report.skipped else []
    parts += [f"{report.rejected:,} rejected"]
    return f"{counted(report.read, 'record')}: {', '.join(parts)}"


def _nothing_kept(file: str, report: Report) -> Iterator[str]:
    yield f"{file}: nothing was kept, so nothing was written."
    yield _summary(report)
    yield from _details(report)


def _details(report: Report) -> Iterator[str]:
    for reason, count in report.skipped.most_common(10):
        yield f"  skipped {count:,}: {reason}"
    for note, count in report.notes.most_common(5):
        yield f"  note: {note}" if count == 1 else f"  note: {count:,} {note}"
    for each in report.first_rejected:
        yield f"  line {each.line}: {each.problem}" if each.line else f"  {each.problem}"
    more = report.rejected - len(report.first_rejected)
    if more:
        yield f"  ... and {counted(more, 'record')} more"
    if any("UTF-8" in each.problem for each in report.first_rejected):
        yield "If a csv, tsv or ofac file is in another encoding, say which, e.g. --encoding windows-1251"


def _tell(report: Report, output: str, errors: str | None) -> ExitCode:
    say(f"{report.source}: {_summary(report)}, written to {output}")
    for line in _details(report):
        say(line)
    if not report.rejected:
        return ExitCode.OK
    say(
        f"The rejected records are kept in {errors}."
        if errors
        else "Keep the rejected records with --errors FILE."
    )
    return ExitCode.SOME_UNREADABLE


def _as_json(report: Report, output: str) -> dict[str, object]:
    return {
        "source": report.source,
        "output": output,
        "read": report.read,
        "kept": report.kept,
        "merged": report.merged,
        "rejected": report.rejected,
        "skipped": dict(report.skipped.most_common()),
        "notes": dict(report.notes.most_common()),
    }
