"""Which column holds the names, and whether the new columns have room."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from nameresolve.cli.phrases import counted, did_you_mean, shorten
from nameresolve.errors import FormatError

__all__ = ["find_column", "refuse_clash"]


def find_column(columns: Sequence[str], wanted: str | None, source: str) -> int:
    """Return the place of the wanted column; without a wish, that of the only column.

    Raises `FormatError` when it is missing (naming the nearest one) or there twice.
    """
    if wanted is None and len(columns) == 1:
        return 0
    names = [each.strip() for each in columns]
    places = [place for place, name in enumerate(names) if name == (wanted or "").strip()]
    if wanted is not None and len(places) == 1:
        return places[0]
    raise FormatError("\n".join(_column_advice(names, wanted, len(places), source)))


def _column_advice(names: Sequence[str], wanted: str | None, found: int, source: str) -> Iterator[str]:
    if wanted is None:
        yield f"{source} has {counted(len(names), 'column')}: which one holds the names?"
        yield "Say it with --column NAME."
    elif found:
        yield f"{source}: column {wanted!r} is there {found} times. Rename all but one."
        return
    else:
        near = did_you_mean(wanted, names)
        yield f"{source}: there is no column {wanted!r}."
        unknown = "Check --column, or --delimiter if columns ran together."
        yield f"Did you mean column {near!r}?" if near else unknown
    listed = ", ".join(shorten(name, 30) for name in names[:10])
    yield f"The columns are: {listed}{', ...' if len(names) > 10 else ''}"


def refuse_clash(names: Iterable[str], added: Iterable[str], source: str) -> None:
    """Raise `FormatError` if a column that is to be added is there already."""
    clash = sorted(set(added).intersection(name.strip() for name in names))
    if clash:
        raise FormatError(
            f"{source}: there is already a column {clash[0]!r}; was the file normalized before?\n"
            "Remove or rename it, or choose other names for the new columns, e.g. --prefix new_"
        )
