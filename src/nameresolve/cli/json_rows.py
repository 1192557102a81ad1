"""JSON lines: one object a line, which grows by the new keys and is otherwise left as it is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from nameresolve.cli.answers import Added, Answer
from nameresolve.cli.columns import Columns, find_column, question_from, refuse_clash
from nameresolve.cli.inputs import source_name
from nameresolve.cli.rows import Row, TableOptions, TextTable
from nameresolve.cli.text_lines import broken_text
from nameresolve.errors import FormatError

__all__ = ["cells_of", "open_jsonl"]

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def open_jsonl(
    lines: Iterable[str], head: Sequence[str], path: str, options: TableOptions, mark: str, encoding: str
) -> TextTable:
    """Return the table of JSON lines; `head` are the first of the lines.

    Raises `FormatError` when a key that is wanted is in none of the first objects, or one that is to be
    added is there already.
    """
    source = source_name(path)
    titles = options.columns.named
    if not titles.keys() & {"name", "family"}:
        raise FormatError(f"{source}: which key holds the names?\nSay it with --column NAME.")
    readable = [value for value, problem in map(_parse_object, head) if not problem and value is not None]
    keys = list(dict.fromkeys(key for value in readable for key in value))
    refuse_clash(keys, options.added.names, source)
    for title in titles.values() if readable else ():
        if title not in keys:
            find_column(keys, title, source)
    rows = (_json_row(number, raw, options, encoding) for number, raw in enumerate(lines, start=1))
    return TextTable("jsonl", mark, "", "", rows, partial(_extend, options.added), encoding)


def _parse_object(raw: str, encoding: str = "utf-8") -> tuple[dict[str, Any] | None, str]:
    """Return the JSON object of a line (None for a blank line) and what is wrong with it."""
    if problem := broken_text(raw, encoding):
        return None, problem
    if not raw.strip():
        return None, ""
    try:
        value = json.loads(raw)
    except (ValueError, RecursionError) as error:
        return None, f"not JSON: {error}"
    return (value, "") if isinstance(value, dict) else (None, "not a JSON object")


def _json_row(number: int, raw: str, options: TableOptions, encoding: str) -> Row:
    value, problem = _parse_object(raw, encoding)
    if value is None:
        return Row(number, raw, None, problem)
    clash = next((key for key in options.added.names if key in value), None)
    if clash:
        return Row(number, raw, None, f"it already has a key {clash!r}")
    cells = cells_of(value, options.columns)
    found = cells if isinstance(cells, str) else question_from(cells, options.kind)
    return Row(number, raw, None, found) if isinstance(found, str) else Row(number, raw, found)


def cells_of(value: Mapping[str, Any], columns: Columns) -> dict[str, str] | str:
    """Return the texts of the columns that are read, or what is wrong with one of them.

    What is missing is an empty text. A year may be a number, countries may be a list.

    >>> cells_of({"n": "Toqaev", "y": 1953, "c": ["KZ"]}, Columns(name="n", born="y", country="c"))
    {'name': 'Toqaev', 'country': 'KZ', 'born': '1953'}
    """
    cells: dict[str, str] = {}
    for role, title in columns.named.items():
        found = value.get(title)
        if role == "born" and found is not None and not isinstance(found, bool | list | dict):
            found = str(found)
        if role == "country" and isinstance(found, list):
            found = ",".join(map(str, found))
        if not isinstance(found, str | None):
            return f"the value of {title!r} is not a text"
        if found and _LONE_SURROGATE.search(found):
            return f"the value of {title!r} holds half a character (a lone surrogate)"
        cells[role] = found or ""
    return cells


def _extend(added: Added, raw: str, answer: Answer) -> str:
    fields = dict(zip(added.names, added.values(answer), strict=True))
    text = json.dumps(fields, ensure_ascii=False)[1:-1]
    end = raw.rindex("}")
    separator = "" if raw[:end].rstrip().endswith("{") else ", "
    return raw[:end] + separator + text + raw[end:]
