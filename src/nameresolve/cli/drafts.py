"""Clusters as a source file of a gazetteer, for people to go on with."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from nameresolve.model import Kind
from nameresolve.parsing import guess_kind

if TYPE_CHECKING:
    from nameresolve import Cluster

__all__ = ["drafted"]

_HEAD = """\
# Drafted from a list of names: an entity a cluster. Check the kinds and what is marked as doubtful, join what
# belongs together, take apart what does not, give ids of your own. Then: nameresolve gazetteer build
"""


def drafted(clusters: Sequence[Cluster], kind: Kind | None) -> str:
    """Return the clusters as YAML, in their order; the same clusters give the same text.

    Where no kind is known, each entity has the one that its name looks like.
    """
    return _HEAD + "".join(line for each in clusters for line in _entity(each, kind))


def _entity(cluster: Cluster, kind: Kind | None) -> Iterator[str]:
    yield f"\n- id: {_id(cluster.name)}\n  kind: {kind or guess_kind(cluster.name)}\n"
    yield f"  name: {_text(cluster.name)}\n"
    others = [name for name in cluster.members if name != cluster.name]
    if others:
        yield "  forms:\n    und:\n"
        yield from (f"    - {_text(name)}\n" for name in others)
    for doubt in cluster.review:
        yield f"  # doubtful: {_text(doubt.other)} fits {_text(doubt.name)} by {doubt.score:.2f}\n"


def _id(name: str) -> str:
    """Return an id that depends on the name alone, so that drafts of one list agree."""
    return f"nr:draft-{hashlib.sha256(name.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}"


def _text(name: str) -> str:
    return json.dumps(name, ensure_ascii=False)  # which is YAML too
