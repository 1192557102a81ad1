"""The one module that knows all steps: from a written name to a decision, and back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice
from typing import Any

from rapidfuzz.distance import Levenshtein

from nameresolve._version import __version__
from nameresolve.arguments import checked_kind, checked_question, language_of, of_type, whole, workers_of
from nameresolve.blocking import keys
from nameresolve.candidates import Finder, Found
from nameresolve.decision import context_evidence, decide, rank
from nameresolve.errors import LimitError, SettingsError, one_by_one, text_of
from nameresolve.exact import exact_candidates
from nameresolve.explanation import render
from nameresolve.fits import best_fit, with_evidence
from nameresolve.garbage import uncollected
from nameresolve.gazetteer import Gazetteer
from nameresolve.index.segment import letters_of
from nameresolve.mentions import Annotator
from nameresolve.model import (
    Candidate,
    Decision,
    Explanation,
    Kind,
    Mention,
    Settings,
)
from nameresolve.parsing import parse
from nameresolve.parsing.tokens import phrase_of
from nameresolve.romanization import readings
from nameresolve.scoring import units_of
from nameresolve.scoring.units import Units

__all__ = ["Resolver"]

BLOCK = 512
MOST_READ = 200
"""Longer texts are resolved, but their readings are not listed in an explanation."""
BEYOND_DOUBT = 5.0
"""Log-odds from which nobody is looked for who weighs less by far."""
OTHER_LETTERS = 0.4
"""Share of the letters, in whatever order, that differs at most between names that are cut otherwise."""
CLEAR = 0.999
"""The same name is so far ahead of any other that a margin up to this is kept."""


class Resolver:
    """Decides which listed entity a name stands for.

    Without a gazetteer the bundled one is used. A resolver keeps no memory of earlier questions
    that could change an answer; it can be shared between threads for reading.

    >>> from nameresolve import Entity
    >>> resolver = Resolver(Gazetteer.from_entities([Entity("Q200881", "person", "Kassym-Jomart Tokayev")]))
    >>> decision = resolver.resolve("Qassym-Schomart Toqajew")
    >>> decision.status, decision.entity.id
    ('match', 'Q200881')
    """

    def __init__(self, gazetteer: Gazetteer | None = None, settings: Settings | None = None) -> None:
        self.gazetteer = gazetteer if gazetteer is not None else Gazetteer.bundled()
        self.settings = settings if settings is not None else Settings()
        of_type(self.gazetteer, Gazetteer, "Give a gazetteer: Resolver(Gazetteer.open(path)).")
        of_type(self.settings, Settings, "Give settings: Resolver(settings=Settings(margin=0.2)).")

    def resolve(
        self,
        name: str,
        *,
        kind: Kind | None = None,
        countries: Sequence[str] = (),
        born: int | None = None,
        limit: int = 5,
    ) -> Decision:
        """Return the decision for one name.

        `kind` keeps to entities of that kind; `countries` (ISO 3166-1 alpha-2) and `born` (a year)
        are evidence, for or against. At most `limit` candidates are kept in the decision.
        An empty name gives ``"none"``. Raises `LimitError` for more than 10,000 characters,
        `TextError` for what is no string, and `SettingsError` for a limit under 1 or an unknown kind.
        """
        text_of(name)
        checked_question(countries, born, limit)
        if not countries and born is None and (exact := self._exact([name], kind, limit)):
            return exact[name]
        parse(name, kind=kind)  # refuses what is no name before anything is searched
        found = next(self._finder.find([name], kind, limit))
        return self._decided(name, found, kind=kind, countries=countries, born=born, limit=limit)

    def _exact(self, names: Sequence[str], kind: Kind | None, limit: int) -> dict[str, Decision]:
        """Return the decisions for names that are listed so and not otherwise, if but the best is wanted."""
        if limit > 1 or self.settings.margin > CLEAR:
            return {}
        return {
            name: decide(name, ranked, self.settings, limit=limit, in_context=kind is not None)
            for name, found in exact_candidates(self.gazetteer, names, kind)
            if (ranked := rank(found) if len(found) > 1 else found)
        }

    def _decided(
        self,
        name: str,
        found: Sequence[Found],
        *,
        kind: Kind | None,
        countries: Sequence[str] = (),
        born: int | None = None,
        limit: int,
    ) -> Decision:
        """Return the decision for a name from what was found for it."""
        ranked = self._ranked(name, found, countries, born)
        known = kind is not None or bool(countries) or born is not None
        decision = decide(name, ranked, self.settings, limit=limit, in_context=known)
        if decision.status == "none" and kind == "place" and self._towns is not None:
            town = self._towns.resolve(name, kind=kind, countries=countries, born=born, limit=limit)
            return decision if town.status == "none" else town
        return decision

    @cached_property
    def _towns(self) -> Resolver | None:
        """The smaller cities; they belong to the bundled gazetteer, not to anybody's own."""
        bundled = self.gazetteer.fingerprint == Gazetteer.bundled().fingerprint
        return Resolver(Gazetteer.towns(), self.settings) if bundled else None

    def resolve_many(
        self, names: Iterable[str], *, kind: Kind | None = None, limit: int = 1, workers: int = 1
    ) -> Iterator[Decision]:
        """Yield the decision for each name, in the order of the names.

        Names are read as decisions are taken, so the input may be endless. With `workers` over 1 as
        many processes share the work; the decisions are the same.
        """
        whole(limit, "limit")
        checked_kind(kind)
        if workers_of(workers) > 1:
            yield from self._in_processes(one_by_one(names), kind, limit, workers)
            return
        source = iter(one_by_one(names))
        while block := list(islice(source, BLOCK)):
            yield from self._resolve_block(block, kind, limit)

    def _resolve_block(self, block: list[str], kind: Kind | None, limit: int) -> Iterator[Decision]:
        """Yield the decisions for some names, which are looked up and weighed together."""
        with uncollected():
            known = self._known(dict.fromkeys(map(text_of, block)), kind, limit)
        for name in block:
            yield known[name] if name in known else self.resolve(name, kind=kind, limit=limit)

    def _known(self, names: Collection[str], kind: Kind | None, limit: int) -> dict[str, Decision]:
        """Return the decisions for those of some names that can be looked up together."""
        exact = self._exact(list(names), kind, limit)
        asked = (name for name in names if name not in exact)
        readable = {name: units for name in asked if (units := _readable(name, kind))}
        self.gazetteer.index.prepare(readable.values())
        found = zip(readable, self._finder.find(list(readable), kind, limit), strict=True)
        return exact | {name: self._decided(name, one, kind=kind, limit=limit) for name, one in found}

    def _in_processes(
        self, names: Iterable[str], kind: Kind | None, limit: int, workers: int
    ) -> Iterator[Decision]:
        from concurrent.futures import ProcessPoolExecutor  # takes 10 ms, is rarely needed

        source = iter(names)
        start = (self.gazetteer, self.settings)
        with ProcessPoolExecutor(workers, initializer=_start_worker, initargs=start) as pool:
            while blocks := [block for _ in range(2 * workers) if (block := list(islice(source, BLOCK)))]:
                for decisions in pool.map(
                    _resolve_block, blocks, [kind] * len(blocks), [limit] * len(blocks)
                ):
                    yield from decisions

    @cached_property
    def _annotator(self) -> Annotator:
        return Annotator(self.gazetteer, self.resolve_many, self.settings)

    def annotate(
        self, text: str, *, language: str | None = None, demonyms: bool = False, unlisted: bool = True
    ) -> list[Mention]:
        """Return the names in running text, each with its place and its decision.

        Offsets count code points: ``text[m.start:m.end] == m.text``. Mentions do not overlap and come
        in order. A short form (a family name, an acronym) is settled by what else the text names, or
        stays ``"ambiguous"``. `demonyms` also finds words like "Kazakh". `language` (BCP 47) says
        which case endings words may have, which is otherwise read off the text, and whether a capital
        makes a word a name: in German, where every noun has one, a single word is not tried as an
        unlisted spelling. Without `unlisted` only listed spellings are found, which is faster.

        >>> from nameresolve import Entity
        >>> president = Entity("Q200881", "person", "Kassym-Jomart Tokayev")
        >>> resolver = Resolver(Gazetteer.from_entities([president]))
        >>> text = "Qasym-Zhomart Toqaev spoke. Toqaev's words were clear."
        >>> [(m.text, m.decision.entity.id) for m in resolver.annotate(text)]
        [('Qasym-Zhomart Toqaev', 'Q200881'), ('Toqaev', 'Q200881')]
        """
        text_of(text, "a text")
        language_of(language)
        return self._annotator.annotate(
            text, language=language, demonyms=bool(demonyms), unlisted=bool(unlisted)
        )

    def explain(
        self,
        name: str,
        *,
        kind: Kind | None = None,
        countries: Sequence[str] = (),
        born: int | None = None,
        limit: int = 5,
    ) -> Explanation:
        """Return what `resolve` does for the same arguments, step by step.

        ``str(explanation)`` is meant for people; `replay` repeats it.
        """
        decision = self.resolve(name, kind=kind, countries=countries, born=born, limit=limit)
        parsed = parse(name, kind=kind)
        found = readings(name, limit=4) if 0 < len(name.strip()) <= MOST_READ else ()
        shared = tuple(sorted(keys(name, kind=kind)))
        question = {"name": name, "kind": kind, "countries": tuple(countries), "born": born, "limit": limit}
        return Explanation(
            question=question,
            name=parsed,
            readings=found,
            keys=shared,
            decision=decision,
            gazetteer=self.gazetteer.fingerprint,
            version=__version__,
            text=render(parsed, found, shared, decision, self.settings),
        )

    def replay(self, explanation: Explanation) -> Decision:
        """Return the decision for the question of an explanation, which must be the same again.

        Raises `SettingsError` if the explanation comes from another gazetteer or version, whose
        answers may differ.
        """
        of_type(explanation, Explanation, "Give what Resolver.explain returned.")
        ours = (self.gazetteer.fingerprint, __version__)
        if (explanation.gazetteer, explanation.version) != ours:
            raise SettingsError(
                f"the explanation was made by version {explanation.version} with gazetteer "
                f"{explanation.gazetteer[:12]}, but this is version {ours[1]} with {ours[0][:12]}. "
                "Replay it with the same version and gazetteer."
            )
        question: Mapping[str, Any] = explanation.question
        return self.resolve(
            question["name"],
            kind=question["kind"],
            countries=question["countries"],
            born=question["born"],
            limit=question["limit"],
        )

    def _ranked(
        self, name: str, found: Sequence[Found], countries: Sequence[str], born: int | None
    ) -> tuple[Candidate, ...]:
        """Return all candidates, best first.

        Where one of those that are likely is the name beyond doubt, of the others only those are compared
        whose parts may be cut otherwise, which is what they were weighed without.
        """
        ranked, compared = [], []
        beyond_doubt = False
        for likely in (True, False):
            for one in found:
                if one.likely is likely and (not beyond_doubt or _same_letters(name, one)):
                    candidate = best_fit(name, one.entity, one.forms)
                    extra = context_evidence(countries, born, one.entity.countries, one.entity.born)
                    ranked.append(with_evidence(candidate, extra) if extra else candidate)
                    compared.append(one.nearness)
            beyond_doubt = any(candidate.comparison.log_odds >= BEYOND_DOUBT for candidate in ranked)
        return rank(ranked, compared)

    @cached_property
    def _finder(self) -> Finder:
        return Finder(self.gazetteer)


def _readable(name: str, kind: Kind | None) -> Units | None:
    """Return a name made ready to be looked up, or None for one that `resolve` refuses."""
    try:
        return units_of(name, kind)
    except LimitError:  # said when its turn comes
        return None


def _same_letters(name: str, found: Found) -> bool:
    """Return whether a form has most letters of a name, however both are cut, or is in another script."""
    ours = letters_of(phrase_of(name))
    for form in found.forms:
        theirs = letters_of(phrase_of(form.text))
        if Levenshtein.normalized_distance(ours, theirs) <= OTHER_LETTERS or not set(ours) & set(theirs):
            return True
    return False


_worker: list[Resolver] = []


def _start_worker(gazetteer: Gazetteer, settings: Settings) -> None:
    _worker[:] = [Resolver(gazetteer, settings)]


def _resolve_block(names: list[str], kind: Kind | None, limit: int) -> list[Decision]:
    return list(_worker[0].resolve_many(names, kind=kind, limit=limit))
