"""Importing reads no table, and loading makes nothing that is not asked for."""

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


def test_listing_schemes_makes_none_and_using_one_makes_that_one() -> None:
    """What keeps loading quick, counted and not timed: a busy machine changes no count."""
    code = (
        "import sys, nameresolve.romanization\n"
        "from nameresolve import tables\n"
        "s = sys.modules['nameresolve.romanization.schemes']\n"
        "made, plain = [], s.scheme_from_record\n"
        "s.scheme_from_record = lambda scheme, record: made.append(scheme) or plain(scheme, record)\n"
        "assert len(s.schemes()) > 80 and made == []\n"
        "for _ in range(2): s.load_scheme('news-rus-Cyrl-Latn-en')\n"
        "assert made == ['news-rus-Cyrl-Latn-en'], made\n"
        "assert s._data.cache_info().misses == 1\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
