"""The page: complete in itself, strict about what may run, and plain to assistive technology."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("starlette", reason="needs the extra 'server'")

import nameresolve.server

FOLDER = Path(nameresolve.server.__file__).parent / "page"
PARTS = sorted(path.name for path in FOLDER.iterdir())
HTML = (FOLDER / "index.html").read_text("utf-8")


def test_the_page_and_all_its_parts_are_served(client: Any) -> None:
    assert client.get("/").body.decode() == HTML
    for name in set(re.findall(r'(?:src|href)="(assets/[^"]+)"', HTML)) | {
        "assets/draw.js",
        "assets/entity.css",
    }:
        reply = client.get(f"/{name}")
        assert reply.status == 200, name
        assert reply.headers["content-type"].split(";")[0] in {"text/css", "text/javascript", "image/svg+xml"}


def test_a_part_that_is_known_is_not_sent_again(client: Any) -> None:
    tag = client.get("/assets/app.js").headers["etag"]
    reply = client.get("/assets/app.js", headers={"if-none-match": tag})
    assert (reply.status, reply.body) == (304, b"")


def test_the_policy_lets_only_our_own_files_run(client: Any) -> None:
    policy = client.get("/").headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize("name", PARTS)
def test_no_part_names_another_host(name: str) -> None:
    text = (FOLDER / name).read_text("utf-8").replace("http://www.w3.org/2000/svg", "")
    assert not re.search(r"https?:|(?<![:\w])//\w+\.", text)


@pytest.mark.parametrize("name", [name for name in PARTS if name.endswith(".js")])
def test_no_script_makes_markup_of_text(name: str) -> None:
    text = (FOLDER / name).read_text("utf-8")
    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function", text
    )


def test_the_page_has_no_inline_script_or_style() -> None:
    assert not re.search(r"<script(?![^>]*src=)|<style|\son\w+=|\sstyle=", HTML)


def test_every_field_has_a_label() -> None:
    fields = set(re.findall(r'<(?:input|select|textarea) id="([^"]+)"', HTML))
    assert fields
    assert fields == set(re.findall(r'<label for="([^"]+)"', HTML))


def test_the_lengths_of_the_fields_are_the_limits() -> None:
    limits = nameresolve.server.Limits()
    assert set(re.findall(r'class="big"[^>]*maxlength="(\d+)"', HTML)) == {str(limits.name)}
    assert re.search(r'<textarea[^>]*maxlength="(\d+)"', HTML)[1] == str(limits.text)
