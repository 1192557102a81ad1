from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from nameresolve import Entity, Gazetteer
from nameresolve.cli import app
from nameresolve.cli.gazetteer.info import _shown_rows
from nameresolve.curation import source_line

Run = Callable[..., Result]


def test_info_counts_what_is_there(run: Run, tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text("{}", encoding="utf-8")
    result = run("gazetteer", "info", tmp_path)
    assert result.exit_code == 0
    assert f"{tmp_path}: 3 entities, 4 forms (1 weak)" in result.stdout
    assert "fingerprint f00d" in result.stdout
    lines = [line.split() for line in result.stdout.splitlines()]
    for row in (["person", "2"], ["kk", "2"], ["Cyrl", "2"], ["press", "1"], ["not", "stated", "3"]):
        assert row in lines


def test_info_as_json(run: Run) -> None:
    contents = json.loads(run("gazetteer", "info", "--json").stdout)
    assert list(contents) == [
        *("path", "fingerprint", "entities", "forms", "weak_forms"),
        *("kinds", "languages", "scripts", "sources"),
    ]
    assert contents["kinds"] == {"person": 2, "organization": 1}
    assert contents["path"] is None


def test_only_the_largest_counts_are_shown_and_the_rest_is_summed_up() -> None:
    ranked = [(f"x{number:02}", 1_000) for number in range(30)]
    rows = list(_shown_rows(ranked))
    assert rows[:2] == [("x00", "1,000"), ("x01", "1,000")]
    assert rows[20:] == [("10 more", "10,000")]
    assert len(list(_shown_rows(ranked[:21]))) == 21


def test_a_missing_gazetteer_is_told(run: Run) -> None:
    result = run("gazetteer", "info", "/no/such")
    assert result.exit_code == 2
    assert "no gazetteer at /no/such" in result.stderr


def test_what_is_no_gazetteer_is_refused_before_it_is_opened(run: Run, tmp_path: Path) -> None:
    (tmp_path / "names.txt").write_text("Tokayev", encoding="utf-8")
    for path in (tmp_path, tmp_path / "names.txt", tmp_path / "nowhere"):
        result = run("resolve", "x", "--gazetteer", path)
        assert (result.exit_code, result.stdout) == (2, "")
        assert f"There is no gazetteer at {path}." in result.stderr
    result = run("gazetteer", "info", tmp_path / "names.txt")  # may be a source file, so it is read
    assert (result.exit_code, result.stdout) == (2, "")
    assert "names.txt, line 1, column 1: not JSON" in result.stderr


# ------------------------------------------------- the commands over the real library

TABLE = """\
id,name,alias,kind,country
1,Yulia Shcherbakova,Юлия Щербакова,person,KZ
2,Yusuf Demir,,person,TR
2,Юсуф Демир,,person,TR
3,Nobody Known,,person,Atlantis
"""


@pytest.fixture
def real(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a function that runs the command in an empty folder that holds the table."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "list.csv").write_text(TABLE, encoding="utf-8")

    def invoke(*arguments: str) -> Result:
        result = CliRunner().invoke(app, list(arguments))
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
        return result

    return invoke


def test_a_table_becomes_a_gazetteer(real: Run) -> None:
    result = real("gazetteer", "import", "csv", "list.csv", "-o", "out.nr", "--errors", "rejected.jsonl")
    assert result.exit_code == 1
    assert "4 records: 2 kept, 1 joined to others of their id, 1 rejected, written to out.nr" in result.stderr
    assert "line 5: unknown country 'Atlantis'" in result.stderr
    (rejected,) = Path("rejected.jsonl").read_text("utf-8").splitlines()
    assert json.loads(rejected)["raw"] == "3,Nobody Known,,person,Atlantis"
    assert real("resolve", "Julija Schtscherbakowa", "-g", "out.nr").stdout.count("match") == 1


def test_a_source_file_is_the_same_gazetteer(real: Run) -> None:
    for target in ("out.nr", "out.jsonl"):
        real("gazetteer", "import", "csv", "list.csv", "-o", target)
    assert "0 added, 0 removed, 0 changed" in real("gazetteer", "diff", "out.nr", "out.jsonl").stderr
    assert real("gazetteer", "build", "out.jsonl", "-o", "again.nr").exit_code == 0
    names = [
        json.loads(real("gazetteer", "info", name, "--json").stdout)["fingerprint"]
        for name in ("out.nr", "again.nr")
    ]
    assert names[0] == names[1]


def test_the_report_as_json(real: Run) -> None:
    result = real("gazetteer", "import", "csv", "list.csv", "-o", "out.nr", "--country", "KZ", "--json")
    report = json.loads(result.stdout)
    assert (report["read"], report["kept"], report["rejected"]) == (4, 1, 1)
    assert report["skipped"] == {"of another country": 2}


def test_filters_that_leave_nothing_write_nothing(real: Run) -> None:
    result = real("gazetteer", "import", "csv", "list.csv", "-o", "out.nr", "--kind", "place")
    assert result.exit_code == 2
    assert "nothing was kept, so nothing was written" in result.stderr
    assert not Path("out.nr").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("import", "cvs", "list.csv", "-o", "x"), "Did you mean 'csv'"),
        (("import", "ftm", "list.csv", "-o", "x"), "Try: nameresolve gazetteer import csv list.csv"),
        (("import", "csv", "list.csv", "-o", "list.csv"), "is a file, but a compiled gazetteer is a folder"),
        (("import", "csv", "list.csv", "-o", "no/x"), "mkdir -p no"),
        (("import", "csv", "list.csv", "-o", "x", "--kind", "persn"), "Kinds are person"),
        (("import", "csv", "list.csv", "-o", "x", "--country", "KAZ"), "two letters"),
        (("import", "wikidata", "list.csv", "-o", "x", "--class", "Q5"), "Q11424=other"),
        (("import", "csv", "list.csv", "-o", "x.jsonl", "--errors", "x.jsonl"), "a name of its own"),
        (("build", "none.yaml", "-o", "x"), "does not exist"),
        (("build", ".", "-o", "x"), "no source files"),
        (("get", "nobody"), "no entity 'nobody' in the bundled gazetteer"),
        (("lint", "--check", "colision"), "Did you mean 'collision'"),
        (("diff", "none", "list.csv"), "no gazetteer at none"),
    ],
)
def test_wrong_usage_is_told_and_writes_nothing(real: Run, arguments: tuple[str, ...], message: str) -> None:
    result = real("gazetteer", *arguments)
    assert result.exit_code == 2
    assert message in result.stderr
    assert sorted(path.name for path in Path().iterdir()) == ["list.csv"]


