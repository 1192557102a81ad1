"""The page of annotated texts: what it holds, and what a browser makes of it."""

from __future__ import annotations

import html.parser
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from nameresolve.cli.entity_rows import EntityRow, Found, Spelling, entity_rows
from nameresolve.cli.html_page import html_page
from nameresolve.model import Decision, Entity, Mention

HOSTILE = "<script>document.title = 'owned'</script> & \"quoted\" <img src=x onerror=alert(1)>"
TOKAYEV = Entity("Q200881", "person", "Kassym-Jomart <b>Tokayev</b>", countries=("KZ",))
ALMATY = Entity("Q35493", "place", "Almaty", countries=("KZ",))


def mention(start: int, text: str, entity: Entity | None) -> Mention:
    status, reason = ("match", 'It "is" <him>.') if entity else ("none", "Nobody.")
    return Mention(start, start + len(text), text, Decision(text, status, entity, 0.9, (), reason))  # type: ignore[arg-type]


def documents() -> list[Found]:
    text = f"Tokayev left Almaty. {HOSTILE} Toqaev and Tokayev\r\nspoke."
    names = [("Tokayev", TOKAYEV), ("Almaty", ALMATY), ("Toqaev", TOKAYEV)]
    found = [mention(text.index(name), name, entity) for name, entity in names]
    found.append(mention(text.rindex("Tokayev"), "Tokayev", TOKAYEV))
    return [
        Found("a<b>.txt", text, tuple(found)),
        Found("-", "Bolat came\ud800\x07.", (mention(0, "Bolat", None),)),
    ]


class Reader(html.parser.HTMLParser):
    """Reads a page: its marks, its text, the tags in it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.marks: list[dict[str, str | None]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag == "mark" and dict(attrs).get("data-tip"):
            self.marks.append(dict(attrs))

    def handle_data(self, data: str) -> None:
        self.text += data


def test_rows_are_counted_by_who_they_are() -> None:
    rows = entity_rows(documents())
    assert [(row.id, row.count, len(row.documents)) for row in rows] == [
        ("Q200881", 3, 1),
        ("Q35493", 1, 1),
        ("", 1, 1),
    ]
    assert [(each.text, each.count) for each in rows[0].spellings] == [("Tokayev", 2), ("Toqaev", 1)]
    assert rows[2].name == "not known: Bolat"


def test_every_mention_is_marked_and_nothing_hostile_is_a_tag() -> None:
    page = html_page(documents(), title="Names <in> it")
    reader = Reader(page)
    assert [mark["class"] for mark in reader.marks] == ["person", "place", "person", "person", "open"]
    assert reader.tags.count("script") == 1
    assert "img" not in reader.tags
    assert "b" not in reader.tags
    assert HOSTILE in reader.text
    assert page.encode()  # no lone surrogate is left


def test_the_policy_lets_only_the_page_s_own_script_run() -> None:
    page = html_page(documents(), title="x")
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy is not None
    assert policy[1].startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy[1]
    assert not re.search(r"https?://|//\w|url\(", page), "the page needs no network"


def test_links_lead_to_the_first_mention() -> None:
    page = html_page(documents(), title="x")
    targets = re.findall(r'href="#(e\d+)"', page)
    assert len(targets) == 3
    assert all(page.count(f'id="{target}"') == 1 for target in targets)


def test_spellings_have_the_convention_of_a_language_spoken_there() -> None:
    text = "Kassym-Jomart Tokayev"
    here = Entity("a", "person", text, countries=("KZ",))
    elsewhere = Entity("b", "person", text, countries=("FR",))
    (row,) = entity_rows([Found("f", text, (mention(0, text, here),))])
    assert row == EntityRow("a", text, "person", 1, (Spelling(text, 1, "news-kaz-Cyrl-Latn-en"),), ("f",))
    (row,) = entity_rows([Found("f", text, (mention(0, text, elsewhere),))])
    assert row.spellings[0].convention == ""


PROBE = """
<script>
addEventListener("load", () => {
  const names = () => [...document.querySelectorAll("tbody tr")].map((row) => row.cells[0].dataset.value);
  const before = names();
  const buttons = document.querySelectorAll("th button");
  buttons[0].click();
  const up = names();
  buttons[0].click();
  const down = names();
  document.querySelector("tbody tr").click();
  const mark = document.querySelector("mark.place[data-tip]");
  const color = getComputedStyle(mark).backgroundColor;
  document.body.dataset.probe = JSON.stringify({
    before, up, down, color, title: document.title, chosen: document.body.classList.contains("chosen"),
    sorted: document.querySelector("th").getAttribute("aria-sort"),
    scripts: document.querySelectorAll(".text script, .text img").length,
    texts: [...document.querySelectorAll(".text")].map((each) => each.textContent),
  });
});
</script>
"""


@pytest.mark.browser
def test_a_browser_shows_sorts_and_runs_nothing_hostile(tmp_path: Path) -> None:
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if browser is None:
        pytest.skip("no Chromium here: apt-get install chromium")
    page = html_page(documents(), title="Names")
    probe = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page).replace(
        "</body>", PROBE + "</body>"
    )
    answer = _opened(browser, probe, tmp_path)
    found = json.loads(html.unescape(re.search(r'data-probe="([^"]*)"', answer)[1]))  # type: ignore[index]
    assert found["up"] == sorted(found["before"], key=str.lower)
    assert found["down"] == found["up"][::-1]
    assert found["sorted"] == "descending"
    assert found["title"] == "Names", "the script in the text did not run"
    assert found["scripts"] == 0
    assert HOSTILE in found["texts"][0]
    assert found["color"] != "rgba(0, 0, 0, 0)" or found["chosen"]


@pytest.mark.browser
def test_a_browser_runs_the_page_under_its_own_policy(tmp_path: Path) -> None:
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if browser is None:
        pytest.skip("no Chromium here: apt-get install chromium")
    page = html_page(documents(), title="Names")
    strange = page.replace("</body>", "<script>document.title = 'owned'</script></body>")
    answer = _opened(browser, strange, tmp_path)
    assert "<title>Names</title>" in answer, "a script that is not the page's own is refused"
    assert 'data-ready="yes"' in answer, "the page's own script ran"


def _opened(browser: str, page: str, folder: Path) -> str:
    """Return what a page has become after it was opened and its scripts ran."""
    target = folder / "page.html"
    target.write_text(page, "utf-8")
    done = subprocess.run(
        [browser, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder}/profile",
         "--virtual-time-budget=3000", "--dump-dom", target.as_uri()],
        capture_output=True, text=True, timeout=120, check=True,
    )  # fmt: skip
    return done.stdout
