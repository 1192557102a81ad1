"""The one module that knows all steps: from a written name to a decision, and back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from itertools import islice
from typing import Any

from nameresolve._version import __version__
from nameresolve.blocking import keys
from nameresolve.decision import context_evidence, decide, rank
from nameresolve.errors import LimitError, SettingsError
from nameresolve.explanation import render
from nameresolve.gazetteer import Gazetteer, forms_of
from nameresolve.mentions import annotate
from nameresolve.model import (
    Candidate,
    Comparison,
    Decision,
    Entity,
    Evidence,
    Explanation,
    Kind,
    Mention,
    NameForm,
    Settings,
)
from nameresolve.parsing import parse
from nameresolve.romanization import readings
from nameresolve.romanization.languages import likely_languages
from nameresolve.scoring import compare_units, log_odds_of, probability, units_of
from nameresolve.scoring.units import Units
from nameresolve.unicode import script_of

__all__ = ["Resolver"]

SEARCHED_FORMS = 160
COMPARED_ENTITIES = 20
FORMS_AN_ENTITY = 4
BLOCK = 512
MOST_READ = 200
"""Longer texts are resolved, but their readings are not listed in an explanation."""
NATIVE_VETO = -10.0
NATIVE_WITNESS = 0.0
PRECISE_SCRIPTS = frozenset({"Cyrl", "Arab", "Hebr", "Grek", "Armn", "Geor"})
CROSS_DOUBT = -7.0
CROSS_DOUBT_PRECISE = -3.0
OTHER_LANGUAGE = 0.2
"""Share of the doubt that stays where the two spellings are in different languages of one script."""
_UNLIKELY = 1.0
_COUNTRY = re.compile(r"[A-Z]{2}")
_VETO_SCRIPTS = frozenset({"Hani", "Hang"})


class Resolver:
    """Decides which listed entity a name stands for.

    Without a gazetteer the bundled one is used. A resolver keeps no memory of earlier questions
    that could change an answer; it can be shared between threads for reading.

    >>> resolver = Resolver(Gazetteer.from_entities([Entity("Q200881", "person", "Kassym-Jomart Tokayev")]))
    >>> decision = resolver.resolve("Qassym-Schomart Toqajew")
    >>> decision.status, decision.entity.id
    ('match', 'Q200881')
    """

    def __init__(self, gazetteer: Gazetteer | None = None, settings: Settings | None = None) -> None:
        self.gazetteer = gazetteer if gazetteer is not None else Gazetteer.bundled()
        self.settings = settings if settings is not None else Settings()

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
        An empty name gives ``"none"``. Raises `LimitError` for more than 10,000 characters and
        `SettingsError` for a limit under 1 or an unknown kind.
        """
        wrong = [code for code in countries if not _COUNTRY.fullmatch(code)]
        if wrong:
            raise SettingsError(
                f"{wrong[0]!r} is no country code; countries are ISO 3166-1 alpha-2 codes such as 'KZ'."
            )
        if limit < 1:
            raise SettingsError(f"limit is {limit}, but at least one candidate must be kept.")
        parse(name, kind=kind)  # refuses what is no name before anything is searched
        ranked = self._ranked(name, kind, countries, born)
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
        if workers < 1:
            raise SettingsError(f"workers is {workers}, but at least one process must do the work.")
        if workers > 1:
            yield from self._in_processes(names, kind, limit, workers)
            return
        source = iter(names)
        while block := list(islice(source, BLOCK)):
            self.gazetteer.index.prepare(_prepared(block, kind))
            known = {name: self.resolve(name, kind=kind, limit=limit) for name in dict.fromkeys(block)}
            yield from (known[name] for name in block)

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

    def annotate(self, text: str, *, language: str | None = None, demonyms: bool = False) -> list[Mention]:
        """Return the names in running text, each with its place and its decision.

        Offsets count code points: ``text[m.start:m.end] == m.text``. Mentions do not overlap and come
        in order. A short form (a family name, an acronym) is settled by what else the text names, or
        stays ``"ambiguous"``. `demonyms` also finds words like "Kazakh". `language` (BCP 47) tells
        whether a capital makes a word a name: in German, where every noun has one, a single word is
        not tried as an unlisted spelling.

        >>> president = Entity("Q200881", "person", "Kassym-Jomart Tokayev")
        >>> resolver = Resolver(Gazetteer.from_entities([president]))
        >>> text = "Qasym-Zhomart Toqaev spoke. Toqaev's words were clear."
        >>> [(m.text, m.decision.entity.id) for m in resolver.annotate(text)]
        [('Qasym-Zhomart Toqaev', 'Q200881'), ('Toqaev', 'Q200881')]
        """
        known: dict[str, Decision] = {}

        def resolve(name: str) -> Decision:
            if name not in known:
                known[name] = self.resolve(name)
            return known[name]

        return annotate(text, self.gazetteer, resolve, language=language, demonyms=demonyms)

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
        self, name: str, kind: Kind | None, countries: Sequence[str], born: int | None
    ) -> tuple[Candidate, ...]:
        """Return all candidates, best first."""
        found = self._search(name, kind)
        candidates = []
        for entity, forms in found:
            candidate = self._best(name, entity, forms)
            extra = context_evidence(countries, born, entity.countries, entity.born)
            candidates.append(_with(candidate, extra) if extra else candidate)
        return rank(candidates)

    def _search(self, name: str, kind: Kind | None) -> list[tuple[Entity, list[NameForm]]]:
        """Return the entities to compare with, each with the forms that share most with the name."""
        index = self.gazetteer.index
        chosen: dict[int, list[int]] = {}
        for form in index.search(units_of(name, kind), SEARCHED_FORMS):
            posting = index.posting(form)
            if posting.entity not in chosen:
                wrong = kind is not None and self.gazetteer.entity(posting.entity).kind != kind
                if wrong or len(chosen) >= COMPARED_ENTITIES:
                    continue
            ordinals = chosen.setdefault(posting.entity, [])
            if len(ordinals) < FORMS_AN_ENTITY:
                ordinals.append(posting.ordinal)
        return [
            (entity, [forms_of(entity)[i] for i in ordinals])
            for entity, ordinals in ((self.gazetteer.entity(number), o) for number, o in chosen.items())
        ]

    def _best(self, name: str, entity: Entity, forms: Sequence[NameForm]) -> Candidate:
        """Return the candidate for an entity by the form that fits best."""
        ours = units_of(name, entity.kind, entity.family == "first")
        witnesses = _same_script(ours, entity, forms)
        best = max((_compared(ours, form, entity) for form in witnesses), key=_fit)
        if witnesses is not forms and best[2] < NATIVE_WITNESS:
            other = max((_compared(ours, form, entity) for form in forms), key=_fit)
            doubt = _doubt(name, other[0], best[0])
            evidence = [*other[1], doubt]
            best = max(best, (other[0], evidence, log_odds_of(evidence)), key=_fit)
        veto = _native_veto(ours, entity)
        candidate = _candidate(name, entity, *best)
        return _with(candidate, [veto]) if veto else candidate


