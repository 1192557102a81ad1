"""Measure how many names a second the service resolves on this machine, and how long one waits.

    python benchmarks/serve.py                       starts a service with a worker a core
    python benchmarks/serve.py --url http://...      asks one that runs
    python benchmarks/serve.py --names 1000 --rate 200

The names are spellings of the bundled gazetteer in all scripts, one letter of every seventh left out, and
every fourth one is a name of nobody listed (a given and a family name). Each is sent in a request of its own
over connections that are kept. Rounds:

    new      names never asked before, as fast as they are answered
    again    the same once more, which a service remembers
    mixed    as a service is used: of ten requests one is for a name never asked before, nine are for names
             that were, the n-th taken about half as often as the one at n/2
    due      mixed requests at half the rate of the round before, or at that of --rate, sent when they are due
             whether the last was answered or not: their waiting time is what a user sees

Of a service that is started here, the processor time a name is told too (on Linux): on a machine that is busy
with other things it is the only figure that means much. As many names a second as cores divided by it fit.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import quote, urlsplit

from given import positive

import nameresolve as nr
from nameresolve.tables import lines

SERVING = re.compile(r"http://127\.0\.0\.1:\d+")


NEW_OF_TEN = 1
NOBODY = 4
"""Every so manieth name is that of nobody listed."""
TIMES_UNTIL_KNOWN = 4
"""Each worker has a memory of its own, and which one gets a connection is up to the system."""
SEED = 20260101
SHOWN = 20
"""So many lines are shown of what a service said that did not start."""


def spellings(count: int) -> list[str]:
    """Return so many different names: spellings spread over the gazetteer, and names of nobody in it."""
    generator = random.Random(SEED)  # noqa: S311 - names to ask, no secret
    forms = list(dict.fromkeys(form.text for entity in nr.Gazetteer.bundled() for form in entity.forms))
    generator.shuffle(forms)
    parts = [part.title() for part in lines("frequency", float) if part.isascii() and len(part) > 2]
    names: dict[str, None] = {}
    for number, form in enumerate(forms):
        name = form[:2] + form[3:] if number % 7 == 3 else form
        names[name if number % NOBODY else " ".join(generator.sample(parts, 2))] = None
        if len(names) == count:
            break
    return list(names)


def mixed(new: Sequence[str], known: Sequence[str]) -> list[str]:
    """Return the new names among nine times as many that were asked before, in an order of chance."""
    generator = random.Random(SEED)  # noqa: S311 - names to ask, no secret
    old = len(new) * (10 - NEW_OF_TEN) // NEW_OF_TEN
    names = [*new, *(known[int(len(known) ** generator.random()) - 1] for _ in range(old))]
    generator.shuffle(names)
    return names


class Connection:
    """One connection that is kept open; opened anew when the other side has closed it."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self.host, self.port = parts.hostname or "127.0.0.1", parts.port or 80
        self.streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, name: str) -> int:
        """Ask for a name; return the status code once the whole answer is there."""
        kept = self.streams is not None
        try:
            return await self._ask(name)
        except (asyncio.IncompleteReadError, ConnectionError):
            if not kept:
                raise
            self.streams = None  # the other side had closed it, for it was idle too long
            return await self._ask(name)

    async def _ask(self, name: str) -> int:
        if self.streams is None:
            self.streams = await asyncio.open_connection(self.host, self.port)
        reader, writer = self.streams
        writer.write(f"GET /api/resolve?name={quote(name)} HTTP/1.1\r\nHost: {self.host}\r\n\r\n".encode())
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        length = re.search(r"content-length: (\d+)", head)
        await reader.readexactly(int(length[1]) if length else 0)
        if "connection: close" in head:
            writer.close()
            self.streams = None
        return int(head.split()[1])

    async def close(self) -> None:
        """Close the connection."""
        if self.streams is not None:
            self.streams[1].close()
            await self.streams[1].wait_closed()


async def as_fast_as_answered(url: str, names: Sequence[str], connections: int) -> tuple[float, list[float]]:
    """Send all names over some connections; return the names a second and the waiting times."""
    waiting: list[float] = []
    left = iter(names)

    async def one(connection: Connection) -> None:
        for name in left:
            begun = time.perf_counter()
            status = await connection.ask(name)
            waiting.append(time.perf_counter() - begun)
            if status != 200:
                raise RuntimeError(f"{status} for {name!r}")
        await connection.close()

    begun = time.perf_counter()
    await asyncio.gather(*(one(Connection(url)) for _ in range(connections)))
    return len(names) / (time.perf_counter() - begun), waiting


async def when_due(url: str, names: Sequence[str], rate: float, connections: int) -> list[float]:
    """Send a name every so often; return the waiting times, from when each was due."""
    free: asyncio.Queue[Connection] = asyncio.Queue()
    for _ in range(connections):
        free.put_nowait(Connection(url))
    waiting: list[float] = []

    async def one(name: str, due: float) -> None:
        connection = await free.get()
        status = await connection.ask(name)
        if status != 200:
            raise RuntimeError(f"{status} for {name!r}")
        waiting.append(time.perf_counter() - due)
        free.put_nowait(connection)

    begun = time.perf_counter()
    sent = []
    for number, name in enumerate(names):
        due = begun + number / rate
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        sent.append(asyncio.create_task(one(name, due)))
    await asyncio.gather(*sent)
    while not free.empty():
        await free.get_nowait().close()
    return waiting


