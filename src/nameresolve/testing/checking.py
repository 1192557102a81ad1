"""The ready suite for a gazetteer: what should hold of every list, asked of this one.

Some entities are drawn, with a fixed seed, so that a large list is checked in bounded time and the same
list always has the same findings. What needs no answers of a resolver (two entities that nothing tells
apart) is checked of all.
"""

from __future__ import annotations

import random
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path

from attrs import define, evolve, frozen

from nameresolve.arguments import of_type, whole
from nameresolve.gazetteer import Gazetteer, forms_of
from nameresolve.model import Decision, Entity, NameForm
from nameresolve.parsing import parse
from nameresolve.resolver import Resolver
from nameresolve.romanization import variants
from nameresolve.scoring.units import CONTENT
from nameresolve.testing.letters import TYPINGS
from nameresolve.unicode import fold

__all__ = ["Finding", "check_gazetteer"]

_ENOUGH = 0.999
"""What a form must reach when it is asked for by its own spelling; 1.0 but for rounding."""
_SHOWN = 50
_TYPINGS = ("NFD", "upper case", "typographic apostrophes", "double spaces")
_ALIASES = 3
_FORMS = 4
"""Of an entity with very many forms, so many are asked for."""
_BLOCK = 20


@frozen(slots=True)
class Finding:
    """Something that does not hold of a gazetteer: which check, of whom, what was seen, what to do.

    `check` is the name of the check, `ids` are those of the entities concerned. ``str(finding)`` is for
    people.
    """

    check: str
    ids: tuple[str, ...]
    message: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.check}: {', '.join(self.ids)}: {self.message}\n    {self.remedy}"


def check_gazetteer(gazetteer: Gazetteer, *, sample: int = 200, seed: int = 0) -> list[Finding]:
    """Return what is wrong with a gazetteer; an empty list if all checks hold.

    The checks, by the name that stands in a finding:

    - ``own-spelling``: a form finds its entity, with the full score; of very many forms some are asked for.
    - ``own-name``: the name shown of an entity is not decided to be another's.
    - ``indistinguishable``: no two entities have the same forms, countries and year of birth.
    - ``typing``: how a form is typed (composed, capitals, spaces) changes no decision.
    - ``alias``: one more form never lowers the score of its entity.
    - ``deterministic``: the same question has the same answer, alone, in a batch and replayed.
    - ``saved``: saved and opened again it is the same and answers the same.

    At most `sample` entities, drawn by `seed`, are asked for; ``indistinguishable`` looks at all. A form
    with nothing to compare (punctuation, a lone particle) is passed over. Raises `SettingsError` for a sample
    under 1.

    >>> twice = [Entity("crm:1", "person", "Anna Kim"), Entity("crm:2", "person", "ANNA KIM")]
    >>> for finding in check_gazetteer(Gazetteer.from_entities(twice)):
    ...     print(finding)
    indistinguishable: crm:1, crm:2: both are written 'Anna Kim', and nothing else tells them apart
        Join them if they are one; else give a country, a year of birth, or a form of its own.
    """
    of_type(gazetteer, Gazetteer, "Give a gazetteer: Gazetteer.open(path).")
    whole(sample, "sample")
    whole(seed, "seed", least=0)
    subject = _Subject(gazetteer, sample, seed)
    checks = (_indistinguishable, _own_spelling, _own_name, _typing, _alias, _deterministic, _saved)
    return [finding for check in checks for finding in check(subject)]


@define
class _Subject:
    """A gazetteer under test, with what is drawn from it."""

    gazetteer: Gazetteer
    sample: int
    seed: int

    @cached_property
    def resolver(self) -> Resolver:
        return Resolver(self.gazetteer)

    @cached_property
    def drawn(self) -> list[Entity]:
        """The entities that are asked for, in the order of the list."""
        size = len(self.gazetteer)
        drawn = random.Random(self.seed)  # noqa: S311 - for repeating, not for secrets
        numbers = sorted(drawn.sample(range(size), min(size, self.sample)))
        return [self.gazetteer.entity(number) for number in numbers]

    @cached_property
    def forms(self) -> list[tuple[Entity, NameForm]]:
        """Some forms of each drawn entity that have something to compare."""
        return [
            (each, form) for each in self.drawn for form in forms_of(each) if _comparable(form.text, each)
        ]


def _comparable(text: str, entity: Entity) -> bool:
    return any(part.role in CONTENT for part in parse(text, kind=entity.kind).parts)


def _score(decision: Decision, entity: Entity) -> float | None:
    return next((each.score for each in decision.candidates if each.entity.id == entity.id), None)


def _names_of(entity: Entity) -> frozenset[str]:
    return frozenset(fold(form.text) for form in forms_of(entity) if form.strength == "strong")


def _indistinguishable(subject: _Subject) -> Iterator[Finding]:
    alike: dict[object, list[Entity]] = defaultdict(list)
    for entity in subject.gazetteer:
        alike[entity.kind, _names_of(entity), frozenset(entity.countries), entity.born].append(entity)
    for group in alike.values():
        if len(group) > 1:
            yield Finding(
                "indistinguishable",
                tuple(str(entity.id) for entity in group),
                f"{'both' if len(group) == 2 else 'all'} are written {group[0].name!r}, "
                "and nothing else tells them apart",
                "Join them if they are one; else give a country, a year of birth, or a form of its own.",
            )


