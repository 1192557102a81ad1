"""What an importer is asked to keep, and what it tells about the rest.

Nothing is left out in silence: a record that was not wanted is counted under its reason, a record that
could not be read is kept with its line and its problem.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable

from attrs import Attribute, Factory, define, field, frozen

from nameresolve.arguments import whole
from nameresolve.errors import SettingsError, text_of
from nameresolve.model import KINDS, Entity, Kind

__all__ = ["Filters", "Rejected", "Report", "checked_kinds"]

SHOWN = 5
_PROGRESS_EVERY = 500


def _texts(values: object, what: str) -> set[str]:
    if isinstance(values, (str, bytes)) or not isinstance(values, Iterable):
        raise SettingsError(f"{what} is {repr(values)[:60]}, but must be a list.")
    return {text_of(value, f"each of {what}") for value in values}


def _least(_instance: object, attribute: Attribute[int], value: object) -> None:
    whole(value, attribute.name, least=0)


def checked_kinds(kinds: Iterable[str]) -> frozenset[Kind]:
    """Return the kinds with these names; an unknown one raises `SettingsError`.

    >>> checked_kinds(["person"])
    frozenset({'person'})
    """
    words = _texts(kinds, "kinds")
    for unknown in sorted(words - set(KINDS)):
        raise SettingsError(f"The kind {unknown!r} does not exist. Kinds are {', '.join(KINDS)}.")
    return frozenset(kind for kind in KINDS if kind in words)


def _countries(countries: Iterable[str]) -> frozenset[str]:
    wanted = frozenset(code.strip().upper() for code in _texts(countries, "countries"))
    for wrong in sorted(
        code for code in wanted if len(code) != 2 or not code.isascii() or not code.isalpha()
    ):
        raise SettingsError(f"{wrong!r} is no country code. Give two letters of ISO 3166-1, such as KZ.")
    return wanted


@frozen(slots=True, kw_only=True)
class Filters:
    """Which entities are wanted; an empty filter lets everything through.

    `kinds` and `countries` name what is kept (an entity of several countries needs one of them).
    `sitelinks` is the least number of Wikipedia pages of a Wikidata item, `population` the least
    number of inhabitants of a GeoNames place; sources without such a figure are not filtered by it.
    Raises `SettingsError` for an unknown kind or what is no country code.

    >>> Filters(countries=["kz"]).refusal("person", ["RU"])
    'of another country'
    """

    kinds: frozenset[Kind] = field(default=frozenset(), converter=checked_kinds)
    countries: frozenset[str] = field(default=frozenset(), converter=_countries)
    sitelinks: int = field(default=0, validator=_least)
    population: int = field(default=0, validator=_least)

    def refusal(self, kind: Kind, countries: Collection[str]) -> str | None:
        """Return why an entity of this kind and these countries is not wanted, or None."""
        if self.kinds and kind not in self.kinds:
            return "of another kind"
        if self.countries and self.countries.isdisjoint(countries):
            return "of another country" if countries else "of no stated country"
        return None


@frozen(slots=True)
class Rejected:
    """A record that could not be read: its line (from 1), what is wrong, and its text as it was."""

    line: int
    problem: str
    raw: str = ""


@define(slots=True)
class Report:
    """What became of the records of one source.

    Every record that was `read` is `kept`, `skipped` (not wanted, by reason), `rejected` (unreadable)
    or `merged` into an earlier one with the same id. `notes` count smaller losses inside kept records.
    `keep_rejected` is handed each unreadable record, `on_progress` the bytes of the file read so far.
    """

    source: str = ""
    read: int = 0
    kept: int = 0
    merged: int = 0
    rejected: int = 0
    skipped: Counter[str] = Factory(Counter)
    notes: Counter[str] = Factory(Counter)
    first_rejected: list[Rejected] = Factory(list)
    keep_rejected: Callable[[Rejected], None] | None = None
    on_progress: Callable[[int], None] | None = None
    position: Callable[[], int] | None = None

    def begin(self) -> None:
        """Count one record that is looked at."""
        self.read += 1
        if self.on_progress and self.position and self.read % _PROGRESS_EVERY == 0:
            self.on_progress(self.position())

    def keep(self, entity: Entity) -> Entity:
        """Count an entity that is handed on, and return it."""
        self.kept += 1
        return entity

    def skip(self, reason: str) -> None:
        """Count a record that is not wanted."""
        self.skipped[reason] += 1

    def reject(self, line: int, problem: str, raw: str = "") -> None:
        """Count a record that cannot be read, and keep it."""
        self.rejected += 1
        record = Rejected(line, problem, raw)
        if len(self.first_rejected) < SHOWN:
            self.first_rejected.append(record)
        if self.keep_rejected:
            self.keep_rejected(record)

    def note(self, what: str, count: int = 1) -> None:
        """Count something that was lost inside a record that was kept."""
        self.notes[what] += count
