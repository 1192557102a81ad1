"""Whether a spelling in the same script speaks for an entity, or against it.

A spelling in the same script is the better witness: Токарев and トカレフ may sound like a Tokayev to
someone who does not know how the family is written in their own letters.
"""

from __future__ import annotations

from collections.abc import Sequence

from nameresolve.gazetteer import forms_of
from nameresolve.model import Entity, Evidence, NameForm
from nameresolve.romanization.languages import likely_languages
from nameresolve.scoring import log_odds_between, units_of
from nameresolve.scoring.units import Units
from nameresolve.unicode import script_of

__all__ = ["FORMS_AN_ENTITY", "doubt", "native_veto", "witnesses"]

NATIVE_VETO = -10.0
PRECISE_SCRIPTS = frozenset({"Cyrl", "Arab", "Hebr", "Grek", "Armn", "Geor"})
CROSS_DOUBT = -7.0
CROSS_DOUBT_PRECISE = -3.0
_VETO_SCRIPTS = frozenset({"Hani", "Hang"})
FORMS_AN_ENTITY = 4
OTHER_LANGUAGE = 0.2
"""Share of the doubt that stays where the two spellings are in different languages of one script."""
_UNLIKELY = 1.0


def witnesses(ours: Units, entity: Entity, forms: Sequence[NameForm]) -> Sequence[NameForm]:
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
        return near if len(near) < len(forms) else forms
    strong = [f for f in forms_of(entity) if f.strength == "strong" and _script_of_form(f) == script]
    return strong[:FORMS_AN_ENTITY] or forms


def doubt(name: str, form: NameForm, witness: NameForm) -> Evidence:
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


def native_veto(ours: Units, entity: Entity) -> Evidence | None:
    """Return the term against an entity whose own native forms contradict a native query.

    王質 and 王植 sound alike, and so would match by their Latin forms; their characters tell
    them apart.
    """
    scripts = {unit.form.script for unit in ours.content}
    if len(scripts) != 1 or not scripts <= _VETO_SCRIPTS:
        return None
    strong = [form.text for form in forms_of(entity) if form.strength == "strong"]
    native = [units_of(text, entity.kind) for text in strong if not text.isascii()]
    native = [units for units in native if {unit.form.script for unit in units.content} == scripts]
    if not native or any(log_odds_between(ours, units) > 0 for units in native):
        return None
    return Evidence("contradicting", ours.text, native[0].text, "native spelling differs", NATIVE_VETO)
