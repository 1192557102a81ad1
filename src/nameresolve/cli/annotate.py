"""``nameresolve annotate FILE...``: the names in running text, where they stand and whose they are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Annotated

import typer
from attrs import frozen

from nameresolve.cli.as_json import mention_as_json, write_json
from nameresolve.cli.exits import ExitCode, describe_os_error, say
from nameresolve.cli.inputs import read_text, source_name
from nameresolve.cli.options import (
    GazetteerOption,
    JsonOption,
    LanguageOption,
    ThresholdOption,
    load_resolver,
)
from nameresolve.cli.phrases import counted
from nameresolve.errors import FormatError, LimitError
from nameresolve.model import Decision, Mention

__all__ = ["Found", "annotate_command", "count_entities"]


def annotate_command(
    files: Annotated[list[str], typer.Argument(metavar="FILE", help="Text files, or - for standard input.")],
    language: LanguageOption = None,
    threshold: ThresholdOption = None,
    gazetteer: GazetteerOption = None,
    as_json: JsonOption = False,
) -> ExitCode:
    """Find the names in texts: each mention with its offsets, then a table of the entities.

    Offsets count characters from 0, the end not included, so that in Python
    `text[start:end]` is the mention. With --json each mention is one line and there is no
    second table.
    """
    resolver = load_resolver(gazetteer, threshold)
    annotate = partial(resolver.annotate, language=language)
    problems: list[str] = []
    found = _annotated(files, annotate, problems)
    if as_json:
        _print_json(found)
    else:
        _print_tables(found, several=len(files) > 1)
    for problem in problems:
        say(f"Error: {problem}")
    if not problems:
        return ExitCode.OK
    return ExitCode.BAD_INPUT if len(problems) == len(files) else ExitCode.SOME_UNREADABLE


@frozen(slots=True)
class Found:
    """The mentions in one file."""

    file: str
    mentions: tuple[Mention, ...]


def _annotated(
    files: Sequence[str], annotate: Callable[[str], list[Mention]], problems: list[str]
) -> Iterator[Found]:
    for file in files:
        try:
            mentions = annotate(read_text(file))
        except LimitError as error:
            problems.append(f"{source_name(file)}: {error}")
        except FormatError as error:
            problems.append(str(error))
        except OSError as error:
            problems.append(describe_os_error(error))
        else:
            yield Found(file, tuple(mentions))


def _print_json(found: Iterable[Found]) -> None:
    for each in found:
        for mention in each.mentions:
            write_json(mention_as_json(mention, each.file))


def _print_tables(found: Iterable[Found], *, several: bool) -> None:
    from nameresolve.cli.console import print_lines

    mentions: list[Mention] = []
    read = 0
    for each in found:
        read += 1
        title = f"{source_name(each.file)}: {counted(len(each.mentions), 'mention')}"
        _print_mentions(each.mentions, title if several else "")
        mentions.extend(each.mentions)
    if mentions:
        print_lines([""])
        _print_entities(mentions)
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


def count_entities(mentions: Iterable[Mention]) -> list[tuple[str, str, int, tuple[str, ...]]]:
    """Return for each entity its id, its name, how often it is mentioned and its spellings.

    The most mentioned comes first. Mentions that are not decided are grouped by who they may
    be; they have no id.
    """
    counts: dict[tuple[str, str], list[str]] = {}
    for mention in mentions:
        counts.setdefault(_subject(mention.decision), []).append(mention.text)
    rows = [(*subject, len(texts), tuple(dict.fromkeys(texts))) for subject, texts in counts.items()]
    return sorted(rows, key=lambda row: (-row[2], row[1], row[0]))


def _subject(decision: Decision) -> tuple[str, str]:
    if decision.entity:
        return str(decision.entity.id), decision.entity.name
    if decision.status == "ambiguous":
        return "", " or ".join(f"{candidate.entity.name} ?" for candidate in decision.candidates[:3])
    return "", f"not known: {decision.query}"


def _print_entities(mentions: Sequence[Mention]) -> None:
    from nameresolve.cli.console import Column, print_table

    columns = (Column("Entity"), Column("Id"), Column("Count", "right", keep=True), Column("Spellings seen"))
    rows = [
        (name, id_, str(count), ", ".join(spellings))
        for id_, name, count, spellings in count_entities(mentions)
    ]
    print_table(columns, rows)