@pytest.mark.parametrize("target", ["out.nr", "out.jsonl"])
def test_what_exists_is_replaced_only_with_force(real: Run, target: str) -> None:
    real("gazetteer", "import", "csv", "list.csv", "-o", target)
    assert "--force to replace" in real("gazetteer", "import", "csv", "list.csv", "-o", target).stderr
    assert (
        real("gazetteer", "import", "csv", "list.csv", "-o", target, "--force", "--country", "KZ").exit_code
        == 1
    )
    assert json.loads(real("gazetteer", "info", target, "--json").stdout)["entities"] == 1


def test_build_tells_every_mistake_with_a_caret(real: Run) -> None:
    Path("a.jsonl").write_text('{"id":"a","kind":"persn","name":"X Y"}\n', encoding="utf-8")
    result = real("gazetteer", "build", "a.jsonl", "-o", "x")
    assert result.exit_code == 2
    assert "a.jsonl, line 1, column 18: unknown kind 'persn'" in result.stderr
    assert result.stderr.splitlines()[2].strip() == "^"


def test_a_folder_of_sources_must_declare_them(real: Run) -> None:
    Path("mine/sources").mkdir(parents=True)
    Path("mine/sources/all.toml").write_text('[crm]\ntitle = "Ours"\n', encoding="utf-8")
    line = '{"id":"a","kind":"person","name":"X Y","forms":{"en":["X Y"]},"sources":["crm"]}'
    Path("mine/people.jsonl").write_text(line, encoding="utf-8")
    assert real("gazetteer", "build", "mine", "-o", "x").exit_code == 0
    Path("mine/people.jsonl").write_text(line.replace("crm", "hearsay"), encoding="utf-8")
    assert "'hearsay' is declared in no file" in real("gazetteer", "build", "mine", "-o", "y").stderr


def test_get_shows_an_entity_by_any_number(real: Run) -> None:
    assert "Almaty (place)" in real("gazetteer", "get", "geonames:1526384").stdout
    assert "Most (place)" in real("gazetteer", "get", "geonames:3070291").stdout
    value = json.loads(real("gazetteer", "get", "Q200881", "--json").stdout)
    assert (value["name"], value["kind"]) == ("Kassym-Jomart Tokayev", "person")


def test_lint_exits_with_1_when_something_was_found(real: Run) -> None:
    line = '{"id":"%s","kind":"person","name":"Yusuf Demir","born":2003,"sources":["crm"]}\n'
    Path("a.jsonl").write_text(line % "a" + line % "b", encoding="utf-8")
    result = real("gazetteer", "lint", "a.jsonl", "--check", "duplicate")
    assert result.exit_code == 1
    assert "may be one" in result.stdout
    finding = json.loads(real("gazetteer", "lint", "a.jsonl", "--check", "duplicate", "--json").stdout)
    assert finding["entities"] == ["a", "b"]
    Path("a.jsonl").write_text(line % "a", encoding="utf-8")
    assert real("gazetteer", "lint", "a.jsonl", "--check", "duplicate").exit_code == 0