def _own_spelling(subject: _Subject) -> Iterator[Finding]:
    for entity, form in subject.forms:
        decision = subject.resolver.resolve(form.text, kind=entity.kind, limit=_SHOWN)
        score = _score(decision, entity)
        if score is None or score < _ENOUGH:
            seen = "is not among the candidates" if score is None else f"reaches only {score:.3f}"
            yield Finding(
                "own-spelling",
                (str(entity.id),),
                f"asked for as {form.text!r}, it {seen}",
                "If very many entities share this form, it finds only some of them; make it a weak form, "
                "or list fuller names.",
            )


def _own_name(subject: _Subject) -> Iterator[Finding]:
    for entity in subject.drawn:
        decision = subject.resolver.resolve(entity.name, kind=entity.kind)
        if decision.entity is not None and decision.entity.id != entity.id:
            yield Finding(
                "own-name",
                (str(entity.id), str(decision.entity.id)),
                f"{entity.name!r} is decided to be {decision.entity.name!r}",
                "Is a form weak, or in the wrong entity? See what Resolver.explain says of the name.",
            )


def _typing(subject: _Subject) -> Iterator[Finding]:
    for entity in subject.drawn:
        plain = subject.resolver.resolve(entity.name, kind=entity.kind)
        for way in _TYPINGS:
            typed = TYPINGS[way](entity.name)
            other = subject.resolver.resolve(typed, kind=entity.kind)
            if fold(typed) == fold(entity.name) and _answer(other) != _answer(plain):
                yield Finding(
                    "typing",
                    (str(entity.id),),
                    f"{entity.name!r} is answered {_answer(plain)}, typed as {way} it is {_answer(other)}",
                    "This is an error of the library: report the name.",
                )


def _answer(decision: Decision) -> tuple[str, str | None]:
    return decision.status, str(decision.entity.id) if decision.entity else None


def _alias(subject: _Subject) -> Iterator[Finding]:
    """Ask for an entity alone, before and after it gets the spellings that schemes give its name."""
    for entity in subject.drawn[: max(1, subject.sample // 4)]:
        known = {form.text for form in forms_of(entity)}
        others = [each.text for each in variants(entity.name, limit=_ALIASES) if each.text not in known]
        if not others:
            continue
        richer = evolve(entity, forms=(*entity.forms, *(NameForm(text) for text in others)))
        for form in forms_of(entity)[:_FORMS]:
            before, after = (_alone(each, form.text) for each in (entity, richer))
            if after < before - 1e-9:
                added = ", ".join(map(repr, others))
                yield Finding(
                    "alias",
                    (str(entity.id),),
                    f"with {added} added, {form.text!r} falls from {before:.3f} to {after:.3f}",
                    "This is an error of the library: report the name.",
                )


def _alone(entity: Entity, name: str) -> float:
    return _score(Resolver(Gazetteer.from_entities([entity])).resolve(name, kind=entity.kind), entity) or 0.0


def _deterministic(subject: _Subject) -> Iterator[Finding]:
    names = [entity.name for entity in subject.drawn]
    again = Resolver(subject.gazetteer)
    together = subject.resolver.resolve_many(names, limit=5)
    for entity, in_batch in zip(subject.drawn, together, strict=True):
        explanation = subject.resolver.explain(entity.name)
        alone, replayed = again.resolve(entity.name), again.replay(explanation)
        if not alone == in_batch == replayed:
            yield Finding(
                "deterministic",
                (str(entity.id),),
                f"{entity.name!r} is answered {_answer(alone)} alone, {_answer(in_batch)} in a batch, "
                f"{_answer(replayed)} replayed",
                "This is an error of the library: report the name.",
            )


def _saved(subject: _Subject) -> Iterator[Finding]:
    with tempfile.TemporaryDirectory(prefix="nameresolve-check-") as folder:
        place = Path(folder) / "saved"
        subject.gazetteer.save(place)
        opened = Gazetteer.open(place)
        yield from _differences(subject, opened)


def _differences(subject: _Subject, opened: Gazetteer) -> Iterator[Finding]:
    remedy = "This is an error of the library: report it with the list."
    if opened.fingerprint != subject.gazetteer.fingerprint or len(opened) != len(subject.gazetteer):
        yield Finding("saved", (), "saved and opened again, it is another gazetteer", remedy)
        return
    resolver = Resolver(opened)
    for entity in _some(subject.drawn):
        if resolver.resolve(entity.name) != subject.resolver.resolve(entity.name):
            message = f"saved and opened again, {entity.name!r} has another answer"
            yield Finding("saved", (str(entity.id),), message, remedy)


def _some(entities: Sequence[Entity]) -> Sequence[Entity]:
    """Return at most so many, spread over all."""
    return entities[:: max(1, len(entities) // _BLOCK)]
