"""What can be wrong with an entity in a source file, said with its place."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterator

from attrs import frozen

from nameresolve.curation.blocks import Block, Mark
from nameresolve.model import KINDS

__all__ = ["Mistake", "Rules", "mistakes_in"]

KEYS = frozenset(
    {
        "id", "kind", "name", "countries", "born", "died", "prominence", "family", "roles", "forms", "weak",
        "demonyms", "identifiers", "sources",
    }
)  # fmt: skip
OWN_ID = re.compile(r"Q[1-9][0-9]*|geonames:[1-9][0-9]*|nr:[a-z0-9]+(?:-[a-z0-9]+)*")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-[A-Z]{2}|-[a-z0-9]{4,8})?")
_FORM_KEYS = frozenset({"text", "language", "script", "strength", "source"})
_TYPES: dict[str, type | tuple[type, ...]] = {
    "id": str, "kind": str, "name": str, "family": str, "born": int, "died": int, "prominence": (int, float),
    "countries": list, "roles": list, "sources": list, "forms": (dict, list), "weak": dict, "demonyms": dict,
    "identifiers": dict,
}  # fmt: skip
_COUNTRY = re.compile(r"[A-Z]{2}")


@frozen(slots=True)
class Mistake:
    """What is wrong, and where."""

    message: str
    mark: Mark


@frozen(slots=True, kw_only=True)
class Rules:
    """How strict to be: `sources` are the declared keys if each entity must name one of them.

    With `own_ids` an id must be ``Q...``, ``geonames:...`` or ``nr:<slug>``, as in the bundled gazetteer.
    With `keep_sources` each form says in its `source` what its block does under ``sources``.
    """

    own_ids: bool = False
    sources: frozenset[str] | None = None
    keep_sources: bool = True


def mistakes_in(block: Block, rules: Rules) -> Iterator[Mistake]:
    """Yield what is wrong with a block; nothing else is looked at while types are wrong."""
    found = list(_type_mistakes(block))
    if found:
        yield from found
        return
    for key in sorted(block.keys() - KEYS):
        near = difflib.get_close_matches(key, KEYS, 1)
        hint = f"; did you mean {near[0]!r}?" if near else ""
        yield Mistake(f"unknown key {key!r}{hint}", block.mark_of(key))
    needed = ["id", "kind", "name"] if rules.sources is None else ["id", "kind", "name", "forms", "sources"]
    for key in needed:
        if not block.get(key):
            yield Mistake(f"{key!r} is missing", block.mark)
    yield from _value_mistakes(block, rules)
    for group in ("forms", "weak", "demonyms"):
        forms = block.get(group)
        yield from _listed_forms(block) if isinstance(forms, list) else _form_mistakes(block, group)


def _type_mistakes(block: Block) -> Iterator[Mistake]:
    if "" in block:
        yield Mistake(f"{block['']!r} is not an entity; an entity begins with '- id: ...'", block.mark)
        return
    for key, wanted in _TYPES.items():
        value = block.get(key)
        mark = block.mark_of(key)
        if value is not None and (not isinstance(value, wanted) or isinstance(value, bool)):
            yield Mistake(f"{key!r} is {value!r}, which is not what it should be", mark)
        elif isinstance(value, list) and key != "forms" and not all(isinstance(item, str) for item in value):
            what = f"{key!r} holds {value!r}, but only texts may stand there; put NO and the like in quotes"
            yield Mistake(what, mark)
    if block.get("family", "last") not in ("first", "last", "none"):
        what = f"family is {block['family']!r}, but must be first, last or none"
        yield Mistake(what, block.mark_of("family"))


def _value_mistakes(block: Block, rules: Rules) -> Iterator[Mistake]:
    identifier = str(block.get("id"))
    if rules.own_ids and not OWN_ID.fullmatch(identifier):
        what = f"the id {identifier!r} is neither Q..., geonames:... nor nr:<slug>"
        yield Mistake(what, block.mark_of("id"))
    if block.get("kind") and block["kind"] not in KINDS:
        what = f"unknown kind {block.get('kind')!r}; kinds are {', '.join(KINDS)}"
        yield Mistake(what, block.mark_of("kind"))
    if not 0 <= (block.get("prominence") or 0) <= 1:
        yield Mistake("prominence is not from 0 to 1", block.mark_of("prominence"))
    for code in block.get("countries") or ():
        if not _COUNTRY.fullmatch(code):
            yield Mistake(f"{code!r} is no ISO 3166-1 code of two letters", block.mark_of("countries"))
    wikidata = (block.get("identifiers") or {}).get("wikidata", identifier)
    if re.fullmatch(r"Q[0-9]+", identifier) and wikidata != identifier:
        yield Mistake("the id and the Wikidata identifier differ", block.mark_of("identifiers", "wikidata"))
    for source in block.get("sources") or ():
        if rules.sources is not None and source not in rules.sources:
            what = f"the source {source!r} is declared in no file of gazetteer/sources/"
            yield Mistake(what, block.mark_of("sources"))


def _form_mistakes(block: Block, group: str) -> Iterator[Mistake]:
    for language, texts in (block.get(group) or {}).items():
        mark = block.mark_of(group, language)
        if not _LANGUAGE.fullmatch(str(language)):
            yield Mistake(f"{language!r} is no BCP 47 language tag", mark)
        for text in texts if isinstance(texts, list) else [None]:
            if not isinstance(text, str):
                yield Mistake(f"the forms in {language!r} are not a list of texts: {texts!r}", mark)
            elif problem := _text_problem(text):
                yield Mistake(problem, mark)


def _listed_forms(block: Block) -> Iterator[Mistake]:
    mark = block.mark_of("forms")
    for form in block["forms"]:
        if not isinstance(form, dict) or not isinstance(form.get("text"), str):
            yield Mistake(f"{form!r} is no form; a form is {{'text': ..., 'language': ...}}", mark)
            continue
        for key in sorted(form.keys() - _FORM_KEYS):
            yield Mistake(f"a form has the unknown key {key!r}", mark)
        if any(value is not None and not isinstance(value, str) for value in form.values()):
            yield Mistake(f"the form {form['text']!r} holds something that is no text", mark)
        if form.get("strength", "strong") not in ("strong", "weak"):
            yield Mistake(f"the strength {form['strength']!r} is neither strong nor weak", mark)
        if problem := _text_problem(form["text"]):
            yield Mistake(problem, mark)


def _text_problem(text: str) -> str:
    if not text.strip():
        return "an empty text is no form"
    if unicodedata.normalize("NFC", text).strip() != text:
        return f"{text!r} is not in NFC or has spaces around it"
    return ""
