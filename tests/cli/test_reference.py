"""The reference of the commands names every command, option, key and exit code, and no other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from nameresolve.cli import app
from nameresolve.cli.exits import ExitCode

PAGE = Path(__file__).resolve().parents[2] / "docs" / "command-line.md"


def commands(command: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    """Yield the commands with their full names; `command` is what typer makes of the application."""
    for key, inner in getattr(command, "commands", {}).items():
        yield from commands(inner, f"{name} {key}".strip())
    if not hasattr(command, "commands"):
        yield name, command


COMMANDS = dict(commands(get_command(app)))
TEXT = PAGE.read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^## (.+?)\n(.*?)(?=^## |\Z)", TEXT, re.MULTILINE | re.DOTALL))
SHARED = SECTIONS["What all commands share"]
NAMED = re.compile(r"--[a-z]+(?:-[a-z]+)*")


def options(command: Any) -> set[str]:
    found = {option for parameter in command.params for option in parameter.opts if option.startswith("--")}
    return found - {"--help"}


def test_every_command_has_a_section_and_no_other() -> None:
    assert set(SECTIONS) - {"What all commands share"} == set(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_the_usage_line_has_all_options_of_the_command(name: str) -> None:
    usage = "\n".join(re.findall(r"^    .*$", SECTIONS[name], re.MULTILINE))
    assert options(COMMANDS[name]) <= set(NAMED.findall(usage))


@pytest.mark.parametrize("name", COMMANDS)
def test_no_option_is_invented(name: str) -> None:
    assert set(NAMED.findall(SECTIONS[name])) <= options(COMMANDS[name]) | {"--json"}


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_explained(name: str) -> None:
    for option in options(COMMANDS[name]):
        assert re.search(rf"^\| `{option}[ `]", SECTIONS[name] + SHARED, re.MULTILINE), option


@pytest.mark.parametrize("name", COMMANDS)
def test_short_options_are_as_in_the_reference(name: str) -> None:
    rows = dict(re.findall(r"^\| `(--[a-z]+)[^|]*\| `(-[a-z])` \|", SECTIONS[name] + SHARED, re.MULTILINE))
    for parameter in COMMANDS[name].params:
        for short in (each for each in parameter.opts if re.fullmatch(r"-[a-z]", each) and each != "-h"):
            assert rows.get(parameter.opts[0]) == short


@pytest.mark.parametrize("code", ExitCode)
def test_every_exit_code_is_explained(code: ExitCode) -> None:
    assert f"\n| {code.value} | " in TEXT


def test_every_command_says_what_it_does() -> None:
    assert all(command.help for command in COMMANDS.values())
