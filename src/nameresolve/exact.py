"""Names written just as they are listed, which need no search.

Two names that are the same outweigh all else by far, so that only another entity with the same name could
change such an answer. Names that are the same have the same letters, in this order or another; the index
finds all forms that have them. Where each of them reads as was asked, the answer is known.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from nameresolve.gazetteer import Gazetteer, forms_of
from nameresolve.model import Candidate, Comparison, Entity, Evidence, Kind, NameForm
from nameresolve.parsing.tokens import phrase_of
from nameresolve.scoring import compare_units, log_odds_of, probability, units_of
from nameresolve.unicode import script_of

__all__ = ["exact_candidates"]

MOST = 4
"""More entities of one name are searched for, since not all of them are compared."""


def exact_candidates(gazetteer: Gazetteer, name: str, kind: Kind | None) -> list[Candidate]:
    """Return the candidates for a name that is, letter for letter, a strong form of a few entities of a kind.

    None come back where it takes a search to tell: the name is not listed so, or a form that is written
    otherwise might be the same name.

    >>> listed = Gazetteer.from_entities([Entity("Q200881", "person", "Kassym-Jomart Tokayev")])
    >>> [found.score for found in exact_candidates(listed, "Kassym-Jomart Tokayev", "person")]
    [1.0]
    >>> exact_candidates(listed, "Kassym-Jomart Tokajew", "person")
    []
    """
    found = list(_listed(gazetteer, name))
    kinds = {entity.kind for entity, _ in found}
    if len(kinds) != 1 or (kind is not None and kind not in kinds):
        return []
    if len({entity.id for entity, _ in found}) < len(found) or not all(
        _decides(form, name) for _, form in found
    ):
        return []
    return [_candidate(name, entity, form) for entity, form in found]


def _listed(gazetteer: Gazetteer, name: str) -> Iterator[tuple[Entity, NameForm]]:
    """Yield the entities and forms that have the letters of a name, if they are few and can be compared."""
    index = gazetteer.index
    forms = index.forms_of_letters(phrase_of(name))
    if not forms or len(forms) > MOST or index.contents is None or index.contents.is_empty(forms[0]):
        return
    for number in forms:
        posting = index.posting(number)
        entity = gazetteer.entity(posting.entity)
        yield entity, forms_of(entity)[posting.ordinal]


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