def test_diff_as_json(real: Run) -> None:
    for name, born in (("a", 1990), ("b", 1991)):
        line = f'{{"id":"x","kind":"person","name":"Yusuf Demir","born":{born}}}\n'
        Path(f"{name}.jsonl").write_text(line, encoding="utf-8")
    value = json.loads(real("gazetteer", "diff", "a.jsonl", "b.jsonl", "--json").stdout)
    assert (value["status"], value["changes"]) == ("changed", {"born": {"old": 1990, "new": 1991}})
    assert "born: 1990 -> 1991" in real("gazetteer", "diff", "a.jsonl", "b.jsonl").stdout


def test_export_to_followthemoney_and_back(real: Run) -> None:
    real("gazetteer", "import", "csv", "list.csv", "-o", "out.nr")
    assert real("gazetteer", "export", "out.nr", "-o", "out.ftm.json").exit_code == 0
    assert real("gazetteer", "import", "ftm", "out.ftm.json", "-o", "again.jsonl").exit_code == 0
    assert len(Path("again.jsonl").read_text("utf-8").splitlines()) == 2
    lines = real("gazetteer", "export", "out.nr", "--format", "jsonl").stdout.splitlines()
    assert [json.loads(line)["id"] for line in lines] == ["1", "2"]


@pytest.mark.long
@pytest.mark.parametrize("target", ["out.nr", "out.jsonl"])
def test_a_killed_import_leaves_the_old_one_whole(real: Run, target: str) -> None:
    """Killed at many moments, the target always holds the old gazetteer or the new one, whole."""
    real("gazetteer", "import", "csv", "list.csv", "-o", target, "--country", "KZ")
    rows = "".join(f"{n},Yusuf Demir {n},,person,TR\n" for n in range(3_000))
    Path("many.csv").write_text("id,name,alias,kind,country\n" + rows, encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "nameresolve",
        "gazetteer",
        "import",
        "csv",
        "many.csv",
        "-o",
        target,
        "--force",
    ]
    for tenths in range(5, 40, 5):
        with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
            try:
                process.wait(tenths / 10)
            except subprocess.TimeoutExpired:
                process.kill()
        contents = json.loads(real("gazetteer", "info", target, "--json").stdout)
        assert contents["entities"] in (1, 3_000)


def test_an_update_adds_replaces_removes_and_redirects(real: Run, tmp_path: Path) -> None:
    real("gazetteer", "import", "csv", "list.csv", "-o", "out.nr")
    before = [entity.id for entity in Gazetteer.open("out.nr")]
    new = Entity("nr:new", "person", "Angela Merkel")
    changed = Entity(before[0], "person", "Somebody Else")
    lines = "".join(source_line(entity) + "\n" for entity in (new, changed))
    (tmp_path / "new.jsonl").write_text(lines, encoding="utf-8")
    result = real("gazetteer", "update", "out.nr", "--add", "new.jsonl", "--redirect", f"{before[1]}=nr:new")
    assert result.exit_code == 0, result.stderr
    assert f"out.nr: {len(before)} entities, {len(before)} before" in result.stderr
    opened = Gazetteer.open("out.nr")
    assert [entity.id for entity in opened] == [*before[2:], before[0], "nr:new"]
    assert opened.get(str(before[1])) == new
    fingerprint = opened.fingerprint
    assert "in one piece" in real("gazetteer", "compact", "out.nr").stderr
    assert "compact already" in real("gazetteer", "compact", "out.nr").stderr
    assert Gazetteer.open("out.nr").fingerprint == fingerprint
    assert real("gazetteer", "info", "out.nr", "--check").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "There is nothing to do"),
        (["--remove", "nr:nobody"], "there is no entity 'nr:nobody'"),
        (["--redirect", "nr:a"], "must be like nr:old-id=nr:new-id"),
        (["--redirect", "nr:a=nr:nobody"], "'nr:a' redirects to no entity"),
    ],
)
def test_an_update_that_cannot_be_is_refused_and_changes_nothing(
    real: Run, arguments: list[str], message: str
) -> None:
    real("gazetteer", "import", "csv", "list.csv", "-o", "out.nr")
    before = Gazetteer.open("out.nr").fingerprint
    result = real("gazetteer", "update", "out.nr", *arguments)
    assert result.exit_code == 2
    assert message in result.stderr
    assert Gazetteer.open("out.nr").fingerprint == before


def test_a_check_of_all_files_finds_a_changed_byte(real: Run, tmp_path: Path) -> None:
    real("gazetteer", "import", "csv", "list.csv", "-o", "out.nr")
    path = tmp_path / "out.nr" / "arrays.bin"
    data = path.read_bytes()
    path.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    assert real("gazetteer", "info", "out.nr", "--check").exit_code != 0
