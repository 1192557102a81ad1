"""A few lines of the DevTools protocol over a pipe: what a test of the page needs, and no package for it."""

from __future__ import annotations

import base64
import fcntl
import json
import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

BINARY = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
OPTIONS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars",
    "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--window-size=1200,1000", "--remote-debugging-pipe",
)  # fmt: skip
PATIENCE = 60.0
KEYS = {
    "Enter": (13, "\r"),
    "Tab": (9, ""),
    "ArrowRight": (39, ""),
    "End": (35, ""),
    "Home": (36, ""),
    " ": (32, " "),
}


class Browser:
    """Chromium with one tab; it keeps what the tab asked for and complained about."""

    def __init__(self, profile: Path) -> None:
        assert BINARY is not None
        reads, self._out = os.pipe()
        back, writes = os.pipe()

        def plug() -> None:  # Chromium reads commands from 3 and writes answers to 4
            high = [fcntl.fcntl(each, fcntl.F_DUPFD, 64) for each in (reads, writes)]
            os.dup2(high[0], 3)
            os.dup2(high[1], 4)

        command = [BINARY, *OPTIONS, f"--user-data-dir={profile}", "about:blank"]
        self.process = subprocess.Popen(
            command,
            preexec_fn=plug,  # noqa: PLW1509 - to copy numbers of files needs no lock
            close_fds=False,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(reads)
        os.close(writes)
        self._in = os.fdopen(back, "rb")
        self._answers = self._messages()
        self._count = 0
        self.session: str | None = None
        self.asked: list[str] = []
        self.complaints: list[str] = []
        target = self.do("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.do("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.do(f"{domain}.enable")

    def _messages(self) -> Iterator[Any]:
        rest = b""
        while part := os.read(self._in.fileno(), 1 << 16):
            *whole, rest = (rest + part).split(b"\0")
            yield from map(json.loads, whole)

    def do(self, method: str, **params: Any) -> Any:
        """Send a command and return its result; what happens meanwhile is noted."""
        self._count += 1
        command: dict[str, Any] = {"id": self._count, "method": method, "params": params}
        if self.session:
            command["sessionId"] = self.session
        os.write(self._out, json.dumps(command).encode() + b"\0")
        for message in self._answers:
            if message.get("id") == self._count:
                assert "error" not in message, (method, message)
                return message["result"]
            self._note(message)
        raise AssertionError("Chromium has gone")

    def _note(self, message: Any) -> None:
        params = message.get("params", {})
        match message.get("method"):
            case "Network.requestWillBeSent":
                self.asked.append(params["request"]["url"])
            case "Runtime.exceptionThrown":
                self.complaints.append(str(params["exceptionDetails"]))
            case "Runtime.consoleAPICalled" if params["type"] in {"error", "warning", "assert"}:
                self.complaints.append(str(params["args"]))
            case "Log.entryAdded" if params["entry"]["level"] in {"error", "warning"}:
                self.complaints.append(str(params["entry"]))

    def open(self, url: str) -> None:
        self.do("Page.navigate", url="about:blank")
        self.do("Page.navigate", url=url)
        self.until(
            lambda: self.js("document.readyState") == "complete" and self.js("location.href") != "about:blank"
        )

    def js(self, code: str) -> Any:
        """Return the value of an expression in the page, once it is there."""
        reply = self.do("Runtime.evaluate", expression=code, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in reply, reply
        return reply["result"].get("value")

    def until(self, condition: Callable[[], Any]) -> Any:
        end = time.monotonic() + PATIENCE
        while not (found := condition()):
            assert time.monotonic() < end, "it did not come true"
            time.sleep(0.05)
        return found

    def see(self, selector: str) -> str:
        """Wait until something is shown; return its text."""
        shown = f"[...document.querySelectorAll({selector!r})].find((node) => node.offsetParent)?.innerText"
        return str(self.until(lambda: self.js(shown)))

    def press(self, key: str) -> None:
        code, text = KEYS[key]
        for kind in ("keyDown", "keyUp"):
            given = {"text": text} if text and kind == "keyDown" else {}
            self.do(
                "Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=code, **given
            )

    def write(self, text: str) -> None:
        self.do("Input.insertText", text=text)

    def look(self, *, dark: bool = False, phone: bool = False) -> None:
        self.do(
            "Emulation.setEmulatedMedia",
            features=[{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}],
        )
        if phone:
            self.do(
                "Emulation.setDeviceMetricsOverride", width=390, height=844, deviceScaleFactor=1, mobile=True
            )
        else:
            self.do("Emulation.clearDeviceMetricsOverride")

    def shoot(self, path: Path) -> None:
        data = self.do("Page.captureScreenshot", format="png", captureBeyondViewport=True)["data"]
        path.write_bytes(base64.b64decode(data))

    def close(self) -> None:
        os.close(self._out)
        self.process.terminate()
        self.process.wait(PATIENCE)
        self._in.close()
