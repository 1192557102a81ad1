"""``nameresolve resolve NAME...``: which entity does each name stand for?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Annotated, TypeVar

import typer
from attrs import evolve

from nameresolve.cli.as_json import decision_as_json, write_json
from nameresolve.cli.choices import flag, whole
from nameresolve.cli.context import country_codes, year_of
from nameresolve.cli.exits import ExitCode, say
from nameresolve.cli.inputs import NameLine, given_names
from nameresolve.cli.options import (
    GazetteerOption,
    JsonOption,
    KindOption,
    ThresholdOption,
    load_resolver,
)
from nameresolve.cli.phrases import shorten
from nameresolve.errors import LimitError
from nameresolve.model import Decision, Explanation

__all__ = ["resolve_command"]

T = TypeVar("T")


NamesArgument = Annotated[
    list[str],
    typer.Argument(metavar="NAME", help="Names in any script; - reads them from standard input, one a line."),
]
CountryOption = Annotated[
    list[str] | None,
    typer.Option("--country", metavar="CODE", help="Country of the context (KZ); may be repeated."),
]
BornOption = Annotated[str | None, typer.Option("--born", metavar="YEAR", help="Year of birth, if known.")]
LimitOption = Annotated[int, whole("--limit", "-n", least=1, says="At most so many candidates a name.")]
ExplainOption = Annotated[bool, flag("--explain", says="Show each step of the way to the answer.")]


def resolve_command(
    names: NamesArgument,
    kind: KindOption = None,
    country: CountryOption = None,
    born: BornOption = None,
    limit: LimitOption = 5,
    threshold: ThresholdOption = None,
    gazetteer: GazetteerOption = None,
    explain: ExplainOption = False,
    as_json: JsonOption = False,
) -> ExitCode:
    """Say which person, organization or place each name stands for.

    The answer is `match`, `ambiguous` (with the candidates) or `none`. A name that is not
    found is an answer, so the exit code is 0.
    """
    year = year_of(born)
    resolver = load_resolver(gazetteer, threshold)
    countries = country_codes(country or (), resolver.gazetteer)
    lines = given_names(names)
    problems: list[NameLine] = []
    if explain:
        ask_why = partial(resolver.explain, kind=kind, countries=countries, born=year, limit=limit)
        _print_explanations(_answers(lines, ask_why, problems), as_json)
    else:
        ask = partial(resolver.resolve, kind=kind, countries=countries, born=year, limit=limit)
        _print_decisions(_answers(lines, ask, problems), as_json)
    return _report(problems)


def _answers(lines: Iterable[NameLine], ask: Callable[[str], T], problems: list[NameLine]) -> Iterator[T]:
    """Yield the answer for each readable name; the others are kept in `problems`."""
    for line in lines:
        if line.problem:
            problems.append(line)
            continue
        try:
            yield ask(line.text)
        except LimitError as error:
            problems.append(evolve(line, problem=str(error)))


def _report(problems: list[NameLine]) -> ExitCode:
    for line in problems:
        say(f"{line.place}: {shorten(line.text, 40)}: {line.problem}")
    return ExitCode.SOME_UNREADABLE if problems else ExitCode.OK


def _print_explanations(explanations: Iterable[Explanation], as_json: bool) -> None:
    from nameresolve.cli.console import print_lines

    for number, explanation in enumerate(explanations):
        if as_json:
            write_json({**decision_as_json(explanation.decision), "explanation": str(explanation)})
        else:
            print_lines([""] * (number > 0) + str(explanation).split("\n"))


def _print_decisions(decisions: Iterable[Decision], as_json: bool) -> None:
    if as_json:
        for decision in decisions:
            write_json(decision_as_json(decision))
        return
    listed = list(decisions)
    if listed:
        _print_answers(listed)


def _print_answers(decisions: Sequence[Decision]) -> None:
    from nameresolve.cli.console import Column, print_lines, print_table

    columns = (
        Column("Name"),
        Column("Status", keep=True),
        Column("Id"),
        Column("Stands for"),
        Column("Score", "right", keep=True),
    )
    print_table(columns, (row for decision in decisions for row in _rows(decision)))
    open_ones = [decision for decision in decisions if decision.status != "match"]
    reasons = [f"{_called(decision.query)}: {decision.reason}" for decision in open_ones]
    print_lines(["", *reasons] if reasons else [])


def _called(query: str) -> str:
    return shorten(query) if query.strip() else "(blank)"


def _rows(decision: Decision) -> Iterator[tuple[str, str, str, str, str]]:
    entity = decision.entity
    if decision.status != "ambiguous":
        found = (str(entity.id), entity.name) if entity else ("", "")
        yield decision.query, decision.status, *found, f"{decision.score:.2f}"
        return
    first = (decision.query, "ambiguous")
    for candidate in decision.candidates:
        yield *first, str(candidate.entity.id), f"{candidate.entity.name} ?", f"{candidate.score:.2f}"
        first = ("", "")
    if not decision.candidates:
        yield *first, "", "", f"{decision.score:.2f}"
