"""``nameresolve eval FILE``: how well one's own names come out, and which threshold suits them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer
from attrs import asdict

from nameresolve.cli.as_json import write_json
from nameresolve.cli.choices import flag, whole
from nameresolve.cli.curve import check_drawing, curve_as_png, curve_as_svg
from nameresolve.cli.exits import ExitCode, say
from nameresolve.cli.inputs import source_name
from nameresolve.cli.options import GazetteerOption, JsonOption, KindOption, ThresholdOption, load_resolver
from nameresolve.cli.outputs import check_target, open_output
from nameresolve.cli.phrases import counted
from nameresolve.errors import FormatError

if TYPE_CHECKING:
    from nameresolve import Labeled, Named, Report
    from nameresolve.evaluation import Figures

__all__ = ["eval_command"]

FileArgument = Annotated[
    str, typer.Argument(metavar="FILE", help="A CSV or TSV table, or - for standard input.")
]


def _column(option: str, what: str) -> typer.models.OptionInfo:
    info: typer.models.OptionInfo = typer.Option(option, metavar="NAME", help=what)
    return info


LeftOption = Annotated[str, _column("--left", "The column of the one name of a pair.")]
RightOption = Annotated[str, _column("--right", "The column of the other.")]
LabelOption = Annotated[str, _column("--label", "The column that says 1 (one name) or 0.")]
ColumnOption = Annotated[str, _column("--column", "The column of the names, where there are no pairs.")]
IdOption = Annotated[str, _column("--id", "The column of their ids; empty: not listed.")]
CurveOption = Annotated[
    str | None,
    typer.Option("--curve", metavar="FILE", help="Draw the figures by threshold: .svg or .png."),
]
ForceOption = Annotated[bool, flag("--force", says="Replace a file that exists already.")]
SeedOption = Annotated[int, whole("--seed", least=0, says="Begins the chance behind the intervals.")]


def eval_command(
    file: FileArgument,
    left: LeftOption = "left",
    right: RightOption = "right",
    label: LabelOption = "label",
    column: ColumnOption = "name",
    id_column: IdOption = "id",
    kind: KindOption = None,
    threshold: ThresholdOption = None,
    gazetteer: GazetteerOption = None,
    curve: CurveOption = None,
    force: ForceOption = False,
    seed: SeedOption = 0,
    as_json: JsonOption = False,
) -> ExitCode:
    """Measure precision, recall and F1 on a table of your own: pairs with a label, or names with an id.

    The intervals hold 95 of 100 bootstrap samples. The figures are told by script, convention and
    phenomenon too, and the worst errors are listed.
    """
    import nameresolve as nr
    from nameresolve.cli.eval_rows import Titles

    if curve is not None:
        check_drawing(curve)
        check_target(curve, force=force)
    rows, unreadable = _rows(file, Titles(left, right, label, column, id_column))
    resolver = load_resolver(gazetteer, None) if any(isinstance(row, nr.Named) for row in rows) else None
    report = nr.evaluate(rows, kind=kind, threshold=threshold, resolver=resolver, seed=seed)
    if curve is not None:
        _draw(report, curve)
    if as_json:
        write_json(_as_json(report))
    else:
        _print(report)
    return ExitCode.SOME_UNREADABLE if unreadable else ExitCode.OK


def _rows(file: str, titles: Any) -> tuple[list[Labeled | Named], int]:  # noqa: ANN401  # see eval_rows
    from nameresolve.cli.eval_rows import read_rows

    rows: list[Labeled | Named] = []
    unreadable = 0
    for line, row, problem in read_rows(file, titles):
        if row is not None:
            rows.append(row)
            continue
        unreadable += 1
        say(f"{source_name(file)}, line {line}: {problem}")
    if not rows:
        raise FormatError(
            f"{source_name(file)} has no row to measure with.\nGive one at least, a pair or a name."
        )
    return rows, unreadable


def _draw(report: Report, target: str) -> None:
    if check_drawing(target) == ".png":
        drawn = curve_as_png(report.curve, report.threshold)
    else:
        drawn = curve_as_svg(report.curve, report.threshold).encode()
    with open_output(target) as out:
        out.write(drawn)


def _as_json(report: Report) -> dict[str, Any]:
    return {
        "threshold": report.threshold,
        **asdict(report.whole),
        "by": {
            what: {group: asdict(found) for group, found in groups.items()}
            for what, groups in report.by.items()
        },
        "best": asdict(report.best),
        "curve": [asdict(point) for point in report.curve],
        "slips": [asdict(slip) for slip in report.slips],
    }


def _print(report: Report) -> None:
    from nameresolve.cli.console import Column, print_lines, print_table

    print_lines([f"{counted(report.whole.rows, 'row')}, threshold {report.threshold:g}", ""])
    titles = ("", "Rows", "Precision", "Recall", "F1")
    columns = [Column(title, "right" if place else "left", keep=True) for place, title in enumerate(titles)]
    print_table(columns, list(_figures(report)))
    best = report.best
    at = f"at --threshold {best.threshold:g} (precision {best.precision:.3f}, recall {best.recall:.3f})"
    print_lines(["", f"Best F1: {best.f1:.3f} {at}"])
    if report.slips:
        print_lines(["", "Worst errors"])
        titles = ("What", "Left", "Right", "Score", "Why")
        rows = [(each.what, each.left, each.right, f"{each.score:.2f}", each.why) for each in report.slips]
        print_table([Column(title) for title in titles], rows)


def _figures(report: Report) -> Iterator[tuple[str, ...]]:
    yield _line("all", report.whole)
    for what, groups in report.by.items():
        yield from (_line(f"{what} {group}", found) for group, found in groups.items())


def _line(title: str, found: Figures) -> tuple[str, ...]:
    shares = (found.precision, found.recall, found.f1)
    return title, f"{found.rows:,}", *(f"{x.value:.3f} ({x.low:.3f}-{x.high:.3f})" for x in shares)
