"""Options that several commands share, each defined once, and the resolver they ask for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nameresolve.arguments import MOST_WORKERS
from nameresolve.cli.choices import choice, flag, number, whole
from nameresolve.cli.rows import FORMATS, TableFormat
from nameresolve.errors import FormatError, SettingsError
from nameresolve.model import KINDS, Kind, Settings

if TYPE_CHECKING:
    from nameresolve import Gazetteer, Resolver

__all__ = [
    "GazetteerOption",
    "JsonOption",
    "KindOption",
    "LanguageOption",
    "PairKindOption",
    "TableFormatOption",
    "ThresholdOption",
    "WorkersOption",
    "chosen_settings",
    "load_gazetteer",
    "load_resolver",
]

KindOption = Annotated[
    Kind | None,
    choice("--kind", "-k", among=KINDS, says="Only entities of this kind.", default="any kind"),
]
PairKindOption = Annotated[
    Kind | None,
    choice("--kind", "-k", among=KINDS, says="Read the names as names of this kind.", default="any kind"),
]
LanguageOption = Annotated[
    str | None,
    typer.Option(
        "--language",
        "-l",
        metavar="TAG",
        help="Language of the text or name, as a BCP 47 tag (kk, ru, zh-Hant).",
    ),
]
GazetteerOption = Annotated[
    str | None,
    typer.Option(
        "--gazetteer", "-g", metavar="PATH", help="A compiled gazetteer.", show_default="the bundled one"
    ),
]
ThresholdOption = Annotated[
    float | None,
    number(
        "--threshold",
        "-t",
        metavar="0..1",
        says="Least probability of a match.",
        default=f"{Settings().match_threshold:g}",
    ),
]
TableFormatOption = Annotated[
    TableFormat | None,
    choice("--format", "-f", among=FORMATS, says="Format of the table.", default="by file name and content"),
]
WorkersOption = Annotated[int, whole("--workers", least=1, most=MOST_WORKERS, says="Processes to work with.")]
JsonOption = Annotated[bool, flag("--json", says="Print JSON, one object a line.")]


def chosen_settings(threshold: float | None) -> Settings | None:
    """Return settings with the threshold, or None where the defaults apply.

    Raises `SettingsError` for a threshold outside 0 to 1.
    """
    if threshold is None:
        return None
    if not 0.0 <= threshold <= 1.0:
        raise SettingsError(
            f"--threshold is {threshold:g}, but must be a probability from 0 to 1.\nThe usual one is"
            f" --threshold {Settings().match_threshold:g}; a higher one matches less."
        )
    return Settings(match_threshold=threshold)


def load_gazetteer(path: str | None, *, check: bool = False) -> Gazetteer:
    """Return the gazetteer at the path, or the bundled one; with `check`, all its files are read.

    Raises `FormatError` when none is there, `GazetteerError` when it is damaged.
    """
    import nameresolve as nr

    if path is None:
        if not check:
            return nr.Gazetteer.bundled()
        from nameresolve.tables import data_path

        return nr.Gazetteer.open(data_path() / "gazetteer", check=True)
    if not Path(path, "manifest.json").exists():
        raise FormatError(
            f"There is no gazetteer at {path}.\n"
            "Name the folder that `nameresolve gazetteer build` or `import`, or Gazetteer.save, wrote."
        )
    return nr.Gazetteer.open(path, check=True) if check else nr.Gazetteer.open(path)


def load_resolver(gazetteer: str | None, threshold: float | None) -> Resolver:
    """Return a resolver over the chosen gazetteer with the chosen settings."""
    import nameresolve as nr

    settings = chosen_settings(threshold)  # a wrong threshold is told before anything is loaded
    return nr.Resolver(load_gazetteer(gazetteer), settings)
