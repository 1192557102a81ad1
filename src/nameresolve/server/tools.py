"""The library as tools of the Model Context Protocol: four questions with bounded inputs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, TypeVar

import nameresolve as nr
from nameresolve.errors import MissingExtraError, NameResolveError
from nameresolve.server.answers import (
    comparison_as_json,
    decision_as_json,
    mention_as_json,
    reading_as_json,
)
from nameresolve.server.limits import Limits

try:
    from mcp.server import MCPServer
    from mcp.server.mcpserver.exceptions import ToolError
    from mcp.types import ToolAnnotations
    from pydantic import Field
except ModuleNotFoundError as error:
    raise MissingExtraError("mcp", extra="mcp") from error

__all__ = ["make_tools", "run_tools"]

T = TypeVar("T")

LIMITS = Limits(text=20_000)
"""Less than a service takes: what a tool answers goes into somebody's context."""
MOST_CANDIDATES, MOST_VARIANTS = 20, 100
_HOW = (
    "Decides which listed person, organization or place a written name stands for, in any script and "
    "romanization. A status of 'ambiguous' or 'none' is an answer: do not guess an id then."
)

NameText = Annotated[str, Field(max_length=LIMITS.name, description="A name, in any script.")]
LongText = Annotated[str, Field(max_length=LIMITS.text, description="A text that mentions names.")]
Countries = Annotated[
    list[Annotated[str, Field(pattern="^[A-Z]{2}$")]] | None,
    Field(max_length=10, description="Countries of the context, as codes such as KZ."),
]
Born = Annotated[int | None, Field(ge=-9999, le=9999, description="Year of birth, if known.")]
Language = Annotated[str | None, Field(max_length=35, description="BCP 47 tag of the language, if known.")]
FewCandidates = Annotated[int, Field(ge=1, le=MOST_CANDIDATES)]
FewVariants = Annotated[int, Field(ge=1, le=MOST_VARIANTS)]
Answer = dict[str, Any]


def make_tools(resolver: nr.Resolver) -> MCPServer:
    """Return a server of the protocol with the four tools; it only reads, and asks no other host."""
    server: MCPServer = MCPServer("nameresolve", version=nr.__version__, instructions=_HOW, log_level="ERROR")
    reading = ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)
    tool = server.tool(annotations=reading, structured_output=True)

    @tool
    def resolve(
        name: NameText,
        kind: nr.Kind | None = None,
        countries: Countries = None,
        born: Born = None,
        limit: FewCandidates = 5,
    ) -> Answer:
        """Say which listed entity a name stands for: match (with its id), ambiguous or none."""
        known = tuple(countries or ())
        decision = _told(lambda: resolver.resolve(name, kind=kind, countries=known, born=born, limit=limit))
        return decision_as_json(decision)

    @tool
    def compare(left: NameText, right: NameText, kind: nr.Kind | None = None) -> Answer:
        """Say how likely two names can belong to one entity, and what speaks for and against it."""
        return comparison_as_json(_told(lambda: nr.compare(left, right, kind=kind)), resolver.settings)

    @tool
    def variants(name: NameText, language: Language = None, limit: FewVariants = 20) -> Answer:
        """List the spellings of a name to search for, each with the convention behind it."""
        found = _told(lambda: nr.variants(name, language=language, limit=limit))
        return {"query": name, "variants": [reading_as_json(each) for each in found]}

    @tool
    def annotate(text: LongText, language: Language = None) -> Answer:
        """Find the names in a text; each mention has its place in code points and its decision."""
        mentions = _told(lambda: resolver.annotate(text, language=language))
        return {"mentions": [mention_as_json(mention) for mention in mentions]}

    return server


def run_tools(resolver: nr.Resolver) -> None:
    """Offer the tools over standard input and output until the input ends."""
    make_tools(resolver).run("stdio")


def _told(ask: Callable[[], T]) -> T:
    """Return the answer; what the library refuses is told to the model, that it can mend it."""
    try:
        return ask()
    except NameResolveError as error:
        raise ToolError(str(error)) from error
