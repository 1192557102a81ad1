"""Source files of a gazetteer: entities as people edit them, in YAML or one a line in JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from nameresolve.curation.blocks import Block, Mark, read_blocks, wrong
from nameresolve.curation.checks import Mistake, Rules, mistakes_in
from nameresolve.errors import GazetteerError
from nameresolve.importers.spellings import script_code
from nameresolve.model import Entity, NameForm, Strength

__all__ = ["DEMONYM", "all_mistakes", "read_source", "read_sources", "source_line", "to_entity"]

DEMONYM = "demonym"
_MOST_TOLD = 100


def to_entity(block: Block, *, keep_sources: bool = False) -> Entity:
    """Return the entity of a block without mistakes; its forms may say the sources of the block."""
    forms = block.get("forms")
    source = ", ".join(block.get("sources") or ()) if keep_sources else ""
    return Entity(
        id=block["id"],
        kind=block["kind"],
        name=block["name"],
        forms=_listed(forms, source) if isinstance(forms, list) else _grouped(block, source),
        countries=tuple(block.get("countries") or ()),
        born=block.get("born"),
        identifiers={key: str(value) for key, value in sorted((block.get("identifiers") or {}).items())},
        prominence=float(block.get("prominence") or 0.0),
        roles=tuple(block.get("roles") or ()),
        family=block.get("family", "last"),
    )


def _grouped(block: Block, source: str) -> tuple[NameForm, ...]:
    found: dict[str, NameForm] = {}
    groups: tuple[tuple[str, Strength, str], ...] = (
        ("forms", "strong", source),
        ("weak", "weak", source),
        ("demonyms", "weak", DEMONYM),
    )
    for group, strength, origin in groups:
        for language, texts in (block.get(group) or {}).items():
            for text in texts:
                tag = None if language == "und" else language
                found.setdefault(text, NameForm(text, tag, script_code(text), strength, origin))
    return tuple(found.values())


def _listed(forms: list[dict[str, Any]], source: str) -> tuple[NameForm, ...]:
    return tuple(
        NameForm(
            form["text"],
            form.get("language"),
            form.get("script") or script_code(form["text"]),
            form.get("strength") or "strong",
            form.get("source") or source,
        )
        for form in forms
    )


def source_line(entity: Entity) -> str:
    """Return the entity as a line of a JSON source, without what is empty and without line break.

    >>> source_line(Entity("crm:17", "person", "Yulia Shcherbakova", countries=("KZ",)))
    '{"id":"crm:17","kind":"person","name":"Yulia Shcherbakova","countries":["KZ"]}'
    """
    value: dict[str, Any] = {"id": entity.id, "kind": entity.kind, "name": entity.name}
    value["countries"] = list(entity.countries)
    value["born"] = entity.born
    value["prominence"] = entity.prominence
    value["family"] = "" if entity.family == "last" else entity.family
    value["roles"] = list(entity.roles)
    value["identifiers"] = dict(entity.identifiers)
    value["forms"] = [_form_object(form) for form in entity.forms]
    kept = {
        key: content for key, content in value.items() if content or (key == "born" and content is not None)
    }
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))


def _form_object(form: NameForm) -> dict[str, str]:
    value = {"text": form.text, "language": form.language, "script": form.script, "source": form.source}
    kept = {key: content for key, content in value.items() if content}
    if form.strength == "weak":
        kept["strength"] = "weak"
    return kept


def read_source(path: Path, rules: Rules | None = None) -> Iterator[tuple[Entity, Mark]]:
    """Yield the entities of one file with their places.

    Raises `GazetteerError` that tells all mistakes of the file, each with line, column and caret.
    """
    rules = rules or Rules()
    mistakes: list[Mistake] = []
    broken: list[GazetteerError] = []
    for block in _readable_blocks(path, broken):
        mistakes += mistakes_in(block, rules)
        if not mistakes:
            yield to_entity(block, keep_sources=rules.keep_sources), block.mark
        if len(mistakes) > _MOST_TOLD:
            break
    if mistakes or broken:
        raise all_mistakes([*_told(path, mistakes), *broken])


def _readable_blocks(path: Path, broken: list[GazetteerError]) -> Iterator[Block]:
    """Yield blocks up to the first that cannot be read at all."""
    try:
        yield from read_blocks(path)
    except GazetteerError as error:
        broken.append(error)


def _told(path: Path, mistakes: list[Mistake]) -> list[GazetteerError]:
    wanted = {mistake.mark.line for mistake in mistakes}
    with path.open(encoding="utf-8", errors="replace", newline="\n") as stream:
        lines = {
            number: line.rstrip("\r\n") for number, line in enumerate(stream, start=1) if number in wanted
        }
    return [
        wrong(each.message, path, each.mark, [lines.get(each.mark.line, "")], each.mark.line)
        for each in mistakes
    ]


def all_mistakes(told: Sequence[GazetteerError]) -> GazetteerError:
    """Return one error that tells several; a single one is returned as it is."""
    if len(told) == 1:
        return told[0]
    shown = [str(each) for each in told[:_MOST_TOLD]]
    more = [f"and {len(told) - _MOST_TOLD} more"] if len(told) > _MOST_TOLD else []
    return GazetteerError("\n".join([f"{len(told)} mistakes in the gazetteer:", *shown, *more]))


def read_sources(paths: Iterable[Path], rules: Rules | None = None) -> Iterator[Entity]:
    """Yield the entities of several files; an id that occurs twice is a mistake.

    Raises one `GazetteerError` with every mistake of every file.
    """
    seen: dict[str, str] = {}
    errors: list[GazetteerError] = []
    for path in paths:
        for entity, mark in _readable(path, rules, errors):
            if entity.id in seen:
                earlier = f"the id {entity.id} is already used in {seen[entity.id]}"
                errors.append(wrong(earlier, path, mark, []))
                continue
            seen[entity.id] = f"{path}, line {mark.line}"
            yield entity
    if errors:
        raise all_mistakes(errors)


def _readable(path: Path, rules: Rules | None, errors: list[GazetteerError]) -> Iterator[tuple[Entity, Mark]]:
    try:
        yield from read_source(path, rules)
    except GazetteerError as error:
        errors.append(error)
