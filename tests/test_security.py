"""What strangers send can do no more than be answered: no code from data, no network, no regular expression without end."""

from __future__ import annotations

import ast
import importlib
import io
import pkgutil
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import nameresolve
from nameresolve import FormatError, LimitError
from nameresolve.importers.xml_stream import elements

PACKAGE = Path(nameresolve.__file__).parent
FILES = sorted(PACKAGE.rglob("*.py"))

# Modules that run code from data, start programs or open connections.
FORBIDDEN = {
    "pickle", "cPickle", "_pickle", "marshal", "shelve", "dill", "cloudpickle", "joblib", "runpy", "code", "codeop",
    "socket", "socketserver", "ssl", "ftplib", "smtplib", "telnetlib", "poplib", "imaplib", "http.client",
    "urllib.request", "xmlrpc", "requests", "httpx", "aiohttp", "urllib3", "webbrowser",
    "subprocess", "pty", "popen2", "ctypes", "cffi",
    "xml.dom", "xml.sax", "lxml", "tarfile", "shutil.unpack_archive",
}  # fmt: skip
SERVES = {"server", "cli/serve.py"}  # listens where the user tells it to; it opens no connection to elsewhere
LISTENS = {"socket", "socketserver", "ssl"}
RUNS_CODE = {"eval", "exec", "compile", "__import__", "breakpoint"}
STARTS_PROGRAMS = {"system", "popen", "execv", "execve", "execvp", "spawnv", "spawnl", "fork", "posix_spawn"}


