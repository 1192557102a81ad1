"""The tools of the Model Context Protocol: the answers of the library, within bounds."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("mcp", reason="needs the extra 'mcp'")

import nameresolve as nr

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.filterwarnings("ignore")  # of the other library


def talk(*calls: tuple[str, dict[str, Any]]) -> tuple[list[Any], list[Any]]:
    """Start the command, ask it for its tools, call some, and return both."""
    from mcp import ClientSession, StdioServerParameters
    from mcp.client.stdio import stdio_client

    async def ask() -> tuple[list[Any], list[Any]]:
        environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
        command = StdioServerParameters(
            command=sys.executable, args=["-m", "nameresolve", "mcp"], env=environment
        )
        async with stdio_client(command) as streams, ClientSession(*streams) as session:
            await session.initialize()
            tools = (await session.list_tools()).tools
            return tools, [await session.call_tool(name, arguments) for name, arguments in calls]

    return asyncio.run(ask())


def value_of(result: Any) -> Any:
    assert not result.is_error, result
    return json.loads(result.content[0].text)


def test_the_tools_answer_as_the_library_does() -> None:
    text = "Qasym-Zhomart Toqaev spoke in Almaty."
    tools, results = talk(
        ("resolve", {"name": "Qasym-Zhomart Toqaev", "countries": ["KZ"]}),
        ("compare", {"left": "Tokayev", "right": "Tokarev"}),
        ("variants", {"name": "Тоқаев", "language": "kk", "limit": 5}),
        ("annotate", {"text": text}),
        ("resolve", {"name": "x" * 501}),
        ("annotate", {"text": "x" * 20_001}),
        ("resolve", {"name": "x", "countries": ["Kazakhstan"]}),
        ("variants", {"name": "x", "limit": 1000}),
    )
    assert [tool.name for tool in tools] == ["resolve", "compare", "variants", "annotate"]
    assert all(tool.annotations.read_only_hint and tool.description for tool in tools)
    resolved, compared, listed, found = (value_of(result) for result in results[:4])
    assert resolved["id"] == nr.resolve("Qasym-Zhomart Toqaev", countries=["KZ"]).entity.id
    assert compared["verdict"] == "different"
    assert [each["text"] for each in listed["variants"]] == [
        each.text for each in nr.variants("Тоқаев", language="kk", limit=5)
    ]
    assert [each["id"] for each in found["mentions"]] == ["Q200881", "Q35493"]
    assert all(result.is_error for result in results[4:])
