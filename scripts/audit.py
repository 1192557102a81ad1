"""Ask pip-audit for known holes in the installed packages, and say plainly which it could not ask about.

    python scripts/audit.py

Ends with 0 if all were asked about and none has a hole, with 1 if one has, with 2 if for some nothing could
be learned: pip-audit itself takes those for sound, and ends with 0 where it reached nobody at all.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from typing import Any

OWN = "nameresolve"
SECONDS = 600
COMMAND = (
    sys.executable,
    "-m",
    "pip_audit",
    "--progress-spinner",
    "off",
    "--timeout",
    "20",
    "--format",
    "json",
)


def asked() -> tuple[list[dict[str, Any]], str]:
    """Return what pip-audit says of each package; if it could not say anything, why."""
    try:
        done = subprocess.run(COMMAND, capture_output=True, text=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return [], f"no answer in {SECONDS} seconds"
    try:
        found: list[dict[str, Any]] = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        return [], (done.stderr.strip() or "no output").splitlines()[-1]
    return found, ""


def _hole(package: Mapping[str, Any], hole: Mapping[str, Any]) -> str:
    mended = ", ".join(hole["fix_versions"]) or "no version"
    return f"{package['name']} {package['version']}: {hole['id']}, mended in {mended}"


def told(packages: Sequence[Mapping[str, Any]], problem: str) -> tuple[list[str], int]:
    """Return what to print and the exit code.

    >>> told([{"name": "attrs", "version": "26.1", "vulns": []}], "")
    (['1 packages asked about: no known holes.'], 0)
    >>> told([{"name": "attrs", "skip_reason": "not found"}], "")[1]
    2
    """
    others = [each for each in packages if each["name"] != OWN]
    skipped = [each["name"] for each in others if "skip_reason" in each]
    known = [each for each in others if "skip_reason" not in each]
    holes = [_hole(each, hole) for each in known for hole in each["vulns"]]
    lines = [
        *holes,
        *([f"{len(known)} packages asked about: {len(holes) or 'no'} known holes."] if known else []),
    ]
    if skipped or problem:
        why = problem or f"the advisory database says nothing of {len(skipped)}: {', '.join(skipped)}"
        lines.append(f"NOT CHECKED: {why}.")
        lines.append("Run this again where PyPI itself can be reached; a mirror has no advisories.")
    return lines, 1 if holes else 2 if skipped or problem or not known else 0


def main() -> int:
    """Ask and print; return the exit code."""
    lines, code = told(*asked())
    print("\n".join(lines))
    return code


if __name__ == "__main__":
    sys.exit(main())
