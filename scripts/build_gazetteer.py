"""Read the entities that people edit (YAML) and compile them into the bundled gazetteer.

Every mistake is reported with its file and line, all of them at once.
"""

from __future__ import annotations

import difflib
import re
import shutil
import tomllib
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml

from nameresolve.errors import GazetteerError
from nameresolve.gazetteer import Gazetteer
from nameresolve.model import KINDS, Entity, NameForm
from nameresolve.unicode import script_of

FOLDERS = ("people", "places", "organizations")
KEYS = frozenset(
    {
        "id", "kind", "name", "countries", "born", "died", "prominence", "family", "roles", "forms", "weak",
        "demonyms", "identifiers", "sources",
    }
)  # fmt: skip
ID = re.compile(r"Q[1-9][0-9]*|geonames:[1-9][0-9]*|nr:[a-z0-9]+(?:-[a-z0-9]+)*")
DEMONYM = "demonym"
LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-[A-Z]{2}|-[a-z0-9]{4,8})?")


class _Loader(yaml.SafeLoader):
    """A loader that remembers the line of every block."""


def _with_line(loader: _Loader, node: yaml.MappingNode) -> dict[str, Any]:
    value: dict[str, Any] = {str(k): v for k, v in loader.construct_mapping(node, deep=True).items()}
    value["__line__"] = node.start_mark.line + 1
    return value


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _with_line)


def read_sources(folder: Path) -> frozenset[str]:
    """Return the keys of all declared sources; a key stands in one file only."""
    keys: dict[str, Path] = {}
    for path in sorted(folder.glob("*.toml")):
        for key in tomllib.loads(path.read_text("utf-8")):
            if key in keys:
                raise GazetteerError(f"the source {key!r} is already in {keys[key]}", file=str(path))
            keys[key] = path
    return frozenset(keys)


def read_blocks(path: Path) -> list[dict[str, Any]]:
    """Return the blocks of a YAML file, each with its line."""
    try:
        value = yaml.load(path.read_text("utf-8"), Loader=_Loader)  # noqa: S506 - a child of SafeLoader
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (None, None)
        raise GazetteerError(str(error.problem), file=str(path), line=line, column=column) from error
    if not isinstance(value, list):
        raise GazetteerError("the file is not a list of entities", file=str(path), line=1)
    return value


def _plain(value: dict[str, Any] | None) -> dict[str, Any]:
    return {key: content for key, content in (value or {}).items() if key != "__line__"}


TYPES: dict[str, type | tuple[type, ...]] = {
    "id": str, "kind": str, "name": str, "family": str, "born": int, "died": int, "prominence": (int, float),
    "countries": list, "roles": list, "sources": list, "forms": dict, "weak": dict, "demonyms": dict,
    "identifiers": dict,
}  # fmt: skip


def type_problems(block: Any) -> Iterator[str]:  # noqa: ANN401 - anything YAML can hold
    """Yield what in a block is not of the type it should be."""
    if not isinstance(block, dict):
        yield f"{block!r} is not an entity; an entity begins with '- id: ...'"
        return
    for key, wanted in TYPES.items():
        value = block.get(key)
        if value is not None and not isinstance(value, wanted):
            yield f"{key!r} is {value!r}, which is not what it should be"
        elif isinstance(value, list) and not all(isinstance(item, str) for item in value):
            yield f"{key!r} holds {value!r}, but only texts may stand there; put NO and the like in quotes"
    if block.get("family", "last") not in ("first", "last", "none"):
        yield f"family is {block['family']!r}, but must be first, last or none"


def problems(block: dict[str, Any], sources: frozenset[str]) -> Iterator[str]:
    """Yield what is wrong with a block, in words."""
    wrong_types = list(type_problems(block))
    if wrong_types:
        yield from wrong_types
        return
    for key in sorted(block.keys() - KEYS - {"__line__"}):
        near = difflib.get_close_matches(key, KEYS, 1)
        yield f"unknown key {key!r}" + (f"; did you mean {near[0]!r}?" if near else "")
    for key in ("id", "kind", "name", "forms", "sources"):
        if not block.get(key):
            yield f"{key!r} is missing"
    yield from _value_problems(block)
    for source in block.get("sources") or ():
        if source not in sources:
            yield f"the source {source!r} is declared in no file of gazetteer/sources/"
    for group in ("forms", "weak", "demonyms"):
        yield from _form_problems(_plain(block.get(group)))


