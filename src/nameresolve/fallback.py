"""The last resort for scripts and letters without a table of ours.

The only place where Unidecode (GPL-2.0-or-later) is used; another transliterator can be put here.
"""

from __future__ import annotations

from functools import lru_cache

__all__ = ["last_resort"]


@lru_cache(maxsize=1 << 15)
def last_resort(text: str) -> str:
    """Return an ASCII rendering of any text, as Unidecode gives it.

    >>> last_resort("习近平")
    'Xi Jin Ping'
    """
    from unidecode import unidecode

    return unidecode(text, errors="ignore").strip()
