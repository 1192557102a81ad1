"""The page in Chromium, as somebody with a keyboard, a mouse or a screen reader meets it.

Run with `pytest -m browser`. NAMERESOLVE_AXE names the file axe.min.js of the npm package axe-core;
NAMERESOLVE_SHOTS a folder that is given pictures of the page.
"""

from __future__ import annotations

import importlib.util
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

pytest.importorskip("uvicorn", reason="needs the extra 'server'")
pytestmark = pytest.mark.browser

HERE = Path(__file__).parent
REPORT = "Qasym-Zhomart Toqaev 😀 spoke in Almaty. Toqaev's words were clear."
SEEN = {
    "resolve": {"name": "Qasym-Zhomart Toqaev"},
    "ambiguous": {"name": "Tokayev"},
    "none": {"name": "Tokarev"},
    "compare": {"left": "Kassym-Jomart Tokayev", "right": "Qasym-Zhomart Toqaev"},
    "variants": {"name": "Қасым-Жомарт Тоқаев", "language": "kk"},
    "annotate": {"text": REPORT},
}


def tab_of(case: str) -> str:
    return case if case in {"compare", "variants", "annotate"} else "resolve"


def _module(name: str) -> Any:
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, HERE / f"{name}.py")
        assert spec is not None
        assert spec.loader is not None
        sys.modules[name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])
    return sys.modules[name]


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Yield a browser; `url` is the address of a service that was started for it."""
    chromium = _module("chromium")
    if chromium.BINARY is None:
        pytest.skip("there is no Chromium here; Debian has it in the package chromium")
    service = _conftest().Serving()
    browser = chromium.Browser(tmp_path_factory.mktemp("profile"))
    browser.url = f"{service.url}/"
    yield browser
    browser.close()
    assert service.stop() == 0
    service.process.stderr.close()


def _conftest() -> Any:
    spec = importlib.util.spec_from_file_location("server_conftest", HERE / "conftest.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(autouse=True)
def quiet(page: Any) -> Iterator[None]:
    """Demand of every test that the page complains of nothing and asks only the service."""
    page.look()
    page.asked.clear()
    page.complaints.clear()
    yield
    page.js("1")  # what has happened until now is noted
    assert page.complaints == []
    assert {url for url in page.asked if not url.startswith((page.url, "data:", "about:"))} == set()


def ask(page: Any, case: str) -> str:
    page.open(f"{page.url}#{tab_of(case)}?{urlencode(SEEN[case])}")
    assert page.asked, "the requests are not seen"
    return str(page.see(f"#{tab_of(case)} .answer .card h2"))


def test_a_name_is_resolved_and_its_parts_are_drawn_with_their_conventions(page: Any) -> None:
    assert ask(page, "resolve") == "Kassym-Jomart Tokayev"
    assert page.see(".verdict .badge").endswith("Match")
    pairs = page.js(
        "[...document.querySelector('.aligned').querySelectorAll('.pair')].map((each) => each.innerText)"
    )
    assert [pair.split("\n")[0] for pair in pairs] == ["Qasym", "Zhomart", "Toqaev"]
    assert all("licensed" in pair for pair in pairs)
    assert "RFE/RL q" in pairs[2]
    assert page.js(
        "[...document.querySelector('.aligned').querySelectorAll('.pair:nth-child(3) mark')].map((each) => each.innerText)"
    ) == ["q", "k", "y"]


def test_what_is_shown_adds_up(page: Any) -> None:
    ask(page, "resolve")
    terms = page.js(
        "[...document.querySelector('.aligned').querySelectorAll('.weight, .rest li')]"
        ".map((each) => Number(each.innerText.replace('−', '-').match(/[-+][0-9.]+$/)[0]))"
    )
    total = page.js(
        "Number(document.querySelector('.sum').innerText.replace('−', '-').match(/[-+][0-9.]+/)[0])"
    )
    assert round(sum(terms), 2) == total


def test_an_open_and_a_refused_name_say_so(page: Any) -> None:
    assert ask(page, "ambiguous") == "It may be one of several"
    assert "Kemel Tokayev" in page.see("#resolve .candidates")
    assert ask(page, "none") == "No listed entity fits"
    assert page.see(".pair.contradicting .link") == "contradicts"


def test_two_names_are_compared(page: Any) -> None:
    assert ask(page, "compare") == "Kassym-Jomart Tokayev ~ Qasym-Zhomart Toqaev"
    assert page.js("document.querySelectorAll('#compare .pair').length") == 3


def test_variants_are_grouped_by_scheme_and_copied(page: Any) -> None:
    assert "spellings of Қасым-Жомарт Тоқаев" in ask(page, "variants")
    page.js("navigator.clipboard.writeText = async (text) => { window.copied = text; }, null")
    page.js(
        "[...document.querySelectorAll('.group')].find((each) => each.innerText.includes('RFE/RL')).querySelector('button').click()"
    )
    assert page.until(lambda: page.js("window.copied")) == "Qasym-Zhomart Toqaev"


def test_the_names_in_a_text_are_marked_where_they_stand(page: Any) -> None:
    ask(page, "annotate")
    found = page.js("[...document.querySelectorAll('.mention')].map((each) => each.innerText)")
    assert found == ["Qasym-Zhomart Toqaev", "Almaty", "Toqaev"]
    assert page.js("document.querySelector('.text').textContent") == REPORT
    page.js("document.querySelectorAll('.mention')[1].click()")
    assert "place · KZ" in page.see("#annotate .candidates")


def test_the_keyboard_is_enough(page: Any) -> None:
    page.open(page.url)
    page.js("document.getElementById('tab-resolve').focus()")
    page.press("ArrowRight")
    assert page.js("document.activeElement.id") == "tab-compare"
    page.press("Home")
    page.press("Tab")
    assert page.js("document.activeElement.id") == "resolve-name"
    page.write("Qasym-Zhomart Toqaev")
    page.press("Enter")
    assert page.see("#resolve .answer .card h2") == "Kassym-Jomart Tokayev"
    page.js("document.querySelector('#resolve .candidates summary').focus()")
    page.press("Enter")
    page.until(lambda: page.js("document.querySelector('#resolve .candidates details').open"))
    assert page.js("document.getElementById('told').innerText").startswith("match: Kassym-Jomart Tokayev")


def test_typing_answers_and_an_address_is_left_to_share(page: Any) -> None:
    page.open(page.url)
    page.js("document.getElementById('resolve-name').focus()")
    page.write("托卡耶夫")
    assert page.see("#resolve .answer .card h2") == "It may be one of several"
    address = page.js("location.href")
    page.open(address)
    assert page.js("document.getElementById('resolve-name').value") == "托卡耶夫"
    assert page.see("#resolve .answer .card h2") == "It may be one of several"


def test_a_refusal_is_told(page: Any) -> None:
    page.open(f"{page.url}#resolve?name=x&country=")
    page.see("#resolve .answer .card h2")
    page.js(
        "document.getElementById('variants-language').value = 'not a tag'; document.getElementById('variants-name').value = 'x'; null"
    )
    page.js(
        "document.getElementById('tab-variants').click(); document.querySelector('#variants form').requestSubmit()"
    )
    assert "BCP 47" in page.see("#variants [role=alert]")
    page.js("1")
    page.complaints[:] = [
        each for each in page.complaints if "422" not in each
    ]  # the browser logs the status


@pytest.mark.parametrize("look", [{}, {"dark": True}, {"phone": True}], ids=str)
@pytest.mark.parametrize("case", SEEN)
def test_axe_finds_no_serious_fault(page: Any, case: str, look: dict[str, bool]) -> None:
    axe = Path(os.environ.get("NAMERESOLVE_AXE", ""))
    if not axe.is_file():
        pytest.skip("NAMERESOLVE_AXE does not name axe.min.js of the npm package axe-core")
    page.look(**look)
    ask(page, case)
    page.js(
        "[...document.querySelectorAll('.candidates details')].slice(0, 2).forEach((each) => { each.open = true; })"
    )
    page.js(axe.read_text("utf-8") + "; null")
    found = json.loads(page.js("axe.run().then((found) => JSON.stringify(found.violations))"))
    told = [(each["id"], each["impact"], [node["html"] for node in each["nodes"]][:3]) for each in found]
    assert [each for each in told if each[1] in {"serious", "critical"}] == []
    assert page.js("document.documentElement.scrollWidth <= innerWidth"), "the page is wider than the window"


@pytest.mark.parametrize("case", SEEN)
def test_pictures(page: Any, case: str) -> None:
    folder = os.environ.get("NAMERESOLVE_SHOTS")
    if not folder:
        pytest.skip("NAMERESOLVE_SHOTS does not name a folder")
    for name, look in (("light", {}), ("dark", {"dark": True}), ("phone", {"phone": True})):
        page.look(**look)
        ask(page, case)
        page.shoot(Path(folder) / f"{case}-{name}.png")
        assert (Path(folder) / f"{case}-{name}.png").stat().st_size > 10_000
