"""Importing reads no table, and loading is quick."""

from __future__ import annotations

import subprocess
import sys


def test_importing_reads_no_table_and_no_unidecode() -> None:
    code = (
        "import sys, nameresolve.romanization\n"
        "s = sys.modules['nameresolve.romanization.schemes']\n"
        "assert s._data.cache_info().currsize == 0\n"
        "assert 'unidecode' not in sys.modules\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_table_loads_in_under_sixty_milliseconds() -> None:
    code = (
        "import sys, time, nameresolve.romanization\n"
        "s = sys.modules['nameresolve.romanization.schemes']\n"
        "start = time.perf_counter(); s.schemes(); whole = time.perf_counter() - start\n"
        "start = time.perf_counter(); s.load_scheme('news-rus-Cyrl-Latn-en')\n"
        "print(whole, time.perf_counter() - start)\n"
    )
    best = [1.0, 1.0]
    for _ in range(3):
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        best = [min(old, float(new)) for old, new in zip(best, done.stdout.split(), strict=True)]
    assert best[0] < 0.06
    assert best[1] < 0.02
