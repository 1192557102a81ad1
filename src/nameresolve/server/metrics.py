"""Counters of the service in the text format of Prometheus, added up over all worker processes."""

from __future__ import annotations

import json
import os
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

__all__ = ["BUCKETS", "Metrics"]

BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Upper bounds of the histogram of answer times, in seconds."""

_HELP = {
    "requests_total": ("counter", "Requests answered, by route, method and status code."),
    "request_seconds": ("histogram", "Time from the first byte of a request to the last of its answer."),
    "decisions_total": ("counter", "Names decided, by status."),
    "remembered_total": ("counter", "Names answered from memory (hit) or anew (miss)."),
    "in_flight": ("gauge", "Requests being answered now."),
}
_FLUSHED = 1.0
"""Seconds between two writings of a worker's counts for the others."""

Sample = tuple[str, str]  # the name of a metric, and its labels as they are printed


class Metrics:
    """The counts of one process; with a `folder` those of its fellow workers are added.

    >>> metrics = Metrics()
    >>> metrics.add("decisions_total", {"status": "match"})
    >>> 'nameresolve_decisions_total{status="match"} 1' in metrics.text()
    True
    """

    def __init__(self, folder: str | None = None) -> None:
        self._counts: defaultdict[Sample, float] = defaultdict(float)
        self._file = Path(folder) / f"{os.getpid()}.json" if folder else None
        self._flushed = 0.0

    def add(self, name: str, labels: Mapping[str, str], amount: float = 1) -> None:
        """Add to a count."""
        self._counts[name, _labels(labels)] += amount

    def set(self, name: str, labels: Mapping[str, str], value: float) -> None:
        """Set a value that may also fall, or that something else counts."""
        self._counts[name, _labels(labels)] = value

    def observe(self, route: str, seconds: float) -> None:
        """Put a time into the histogram."""
        for bound in BUCKETS:
            if seconds <= bound:
                self.add("request_seconds_bucket", {"route": route, "le": f"{bound:g}"})
        self.add("request_seconds_bucket", {"route": route, "le": "+Inf"})
        self.add("request_seconds_sum", {"route": route}, seconds)
        self.add("request_seconds_count", {"route": route})

    def share(self, *, now: bool = False) -> None:
        """Write the counts where the fellow workers find them, at most once a second."""
        if self._file is None or (not now and time.monotonic() - self._flushed < _FLUSHED):
            return
        self._flushed = time.monotonic()
        beside = self._file.with_suffix(".new")
        beside.write_text(json.dumps([[*key, value] for key, value in self._counts.items()]), "utf-8")
        beside.replace(self._file)

    def text(self) -> str:
        """Return all counts as Prometheus reads them."""
        self.share(now=True)
        total: defaultdict[Sample, float] = defaultdict(float, self._counts)
        for sample, value in self._of_fellows():
            total[sample] += value
        lines = []
        for name, (kind, meaning) in _HELP.items():
            lines += [f"# HELP nameresolve_{name} {meaning}", f"# TYPE nameresolve_{name} {kind}"]
            lines += [
                f"nameresolve_{each}{labels} {_number(value)}"
                for (each, labels), value in total.items()
                if each == name or (kind == "histogram" and each.startswith(f"{name}_"))
            ]
        return "\n".join(lines) + "\n"

    def _of_fellows(self) -> Iterator[tuple[Sample, float]]:
        if self._file is None:
            return
        for path in sorted(self._file.parent.glob("*.json")):
            if path != self._file:
                for name, labels, value in json.loads(path.read_text("utf-8")):
                    yield (name, labels), value


def _labels(labels: Mapping[str, str]) -> str:
    return _printed(tuple(labels.items()))


@lru_cache(maxsize=1024)
def _printed(labels: tuple[tuple[str, str], ...]) -> str:
    """Return labels as they are printed; a request has twenty, nearly always the same."""
    inside = ",".join(f'{key}="{value}"' for key, value in labels)
    return f"{{{inside}}}" if inside else ""


def _number(value: float) -> str:
    return f"{value:.0f}" if float(value).is_integer() else f"{value:.9g}"
