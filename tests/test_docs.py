"""What README and docs say is so: their Python runs, their commands exist, their links lead somewhere."""

from __future__ import annotations

import doctest
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted(
    [*ROOT.glob("*.md"), *(ROOT / "examples").glob("*.md")]
    + [page for page in (ROOT / "docs").rglob("*.md") if "_build" not in page.parts]
)
DOCTEST_FLAGS = doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS

FENCE = re.compile(
    r"^(?P<indent> *)```+(?P<language>[\w{}-]*)[^\n]*\n(?P<body>.*?)^(?P=indent)```+ *$",
    re.MULTILINE | re.DOTALL,
)
INLINE = re.compile(r"`(nameresolve [^`\n]+)`")
LINK = re.compile(r"(?<!!)\[[^\]]+\]\(([^)\s]+)\)")
NOT_AN_ARGUMENT = re.compile(r"[|<>;&]")


def short(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def fences(page: Path, *languages: str) -> Iterator[tuple[int, str]]:
    """Yield line number and text of the fenced blocks in one of the languages."""
    text = page.read_text(encoding="utf-8")
    for match in FENCE.finditer(text):
        if match["language"] in languages:
            yield text.count("\n", 0, match.start()) + 2, match["body"]


def has_python(page: Path) -> bool:
    return any(True for _ in fences(page, "python", "pycon"))


def run_session(code: str, names: dict[str, object], page: Path, line: int) -> None:
    test = doctest.DocTestParser().get_doctest(code, {}, short(page), short(page), line)
    test.globs = names
    report: list[str] = []
    runner = doctest.DocTestRunner(optionflags=DOCTEST_FLAGS)
    runner.run(test, out=report.append, clear_globs=False)
    assert runner.failures == 0, "".join(report)


@pytest.mark.parametrize("page", [page for page in PAGES if has_python(page)], ids=short)
def test_the_python_of_a_page_runs(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The blocks of one page run in order and share their names, in a folder with the examples."""
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {"__name__": "__main__"}
    for line, code in fences(page, "python", "pycon"):
        if ">>>" in code:
            run_session(code, names, page, line)
        else:
            exec(compile("\n" * (line - 1) + code, short(page), "exec"), names)


def commands_of(page: Path) -> list[str]:
    """Return every `nameresolve ...` that a page shows, in blocks and in running text."""
    text = page.read_text(encoding="utf-8").replace("\\\n", " ")
    found = INLINE.findall(text)
    for line in text.splitlines():
        bare = line.strip().removeprefix("$ ")
        if bare.startswith("nameresolve ") and line.startswith(("    ", "$ ", "nameresolve ")):
            found.append(bare)
    return found


def arguments(command: str) -> list[str]:
    words = shlex.split(command, comments=True)[1:]
    for position, word in enumerate(words):
        if NOT_AN_ARGUMENT.fullmatch(word[:1]):
            return words[:position]
    return words


def check_command(command: str) -> None:
    """Follow the words of a command to its subcommand; every option must be known there."""
    from nameresolve.cli import app

    at: Any = get_command(app)
    words = arguments(command)
    while words and hasattr(at, "commands") and not words[0].startswith("-"):
        name = words.pop(0)
        assert name in at.commands, f"{command!r}: there is no command {name!r}"
        at = at.commands[name]
    known = {option for parameter in at.params for option in (*parameter.opts, *parameter.secondary_opts)}
    known |= {"--help", "-h"}
    used = {word.split("=")[0] for word in words if word.startswith("-") and word != "-"}
    assert used <= known, f"{command!r}: unknown options {sorted(used - known)}"


COMMANDS = [(short(page), command) for page in PAGES for command in commands_of(page)]


@pytest.mark.parametrize(("page", "command"), COMMANDS)
def test_every_command_shown_exists(page: str, command: str) -> None:
    check_command(command)


def targets(page: Path) -> Iterator[str]:
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    for target in LINK.findall(text):
        if not target.startswith(("http:", "https:", "mailto:", "#")):
            yield target.split("#")[0]


@pytest.mark.parametrize("page", PAGES, ids=short)
def test_links_inside_the_project_lead_somewhere(page: Path) -> None:
    missing = [target for target in targets(page) if not (page.parent / target).exists()]
    assert missing == []


def headings(page: Path) -> set[str]:
    """Return the anchors of a page's headings, as GitHub and MyST make them."""
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    lines = re.findall(r"^#+ +(.+?) *$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", line.lower()).replace(" ", "-") for line in lines}


@pytest.mark.parametrize("page", PAGES, ids=short)
def test_links_to_a_heading_lead_to_one(page: Path) -> None:
    missing = []
    for target in LINK.findall(FENCE.sub("", page.read_text(encoding="utf-8"))):
        place, mark, anchor = target.partition("#")
        at = page.parent / place if place else page
        if mark and ":" not in place and at.suffix == ".md" and anchor not in headings(at):
            missing.append(target)
    assert missing == []


def test_make_targets_that_pages_name_exist() -> None:
    known = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for page in PAGES:
        named = set(re.findall(r"`make ([a-z-]+)", page.read_text(encoding="utf-8")))
        assert named <= known, f"{short(page)}: {sorted(named - known)}"


def test_the_example_file_is_what_its_page_says() -> None:
    import csv

    with (ROOT / "examples" / "kazakhstan-2022.csv").open(encoding="utf-8", newline="") as source:
        rows = list(csv.DictReader(source))
    said = (ROOT / "examples" / "README.md").read_text(encoding="utf-8")
    scripts, languages = ({row[column] for row in rows} for column in ("script", "language"))
    sentence = f"{len(rows)} spellings of people, places and organizations "
    sentence += f"in {len(scripts)} scripts and {len(languages)} languages"
    assert sentence in " ".join(said.split())
    assert len({row["spelling"] for row in rows}) == len(rows)
    assert all(None not in row and None not in row.values() for row in rows)
