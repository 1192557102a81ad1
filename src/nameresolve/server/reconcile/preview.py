"""Small HTML pages about one entity: the preview, the flyout, and what its address shows."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

import nameresolve as nr
from nameresolve.server.reconcile.results import describe

__all__ = ["HEIGHT", "WIDTH", "entity_page", "flyout"]

WIDTH, HEIGHT = 440, 260
"""The room that a client is asked to give to a preview, in pixels."""
_FEW = 12


def entity_page(entity: nr.Entity, style: str, *, whole: bool) -> str:
    """Return a page about an entity; a preview, which is not the `whole`, shows a few of its names."""
    name = escape(entity.name)
    forms = entity.forms if whole else entity.forms[:_FEW]
    left = len(entity.forms) - len(forms)
    rows = "".join(_row(form) for form in forms)
    more = f"<p>and {left} more names</p>" if left else ""
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{name}</title>'
        '<meta name="viewport" content="width=device-width">'
        f'<link rel="stylesheet" href="{escape(style)}"></head><body class="entity"><main>'
        f"<h1>{name}</h1><p>{escape(describe(entity))}</p>"
        f"<dl>{''.join(_facts(entity))}</dl>"
        f"<h2>Names</h2><ul class='forms'>{rows}</ul>{more}</main></body></html>"
    )


def _facts(entity: nr.Entity) -> Iterator[str]:
    facts = [("Id", str(entity.id)), ("Kind", entity.kind)]
    facts += [("Role", role) for role in entity.roles[1:]]
    facts += [(key.capitalize(), value) for key, value in entity.identifiers.items()]
    for term, value in facts:
        yield f"<dt>{escape(term)}</dt><dd>{escape(value)}</dd>"


def _row(form: nr.NameForm) -> str:
    tag = f' lang="{escape(form.language)}"' if form.language else ""
    note = f" <small>{escape(form.language)}</small>" if form.language else ""
    return f"<li><bdi{tag}>{escape(form.text)}</bdi>{note}</li>"


def flyout(title: str, text: str) -> str:
    """Return a short piece of HTML about a suggestion.

    >>> flyout("Person", "A <human> being.")
    '<p><strong>Person</strong></p><p>A &lt;human&gt; being.</p>'
    """
    return f"<p><strong>{escape(title)}</strong></p><p>{escape(text)}</p>"
