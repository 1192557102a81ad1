"""``nameresolve identify NAME...``: which romanization scheme do the names follow?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from nameresolve.cli.as_json import write_json
from nameresolve.cli.choices import whole
from nameresolve.cli.exits import ExitCode
from nameresolve.cli.inputs import NameLine, readable_names
from nameresolve.cli.options import JsonOption
from nameresolve.errors import SettingsError

if TYPE_CHECKING:
    from nameresolve import SchemeGuess

__all__ = ["identify_command"]

CLEAR = 0.5  # a first guess that is less likely is no answer
_DIGITS = 6

NamesArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="NAME", help="Names in Latin letters; - reads them from standard input, one a line."
    ),
]
LimitOption = Annotated[int, whole("--limit", "-n", least=1, says="At most so many schemes.")]


def identify_command(
    names: NamesArgument = None, limit: LimitOption = 5, as_json: JsonOption = False
) -> ExitCode:
    """Say which romanization scheme the names, taken together, most likely follow, and what tells it."""
    import nameresolve as nr

    if not names:
        raise SettingsError("No name to look at.\nGive names, or - for standard input.")
    unreadable: list[NameLine] = []
    readable = list(readable_names(names, unreadable))
    guesses = nr.identify_scheme(readable, limit=limit)
    if as_json:
        write_json({"names": len(readable), "guesses": [_guess_as_json(guess) for guess in guesses]})
    else:
        _print_guesses(guesses)
    return ExitCode.SOME_UNREADABLE if unreadable else ExitCode.OK


def _guess_as_json(guess: SchemeGuess) -> dict[str, Any]:
    return {
        "scheme": guess.scheme,
        "title": guess.title,
        "language": guess.language,
        "probability": round(guess.probability, _DIGITS),
        "words": guess.words,
        "of": guess.of,
        "evidence": [
            {
                "latin": clue.latin,
                "native": clue.native,
                "example": clue.example,
                "words": clue.words,
                "schemes": clue.schemes,
                "of": clue.of,
            }
            for clue in guess.evidence
        ],
    }


def _print_guesses(guesses: tuple[SchemeGuess, ...]) -> None:
    from nameresolve.cli.console import Column, print_lines, print_table

    if not guesses:
        print_lines(["Not clear: no name looks romanized under a scheme that is known."])
        return
    if guesses[0].probability < CLEAR:
        print_lines(["Not clear: the names fit several schemes about as well.", ""])
    columns = (
        Column("Scheme"),
        Column("Title"),
        Column("Probability", "right", keep=True),
        Column("Words", "right", keep=True),
        Column("Evidence"),
    )
    rows = [
        (
            guess.scheme,
            guess.title,
            f"{guess.probability:.3f}",
            f"{guess.words} of {guess.of}",
            "; ".join(map(str, guess.evidence)),
        )
        for guess in guesses
    ]
    print_table(columns, rows)