class Effort:
    """The processor time of a process and its children, as far as Linux tells it."""

    def __init__(self, pid: int | None) -> None:
        self.pid = pid
        self.before = self.now()

    def now(self) -> float:
        """Return the seconds of processor time until now; 0 where nobody tells."""
        if self.pid is None or not sys.platform.startswith("linux"):
            return 0.0
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text("ascii").split()
        ticks = 0
        for each in (str(self.pid), *children):
            fields = Path(f"/proc/{each}/stat").read_text("ascii").rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12])
        return ticks / os.sysconf("SC_CLK_TCK")

    def a_name(self, names: int) -> str:
        """Return the milliseconds of processor time a name since this was asked last."""
        before, self.before = self.before, self.now()
        return f"   cpu {(self.before - before) / names * 1e3:6.2f} ms a name" if self.pid is not None else ""


def told(what: str, rate: float, waiting: Sequence[float]) -> str:
    """Return one line of the report."""
    p50, p99 = statistics.median(waiting) * 1e3, statistics.quantiles(waiting, n=100)[98] * 1e3
    return f"{what:<30} {rate:7.0f}/s   p50 {p50:7.1f} ms   p99 {p99:7.1f} ms"


async def measure(
    url: str, count: int, connections: int, pid: int | None = None, wanted: float | None = None
) -> None:
    """Measure and print the rounds; `wanted` is the rate of the last, else half that of the one before."""
    few = max(1, count // 5)
    names = spellings(2 * count + 2 * few)
    warming, new = names[:count], names[count : 2 * count]
    await as_fast_as_answered(url, warming, connections)
    effort = Effort(pid)
    rate, waiting = await as_fast_as_answered(url, new, connections)
    print(told("new: never asked before", rate, waiting) + effort.a_name(count))
    for _ in range(TIMES_UNTIL_KNOWN):
        await as_fast_as_answered(url, new, connections)
    effort = Effort(pid)
    rate, waiting = await as_fast_as_answered(url, new, connections)
    print(told("again: the same once more", rate, waiting) + effort.a_name(count))
    asked = mixed(names[2 * count : 2 * count + few], new)
    rate, waiting = await as_fast_as_answered(url, asked, connections)
    print(told("mixed: one of ten is new", rate, waiting) + effort.a_name(len(asked)))
    asked = mixed(names[2 * count + few :], new)
    rate = wanted or rate / 2
    waiting = await when_due(url, asked, rate, 4 * connections)
    print(told("due: mixed, at this rate", rate, waiting) + effort.a_name(len(asked)))


def not_started(said: str, code: int) -> str:
    r"""Return why there is nothing to measure: what the service said, and what can be done.

    >>> print(not_started("Error: port 8000 is taken\n", 3))
    The service did not start, it ended with 3. It said:
      Error: port 8000 is taken
    Try it alone: python -m nameresolve serve --port 0
    """
    lines = said.strip().splitlines()[-SHOWN:] or ["(nothing)"]
    return "\n".join(
        [
            f"The service did not start, it ended with {code}. It said:",
            *(f"  {line}" for line in lines),
            "Try it alone: python -m nameresolve serve --port 0",
        ]
    )


@contextlib.contextmanager
def service(workers: int) -> Iterator[tuple[str, int]]:
    """Yield the address and the process of a service that is started for this."""
    command = [sys.executable, "-m", "nameresolve", "serve", "--port", "0", "--workers", str(workers)]
    with tempfile.TemporaryFile("w+") as log:
        process = subprocess.Popen(command, stderr=log)
        try:
            log_text = ""
            while log_text.count("startup complete") < workers and process.poll() is None:
                time.sleep(0.2)
                log.seek(0)
                log_text = log.read()
            if process.poll() is not None:
                raise SystemExit(not_started(log_text, process.returncode))
            yield SERVING.findall(log_text)[0], process.pid
        finally:
            process.terminate()
            process.wait()


def main() -> None:
    """Read the options and measure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--url", help="a service that runs already")
    parser.add_argument(
        "--workers", type=positive, default=os.cpu_count() or 1, help="of the service that is started"
    )
    parser.add_argument("--names", type=positive, default=500, help="different names a round")
    parser.add_argument("--connections", type=positive, default=8)
    parser.add_argument("--rate", type=float, help="requests a second of the last round")
    options = parser.parse_args()
    print(f"{options.names} names a round, {options.connections} connections, {os.cpu_count()} cores")
    if options.url:
        try:
            asyncio.run(measure(options.url, options.names, options.connections, wanted=options.rate))
        except OSError as error:
            parser.error(f"nobody answers at {options.url} ({error}); first: nameresolve serve --port 8000")
        return
    with service(options.workers) as (url, pid):
        print(f"{options.workers} workers")
        asyncio.run(measure(url, options.names, options.connections, pid, options.rate))


if __name__ == "__main__":
    main()