def short(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(path: Path) -> Iterator[tuple[int, str]]:
    """Yield line and name of whatever a file imports, with the names taken out of modules."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.lineno, node.module
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def is_forbidden(name: str) -> bool:
    parts = name.split(".")
    return any(".".join(parts[:length]) in FORBIDDEN for length in range(1, len(parts) + 1))


@pytest.mark.parametrize("path", FILES, ids=short)
def test_nothing_is_imported_that_runs_data_starts_programs_or_connects(path: Path) -> None:
    serves = any(short(path).startswith(place) for place in SERVES)
    found = [(line, name) for line, name in imported(path) if is_forbidden(name)]
    assert [each for each in found if not (serves and each[1].split(".")[0] in LISTENS)] == []


@pytest.mark.parametrize("path", FILES, ids=short)
def test_nothing_evaluates_text_or_starts_programs(path: Path) -> None:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in RUNS_CODE, node.lineno
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "os":
            assert node.attr not in STARTS_PROGRAMS, node.lineno


@pytest.mark.parametrize("path", FILES, ids=short)
def test_arrays_are_loaded_without_objects_and_yaml_without_classes(path: Path) -> None:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            assert (node.value.id, node.attr) not in {
                ("yaml", "Loader"),
                ("yaml", "FullLoader"),
                ("yaml", "UnsafeLoader"),
            }
        if isinstance(node, ast.Call) and ast.unparse(node.func) in {"np.load", "numpy.load"}:
            given = {keyword.arg: ast.unparse(keyword.value) for keyword in node.keywords}
            assert given.get("allow_pickle") == "False", node.lineno


def test_the_scan_finds_what_it_looks_for(tmp_path: Path) -> None:
    bad = tmp_path / "bad.py"
    bad.write_text(
        "import pickle\nfrom urllib import request\nfrom os import path\nimport xml.sax.saxutils\n"
    )
    assert [line for line, name in imported(bad) if is_forbidden(name)] == [1, 2, 4]


# ------------------------------------------------------------------ XML

LAUGHS = """<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><l><x>&b;</x></l>"""
OUTSIDE = """<?xml version="1.0"?><!DOCTYPE l SYSTEM "file:///etc/passwd"><l><x>1</x></l>"""
READS = """<!DOCTYPE l [<!ENTITY f SYSTEM "file:///etc/passwd">]><l><x>&f;</x></l>"""
PARAMETER = """<!DOCTYPE l [<!ENTITY % p SYSTEM "http://127.0.0.1:9/"> %p;]><l><x>1</x></l>"""


@pytest.mark.parametrize("text", [LAUGHS, OUTSIDE, READS, PARAMETER])
def test_a_document_type_is_refused_and_nothing_is_read_or_fetched(text: str) -> None:
    with pytest.raises(FormatError, match="declares a document type or entities"):
        list(elements(io.BytesIO(text.encode()), "l.xml", root="l", wanted={"x"}))


def test_an_undeclared_entity_is_an_error_and_no_text() -> None:
    with pytest.raises(FormatError, match="broken or cut off"):
        list(elements(io.BytesIO(b"<l><x>&nonesuch;</x></l>"), "l.xml", root="l", wanted={"x"}))


@pytest.mark.parametrize("encoding", ["UTN-8", "big5", "rot13", "idna"])
def test_an_encoding_that_cannot_be_read_is_told(encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?><l><x>1</x></l>'
    with pytest.raises(FormatError, match="encoding"):
        list(elements(io.BytesIO(text.encode()), "l.xml", root="l", wanted={"x"}))


def test_elements_without_end_are_refused() -> None:
    deep = b"<l>" + b"<x>" * 10_000
    with pytest.raises(LimitError, match="deep"):
        list(elements(io.BytesIO(deep), "l.xml", root="l", wanted={"x"}))


def test_xml_is_parsed_in_one_module() -> None:
    """So that the rules above hold for every list."""
    users = {short(path) for path in FILES for _, name in imported(path) if name.startswith("xml.parsers")}
    assert users == {"importers/xml_stream.py"}


# ------------------------------------------------------------------ regular expressions

LENGTH = 12_000
SECONDS = 0.25
"""A linear search takes about a thousandth of that; one that grows with the square takes it many times over."""
PIECES = (
    " ", "a", "A", "1", "-", ".", ",", "'", "’", "\n", "\t", "_", "(", ")", "[", "<", "&", '"', "/", ":", "\\", "\u0301",
    "я", "Я", "王", "한", "カ", "ع", "ה", "a-", "a.", "A. ", "ab ", "Ab ", " -", "a'", "1,", "1.", "(a", "a)", "=a", "\r\n",
    "al-", "de ", "bin ", "III ", "No. ", "\u200d", "\u00ad", "\ud800", "😀",
)  # fmt: skip
ENDS = ("", "!", "a")


def modules() -> Iterator[str]:
    for found in pkgutil.walk_packages([str(PACKAGE)], "nameresolve."):
        if not found.name.startswith(("nameresolve.plugins.", "nameresolve.server.")):
            yield found.name


def named_patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Yield each compiled pattern of the package, from module level or inside a table there."""
    for name in modules():
        for label, value in vars(importlib.import_module(name)).items():
            values = (
                value.values()
                if isinstance(value, dict)
                else value
                if isinstance(value, tuple | list)
                else [value]
            )
            for each in values:
                if isinstance(each, re.Pattern) and isinstance(each.pattern, str):
                    yield f"{name}.{label}", each


def written_patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Yield each pattern that is written out in a call such as ``re.sub(r"...", ...)``."""
    for path in FILES:
        for node in ast.walk(tree(path)):
            called = isinstance(node, ast.Call) and ast.unparse(node.func).startswith("re.")
            if (
                called
                and node.args
                and isinstance(node.args[0], ast.Constant)
                and isinstance(node.args[0].value, str)
            ):
                yield f"{short(path)}:{node.lineno}", re.compile(node.args[0].value)


PATTERNS = {pattern: label for label, pattern in (*written_patterns(), *named_patterns())}


def letters_of(pattern: re.Pattern[str]) -> list[str]:
    """Return letters that the pattern itself names: what it likes to see is what can keep it busy."""
    return sorted({char for char in pattern.pattern if not char.isspace() and char not in "\\^$*+?{}[]|()"})[
        :12
    ]


def seconds_for(pattern: re.Pattern[str], text: str) -> float:
    """Return the processor time of this process for a search and a replacement; others do not count."""
    start = time.process_time()
    pattern.search(text)
    pattern.sub("", text)
    pattern.fullmatch(text)
    return time.process_time() - start


def slow_texts(pattern: re.Pattern[str], length: int = LENGTH) -> Iterator[str]:
    for piece in dict.fromkeys((*PIECES, *letters_of(pattern))):
        for end in ENDS:
            text = (piece * length)[:length] + end
            if seconds_for(pattern, text) > SECONDS:
                yield repr(piece + "..." + end)


@pytest.mark.parametrize("pattern", PATTERNS, ids=PATTERNS.get)
def test_a_regular_expression_takes_linear_time(pattern: re.Pattern[str]) -> None:
    assert next(slow_texts(pattern), None) is None


def test_there_are_patterns_to_try() -> None:
    assert len(PATTERNS) > 20


def test_a_pattern_with_backtracking_is_noticed() -> None:
    assert next(slow_texts(re.compile(r"\s+$")), None) is not None
