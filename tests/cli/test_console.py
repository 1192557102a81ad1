from __future__ import annotations

import io

import pytest
from rich.cells import cell_len

from nameresolve.cli.console import Column, output_console, print_lines, print_table

COLUMNS = (Column("Name"), Column("Status", keep=True), Column("Score", "right", keep=True))


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def terminal(monkeypatch: pytest.MonkeyPatch, kind: str = "xterm") -> Terminal:
    screen = Terminal()
    monkeypatch.setattr("sys.stdout", screen)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("TERM", kind)
    monkeypatch.delenv("NO_COLOR", raising=False)
    return screen


def test_a_table_fits_80_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = terminal(monkeypatch, "dumb")  # no color codes, so that the lines can be measured
    print_table(COLUMNS, [("习近平 " * 60, "ambiguous", "0.97"), ("x" * 10_000, "none", "0.00")], title="t")
    lines = screen.getvalue().splitlines()
    assert max(map(cell_len, lines)) <= 80
    assert any("ambiguous" in line and "0.97" in line for line in lines)
    assert len(lines) < 20


def test_a_status_is_colored_on_a_terminal_only(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = terminal(monkeypatch)
    print_table(COLUMNS, [("a", "match", "1.00")])
    assert "\x1b[32m" in screen.getvalue()


def test_in_a_pipe_nothing_is_folded_or_colored(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(COLUMNS, [("x" * 500, "match", "1.00"), ("习", "none", "0")], footer=("total", "", "1"))
    assert capsys.readouterr().out.splitlines() == [
        "Name" + " " * 58 + "Status  Score",
        "x" * 500 + "  match    1.00",
        "习" + " " * 60 + "none        0",
        "total" + " " * 57 + "            1",
    ]


def test_text_is_taken_literally(capsys: pytest.CaptureFixture[str]) -> None:
    print_lines(["[bold]x[/bold] :smile: http://x.org 'q' 12", "a\tb\x07"])
    assert capsys.readouterr().out == "[bold]x[/bold] :smile: http://x.org 'q' 12\na\\tb\\x07\n"


def test_a_reader_that_went_away_is_told_to_the_caller() -> None:
    class Closed(io.StringIO):
        def write(self, _: str) -> int:
            raise BrokenPipeError

    with pytest.raises(BrokenPipeError):
        output_console(Closed()).print("x")
