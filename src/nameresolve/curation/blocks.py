"""Blocks of a source file, YAML or JSON lines, that remember where each of their values stands."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import frozen

from nameresolve.errors import GazetteerError, MissingExtraError
from nameresolve.importers.lines import problem_of, text_lines
from nameresolve.importers.opening import open_source

if TYPE_CHECKING:
    from yaml import MappingNode, SafeLoader

__all__ = ["Block", "Mark", "read_blocks", "wrong"]


@frozen(slots=True)
class Mark:
    """A place in a file, line and column from 1."""

    line: int
    column: int


class Block(dict[str, Any]):
    """A mapping out of a source file; `mark` is where it begins, `marks` where its values do."""

    def __init__(self, values: Mapping[str, Any], mark: Mark, marks: Mapping[str, Mark]) -> None:
        super().__init__(values)
        self.mark = mark
        self.marks = marks

    def mark_of(self, *keys: str) -> Mark:
        """Return the place of a value, as deep as it is known."""
        block, mark = self, self.mark
        for key in keys:
            mark = block.marks.get(key, mark)
            inner = block.get(key)
            if not isinstance(inner, Block):
                break
            block = inner
        return mark


def read_blocks(path: Path) -> Iterator[Block]:
    """Yield the blocks of a YAML list (``.yaml``, ``.yml``) or of JSON lines (all other names).

    Raises `GazetteerError` with line, column and caret for what is not so, `MissingExtraError` for YAML
    without the package PyYAML.
    """
    if path.suffix.lower() in {".yaml", ".yml"}:
        return _yaml_blocks(path)
    return _json_blocks(path)


def _yaml_blocks(path: Path) -> Iterator[Block]:
    try:
        import yaml
    except ImportError as error:
        raise MissingExtraError("PyYAML", extra="yaml") from error
    text = _text_of(path)
    try:
        value = yaml.load(text, Loader=_loader())  # noqa: S506 - a child of SafeLoader
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        place = Mark(mark.line + 1, mark.column + 1) if mark else None
        raise wrong(str(error.problem), path, place, text.splitlines()) from error
    except yaml.YAMLError as error:  # a character that YAML does not allow
        raise GazetteerError(str(error), file=str(path)) from error
    if not isinstance(value, list):
        raise GazetteerError("the file is not a list of entities", file=str(path), line=1)
    for each in value:
        yield each if isinstance(each, Block) else Block({"": each}, Mark(1, 1), {})


def _text_of(path: Path) -> str:
    with open_source(path) as stream:
        lines = list(text_lines(stream, str(path)))
    for number, line in enumerate(lines, start=1):
        if problem := problem_of(line):
            raise GazetteerError(problem, file=str(path), line=number, remedy="Save the file as UTF-8.")
    return "".join(lines)


def _loader() -> type[SafeLoader]:
    import yaml

    class Loader(yaml.SafeLoader):
        """Remembers where every value begins, and refuses a key that stands twice."""

    def construct(loader: yaml.SafeLoader, node: MappingNode) -> Block:
        marks: dict[str, Mark] = {}
        for key, value in node.value:
            name = str(loader.construct_object(key, deep=True))
            if name in marks:
                raise yaml.constructor.ConstructorError(
                    None, None, f"the key {name!r} stands twice", key.start_mark
                )
            marks[name] = Mark(value.start_mark.line + 1, value.start_mark.column + 1)
        values = {str(key): value for key, value in loader.construct_mapping(node, deep=True).items()}
        return Block(values, Mark(node.start_mark.line + 1, node.start_mark.column + 1), marks)

    Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, construct)
    return Loader


def _json_blocks(path: Path) -> Iterator[Block]:
    with open_source(path) as stream:
        for number, raw in enumerate(text_lines(stream, str(path)), start=1):
            line = raw.rstrip("\r\n")
            if not line.strip():
                continue
            if problem := problem_of(line):
                raise GazetteerError(problem, file=str(path), line=number, remedy="Save the file as UTF-8.")
            yield _json_block(line, number, path)


def _json_block(line: str, number: int, path: Path) -> Block:
    try:
        value = json.loads(line)
    except json.JSONDecodeError as error:
        problem = f"not JSON: {error.msg}"
        if number == 1 and path.suffix in (".csv", ".tsv"):
            problem += " (a table is imported: nameresolve gazetteer import csv)"
        raise wrong(problem, path, Mark(number, error.colno), [line], number) from error
    except (ValueError, RecursionError) as error:
        raise wrong(f"not JSON: {error}", path, Mark(number, 1), [line], number) from error
    if not isinstance(value, dict):
        raise wrong("not a JSON object", path, Mark(number, 1), [line], number)
    return _marked(value, line, 0, number)


def _marked(value: dict[str, Any], line: str, start: int, number: int) -> Block:
    marks: dict[str, Mark] = {}
    values: dict[str, Any] = {}
    for key, content in value.items():
        found = re.compile(re.escape(json.dumps(key, ensure_ascii=False)) + r"\s*:\s*").search(line, start)
        place = found.end() if found else start
        marks[key] = Mark(number, place + 1)
        values[key] = _marked(content, line, place, number) if isinstance(content, dict) else content
    return Block(values, Mark(number, start + 1), marks)


def wrong(
    message: str, path: Path, mark: Mark | None, lines: list[str], first: int = 1, remedy: str | None = None
) -> GazetteerError:
    """Return the error for a place; `lines` begin with the line number `first`."""
    if mark is None or not first <= mark.line < first + len(lines):
        line = mark.line if mark else None
        return GazetteerError(message, file=str(path), line=line, remedy=remedy)
    text = lines[mark.line - first]
    return GazetteerError(
        message, file=str(path), line=mark.line, column=mark.column, source_line=text, remedy=remedy
    )
