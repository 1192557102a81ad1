"""Annotated texts as one HTML page that needs nothing else: no network, no other file.

All that comes from the texts is escaped, and the page's own content security policy lets nothing run but
its own script, so that a hostile text stays text.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from html import escape
from importlib import resources
from pathlib import Path

from nameresolve.cli.entity_rows import EntityRow, Found, entity_rows, subject
from nameresolve.cli.inputs import source_name
from nameresolve.cli.phrases import counted
from nameresolve.model import Mention

__all__ = ["html_page"]

_LEGEND = (
    ("person", "person"), ("organization", "organization"), ("place", "place"), ("open", "not decided"),
)  # fmt: skip
_COLUMNS = (
    ("Entity", "no", ""),
    ("Kind", "no", ""),
    ("Mentions", "yes", ""),
    ("Spellings seen", "yes", ' class="wide"'),
    ("Documents", "yes", ' class="wide"'),
)
_KINDS = frozenset({"person", "organization", "place", "other"})
_FORBIDDEN = dict.fromkeys((*range(9), 11, *range(14, 32), *range(127, 160)), "\N{REPLACEMENT CHARACTER}")
_SHOWN_DOCUMENTS = 3
_FOOTER = (
    "Made with nameresolve. Hover over a mention, or move to it with the Tab key, for the reason;"
    " choose a row of the table to see its mentions alone."
)


@cache
def _asset(name: str) -> str:
    return (resources.files("nameresolve.cli") / "page" / name).read_text("utf-8")


def _digest(content: str) -> str:
    """Return the hash by which a content security policy knows a script or a style."""
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()


def _safe(text: str) -> str:
    """Return a text that may stand in HTML, in an attribute too."""
    cleaned = text.translate(_FORBIDDEN)
    return escape("".join("\N{REPLACEMENT CHARACTER}" if "\ud800" <= c <= "\udfff" else c for c in cleaned))


def html_page(found: Sequence[Found], *, title: str) -> str:
    """Return the page: a legend, a table of the entities, the texts with their mentions highlighted."""
    rows = entity_rows(found)
    numbers = {(row.id, row.name): number for number, row in enumerate(rows)}
    seen: set[int] = set()
    style, script = _asset("page.css"), _asset("page.js")
    policy = (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}';"
        " base-uri 'none'; form-action 'none'"
    )
    mentions = sum(len(each.mentions) for each in found)
    counts = (
        f"{counted(mentions, 'mention')} of {counted(len(rows), 'entity', 'entities')}"
        f" in {counted(len(found), 'document')}"
    )
    parts = [
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n",
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n',
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n',
        '<meta name="referrer" content="no-referrer">\n',
        f"<title>{_safe(title)}</title>\n<style>{style}</style>\n</head>\n<body>\n",
        f"<header><h1>{_safe(title)}</h1>\n<p class=\"counts\">{counts}</p>\n{_legend()}</header>\n",
        f"<main>\n{_table(rows) if rows else ''}",
        *(_document(each, numbers, seen) for each in found),
        f"</main>\n<footer>{_FOOTER}</footer>\n<script>{script}</script>\n</body>\n</html>\n",
    ]  # fmt: skip
    return "".join(parts)


def _legend() -> str:
    items = "".join(f'<li><mark class="{kind}">{label}</mark></li>' for kind, label in _LEGEND)
    return f'<ul class="legend" aria-label="Legend">{items}</ul>\n'


def _table(rows: Sequence[EntityRow]) -> str:
    heads = "".join(
        f'<th scope="col" data-numbers="{numbers}"{wide}><button type="button">{label}</button></th>'
        for label, numbers, wide in _COLUMNS
    )
    body = "\n".join(_row(row, number) for number, row in enumerate(rows))
    return (
        '<section><h2>Entities</h2>\n<div class="scroll"><table>\n'
        f"<thead><tr>{heads}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table></div></section>\n"
    )


def _row(row: EntityRow, number: int) -> str:
    name = f'<a href="#e{number}"><bdi>{_safe(row.name)}</bdi></a>'
    id_ = f"<br><code>{_safe(row.id)}</code>" if row.id else ""
    spellings = "".join(
        f'<span class="spelling"><bdi>{_safe(each.text)}</bdi> <small>×{each.count}'
        f"{' · ' + _safe(each.convention) if each.convention else ''}</small></span>"
        for each in row.spellings
    )
    names = [_safe(Path(source_name(file)).name) for file in row.documents]
    more = len(names) - _SHOWN_DOCUMENTS
    documents = ", ".join(names[:_SHOWN_DOCUMENTS]) + (f" and {more} more" if more > 0 else "")
    return (
        f'<tr data-entity="{number}"><td data-value="{_safe(row.name)}">{name}{id_}</td>'
        f'<td data-value="{row.kind}">{row.kind or "not decided"}</td>'
        f'<td class="number" data-value="{row.count}">{row.count}</td>'
        f'<td class="spellings" data-value="{len(row.spellings)}">{spellings}</td>'
        f'<td data-value="{len(row.documents)}">{len(names)} <span class="files">{documents}</span></td></tr>'
    )


def _document(found: Found, numbers: Mapping[tuple[str, str], int], seen: set[int]) -> str:
    count = counted(len(found.mentions), "mention")
    text = "".join(_marked(found, numbers, seen))
    return (
        f"<section><h2>{_safe(source_name(found.file))} <small>{count}</small></h2>\n"
        f'<div class="text" dir="auto">{text}</div></section>\n'
    )


def _marked(found: Found, numbers: Mapping[tuple[str, str], int], seen: set[int]) -> Iterator[str]:
    """Yield the text with each mention marked; the first mention of an entity can be linked to."""
    at = 0
    for mention in found.mentions:
        number = numbers[subject(mention.decision)[:2]]
        yield _safe(found.text[at : mention.start])
        yield _mark(mention, number, "" if number in seen else f' id="e{number}"')
        seen.add(number)
        at = mention.end
    yield _safe(found.text[at:])


def _mark(mention: Mention, number: int, anchor: str) -> str:
    decision = mention.decision
    id_, name, kind = subject(decision)
    sort = kind if decision.status == "match" and kind in _KINDS else "open"
    tip = f"{name}{' · ' + id_ if id_ else ''} · {decision.status} {decision.score:.2f}\n{decision.reason}"
    return (
        f'<mark class="{sort}"{anchor} tabindex="0" data-entity="{number}" data-tip="{_safe(tip)}"'
        f' aria-label="{_safe(f"{mention.text}: {tip}")}">{_safe(mention.text)}</mark>'
    )