def _value_problems(block: dict[str, Any]) -> Iterator[str]:
    identifier = str(block.get("id"))
    if not ID.fullmatch(identifier):
        yield f"the id {identifier!r} is neither Q..., geonames:... nor nr:<slug>"
    if block.get("kind") not in KINDS:
        yield f"unknown kind {block.get('kind')!r}; kinds are {', '.join(KINDS)}"
    if not 0 <= block.get("prominence", 0) <= 1:
        yield "prominence is not from 0 to 1"
    identifiers = _plain(block.get("identifiers"))
    if identifier.startswith("Q") and identifiers.get("wikidata", identifier) != identifier:
        yield "the id and the Wikidata identifier differ"


def _form_problems(forms: dict[str, Any]) -> Iterator[str]:
    for language, texts in forms.items():
        if not LANGUAGE.fullmatch(str(language)):
            yield f"{language!r} is no BCP 47 language tag"
        for text in texts if isinstance(texts, list) else [None]:
            if not isinstance(text, str):
                yield f"the forms in {language!r} are not a list of texts: {texts!r}"
            elif unicodedata.normalize("NFC", text).strip() != text:
                yield f"{text!r} is not in NFC or has spaces around it"


def _script(text: str) -> str:
    return next((script for script in map(script_of, text) if script != "Zyyy"), "Zyyy")


def _forms(block: dict[str, Any]) -> tuple[NameForm, ...]:
    found: dict[str, NameForm] = {}
    for group, strength, source in (
        ("forms", "strong", ""),
        ("weak", "weak", ""),
        ("demonyms", "weak", DEMONYM),
    ):
        for language, texts in _plain(block.get(group)).items():
            for text in texts:
                tag = None if language == "und" else language
                form = NameForm(text, tag, _script(text), "weak" if strength == "weak" else "strong", source)
                found.setdefault(text, form)
    return tuple(found.values())


def to_entity(block: dict[str, Any]) -> Entity:
    """Return the entity of a checked block."""
    return Entity(
        id=block["id"],
        kind=block["kind"],
        name=block["name"],
        forms=_forms(block),
        countries=tuple(block.get("countries") or ()),
        born=block.get("born"),
        identifiers={key: str(value) for key, value in sorted(_plain(block.get("identifiers")).items())},
        prominence=float(block.get("prominence", 0.0)),
        roles=tuple(block.get("roles") or ()),
        family=block.get("family", "last"),
    )


def read_entities(source: Path) -> list[Entity]:
    """Return all entities, checked and sorted by id; raises one error that lists every mistake."""
    known = read_sources(source / "sources")
    seen: dict[str, str] = {}
    mistakes: list[str] = []
    entities: list[Entity] = []
    for path in (p for folder in FOLDERS for p in sorted((source / folder).glob("*.yaml"))):
        for block in read_blocks(path):
            line = block.get("__line__", 1) if hasattr(block, "get") else 1
            place = f"{path}, line {line}"
            wrong = list(problems(block, known))
            if not wrong and block["id"] in seen:
                wrong.append(f"the id {block['id']} is already used in {seen[block['id']]}")
            if not wrong:
                seen[block["id"]] = place
            mistakes += [f"{place}: {text}" for text in wrong]
            if not wrong:
                entities.append(to_entity(block))
    if mistakes:
        raise GazetteerError("\n".join([f"{len(mistakes)} mistakes in the gazetteer:", *mistakes]))
    return sorted(entities, key=lambda entity: entity.id)


def build(source: Path, target: Path) -> Sequence[Entity]:
    """Compile the gazetteer folder `source` into the folder `target`."""
    entities = read_entities(source)
    gazetteer = Gazetteer.from_entities(entities)
    if (target / "manifest.json").is_file():
        shutil.rmtree(target)  # else it would become an edition; the package holds plain files
    gazetteer.save(target)
    return entities
