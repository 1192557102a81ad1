"""Which columns hold the names and what else is known of them, and whether the new ones have room."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import asdict, frozen

from nameresolve.cli.answers import Question
from nameresolve.cli.phrases import counted, did_you_mean, shorten
from nameresolve.errors import FormatError, SettingsError
from nameresolve.model import KINDS, Kind

__all__ = ["Columns", "find_column", "places_of", "question_from", "refuse_clash"]

_BETWEEN = re.compile(r"[\s,;|/]+")
_DELIMITERS = re.compile(r"[,;|\t]")
_COUNTRY = re.compile(r"[A-Za-z]{2}", re.ASCII)
_YEAR = re.compile(r"(\d{4})(?:\.0|-\d\d(?:-\d\d.*)?)?", re.ASCII | re.DOTALL)


@frozen(slots=True)
class Columns:
    """The columns (or JSON keys) to read: `name`, or `given` and `family`, and those of the context."""

    name: str | None = None
    given: str | None = None
    family: str | None = None
    kind: str | None = None
    country: str | None = None
    born: str | None = None

    @property
    def named(self) -> dict[str, str]:
        """Return the columns that were named, by what they hold."""
        return {role: title for role, title in asdict(self).items() if title is not None}

    def check(self) -> None:
        """Raise `SettingsError` for columns that exclude each other."""
        if self.name is not None and (self.given is not None or self.family is not None):
            raise SettingsError(
                "--column is for whole names, --given and --family are for their parts.\n"
                "Leave out one or the other."
            )
        if self.given is not None and self.family is None:
            raise SettingsError("--given alone is no name.\nSay with --family which column has the rest.")


def places_of(columns: Columns, titles: Sequence[str], source: str) -> dict[str, int]:
    """Return the place of each column that is read, by what it holds; raises as `find_column` does."""
    wanted = dict(columns.named)
    if not wanted.keys() & {"name", "family"}:
        others = {find_column(titles, title, source) for title in wanted.values()}
        left = [place for place in range(len(titles)) if place not in others]
        return {
            "name": left[0] if len(left) == 1 else find_column(titles, None, source),
            **{role: find_column(titles, title, source) for role, title in wanted.items()},
        }
    return {role: find_column(titles, title, source) for role, title in wanted.items()}


def question_from(cells: Mapping[str, str], kind: Kind | None) -> Question | str:
    """Return what is to be asked for a row, or what is wrong with its context.

    `kind` is that of all rows which do not say their own.

    >>> question_from({"family": "Toqaev", "given": "Q.", "country": "kz", "born": "1953-05-17"}, None)
    Question(name='Toqaev, Q.', kind=None, countries=('KZ',), born=1953)
    >>> question_from({"name": "Toqaev", "born": "once"}, None)
    "the year of birth is 'once', not a year such as 1953"
    """
    if len(cells) == 1 and "name" in cells:
        return Question(cells["name"], kind)
    own = cells.get("kind", "").strip().lower()
    if own and own not in KINDS:
        return f"the kind is {shorten(own, 30)!r}, not one of {', '.join(KINDS)}"
    countries = [code for code in _BETWEEN.split(cells.get("country", "")) if code]
    wrong = next((code for code in countries if not _COUNTRY.fullmatch(code)), None)
    if wrong:
        return f"the country is {shorten(wrong, 30)!r}, not an ISO 3166-1 code of two letters such as KZ"
    year = cells.get("born", "").strip()
    found = _YEAR.fullmatch(year)
    if year and not found:
        return f"the year of birth is {shorten(year, 30)!r}, not a year such as 1953"
    codes = tuple(dict.fromkeys(code.upper() for code in countries))
    born = int(found[1]) if found else None
    return Question(_whole_name(cells), next((each for each in KINDS if each == own), kind), codes, born)


def _whole_name(cells: Mapping[str, str]) -> str:
    """Return the name of a row; a comma tells the parser which part is the family name."""
    if "name" in cells:
        return cells["name"]
    given, family = (cells.get(role, "").strip() for role in ("given", "family"))
    if "," in given + family:
        return f"{given} {family}".strip()
    return ", ".join(filter(None, (family, given)))


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
        near = did_you_mean(wanted, [name for name in names if wanted not in _DELIMITERS.split(name)])
        yield f"{source}: there is no column {wanted!r}."
        yield f"Did you mean column {near!r}?" if near else _no_such_column(len(names))
    listed = ", ".join(shorten(name, 30) for name in names[:10])
    yield f"The columns are: {listed}{', ...' if len(names) > 10 else ''}"


def _no_such_column(there: int) -> str:
    if there > 1:
        return "Name one that is there."
    return "Name one that is there. If columns ran together, part them by commas; normalize has --delimiter."


def refuse_clash(names: Iterable[str], added: Iterable[str], source: str) -> None:
    """Raise `FormatError` if a column that is to be added is there already."""
    clash = sorted(set(added).intersection(name.strip() for name in names))
    if clash:
        raise FormatError(
            f"{source}: there is already a column {clash[0]!r}; was the file normalized before?\n"
            "Remove or rename it, or choose other names for the new columns, e.g. --prefix new_"
        )
