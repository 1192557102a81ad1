"""``nameresolve compare A B``: can two names belong to one entity, and why?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from nameresolve.cli.as_json import comparison_as_json, write_json
from nameresolve.cli.exits import ExitCode
from nameresolve.cli.inputs import checked_argument
from nameresolve.cli.options import (
    JsonOption,
    LanguageOption,
    PairKindOption,
    ThresholdOption,
    chosen_settings,
)
from nameresolve.model import Comparison, Settings

__all__ = ["compare_command", "rounded_terms", "verdict_of"]


def compare_command(
    left: Annotated[str, typer.Argument(metavar="A", help="A name, in any script.")],
    right: Annotated[str, typer.Argument(metavar="B", help="Another name.")],
    kind: PairKindOption = None,
    language: LanguageOption = None,
    threshold: ThresholdOption = None,
    as_json: JsonOption = False,
) -> ExitCode:
    """Say how likely two names can belong to one entity, and what speaks for and against it.

    The table shows each piece of evidence; the contributions (log-odds) add up to the total
    that gives the score. `compare` looks at the two names alone, at no gazetteer.
    """
    import nameresolve as nr

    settings = chosen_settings(threshold) or Settings()
    comparison = nr.compare(checked_argument(left), checked_argument(right), kind=kind, language=language)
    verdict = verdict_of(comparison.score, settings)
    if as_json:
        write_json(comparison_as_json(comparison, verdict))
    else:
        _print_comparison(comparison, verdict)
    return ExitCode.OK


def verdict_of(score: float, settings: Settings) -> str:
    """Return what a score says in one word: ``same``, ``uncertain`` or ``different``.

    >>> [verdict_of(score, Settings()) for score in (0.97, 0.5, 0.02)]
    ['same', 'uncertain', 'different']
    """
    if score >= settings.match_threshold:
        return "same"
    return "uncertain" if score >= settings.floor else "different"


def rounded_terms(terms: Sequence[float], digits: int = 2) -> tuple[list[str], str]:
    """Return the terms and their total, rounded so that what is printed adds up exactly.

    >>> rounded_terms([0.333, 0.333, 0.333])
    (['+0.33', '+0.34', '+0.33'], '+1.00')
    """
    shown_terms, exact, printed = [], 0.0, 0.0
    for term in terms:
        exact += term
        shown_terms.append(_signed(round(exact, digits) - printed, digits))
        printed = round(exact, digits)
    return shown_terms, _signed(printed, digits)


def _signed(value: float, digits: int) -> str:
    return f"{round(value, digits) + 0.0:+.{digits}f}"  # + 0.0 turns -0.0 into 0.0


def _print_comparison(comparison: Comparison, verdict: str) -> None:
    from nameresolve.cli.console import Column, print_lines, print_table

    print_lines([f"{comparison.left}  ~  {comparison.right}", f"score {comparison.score:.4f}  {verdict}", ""])
    terms, total = rounded_terms([item.contribution for item in comparison.evidence])
    columns = (
        Column("Evidence"),
        Column("A"),
        Column("B"),
        Column("Rule"),
        Column("Log-odds", "right", keep=True),
    )
    rows = [
        (str(item.relation), item.left, item.right, item.rule, term)
        for item, term in zip(comparison.evidence, terms, strict=True)
    ]
    print_table(columns, rows, footer=("total", "", "", "", total))
