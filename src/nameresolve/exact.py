"""Names written just as they are listed, which need no search.

Two names that are the same outweigh all else by far, so that only another entity with the same name could
change such an answer. Names that are the same have the same letters, in this order or another; the index
finds all forms that have them. Where each of them reads as was asked, the answer is known.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

import numpy as np

from nameresolve.gazetteer import Gazetteer, forms_of
from nameresolve.model import Candidate, Comparison, Entity, Evidence, Kind, NameForm
from nameresolve.parsing.tokens import phrase_of
from nameresolve.scoring import compare_units, log_odds_of, probability, units_of
from nameresolve.unicode import script_of

__all__ = ["exact_candidates"]

Listed = tuple[Entity, NameForm]
"""An entity and one of its forms."""

MOST = 4
"""More entities of one name are searched for, since not all of them are compared."""


def exact_candidates(
    gazetteer: Gazetteer, names: Sequence[str], kind: Kind | None
) -> Iterator[tuple[str, list[Candidate]]]:
    """Yield the candidates for those names that are, letter for letter, strong forms of a few of a kind.

    A name is left out where it takes a search to tell: it is not listed so, or a form that is written
    otherwise might be the same name.

    >>> listed = Gazetteer.from_entities([Entity("Q200881", "person", "Kassym-Jomart Tokayev")])
    >>> asked = ["Kassym-Jomart Tokayev", "Kassym-Jomart Tokajew"]
    >>> [(name, found[0].score) for name, found in exact_candidates(listed, asked, "person")]
    [('Kassym-Jomart Tokayev', 1.0)]
    """
    for name, found in _listed(gazetteer, names):
        entity, form = found[0]
        if kind is not None and entity.kind != kind:
            continue
        if len(found) == 1:
            if _decides(form, name):
                yield name, [_candidate(name, entity, form)]
        elif _are_one_name(name, found):
            yield name, [_candidate(name, entity, form) for entity, form in found]


def _are_one_name(name: str, found: Sequence[Listed]) -> bool:
    """Return whether a name is just what several entities of one kind are called, each once."""
    kinds, ids = {entity.kind for entity, _ in found}, {entity.id for entity, _ in found}
    return len(kinds) == 1 and len(ids) == len(found) and all(_decides(form, name) for _, form in found)


def _listed(gazetteer: Gazetteer, names: Sequence[str]) -> Iterator[tuple[str, list[Listed]]]:
    """Yield names with the entities and forms of the same letters, if they are few and can be compared."""
    index = gazetteer.index
    contents = index.contents
    if contents is None:
        return
    which, forms = index.forms_of_letters([phrase_of(name) for name in names])
    counts = np.bincount(which, minlength=len(names))
    ends = np.cumsum(counts)
    some = (counts > 0) & (counts <= MOST)
    some[some] = ~contents.are_empty(forms[(ends - counts)[some]])
    kept = some[which]
    entities = gazetteer.entities(index.entities_of(forms[kept]).tolist())
    listed = [
        (entity, forms_of(entity)[ordinal])
        for entity, ordinal in zip(entities, index.ordinals_of(forms[kept]).tolist(), strict=True)
    ]
    start = 0
    for place in np.flatnonzero(some).tolist():
        end = start + int(counts[place])
        yield names[place], listed[start:end]
        start = end


def _candidate(name: str, entity: Entity, form: NameForm) -> Candidate:
    evidence, log_odds = _same_name(entity.kind)
    terms = tuple(
        Evidence("same", name, name, term.rule, term.contribution) if term.relation == "same" else term
        for term in evidence
    )
    score = probability(log_odds)
    return Candidate(entity, form, score, Comparison(name, form.text, score, log_odds, terms))


def _decides(form: NameForm, name: str) -> bool:
    return form.text == name and form.strength == "strong" and _in_one_script(form)


def _in_one_script(form: NameForm) -> bool:
    """Return whether a form is in one script, and is not said to be in another one.

    Where there are several, spellings in one of them may speak against the entity.
    """
    text = form.text
    if text.isascii():
        return form.script in (None, "Latn") and any(map(str.isalpha, text))
    scripts = {script_of(letter) for letter in text} - {"Zyyy"}
    return len(scripts) == 1 and (form.script is None or form.script in scripts)


@cache
def _same_name(kind: Kind) -> tuple[tuple[Evidence, ...], float]:
    """Return the evidence that two names of a kind are the same, whatever the name, and its sum."""
    any_name = units_of("Kassym Tokayev", kind)
    evidence = compare_units(any_name, any_name)
    return tuple(evidence), log_odds_of(evidence)