def _same_script(ours: Units, entity: Entity, forms: Sequence[NameForm]) -> Sequence[NameForm]:
    """Return the forms of an entity in the script of a name, or `forms` where it has none.

    A spelling in the same script is the better witness: Токарев and トカレフ may sound like a
    Tokayev to someone who does not know how the family is written in their own letters.
    """
    scripts = {unit.form.script for unit in ours.content}
    if len(scripts) != 1:
        return forms
    script = scripts.pop()
    near = [form for form in forms if _script_of_form(form) == script]
    if near:
        return near
    strong = [f for f in forms_of(entity) if f.strength == "strong" and _script_of_form(f) == script]
    return strong[:FORMS_AN_ENTITY] or forms


def _doubt(name: str, form: NameForm, witness: NameForm) -> Evidence:
    """Return the term against a form of another script, where the entity's own spelling differs.

    An alphabet keeps most of a name's sounds, so that the doubt is smaller; one script may also write
    several languages, each in its own way.
    """
    script, native = _script_of_form(form), _script_of_form(witness)
    precise = native != "Latn" and (script in PRECISE_SCRIPTS or script == "Latn")
    weight = CROSS_DOUBT_PRECISE if precise else CROSS_DOUBT
    if native != "Latn" and _languages(name, native).isdisjoint(_languages(witness.text, native)):
        weight *= OTHER_LANGUAGE
    return Evidence("contradicting", name, witness.text, "its spelling in this script differs", weight)


def _languages(name: str, script: str) -> frozenset[str]:
    """Return the languages whose letters a name is written in; سرگئی is Persian, not Arabic."""
    return frozenset(language.tag for cost, language in likely_languages(name, script) if cost < _UNLIKELY)


def _script_of_form(form: NameForm) -> str:
    return form.script or next((code for code in map(script_of, form.text) if code != "Zyyy"), "Zyyy")


def _compared(ours: Units, form: NameForm, entity: Entity) -> tuple[NameForm, list[Evidence], float]:
    evidence = compare_units(ours, units_of(form.text, entity.kind, entity.family == "first"))
    return form, evidence, log_odds_of(evidence)


def _fit(compared: tuple[NameForm, list[Evidence], float]) -> tuple[float, bool, str]:
    form, _, log_odds = compared
    return (log_odds, form.strength == "strong", form.text)


def _candidate(
    name: str, entity: Entity, form: NameForm, evidence: list[Evidence], total: float
) -> Candidate:
    score = probability(total)
    return Candidate(entity, form, score, Comparison(name, form.text, score, total, tuple(evidence)))


def _with(candidate: Candidate, extra: Sequence[Evidence]) -> Candidate:
    """Return a candidate with more evidence added."""
    comparison = candidate.comparison
    evidence = [*comparison.evidence, *extra]
    return _candidate(comparison.left, candidate.entity, candidate.form, evidence, log_odds_of(evidence))


def _native_veto(ours: Units, entity: Entity) -> Evidence | None:
    """Return the term against an entity whose own native forms contradict a native query.

    王質 and 王植 sound alike, and so would match by their Latin forms; their characters tell
    them apart.
    """
    scripts = {unit.form.script for unit in ours.content}
    if len(scripts) != 1 or not scripts <= _VETO_SCRIPTS:
        return None
    native = [units_of(form.text, entity.kind) for form in forms_of(entity) if form.strength == "strong"]
    native = [units for units in native if {unit.form.script for unit in units.content} == scripts]
    if not native or any(log_odds_of(compare_units(ours, units)) > 0 for units in native):
        return None
    return Evidence("contradicting", ours.text, native[0].text, "native spelling differs", NATIVE_VETO)


def _prepared(names: Iterable[str], kind: Kind | None) -> Iterator[Units]:
    """Yield the names that can be read, made ready to be looked up."""
    for name in dict.fromkeys(names):
        with suppress(LimitError):  # said when its turn comes
            yield units_of(name, kind)


_worker: list[Resolver] = []


def _start_worker(gazetteer: Gazetteer, settings: Settings) -> None:
    _worker[:] = [Resolver(gazetteer, settings)]


def _resolve_block(names: list[str], kind: Kind | None, limit: int) -> list[Decision]:
    return list(_worker[0].resolve_many(names, kind=kind, limit=limit))
