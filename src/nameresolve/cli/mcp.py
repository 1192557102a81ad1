"""``nameresolve mcp``: the library as tools for agents, over standard input and output."""

from __future__ import annotations

from nameresolve.cli.exits import ExitCode
from nameresolve.cli.options import GazetteerOption, ThresholdOption, load_resolver

__all__ = ["mcp_command"]


def mcp_command(gazetteer: GazetteerOption = None, threshold: ThresholdOption = None) -> ExitCode:
    """Offer resolve, compare, variants and annotate as tools of the Model Context Protocol.

    A client starts this command and speaks with it over standard input and output; it ends with its
    input.
    """
    from nameresolve.server.tools import run_tools

    run_tools(load_resolver(gazetteer, threshold))
    return ExitCode.OK
