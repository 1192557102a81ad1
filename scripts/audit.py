"""Ask pip-audit for known holes in the installed packages, and say plainly which it could not ask about.

    python scripts/audit.py                   before a release: everything must be asked about
    python scripts/audit.py --if-reachable    what cannot be asked about is told, and fails nothing

Ends with 0 if all were asked about and none has a hole, with 1 if one has, with 2 if for some nothing could
be learned: pip-audit itself takes those for sound, and ends with 0 where it reached nobody at all. A hole
that is known ends with 1 either way.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from typing import Any

OWN = "nameresolve"
SECONDS = 600
HOLES, UNKNOWN = 1, 2
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
    return lines, HOLES if holes else UNKNOWN if skipped or problem or not known else 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Ask and print; return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--if-reachable", action="store_true", help="end with 0 where nothing can be learned")
    options = parser.parse_args(arguments)
    lines, code = told(*asked())
    print("\n".join(lines))
    return 0 if code == UNKNOWN and options.if_reachable else code


if __name__ == "__main__":
    sys.exit(main())
