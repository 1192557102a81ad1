"""Legal forms of two bodies: the same, of one class, or of two."""

from __future__ import annotations

from functools import lru_cache

from nameresolve.model import Relation
from nameresolve.parsing.lexicon import entries, longest

__all__ = ["legal_relation"]


def legal_relation(
    ours: tuple[str, ...], theirs: tuple[str, ...]
) -> tuple[Relation, tuple[tuple[str, float], ...]]:
    """Return how the legal forms of two bodies relate, by their words, and what weighs of it.

    >>> legal_relation(("co", "ltd"), ("limited",))[0], legal_relation(("gmbh",), ("jsc",))[0]
    ('equivalent', 'contradicting')
    """
    if ours == theirs:
        return "same", (("legal_form_agrees", 1.0),)
    a, b = (_forms_and_classes(words) for words in (ours, theirs))
    if a[0] & b[0]:
        return "equivalent", (("legal_form_agrees", 1.0),)
    if not a[1] or not b[1] or a[1] & b[1]:
        return "equivalent", ()
    return "contradicting", (("legal_form_contradicts", 1.0),)


@lru_cache(maxsize=1 << 12)
def _forms_and_classes(words: tuple[str, ...]) -> tuple[frozenset[str], frozenset[str]]:
    """Return the legal forms that words stand for, and their classes but for that of a mere company.

    "Co" beside another form says nothing: a Co. Ltd. is an Ltd.
    """
    forms: set[str] = set()
    classes: set[str] = set()
    at = 0
    while at < len(words):
        count = longest("legal_forms", words, at) or 1
        name = " ".join(words[at : at + count])
        form, kind = entries("legal_forms").get(name, (name, ""))
        forms.add(form)
        classes.add(kind)
        at += count
    classes -= {"company", ""}
    return frozenset(forms - {"co"} or forms), frozenset(classes)
