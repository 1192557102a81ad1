"""Put measured figures into the pages on scripts, so that no number there is typed in.

    python scripts/write_figures.py figures.json              fills docs/scripts/*.md
    python scripts/write_figures.py figures.json --check      ends with 1 if a page says something else

The JSON holds what a measurement wrote: under "people" the share of whole names found at rank 1 by script, as
"recall@1_by_script": {"CYRILLIC": [0.94, 2176]}, the second number being the names asked; under "crossscript"
that of single parts by language, as {"russian": {"recall@1": 0.90, "pool": 26342}}. A page says which scripts
it is about:

    <!-- figures: Cyrillic, Greek -->
    <!-- end of figures -->
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from given_paths import existing

ROOT = Path(__file__).resolve().parent.parent
PAGES = ROOT / "docs" / "scripts"
BLOCK = re.compile(r"(<!-- figures: ([^>]*) -->\n).*?(<!-- end of figures -->)", re.DOTALL)
LANGUAGE_OF = {
    "Cyrillic": "russian", "Arabic": "arabic", "Hebrew": "hebrew", "Katakana": "katakana", "Hangul": "korean",
    "Chinese": "chinese",
}  # fmt: skip
SHOWN = {
    "Cjk": "Chinese characters (people of all languages)",
    "Chinese": "Chinese characters (Chinese parts)",
}


def _rows(scripts: Sequence[str], figures: Mapping[str, Any]) -> Iterator[str]:
    people = figures.get("people", {}).get("recall@1_by_script", {})
    parts = figures.get("crossscript", {})
    for script in scripts:
        whole = people.get(script.upper())
        single = parts.get(LANGUAGE_OF.get(script, ""))
        if whole or single:
            names = f"{whole[0]:.3f} of {whole[1]:,}" if whole else ""
            pool = f"{single['recall@1']:.3f} among {single['pool']:,}" if single else ""
            yield f"| {SHOWN.get(script, script)} | {names} | {pool} |"


def table(scripts: Sequence[str], figures: Mapping[str, Any]) -> str:
    """Return the table for some scripts, nothing where none of them was measured.

    >>> print(table(["Greek"], {"people": {"recall@1_by_script": {"GREEK": [0.917, 109]}}}).splitlines()[-1])
    | Greek | 0.917 of 109 |  |
    """
    rows = list(_rows(scripts, figures))
    head = ["| script | whole names found first | name parts found first |", "|---|---|---|"]
    return "\n".join([*head, *rows]) + "\n" if rows else ""


def filled(page: str, figures: Mapping[str, Any]) -> str:
    """Return a page with its figures."""

    def block(match: re.Match[str]) -> str:
        found = table([script.strip() for script in match[2].split(",")], figures)
        return f"{match[1]}\n{found}\n{match[3]}" if found else f"{match[1]}{match[3]}"

    return BLOCK.sub(block, page)


def main(arguments: list[str] | None = None) -> int:
    """Fill the pages or compare them; return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("figures", type=existing)
    parser.add_argument("--pages", type=existing, default=PAGES)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args(arguments)
    figures = json.loads(options.figures.read_text(encoding="utf-8"))
    changed = 0
    for path in sorted(options.pages.glob("*.md")):
        before = path.read_text(encoding="utf-8")
        after = filled(before, figures)
        changed += before != after
        if not options.check:
            path.write_text(after, encoding="utf-8")
    print(f"{changed} pages changed")
    return int(options.check and changed > 0)


if __name__ == "__main__":
    sys.exit(main())
