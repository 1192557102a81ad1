"""The public API as a type checker sees it: right use is accepted, wrong use is refused."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

api = pytest.importorskip("mypy.api", reason="mypy is part of the extra 'dev'")

ROOT = Path(__file__).resolve().parent.parent

RIGHT = """
    import nameresolve as nr

    decision: nr.Decision = nr.resolve("Toqaev", kind="person")
    best: nr.Candidate = decision.candidates[0]
    name: str = best.entity.name
    entity: nr.Entity | None = decision.entity
    score: float = nr.similarity("Tokayev", "Toqaev", score_cutoff=0.5)
    comparison: nr.Comparison = nr.compare("Tokayev", "Tokajew", kind="person", language="de")
    terms: list[float] = [evidence.contribution for evidence in comparison.evidence]
    latin: str = nr.romanize("Тоқаев", language="kk")
    readings: tuple[nr.Reading, ...] = nr.readings("Тоқаев", language="kk")
    schemes: tuple[str, ...] = nr.schemes()
    parts: tuple[nr.Part, ...] = nr.parse("K. Tokayev", kind="person").parts
    keys = nr.keys("Tokayev")
    form = nr.NameForm("Ana Example", language="en")
    gazetteer = nr.Gazetteer.from_entities(
        [nr.Entity(id="nr:ana-example", kind="person", name="Ana Example", forms=(form,))]
    )
    resolver = nr.Resolver(gazetteer, nr.Settings(match_threshold=0.9))
    answers: list[nr.Decision] = list(resolver.resolve_many(["Ana Example"], kind="person"))
    mentions: list[nr.Mention] = resolver.annotate("Ana Example spoke.")
    explanation: nr.Explanation = resolver.explain("Ana Example")
    again: nr.Decision = resolver.replay(explanation)
    if decision.status == "match":
        print(decision.reason)
"""

WRONG = {
    "an unknown kind": ('nr.resolve("Toqaev", kind="persn")', "arg-type"),
    "a name that is no text": ("nr.resolve(42)", "arg-type"),
    "the entity of a decision that may have none": ('nr.resolve("Toqaev").entity.name', "union-attr"),
    "a positional kind": ('nr.resolve("Toqaev", "person")', "call-arg|misc"),
    "an unknown status": ('nr.resolve("x").status == "maybe"', "comparison-overlap"),
    "changing an answer": ('nr.resolve("x").score = 1.0', "misc"),
    "an unknown strength": ('nr.NameForm("x", strength="strongest")', "arg-type"),
}


def check(code: str, folder: Path) -> tuple[str, int]:
    """Return what mypy says about a file, and its exit code."""
    path = folder / "use.py"
    path.write_text(code, encoding="utf-8")
    arguments = ["--strict", "--no-error-summary", "--cache-dir", str(folder / "cache")]
    arguments += ["--config-file", str(folder / "mypy.ini"), str(path)]
    (folder / "mypy.ini").write_text(f"[mypy]\nmypy_path = {ROOT / 'src'}\n", encoding="utf-8")
    said, _, code_of_exit = api.run(arguments)
    return said, code_of_exit


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("typing")  # one for all, so that the cache is shared


def test_right_use_is_accepted(folder: Path) -> None:
    said, code = check(textwrap.dedent(RIGHT), folder)
    assert code == 0, said


def test_wrong_use_is_refused(folder: Path) -> None:
    lines = [f"{code}  # {case}" for case, (code, _) in WRONG.items()]
    said, _ = check("\n".join(["import nameresolve as nr", *lines]), folder)
    for number, (case, (_, expected)) in enumerate(WRONG.items(), start=2):
        told = [line for line in said.splitlines() if f"use.py:{number}: error" in line]
        codes = {line.rpartition("[")[2].rstrip("]") for line in told}
        assert codes & set(expected.split("|")), f"{case}: {told}"


def test_the_package_says_that_it_is_typed() -> None:
    assert (ROOT / "src" / "nameresolve" / "py.typed").is_file()
